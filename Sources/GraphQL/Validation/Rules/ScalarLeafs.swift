extension ValidationRule {
  /// A field has a selection set exactly when its type has fields.
  ///
  /// - Source: [Leaf Field Selections](https://spec.graphql.org/September2025/#sec-Leaf-Field-Selections).
  static let scalarLeafs = ValidationRule("ScalarLeafs") { facts, report in
    for place in facts.selectionOrder {
      guard case .field(let field) = facts.document.selections[place],
        let type = facts.definition(of: facts.selections[place].field)?.type
      else { continue }
      let isLeaf = facts.schema[type.namedType].isLeaf
      if isLeaf, !field.selections.isEmpty {
        report(
          facts.selections[place].enter,
          """
          Field "\(facts.text(field.name))" must not have a selection since type \
          "\(facts.text(of: type))" has no subfields.
          """,
          at: [facts.brace(of: field)]
        )
      } else if !isLeaf, field.selections.isEmpty {
        report(
          facts.selections[place].enter,
          """
          Field "\(facts.text(field.name))" of type "\(facts.text(of: type))" must have a \
          selection of subfields. Did you mean "\(facts.text(field.name)) { ... }"?
          """,
          at: [field.range.start]
        )
      }
    }
  }
}
