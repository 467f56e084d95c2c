import SQLite
import Testing

@testable import Desk

@Suite struct ParameterTests {
  let desk: DemoDesk
  let type: TicketType

  init() throws {
    desk = try DemoDesk()
    type = try desk.type("duvida")
  }

  private func constraints(
    _ defaultValue: Change<ParameterValue?> = .keep,
    lengthMax: Change<Int?> = .keep,
    minimum: Change<String?> = .keep,
    maximum: Change<String?> = .keep,
    fractionDigits: Change<Int?> = .keep,
    choices: [ParameterConstraints.Choice]? = nil
  ) -> ParameterConstraints {
    ParameterConstraints(
      defaultValue: defaultValue,
      lengthMax: lengthMax,
      minimum: minimum,
      maximum: maximum,
      fractionDigits: fractionDigits,
      choices: choices
    )
  }

  private func create(
    _ key: String,
    _ kind: ParameterKind,
    _ constraints: ParameterConstraints? = nil,
    position: Int? = nil
  ) -> CreateParameter {
    CreateParameter(
      type: .id(type.id),
      key: key,
      label: "Rótulo",
      kind: kind,
      help: "Ajuda",
      constraints: constraints ?? self.constraints(),
      position: position
    )
  }

  private func update(
    _ parameter: ParameterID,
    label: Change<String> = .keep,
    kind: ParameterKind? = nil,
    _ constraints: ParameterConstraints? = nil,
    position: Int? = nil
  ) -> UpdateParameter {
    UpdateParameter(
      parameter: .id(parameter),
      label: label,
      kind: kind,
      help: .keep,
      constraints: constraints ?? self.constraints(),
      position: position
    )
  }

  private func read(_ id: ParameterID) throws -> Parameter {
    try #require(desk.workflow.parameter(id)?.parameter)
  }

  private let colours = [
    ParameterConstraints.Choice(key: "azul", label: "Azul"),
    ParameterConstraints.Choice(key: "verde", label: "Verde"),
  ]

  @Test(arguments: [ParameterKind.text, .longText, .integer, .decimal, .boolean, .date])
  func `every kind is made with its constraints, and its default is read again`(
    kind: ParameterKind
  ) throws {
    let (value, given): (ParameterValue, ParameterConstraints) =
      switch kind {
      case .integer:
        (.integer(3), constraints(.set(.integer(3)), minimum: .set("1"), maximum: .set("05")))
      case .decimal:
        (
          .decimal("1.50"),
          constraints(.set(.decimal("1.50")), minimum: .set("-1"), fractionDigits: .set(2))
        )
      case .boolean: (.boolean(false), constraints(.set(.boolean(false))))
      case .date: (.date("2026-03-02"), constraints(.set(.date("2026-03-02"))))
      default: (.text("abc"), constraints(.set(.text("abc")), lengthMax: .set(3)))
      }
    let id = try desk.done(create("novo", kind, given, position: 2))
    let parameter = try read(id)
    #expect(parameter.defaultParsed == value && parameter.kind == kind)
    #expect(parameter.help == "Ajuda" && parameter.origin == .own)
    if kind == .integer { #expect(parameter.maximum == "5", "in its one writing") }
    let type = try desk.type("duvida")
    #expect(type.formOrder.count == self.type.formOrder.count + 1)
    #expect(type.formOrder[1] == parameter.place)
    #expect(try desk.lastEntry()[0] == "createParameter")
  }

  @Test func `choices come in the order in which they are given`() throws {
    let id = try desk.done(
      create("cor", .choice, constraints(.set(.choice("verde")), choices: colours))
    )
    #expect(try read(id).choices.map(\.key) == ["azul", "verde"])
    #expect(try read(id).defaultParsed == .choice("verde"))
    try desk.done(
      update(
        id,
        constraints(
          choices: [ParameterConstraints.Choice(key: "vinho", label: "Vinho"), colours[1]]
        )
      )
    )
    #expect(try read(id).choices.map(\.key) == ["vinho", "verde"])
    #expect(
      try desk.problems(update(id, constraints(choices: [colours[0]])))
        == ["INVALID_VALUE input default"]
    )
    let many = try desk.done(
      create("cores", .multiChoice, constraints(.set(.choices(["verde"])), choices: colours))
    )
    #expect(try read(many).defaultParsed == .choices(["verde"]))
  }

