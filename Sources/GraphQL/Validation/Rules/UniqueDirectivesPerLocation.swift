extension ValidationRule {
  /// A directive that is not repeatable stands once at one place.
  ///
  /// - Source: [Directives Are Unique per Location](https://spec.graphql.org/September2025/#sec-Directives-Are-Unique-per-Location).
  static let uniqueDirectivesPerLocation = ValidationRule("UniqueDirectivesPerLocation") {
    facts,
    report in
    for list in facts.directiveLists {
      var first: [NameID: Int32] = [:]
      for place in list.nodes.indices {
        let directive = facts.document.directives[place]
        let name = facts.document[directive.name]
        guard facts.schema.directive(named: name)?.isRepeatable == false else { continue }
        guard let known = first[directive.name.id] else {
          first[directive.name.id] = directive.range.start
          continue
        }
        report(
          list.moment,
          "The directive \"@\(name)\" can only be used once at this location.",
          at: [known, directive.range.start]
        )
      }
    }
  }
}
