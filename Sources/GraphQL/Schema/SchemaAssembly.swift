/// A schema whose names are being resolved and whose types are being checked.
///
/// The rules are in files of their own; each adds to `problems` and goes on, so that all mistakes
/// are told at once, in the order in which graphql-js's `validateSchema` finds them.
struct SchemaAssembly {
  let draft: SchemaDraft
  /// Parallel to `draft.types`.
  var types: [TypeDefinition] = []
  /// Parallel to `draft.directives`.
  var directives: [DirectiveDefinition] = []
  /// By ``TypeID``, of unions alone: their members.
  private var members: [Set<TypeID>] = []
  private(set) var problems: [SchemaProblem] = []

  var document: Document { draft.document }

  init(_ draft: SchemaDraft) {
    self.draft = draft
    for (place, type) in draft.types.enumerated() {
      types.append(definition(of: type, id: TypeID(rawValue: Int32(place))))
    }
    directives = draft.directives.map { directive in
      DirectiveDefinition(
        name: directive.text,
        description: text(directive.description),
        arguments: directive.arguments.map { inputValue($0) },
        isRepeatable: directive.isRepeatable,
        locations: directive.locations.compactMap { DirectiveLocation(rawValue: document[$0]) }
      )
    }
    findPossibleTypes()
  }

  mutating func report(_ message: String, _ ranges: SourceRange?...) {
    report(message, ranges.compactMap { $0 })
  }

  /// Reports a mistake at the nodes that it concerns, in graphql-js's order.
  mutating func report(_ message: String, _ ranges: [SourceRange]) {
    guard problems.count < Limits.schemaErrors else { return }
    problems.append(SchemaProblem(message: message, offsets: ranges.map(\.start)))
  }

  /// The schema of a text without problems, defaults and applied directives coerced; `nil` without
  /// a query type.
  func schema() -> Schema? {
    guard root(.query) != nil else { return nil }
    var whole = self
    whole.applyDefaults()
    whole.applyDirectives()
    return whole.bareSchema()
  }

  /// The schema with what is known so far, for coercing constants.
  func bareSchema() -> Schema {
    Schema(
      description: text(draft.description),
      types: types,
      directives: directives,
      queryType: root(.query) ?? TypeID(rawValue: 0),
      mutationType: root(.mutation),
      subscriptionType: root(.subscription)
    )
  }
}

// MARK: - Resolving

extension SchemaAssembly {
  func text(_ description: DescriptionNode?) -> String? {
    description.map { document.strings[$0.string] }
  }

  /// A type as written, its name resolved.
  func reference(_ place: Int) -> TypeReference {
    switch document.types[place].kind {
    case .named(let name): .named(id(of: name))
    case .list(let item): .list(reference(item))
    case .nonNull(let inner): .nonNull(reference(inner))
    }
  }

  /// The type of a name, which the rules of the document have found to be there.
  func id(of name: Name) -> TypeID { TypeID(rawValue: Int32(draft.typeIndex[name.id] ?? 0)) }

  func type(of reference: TypeReference) -> TypeDefinition {
    types[Int(reference.namedType.rawValue)]
  }

  func text(of reference: TypeReference) -> String {
    switch reference {
    case .named(let type): types[Int(type.rawValue)].name
    case .list(let item): "[\(text(of: item))]"
    case .nonNull(let inner): "\(text(of: inner))!"
    }
  }

  /// The root type of an operation.
  ///
  /// Without a schema definition the usual names say it, and extensions for the rest.
  ///
  /// - Source: [Default root operation type names](https://spec.graphql.org/September2025/#sec-Root-Operation-Types.Default-Root-Operation-Type-Names).
  func root(_ operation: OperationType) -> TypeID? {
    if draft.schemaRange == nil, let place = draft.type(named: operation.usualTypeName) {
      return TypeID(rawValue: Int32(place))
    }
    return rootNode(operation).map { id(of: $0.type) }
  }

