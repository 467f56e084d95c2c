import SQLite
import Testing

@testable import Desk

@Suite struct TypeTests {
  private func make(_ desk: DemoDesk, _ key: String = "novo") throws -> TicketTypeID {
    try desk.done(
      CreateTicketType(
        group: .id(desk.workflow.groups[0].id),
        key: key,
        name: "Novo",
        description: "Para provar",
        opensFor: [.student, .teacher],
        position: 1
      )
    )
  }

  @Test func `a new type is closed, and has what every type has`() throws {
    let desk = try DemoDesk()
    let id = try make(desk)
    let type = try #require(desk.workflow.type(id))
    #expect(!type.isActive && type.opensFor == [.student, .teacher])
    #expect(type.parameters.count == CommonParameter.allCases.count)
    #expect(type.formOrder.count == 6 && type.defaultEntry == nil)
    #expect(desk.workflow.groups[0].types.first == type.place)
    #expect(
      try desk.lastEntry() == [
        "createTicketType", "TICKET_TYPE", nil,
        #"{"group":"secretaria","key":"novo","name":"Novo","description":"Para provar","#
          + #""isActive":false,"customerTypes":["STUDENT","TEACHER"],"position":1}"#,
      ]
    )
  }

  @Test func `a type that is being set up is there for the desk alone`() throws {
    let desk = try DemoDesk()
    let id = try make(desk)
    let reader = desk.context.reader
    let place = reader.workflow.place(of: id)
    #expect(place != .unknown)
    #expect(try !reader.metTypes(for: try desk.viewer("student")).contains(place))
    #expect(try reader.metTypes(for: try desk.viewer("attendant")).contains(place))
  }

  @Test func `is opened once it has a step to begin at and a way on, and closed again`() throws {
    let desk = try DemoDesk()
    let id = try make(desk)
    func update(isActive: Bool) -> UpdateTicketType {
      UpdateTicketType(
        type: .id(id),
        group: .absent,
        name: .keep,
        description: .keep,
        isActive: isActive,
        opensFor: nil,
        position: nil
      )
    }
    #expect(try desk.problems(update(isActive: true)) == ["INVALID_VALUE input isActive"])
    let step = try desk.done(
      CreateStep(
        type: .id(id),
        key: "a",
        name: "A",
        isEntry: true,
        isDefaultEntry: false,
        attendant: .absent,
        position: nil
      )
    )
    #expect(try desk.problems(update(isActive: true)) == ["WORKFLOW_HAS_ERRORS input isActive"])
    try desk.done(
      CreateTransition(
        from: .id(step),
        to: .id(step),
        condition: "enviar",
        label: "Enviar",
        responsibility: .attendant,
        reasons: [],
        position: nil
      )
    )
    try desk.done(update(isActive: true))
    #expect(desk.workflow.type(id)?.isActive == true)
    try desk.done(update(isActive: false))
    #expect(desk.workflow.type(id)?.isActive == false)
  }

  @Test func `moves to another group, and keeps what is not named`() throws {
    let desk = try DemoDesk()
    let id = try make(desk)
    let group = desk.workflow.groups[2]
    try desk.done(
      UpdateTicketType(
        type: .id(id),
        group: .id(group.id),
        name: .keep,
        description: .set(nil),
        isActive: nil,
        opensFor: [.prospect],
        position: nil
      )
    )
    let type = try #require(desk.workflow.type(id))
    #expect(desk.workflow.groups[type.group].key == "comercial")
    #expect(desk.workflow.groups[2].types.last == type.place)
    #expect(type.name == "Novo" && type.description == nil && type.opensFor == [.prospect])
  }

  @Test func `goes with its parts while nothing refers to it, and stays else`() throws {
    let desk = try DemoDesk()
    let id = try make(desk)
    let first = try desk.done(
      CreateStep(
        type: .id(id),
        key: "a",
        name: "A",
        isEntry: true,
        isDefaultEntry: true,
        attendant: .absent,
        position: nil
      )
    )
    try desk.done(
      CreateTransition(
        from: .id(first),
        to: .id(first),
        condition: "go",
        label: "Go",
        responsibility: .attendant,
        reasons: [.id(desk.workflow.reasons[0].id)],
        position: nil
      )
    )
    let draft = try desk.done(CreateRuleDraft(basedOn: .absent))
    try desk.done(
      SetFieldRules(
        draft: .id(draft),
        rules: [
          SetFieldRules.Rule(
            step: .id(first),
            parameter: "subject",
            flags: .required,
            refinements: [SetFieldRules.Refinement(customerType: .student, flags: .readOnly)]
          )
        ]
      )
    )
    #expect(try desk.done(DeleteTicketType(type: .id(id))) == id)
    #expect(desk.workflow.type(id) == nil)
    #expect(try desk.number("SELECT count(*) FROM step WHERE id = ?1", first.rawValue) == 0)
    #expect(try desk.number("SELECT count(*) FROM parameter WHERE type_id = ?1", id.rawValue) == 0)
    #expect(try desk.reader.cells(of: draft)[first, ParameterID(1)].isEmpty)
    let used = try desk.type("duvida")
    #expect(try desk.problems(DeleteTicketType(type: .id(used.id))) == ["IN_USE input type"])
    #expect(try desk.problems(DeleteTicketType(type: .absent)) == ["NOT_FOUND input type"])
  }

  @Test func `bad input is told all at once`() throws {
    let desk = try DemoDesk()
    #expect(
      try desk.problems(
        CreateTicketType(
          group: .id(TicketGroupID(77)),
          key: "duvida",
          name: "",
          description: "a\u{7}",
          opensFor: [],
          position: -1
        )
      ) == [
        "NOT_FOUND input group", "ALREADY_EXISTS input key", "REQUIRED input name",
        "INVALID_VALUE input description", "REQUIRED input customerTypes",
        "INVALID_VALUE input position",
      ]
    )
  }

  @Test func `a type that is blocked for an administrator is not there for them either`() throws {
    let desk = try DemoDesk()
    let type = try desk.type("apuracao")
    try desk.connection.execute(
      """
      INSERT INTO profile_blocked_type
      SELECT profile_id, \(type.id.rawValue) FROM user WHERE code = 'admin'
      """
    )
    #expect(try desk.problems(DeleteTicketType(type: .id(type.id))) == ["NOT_FOUND input type"])
    let step = try #require(desk.workflow.steps(of: type).first)
    #expect(try desk.problems(DeleteStep(step: .id(step.id))) == ["NOT_FOUND input step"])
  }
}
