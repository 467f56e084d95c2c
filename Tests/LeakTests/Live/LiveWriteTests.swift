import Bytes
import TestKit
import Testing

@testable import Desk

/// What is told of odd writes, and while the rules change.
///
/// - Source: L12, L21, L25, L26; F15.
@Suite(.serialized) struct LiveWriteTests {
  private static func ticket(
    _ open: OpenWorld,
    _ state: ProofState = .withAttendant
  ) throws
    -> String
  {
    try open.world.ticket(
      TicketKey(customer: "student", type: ProofType.all[0].key, state: state)
    )
  }

  private static func post(_ text: String, _ ticket: String, _ more: String = "") -> String {
    "postMessage(input: {ticket: \"\(ticket)\", text: \"\(text)\"\(more)}) { problems { code } }"
  }

  @Test func `each root field is told for itself, and a refused one not at all`() throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket(open)
    let messages = try open.follow(Followed.messages, as: "student")
    let change = try open.follow(Followed.ticket(ticket), as: "student")
    let shown = try #require(ProofType.all[0].parameters.first { $0.key == "textOpen" })
    let answer = try open.ask(
      """
      mutation {
        a: \(Self.post("um", ticket))
        b: \(Self.post(" ", ticket))
        c: completeTicket(input: {ticket: "nada"}) { problems { code } }
        d: updateTicket(input: {ticket: "\(ticket)", parameters: [
          \(shown.edit(.second)), {key: "nada", value: {text: "x"}}
        ]}) { problems { code } }
        e: signOut { problems { code } }
        f: \(Self.post("dois", ticket))
      }
      """,
      as: "desk"
    )
    #expect(answer.text.contains("UNAUTHENTICATED"), "\(answer.text)")
    try open.post("três", in: ticket, as: "other")
    let told = messages.told { $0.words == "message três" }
    #expect(told.words == ["message um", "message três"])
    #expect([change.next(), change.next()].words == ["MESSAGES", "MESSAGES"])
    // Several fields that each write: one event each, in their order.
    try open.actAtOnce(
      [
        Self.post("quatro", ticket),
        """
        updateTicket(input: {ticket: "\(ticket)", parameters: [\(shown.edit(.second))]}) {
          problems { code }
        }
        """,
        Self.post("cinco", ticket),
      ],
      as: "other"
    )
    #expect([messages.next(), messages.next()].words == ["message quatro", "message cinco"])
    #expect((0..<3).map { _ in change.next() }.words == ["MESSAGES", "PARAMETERS", "MESSAGES"])
  }

  @Test func `a replay tells nothing a second time`() throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket(open)
    let stream = try open.follow(Followed.ticket(ticket), as: "student")
    let messages = try open.follow(Followed.messages, as: "student")
    for _ in 0..<3 {
      try open.actAtOnce(
        [
          Self.post("um", ticket, ", idempotencyKey: \"k1\""),
          """
          submitTicket(input: {
            ticket: "\(ticket)", condition: "return", reason: "ok", idempotencyKey: "k2"
          }) { problems { code } }
          """,
        ],
        as: "desk"
      )
    }
    try open.post("fim", in: ticket)
    #expect((0..<3).map { _ in stream.next() }.words == ["MESSAGES", "MOVED", "MESSAGES"])
    #expect([messages.next(), messages.next()].words == ["message um", "message fim"])
  }

  @Test func `a batch tells each of its writes once, and opens no stream`() throws {
    let desk = try StoryDesk.own(arguments: ["--batch", "10"])
    let id = try L14SharedCaches.draft(desk)
    let stream = try LiveStream(
      "subscription { \(Followed.messages) }",
      by: .serverSent,
      port: desk.process.port,
      token: try desk.token(of: "student")
    )
    let bodies = try [
      "mutation { \(Self.post("um", id)) }", "subscription { \(Followed.messages) }",
      "mutation { \(Self.post("dois", id)) \(Self.post("x", "nada").replacing("post", with: "b: post")) }",
      "{ viewer { user { code } } }", "mutation { \(Self.post("três", id)) }",
    ].map { try StoryDesk.body($0) }
    let answer = try desk.raw("[\(bodies.joined(separator: ","))]", as: "student")
    #expect(answer.text.contains("A subscription has no place in a batch"), "\(answer.text)")
    let told = stream.told { $0.words == "message três" }
    #expect(told.words == ["message um", "message dois", "message três"])
  }

  // MARK: - The rules

  /// Publishes rules under which a section is hidden from customers at every step of a type.
  private static func hide(_ key: String, _ open: OpenWorld) throws {
    let admin = try open.world.token("admin")
    let draft = try open.house.make("createRuleDraft", "", "version", as: admin)
    let rules = try World.steps.map { step in
      """
      {step: "\(try open.world.id("\(ProofType.all[0].key)/\(step)"))", parameter: "\(key)", \
      invisibleOnline: true}
      """
    }
    try open.house.perform(
      "setFieldRules",
      "draft: \"\(draft)\", rules: [\(rules.joined(separator: ", "))]",
      as: admin
    )
    try open.house.perform("publishRuleDraft", "draft: \"\(draft)\", reason: \"x\"", as: admin)
  }

  @Test(arguments: LiveStream.Road.allCases)
  func `what rules hide from now on is not told from now on`(road: LiveStream.Road) throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket(open)
    let shown = try #require(ProofType.all[0].parameters.first { $0.key == "textOpen" })
    let stream = try open.follow(Followed.ticket(ticket), as: "student", by: road)
    let desk = try open.follow(Followed.ticket(ticket), as: "desk", by: road)
    try open.post("um", in: ticket)
    try open.edit(ticket, [shown.edit(.second)])
    #expect([stream.next(), stream.next()].words == ["MESSAGES", "PARAMETERS"])
    try Self.hide("discussion", open)
    try Self.hide("textOpen", open)
    try open.post("dois", in: ticket)
    try open.edit(ticket, [shown.edit(.first)])
    try open.move(ticket, "return", as: "desk")
    #expect(stream.next().words == "MOVED")
    let told = ["MESSAGES", "PARAMETERS", "MESSAGES", "PARAMETERS", "MOVED"]
    #expect(desk.told { $0.words == "MOVED" }.words == told)
    // Nor is it told of what was visible then, to who comes back now.
    guard let position = stream.positions.first else { return }
    let again = try open.follow(Followed.ticket(ticket), as: "student", after: position)
    #expect(again.next().words == "MOVED")
  }

  /// The rules go wrong while streams are open: then nothing governed is told.
  @Test func `rules that cannot be read tell nothing that they govern`() throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket(open)
    let start = try open.follow(Followed.messages, as: "student")
    let live = try open.follow(
      "ticketChanged(view: ALL) { kinds ticket { subject parameters { key } } }",
      as: "student"
    )
    let desk = try open.follow(Followed.view, as: "desk")
    try open.post("um", in: ticket)
    #expect(start.next().words == "message um")
    #expect(live.next().words == "MESSAGES")
    #expect(desk.next().words == "MESSAGES")
    try open.write(
      "DROP TABLE field_rule_refinement; UPDATE settings SET revision = revision + 1;"
    )
    // What writes under no rules is the house's own: an action would be refused.
    let number = TicketID(numbers(of: ticket).first ?? 0)
    try open.house.desk.writeAndWait { try $0.post("dois", in: number) }
    let id = try open.world.ticket(
      TicketKey(customer: "student", type: ProofType.all[0].key, state: .cancelled)
    )
    let cancelled = TicketID(numbers(of: id).first ?? 0)
    try open.house.desk.writeAndWait { try $0.erase(cancelled, by: UserID(1)) }
    for stream in [live, desk] { #expect(stream.next().words == "DELETED") }
    let again = try open.follow(Followed.view, as: "student", after: start.positions.first)
    #expect(again.next().words == "DELETED")
  }
}
