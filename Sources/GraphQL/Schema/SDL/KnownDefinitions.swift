// What is referred to must be defined.

extension SDLRule {
  /// Every type that is named is there.
  static let knownTypeNamesOfTheTypeSystem = SDLRule("KnownTypeNames") { facts, report in
    let options = facts.types.keys.map { facts.document[$0] }
    for name in facts.references where facts.types[name.id] == nil {
      let text = facts.document[name]
      report(
        .entering(name.range.start),
        "Unknown type \"\(text)\"." + report.suggestion(for: text, among: options),
        at: name.range
      )
    }
  }

  /// An extension extends a type of the text, of its own kind.
  ///
  /// The built-in types are nobody's to extend.
  static let possibleTypeExtensions = SDLRule("PossibleTypeExtensions") { facts, report in
    let own = facts.definitions.filter { !$0.isExtension && $0.kind.typeKind != nil }
    let options = own.compactMap { $0.name.map { facts.document[$0] } }
    for node in facts.definitions where node.isExtension {
      guard let name = node.name, let kind = node.kind.typeKind else { continue }
      let text = facts.document[name]
      let moment = SDLReport.Moment.entering(node.range.start)
      guard let definition = facts.ownType(name) else {
        report(
          moment,
          "Cannot extend type \"\(text)\" because it is not defined."
            + report.suggestion(for: text, among: options),
          at: name.range
        )
        continue
      }
      guard definition.kind.typeKind != kind else { continue }
      report(
        moment,
        "Cannot extend non-\(kind.words) type \"\(text)\".",
        at: definition.range,
        node.range
      )
    }
  }
}

extension TypeDefinition.Kind {
  /// The kind in messages.
  fileprivate var words: String {
    switch self {
    case .scalar: "scalar"
    case .object: "object"
    case .interface: "interface"
    case .union: "union"
    case .enumeration: "enum"
    case .inputObject: "input object"
    }
  }
}
