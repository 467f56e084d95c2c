import SQLite
import Testing

@testable import Desk

@Suite struct StepTests {
  let desk: DemoDesk
  let type: TicketTypeID

  init() throws {
    desk = try DemoDesk()
    type = try desk.done(
      CreateTicketType(
        group: .id(desk.workflow.groups[0].id),
        key: "novo",
        name: "Novo",
        description: nil,
        opensFor: CustomerType.allCases,
        position: nil
      )
    )
  }

  private func create(
    _ key: String,
    isEntry: Bool? = nil,
    isDefaultEntry: Bool = false,
    attendant: Reference<AttendantID> = .absent,
    position: Int? = nil
  ) -> CreateStep {
    CreateStep(
      type: .id(type),
      key: key,
      name: key.uppercased(),
      isEntry: isEntry,
      isDefaultEntry: isDefaultEntry,
      attendant: attendant,
      position: position
    )
  }

  private func update(
    _ step: StepID,
    name: Change<String> = .keep,
    isEntry: Bool? = nil,
    isDefaultEntry: Bool? = nil,
    attendant: Change<Reference<AttendantID>> = .keep,
    position: Int? = nil
  ) -> UpdateStep {
    UpdateStep(
      step: .id(step),
      name: name,
      isEntry: isEntry,
      isDefaultEntry: isDefaultEntry,
      attendant: attendant,
      position: position
    )
  }

  private var steps: ArraySlice<Step> {
    desk.workflow.type(type).map { desk.workflow.steps(of: $0) } ?? []
  }

  private var defaults: [String] { steps.filter(\.isDefaultEntry).map(\.key) }

  @Test func `exactly one step is the default entry, as soon as there is an entry`() throws {
    try desk.done(create("meio"))
    #expect(defaults == [])
    let first = try desk.done(create("a", isEntry: true))
    #expect(defaults == ["a"])
    let second = try desk.done(create("b", isDefaultEntry: true, position: 1))
    #expect(defaults == ["b"] && steps.map(\.key) == ["b", "meio", "a"])
    try desk.done(update(first, isDefaultEntry: true))
    #expect(defaults == ["a"])
    #expect(
      try desk.problems(update(first, isDefaultEntry: false)) == [
        "INVALID_VALUE input isDefaultEntry"
      ]
    )
    #expect(try desk.problems(update(first, isEntry: false)) == ["INVALID_VALUE input isEntry"])
    #expect(
      try desk.problems(update(second, isEntry: false, isDefaultEntry: true))
        == ["INVALID_VALUE input isEntry"]
    )
    #expect(
      try desk.problems(create("c", isEntry: false, isDefaultEntry: true)) == [
        "INVALID_VALUE input isEntry"
      ]
    )
    #expect(try desk.problems(DeleteStep(step: .id(first))) == ["IN_USE input step"])
    try desk.done(DeleteStep(step: .id(second)))
    #expect(defaults == ["a"])
  }

  @Test func `has an attendant of its own, or the configured one`() throws {
    let attendant = try #require(desk.workflow.attendants.first { $0.isActive })
    let step = try desk.done(create("a", isEntry: true, attendant: .id(attendant.id)))
    #expect(steps.first?.attendant == attendant.id)
    try desk.done(update(step, name: .set("Nome")))
    #expect(steps.first?.attendant == attendant.id && steps.first?.name == "Nome")
    try desk.done(update(step, attendant: .set(.absent)))
    #expect(steps.first?.attendant == nil)
    #expect(
      try desk.problems(update(step, attendant: .set(.unreadable)))
        == ["NOT_FOUND input attendant"]
    )
    try desk.connection.execute("UPDATE attendant SET is_active = 0 WHERE id = 1")
    try desk.context.reloadWorkflow()
    #expect(
      try desk.problems(update(step, attendant: .set(.id(AttendantID(1)))))
        == ["INVALID_VALUE input attendant"]
    )
  }

  @Test func `what is changed is in the audit log, before and after`() throws {
    let step = try desk.done(create("a", isEntry: true))
    let entries = try desk.entries
    try desk.done(update(step, name: .set("Primeira")))
    #expect(try desk.entries == entries + 1)
    #expect(
      try desk.lastEntry() == [
        "updateStep", "STEP",
        #"{"type":"novo","key":"a","name":"A","isEntry":true,"isDefaultEntry":true,"#
          + #""attendant":null,"position":1}"#,
        #"{"type":"novo","key":"a","name":"Primeira","isEntry":true,"isDefaultEntry":true,"#
          + #""attendant":null,"position":1}"#,
      ]
    )
  }

  @Test func `one where tickets are, or of which published rules speak, stays`() throws {
    let used = try desk.step("resposta", of: "duvida")
    #expect(try desk.problems(DeleteStep(step: .id(used.id))) == ["IN_USE input step"])
    let step = try desk.done(create("a", isEntry: true))
    let draft = try desk.done(CreateRuleDraft(basedOn: .absent))
    try desk.done(
      SetFieldRules(
        draft: .id(draft),
        rules: [
          SetFieldRules.Rule(
            step: .id(step),
            parameter: "subject",
            flags: .required,
            refinements: []
          )
        ]
      )
    )
    try desk.done(
      PublishRuleDraft(draft: .id(draft), reason: "Prova", expectedRuleVersion: .absent)
    )
    #expect(try desk.problems(DeleteStep(step: .id(step))) == ["IN_USE input step"])
  }

  @Test func `one to which another leads stays, and one that leads away goes with its ways`() throws
  {
    let first = try desk.done(create("a", isEntry: true))
    let second = try desk.done(create("b"))
    let way = try desk.done(
      CreateTransition(
        from: .id(second),
        to: .id(first),
        condition: "volta",
        label: "Volta",
        responsibility: .customer,
        reasons: [],
        position: nil
      )
    )
    #expect(try desk.problems(DeleteStep(step: .id(first))) == ["IN_USE input step"])
    try desk.done(DeleteStep(step: .id(second)))
    #expect(desk.workflow.transition(way) == nil && steps.map(\.key) == ["a"])
    try desk.done(DeleteStep(step: .id(first)))
    #expect(steps.isEmpty)
  }

  @Test func `the last entry of a type that is open stays`() throws {
    let step = try desk.done(create("a", isEntry: true))
    func update(isActive: Bool) -> UpdateTicketType {
      UpdateTicketType(
        type: .id(type),
        group: .absent,
        name: .keep,
        description: .keep,
        isActive: isActive,
        opensFor: nil,
        position: nil
      )
    }
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
    #expect(try desk.problems(DeleteStep(step: .id(step))) == ["IN_USE input step"])
    try desk.done(update(isActive: false))
    try desk.done(DeleteStep(step: .id(step)))
    #expect(steps.isEmpty)
  }

  @Test func `bad input is told all at once`() throws {
    try desk.done(create("a", isEntry: true))
    #expect(
      try desk.problems(
        CreateStep(
          type: .id(type),
          key: "a",
          name: String(repeating: "n", count: 201),
          isEntry: false,
          isDefaultEntry: true,
          attendant: .id(AttendantID(77)),
          position: 0
        )
      ) == [
        "ALREADY_EXISTS input key", "INVALID_VALUE input name", "INVALID_VALUE input isEntry",
        "NOT_FOUND input attendant", "INVALID_VALUE input position",
      ]
    )
  }
}
