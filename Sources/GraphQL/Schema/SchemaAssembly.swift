/// A schema that is being resolved and checked: phase two of ``SchemaBuilder``.
///
/// The rules are in files of their own; each adds to `problems` and goes on, so that all mistakes
/// are told at once.
struct SchemaAssembly {
  let draft: SchemaDraft
  /// Parallel to `draft.types`, with one more at the end which stands in for unknown types.
  var types: [TypeDefinition] = []
  /// Parallel to `draft.directives`.
  var directives: [DirectiveDefinition] = []
  /// The types as they are before defaults are known, for coercing literals.
  var bare: Schema?
  var problems: [SchemaProblem]

  var document: Document { draft.document }

  init(_ draft: SchemaDraft) {
    self.draft = draft
    self.problems = draft.problems
    for (place, type) in draft.types.enumerated() {
      types.append(definition(of: type, id: TypeID(rawValue: Int32(place))))
    }
    types.append(TypeDefinition(id: standIn, kind: .scalar, name: "?"))
    for directive in draft.directives {
      directives.append(
        DirectiveDefinition(
          name: directive.text,
          description: text(directive.description),
          arguments: directive.arguments.map { inputValue($0) },
          isRepeatable: directive.isRepeatable,
          locations: directive.locations.compactMap {
            DirectiveLocation(rawValue: document[$0])
          }
        )
      )
    }
    findPossibleTypes()
  }

  mutating func report(_ message: String, _ ranges: SourceRange...) {
    problems.append(SchemaProblem(message: message, ranges: ranges))
  }

  /// What stands for a type that is unknown: a scalar, so that it breaks no further rule.
  private var standIn: TypeID { TypeID(rawValue: Int32(draft.types.count)) }

  /// The schema, with what it knows so far; `nil` without a query type.
  func schema() -> Schema? {
    guard let query = root(.query) else { return nil }
    return Schema(
      description: text(draft.description),
      types: types.dropLast(),
      directives: directives,
      queryType: query,
      mutationType: root(.mutation),
      subscriptionType: root(.subscription)
    )
  }

  /// The problems in the order of the text.
  func errors(in source: Source) -> SchemaErrors {
    let sorted = problems.enumerated().sorted { left, right in
      let leftStart = left.element.ranges.last?.start ?? 0
      let rightStart = right.element.ranges.last?.start ?? 0
      return leftStart == rightStart ? left.offset < right.offset : leftStart < rightStart
    }
    return SchemaErrors(
      source: source.name,
      errors: sorted.map { _, problem in
        GraphQLError(
          problem.message,
          at: problem.ranges.reversed().filter { !draft.isBuiltIn($0) }
            .map { source.location(at: $0.start) }
        )
      }
    )
  }
}

// MARK: - Resolving

extension SchemaAssembly {
  func text(_ string: Int?) -> String? { string.map { document.strings[$0] } }

  /// A type as written, its name resolved.
  func reference(_ place: Int) -> TypeReference {
    switch document.types[place].kind {
    case .named(let name):
      .named(draft.typeIndex[document[name]].map { TypeID(rawValue: Int32($0)) } ?? standIn)
    case .list(let item): .list(reference(item))
    case .nonNull(let inner): .nonNull(reference(inner))
    }
  }

  func type(named name: Name) -> TypeDefinition? {
    draft.typeIndex[document[name]].map { types[$0] }
  }

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

  /// The root type of an operation: of the schema definition or, without one, by its usual name.
  func root(_ operation: OperationType) -> TypeID? {
    let name: String?
    if draft.schemaRange != nil || !draft.roots.isEmpty {
      name = draft.roots.first { $0.operation == operation }.map { document[$0.type] }
    } else {
      name = operation.usualTypeName
    }
    return name.flatMap { draft.typeIndex[$0] }.map { TypeID(rawValue: Int32($0)) }
  }

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
    definition.isOneOf =
      type.kind == .inputObject
      && type.directives.contains { directive("oneOf", in: $0) != nil }
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

  /// The first directive of a name at one location.
  func directive(_ name: String, in range: NodeRange) -> Directive? {
    range.indices.first { document[document.directives[$0].name] == name }
      .map { document.directives[$0] }
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
    for (place, type) in draft.types.enumerated() {
      let id = TypeID(rawValue: Int32(place))
      for name in type.interfaces {
        guard let interface = draft.typeIndex[document[name]] else { continue }
        let interfaceID = TypeID(rawValue: Int32(interface))
        guard !types[place].interfaces.contains(interfaceID) else { continue }
        types[place].interfaces.append(interfaceID)
        if type.kind == .object { types[interface].possibleTypes.append(id) }
      }
      for name in type.members {
        guard let member = draft.typeIndex[document[name]] else { continue }
        let memberID = TypeID(rawValue: Int32(member))
        guard !types[place].possibleTypes.contains(memberID) else { continue }
        types[place].possibleTypes.append(memberID)
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
