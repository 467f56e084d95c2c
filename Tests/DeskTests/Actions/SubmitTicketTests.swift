import SQLite
import Testing

@testable import Desk

@Suite struct SubmitTicketTests {
  private func submit(
    _ desk: DemoDesk,
    _ ticket: TicketID,
    _ condition: String,
    _ reason: String,
    justification: String? = nil,
    version: Int64? = nil,
    _ parameters: [ParameterEdit] = [],
    key: String? = nil,
    as code: String
  ) throws -> Outcome<ChildID> {
    try SubmitTicket(
      ticket: .id(ticket),
      condition: condition,
      reason: reason,
      justification: justification,
      expectedVersion: version,
      parameters: parameters,
      idempotencyKey: key
    ).perform(for: try desk.viewer(code), in: desk.context)
  }

  /// A draft of the student's in which nothing is filled.
  private func draft(_ desk: DemoDesk, _ type: String = "segunda-via-diploma") throws -> TicketID {
    let outcome = try OpenTicket(type: .id(try desk.type(type).id))
      .perform(for: try desk.viewer("student"), in: desk.context)
    return try #require(outcome.value)
  }

  private let filled = [
    ParameterEdit(key: "subject", value: .text("Segunda via")),
    ParameterEdit(key: "requestText", value: .text("Perdi o diploma.")),
    ParameterEdit(key: "nomeCompleto", value: .text("Lucas Ferreira")),
    ParameterEdit(key: "curso", value: .choice("sistemas")),
    ParameterEdit(key: "anoConclusao", value: .integer(2021)),
    ParameterEdit(key: "formaEntrega", value: .choice("retirada")),
  ]

  private func movements(_ desk: DemoDesk, _ ticket: TicketID) throws -> Int64 {
    try desk.number("SELECT count(*) FROM movement WHERE ticket_id = ?1", ticket.rawValue)
  }

