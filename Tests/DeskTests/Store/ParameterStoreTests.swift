import SQLite
import Testing

@testable import Desk

@Suite struct ParameterStoreTests {
  /// Type 1 with a parameter of each kind; `secret` is hidden from customers at step 1.
  private func desk() throws -> SmallDesk {
    try SmallDesk(
      """
      INSERT INTO parameter (type_id, key, label, kind, position) VALUES
        (1, 'word', 'Word', 'TEXT', 11), (1, 'count', 'Count', 'INTEGER', 12),
        (1, 'price', 'Price', 'DECIMAL', 13), (1, 'ok', 'OK', 'BOOLEAN', 14),
        (1, 'day', 'Day', 'DATE', 15), (1, 'one', 'One', 'CHOICE', 16),
        (1, 'some', 'Some', 'MULTI_CHOICE', 17), (1, 'secret', 'Secret', 'LONG_TEXT', 18);
      INSERT INTO rule_version (id, created_at) VALUES (2, 0);
      INSERT INTO field_rule (version_id, step_id, parameter_id, invisible_online)
        SELECT 2, 1, id, 1 FROM parameter WHERE key = 'secret';
      INSERT INTO field_rule (version_id, step_id, parameter_id, read_only)
        SELECT 2, 1, id, 1 FROM parameter WHERE key = 'word';
      UPDATE rule_version SET published_at = 1 WHERE id = 2;
      """
    )
  }

  private let values: [String: ParameterValue] = [
    "word": .text("wörd"), "count": .integer(-7), "price": .decimal("10.50"),
    "ok": .boolean(true), "day": .date("2026-03-02"), "one": .choice("x"),
    "some": .choices(["x", "\"y"]), "secret": .text("CANARY"), "subject": .text("New"),
    "priority": .choice("LOW"), "dueDate": .date("2026-05-05"),
  ]

  private func fill(_ ticket: TicketID, _ desk: SmallDesk) throws {
    let type = try #require(desk.reader.workflow.type(TicketTypeID(1)))
    for (key, value) in values {
      let parameter = try #require(type.parameter(key: key))
      #expect(try desk.context.set(parameter, to: value, of: ticket))
    }
  }

  @Test func `a value of each kind comes back as it was written`() throws {
    let desk = try desk()
    let ticket = try desk.ticket()
    try fill(ticket, desk)
    let record = try #require(try desk.context.ticket(ticket, for: try desk.viewer("staff")))
    let type = try #require(desk.reader.workflow.type(TicketTypeID(1)))
    let kept = try desk.context.values(of: record)
    for (key, value) in values {
      let place = try #require(type.parameter(key: key)).place
      #expect(kept[place] == value)
    }
    let word = try #require(type.parameter(key: "word"))
    try desk.context.set(word, to: nil, of: ticket)
    let emptied = try #require(try desk.context.ticket(ticket, for: try desk.viewer("staff")))
    #expect(try desk.context.values(of: emptied)[word.place] == nil)
    let discussion = try #require(type.parameter(key: "discussion"))
    #expect(try !desk.context.set(discussion, to: .text("x"), of: ticket))
  }

  @Test(arguments: [Int64(Int32.max) + 1, Int64(Int32.min) - 1, .min, .max])
  func `a number that no client could read whole reads as empty`(number: Int64) throws {
    let desk = try desk()
    let ticket = try desk.ticket()
    try fill(ticket, desk)
    try desk.connection.run(
      Query("UPDATE ticket_parameter SET value = ?1 WHERE typeof(value) = 'integer' AND value < 0"),
      number
    )
    let type = try #require(desk.reader.workflow.type(TicketTypeID(1)))
    let place = try #require(type.parameter(key: "count")).place
    let record = try #require(try desk.context.ticket(ticket, for: try desk.viewer("staff")))
    #expect(try desk.context.values(of: record)[place] == nil)
  }

