extension ValidationRule {
  /// An operation without a name is the only one.
  ///
  /// - Source: [Lone Anonymous Operation](https://spec.graphql.org/September2025/#sec-Lone-Anonymous-Operation).
  static let loneAnonymousOperation = ValidationRule("LoneAnonymousOperation") { facts, report in
    guard facts.document.operations.count > 1 else { return }
    for (place, operation) in facts.document.operations.enumerated() where operation.name == nil {
      report(
        facts.operations[place].enter,
        "This anonymous operation must be the only defined operation.",
        at: [operation.range.start]
      )
    }
  }
}