  /// Where a schema definition or an extension names the root type of an operation.
  func rootNode(_ operation: OperationType) -> TypeSystemDefinition.RootOperation? {
    draft.roots.first { $0.operation == operation }
  }

  /// The first directive of a name at one location.
  func directive(_ name: String, in range: NodeRange) -> Directive? {
    range.indices.first { document[document.directives[$0].name] == name }
      .map { document.directives[$0] }
  }

  /// Whether an object or interface is a member of a union, or says that it implements an interface.
  func isMember(_ type: TypeID, of abstract: TypeID) -> Bool {
    guard types[Int(type.rawValue)].isComposite else { return false }
    return switch types[Int(abstract.rawValue)].kind {
    case .union: members[Int(abstract.rawValue)].contains(type)
    case .interface: types[Int(type.rawValue)].interfaces.contains(abstract)
    case .scalar, .object, .enumeration, .inputObject: false
    }
  }
}

// MARK: - Definitions

extension SchemaAssembly {
  private func definition(of type: TypeDraft, id: TypeID) -> TypeDefinition {
    var definition = TypeDefinition(
      id: id,
      kind: type.kind,
      name: type.text,
      description: text(type.description)
    )
    definition.fields = type.fields.map { field in
      FieldDefinition(
        name: document[field.name],
        description: text(field.description),
        arguments: field.arguments.map { inputValue($0) },
        type: reference(field.type),
        deprecationReason: deprecationReason(field.directives)
      )
    }
    for (place, field) in definition.fields.enumerated() {
      definition.fieldIndex[field.name] = place
    }
    definition.enumValues = type.values.map { value in
      EnumValueDefinition(
        name: document[value.name],
        description: text(value.description),
        deprecationReason: deprecationReason(value.directives)
      )
    }
    definition.inputFields = type.inputFields.map { inputValue($0) }
    // An extension must not provide it.
    if type.kind == .inputObject, let range = type.directives.first {
      definition.isOneOf = directive("oneOf", in: range) != nil
    }
    for range in type.directives where type.kind == .scalar {
      guard let applied = directive("specifiedBy", in: range),
        let url = string("url", of: applied)
      else { continue }
      definition.specifiedByURL = url
    }
    return definition
  }

  private func inputValue(_ node: InputValueNode) -> InputValueDefinition {
    InputValueDefinition(
      name: document[node.name],
      description: text(node.description),
      type: reference(node.type),
      defaultLiteral: node.defaultValue.map { document.text(ofValue: $0) },
      deprecationReason: deprecationReason(node.directives)
    )
  }

  private func deprecationReason(_ range: NodeRange) -> String? {
    directive("deprecated", in: range).map { string("reason", of: $0) ?? "No longer supported" }
  }

  private func string(_ argument: String, of directive: Directive) -> String? {
    for place in directive.arguments.indices
    where document[document.arguments[place].name] == argument {
      if case .string(let string, _) = document.values[document.arguments[place].value].kind {
        return document.strings[string]
      }
    }
    return nil
  }

  /// Fills in who implements an interface and who is in a union.
  private mutating func findPossibleTypes() {
    members = Array(repeating: [], count: types.count)
    for (place, type) in draft.types.enumerated() {
      let id = TypeID(rawValue: Int32(place))
      var seen: Set<NameID> = []
      for name in type.interfaces where seen.insert(name.id).inserted {
        let interface = self.id(of: name)
        types[place].interfaces.append(interface)
        if type.kind == .object { types[Int(interface.rawValue)].possibleTypes.append(id) }
      }
      for name in type.members {
        let member = self.id(of: name)
        guard members[place].insert(member).inserted else { continue }
        types[place].possibleTypes.append(member)
      }
    }
  }
}

extension OperationType {
  /// The name of the root type where no schema definition names one.
  ///
  /// - Source: [Default root operation type names](https://spec.graphql.org/September2025/#sec-Root-Operation-Types.Default-Root-Operation-Type-Names).
  var usualTypeName: String {
    switch self {
    case .query: "Query"
    case .mutation: "Mutation"
    case .subscription: "Subscription"
    }
  }
}
