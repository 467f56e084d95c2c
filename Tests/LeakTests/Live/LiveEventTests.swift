import Bytes
import TestKit
import Testing

/// Live events are judged for each receiver at each event, and a change of what is hidden is none.
///
/// No test waits for time: behind what must not be told something is done that must be, and exactly
/// that comes.
///
/// - Source: L12; product.md, what follows from the decision, 6.
@Suite(.serialized) struct LiveEventTests {
  /// Somebody who follows by some road.
  struct Seat: Sendable, CustomTestStringConvertible {
    let customer: String
    let road: LiveStream.Road

    var testDescription: String { "\(customer), \(road)" }

    static let all = World.customers.flatMap { customer in
      LiveStream.Road.allCases.map { Seat(customer: customer, road: $0) }
    }
  }

  private static func key(
    _ customer: String,
    _ type: String,
    _ state: ProofState = .withAttendant
  ) -> TicketKey { TicketKey(customer: customer, type: type, state: state) }

  // MARK: - Hidden and visible

  /// Parameters of each kind that customers do not see, and what the desk says to itself.
  @Test(arguments: Seat.all)
  func `a customer hears of what is visible, once, and of nothing else`(seat: Seat) throws {
    let open = try OpenWorld()
    let type = ProofType.all[0]
    let ticket = try open.world.ticket(Self.key(seat.customer, type.key))
    let streams = try [Followed.ticket(ticket), Followed.view, Followed.messages].map {
      try open.follow($0, as: seat.customer, by: seat.road)
    }
    let hidden = type.parameters.filter { $0.hiddenFrom == .online }
    #expect(hidden.count == ProofKind.allCases.count)
    for parameter in hidden { try open.edit(ticket, [parameter.edit(.second)]) }
    for parameter in hidden { try open.edit(ticket, [parameter.edit(nil)]) }
    try open.post("segredo", in: ticket, isInternal: true)
    let shown = try #require(type.parameters.first { $0.key == "textOpen" })
    try open.edit(ticket, [shown.edit(.second)])
    // What is equal already is no change.
    try open.edit(ticket, [shown.edit(.second)])
    try open.edit(ticket, hidden.map { $0.edit(.first) } + [shown.edit(.first)])
    try open.post("marco", in: ticket)
    try open.attach(to: ticket)
    try open.act("proposeUnderstanding", "ticket: \"\(ticket)\", text: \"Assim\"", as: "desk")
    try open.move(ticket, "return", as: "desk")
    try open.post("fim", in: ticket)
    let told = ["PARAMETERS", "PARAMETERS", "MESSAGES", "ATTACHMENTS", "UNDERSTANDINGS", "MOVED"]
    for stream in streams.prefix(2) {
      let heard = stream.told { $0.words == "MOVED" }
      #expect(heard.words == told)
      #expect(heard.allSatisfy { $0["ticketChanged.ticketId"]?.asText == ticket })
      #expect(heard.allSatisfy { $0["ticketChanged.isInView"] == true })
      #expect(stream.next().words == "MESSAGES")
    }
    let messages = streams[2].told { $0.words == "message fim" }
    #expect(messages.words == ["message marco", "message fim"])
  }

  /// Every core parameter and every section is hidden.
  @Test(arguments: Seat.all)
  func `a customer hears nothing of hidden sections`(seat: Seat) throws {
    let open = try OpenWorld()
    for type in ProofType.all where type.sectionsHiddenFrom == .online {
      let ticket = try open.world.ticket(Self.key(seat.customer, type.key))
      let other = try open.world.ticket(Self.key(seat.customer, ProofType.all[0].key))
      let streams = try [Followed.ticket(ticket), Followed.view, Followed.messages].map {
        try open.follow($0, as: seat.customer, by: seat.road)
      }
      for parameter in type.parameters { try open.edit(ticket, [parameter.edit(.second)]) }
      try open.post("segredo", in: ticket)
      try open.attach(to: ticket)
      try open.act("proposeUnderstanding", "ticket: \"\(ticket)\", text: \"Segredo\"", as: "desk")
      try open.move(ticket, "return", as: "desk")
      try open.post("fim", in: other)
      #expect(streams[0].next().words == "MOVED")
      #expect([streams[1].next(), streams[1].next()].words == ["MOVED", "MESSAGES"])
      #expect(streams[2].next().words == "message fim")
    }
  }

