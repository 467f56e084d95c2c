extension ValidationRule {
  /// No two operations have the same name.
  ///
  /// - Source: [Operation Name Uniqueness](https://spec.graphql.org/September2025/#sec-Operation-Name-Uniqueness).
  static let uniqueOperationNames = ValidationRule("UniqueOperationNames") { facts, report in
    var first: [NameID: Name] = [:]
    for (place, operation) in facts.document.operations.enumerated() {
      guard let name = operation.name else { continue }
      guard let known = first[name.id] else {
        first[name.id] = name
        continue
      }
      report(
        facts.operations[place].enter,
        "There can be only one operation named \"\(facts.text(name))\".",
        at: [known.range.start, name.range.start]
      )
    }
  }
}
