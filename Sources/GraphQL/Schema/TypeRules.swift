// The rules of each type by itself: names, kinds, and something in every type.
//
// Source: https://spec.graphql.org/September2025/#sec-Types; the messages are graphql-js's.

extension SchemaAssembly {
  /// Every name is known, none is reserved, none comes twice.
  mutating func checkNames() {
    for node in document.types {
      guard case .named(let name) = node.kind, draft.typeIndex[document[name]] == nil else {
        continue
      }
      reportUnknownType(name)
    }
    for type in draft.types where !draft.isBuiltIn(type.name.range) {
      checkReserved(type.name)
      for name in type.interfaces + type.members where draft.typeIndex[document[name]] == nil {
        reportUnknownType(name)
      }
      for field in type.fields {
        checkReserved(field.name)
        checkArguments(field.arguments, of: "\(type.text).\(document[field.name])")
      }
      for value in type.values { checkReserved(value.name) }
      for field in type.inputFields { checkReserved(field.name) }
    }
    for directive in draft.directives where !draft.isBuiltIn(directive.name.range) {
      checkReserved(directive.name)
      checkArguments(directive.arguments, of: "@\(directive.text)")
    }
    for root in draft.roots where draft.typeIndex[document[root.type]] == nil {
      reportUnknownType(root.type)
    }
    checkObjectLiterals()
  }

  private mutating func reportUnknownType(_ name: Name) {
    report("Unknown type \"\(document[name])\".", name.range)
  }

  private mutating func checkReserved(_ name: Name) {
    guard document[name].hasPrefix("__") else { return }
    report(
      "Name \"\(document[name])\" must not begin with \"__\","
        + " which is reserved by GraphQL introspection.",
      name.range
    )
  }

  private mutating func checkArguments(_ arguments: [InputValueNode], of owner: String) {
    var seen: Set<NameID> = []
    for argument in arguments {
      checkReserved(argument.name)
      guard !seen.insert(argument.name.id).inserted else { continue }
      report(
        "Argument \"\(owner)(\(document[argument.name]):)\" can only be defined once.",
        argument.name.range
      )
    }
  }

  private mutating func checkObjectLiterals() {
    for value in document.values {
      guard case .object(let fields) = value.kind else { continue }
      var seen: Set<NameID> = []
      for field in fields.indices {
        let name = document.objectFields[field].name
        if !seen.insert(name.id).inserted {
          report("There can be only one input field named \"\(document[name])\".", name.range)
        }
      }
    }
  }

  /// There is a query type; root types are objects, each of one operation.
  mutating func checkRootTypes() {
    let end = SourceRange(start: 0, end: 0)
    let place = { (operation: OperationType, draft: SchemaDraft) -> SourceRange in
      draft.roots.first { $0.operation == operation }?.type.range ?? draft.schemaRange ?? end
    }
    if root(.query) == nil, !draft.roots.contains(where: { $0.operation == .query }) {
      report("Query root type must be provided.", draft.schemaRange ?? end)
    }
    var operations: [TypeID: [OperationType]] = [:]
    for operation in OperationType.allCases {
      guard let id = root(operation) else { continue }
      let type = types[Int(id.rawValue)]
      if type.kind != .object {
        let condition = operation == .query ? "" : " if provided"
        report(
          "\(operation.usualTypeName) root type must be Object type\(condition),"
            + " it cannot be \(type.name).",
          place(operation, draft)
        )
      }
      operations[id, default: []].append(operation)
    }
    for operation in OperationType.allCases {
      guard let id = root(operation), let same = operations[id], same.count > 1,
        same.first == operation
      else { continue }
      let words = same.map(\.rawValue)
      let list = words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
      report(
        "All root types must be different, \"\(types[Int(id.rawValue)].name)\" type is used as"
          + " \(list) root types.",
        place(operation, draft)
      )
    }
  }

  /// Every type has something in it, and every part has a type of the right direction.
  mutating func checkTypes() {
    for (place, type) in draft.types.enumerated() where !draft.isBuiltIn(type.name.range) {
      switch type.kind {
      case .scalar: break
      case .object, .interface: checkFields(of: type, types[place])
      case .union: checkMembers(of: type)
      case .enumeration:
        if type.values.isEmpty {
          report("Enum type \(type.text) must define one or more values.", type.name.range)
        }
      case .inputObject: checkInputFields(of: type, types[place])
      }
    }
  }

