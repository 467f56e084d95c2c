extension ValidationRule {
  /// A document that is to be run holds operations and fragments only.
  ///
  /// - Source: [Executable Definitions](https://spec.graphql.org/September2025/#sec-Executable-Definitions).
  static let executableDefinitions = ValidationRule("ExecutableDefinitions") { facts, report in
    let document = facts.document
    for definition in document.definitions {
      guard case .typeSystem(let place) = definition else { continue }
      let definition = document.typeSystem[place]
      // graphql-js finds them all at the beginning of the document.
      report(
        0,
        "The \(definition.name.map { "\"\(facts.text($0))\"" } ?? "schema") definition is not executable.",
        at: [definition.range.start]
      )
    }
  }
}