  @Test func `asks for all that is missing at once, in the order of the form`() throws {
    let desk = try DemoDesk()
    let id = try draft(desk)
    let before = try desk.changes()
    let problems = try submit(desk, id, "enviar", "pedido", as: "student").problems
    #expect(problems.allSatisfy { $0.code == .parameterRequired })
    #expect(problems.allSatisfy { $0.path == ["input", "parameters"] })
    #expect(
      problems.map(\.parameterKey)
        == ["subject", "requestText", "nomeCompleto", "curso", "anoConclusao", "formaEntrega"]
    )
    #expect(problems.first?.parameterLabel == "Assunto")
    #expect(try desk.changes() == before)
  }

  @Test func `a refinement asks one customer type for more than another`() throws {
    let desk = try DemoDesk()
    let teacher = try #require(try desk.viewer("teacher").identities.first).customer
    let id = try #require(
      OpenTicket(
        type: .id(try desk.type("segunda-via-diploma").id),
        customer: .id(teacher)
      ).perform(for: desk.viewer("teacher"), in: desk.context).value
    )
    let problems = try submit(desk, id, "enviar", "pedido", as: "teacher").problems
    #expect(!problems.map(\.parameterKey).contains("anoConclusao"))
    #expect(problems.count == 5)
  }

  @Test func `fills and moves in one, and keeps one row of history`() throws {
    let desk = try DemoDesk()
    let id = try draft(desk)
    let outcome = try submit(
      desk,
      id,
      "enviar",
      "urgencia",
      justification: "Concurso em abril",
      version: 1,
      filled,
      as: "student"
    )
    let movement = try #require(outcome.value)
    #expect(movement.number == 2)
    #expect(try movements(desk, id) == 2)
    let record = try desk.record(id)
    #expect(record.status == .inProgress)
    #expect(record.responsibility == .attendant)
    #expect(record.version == 2)
    #expect(desk.workflow.step(record.step)?.key == "analise")
    let attendant = try #require(record.attendant.flatMap { desk.workflow.attendant($0) })
    #expect(attendant.userCode == "attendant")
    #expect(try desk.values(id)[ParameterPlace(.subject)] == .text("Segunda via"))

    let read = try desk.reader.movements(ids: [movement], for: try desk.viewer("student")).rows
    #expect(read.kinds == [.forwarded])
    #expect(read.requestedBy[0].side == .customer)
    #expect(read.performedBy[0].flatMap { desk.workflow.attendant($0)?.userCode } == "desk")
    let way = read.transitions[0].flatMap { desk.workflow.transition($0) }
    #expect(way?.conditionKey == "enviar")
    #expect(read.conditionLabels.text(0) == "Enviar pedido")
    #expect(read.reasons[0].flatMap { desk.workflow.reason($0)?.key } == "urgencia")
    #expect(read.justifications.text(0) == "Concurso em abril")
  }

  @Test func `an attendant moves under his own name, to whom the step names`() throws {
    let desk = try DemoDesk()
    let id = try desk.ticket {
      $0.type.key == "segunda-via-diploma" && $0.step.key == "emissao" && $0.status == .completed
    }
    #expect(
      try submit(desk, id, "retirada", "conclusao", as: "attendant").problems.map(\.code)
        == [.ticketCompleted]
    )
    let draft = try draft(desk)
    _ = try #require(try submit(desk, draft, "enviar", "pedido", filled, as: "student").value)
    let missing = try submit(desk, draft, "deferir", "deferimento", as: "attendant").problems
    #expect(missing.map(\.parameterKey) == ["priority", "taxa", "parecerReservado"])
    let moved = try submit(
      desk,
      draft,
      "deferir",
      "deferimento",
      [
        ParameterEdit(key: "priority", value: .choice("HIGH")),
        ParameterEdit(key: "taxa", value: .decimal("180.00")),
        ParameterEdit(key: "parecerReservado", value: .text("Tudo certo")),
      ],
      as: "attendant"
    )
    let movement = try #require(moved.value)
    let read = try desk.reader.movements(ids: [movement], for: try desk.viewer("admin")).rows
    #expect(read.performedBy[0].flatMap { desk.workflow.attendant($0)?.userCode } == "attendant")
    let record = try desk.record(draft)
    #expect(record.responsibility == .customer)
    // The step names nobody, so the configured attendant keeps the ticket.
    #expect(record.attendant == desk.workflow.defaultAttendant)
  }

  @Test func `asks before a step for what the step needs, though this one does not`() throws {
    let desk = try DemoDesk()
    let id = try desk.ticket {
      $0.type.key == "segunda-via-diploma" && $0.step.key == "entrega" && $0.seers == ["person"]
        && $0.status == .inProgress
    }
    let empty = [ParameterEdit(key: "comprovante", value: nil)]
    #expect(
      try submit(desk, id, "confirmar", "conclusao", empty, as: "person").problems
        .map { [$0.code.rawValue, $0.parameterKey] } == [["PARAMETER_REQUIRED", "comprovante"]]
    )
    #expect(try submit(desk, id, "confirmar", "conclusao", as: "person").value != nil)
  }

  @Test func `what the mover cannot write never blocks, though the next step needs it`() throws {
    let desk = try DemoDesk()
    let told = try #require(
      DemoStory.told.tickets.first {
        $0.step.key == "entrevista" && $0.status == .inProgress && !$0.seers.isEmpty
      }
    )
    let id = TicketID(told.number)
    let code = try #require(told.seers.first)
    try desk.connection.execute(
      """
      DELETE FROM ticket_parameter WHERE ticket_id = \(id.rawValue) AND parameter_id IN
        (SELECT id FROM parameter WHERE key = 'matricula')
      """
    )
    #expect(try submit(desk, id, "responder", "entrevista", as: code).value != nil)
  }

  @Test func `names every fault of the request together`() throws {
    let desk = try DemoDesk()
    let id = try draft(desk)
    let before = try desk.changes()
    let problems = try submit(
      desk,
      id,
      "deferir",
      "pedido",
      justification: String(repeating: "x", count: 2_001),
      Array(filled.dropFirst()) + [ParameterEdit(key: "parecerReservado", value: .text("x"))],
      as: "student"
    ).problems
    #expect(
      problems.map(\.code) == [
        .unknownCondition, .invalidValue, .parameterUnknown, .parameterRequired,
      ]
    )
    let reason = try submit(desk, id, "enviar", "deferimento", filled, as: "student").problems
    #expect(reason == [Problem(.unknownReason, at: ["input", "reason"])])
    #expect(try desk.changes() == before)
  }

  @Test func `of two who saw one version, one wins and the other learns of it`() throws {
    let desk = try DemoDesk()
    let id = try draft(desk)
    #expect(
      try submit(desk, id, "enviar", "pedido", version: 1, filled, as: "student").value != nil
    )
    let before = try desk.changes()
    #expect(
      try submit(desk, id, "enviar", "pedido", version: 1, filled, as: "student")
        == .refused([Problem(.conflict, at: ["input", "expectedVersion"])])
    )
    #expect(try desk.changes() == before)
  }

  @Test func `the same key again gives the first movement and moves nothing`() throws {
    let desk = try DemoDesk()
    let id = try draft(desk)
    let first = try submit(desk, id, "enviar", "pedido", filled, key: "s", as: "student")
    #expect(first.value != nil)
    let before = try desk.changes()
    #expect(try submit(desk, id, "enviar", "pedido", filled, key: "s", as: "student") == first)
    #expect(
      try submit(desk, id, "enviar", "urgencia", filled, key: "s", as: "student").problems
        .map(\.code) == [.idempotencyKeyReused]
    )
    #expect(try desk.changes() == before)
  }

  @Test func `without a configured attendant nothing moves, and one problem says so`() throws {
    let desk = try DemoDesk()
    let id = try draft(desk)
    try desk.connection.execute("UPDATE settings SET default_attendant_id = NULL")
    try desk.context.reloadWorkflow()
    let expected = Outcome<ChildID>.refused([Problem(.attendantNotConfigured)])
    #expect(try submit(desk, id, "enviar", "pedido", filled, as: "student") == expected)
    #expect(try submit(desk, id, "nada", "nada", as: "student") == expected)
    #expect(try movements(desk, id) == 1)
  }

  @Test(arguments: ["client.contact", "student", "many", "attendant", "admin", "visitor"])
  func `is refused exactly where the action table refuses it`(code: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(code)
    for told in DemoStory.told.tickets {
      let outcome = try desk.undoing {
        try submit(desk, TicketID(told.number), "-", "-", as: code)
      }
      let isStaff = ["attendant", "admin"].contains(code)
      let isMine = told.responsibility == (isStaff ? .attendant : .customer)
      let expected: ProblemCode =
        switch told.status {
        case _ where viewer.permissions.isEmpty: .notPermitted
        case _ where !isStaff && !told.seers.contains(code): .notFound
        case .completed: .ticketCompleted
        case .cancelled: .ticketCancelled
        case _ where !isMine: isStaff ? .awaitingCustomer : .awaitingAttendant
        case .pending, .inProgress: .unknownCondition
        }
      #expect(outcome.problems.first?.code == expected, "\(told.number)")
    }
  }

  @Test func `never names to a customer what is hidden, wherever the ticket stands`() throws {
    let desk = try DemoDesk()
    for code in DemoUser.online {
      let words = DemoStory.canaries.filter {
        $0.hiddenFrom.contains(code) && $0.place == "parameter"
      }
      .map(\.word)
      for told in DemoStory.told.tickets where told.seers.contains(code) {
        let hidden = told.type.parameters.map(\.key).filter {
          told.type.flags(of: $0, at: told.step, for: told.customer.type)
            .contains(.invisibleOnline)
        }
        for way in told.step.ways {
          let emptied = told.type.parameters.map { ParameterEdit(key: $0.key, value: nil) }
            .filter { !hidden.contains($0.key) }
          let outcome = try desk.undoing {
            try submit(desk, TicketID(told.number), way.condition, "-", emptied, as: code)
          }
          for problem in outcome.problems {
            if let key = problem.parameterKey { #expect(!hidden.contains(key)) }
            #expect(!words.contains(problem.parameterLabel ?? ""))
          }
        }
      }
    }
  }
}