  @Test func `a customer gets the form without what is hidden, and no gap`() throws {
    let desk = try desk()
    let ticket = try desk.ticket()
    try fill(ticket, desk)
    for (code, isSeen) in [("student", false), ("staff", true)] {
      let viewer = try desk.viewer(code)
      let tickets = try desk.reader.tickets(ids: [ticket], fields: .all, for: viewer).rows
      let found = try desk.reader.parameters(of: tickets, for: viewer)
      let core = ["subject", "requestText", "priority", "product", "dueDate", "solution"]
      let own = ["word", "count", "price", "ok", "day", "one", "some"]
      let keys = core + own + (isSeen ? ["secret"] : [])
      #expect(found.items.map(\.parameter.key) == keys)
      #expect(found.offsets == [0, Int32(keys.count)])
      for item in found.items {
        #expect(!item.access.isHidden)
        if let value = values[item.parameter.key] { #expect(item.value == value) }
      }
      let word = found.items.first { $0.parameter.key == "word" }
      #expect(word?.access.isWritable == false)
    }
  }

  @Test func `an action is given no foreign, blocked or unknown ticket`() throws {
    let desk = try SmallDesk()
    let own = try desk.ticket(customer: 14)
    let foreign = try desk.ticket(customer: 13)
    let blocked = try desk.ticket(customer: 14, ofType: 2, step: 3)
    let viewer = try desk.viewer("blocked")
    #expect(try desk.context.ticket(own, for: viewer)?.version == 1)
    for absent in [foreign, blocked, TicketID(99)] {
      #expect(try desk.context.ticket(absent, for: viewer) == nil)
    }
  }

  @Test func `a change raises the version of each side that sees it, and no other`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    func seen(_ code: String) throws -> [Int64] {
      let rows = try desk.reader.tickets(
        ids: [ticket],
        fields: .all,
        for: try desk.viewer(code)
      ).rows
      return rows.versions + rows.updatedAt.map(\.milliseconds)
    }
    let before = try seen("student")
    #expect(try seen("staff") == [1, 6])
    try desk.context.touch(ticket, for: [.desk])
    #expect(try seen("staff") == [2, desk.time.milliseconds])
    #expect(try seen("student") == before)
    try desk.context.touch(ticket, for: [.online])
    #expect(try seen("student") == [2, desk.time.milliseconds])
    try desk.context.touch(ticket, for: [])
    try desk.context.place(
      ticket,
      at: StepID(2),
      .inProgress,
      .attendant,
      attendant: AttendantID(1)
    )
    #expect(try seen("student") == [3, desk.time.milliseconds])
    #expect(try seen("staff") == [3, desk.time.milliseconds])
    let staff = try desk.viewer("staff")
    let found = try desk.reader.tickets(ids: [ticket], fields: .all, for: staff).rows
    #expect(found.responsibilities == [.attendant] && found.attendants == [AttendantID(1)])
    #expect(found.steps == [desk.reader.workflow.place(of: StepID(2))])
  }

  @Test func `keys of requests go two by two once they are older than seven days`() throws {
    let desk = try SmallDesk()
    let outcome = StoredOutcome(
      action: "open",
      digest: [UInt8](repeating: 7, count: 32),
      outcome: "{}"
    )
    for key in ["a", "b", "c", "young"] {
      try desk.context.keep(outcome, underKey: key, of: UserID(1))
    }
    let week: Int64 = 7 * 24 * 60 * 60 * 1_000
    try desk.connection.execute(
      """
      UPDATE idempotency_key SET created_at = \(desk.time.milliseconds - week - 1)
        WHERE key <> 'young';
      UPDATE idempotency_key SET created_at = \(desk.time.milliseconds - week) WHERE key = 'young'
      """
    )
    func count() throws -> Int64? {
      try desk.connection.first(Query("SELECT count(*) FROM idempotency_key")) { $0.int(0) }
    }
    try desk.context.keep(outcome, underKey: "d", of: UserID(2))
    #expect(try count() == 3)
    try desk.context.keep(outcome, underKey: "e", of: UserID(2))
    try desk.context.keep(outcome, underKey: "f", of: UserID(2))
    #expect(try count() == 4)
    #expect(try desk.context.outcome(ofKey: "young", of: UserID(1)) == outcome)
  }

  @Test func `old keys are found by their age`() throws {
    let plan = try SmallDesk().connection.plan(of: WriteContext.sweptKeys)
    #expect(plan.contains { $0.contains("idempotency_key_by_age (created_at<?)") }, "\(plan)")
    #expect(plan.allSatisfy { !$0.hasPrefix("SCAN idempotency_key") }, "\(plan)")
  }

  @Test func `the first answer under an idempotency key stays`() throws {
    let desk = try SmallDesk()
    let outcome = StoredOutcome(
      action: "open",
      digest: [UInt8](repeating: 7, count: 32),
      outcome: "{\"ticket\":1}"
    )
    #expect(try desk.context.outcome(ofKey: "k", of: UserID(1)) == nil)
    try desk.context.keep(outcome, underKey: "k", of: UserID(1))
    #expect(try desk.context.outcome(ofKey: "k", of: UserID(1)) == outcome)
    #expect(try desk.context.outcome(ofKey: "k", of: UserID(2)) == nil)
    #expect(throws: SQLiteError.self) {
      try desk.context.keep(outcome, underKey: "k", of: UserID(1))
    }
  }
}
