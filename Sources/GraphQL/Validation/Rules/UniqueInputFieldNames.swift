extension ValidationRule {
  /// An input object is given each of its fields once.
  ///
  /// - Source: [Input Object Field Uniqueness](https://spec.graphql.org/September2025/#sec-Input-Object-Field-Uniqueness).
  static let uniqueInputFieldNames = ValidationRule("UniqueInputFieldNames") { facts, report in
    for value in facts.document.values {
      guard case .object(let fields) = value.kind else { continue }
      var first: [NameID: Name] = [:]
      for place in fields.indices {
        let name = facts.document.objectFields[place].name
        guard let known = first[name.id] else {
          first[name.id] = name
          continue
        }
        report(
          facts.objectFields[place],
          "There can be only one input field named \"\(facts.text(name))\".",
          at: [known.range.start, name.range.start]
        )
      }
    }
  }
}