  /// The other direction: what customers fill in, and the desk does not see.
  @Test(arguments: LiveStream.Road.allCases)
  func `an attendant hears nothing of what is hidden from the desk`(road: LiveStream.Road) throws {
    let open = try OpenWorld()
    let fields = [Followed.view, Followed.messages, Followed.queue]
    for type in ProofType.all where type.hides(from: .desk) {
      let ticket = try open.world.ticket(Self.key("student", type.key, .withCustomer))
      let other = try open.world.ticket(Self.key("teacher", ProofType.all[0].key))
      let streams = try ([Followed.ticket(ticket)] + fields).map {
        try open.follow($0, as: "other", by: road)
      }
      for parameter in type.parameters where parameter.hiddenFrom == .desk {
        try open.edit(ticket, [parameter.edit(.second)], as: "student")
      }
      if type.sectionsHiddenFrom == .desk {
        try open.post("segredo", in: ticket, as: "student")
        try open.attach(to: ticket, as: "student")
      }
      try open.move(ticket, "send", as: "student")
      try open.post("só nós", in: other, isInternal: true)
      #expect(streams[0].next().words == "MOVED")
      #expect([streams[1].next(), streams[1].next()].words == ["MOVED", "MESSAGES"])
      #expect(streams[2].next().words == "message só nós")
      let queue = [streams[3].next(), streams[3].next()]
      #expect(queue.words == ["MOVED", "MESSAGES"])
      #expect(queue.allSatisfy { $0["queueChanged.isInQueue"] == true })
    }
  }

  @Test func `an administrator hears of everything`() throws {
    let open = try OpenWorld()
    let type = ProofType.all[0]
    let ticket = try open.world.ticket(Self.key("student", type.key))
    let stream = try open.follow(Followed.ticket(ticket), as: "admin")
    let hidden = type.parameters.filter { $0.hiddenFrom == .online }
    for parameter in hidden { try open.edit(ticket, [parameter.edit(.second)]) }
    try open.post("só nós", in: ticket, isInternal: true)
    let narrow = try open.follow(Followed.view, as: "admin")
    try open.post("x", in: try open.world.ticket(Self.key("narrow", ProofType.blocked.key)))
    #expect(stream.told { $0.words == "MESSAGES" }.count == hidden.count + 1)
    #expect(narrow.next().words == "MESSAGES")
  }

  // MARK: - Hidden then, visible now

  /// The rules hide a parameter at one step and show it at the next.
  private func openAtLastStep(_ open: OpenWorld) throws {
    let admin = try open.world.token("admin")
    let draft = try open.house.make("createRuleDraft", "", "version", as: admin)
    let step = try open.world.id("\(ProofType.all[0].key)/back")
    try open.house.perform(
      "setFieldRules",
      """
      draft: "\(draft)", rules: [
        {step: "\(step)", parameter: "textOnline", invisibleOnline: false}
      ]
      """,
      as: admin
    )
    try open.house.perform("publishRuleDraft", "draft: \"\(draft)\", reason: \"x\"", as: admin)
  }

  @Test(arguments: ["an action before", "a field before", "in the move", "equal, in the move"])
  func `what was changed while it was hidden is not told when it is visible`(
    way: String
  ) throws {
    let open = try OpenWorld()
    try openAtLastStep(open)
    let ticket = try open.world.ticket(Self.key("student", ProofType.all[0].key))
    let parameter = try #require(ProofType.all[0].parameters.first { $0.key == "textOnline" })
    let stream = try open.follow(Followed.ticket(ticket), as: "student")
    let input = "ticket: \"\(ticket)\", parameters: [\(parameter.edit(.second))]"
    let submit = "condition: \"return\", reason: \"ok\""
    switch way {
    case "an action before":
      try open.edit(ticket, [parameter.edit(.second)])
      try open.move(ticket, "return", as: "desk")
    case "a field before":
      try open.actAtOnce(
        [
          "updateTicket(input: {\(input)}) { problems { code } }",
          "submitTicket(input: {ticket: \"\(ticket)\", \(submit)}) { problems { code } }",
        ],
        as: "desk"
      )
    case "in the move":
      try open.act("submitTicket", "\(input), \(submit)", as: "desk")
    default:
      try open.move(ticket, "return", as: "desk", ", parameters: [\(parameter.edit(.first))]")
    }
    try open.post("fim", in: ticket)
    #expect(stream.told { $0.words == "MESSAGES" }.words == ["MOVED", "MESSAGES"])
    // It is visible: who asks finds the new value.
    let seen = try open.ask("{ ticket(id: \"\(ticket)\") { parameters { key } } }", as: "student")
    #expect(seen.text.contains("textOnline"))
    // Nor does who comes back hear of it.
    let position = try #require(stream.positions.first)
    let again = try open.follow(Followed.ticket(ticket), as: "student", after: position)
    #expect(again.told { $0.words == "MESSAGES" }.words == ["MOVED", "MESSAGES"])
  }

