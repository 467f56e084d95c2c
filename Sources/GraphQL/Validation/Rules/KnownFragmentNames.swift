extension ValidationRule {
  /// A fragment that is spread is in the document.
  ///
  /// - Source: [Fragment Spread Target Defined](https://spec.graphql.org/September2025/#sec-Fragment-Spread-Target-Defined).
  static let knownFragmentNames = ValidationRule("KnownFragmentNames") { facts, report in
    for spread in facts.spreads where spread.fragment == nil {
      report(
        facts.selections[spread.selection].enter,
        "Unknown fragment \"\(facts.text(spread.name))\".",
        at: [spread.name.range.start]
      )
    }
  }
}
