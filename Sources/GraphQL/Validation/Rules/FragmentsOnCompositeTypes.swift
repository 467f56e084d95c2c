extension ValidationRule {
  /// A fragment stands on an object, an interface or a union.
  ///
  /// - Source: [Fragments on Object Interface or Union Types](https://spec.graphql.org/September2025/#sec-Fragments-on-Object-Interface-or-Union-Types).
  static let fragmentsOnCompositeTypes = ValidationRule("FragmentsOnCompositeTypes") {
    facts,
    report in
    let isComposite = { (condition: Name) in
      facts.schema.type(named: facts.document[condition])?.isComposite ?? true
    }
    for place in facts.selectionOrder {
      guard case .inlineFragment(let fragment) = facts.document.selections[place],
        let condition = fragment.typeCondition, !isComposite(condition)
      else { continue }
      report(
        facts.selections[place].enter,
        "Fragment cannot condition on non composite type \"\(facts.text(condition))\".",
        at: [condition.range.start]
      )
    }
    for (place, fragment) in facts.document.fragments.enumerated()
    where !isComposite(fragment.typeCondition) {
      report(
        facts.fragments[place].enter,
        """
        Fragment "\(facts.text(fragment.name))" cannot condition on non composite type \
        "\(facts.text(fragment.typeCondition))".
        """,
        at: [fragment.typeCondition.range.start]
      )
    }
  }
}
