import SQLite
import Testing

@testable import Desk

@Suite struct UnderstandingActionTests {
  private func decide(
    _ desk: DemoDesk,
    _ understanding: ChildID?,
    _ decision: DecideUnderstanding.Decision = .approve,
    as code: String = "person",
    key: String? = nil
  ) throws -> Outcome<DecideUnderstanding.Decided> {
    try DecideUnderstanding(understanding: understanding, decision: decision, idempotencyKey: key)
      .perform(for: try desk.viewer(code), in: desk.context)
  }

  private func propose(_ desk: DemoDesk, _ ticket: TicketID, _ text: String) throws -> ChildID? {
    try ProposeUnderstanding(ticket: .id(ticket), text: text)
      .perform(for: try desk.viewer("attendant"), in: desk.context).value
  }

  private func latest(_ desk: DemoDesk, _ ticket: TicketID) throws -> ChildID {
    let latest = try #require(try desk.reader.latestUnderstanding(of: ticket))
    return ChildID(ticket: ticket, number: latest.number)
  }

  private func states(_ desk: DemoDesk, _ ticket: TicketID) throws -> [UnderstandingState] {
    let viewer = try desk.viewer("admin")
    let rows = try desk.reader.tickets(ids: [ticket], fields: .counts, for: viewer).rows
    let page = PageRequest(size: 100)
    return try desk.reader.understandings(of: rows, page, for: viewer).rows.states
  }

