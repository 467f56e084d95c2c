extension ValidationRule {
  /// An operation or its fragments use every variable that it defines.
  ///
  /// - Source: [All Variables Used](https://spec.graphql.org/September2025/#sec-All-Variables-Used).
  static let noUnusedVariables = ValidationRule("NoUnusedVariables") { facts, report in
    for (place, operation) in facts.document.operations.enumerated()
    where !operation.variables.isEmpty {
      let used = Set(facts.operationUses[place].map { facts.variableUses[$0].name })
      for variable in operation.variables.indices {
        let variable = facts.document.variables[variable]
        guard !used.contains(variable.name.id) else { continue }
        let end = operation.name.map { " in operation \"\(facts.text($0))\"" } ?? ""
        report(
          facts.operations[place].leave,
          "Variable \"$\(facts.text(variable.name))\" is never used\(end).",
          at: [variable.range.start]
        )
      }
    }
  }
}
