extension ValidationRule {
  /// Nothing is used that the schema deprecates.
  ///
  /// It is none of the edition's: tools ask it to tell their users in time.
  ///
  /// - Source: [@deprecated](https://spec.graphql.org/September2025/#sec--deprecated); the messages
  ///   are those of graphql-js's `NoDeprecatedCustomRule`.
  public static let noDeprecated = ValidationRule("NoDeprecatedCustom") { facts, report in
    let document = facts.document
    for place in facts.selectionOrder {
      guard case .field(let node) = document.selections[place],
        let parent = facts.selections[place].parent,
        let field = facts.definition(of: facts.selections[place].field)
      else { continue }
      let name = "\(facts.schema[parent].name).\(field.name)"
      if let reason = field.deprecationReason {
        report(
          facts.selections[place].enter,
          "The field \(name) is deprecated. \(reason)",
          at: [node.range.start]
        )
      }
      facts.checkArguments(node.arguments, field.arguments, &report) {
        "Field \"\(name)\" argument \"\($0)\" is deprecated. \($1)"
      }
    }
    for directive in document.directives {
      guard let definition = facts.schema.directive(named: document[directive.name]) else {
        continue
      }
      facts.checkArguments(directive.arguments, definition.arguments, &report) {
        "Directive \"@\(definition.name)\" argument \"\($0)\" is deprecated. \($1)"
      }
    }
    for (place, value) in document.values.enumerated() {
      guard let type = facts.values[place].type.map({ facts.schema[$0.namedType] }) else {
        continue
      }
      switch value.kind {
      case .enumeration(let name):
        guard let member = type.enumValues.first(where: { $0.name == document[name] }),
          let reason = member.deprecationReason
        else { continue }
        report(
          facts.values[place].enter,
          "The enum value \"\(type.name).\(member.name)\" is deprecated. \(reason)",
          at: [value.range.start]
        )
      case .object(let fields):
        for field in fields.indices {
          let node = document.objectFields[field]
          guard let input = type.inputFields.first(where: { $0.name == document[node.name] }),
            let reason = input.deprecationReason
          else { continue }
          report(
            facts.objectFields[field],
            "The input field \(type.name).\(input.name) is deprecated. \(reason)",
            at: [node.range.start]
          )
        }
      default: continue
      }
    }
  }
}

extension DocumentFacts {
  fileprivate func checkArguments(
    _ nodes: NodeRange,
    _ definitions: [InputValueDefinition],
    _ report: inout ErrorReport,
    message: (_ name: String, _ reason: String) -> String
  ) {
    for place in nodes.indices {
      let node = document.arguments[place]
      guard let definition = definitions.first(where: { $0.name == document[node.name] }),
        let reason = definition.deprecationReason
      else { continue }
      report(arguments[place].enter, message(definition.name, reason), at: [node.range.start])
    }
  }
}
