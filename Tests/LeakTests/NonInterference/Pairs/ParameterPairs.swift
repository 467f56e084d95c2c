@testable import Desk

extension PairGroup {
  /// Every hidden parameter and section of a ticket, for one viewer.
  ///
  /// - Parameters:
  ///   - type: Its type.
  ///   - customer: Whose ticket.
  ///   - state: Where it stands.
  ///   - side: The viewer's.
  ///   - viewer: Who asks, where it is not the customer or the attendant.
  init(
    _ type: ProofType,
    of customer: String,
    _ state: ProofState,
    for side: Side,
    viewer: String? = nil
  ) {
    let key = TicketKey(customer: customer, type: type.key, state: state)
    let viewer = viewer ?? (side == .online ? customer : "desk")
    self.init(
      name: "\(viewer): \(type.key) of \(customer), \(state)",
      viewer: viewer,
      focus: key,
      pairs: Self.values(type, key, side) + Self.entries(type, key, side)
    )
  }

  private static func values(_ type: ProofType, _ key: TicketKey, _ side: Side) -> [Pair] {
    type.parameters.filter { $0.hiddenFrom == side }.flatMap { parameter in
      [ProofValue.second, nil].map { value in
        let kind: PairKind =
          switch (parameter.isCore, value == nil) {
          case (true, true): .coreUnset(parameter.key, type.hiding)
          case (true, false): .core(parameter.key, type.hiding)
          case (false, true): .unset(parameter.kind, type.hiding)
          case (false, false): .value(parameter.kind, type.hiding)
          }
        return Pair(kind: kind, name: "\(parameter.key) \(value.map { "\($0)" } ?? "unset")") {
          try $0.change(parameter, to: value, of: key, in: $1)
        }
      }
    }
  }

  private static func entries(_ type: ProofType, _ key: TicketKey, _ side: Side) -> [Pair] {
    guard type.sectionsHiddenFrom == side else { return [] }
    return ProofType.sections.map { section in
      Pair(kind: .section(section, type.hiding), name: "one more in \(section)") {
        try $0.addEntry(to: section, of: key, in: $1)
      }
    }
  }

  /// All of them: each viewer, type and state.
  static var parameters: [PairGroup] {
    Side.allCases.flatMap { side in
      World.customers.flatMap { customer in
        ProofType.all.filter { $0.hides(from: side) }.flatMap { type in
          ProofState.allCases.map { PairGroup(type, of: customer, $0, for: side) }
        }
      }
    }
  }
}

extension PairGroup {
  /// Those who see a ticket by way of its customer: a client's contact and a student's guardian.
  static var relatives: [PairGroup] {
    [("contact", "client"), ("guardian", "student")].flatMap { viewer, customer in
      ProofType.all.filter { $0.hides(from: .online) }.map {
        PairGroup($0, of: customer, .withAttendant, for: .online, viewer: viewer)
      }
    }
  }
}

extension ProofHouse {
  /// Gives a parameter of a ticket another value, by who sees it where the ticket is theirs to edit.
  fileprivate func change(
    _ parameter: ProofParameter,
    to value: ProofValue?,
    of key: TicketKey,
    in world: World
  ) throws {
    let ticket = try world.ticket(key)
    let edit = "ticket: \"\(ticket)\", parameters: [\(parameter.edit(value))]"
    switch (parameter.hiddenFrom, key.state) {
    case (.online, .withAttendant):
      try perform("updateTicket", edit, as: world.token("desk"))
    case (.desk, .pending), (.desk, .withCustomer):
      try perform("updateTicket", edit, as: world.token(key.customer))
    default:
      try plant(value.map(parameter.stored), at: parameter, of: ticket)
    }
  }

  /// Adds one entry to a section, by who sees it where the state lets them.
  fileprivate func addEntry(to section: String, of key: TicketKey, in world: World) throws {
    let ticket = try world.ticket(key)
    let isOpen = key.state != .completed && key.state != .cancelled
    let isOnline = key.type.contains("desk")
    let author = try world.token(isOnline ? key.customer : "desk")
    switch section {
    case "discussion" where isOpen:
      try perform("postMessage", "ticket: \"\(ticket)\", text: \"segredo em recado\"", as: author)
    case "attachments" where isOpen:
      let answer = try send(
        .upload(
          """
          mutation($file: Upload!) {
            it: addAttachments(input: {ticket: "\(ticket)", files: [$file]}) { problems { code } }
          }
          """,
          name: "segredo.txt",
          content: "segredo em anexo",
          token: author
        )
      )
      guard answer["it"]?["problems"]?.items.isEmpty == true else { throw ProofFault(answer.text) }
    case "understandings" where key.state == .withAttendant && !isOnline:
      try perform(
        "proposeUnderstanding",
        "ticket: \"\(ticket)\", text: \"segredo entendido\"",
        as: author
      )
    default:
      try plantEntry(in: section, of: ticket, by: isOnline ? .customer : .attendant)
    }
  }
}
