extension ValidationRule {
  /// A field or a directive is given each of its arguments once.
  ///
  /// - Source: [Argument Uniqueness](https://spec.graphql.org/September2025/#sec-Argument-Uniqueness).
  static let uniqueArgumentNames = ValidationRule("UniqueArgumentNames") { facts, report in
    for list in facts.argumentLists {
      let names = list.nodes.indices.map { facts.document.arguments[$0].name }
      for same in names.grouped(by: \.id) where same.count > 1 {
        report(
          list.moment,
          "There can be only one argument named \"\(facts.text(same[0]))\".",
          at: same.map(\.range.start)
        )
      }
    }
  }
}
