extension ValidationRule {
  /// Each argument without a default that may not be null is given.
  ///
  /// - Source: [Required Arguments](https://spec.graphql.org/September2025/#sec-Required-Arguments).
  static let providedRequiredArguments = ValidationRule("ProvidedRequiredArguments") {
    facts,
    report in
    for place in facts.selectionOrder {
      guard case .field(let field) = facts.document.selections[place],
        let definition = facts.definition(of: facts.selections[place].field)
      else { continue }
      for argument in facts.missing(field.arguments, of: definition.arguments) {
        report(
          facts.selections[place].leave,
          """
          Field "\(definition.name)" argument "\(argument.name)" of type \
          "\(facts.text(of: argument.type))" is required, but it was not provided.
          """,
          at: [field.range.start]
        )
      }
    }
    for (place, directive) in facts.document.directives.enumerated()
    where facts.directives[place].enter > 0 {
      guard let definition = facts.schema.directive(named: facts.document[directive.name])
      else { continue }
      for argument in facts.missing(directive.arguments, of: definition.arguments) {
        report(
          facts.directives[place].leave,
          """
          Directive "@\(definition.name)" argument "\(argument.name)" of type \
          "\(facts.text(of: argument.type))" is required, but it was not provided.
          """,
          at: [directive.range.start]
        )
      }
    }
  }
}

extension DocumentFacts {
  /// The required arguments that a list lacks, in the order of their definition.
  fileprivate func missing(
    _ given: NodeRange,
    of definitions: [InputValueDefinition]
  ) -> [InputValueDefinition] {
    guard definitions.contains(where: \.isRequired) else { return [] }
    let names = Set(given.indices.map { document[document.arguments[$0].name] })
    return definitions.filter { $0.isRequired && !names.contains($0.name) }
  }
}
