extension ValidationRule {
  /// A fragment is spread by an operation, directly or by other fragments.
  ///
  /// - Source: [Fragments Must Be Used](https://spec.graphql.org/September2025/#sec-Fragments-Must-Be-Used).
  static let noUnusedFragments = ValidationRule("NoUnusedFragments") { facts, report in
    let used = facts.fragmentsUsed
    for (place, fragment) in facts.document.fragments.enumerated()
    where !used[facts.fragment(named: fragment.name.id) ?? place] {
      report(
        facts.end,
        "Fragment \"\(facts.text(fragment.name))\" is never used.",
        at: [fragment.range.start]
      )
    }
  }
}
