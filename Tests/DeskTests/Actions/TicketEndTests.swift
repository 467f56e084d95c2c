import SQLite
import Testing

@testable import Desk

/// How a ticket ends: completed, or cancelled and then deleted.
@Suite struct TicketEndTests {
  private func complete(
    _ desk: DemoDesk,
    _ ticket: TicketID,
    _ solution: String?,
    _ parameters: [ParameterEdit] = [],
    as code: String = "attendant"
  ) throws -> Outcome<ChildID> {
    try CompleteTicket(ticket: .id(ticket), solution: solution, parameters: parameters)
      .perform(for: try desk.viewer(code), in: desk.context)
  }

  private let noArea = [ParameterEdit(key: "area", value: nil)]

  /// Publishes a rule for the solution at the step where questions are answered.
  private func rule(_ flag: String, _ desk: DemoDesk) throws {
    try desk.connection.execute(
      """
      INSERT INTO rule_version (id, created_at) SELECT max(id) + 1, 0 FROM rule_version;
      INSERT INTO field_rule (version_id, step_id, parameter_id, \(flag))
        SELECT (SELECT max(id) FROM rule_version), step.id, parameter.id, 1
        FROM step JOIN parameter ON parameter.type_id = step.type_id
        JOIN ticket_type ON ticket_type.id = step.type_id
        WHERE ticket_type.key = 'duvida' AND step.key = 'resposta' AND parameter.key = 'solution';
      UPDATE rule_version SET published_at = 1 WHERE published_at IS NULL;
      """
    )
    try desk.context.reloadWorkflow()
  }

