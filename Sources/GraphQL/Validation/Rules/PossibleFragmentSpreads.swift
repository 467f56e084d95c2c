extension ValidationRule {
  /// A fragment stands where its type can occur.
  ///
  /// - Source: [Fragment Spread Is Possible](https://spec.graphql.org/September2025/#sec-Fragment-Spread-Is-Possible).
  static let possibleFragmentSpreads = ValidationRule("PossibleFragmentSpreads") { facts, report in
    let impossible = { (type: TypeID?, parent: TypeID?) -> (type: String, parent: String)? in
      guard let type, let parent, facts.schema[type].isComposite,
        !facts.schema.overlap(type, parent)
      else { return nil }
      return (facts.schema[type].name, facts.schema[parent].name)
    }
    for place in facts.selectionOrder {
      let fact = facts.selections[place]
      guard case .inlineFragment(let fragment) = facts.document.selections[place],
        let names = impossible(fact.type, fact.parent)
      else { continue }
      report(
        fact.enter,
        """
        Fragment cannot be spread here as objects of type "\(names.parent)" can never be of type \
        "\(names.type)".
        """,
        at: [fragment.range.start]
      )
    }
    for spread in facts.spreads {
      let fact = facts.selections[spread.selection]
      guard let fragment = spread.fragment,
        let names = impossible(facts.fragments[fragment].type, fact.parent)
      else { continue }
      report(
        fact.enter,
        """
        Fragment "\(facts.text(spread.name))" cannot be spread here as objects of type \
        "\(names.parent)" can never be of type "\(names.type)".
        """,
        at: [facts.start(of: spread)]
      )
    }
  }
}
