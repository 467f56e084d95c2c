/// Writes schemas that are valid, but for the slips that it is told to make.
struct SchemaGenerator {
  var random: SeededRandom
  private var slips: [SchemaSlip: Int]
  private var interfaces: [Composite] = []
  private var objects: [Composite] = []
  private var inputs: [String] = []
  private var oneOfs: [String] = []
  private var enums: [String] = []
  private var unions: [String] = []
  private var scalars: [String] = []
  private var directives: [String] = []

  /// An object or an interface, before it is written.
  private struct Composite {
    var name: String
    /// Names of the interfaces, those of interfaces included.
    var interfaces: [String] = []
    var fields: [Field] = []
  }

  private struct Field {
    var name: String
    var type: String
    var arguments: [(name: String, type: String)] = []
  }

  init(seed: UInt64, slips: Set<SchemaSlip> = []) {
    random = SeededRandom(seed: seed)
    self.slips = Dictionary(uniqueKeysWithValues: slips.map { ($0, 2) })
  }

  private mutating func slip(_ slip: SchemaSlip) -> Bool {
    guard let left = slips[slip], left > 0, random.chance(0.4) else { return false }
    slips[slip] = left - 1
    return true
  }

  // MARK: The document

  /// The tokens of one schema.
  mutating func document() -> [String] {
    enums = (0...random.below(2)).map { "Enum\($0)" }
    scalars = random.chance(0.5) ? ["Date"] : []
    inputs = (0...random.below(2)).map { "Input\($0)" }
    oneOfs = random.chance(0.4) ? ["Either"] : []
    directives = (0..<random.below(3)).map { "mark\($0)" }
    let objectNames = ["Query"] + (0...random.below(3)).map { "Object\($0)" }
    for place in 0..<random.below(4) { plan(interface: place) }
    for name in objectNames { plan(object: name) }
    if random.chance(0.6) { unions = ["Union0"] }

    var definitions = enums.map { enumeration($0) }
    definitions += scalars.map { described() + ["scalar", $0] + applied("SCALAR") }
    definitions += inputs.map { input($0) }
    definitions += oneOfs.map { oneOf($0) }
    definitions += interfaces.map { composite("interface", $0) }
    definitions += objects.filter { $0.name != "Query" || !slip(.noQuery) }
      .map { composite("type", $0) }
    definitions += unions.map { union($0) }
    definitions += directives.map { directive($0) }
    if slip(.repeatedType) {
      let name = random.pick("Query", "Enum0", "Input0", "String")
      definitions.append(
        random.pick(["scalar", name], ["type", name, "{", "a", ":", "Int", "}"])
      )
    }
    if slip(.repeatedDirectiveName), let name = random.pick(directives) {
      definitions.append(["directive", "@", name, "on", "FIELD"])
    }
    definitions += roots() + extensions()
    return random.shuffled(definitions).flatMap { $0 }
  }

  private mutating func roots() -> [[String]] {
    let isSame = slip(.sameRoot)
    let isOther = slip(.rootNotObject)
    guard isSame || isOther || random.chance(0.3) else { return [] }
    let query = isOther ? random.pick(inputs + enums + ["Lost"]) ?? "Lost" : "Query"
    var tokens = described() + ["schema"] + applied("SCHEMA") + ["{", "query", ":", query]
    if isSame || random.chance(0.3) { tokens += ["mutation", ":", isSame ? query : "Object0"] }
    if slip(.repeatedRootOperation) { tokens += ["query", ":", "Object0"] }
    let other = ["schema", "{", "query", ":", "Query", "}"]
    return [tokens + ["}"]] + (slip(.secondSchema) ? [other] : [])
  }

  private mutating func extensions() -> [[String]] {
    var result: [[String]] = []
    if random.chance(0.2) {
      result.append(["extend", "type", "Query", "{", "extra", ":", "Int", "}"])
    }
    if random.chance(0.1) {
      result.append(["extend", "enum", "Enum0", "{", slip(.repeatedEnumValue) ? "A" : "EXTRA", "}"])
    }
    if slip(.extendedUnknown) {
      result.append(
        ["extend", random.pick("type", "input", "interface"), random.pick("Lost", "Quer"), "{"]
          + ["a", ":", "Int", "}"]
      )
    }
    if slip(.extendedOtherKind) {
      result.append(
        ["extend", random.pick("input", "interface"), "Query", "{", "a", ":", "Int", "}"]
      )
    }
    return result
  }

