extension ValidationRule {
  /// An operation is of a type that the schema supports.
  ///
  /// - Source: [Operation Type Existence](https://spec.graphql.org/September2025/#sec-Operation-Type-Existence).
  static let knownOperationTypes = ValidationRule("KnownOperationTypes") { facts, report in
    for (place, operation) in facts.document.operations.enumerated()
    where facts.schema.rootType(of: operation.type) == nil {
      report(
        facts.operations[place].enter,
        "The \(operation.type.rawValue) operation is not supported by the schema.",
        at: [operation.range.start]
      )
    }
  }
}
