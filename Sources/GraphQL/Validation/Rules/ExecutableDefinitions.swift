extension ValidationRule {
  /// A document that is to be run holds operations and fragments only.
  ///
  /// - Source: [Executable Definitions](https://spec.graphql.org/September2025/#sec-Executable-Definitions).
  static let executableDefinitions = ValidationRule("ExecutableDefinitions") { facts, report in
    for definition in facts.document.typeSystem {
      // graphql-js finds them all at the beginning of the document.
      report(0, facts.document.refusal(of: definition), at: [definition.range.start])
    }
  }
}

extension Document {
  /// The error of the first definition that is none of an operation or a fragment, if there is one.
  var notExecutable: GraphQLError? {
    typeSystem.first.map { definition in
      GraphQLError(
        refusal(of: definition),
        at: [source.location(at: definition.range.start)],
        code: ErrorReport.invalid
      )
    }
  }

  fileprivate func refusal(of definition: TypeSystemDefinition) -> String {
    let name = definition.name.map { "\"\(self[$0].shortened(to: echo))\"" } ?? "schema"
    return "The \(name) definition is not executable."
  }
}
