import Bytes

/// Opens the tickets of the ``World``: each type for each customer, in each state.
///
/// An attendant opens them and fills in what customers do not see; the customer fills in the rest.
struct TicketMaker {
  let world: World
  let house: ProofHouse
  private var tickets: [TicketKey: String] = [:]

  init(world: World, house: ProofHouse) {
    self.world = world
    self.house = house
  }

  mutating func make() throws -> [TicketKey: String] {
    for customer in World.customers {
      for type in ProofType.all {
        for state in ProofState.allCases {
          try add(type, TicketKey(customer: customer, type: type.key, state: state))
        }
      }
    }
    for (customer, type) in [
      ("stranger", ProofType.all[0]), ("narrow", .blocked), ("narrow", ProofType.all[0]),
    ] {
      try add(type, TicketKey(customer: customer, type: type.key, state: .withAttendant))
    }
    return tickets
  }

  private mutating func add(_ type: ProofType, _ key: TicketKey) throws {
    let first = type.parameters.filter { $0.hiddenFrom != .desk }.map { $0.edit(.first) }
    // A ticket of a blocked type is the desk's to open; nobody else may know of it.
    let isBlocked = type.key == ProofType.blocked.key
    let id = try house.make(
      "openTicket",
      """
      type: "\(world.id(type.key))", customer: "\(world.id("customer \(key.customer)"))", \
      parameters: [\(first.joined(separator: ", "))]
      """,
      "ticket",
      as: world.token("desk")
    )
    tickets[key] = id
    guard !isBlocked else { return }
    let second = type.parameters.filter { $0.hiddenFrom == .desk }.map { $0.edit(.first) }
    if !second.isEmpty {
      try house.perform(
        "updateTicket",
        "ticket: \"\(id)\", parameters: [\(second.joined(separator: ", "))]",
        as: world.token(key.customer)
      )
    }
    try addEntries(to: id, of: type, customer: key.customer)
    try move(id, of: type, to: key.state, customer: key.customer)
  }

  /// A message and a file, by a side that has the sections.
  private func addEntries(to id: String, of type: ProofType, customer: String) throws {
    let author = type.sectionsHiddenFrom == .desk ? customer : "desk"
    try house.perform(
      "postMessage",
      "ticket: \"\(id)\", text: \"Recado de abertura\"",
      as: world.token(author)
    )
    let answer = try house.send(
      .upload(
        """
        mutation($file: Upload!) {
          it: addAttachments(input: {ticket: "\(id)", files: [$file]}) { problems { code } }
        }
        """,
        name: "anexo.txt",
        content: "Um anexo da prova",
        token: world.token(author)
      )
    )
    guard answer["it"]?["problems"]?.items.isEmpty == true else { throw ProofFault(answer.text) }
  }

  private func move(
    _ id: String,
    of type: ProofType,
    to state: ProofState,
    customer: String
  ) throws {
    let submit = "ticket: \"\(id)\", reason: \"ok\", condition:"
    switch state {
    case .pending: return
    case .cancelled:
      try house.perform(
        "cancelTicket",
        "ticket: \"\(id)\", justification: \"Prova\"",
        as: world.token("admin")
      )
      return
    case .withAttendant, .withCustomer, .completed: break
    }
    try house.perform("submitTicket", "\(submit) \"send\"", as: world.token(customer))
    if type.sectionsHiddenFrom != .desk {
      try house.perform(
        "proposeUnderstanding",
        "ticket: \"\(id)\", text: \"Entendido assim\"",
        as: world.token("desk")
      )
    }
    if state == .withCustomer {
      try house.perform("submitTicket", "\(submit) \"return\"", as: world.token("desk"))
    } else if state == .completed {
      try house.perform("completeTicket", "ticket: \"\(id)\"", as: world.token("desk"))
    }
  }
}
