// Definitions and extensions of the type system.
//
// Source: https://spec.graphql.org/September2025/#sec-Type-System

extension Parser {
  // TypeSystemDefinition : SchemaDefinition | TypeDefinition | DirectiveDefinition
  mutating func parseTypeSystemDefinition(_ head: DefinitionHead) throws(SyntaxError) {
    let keyword = text(of: token)
    switch keyword {
    case "schema":
      try advance()
      let directives = try parseDirectives(isConst: true)
      guard token.kind == .openBrace else { throw expected(.openBrace) }
      let roots = try parseBlock { parser throws(SyntaxError) in try parser.parseRootOperation() }
      append(head, name: nil, directives, .schema(rootOperations: roots))
    case "directive":
      try parseDirectiveDefinition(head)
    case "scalar", "type", "interface", "union", "enum", "input":
      try parseTypeDefinition(head, keyword: keyword)
    case _ where head.description != nil:
      throw .unexpectedDescription(at: head.start)
    default:
      throw unexpected()
    }
  }

  // TypeSystemExtension : SchemaExtension | TypeExtension
  mutating func parseExtension(_ head: DefinitionHead) throws(SyntaxError) {
    try expectKeyword("extend")
    var head = head
    head.isExtension = true
    guard token.kind == .name else { throw unexpected() }
    let keyword = text(of: token)
    switch keyword {
    case "schema":
      try advance()
      let directives = try parseDirectives(isConst: true)
      let roots = try parseBlock { parser throws(SyntaxError) in try parser.parseRootOperation() }
      if directives.isEmpty, roots.isEmpty { throw unexpected() }
      append(head, name: nil, directives, .schema(rootOperations: roots))
    case "scalar", "type", "interface", "union", "enum", "input":
      try parseTypeDefinition(head, keyword: keyword)
    default:
      throw unexpected()
    }
  }

  /// The six kinds of TypeDefinition, and of TypeExtension: these must add something.
  private mutating func parseTypeDefinition(
    _ head: DefinitionHead,
    keyword: String
  ) throws(SyntaxError) {
    try advance()
    let name = try parseName()
    let hasInterfaces = keyword == "type" || keyword == "interface"
    let interfaces = hasInterfaces ? try parseImplementedInterfaces() : []
    let directives = try parseDirectives(isConst: true)
    let kind: TypeSystemDefinition.Kind
    var isEmpty = interfaces.isEmpty && directives.isEmpty
    switch keyword {
    case "scalar":
      kind = .scalar
    case "type", "interface":
      let fields = try parseBlock { parser throws(SyntaxError) in try parser.parseFieldNode() }
      isEmpty = isEmpty && fields.isEmpty
      kind =
        keyword == "type"
        ? .object(interfaces: interfaces, fields: fields)
        : .interface(interfaces: interfaces, fields: fields)
    case "union":
      let members = try parseUnionMembers()
      isEmpty = isEmpty && members.isEmpty
      kind = .union(members: members)
    case "enum":
      let values = try parseBlock { parser throws(SyntaxError) in try parser.parseEnumValue() }
      isEmpty = isEmpty && values.isEmpty
      kind = .enumeration(values: values)
    default:
      let fields = try parseBlock { parser throws(SyntaxError) in try parser.parseInputValue() }
      isEmpty = isEmpty && fields.isEmpty
      kind = .inputObject(fields: fields)
    }
    if head.isExtension, isEmpty { throw unexpected() }
    append(head, name: name, directives, kind)
  }

  // DirectiveDefinition : Description? directive @ Name ArgumentsDefinition? `repeatable`? on
  // DirectiveLocations
  private mutating func parseDirectiveDefinition(_ head: DefinitionHead) throws(SyntaxError) {
    try advance()
    try expect(.at)
    let name = try parseName()
    let arguments = try parseArgumentDefinitions()
    let isRepeatable = try takeKeyword("repeatable")
    try expectKeyword("on")
    // DirectiveLocations : `|`? DirectiveLocation | DirectiveLocations | DirectiveLocation
    _ = try take(.pipe)
    var locations: [Name] = []
    repeat {
      let word = token
      locations.append(try parseName())
      guard DirectiveLocation(rawValue: text(of: word)) != nil else { throw unexpected(word) }
    } while try take(.pipe)
    append(
      head,
      name: name,
      .none,
      .directive(arguments: arguments, isRepeatable: isRepeatable, locations: locations)
    )
  }

