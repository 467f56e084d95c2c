// The directives that a schema applies to its own parts.
//
// Source: https://spec.graphql.org/September2025/#sec-Type-System.Directives

extension SchemaAssembly {
  /// The values that are given to applied directives are those of their arguments' types.
  ///
  /// - Source: [Values of correct type](https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type),
  ///   which asks for it in every document; graphql-js asks for it in operations, and of
  ///   `@deprecated` and `@specifiedBy`, from where the message is.
  mutating func checkAppliedDirectives() {
    let sites =
      draft.schemaDirectives
      + draft.types.flatMap { type in
        type.directives + type.values.map(\.directives) + type.inputFields.map(\.directives)
          + type.fields.flatMap { [$0.directives] + $0.arguments.map(\.directives) }
      } + draft.directives.flatMap { $0.arguments.map(\.directives) }
    for place in sites.flatMap(\.indices).sorted() {
      let node = document.directives[place]
      guard let index = draft.directiveIndex[node.name.id] else { continue }
      for argument in node.arguments.indices.map({ document.arguments[$0] }) {
        let name = document[argument.name]
        guard let expected = directives[index].arguments.first(where: { $0.name == name }) else {
          continue
        }
        let owner = "Argument \"@\(directives[index].name)(\(name):)\""
        checkConstant(argument.value, as: expected.type) { assembly, message, range, path in
          assembly.report("\(owner) has invalid value\(path.text): \(message)", range)
        }
      }
    }
  }

  /// Keeps every applied directive, arguments coerced.
  mutating func applyDirectives() {
    let schema = bareSchema()
    func applied(_ ranges: NodeRange...) -> [AppliedDirective] { applied(ranges) }
    func applied(_ ranges: [NodeRange]) -> [AppliedDirective] {
      ranges.flatMap(\.indices).map { schema.applied(document.directives[$0], in: document) }
    }
    for (place, type) in draft.types.enumerated() {
      types[place].directives = applied(type.directives)
      for (position, field) in type.fields.enumerated() {
        types[place].fields[position].directives = applied(field.directives)
        for (index, argument) in field.arguments.enumerated() {
          types[place].fields[position].arguments[index].directives = applied(argument.directives)
        }
      }
      for (position, value) in type.values.enumerated() {
        types[place].enumValues[position].directives = applied(value.directives)
      }
      for (position, field) in type.inputFields.enumerated() {
        types[place].inputFields[position].directives = applied(field.directives)
      }
    }
    for (place, directive) in draft.directives.enumerated() {
      for (index, argument) in directive.arguments.enumerated() {
        directives[place].arguments[index].directives = applied(argument.directives)
      }
    }
  }
}

extension Schema {
  /// A directive with the arguments that are given to it, coerced, in order.
  fileprivate func applied(_ node: Directive, in document: Document) -> AppliedDirective {
    let name = document[node.name]
    var applied = AppliedDirective(name: name)
    let expected = directive(named: name)?.arguments ?? []
    for argument in node.arguments.indices.map({ document.arguments[$0] }) {
      let name = document[argument.name]
      guard let type = expected.first(where: { $0.name == name })?.type,
        let value = coerce(literal: argument.value, in: document, to: type)
      else { continue }
      applied.arguments.append((name, value))
    }
    return applied
  }
}
