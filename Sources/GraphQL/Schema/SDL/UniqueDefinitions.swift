// What may be defined only once.

extension SDLRule {
  /// There is at most one schema definition.
  static let loneSchemaDefinition = SDLRule("LoneSchemaDefinition") { facts, report in
    var isFirst = true
    for node in facts.definitions where !node.isExtension {
      guard case .schema = node.kind else { continue }
      if !isFirst {
        let moment = SDLReport.Moment.entering(node.range.start)
        report(moment, "Must provide only one schema definition.", at: node.range)
      }
      isFirst = false
    }
  }

  /// Each operation has one root type at most.
  static let uniqueOperationTypes = SDLRule("UniqueOperationTypes") { facts, report in
    var known: [OperationType: SourceRange] = [:]
    for node in facts.definitions {
      guard case .schema(let roots) = node.kind else { continue }
      for root in roots {
        guard let first = known[root.operation] else {
          known[root.operation] = root.range
          continue
        }
        report(
          .entering(node.range.start),
          "There can be only one \(root.operation.rawValue) type in schema.",
          at: first,
          root.range
        )
      }
    }
  }

  /// Types have different names, also from those that every schema has.
  ///
  /// - Source: [Schema](https://spec.graphql.org/September2025/#sec-Schema): "No provided type may
  ///   have a name which conflicts with any built in types".
  static let uniqueTypeNames = SDLRule("UniqueTypeNames") { facts, report in
    var known: [NameID: SourceRange] = [:]
    let builtIn = Set(
      facts.document.typeSystem.filter { facts.isBuiltIn($0) && $0.kind.typeKind != nil }
        .compactMap(\.name?.id)
    )
    for node in facts.definitions where !node.isExtension && node.kind.typeKind != nil {
      guard let name = node.name else { continue }
      let text = facts.document[name]
      let moment = SDLReport.Moment.entering(node.range.start)
      if builtIn.contains(name.id) {
        report(
          moment,
          "Type \"\(text)\" already exists in the schema."
            + " It cannot also be defined in this type definition.",
          at: name.range
        )
      } else if let first = known[name.id] {
        report(
          moment,
          "There can be only one type named \"\(text)\".",
          at: first,
          name.range
        )
      } else {
        known[name.id] = name.range
      }
    }
  }

  /// The values of an enum, extensions included, have different names.
  static let uniqueEnumValueNames = SDLRule("UniqueEnumValueNames") { facts, report in
    var known = KnownParts()
    for node in facts.definitions {
      guard case .enumeration(let values) = node.kind else { continue }
      known.add(values.map(\.name), of: node) { owner, name, first, second in
        report(
          .entering(node.range.start),
          "Enum value \"\(facts.document[owner]).\(facts.document[name])\""
            + " can only be defined once.",
          at: first,
          second
        )
      }
    }
  }

  /// The fields of a type, extensions included, have different names.
  static let uniqueFieldDefinitionNames = SDLRule("UniqueFieldDefinitionNames") { facts, report in
    var known = KnownParts()
    for node in facts.definitions {
      known.add(node.kind.fieldNames, of: node) { owner, name, first, second in
        report(
          .entering(node.range.start),
          "Field \"\(facts.document[owner]).\(facts.document[name])\" can only be defined once.",
          at: first,
          second
        )
      }
    }
  }

  /// The arguments of a field or of a directive have different names.
  static let uniqueArgumentDefinitionNames = SDLRule("UniqueArgumentDefinitionNames") {
    facts,
    report in
    for node in facts.definitions {
      guard let owner = node.name.map({ facts.document[$0] }) else { continue }
      let lists: [(owner: String, arguments: [InputValueNode])]
      switch node.kind {
      case .directive(let arguments, _, _):
        lists = [("@\(owner)", arguments)]
      case .object(_, let fields), .interface(_, let fields):
        lists = fields.map { ("\(owner).\(facts.document[$0.name])", $0.arguments) }
      case .schema, .scalar, .union, .enumeration, .inputObject:
        continue
      }
      for list in lists {
        for (name, ranges) in repeated(list.arguments.map(\.name)) {
          report(
            .entering(node.range.start),
            "Argument \"\(list.owner)(\(facts.document[name]):)\" can only be defined once.",
            at: ranges
          )
        }
      }
    }
  }

  /// Directives have different names; a built-in one may be defined again.
  static let uniqueDirectiveNames = SDLRule("UniqueDirectiveNames") { facts, report in
    var known: [NameID: SourceRange] = [:]
    for node in facts.definitions {
      guard case .directive = node.kind, let name = node.name else { continue }
      guard let first = known[name.id] else {
        known[name.id] = name.range
        continue
      }
      report(
        .entering(node.range.start),
        "There can be only one directive named \"@\(facts.document[name])\".",
        at: first,
        name.range
      )
    }
  }

  /// The names that come more than once, with all their places, by their first.
  static func repeated(_ names: [Name]) -> [(name: Name, ranges: [SourceRange])] {
    var groups: [(name: Name, ranges: [SourceRange])] = []
    var places: [NameID: Int] = [:]
    for name in names {
      if let place = places[name.id] {
        groups[place].ranges.append(name.range)
      } else {
        places[name.id] = groups.count
        groups.append((name, [name.range]))
      }
    }
    return groups.filter { $0.ranges.count > 1 }
  }
}

/// The names of the parts of each type, as they are met.
private struct KnownParts {
  private var known: [NameID: [NameID: SourceRange]] = [:]

  /// Takes the names of a definition or an extension, and tells those that were there before.
  mutating func add(
    _ names: [Name],
    of node: TypeSystemDefinition,
    repeated: (_ owner: Name, _ name: Name, _ first: SourceRange, _ second: SourceRange) -> Void
  ) {
    guard let owner = node.name else { return }
    for name in names {
      if let first = known[owner.id]?[name.id] {
        repeated(owner, name, first, name.range)
      } else {
        known[owner.id, default: [:]][name.id] = name.range
      }
    }
  }
}

extension TypeSystemDefinition.Kind {
  /// The names of its fields, in order.
  fileprivate var fieldNames: [Name] {
    switch self {
    case .object(_, let fields), .interface(_, let fields): fields.map(\.name)
    case .inputObject(let fields): fields.map(\.name)
    case .schema, .scalar, .union, .enumeration, .directive: []
    }
  }
}
