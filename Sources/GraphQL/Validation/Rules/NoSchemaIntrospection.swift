extension ValidationRule {
  /// No field answers about the schema.
  ///
  /// It is none of the edition's: tools ask it for documents that must not.
  ///
  /// - Source: graphql-js's `NoSchemaIntrospectionCustomRule`, whose message it is.
  static let noSchemaIntrospection = ValidationRule("NoSchemaIntrospectionCustom") {
    facts,
    report in
    for place in facts.selectionOrder {
      guard case .field(let node) = facts.document.selections[place],
        let field = facts.definition(of: facts.selections[place].field),
        facts.schema[field.type.namedType].name.hasPrefix("__")
      else { continue }
      report(
        facts.selections[place].enter,
        "GraphQL introspection has been disabled, but the requested query contained the field "
          + "\"\(facts.text(node.name))\".",
        at: [node.range.start]
      )
    }
  }
}
