extension ValidationRule {
  /// No two variables of an operation have the same name.
  ///
  /// - Source: [Variable Uniqueness](https://spec.graphql.org/September2025/#sec-Variable-Uniqueness).
  static let uniqueVariableNames = ValidationRule("UniqueVariableNames") { facts, report in
    for (place, operation) in facts.document.operations.enumerated() {
      let names = operation.variables.indices.map { facts.document.variables[$0].name }
      for same in names.grouped(by: \.id) where same.count > 1 {
        report(
          facts.operations[place].enter,
          "There can be only one variable named \"$\(facts.text(same[0]))\".",
          // graphql-js points at the name, which may stand at some distance behind the `$`.
          at: same.map { $0.range.end &- Int32(clamping: facts.document[$0].utf8.count) }
        )
      }
    }
  }
}
