extension ValidationRule {
  /// An argument is one that the field or the directive defines.
  ///
  /// - Source: [Argument Names](https://spec.graphql.org/September2025/#sec-Argument-Names).
  static let knownArgumentNames = ValidationRule("KnownArgumentNames") { facts, report in
    let suggests = report.suggestions
    for place in facts.selectionOrder {
      let fact = facts.selections[place]
      guard case .field(let field) = facts.document.selections[place], !field.arguments.isEmpty,
        let parent = fact.parent, let definition = facts.definition(of: fact.field)
      else { continue }
      for argument in field.arguments.indices where !facts.arguments[argument].isDefined {
        let name = facts.document.arguments[argument].name
        report(
          facts.arguments[argument].enter,
          """
          Unknown argument "\(facts.text(name))" on field \
          "\(facts.schema[parent].name).\(definition.name)".
          """ + facts.suggestion(for: name, among: definition.arguments, suggests),
          at: [facts.document.arguments[argument].range.start]
        )
      }
    }
    for (place, directive) in facts.document.directives.enumerated()
    where !directive.arguments.isEmpty && facts.directives[place].enter > 0 {
      guard let definition = facts.schema.directive(named: facts.document[directive.name])
      else { continue }
      for argument in directive.arguments.indices where !facts.arguments[argument].isDefined {
        let name = facts.document.arguments[argument].name
        report(
          facts.directives[place].enter,
          "Unknown argument \"\(facts.text(name))\" on directive \"@\(definition.name)\"."
            + facts.suggestion(for: name, among: definition.arguments, suggests),
          at: [facts.document.arguments[argument].range.start]
        )
      }
    }
  }
}

extension DocumentFacts {
  /// What may have been meant, if that may be told.
  fileprivate func suggestion(
    for name: Name,
    among definitions: [InputValueDefinition],
    _ isWanted: Bool
  ) -> String {
    guard isWanted else { return "" }
    return Suggestions.sentence(Suggestions.near(document[name], among: definitions.map(\.name)))
  }
}
