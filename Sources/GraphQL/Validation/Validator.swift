/// Decides whether a document may run against a schema.
///
/// First the limits, which bound what the rules can cost; then all rules of the specification.
///
/// - Source: [Validation](https://spec.graphql.org/September2025/#sec-Validation).
public enum Validator {
  /// What is wrong with a document; empty when it is valid.
  ///
  /// The messages, places and order are graphql-js's. A document that is over a limit is refused
  /// for that alone.
  ///
  /// - Parameters:
  ///   - document: What the parser made of the text.
  ///   - schema: What the asker may see: a hidden name is refused like one that never was.
  ///   - rules: Which rules it is asked for.
  ///   - limits: What it may cost.
  ///   - suggestions: Whether messages may name what the schema has instead ("Did you mean").
  /// - Returns: At most ``DocumentLimits/errors``; when more is wrong, one after them says so.
  /// - Complexity: O(n log n) in the nodes for valid documents, and bounded by
  ///   ``DocumentLimits/fieldComparisons`` and ``DocumentLimits/variableUses`` for all.
  public static func validate(
    _ document: Document,
    against schema: Schema,
    rules: [ValidationRule] = ValidationRule.specified,
    limits: DocumentLimits = .standard,
    suggestions: Bool
  ) -> [GraphQLError] {
    let facts = DocumentFacts.found(in: document, schema: schema, limits: limits)
    return validate(facts, rules: rules, suggestions: suggestions)
  }

  /// As ``validate(_:against:rules:limits:suggestions:)``, of a document that was walked.
  static func validate(
    _ facts: DocumentFacts,
    rules: [ValidationRule] = ValidationRule.specified,
    suggestions: Bool
  ) -> [GraphQLError] {
    let refused = errors(in: facts, rules: [.documentLimits], suggestions: false)
    guard refused.isEmpty else { return refused }
    return errors(in: facts, rules: rules, suggestions: suggestions)
  }

  /// What some rules find.
  static func errors(
    in facts: DocumentFacts,
    rules: [ValidationRule],
    suggestions: Bool
  ) -> [GraphQLError] {
    var report = ErrorReport(suggestions: suggestions, limits: facts.limits)
    for (place, rule) in rules.enumerated() {
      report.rule = place
      rule.check(facts, &report)
    }
    return report.errors(in: facts.document.source)
  }
}