  private mutating func checkFields(of type: TypeDraft, _ definition: TypeDefinition) {
    if type.fields.isEmpty {
      report("Type \(type.text) must define one or more fields.", type.name.range)
    }
    for (node, field) in zip(type.fields, definition.fields) {
      let owner = "\(type.text).\(field.name)"
      if !self.type(of: field.type).isOutput {
        report(
          "The type of \(owner) must be Output Type but got: \(text(of: field.type)).",
          document.types[node.type].range
        )
      }
      checkInputs(node.arguments, field.arguments) { "\(owner)(\($0):)" }
    }
  }

  private mutating func checkInputs(
    _ nodes: [InputValueNode],
    _ definitions: [InputValueDefinition],
    name: (String) -> String
  ) {
    for (node, argument) in zip(nodes, definitions) {
      if !type(of: argument.type).isInput {
        report(
          "The type of \(name(argument.name)) must be Input Type"
            + " but got: \(text(of: argument.type)).",
          document.types[node.type].range
        )
      }
      if node.defaultValue == nil, !argument.type.isNullable, argument.deprecationReason != nil {
        report(
          "Required argument \(name(argument.name)) cannot be deprecated.",
          directive("deprecated", in: node.directives)?.range ?? node.range
        )
      }
    }
  }

  private mutating func checkMembers(of type: TypeDraft) {
    if type.members.isEmpty {
      report("Union type \(type.text) must define one or more member types.", type.name.range)
    }
    var seen: Set<NameID> = []
    for member in type.members {
      guard let definition = self.type(named: member) else { continue }
      if definition.kind != .object {
        report(
          "Union type \(type.text) can only include Object types,"
            + " it cannot include \(definition.name).",
          member.range
        )
      } else if !seen.insert(member.id).inserted {
        report(
          "Union type \(type.text) can only include type \(definition.name) once.",
          member.range
        )
      }
    }
  }

  private mutating func checkInputFields(of type: TypeDraft, _ definition: TypeDefinition) {
    if type.inputFields.isEmpty {
      report("Input Object type \(type.text) must define one or more fields.", type.name.range)
    }
    for (node, field) in zip(type.inputFields, definition.inputFields) {
      let owner = "\(type.text).\(field.name)"
      if !self.type(of: field.type).isInput {
        report(
          "The type of \(owner) must be Input Type but got: \(text(of: field.type)).",
          document.types[node.type].range
        )
      }
      if node.defaultValue == nil, !field.type.isNullable, field.deprecationReason != nil {
        report(
          "Required input field \(owner) cannot be deprecated.",
          directive("deprecated", in: node.directives)?.range ?? node.range
        )
      }
      guard definition.isOneOf else { continue }
      if !field.type.isNullable {
        report(
          "OneOf input field \(owner) must be nullable.",
          document.types[node.type].range
        )
      }
      if node.defaultValue != nil {
        report("OneOf input field \(owner) cannot have a default value.", node.range)
      }
    }
  }

  /// The arguments of directives are inputs; no directive is used inside of its own definition.
  mutating func checkDirectiveDefinitions() {
    for (draft, definition) in zip(draft.directives, directives)
    where !self.draft.isBuiltIn(draft.name.range) {
      checkInputs(draft.arguments, definition.arguments) { "@\(draft.text)(\($0):)" }
      if DirectiveReferences(self).reaches(draft.text, from: draft) {
        report("Directive @\(draft.text) cannot reference itself.", draft.name.range)
      }
    }
  }
}

/// What a directive's definition uses: the directives on its arguments, and those on the types of
/// its arguments, and so on.
private struct DirectiveReferences {
  let assembly: SchemaAssembly
  var seenDirectives: Set<String> = []
  var seenTypes: Set<String> = []

  init(_ assembly: SchemaAssembly) { self.assembly = assembly }

  /// Whether a directive is used in what another, or itself, uses.
  func reaches(_ name: String, from start: DirectiveDraft) -> Bool {
    var search = self
    var open = start.arguments
    while let input = open.popLast() {
      var applied = [input.directives]
      let type = assembly.type(of: assembly.reference(input.type)).name
      if search.seenTypes.insert(type).inserted, let draft = assembly.draft.type(type) {
        applied += draft.directives + draft.values.map(\.directives)
        open += draft.inputFields
      }
      for place in applied.flatMap(\.indices) {
        let used = assembly.document[assembly.document.directives[place].name]
        if used == name { return true }
        guard search.seenDirectives.insert(used).inserted,
          let directive = assembly.draft.directiveIndex[used]
        else { continue }
        open += assembly.draft.directives[directive].arguments
      }
    }
    return false
  }
}
