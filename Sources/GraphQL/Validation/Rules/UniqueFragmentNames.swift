extension ValidationRule {
  /// No two fragments have the same name.
  ///
  /// - Source: [Fragment Name Uniqueness](https://spec.graphql.org/September2025/#sec-Fragment-Name-Uniqueness).
  static let uniqueFragmentNames = ValidationRule("UniqueFragmentNames") { facts, report in
    var first: [NameID: Name] = [:]
    for (place, fragment) in facts.document.fragments.enumerated() {
      let name = fragment.name
      guard let known = first[name.id] else {
        first[name.id] = name
        continue
      }
      report(
        facts.fragments[place].enter,
        "There can be only one fragment named \"\(facts.text(name))\".",
        at: [known.range.start, name.range.start]
      )
    }
  }
}