  private mutating func append(
    _ head: DefinitionHead,
    name: Name?,
    _ directives: NodeRange,
    _ kind: TypeSystemDefinition.Kind
  ) {
    document.definitions.append(.typeSystem(document.typeSystem.count))
    document.typeSystem.append(
      TypeSystemDefinition(
        isExtension: head.isExtension,
        description: head.description,
        name: name,
        directives: directives,
        kind: kind,
        range: range(from: head.start)
      )
    )
  }
}

// MARK: - Parts

extension Parser {
  /// One or more parts in braces; none where there is no brace.
  private mutating func parseBlock<Part>(
    _ part: (inout Parser) throws(SyntaxError) -> Part
  ) throws(SyntaxError) -> [Part] {
    guard try take(.openBrace) else { return [] }
    var parts: [Part] = []
    repeat { parts.append(try part(&self)) } while try !take(.closeBrace)
    return parts
  }

  // RootOperationTypeDefinition : OperationType : NamedType
  private mutating func parseRootOperation() throws(SyntaxError)
    -> TypeSystemDefinition.RootOperation
  {
    let start = token.start
    let operation = try parseOperationType()
    try expect(.colon)
    let type = try parseName()
    return TypeSystemDefinition.RootOperation(
      operation: operation,
      type: type,
      range: range(from: start)
    )
  }

  // ImplementsInterfaces : implements `&`? NamedType | ImplementsInterfaces & NamedType
  private mutating func parseImplementedInterfaces() throws(SyntaxError) -> [Name] {
    guard try takeKeyword("implements") else { return [] }
    _ = try take(.ampersand)
    var interfaces: [Name] = []
    repeat { interfaces.append(try parseName()) } while try take(.ampersand)
    return interfaces
  }

  // UnionMemberTypes : = `|`? NamedType | UnionMemberTypes | NamedType
  private mutating func parseUnionMembers() throws(SyntaxError) -> [Name] {
    guard try take(.equals) else { return [] }
    _ = try take(.pipe)
    var members: [Name] = []
    repeat { members.append(try parseName()) } while try take(.pipe)
    return members
  }

  // FieldDefinition : Description? Name ArgumentsDefinition? : Type Directives[Const]?
  private mutating func parseFieldNode() throws(SyntaxError) -> FieldNode {
    let start = token.start
    let description = try parseDescription()
    let name = try parseName()
    let arguments = try parseArgumentDefinitions()
    try expect(.colon)
    let type = try parseType()
    let directives = try parseDirectives(isConst: true)
    return FieldNode(
      description: description,
      name: name,
      arguments: arguments,
      type: type,
      directives: directives,
      range: range(from: start)
    )
  }

  // ArgumentsDefinition : ( InputValueDefinition+ )
  private mutating func parseArgumentDefinitions() throws(SyntaxError) -> [InputValueNode] {
    guard try take(.openParen) else { return [] }
    var arguments: [InputValueNode] = []
    repeat { arguments.append(try parseInputValue()) } while try !take(.closeParen)
    return arguments
  }

  // InputValueDefinition : Description? Name : Type DefaultValue? Directives[Const]?
  private mutating func parseInputValue() throws(SyntaxError) -> InputValueNode {
    let start = token.start
    let description = try parseDescription()
    let name = try parseName()
    try expect(.colon)
    let type = try parseType()
    let defaultValue = try parseDefaultValue()
    let directives = try parseDirectives(isConst: true)
    return InputValueNode(
      description: description,
      name: name,
      type: type,
      defaultValue: defaultValue,
      directives: directives,
      range: range(from: start)
    )
  }

  // EnumValueDefinition : Description? EnumValue Directives[Const]?
  private mutating func parseEnumValue() throws(SyntaxError) -> EnumValueNode {
    let start = token.start
    let description = try parseDescription()
    // EnumValue : Name but not `true`, `false` or `null`
    if isKeyword("true") || isKeyword("false") || isKeyword("null") {
      throw SyntaxError(
        "\(describe(token)) is reserved and cannot be used for an enum value.",
        at: token.start
      )
    }
    let name = try parseName()
    let directives = try parseDirectives(isConst: true)
    return EnumValueNode(
      description: description,
      name: name,
      directives: directives,
      range: range(from: start)
    )
  }
}
