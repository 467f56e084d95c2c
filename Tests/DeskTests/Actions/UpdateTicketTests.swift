import SQLite
import Testing

@testable import Desk

@Suite struct UpdateTicketTests {
  private func update(
    _ desk: DemoDesk,
    _ ticket: TicketID,
    _ parameters: [ParameterEdit],
    version: Int64? = nil,
    key: String? = nil,
    as code: String
  ) throws -> Outcome<TicketID> {
    try UpdateTicket(
      ticket: .id(ticket),
      parameters: parameters,
      expectedVersion: version,
      idempotencyKey: key
    ).perform(for: try desk.viewer(code), in: desk.context)
  }

  private func subject(_ text: String?) -> ParameterEdit {
    ParameterEdit(key: "subject", value: text.map { .text($0) })
  }

  @Test func `writes what differs and raises the versions once`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.draft()
    let edits = [subject("Um"), ParameterEdit(key: "querRetorno", value: .boolean(true))]
    #expect(try update(desk, ticket, edits, version: 1, as: "student").value == ticket)
    #expect(try desk.version(ticket, as: "student") == 2)
    #expect(try desk.version(ticket, as: "admin") == 2)
    #expect(try desk.values(ticket)[ParameterPlace(.subject)] == .text("Um"))
    let before = try desk.contents()
    #expect(try update(desk, ticket, edits, version: 2, as: "student").value == ticket)
    #expect(try update(desk, ticket, [], as: "student").value == ticket)
    #expect(try desk.contents() == before)
    #expect(try update(desk, ticket, [subject(nil)], as: "student").value == ticket)
    #expect(try desk.values(ticket)[ParameterPlace(.subject)] == nil)
    #expect(try desk.version(ticket, as: "student") == 3)
  }

  /// Equal to Swift, and other bytes: the composed letter, and the letter with its accent.
  @Test func `a text of other bytes is another text`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.draft()
    _ = try update(desk, ticket, [subject("caf\u{E9}")], as: "student")
    _ = try update(desk, ticket, [subject("cafe\u{301}")], as: "student")
    #expect(try desk.version(ticket, as: "student") == 3)
  }

  @Test func `a change that is hidden from a side changes nothing that the side sees`() throws {
    let desk = try DemoDesk()
    func seen(_ ticket: TicketID, _ code: String) throws -> [Int64] {
      let rows = try desk.reader.tickets(
        ids: [ticket],
        fields: .all,
        for: try desk.viewer(code)
      ).rows
      return rows.versions + rows.updatedAt.map(\.milliseconds)
    }
    // classificacaoInterna is invisible online, contatoAlternativo invisible at the desk.
    let atDesk = try desk.atDesk()
    let online = try seen(atDesk, "person")
    let staff = try seen(atDesk, "attendant")
    let hidden = ParameterEdit(key: "classificacaoInterna", value: .text("Outra coisa"))
    #expect(try update(desk, atDesk, [hidden], as: "attendant").value != nil)
    #expect(try seen(atDesk, "person") == online)
    #expect(try seen(atDesk, "attendant")[0] == staff[0] + 1)
    #expect(try seen(atDesk, "attendant")[1] == DemoDesk.now.milliseconds)

    let draft = try desk.draft()
    let before = try seen(draft, "attendant")
    let own = ParameterEdit(key: "contatoAlternativo", value: .text("Vizinha"))
    #expect(try update(desk, draft, [own], version: 1, as: "student").value != nil)
    #expect(try seen(draft, "attendant") == before)
    #expect(try seen(draft, "admin") == before)
    #expect(try seen(draft, "student")[0] == 2)
    // Each side is held to the version that it saw itself.
    #expect(
      try update(desk, draft, [subject("Novo")], version: 1, as: "student").problems
        == [Problem(.conflict, at: ["input", "expectedVersion"])]
    )
    #expect(try update(desk, draft, [subject("Novo")], version: 2, as: "student").value != nil)
    #expect(try seen(draft, "attendant")[0] == before[0] + 1)
  }

  @Test func `a hidden parameter is answered as one that is not there, whatever its value`() throws
  {
    let desk = try DemoDesk()
    let ticket = try desk.draft()
    let before = try desk.contents()
    for value: ParameterValue? in [.text("x"), .integer(1), nil, .text("Recorrente")] {
      func problem(_ key: String) throws -> Problem? {
        try update(desk, ticket, [ParameterEdit(key: key, value: value)], as: "student")
          .problems.first
      }
      let hidden = try problem("classificacaoInterna")
      let unknown = try problem("naoExiste")
      #expect(hidden?.code == .parameterUnknown && hidden?.code == unknown?.code)
      #expect(hidden?.path == unknown?.path && hidden?.parameterLabel == nil)
    }
    #expect(try desk.contents() == before)
  }

  @Test func `a read-only parameter is refused by name, all faults at once`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.draft()
    let problems = try update(
      desk,
      ticket,
      [
        ParameterEdit(key: "dueDate", value: .date("2026-05-01")),
        ParameterEdit(key: "area", value: .choice("nenhuma")),
        subject("a\u{0}"), subject("b"),
      ],
      as: "student"
    ).problems
    #expect(
      problems.map(\.code) == [.parameterReadOnly, .invalidValue, .invalidValue, .invalidValue]
    )
    #expect(problems[0].path == ["input", "parameters", "0", "key"])
    #expect(problems[0].parameterLabel == "Prazo")
    #expect(problems[1].path == ["input", "parameters", "1", "value"])
    #expect(try desk.version(ticket, as: "student") == 1)
  }

  @Test func `where nothing can be written the action itself is refused`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.draft()
    try desk.connection.execute(
      """
      INSERT INTO rule_version (id, created_at) SELECT max(id) + 1, 0 FROM rule_version;
      INSERT INTO field_rule (version_id, step_id, parameter_id, read_only)
        SELECT (SELECT max(id) FROM rule_version), step.id, parameter.id, 1
        FROM step JOIN parameter ON parameter.type_id = step.type_id;
      UPDATE rule_version SET published_at = 1 WHERE published_at IS NULL;
      """
    )
    try desk.context.reloadWorkflow()
    let told = try desk.refusal(of: .editParameters, on: ticket, to: "student")
    #expect(told == .parameterReadOnly)
    #expect(
      try update(desk, ticket, [subject("x")], as: "student").problems
        == [Problem(.parameterReadOnly)]
    )
  }
}

extension DemoDesk {
  /// What `Ticket.actions` says of an action; `nil` where it is allowed.
  func refusal(
    of action: TicketAction,
    on ticket: TicketID,
    to code: String
  ) throws -> ProblemCode? {
    let viewer = try viewer(code)
    let seen = try reader.tickets(ids: [ticket], fields: .people, for: viewer).rows
    let place = try #require(TicketAction.allCases.firstIndex(of: action))
    let refusals = try reader.refusals(on: seen, to: viewer)
    try #require(refusals.count == TicketAction.allCases.count)
    return refusals[place]
  }
}
