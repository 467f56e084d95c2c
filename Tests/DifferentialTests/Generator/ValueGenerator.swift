import GraphQL

extension DocumentGenerator {
  /// Where a value stands.
  struct Position {
    var type: TypeReference
    var hasDefault = false
    /// Whether variables are forbidden here.
    var isConstant = false
    /// Whether it is a field of a OneOf input object.
    var isOneOf = false
  }

  /// The tokens of a literal or a variable that fits its position.
  mutating func value(_ position: Position, depth: Int) -> [String] {
    if !position.isConstant, random.chance(0.25) { return ["$", variable(for: position)] }
    if slip(.wrongLiteral) {
      return random.pick(
        ["\"wrong\""],
        ["7"],
        ["1.5"],
        ["true"],
        ["WRONG"],
        ["[", "1", "\"x\"", "]"],
        ["{", "lost", ":", "1", "}"],
        ["99999999999"],
        ["\"\"\"block\"\"\""],
        ["-1e400"]
      )
    }
    switch position.type {
    case .nonNull(let inner):
      if slip(.nullForNonNull) { return ["null"] }
      return literal(inner, position, depth: depth)
    case .list, .named:
      let isNull = !position.isOneOf && random.chance(0.07) || position.isOneOf && slip(.oneOfNull)
      return isNull ? ["null"] : literal(position.type, position, depth: depth)
    }
  }

  private mutating func literal(
    _ type: TypeReference,
    _ position: Position,
    depth: Int
  ) -> [String] {
    switch type {
    case .nonNull(let inner):
      return literal(inner, position, depth: depth)
    case .list(let item):
      let inner = Position(type: item, isConstant: position.isConstant)
      // One value stands for a list of it, unless it is a null or a variable.
      if random.chance(0.1) { return literal(item, inner, depth: depth) }
      let items = (0..<random.below(4)).flatMap { _ in value(inner, depth: depth) }
      return ["["] + items + ["]"]
    case .named(let name):
      let type = schema[name]
      switch type.kind {
      case .enumeration:
        return [random.pick(type.enumValues)?.name ?? "null"]
      case .inputObject:
        return inputObject(type, isConstant: position.isConstant, depth: depth)
      case .scalar, .object, .interface, .union:
        return scalar(type, isConstant: position.isConstant)
      }
    }
  }

  private mutating func scalar(_ type: TypeDefinition, isConstant: Bool) -> [String] {
    switch type.name {
    case "Int": return [random.pick("0", "-0", "1", "-7", "2147483647", "-2147483648")]
    case "Float": return [random.pick("0", "1", "-1.5", "6.02e23", "1E-7", "0.0e0", "99999999999")]
    case "Boolean": return [random.pick("true", "false")]
    case "ID": return [random.pick("\"id\"", "12", "\"\"", "99999999999999999999")]
    case "String": return [string()]
    default:
      // A scalar of the schema's own takes every literal.
      return random.pick(
        ["1"],
        ["1.5"],
        [string()],
        ["true"],
        ["RED"],
        ["[", "]"],
        ["{", "}"],
        ["{", "a", ":", "1", "b", ":", "[", "null", "]", "}"]
      )
    }
  }

  private mutating func string() -> String {
    random.pick(
      "\"\"",
      "\"plain\"",
      "\"it's\"",
      "\"quote \\\" slash \\/ back \\\\\"",
      "\"\\u00e9 \\n \\t\"",
      "\"\\u{1F600}\"",
      "\"\\uD83D\\uDE00\"",
      "\"\u{1F600}\"",
      "\"\"\"block\"\"\"",
      "\"\"\"\n    first\n      second\n  \"\"\"",
      "\"\"\"a \\\"\"\" b\"\"\"",
      "\"\"\"\"\"\"",
      "\"\"\"\n\n  only \"one\"\\n\n\n\"\"\""
    )
  }

  private mutating func inputObject(
    _ type: TypeDefinition,
    isConstant: Bool,
    depth: Int
  ) -> [String] {
    var given: [[String]] = []
    if type.isOneOf {
      let count = slip(.oneOfCount) ? random.pick(0, 2) : 1
      for field in random.shuffled(type.inputFields).prefix(count) {
        given.append(
          [field.name, ":"]
            + value(
              Position(type: field.type, isConstant: isConstant, isOneOf: true),
              depth: depth - 1
            )
        )
      }
    } else {
      for field in type.inputFields {
        let isWanted =
          field.isRequired ? !slip(.missingInputField) : depth > 0 && random.chance(0.4)
        guard isWanted else { continue }
        let position = Position(
          type: field.type,
          hasDefault: field.defaultValue != nil,
          isConstant: isConstant
        )
        given.append([field.name, ":"] + value(position, depth: depth - 1))
        if slip(.repeatedInputField) {
          given.append([field.name, ":"] + value(position, depth: 0))
        }
      }
    }
    if slip(.unknownInputField) { given.append([random.pick("lost", "subjec", "i"), ":", "1"]) }
    return ["{"] + random.shuffled(given).flatMap { $0 } + ["}"]
  }

  // MARK: Variables

  /// The name of a variable that may stand at a position: one that is there already, or a new one.
  private mutating func variable(for position: Position) -> String {
    let fitting = variables.indices.filter { fits(variables[$0], position) }
    let place: Int
    if let known = random.pick(fitting), random.chance(0.6) {
      place = known
    } else {
      place = variables.count
      variables.append(newVariable(for: position))
    }
    uses.variables.insert(place)
    return variables[place].name
  }

  private func fits(_ variable: Variable, _ position: Position) -> Bool {
    if position.isOneOf, variable.type.isNullable { return false }
    return variable.type == position.type || variable.type == .nonNull(position.type.nullable)
  }

  private mutating func newVariable(for position: Position) -> Variable {
    var type = position.type
    var needsDefault = false
    if position.isOneOf {
      type = slip(.oneOfNullableVariable) ? position.type : .nonNull(position.type.nullable)
    } else if case .nonNull(let inner) = position.type {
      let isNullable = random.chance(0.3)
      if isNullable { type = inner }
      needsDefault = isNullable && !(position.hasDefault && random.chance(0.5))
    } else if random.chance(0.3) {
      type = .nonNull(position.type)
    }
    var variable = Variable(name: freshName("v"), type: type)
    if needsDefault || random.chance(0.15) {
      let isNullAllowed = !needsDefault && random.chance(0.2) && type.isNullable
      let wanted = isNullAllowed ? type : .nonNull(type.nullable)
      variable.defaultValue =
        isNullAllowed ? ["null"] : value(Position(type: wanted, isConstant: true), depth: 1)
    }
    return variable
  }
}
