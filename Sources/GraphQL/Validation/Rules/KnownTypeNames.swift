extension ValidationRule {
  /// A type that a variable or a fragment names is in the schema.
  ///
  /// - Source: [Fragment Spread Type Existence](https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence).
  static let knownTypeNames = ValidationRule("KnownTypeNames") { facts, report in
    for use in facts.namedTypes {
      let name = facts.document[use.name]
      guard facts.schema.type(named: name) == nil else { continue }
      let names = report.suggestions ? facts.schema.types.map(\.name) : []
      report(
        use.moment,
        "Unknown type \"\(facts.text(use.name))\"."
          + Suggestions.sentence(Suggestions.near(name, among: names)),
        at: [use.name.range.start]
      )
    }
  }
}
