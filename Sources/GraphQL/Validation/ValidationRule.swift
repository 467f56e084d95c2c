/// One rule of chapter 5: a name and a query on the facts of a document.
///
/// - Source: [Validation](https://spec.graphql.org/September2025/#sec-Validation).
struct ValidationRule: Sendable {
  /// As graphql-js calls it.
  let name: String
  let check: @Sendable (_ facts: DocumentFacts, _ report: inout ErrorReport) -> Void

  init(
    _ name: String,
    check: @escaping @Sendable (_ facts: DocumentFacts, _ report: inout ErrorReport) -> Void
  ) {
    self.name = name
    self.check = check
  }
}

extension ValidationRule {
  /// All rules of the edition, in the order in which graphql-js asks them at one node.
  static let specified: [ValidationRule] = [
    .executableDefinitions,
    .knownOperationTypes,
    .uniqueOperationNames,
    .loneAnonymousOperation,
    .singleFieldSubscriptions,
    .knownTypeNames,
    .fragmentsOnCompositeTypes,
    .variablesAreInputTypes,
    .scalarLeafs,
    .fieldsOnCorrectType,
    .uniqueFragmentNames,
    .knownFragmentNames,
    .noUnusedFragments,
    .possibleFragmentSpreads,
    .noFragmentCycles,
    .uniqueVariableNames,
    .noUndefinedVariables,
    .noUnusedVariables,
    .knownDirectives,
    .uniqueDirectivesPerLocation,
    .knownArgumentNames,
    .uniqueArgumentNames,
    .valuesOfCorrectType,
    .providedRequiredArguments,
    .variablesInAllowedPosition,
    .overlappingFieldsCanBeMerged,
    .uniqueInputFieldNames,
  ]
}