  // MARK: - Not theirs

  @Test(arguments: LiveStream.Road.allCases)
  func `nobody hears of tickets that are not theirs`(road: LiveStream.Road) throws {
    let open = try OpenWorld()
    let own = ProofType.all[0].key
    let student = try open.world.ticket(Self.key("student", own))
    let stranger = try open.world.ticket(Self.key("stranger", own))
    let blocked = try open.world.ticket(Self.key("narrow", ProofType.blocked.key))
    let narrow = try open.world.ticket(Self.key("narrow", own))
    let fields = [Followed.view, Followed.messages]
    let streams = try ["student", "narrow"].flatMap { user in
      try fields.map { try open.follow($0, as: user, by: road) }
    }
    let desk = try (fields + [Followed.queue]).map {
      try open.follow($0, as: "desk.narrow", by: road)
    }
    try open.post("de outro", in: stranger)
    try open.post("de tipo bloqueado", in: blocked)
    try open.post("só nós", in: blocked, isInternal: true)
    try open.act("completeTicket", "ticket: \"\(stranger)\"", as: "desk")
    try open.post("ao estudante", in: student)
    try open.post("ao bloqueado", in: narrow)
    #expect(streams[0].next()["ticketChanged.ticketId"]?.asText == student)
    #expect(streams[1].next().words == "message ao estudante")
    #expect(streams[2].next()["ticketChanged.ticketId"]?.asText == narrow)
    #expect(streams[3].next().words == "message ao bloqueado")
    for stream in desk {
      let told = stream.told { $0.words == "message ao bloqueado" || $0.ticket == narrow }
      #expect(!told.contains { $0.ticket == blocked } && told.count > 1)
    }
    let messages = ["message de outro", "message ao estudante", "message ao bloqueado"]
    let again = try open.follow(
      Followed.messages,
      as: "desk.narrow",
      after: desk[1].positions.first
    )
    if road == .serverSent {
      #expect(again.told { $0.words == messages[2] }.words == messages)
    }
  }

  @Test(arguments: LiveStream.Road.allCases)
  func `a deletion is told to who saw the ticket, and ends what follows it alone`(
    road: LiveStream.Road
  ) throws {
    let open = try OpenWorld()
    let own = ProofType.all[0].key
    let ticket = try open.world.ticket(Self.key("student", own, .pending))
    let alone = try open.follow(Followed.ticket(ticket), as: "student", by: road)
    let view = try open.follow(Followed.view, as: "student", by: road)
    let stranger = try open.follow(Followed.view, as: "stranger", by: road)
    try open.act("cancelTicket", "ticket: \"\(ticket)\", justification: \"x\"", as: "admin")
    try open.act("deleteTicket", "ticket: \"\(ticket)\"", as: "admin")
    try open.post("fim", in: try open.world.ticket(Self.key("student", own)))
    try open.post("fim", in: try open.world.ticket(Self.key("stranger", own)))
    let told = alone.told { _ in false }
    #expect(told.words == ["MOVED", "DELETED", "completed"])
    #expect(told[1]["ticketChanged.ticket"] == .null)
    #expect(told[1]["ticketChanged.isInView"] == false)
    #expect(view.told { $0.words == "MESSAGES" }.words == ["MOVED", "DELETED", "MESSAGES"])
    #expect(stranger.next().words == "MESSAGES")
  }
}

extension LiveStream.Told {
  /// The id of the ticket that an event is about.
  fileprivate var ticket: String? {
    (self["ticketChanged.ticketId"] ?? self["queueChanged.ticketId"]
      ?? self["messagePosted.ticket.id"])?.asText
  }
}