  // MARK: Planning

  private mutating func plan(interface place: Int) {
    var interface = Composite(name: "Interface\(place)")
    if let parent = random.pick(interfaces), random.chance(0.5) { inherit(parent, by: &interface) }
    for field in 0...random.below(2) { interface.fields.append(plannedField("i\(place)\(field)")) }
    interfaces.append(interface)
  }

  private mutating func plan(object name: String) {
    var object = Composite(name: name)
    for parent in random.shuffled(interfaces).prefix(random.below(3)) {
      inherit(parent, by: &object)
    }
    for field in 0...random.below(3) { object.fields.append(plannedField("f\(field)")) }
    objects.append(object)
  }

  private mutating func inherit(_ parent: Composite, by child: inout Composite) {
    for name in parent.interfaces + [parent.name] where !child.interfaces.contains(name) {
      if !slip(.missingInterface) { child.interfaces.append(name) }
    }
    for field in parent.fields where !child.fields.contains(where: { $0.name == field.name }) {
      guard !slip(.missingField) else { continue }
      var field = field
      if slip(.otherFieldType) { field.type = random.pick("Boolean", "[Int]", "ID!") }
      // A stricter type is a subtype.
      if !field.type.hasSuffix("!"), random.chance(0.2) { field.type += "!" }
      if slip(.missingArgument) { field.arguments = [] }
      for place in field.arguments.indices where slip(.otherArgumentType) {
        field.arguments[place].type = "[[Boolean]]"
      }
      if slip(.requiredArgument) { field.arguments.append(("needed", "Int!")) }
      child.fields.append(field)
    }
  }

  private mutating func plannedField(_ name: String) -> Field {
    var field = Field(name: slip(.reservedName) ? "__\(name)" : name, type: outputType())
    for place in 0..<random.below(3) where random.chance(0.5) {
      field.arguments.append(("a\(place)", inputType()))
    }
    return field
  }

  private mutating func outputType() -> String {
    var name = random.pick(["Int", "String", "ID", "Query"] + enums + scalars) ?? "Int"
    if slip(.unknownType) { name = random.pick("Lost", "Enm0", "Strng") }
    if slip(.inputAsOutput) { name = "Input0" }
    return wrapped(name)
  }

  private mutating func inputType() -> String {
    var name =
      random.pick(["Int", "String", "Float", "Boolean"] + enums + scalars + inputs) ?? "Int"
    if slip(.unknownType) { name = random.pick("Lost", "Inpt0") }
    if slip(.outputAsInput) { name = "Query" }
    return wrapped(name)
  }

  private mutating func wrapped(_ name: String) -> String {
    random.pick(name, name, "[\(name)]", "\(name)!", "[\(name)!]!", "[[\(name)]!]")
  }
}

// MARK: - Definitions

extension SchemaGenerator {
  private mutating func composite(_ keyword: String, _ type: Composite) -> [String] {
    var names = type.interfaces
    if slip(.repeatedInterface), let name = names.first { names.append(name) }
    if slip(.interfaceNotInterface) { names.append(random.pick("Query", "Enum0", "Lost")) }
    if slip(.implementsItself), keyword == "interface" { names.append(type.name) }
    var tokens = described() + [keyword, type.name]
    if !names.isEmpty {
      tokens += ["implements"] + names.flatMap { ["&", $0] }.dropFirst(random.below(2))
    }
    tokens += applied(keyword == "type" ? "OBJECT" : "INTERFACE")
    guard !slip(.emptyType) else { return tokens }
    tokens.append("{")
    for field in type.fields {
      tokens += self.field(field)
      if slip(.repeatedField) { tokens += self.field(field) }
    }
    return tokens + ["}"]
  }

  private mutating func field(_ field: Field) -> [String] {
    var tokens = described() + [field.name]
    if !field.arguments.isEmpty {
      tokens.append("(")
      for argument in field.arguments {
        tokens += inputValue(argument.name, argument.type, at: "ARGUMENT_DEFINITION")
        if slip(.repeatedArgument) {
          tokens += inputValue(argument.name, argument.type, at: "ARGUMENT_DEFINITION")
        }
      }
      tokens.append(")")
    }
    return tokens + [":", field.type] + applied("FIELD_DEFINITION")
  }

