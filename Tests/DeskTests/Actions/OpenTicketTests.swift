import SQLite
import Testing

@testable import Desk

@Suite struct OpenTicketTests {
  private let diploma = "segunda-via-diploma"

  private func open(
    _ desk: DemoDesk,
    _ type: String,
    customer: Reference<CustomerID> = .absent,
    entryStep: Reference<StepID> = .absent,
    _ parameters: [ParameterEdit] = [],
    key: String? = nil,
    as code: String = "student"
  ) throws -> Outcome<TicketID> {
    try OpenTicket(
      type: .id(try desk.type(type).id),
      customer: customer,
      entryStep: entryStep,
      parameters: parameters,
      idempotencyKey: key
    ).perform(for: try desk.viewer(code), in: desk.context)
  }

  @Test func `opens a draft with its values and the first row of its history`() throws {
    let desk = try DemoDesk()
    let outcome = try open(
      desk,
      diploma,
      [
        ParameterEdit(key: "subject", value: .text("Perdi o diploma")),
        ParameterEdit(key: "anoConclusao", value: .integer(2019)),
        ParameterEdit(key: "curso", value: .choice("direito")),
      ]
    )
    let id = try #require(outcome.value)
    let record = try desk.record(id, as: "student")
    #expect(record.status == .pending)
    #expect(record.responsibility == .customer)
    #expect(record.version == 1)
    #expect(desk.workflow.step(record.step)?.key == "pedido")
    let values = try desk.values(id)
    #expect(values[ParameterPlace(.subject)] == .text("Perdi o diploma"))
    #expect(values.count == 3)
    let history = "SELECT count(*) FROM movement WHERE ticket_id = ?1"
    #expect(try desk.number(history, id.rawValue) == 1)
    #expect(
      try desk.number(
        """
        SELECT count(*) FROM movement JOIN attendant ON attendant.id = performed_by_attendant_id
        JOIN user ON user.id = attendant.user_id
        WHERE ticket_id = ?1 AND kind = 'OPENED' AND from_step_id IS NULL AND code = 'desk'
        """,
        id.rawValue
      ) == 1
    )
  }

  @Test func `a blocked, closed, forbidden or unknown type is one and the same answer`() throws {
    let desk = try DemoDesk()
    try desk.connection.execute("UPDATE ticket_type SET is_active = 0 WHERE key = 'trancamento'")
    try desk.context.reloadWorkflow()
    let student = try desk.viewer("student")
    let before = try desk.changes()
    let types: [Reference<TicketTypeID>] = [
      .id(try desk.type("visita-garantia").id),  // blocked by the profile
      .id(try desk.type("trancamento").id),  // closed
      .id(try desk.type("proposta").id),  // not for students
      .id(TicketTypeID(999)), .id(TicketTypeID(-1)), .unreadable, .absent,
    ]
    for type in types {
      let outcome = try OpenTicket(
        type: type,
        parameters: [ParameterEdit(key: "subject", value: .integer(1))]
      ).perform(for: student, in: desk.context)
      #expect(outcome == .refused([Problem(.notFound, at: ["input", "type"])]))
    }
    #expect(try desk.changes() == before)
  }

  @Test func `a foreign customer tells nothing, its type not even`() throws {
    let desk = try DemoDesk()
    let foreign = try desk.number(
      "SELECT customer_id FROM student WHERE registration = '2025.0032'"
    )
    let client = try desk.number("SELECT customer_id FROM client WHERE code = 'C-0002'")
    let expected = [Problem(.notFound, at: ["input", "customer"])]
    for customer in [.id(CustomerID(foreign)), .id(CustomerID(client)), .id(CustomerID(99_999))]
      as [Reference<CustomerID>] + [.unreadable]
    {
      #expect(try open(desk, diploma, customer: customer).problems == expected)
      #expect(
        try open(desk, "proposta", customer: customer).problems
          == [Problem(.notFound, at: ["input", "type"])] + expected
      )
    }
  }

  @Test func `who stands for several customers says for which`() throws {
    let desk = try DemoDesk()
    let many = try desk.viewer("many")
    #expect(many.identities.map(\.type) == [.person, .student, .teacher])
    let unsaid = try open(desk, diploma, as: "many")
    #expect(unsaid == .refused([Problem(.required, at: ["input", "customer"])]))
    let teacher = try #require(many.identities.last).customer
    let said = try open(desk, diploma, customer: .id(teacher), as: "many")
    #expect(try desk.record(try #require(said.value)).customerType == .teacher)
    // Trancamento is not for teachers.
    #expect(
      try open(desk, "trancamento", customer: .id(teacher), as: "many").problems
        == [Problem(.notFound, at: ["input", "type"])]
    )
  }

  @Test func `begins at another entry step only where it is one of the type`() throws {
    let desk = try DemoDesk()
    let telephone = try desk.step("telefone", of: "duvida").id
    let opened = try #require(try open(desk, "duvida", entryStep: .id(telephone)).value)
    #expect(desk.workflow.step(try desk.record(opened).step)?.key == "telefone")
    let answer = try desk.step("resposta", of: "duvida").id
    let other = try desk.step("pedido", of: diploma).id
    for step in [.id(answer), .id(other), .id(StepID(999)), .unreadable]
      as [Reference<StepID>]
    {
      #expect(
        try open(desk, "duvida", entryStep: step).problems
          == [Problem(.notFound, at: ["input", "entryStep"])]
      )
    }
  }

  @Test(
    arguments: [
      nil, .text("x"), .text(String(repeating: "x", count: 50_000)), .integer(1), .choices(["a"]),
    ] as [ParameterValue?]
  )
  func `a hidden parameter is answered like one that is not there`(
    value: ParameterValue?
  ) throws {
    let desk = try DemoDesk()
    let before = try desk.changes()
    // Hidden at this step, hidden at every step, a section, not there.
    for key in ["livroRegistro", "parecerReservado", "discussion", "naoExiste", "Subject", ""] {
      let outcome = try open(
        desk,
        diploma,
        [ParameterEdit(key: key, value: value), ParameterEdit(key: key, value: nil)]
      )
      let expected = ["0", "1"].map { place in
        Problem(.parameterUnknown, at: ["input", "parameters", place, "key"], parameterKey: key)
      }
      #expect(outcome == .refused(expected))
    }
    #expect(try desk.changes() == before)
  }

  @Test(arguments: [nil, .text("x"), .date("2026-03-09"), .date("nonsense")] as [ParameterValue?])
  func `a read-only parameter is refused whatever its value`(value: ParameterValue?) throws {
    let desk = try DemoDesk()
    #expect(
      try open(desk, diploma, [ParameterEdit(key: "dueDate", value: value)]).problems
        == [
          Problem(
            .parameterReadOnly,
            at: ["input", "parameters", "0", "key"],
            parameterKey: "dueDate",
            parameterLabel: "Prazo"
          )
        ]
    )
  }

  @Test func `names every problem of the values at once and writes nothing`() throws {
    let desk = try DemoDesk()
    let before = try desk.changes()
    let outcome = try open(
      desk,
      diploma,
      [
        ParameterEdit(key: "subject", value: .text("a\u{0}b")),
        ParameterEdit(key: "anoConclusao", value: .integer(1949)),
        ParameterEdit(key: "curso", value: .choice("DIREITO")),
        ParameterEdit(key: "requestText", value: .text("bom")),
        ParameterEdit(key: "requestText", value: .text("outra vez")),
        ParameterEdit(key: "priority", value: .text("HIGH")),
      ]
    )
    #expect(outcome.problems.map(\.code).allSatisfy { $0 == .invalidValue })
    #expect(
      outcome.problems.map { $0.path.dropFirst(2).joined(separator: ".") }
        == ["0.value", "1.value", "2.value", "4.key", "5.value"]
    )
    #expect(try desk.changes() == before)
  }

  @Test func `an attendant opens for any customer, who has to be named`() throws {
    let desk = try DemoDesk()
    #expect(
      try open(desk, diploma, as: "attendant").problems
        == [Problem(.required, at: ["input", "customer"])]
    )
    #expect(
      try open(desk, diploma, customer: .id(CustomerID(99_999)), as: "attendant").problems
        == [Problem(.notFound, at: ["input", "customer"])]
    )
    let student = try #require(try desk.viewer("student").identities.first).customer
    let outcome = try open(
      desk,
      diploma,
      customer: .id(student),
      [
        ParameterEdit(key: "subject", value: .text("Pedido no balcão")),
        ParameterEdit(key: "parecerReservado", value: .text("Conferido")),
      ],
      as: "attendant"
    )
    let id = try #require(outcome.value)
    #expect(try desk.record(id, as: "student").status == .pending)
    // What the desk does not see it does not write either.
    #expect(
      try open(
        desk,
        diploma,
        customer: .id(student),
        [ParameterEdit(key: "notaPessoal", value: .text("x"))],
        as: "attendant"
      ).problems.map(\.code) == [.parameterUnknown]
    )
  }

  @Test func `the same key again gives the first ticket and opens no other`() throws {
    let desk = try DemoDesk()
    let values = [ParameterEdit(key: "subject", value: .text("Uma vez"))]
    let first = try open(desk, diploma, values, key: "k-1")
    let before = try desk.changes()
    #expect(try open(desk, diploma, values, key: "k-1") == first)
    #expect(
      try open(desk, diploma, [], key: "k-1").problems
        == [Problem(.idempotencyKeyReused, at: ["input", "idempotencyKey"])]
    )
    #expect(try desk.changes() == before)
    // Another user's key is another key.
    #expect(try open(desk, diploma, values, key: "k-1", as: "person") != first)
    for key in ["", "  ", String(repeating: "k", count: 101), "a\nb"] {
      #expect(
        try open(desk, diploma, values, key: key).problems
          == [Problem(.invalidValue, at: ["input", "idempotencyKey"])]
      )
    }
  }

  @Test func `nobody opens anything without a permission to`() throws {
    let desk = try DemoDesk()
    #expect(try open(desk, diploma, as: "visitor") == .refused([Problem(.notPermitted)]))
    let anonymous = OpenTicket(type: .id(try desk.type(diploma).id))
    #expect(
      try anonymous.perform(for: .anonymous, in: desk.context)
        == .refused([Problem(.notPermitted)])
    )
  }
}
