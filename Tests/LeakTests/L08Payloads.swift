import Bytes
import Testing

/// A payload is resolved under the rules of the step that the ticket has come to.
///
/// - Source: L8; what follows from the access decision, 3.
@Suite("L08 payloads") struct L08Payloads {
  private static let payload = """
    ticket {
      step { key } subject parameters { key } form { fields { key } }
      discussion { totalCount } stepHistory { totalCount }
    }
    movement { kind to { key } }
    """

  /// Hides something at one step alone.
  private func hide(_ key: String, from side: Side, at step: String, in open: OpenWorld) throws {
    let admin = try open.world.token("admin")
    let draft = try open.house.make("createRuleDraft", "", "version", as: admin)
    try open.house.perform(
      "setFieldRules",
      """
      draft: "\(draft)", rules: [{
        step: "\(open.world.id("own-flag/\(step)"))", parameter: "\(key)", \(side.flag): true
      }]
      """,
      as: admin
    )
    try open.house.perform("publishRuleDraft", "draft: \"\(draft)\", reason: \"x\"", as: admin)
  }

  @Test(arguments: ["textOpen", "subject", "discussion", "stepHistory"])
  func `what the new step hides from a customer is not in the payload of the move`(
    key: String
  ) throws {
    let open = try OpenWorld()
    try hide(key, from: .online, at: "desk", in: open)
    let ticket = try open.world.ticket(
      TicketKey(customer: "student", type: "own-flag", state: .pending)
    )
    let before = try open.ask(
      "{ ticket(id: \"\(ticket)\") { subject parameters { key } discussion { totalCount } } }",
      as: "student"
    )
    #expect(before.text.contains(key == "stepHistory" ? "subject" : key))
    let moved = try open.house.perform(
      "submitTicket",
      "ticket: \"\(ticket)\", condition: \"send\", reason: \"ok\"",
      Self.payload,
      as: open.world.token("student")
    )
    try check(moved, hides: key, at: "desk", #_sourceLocation)
  }

  @Test(arguments: ["textOpen", "subject", "discussion", "stepHistory"])
  func `what the new step hides from the desk is not in the payload of the move`(
    key: String
  ) throws {
    let open = try OpenWorld()
    try hide(key, from: .desk, at: "back", in: open)
    let ticket = try open.world.ticket(.dense)
    let moved = try open.house.perform(
      "submitTicket",
      "ticket: \"\(ticket)\", condition: \"return\", reason: \"ok\"",
      Self.payload,
      as: open.world.token("desk")
    )
    try check(moved, hides: key, at: "back", #_sourceLocation)
  }

  private func check(
    _ payload: JSON,
    hides key: String,
    at step: String,
    _ location: SourceLocation
  ) throws {
    let ticket = try #require(payload["ticket"], sourceLocation: location)
    #expect(ticket["step"]?["key"]?.string == step, sourceLocation: location)
    let fields =
      (ticket["parameters"]?.items ?? []) + (ticket["form"]?["fields"]?.items ?? [])
    #expect(fields.count > 10, sourceLocation: location)
    #expect(!fields.contains { $0["key"]?.string == key }, sourceLocation: location)
    if key == "subject" { #expect(ticket[key] == .null, sourceLocation: location) }
    // A hidden section looks like an empty one.
    if ProofType.sections.contains(key) {
      #expect(ticket[key] == ["totalCount": 0], sourceLocation: location)
    }
    #expect(ticket["subject"] != (key == "subject" ? "" : .null), sourceLocation: location)
    // Where the history is hidden, the move that made it so is no way around that.
    #expect((payload["movement"] == .null) == (key == "stepHistory"), sourceLocation: location)
  }

  @Test func `no payload tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.mutations])
  }
}