  @Test func `each proposal is a version, and the latest alone is open`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    let before = try states(desk, ticket)
    let version = try desk.version(ticket, as: "person")
    let first = try #require(try propose(desk, ticket, "Primeira leitura"))
    #expect(first.number == Int64(before.count) + 1)
    #expect(try states(desk, ticket).last == .proposed)
    let second = try #require(try propose(desk, ticket, "Segunda leitura"))
    #expect(second.number == first.number + 1)
    #expect(Array(try states(desk, ticket).suffix(2)) == [.superseded, .proposed])
    // A proposal is no change of the ticket itself.
    #expect(try desk.version(ticket, as: "person") == version)
    // The way back to the customer, who can decide the second one only.
    _ = try #require(
      SubmitTicket(
        ticket: .id(ticket),
        condition: "responder",
        reason: "conclusao",
        parameters: [ParameterEdit(key: "area", value: .choice("portal"))]
      ).perform(for: desk.viewer("attendant"), in: desk.context).value
    )
    let path = ["input", "understanding"]
    #expect(try decide(desk, first).problems == [Problem(.alreadyDecided, at: path)])
    #expect(try decide(desk, second).value?.understanding == second)
    #expect(Array(try states(desk, ticket).suffix(2)) == [.superseded, .approved])
  }

  @Test(arguments: [
    (DecideUnderstanding.Decision.approve, MovementKind.understandingApproved),
    (.reject("Faltou a segunda via."), .understandingRejected),
  ])
  func `a decision is one row of history, and moves nothing`(
    decision: DecideUnderstanding.Decision,
    kind: MovementKind
  ) throws {
    let desk = try DemoDesk()
    let ticket = try desk.undecided()
    let before = try desk.record(ticket)
    let decided = try #require(try decide(desk, try latest(desk, ticket), decision).value)
    let after = try desk.record(ticket)
    #expect(after.step == before.step && after.status == before.status)
    #expect(after.responsibility == .customer && after.attendant == before.attendant)
    #expect(after.version == before.version + 1)
    let viewer = try desk.viewer("person")
    let rows = try desk.reader.movements(ids: [try #require(decided.movement)], for: viewer).rows
    #expect(rows.kinds == [kind])
    #expect(rows.performedBy == [desk.workflow.defaultAttendant])
    // What was said stays with the understanding.
    #expect(rows.justifications.text(0) == nil)
    let understanding = try desk.reader.understandings(
      ids: [decided.understanding],
      for: viewer
    ).rows
    #expect(understanding.decidedBy.first??.user == viewer.user)
    let reason = decision == .approve ? nil : "Faltou a segunda via."
    #expect(understanding.rejectionReasons.text(0) == reason)
  }

  @Test func `a decision that one side must not see leaves no row that both sides see`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.undecided()
    try desk.connection.execute(
      """
      INSERT INTO rule_version (id, created_at) SELECT max(id) + 1, 0 FROM rule_version;
      INSERT INTO field_rule (version_id, step_id, parameter_id, invisible)
        SELECT (SELECT max(id) FROM rule_version), step.id, parameter.id, 1
        FROM step JOIN parameter ON parameter.type_id = step.type_id
        WHERE parameter.key = 'understandings';
      UPDATE rule_version SET published_at = 1 WHERE published_at IS NULL;
      """
    )
    try desk.context.reloadWorkflow()
    func seen(_ code: String) throws -> [String] {
      let viewer = try desk.viewer(code)
      let found = try desk.reader.tickets(ids: [ticket], fields: .all, for: viewer).rows
      let rows = try desk.reader.movements(of: found, PageRequest(size: 100), for: viewer)
      return ["\(found.versions)", "\(found.updatedAt)", "\(rows.rows.kinds)", "\(rows.pages)"]
    }
    let (atDesk, online) = (try seen("attendant"), try seen("person"))
    let id = try latest(desk, ticket)
    let decided = try #require(try decide(desk, id, key: "k").value)
    #expect(decided.movement == nil)
    #expect(try seen("attendant") == atDesk)
    #expect(try seen("person") != online)
    #expect(try decide(desk, id, key: "k").value == decided)
    #expect(try decide(desk, id).problems.map(\.code) == [.alreadyDecided])
  }

  @Test func `an understanding is decided once`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.undecided()
    let id = try latest(desk, ticket)
    #expect(try desk.refusal(of: .decideUnderstanding, on: ticket, to: "person") == nil)
    _ = try #require(try decide(desk, id).value)
    let before = try desk.contents()
    let told = try desk.refusal(of: .decideUnderstanding, on: ticket, to: "person")
    #expect(told == .alreadyDecided)
    for decision: DecideUnderstanding.Decision in [.approve, .reject("Não")] {
      #expect(
        try decide(desk, id, decision).problems
          == [Problem(.alreadyDecided, at: ["input", "understanding"])]
      )
    }
    #expect(try desk.contents() == before)
  }

  @Test func `what is not there cannot be decided, and no two reasons can be told apart`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.undecided()
    let foreign = try desk.ticket { !$0.understandings.isEmpty && $0.seers == ["teacher"] }
    let expected = [Problem(.notFound, at: ["input", "understanding"])]
    let next = ChildID(ticket: ticket, number: try latest(desk, ticket).number + 1)
    for id in [
      nil, next, ChildID(ticket: foreign, number: 1), ChildID(ticket: TicketID(99_999), number: 1),
    ] {
      #expect(try decide(desk, id).problems == expected)
    }
    // A ticket without any says so beforehand too.
    let draft = try desk.draft()
    try desk.connection.execute(
      "UPDATE ticket SET status = 1 WHERE id = \(draft.rawValue)"
    )
    #expect(try desk.refusal(of: .decideUnderstanding, on: draft, to: "student") == .notFound)
    let none = ChildID(ticket: draft, number: 1)
    #expect(try decide(desk, none, as: "student").problems == expected)
  }

  @Test func `a rejection needs its reason`() throws {
    let desk = try DemoDesk()
    let id = try latest(desk, try desk.undecided())
    let path = ["input", "reason"]
    let long = String(repeating: "x", count: 2_001)
    #expect(try decide(desk, id, .reject(" ")).problems == [Problem(.required, at: path)])
    #expect(try decide(desk, id, .reject(long)).problems == [Problem(.invalidValue, at: path)])
  }

  @Test func `only under the customer's responsibility, and only by the customer`() throws {
    let desk = try DemoDesk()
    let mine = try desk.undecided()
    for code in ["attendant", "admin"] {
      #expect(
        try decide(desk, try latest(desk, mine), as: code).problems.first?.code == .onlyCustomers
      )
    }
    let atDesk = try desk.ticket {
      $0.seers.contains("person") && $0.responsibility == .attendant
        && $0.status == .inProgress && !$0.understandings.isEmpty
    }
    #expect(
      try decide(desk, ChildID(ticket: atDesk, number: 1)).problems == [
        Problem(.awaitingAttendant)
      ]
    )
  }
}
