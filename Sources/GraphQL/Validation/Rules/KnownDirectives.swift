extension ValidationRule {
  /// A directive is in the schema and may stand where it stands.
  ///
  /// - Source: [Directives Are Defined](https://spec.graphql.org/September2025/#sec-Directives-Are-Defined).
  static let knownDirectives = ValidationRule("KnownDirectives") { facts, report in
    for (place, directive) in facts.document.directives.enumerated() {
      let fact = facts.directives[place]
      // A directive of a type system definition was not walked.
      guard fact.enter > 0 else { continue }
      guard let definition = facts.schema.directive(named: facts.document[directive.name]) else {
        report(
          fact.enter,
          "Unknown directive \"@\(facts.text(directive.name))\".",
          at: [directive.range.start]
        )
        continue
      }
      guard !definition.locations.contains(fact.location) else { continue }
      report(
        fact.enter,
        "Directive \"@\(definition.name)\" may not be used on \(fact.location.rawValue).",
        at: [directive.range.start]
      )
    }
  }
}
