extension ValidationRule {
  /// A variable is of a type that fits wherever it is used.
  ///
  /// - Source: [All Variable Usages Are Allowed](https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed).
  static let variablesInAllowedPosition = ValidationRule("VariablesInAllowedPosition") {
    facts,
    report in
    for (place, operation) in facts.document.operations.enumerated()
    where !operation.variables.isEmpty {
      // Of two definitions with one name the last counts, as in graphql-js.
      var definitions: [NameID: Int] = [:]
      for variable in operation.variables.indices {
        definitions[facts.document.variables[variable].name.id] = variable
      }
      for use in facts.operationUses[place] {
        let use = facts.variableUses[use]
        guard let variable = definitions[use.name], let expected = use.type,
          let type = facts.variables[variable].type
        else { continue }
        let hasDefault = facts.hasNonNullDefault(variable)
        if !facts.schema.accepts(type, hasDefault: hasDefault, at: use, expecting: expected) {
          report(
            facts.operations[place].leave,
            """
            Variable "$\(facts.text(use.name))" of type "\(facts.text(of: type))" used in position \
            expecting type "\(facts.text(of: expected))".
            """,
            at: [facts.document.variables[variable].range.start, use.range.start]
          )
        }
        if let oneOf = use.oneOf, type.isNullable, !hasDefault {
          report(
            facts.operations[place].leave,
            """
            Variable "$\(facts.text(use.name))" is of type "\(facts.text(of: type))" but must be \
            non-nullable to be used for OneOf Input Object "\(facts.schema[oneOf].name)".
            """,
            at: [facts.document.variables[variable].range.start, use.range.start]
          )
        }
      }
    }
  }
}

extension DocumentFacts {
  fileprivate func hasNonNullDefault(_ variable: Int) -> Bool {
    guard let value = document.variables[variable].defaultValue else { return false }
    return document.values[value].kind != .null
  }
}

extension Schema {
  /// Whether a variable's value always fits where it is used.
  fileprivate func accepts(
    _ type: TypeReference,
    hasDefault: Bool,
    at use: DocumentFacts.VariableUse,
    expecting expected: TypeReference
  ) -> Bool {
    if !expected.isNullable, type.isNullable {
      // Where it is not given a default takes its place; given as null it fails at run time.
      guard hasDefault || use.hasDefault else { return false }
      return isAtLeastAsStrict(type, as: expected.nullable)
    }
    return isAtLeastAsStrict(type, as: expected)
  }

  /// Whether every value of an input type is a value of another.
  private func isAtLeastAsStrict(_ type: TypeReference, as expected: TypeReference) -> Bool {
    switch (type, expected) {
    case (.nonNull(let inner), .nonNull(let other)): isAtLeastAsStrict(inner, as: other)
    case (_, .nonNull): false
    case (.nonNull(let inner), _): isAtLeastAsStrict(inner, as: expected)
    case (.list(let item), .list(let other)): isAtLeastAsStrict(item, as: other)
    case (.named(let name), .named(let other)): name == other
    case (.list, .named), (.named, .list): false
    }
  }
}
