extension ValidationRule {
  /// An operation defines every variable that it and its fragments use.
  ///
  /// - Source: [All Variable Uses Defined](https://spec.graphql.org/September2025/#sec-All-Variable-Uses-Defined).
  static let noUndefinedVariables = ValidationRule("NoUndefinedVariables") { facts, report in
    for (place, operation) in facts.document.operations.enumerated() {
      let defined = Set(operation.variables.indices.map { facts.document.variables[$0].name.id })
      for use in facts.operationUses[place] {
        let use = facts.variableUses[use]
        guard !defined.contains(use.name) else { continue }
        let end = operation.name.map { " by operation \"\(facts.text($0))\"" } ?? ""
        report(
          facts.operations[place].leave,
          "Variable \"$\(facts.text(use.name))\" is not defined\(end).",
          at: [use.range.start, operation.range.start]
        )
      }
    }
  }
}