  private mutating func inputValue(
    _ name: String,
    _ type: String,
    at location: String
  ) -> [String] {
    let isRequired = type.hasSuffix("!")
    var tokens = described() + [name, ":", type]
    let hasDefault = !isRequired && random.chance(0.15)
    if hasDefault { tokens += ["=", "null"] }
    if isRequired ? slip(.requiredDeprecated) : random.chance(0.1) {
      tokens += ["@", "deprecated"]
    }
    return tokens + applied(location)
  }

  private mutating func enumeration(_ name: String) -> [String] {
    guard !slip(.emptyEnum) else { return ["enum", name] }
    var values = random.shuffled(["A", "B", "C"])
    if slip(.repeatedEnumValue) { values.append("A") }
    let body = values.flatMap { described() + [$0] + applied("ENUM_VALUE") }
    return described() + ["enum", name] + applied("ENUM") + ["{"] + body + ["}"]
  }

  private mutating func input(_ name: String) -> [String] {
    var tokens = described() + ["input", name] + applied("INPUT_OBJECT") + ["{"]
    for place in 0...random.below(3) {
      var type = inputType()
      // A required input object within another could make a cycle.
      if type.hasPrefix("Input"), type.hasSuffix("!") { type = String(type.dropLast()) }
      tokens += inputValue("n\(place)", type, at: "INPUT_FIELD_DEFINITION")
      if slip(.repeatedField) {
        tokens += inputValue("n\(place)", "Int", at: "INPUT_FIELD_DEFINITION")
      }
    }
    if slip(.requiredCycle) { tokens += ["cycle", ":", random.pick(inputs) ?? name, "!"] }
    return tokens + ["}"]
  }

  private mutating func oneOf(_ name: String) -> [String] {
    var tokens = ["input", name, "@", "oneOf", "{", "a", ":", "Int", "b", ":", "[String!]"]
    if slip(.oneOfRequired) { tokens += ["c", ":", "Int!"] }
    if slip(.oneOfDefault) { tokens += ["d", ":", "Int", "=", "1"] }
    return tokens + ["e", ":", name, "}"]
  }

  private mutating func union(_ name: String) -> [String] {
    var members = Array(random.shuffled(objects.map(\.name)).prefix(1 + random.below(2)))
    if slip(.repeatedMember), let member = members.first { members.append(member) }
    if slip(.memberNotObject) { members.append(random.pick("Int", "Input0", "Lost")) }
    let start = described() + ["union", name] + applied("UNION")
    guard !slip(.emptyUnion) else { return start }
    return start + ["="] + members.flatMap { ["|", $0] }.dropFirst(random.below(2))
  }

  private mutating func directive(_ name: String) -> [String] {
    var tokens = described() + ["directive", "@", name]
    tokens += ["(", "level", ":", "Int!", "note", ":", "String", ")"]
    if name == "mark0" { tokens.append("repeatable") }
    return tokens + [
      "on", "|", "OBJECT", "|", "FIELD_DEFINITION", "|", "ENUM_VALUE", "|", "SCHEMA",
    ]
      + ["|", "INPUT_FIELD_DEFINITION", "|", "ARGUMENT_DEFINITION", "|", "FIELD"]
  }

  private mutating func applied(_ location: String) -> [String] {
    var tokens: [String] = []
    if slip(.unknownDirective) { tokens += ["@", random.pick("lost", "mark")] }
    if slip(.misplacedDirective) {
      tokens += ["@", random.pick("include", "skip"), "(", "if", ":", "true", ")"]
    }
    let places = ["OBJECT", "FIELD_DEFINITION", "ENUM_VALUE", "SCHEMA", "INPUT_FIELD_DEFINITION"]
    guard places.contains(location), random.chance(0.1), let name = random.pick(directives)
    else { return tokens }
    for _ in 0...(slip(.repeatedDirective) ? 1 : 0) {
      tokens += ["@", name, "(", "note", ":", "\"x\""]
      if !slip(.missingDirectiveArgument) { tokens += ["level", ":", "1"] }
      if slip(.unknownDirectiveArgument) { tokens += [random.pick("lost", "leve"), ":", "1"] }
      if slip(.repeatedDirectiveArgument) { tokens += ["note", ":", "null"] }
      tokens += [")"]
    }
    return tokens
  }

  private mutating func described() -> [String] {
    random.chance(0.04) ? [random.pick("\"A note.\"", "\"\"\"\n  A longer note.\n\"\"\"")] : []
  }
}