  @Test func `constraints are checked for sense`() throws {
    let twice = [colours[0], colours[0]]
    let cases: [(ParameterKind, ParameterConstraints, [String])] = [
      (.text, constraints(lengthMax: .set(0)), ["INVALID_VALUE input lengthMax"]),
      (.text, constraints(lengthMax: .set(1_001)), ["INVALID_VALUE input lengthMax"]),
      (.date, constraints(lengthMax: .set(5)), ["INVALID_VALUE input lengthMax"]),
      (.text, constraints(minimum: .set("1")), ["INVALID_VALUE input minimum"]),
      (.integer, constraints(minimum: .set("1.5")), ["INVALID_VALUE input minimum"]),
      (
        .integer, constraints(minimum: .set("9"), maximum: .set("1")),
        ["INVALID_VALUE input maximum"]
      ),
      (
        .date, constraints(minimum: .set("2026-03-02"), maximum: .set("2026-03-01")),
        ["INVALID_VALUE input maximum"]
      ),
      (.decimal, constraints(fractionDigits: .set(10)), ["INVALID_VALUE input fractionDigits"]),
      (.integer, constraints(fractionDigits: .set(1)), ["INVALID_VALUE input fractionDigits"]),
      (.choice, constraints(), ["REQUIRED input choices"]),
      (.text, constraints(choices: colours), ["INVALID_VALUE input choices"]),
      (.choice, constraints(choices: twice), ["ALREADY_EXISTS input choices 1 key"]),
      (
        .integer, constraints(.set(.integer(7)), maximum: .set("5")),
        ["INVALID_VALUE input default"]
      ),
      (.integer, constraints(.set(.text("7"))), ["INVALID_VALUE input default"]),
      (
        .choice, constraints(.set(.choice("roxo")), choices: colours),
        ["INVALID_VALUE input default"]
      ),
    ]
    for (kind, given, expected) in cases {
      #expect(try desk.problems(create("novo", kind, given)) == expected)
    }
  }

  @Test(arguments: CommonParameter.allCases.map(\.rawValue) + ["area"])
  func `a key that the type has is taken`(key: String) throws {
    #expect(try desk.problems(create(key, .text)) == ["ALREADY_EXISTS input key"])
  }

  @Test func `of a core parameter the words, the default and the place change, and no more`() throws
  {
    let priority = type.parameters[CommonParameter.priority.place]
    try desk.done(
      update(
        priority.id,
        label: .set("Urgência"),
        constraints(.set(.choice("NORMAL"))),
        position: 1
      )
    )
    let changed = try read(priority.id)
    #expect(changed.label == "Urgência" && changed.defaultParsed == .choice("NORMAL"))
    #expect(changed.choices.count == 4 && changed.origin == .core)
    #expect(try desk.type("duvida").formOrder.first == priority.place)
    #expect(
      try desk.problems(
        update(priority.id, kind: .text, constraints(lengthMax: .set(1), choices: colours))
      ) == [
        "PARAMETER_READ_ONLY input kind", "PARAMETER_READ_ONLY input lengthMax",
        "PARAMETER_READ_ONLY input choices",
      ]
    )
    #expect(
      try desk.problems(update(priority.id, constraints(.set(.choice("EVER")))))
        == ["INVALID_VALUE input default"]
    )
    #expect(
      try desk.problems(DeleteParameter(parameter: .id(priority.id)))
        == ["IN_USE input parameter"]
    )
    let section = type.parameters[CommonParameter.discussion.place]
    #expect(
      try desk.problems(update(section.id, label: .set("X"))) == ["NOT_FOUND input parameter"]
    )
  }

  @Test func `the kind changes until a ticket has a value`() throws {
    let id = try desk.done(create("novo", .choice, constraints(choices: colours)))
    try desk.done(update(id, kind: .text))
    #expect(try read(id).kind == .text && read(id).choices.isEmpty)
    let used = try #require(type.parameter(key: "area"))
    #expect(try desk.problems(update(used.id, kind: .text)) == ["IN_USE input kind"])
    #expect(
      try desk.problems(DeleteParameter(parameter: .id(used.id))) == ["IN_USE input parameter"]
    )
    try desk.done(DeleteParameter(parameter: .id(id)))
    #expect(try desk.type("duvida").parameter(key: "novo") == nil)
  }
}
