import Bytes
import SQLite
import Synchronization
import Testing

@testable import Desk

/// The journal of values, and what is told of the past of a ticket by it.
@Suite struct ValueJournalTests {
  private static let own = """
    INSERT INTO parameter (id, type_id, key, label, kind, position) VALUES
      (100, 1, 'note', 'Note', 'TEXT', 90), (101, 1, 'count', 'Count', 'INTEGER', 91);

    """

  private func rows(_ desk: SmallDesk) throws -> [String] {
    var rows: [String] = []
    try desk.connection.rows(
      Query(
        """
        SELECT value_change.id || ' ' || parameter.key || ' ' || changed_at || ' '
          || ifnull(quote(value), 'NULL')
        FROM value_change JOIN parameter ON parameter.id = parameter_id ORDER BY value_change.id
        """
      )
    ) { row in rows.append(row.text(0) ?? "") }
    return rows
  }

  private func parameter(_ key: String, _ desk: SmallDesk) throws -> Parameter {
    try #require(desk.reader.workflow.types[0].parameter(key: key))
  }

  @Test func `keeps what a change takes away, whatever it was`() throws {
    let desk = try SmallDesk(Self.own)
    let ticket = try desk.ticket()
    for (key, value) in [
      ("subject", ParameterValue.text("New")), ("priority", .choice("LOW")), ("note", .text("a")),
      ("note", .text("b")), ("count", .integer(7)), ("solution", .text("Done")),
    ] {
      try desk.context.set(parameter(key, desk), to: value, of: ticket)
    }
    try desk.context.set(parameter("count", desk), to: nil, of: ticket)
    let now = desk.time.milliseconds
    #expect(
      try rows(desk) == [
        "1 subject \(now) 'Subject'", "2 priority \(now) 'HIGH'", "3 note \(now) NULL",
        "4 note \(now) 'a'", "5 count \(now) NULL", "6 solution \(now) NULL", "7 count \(now) 7",
      ]
    )
  }

  @Test func `what is filled in at the opening is no change, and a section has no value`() throws {
    let desk = try SmallDesk(Self.own)
    let ticket = try desk.ticket()
    try desk.connection.run(
      Query("UPDATE ticket SET opened_at = ?1"),
      desk.time.milliseconds
    )
    try desk.context.set(parameter("note", desk), to: .text("a"), of: ticket)
    let section = desk.reader.workflow.types[0].parameters[CommonParameter.discussion.place]
    #expect(try !desk.context.set(section, to: .text("a"), of: ticket))
    #expect(try rows(desk) == [])
  }

  @Test(arguments: ["UPDATE value_change SET value = 'x'", "DELETE FROM value_change"])
  func `is history: it goes with its ticket and not before`(statement: String) throws {
    let desk = try SmallDesk(Self.own)
    let ticket = try desk.ticket()
    try desk.context.set(parameter("note", desk), to: .text("a"), of: ticket)
    #expect(throws: SQLiteError.self) { try desk.connection.execute(statement) }
    #expect(throws: SQLiteError.self) {
      try desk.connection.execute(
        "DELETE FROM ticket_parameter; DELETE FROM parameter WHERE id = 100"
      )
    }
    try desk.context.erase(ticket, by: UserID(4))
    #expect(try rows(desk) == [])
  }

  private func asOf(
    _ ticket: TicketID,
    _ milliseconds: Int64,
    _ audience: Audience = .online,
    _ desk: SmallDesk
  ) throws -> PastTicket {
    let past = try desk.reader.ticketAsOf(
      ticket,
      at: Instant(milliseconds: milliseconds),
      audience: audience,
      for: try desk.viewer("admin")
    )
    return try #require(past)
  }

  @Test func `nobody but an administrator is told of the past`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    for user in ["student", "staff", "nobody"] {
      let past = try desk.reader.ticketAsOf(
        ticket,
        at: desk.time,
        audience: .online,
        for: try desk.viewer(user)
      )
      #expect(past == nil)
    }
  }

  /// A file of the program before this one, with tickets in it.
  @Test func `a file without a journal says from when on it knows values`() throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Array(Migrations.all.prefix(2))).migrate(connection)
    try connection.execute(
      SmallDesk.story + Self.own + """
        INSERT INTO audit_entry (at, action, subject_kind, subject_id)
          VALUES (77, 'createParameter', 'PARAMETER', 100);
        INSERT INTO ticket (customer_id, customer_type, type_id, step_id, opened_by_user_id, opened_at,
          updated_at, subject) VALUES (3, 2, 1, 1, 1, 5, 5, 'Old');
        INSERT INTO movement (ticket_id, id, kind, requested_by_user_id, requested_by_side, to_step_id,
          status, responsibility, moved_at) VALUES (1, 1, 'OPENED', 1, 0, 1, 0, 0, 5);
        """
    )
    try Migrator(migrations: Migrations.all).migrate(connection)
    let workflow = try WorkflowStore.load(connection)
    #expect(workflow.faults == [] && workflow.ruleVersion == 1)
    #expect(workflow.policy.isClosed == false)
    var created: [Int64] = []
    try connection.rows(Query("SELECT created_at FROM parameter WHERE id IN (100, 101)")) { row in
      created.append(row.int(0))
    }
    #expect(created == [77, 0])

    let context = WriteContext(
      connection: connection,
      current: CurrentWorkflow(workflow),
      clock: .system
    )
    let admin = try #require(try context.reader.viewer(of: UserID(4)))
    let past = try #require(
      try context.reader.ticketAsOf(
        TicketID(1),
        at: Instant(milliseconds: 1_000),
        audience: .online,
        for: admin
      )
    )
    #expect(past.standing == .open && !past.knowsValues)
    #expect(past.valuesKnownFrom > Instant(milliseconds: 1_700_000_000_000))
    #expect(past.step == StepID(1) && past.status == .pending)
    #expect(past.ruleVersion == RuleVersionID(1))
    #expect(past.seen.texts(.subject).text(0) == nil)
    #expect(past.parameters.contains { $0.parameter.key == "subject" && $0.value == nil })
    let now = try #require(
      try context.reader.ticketAsOf(
        TicketID(1),
        at: Clock.system.now(),
        audience: .online,
        for: admin
      )
    )
    #expect(now.knowsValues && now.seen.texts(.subject).text(0) == "Old")
  }

  @Test func `a parameter was not there before it was made`() throws {
    let desk = try SmallDesk(Self.own + "UPDATE parameter SET created_at = 500 WHERE id = 100;")
    let ticket = try desk.ticket()
    try desk.connection.execute(
      """
      INSERT INTO movement (ticket_id, id, kind, requested_by_user_id, requested_by_side, to_step_id,
        status, responsibility, moved_at) VALUES (1, 1, 'OPENED', 1, 0, 1, 0, 0, 5);
      """
    )
    func keys(_ at: Int64) throws -> [String] {
      try asOf(ticket, at, .desk, desk).parameters.map(\.parameter.key)
    }
    #expect(try !keys(499).contains("note") && keys(499).contains("count"))
    #expect(try keys(500).contains("note"))
  }

  /// A step that is lost hides, here as everywhere.
  @Test func `where a ticket stood that cannot be told, everything is hidden`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    let past = try asOf(ticket, 900, .desk, desk)
    #expect(past.standing == .open && past.step == nil && past.parameters.isEmpty)
    #expect(past.seen.texts(.subject).text(0) == nil)
    let messages = try desk.reader.messages(
      of: [past],
      PageRequest(size: 9),
      for: try desk.viewer("admin")
    )
    #expect(messages.rows.count == 0)
  }

  @Test func `the past is for administrators`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    let now = Instant(milliseconds: 900)
    for code in ["staff", "student"] {
      let viewer = try desk.viewer(code)
      #expect(!viewer.isAnonymous)
      let past = try desk.reader.ticketAsOf(ticket, at: now, audience: .online, for: viewer)
      #expect(past == nil)
    }
  }

  @Test func `the past is read by keys`() throws {
    let desk = try SmallDesk()
    let queries =
      PastStatements.all + [
        DeskReader.state, DeskReader.values, DeskReader.changes, DeskReader.valuesKnownFrom,
      ]
    for query in queries {
      let plan = try desk.connection.plan(of: query)
      #expect(plan.allSatisfy { !$0.contains("SCAN") && !$0.contains("TEMP") }, "\(plan)")
    }
    // Once for each load of the configuration: one search of the index for each step.
    let steps = try desk.connection.plan(of: WorkflowRows.stoodAt)
    #expect(
      steps.allSatisfy { !$0.contains("SCAN ticket") || $0.contains("COVERING INDEX") },
      "\(steps)"
    )
  }
}

@Suite struct FaultLogTests {
  private final class Told: Sendable {
    private let stored = Mutex<[DeskFault]>([])
    var all: [DeskFault] { stored.withLock { $0 } }
    func add(_ fault: DeskFault) { stored.withLock { $0.append(fault) } }
  }

  @Test func `tells each fault once for each revision`() {
    let told = Told()
    let log = FaultLog(told.add)
    let first = DeskFault(.rule, at: "field_rule step 1", revision: 4)
    let other = DeskFault(.step, at: "step 1", revision: 4)
    let later = DeskFault(.rule, at: "field_rule step 1", revision: 5)
    log.report([first, other, first])
    log.report(later)
    log.report([later, later])
    #expect(told.all == [first, other, later])
  }

  @Test func `does not fill the log`() {
    let told = Told()
    let log = FaultLog(told.add)
    for number in 0..<5_000 { log.report(DeskFault(.ticket, at: "ticket \(number)", revision: 1)) }
    #expect(told.all.count == Limits.toldFaults)
  }
}
