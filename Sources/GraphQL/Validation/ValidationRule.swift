/// One rule of chapter 5: a name and a query on the facts of a document.
///
/// - Source: [Validation](https://spec.graphql.org/September2025/#sec-Validation).
public struct ValidationRule: Sendable {
  /// As graphql-js calls it, without `Rule` at the end.
  public let name: String
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
  /// All rules of the edition and what graphql-js recommends beside them, in the order in which it
  /// asks them at one node.
  public static let specified: [ValidationRule] = [
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
    .maxIntrospectionDepth,
  ]

  /// What graphql-js has besides, for those who want it.
  private static let onRequest: [ValidationRule] = [.noDeprecated, .noSchemaIntrospection]

  /// The rule of a name.
  ///
  /// - Parameter name: As graphql-js calls it, with or without `Rule` at the end.
  /// - Returns: `nil` where there is none.
  public static func named(_ name: String) -> ValidationRule? {
    let name = name.hasSuffix("Rule") ? String(name.dropLast("Rule".count)) : name
    return (specified + onRequest).first { $0.name == name }
  }
}
