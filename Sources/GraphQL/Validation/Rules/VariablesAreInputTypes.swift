extension ValidationRule {
  /// A variable is of a type that can come in.
  ///
  /// - Source: [Variables Are Input Types](https://spec.graphql.org/September2025/#sec-Variables-Are-Input-Types).
  static let variablesAreInputTypes = ValidationRule("VariablesAreInputTypes") { facts, report in
    for (place, variable) in facts.document.variables.enumerated() {
      guard let type = facts.variables[place].type, !facts.schema[type.namedType].isInput
      else { continue }
      report(
        facts.variables[place].enter,
        """
        Variable "$\(facts.text(variable.name))" cannot be non-input type \
        "\(facts.text(of: type))".
        """,
        at: [facts.document.types[variable.type].range.start]
      )
    }
  }
}
