// Arguments, directives, values and type references: what operations and the type system share.
//
// Source: https://spec.graphql.org/September2025/#sec-Input-Values

extension Parser {
  // Arguments[Const] : ( Argument[?Const]+ )
  mutating func parseArguments(isConst: Bool) throws(SyntaxError) -> NodeRange {
    guard try take(.openParen) else { return .none }
    let start = document.arguments.count
    repeat {
      // Argument[Const] : Name : Value[?Const]
      let first = token.start
      let name = try parseName()
      try expect(.colon)
      let value = try parseKeptValue(isConst: isConst)
      document.arguments.append(Argument(name: name, value: value, range: range(from: first)))
    } while try !take(.closeParen)
    return NodeRange(from: start, to: document.arguments.count)
  }

  // Directives[Const] : Directive[?Const]+
  mutating func parseDirectives(isConst: Bool) throws(SyntaxError) -> NodeRange {
    let start = document.directives.count
    while token.kind == .at {
      // Directive[Const] : @ Name Arguments[?Const]?
      let first = try advance().start
      let name = try parseName()
      let arguments = try parseArguments(isConst: isConst)
      document.directives.append(
        Directive(name: name, arguments: arguments, range: range(from: first))
      )
    }
    return NodeRange(from: start, to: document.directives.count)
  }

  // DefaultValue : = Value[Const]
  mutating func parseDefaultValue() throws(SyntaxError) -> Int? {
    guard try take(.equals) else { return nil }
    return try parseKeptValue(isConst: true)
  }

  /// A value that stands alone, kept in ``Document/values``.
  private mutating func parseKeptValue(isConst: Bool) throws(SyntaxError) -> Int {
    let value = try parseValue(isConst: isConst)
    document.values.append(value)
    return document.values.count - 1
  }

  // Value[Const] : [~Const] Variable | IntValue | FloatValue | StringValue | BooleanValue |
  // NullValue | EnumValue | ListValue[?Const] | ObjectValue[?Const]
  private mutating func parseValue(isConst: Bool) throws(SyntaxError) -> Value {
    let start = token.start
    switch token.kind {
    case .openBracket:
      return try parseList(isConst: isConst)
    case .openBrace:
      return try parseObject(isConst: isConst)
    case .int:
      try advance()
      return Value(kind: .int, range: range(from: start))
    case .float:
      try advance()
      return Value(kind: .float, range: range(from: start))
    case .string, .blockString:
      let string = try parseString()
      return Value(
        kind: .string(string.place, isBlock: string.isBlock),
        range: range(from: start)
      )
    case .name:
      return try parseWord()
    case .dollar:
      return try parseVariable(isConst: isConst)
    default:
      throw unexpected()
    }
  }

  // BooleanValue, NullValue and EnumValue : Name but not `true`, `false` or `null`
  private mutating func parseWord() throws(SyntaxError) -> Value {
    let kind: Value.Kind
    if isKeyword("true") {
      kind = .boolean(true)
    } else if isKeyword("false") {
      kind = .boolean(false)
    } else if isKeyword("null") {
      kind = .null
    } else {
      kind = .enumeration(intern(token))
    }
    return Value(kind: kind, range: try advance().range)
  }

  // Variable : $ Name
  private mutating func parseVariable(isConst: Bool) throws(SyntaxError) -> Value {
    let dollar = try advance()
    if isConst {
      guard token.kind == .name else {
        throw SyntaxError("Unexpected \(describe(dollar)).", at: dollar.start)
      }
      throw SyntaxError(
        "Unexpected variable \"$\(text(of: token).shortened(to: document.echo))\""
          + " in constant value.",
        at: dollar.start
      )
    }
    let name = try parseName()
    return Value(kind: .variable(name.id), range: range(from: dollar.start))
  }

  // ListValue[Const] : [ ] | [ Value[?Const]+ ]
  private mutating func parseList(isConst: Bool) throws(SyntaxError) -> Value {
    let start = try advance().start
    try enter()
    let first = openValues.count
    while try !take(.closeBracket) {
      let value = try parseValue(isConst: isConst)
      openValues.append(value)
    }
    leave()
    let place = document.values.count
    document.values.append(contentsOf: openValues[first...])
    openValues.removeLast(openValues.count - first)
    let items = NodeRange(from: place, to: document.values.count)
    return Value(kind: .list(items), range: range(from: start))
  }

  // ObjectValue[Const] : { } | { ObjectField[?Const]+ }
  private mutating func parseObject(isConst: Bool) throws(SyntaxError) -> Value {
    let start = try advance().start
    try enter()
    let first = openObjectFields.count
    while try !take(.closeBrace) {
      // ObjectField[Const] : Name : Value[?Const]
      let fieldStart = token.start
      let name = try parseName()
      try expect(.colon)
      let value = try parseKeptValue(isConst: isConst)
      openObjectFields.append(
        ObjectField(name: name, value: value, range: range(from: fieldStart))
      )
    }
    leave()
    let place = document.objectFields.count
    document.objectFields.append(contentsOf: openObjectFields[first...])
    openObjectFields.removeLast(openObjectFields.count - first)
    let fields = NodeRange(from: place, to: document.objectFields.count)
    return Value(kind: .object(fields), range: range(from: start))
  }

  // Type : NamedType | ListType | NonNullType; the result is a place in the document's types.
  mutating func parseType() throws(SyntaxError) -> Int {
    let start = token.start
    let kind: TypeNode.Kind
    if try take(.openBracket) {
      try enter()
      let item = try parseType()
      try expect(.closeBracket)
      leave()
      kind = .list(item)
    } else {
      kind = .named(try parseName())
    }
    document.types.append(TypeNode(kind: kind, range: range(from: start)))
    if try take(.bang) {
      let inner = document.types.count - 1
      document.types.append(TypeNode(kind: .nonNull(inner), range: range(from: start)))
    }
    return document.types.count - 1
  }
}
