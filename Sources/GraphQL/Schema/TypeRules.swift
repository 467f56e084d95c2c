// The rules of each type by itself: names, kinds, and something in every type.
//
// Source: https://spec.graphql.org/September2025/#sec-Types; messages, places and order are
// graphql-js's (`validateSchema`).

extension SchemaAssembly {
  /// There is a query type; root types are objects, each of one operation.
  mutating func checkRootTypes() {
    if root(.query) == nil {
      report("Query root type must be provided.", draft.schemaRange)
    }
    var operations: [(type: TypeID, operations: [OperationType])] = []
    for operation in OperationType.allCases {
      guard let id = root(operation) else { continue }
      let type = types[Int(id.rawValue)]
      if type.kind != .object {
        let condition = operation == .query ? "" : " if provided"
        report(
          "\(operation.usualTypeName) root type must be Object type\(condition),"
            + " it cannot be \(type.name).",
          rootNode(operation)?.type.range ?? draft.types[Int(id.rawValue)].definition
        )
      } else if let place = operations.firstIndex(where: { $0.type == id }) {
        operations[place].operations.append(operation)
      } else {
        operations.append((id, [operation]))
      }
    }
    for (id, same) in operations where same.count > 1 {
      let words = same.map(\.rawValue)
      let list =
        words.count == 2
        ? words.joined(separator: " and ")
        : words.dropLast().joined(separator: ", ") + ", and " + (words.last ?? "")
      report(
        "All root types must be different, \"\(types[Int(id.rawValue)].name)\" type is used as"
          + " \(list) root types.",
        same.compactMap { rootNode($0)?.type.range }
      )
    }
  }

  /// The names and arguments of directives; no directive is used inside of its own definition.
  mutating func checkDirectives() {
    let selfReferences = DirectiveReferences(self).selfReferences()
    for (place, directive) in draft.directives.enumerated()
    where !draft.isBuiltIn(directive.range) {
      checkReserved(directive.name, directive.range)
      for (node, argument) in zip(directive.arguments, directives[place].arguments) {
        let owner = "@\(directive.text)(\(argument.name):)"
        checkReserved(node.name, node.range)
        checkInputType(argument.type, of: owner, at: node.range)
        checkRequired(node, argument, "argument \(owner)")
        checkDefault(node, argument, of: owner)
      }
      if selfReferences.contains(place) {
        report("Directive @\(directive.text) cannot reference itself.", directive.range)
      }
    }
  }

  /// Every type has something in it, every part has a type of the right direction, and every
  /// object and interface is what it says it implements.
  mutating func checkTypes() {
    var search = InputObjectSearch()
    for (place, type) in draft.types.enumerated() where !draft.isBuiltIn(type.name.range) {
      checkReserved(type.name, type.definition)
      switch type.kind {
      case .scalar:
        break
      case .object, .interface:
        checkFields(of: type, types[place])
        checkImplementations(of: place)
      case .union:
        checkMembers(of: type)
      case .enumeration:
        if type.values.isEmpty {
          report("Enum type \(type.text) must define one or more values.", type.ranges)
        }
        for value in type.values { checkReserved(value.name, value.range) }
      case .inputObject:
        checkInputFields(of: type, types[place])
        checkNonNullCycles(from: place, &search)
        checkDefaults(from: place, &search)
      }
    }
  }

  private mutating func checkFields(of type: TypeDraft, _ definition: TypeDefinition) {
    if type.fields.isEmpty {
      report("Type \(type.text) must define one or more fields.", type.ranges)
    }
    for (node, field) in zip(type.fields, definition.fields) {
      let owner = "\(type.text).\(field.name)"
      checkReserved(node.name, node.range)
      if !self.type(of: field.type).isOutput {
        report(
          "The type of \(owner) must be Output Type but got: \(text(of: field.type)).",
          document.types[node.type].range
        )
      }
      for (node, argument) in zip(node.arguments, field.arguments) {
        let owner = "\(owner)(\(argument.name):)"
        checkReserved(node.name, node.range)
        checkInputType(argument.type, of: owner, at: document.types[node.type].range)
        checkRequired(node, argument, "argument \(owner)")
        checkDefault(node, argument, of: owner)
      }
    }
  }

  private mutating func checkMembers(of type: TypeDraft) {
    if type.members.isEmpty {
      report("Union type \(type.text) must define one or more member types.", type.ranges)
    }
    let ranges = Dictionary(grouping: type.members, by: \.id).mapValues { $0.map(\.range) }
    var seen: Set<NameID> = []
    for member in type.members {
      let text = document[member]
      guard seen.insert(member.id).inserted else {
        report(
          "Union type \(type.text) can only include type \(text) once.",
          ranges[member.id] ?? []
        )
        continue
      }
      guard types[Int(id(of: member).rawValue)].kind != .object else { continue }
      report(
        "Union type \(type.text) can only include Object types, it cannot include \(text).",
        ranges[member.id] ?? []
      )
    }
  }

  private mutating func checkInputFields(of type: TypeDraft, _ definition: TypeDefinition) {
    if type.inputFields.isEmpty {
      report("Input Object type \(type.text) must define one or more fields.", type.ranges)
    }
    for (node, field) in zip(type.inputFields, definition.inputFields) {
      let owner = "\(type.text).\(field.name)"
      let typeRange = document.types[node.type].range
      checkReserved(node.name, node.range)
      checkInputType(field.type, of: owner, at: typeRange)
      checkRequired(node, field, "input field \(owner)")
      checkDefault(node, field, of: owner)
      guard definition.isOneOf else { continue }
      if !field.type.isNullable {
        report("OneOf input field \(owner) must be nullable.", typeRange)
      }
      if node.defaultValue != nil {
        report("OneOf input field \(owner) cannot have a default value.", node.range)
      }
    }
    for directive in type.directives.dropFirst().compactMap({ directive("oneOf", in: $0) }) {
      report("The directive \"@oneOf\" cannot be applied by an extension.", directive.range)
    }
  }
}

// MARK: - Parts

extension SchemaAssembly {
  private mutating func checkReserved(_ name: Name, _ range: SourceRange) {
    guard document[name].hasPrefix("__") else { return }
    report(
      "Name \"\(document[name])\" must not begin with \"__\","
        + " which is reserved by GraphQL introspection.",
      range
    )
  }

  private mutating func checkInputType(
    _ type: TypeReference,
    of owner: String,
    at range: SourceRange
  ) {
    guard !self.type(of: type).isInput else { return }
    report("The type of \(owner) must be Input Type but got: \(text(of: type)).", range)
  }

  /// What must be given cannot be deprecated.
  private mutating func checkRequired(
    _ node: InputValueNode,
    _ definition: InputValueDefinition,
    _ owner: String
  ) {
    guard definition.isRequired, definition.deprecationReason != nil else { return }
    report(
      "Required \(owner) cannot be deprecated.",
      directive("deprecated", in: node.directives)?.range,
      document.types[node.type].range
    )
  }
}