  @Test func `completing asks for the solution and for what the desk has to fill, at once`() throws
  {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    try desk.connection.execute(
      "UPDATE ticket SET solution = NULL WHERE id = \(ticket.rawValue)"
    )
    let before = try desk.contents()
    let problems = try complete(desk, ticket, nil, noArea).problems
    #expect(problems.map(\.code) == [.parameterRequired, .parameterRequired])
    #expect(problems.map(\.parameterKey) == ["solution", "area"])
    #expect(problems.map(\.path) == [["input", "solution"], ["input", "parameters"]])
    #expect(try desk.contents() == before)
    let movement = try #require(
      try complete(
        desk,
        ticket,
        "Abre às nove.",
        [ParameterEdit(key: "area", value: .choice("biblioteca"))]
      ).value
    )
    let record = try desk.record(ticket)
    #expect(record.status == .completed)
    #expect(try desk.values(ticket)[ParameterPlace(.solution)] == .text("Abre às nove."))
    let rows = try desk.reader.movements(ids: [movement], for: try desk.viewer("person")).rows
    #expect(rows.kinds == [.completed])
    #expect(
      rows.performedBy.first.flatMap { $0 }.flatMap { desk.workflow.attendant($0) }?
        .userCode == "attendant"
    )
  }

  /// Q4: required, read-only and empty.
  @Test func `what nobody here can write blocks nobody`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    try desk.connection.execute(
      """
      INSERT INTO rule_version (id, created_at) SELECT max(id) + 1, 0 FROM rule_version;
      INSERT INTO field_rule (version_id, step_id, parameter_id, required, read_only)
        SELECT (SELECT max(id) FROM rule_version), step.id, parameter.id, 1, 1
        FROM step JOIN parameter ON parameter.type_id = step.type_id
        JOIN ticket_type ON ticket_type.id = step.type_id
        WHERE ticket_type.key = 'duvida' AND step.key IN ('resposta', 'retorno')
          AND parameter.origin <> 'SECTION';
      UPDATE rule_version SET published_at = 1 WHERE published_at IS NULL;
      DELETE FROM ticket_parameter WHERE ticket_id = \(ticket.rawValue);
      """
    )
    try desk.context.reloadWorkflow()
    let viewer = try desk.viewer("attendant")
    let seen = try desk.reader.tickets(ids: [ticket], fields: .all, for: viewer).rows
    let forms = try desk.reader.forms(of: seen, for: viewer)
    #expect(forms.fields.items.contains { $0.parameter.key == "area" && $0.value == nil })
    #expect(forms.fields.items.allSatisfy { !$0.access.isRequired && !$0.access.isWritable })
    #expect(forms.gates.map(\.needs) == [[]] && forms.completions[0]?.needs == [])
    let back = try SubmitTicket(ticket: .id(ticket), condition: "responder", reason: "conclusao")
      .perform(for: viewer, in: desk.context)
    #expect(back.value != nil)
    let on = try SubmitTicket(ticket: .id(ticket), condition: "continuar", reason: "correcao")
      .perform(for: try desk.viewer("person"), in: desk.context)
    #expect(on.value != nil)
    #expect(try complete(desk, ticket, nil).value != nil)
  }

  @Test func `a solution that is there already need not be given again`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    try desk.connection.execute(
      "UPDATE ticket SET solution = 'Feito' WHERE id = \(ticket.rawValue)"
    )
    let area = [ParameterEdit(key: "area", value: .choice("portal"))]
    #expect(try complete(desk, ticket, nil, area).value != nil)
  }

  @Test(arguments: [
    ("read_only", ProblemCode.parameterReadOnly), ("invisible", .parameterUnknown),
  ])
  func `the rules for the solution count, and never block who cannot write it`(
    flag: String,
    code: ProblemCode
  ) throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    try rule(flag, desk)
    let refused = try complete(desk, ticket, "Assim").problems
    #expect(refused.map(\.code) == [code] && refused.map(\.path) == [["input", "solution"]])
    #expect(try complete(desk, ticket, nil).value != nil)
  }

  @Test func `a solution stands once in the request`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    let twice = [ParameterEdit(key: "solution", value: .text("Um"))]
    let problems = try complete(desk, ticket, "Dois", twice).problems
    #expect(problems.map(\.path) == [["input", "solution"]])
    #expect(problems.map(\.code) == [.invalidValue])
  }

  private func cancel(
    _ desk: DemoDesk,
    _ ticket: TicketID,
    _ justification: String = "Aberto por engano",
    as code: String = "admin"
  ) throws -> Outcome<ChildID> {
    try CancelTicket(ticket: .id(ticket), justification: justification)
      .perform(for: try desk.viewer(code), in: desk.context)
  }

  private func delete(
    _ desk: DemoDesk,
    _ ticket: TicketID,
    key: String? = nil,
    as code: String = "admin"
  ) throws -> Outcome<TicketID> {
    try DeleteTicket(ticket: .id(ticket), idempotencyKey: key)
      .perform(for: try desk.viewer(code), in: desk.context)
  }

  /// Administrator or not, the customer's turn or the desk's, cancelled or not.
  @Test func `only administrators cancel, and only under the customer's responsibility`() throws {
    for (code, isAtDesk, expected) in [
      ("admin", false, nil), ("admin", true, ProblemCode.awaitingAttendant),
      ("attendant", false, .onlyAdministrators), ("attendant", true, .onlyAdministrators),
      ("student", false, .onlyAdministrators),
    ] {
      let desk = try DemoDesk()
      let ticket = try isAtDesk ? desk.atDesk() : desk.draft()
      #expect(try cancel(desk, ticket, as: code).problems.first?.code == expected)
      #expect(
        try desk.record(ticket).status
          == (isAtDesk ? .inProgress : expected == nil ? .cancelled : .pending)
      )
    }
  }

  @Test func `a cancellation says why, in the history and without content in the audit`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.draft()
    #expect(
      try cancel(desk, ticket, "  ").problems
        == [Problem(.required, at: ["input", "justification"])]
    )
    let movement = try #require(try cancel(desk, ticket, "Duplicado").value)
    let rows = try desk.reader.movements(ids: [movement], for: try desk.viewer("student")).rows
    #expect(rows.kinds == [.cancelled] && rows.justifications.text(0) == "Duplicado")
    #expect(
      try desk.number(
        """
        SELECT count(*) FROM audit_entry WHERE action = 'cancelTicket' AND subject_kind = 'TICKET'
          AND subject_id = ?1 AND before = '{"status":"PENDING"}'
          AND after = '{"status":"CANCELLED"}'
        """,
        ticket.rawValue
      ) == 1
    )
  }

  @Test func `a ticket is deleted after it was cancelled, and leaves no content`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.ticket { $0.status == .cancelled && !$0.messages.isEmpty }
    let draft = try desk.draft()
    #expect(try delete(desk, draft).problems == [Problem(.notCancelled)])
    #expect(try delete(desk, ticket, as: "attendant").problems == [Problem(.onlyAdministrators)])
    let unknown = try delete(desk, TicketID(99_999))
    #expect(try delete(desk, ticket, key: "d").value == ticket)
    for table in ["message", "movement", "attachment", "understanding", "ticket_parameter"] {
      let count = "SELECT count(*) FROM \(table) WHERE ticket_id = ?1"
      #expect(try desk.number(count, ticket.rawValue) == 0)
    }
    #expect(
      try desk.number(
        "SELECT count(*) FROM tombstone WHERE ticket_id = ?1 AND deleted_at = ?2",
        ticket.rawValue,
        DemoDesk.now.milliseconds
      ) == 1
    )
    #expect(
      try desk.number(
        """
        SELECT count(*) FROM audit_entry WHERE action = 'deleteTicket' AND subject_id = ?1
          AND after IS NULL AND length(before) < 60
        """,
        ticket.rawValue
      ) == 1
    )
    // It answers as if it had never been; the same request again is told what it did.
    #expect(try delete(desk, ticket) == unknown)
    #expect(try cancel(desk, ticket).problems == [Problem(.notFound, at: ["input", "ticket"])])
    #expect(try delete(desk, ticket, key: "d").value == ticket)
  }

  @Test func `a number is never given again`() throws {
    let desk = try DemoDesk()
    let last = try desk.draft()
    _ = try #require(try cancel(desk, last).value)
    _ = try #require(try delete(desk, last).value)
    #expect(try desk.draft().rawValue == last.rawValue + 1)
  }
}
