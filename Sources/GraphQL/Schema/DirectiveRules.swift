// The directives that a schema applies to its own parts.
//
// Source: https://spec.graphql.org/September2025/#sec-Type-System.Directives; the messages are
// graphql-js's.

extension SchemaAssembly {
  /// Checks every applied directive and keeps it, arguments coerced.
  mutating func applyDirectives() {
    _ = apply(draft.schemaDirectives, at: .schema)
    for (place, type) in draft.types.enumerated() {
      types[place].directives = apply(type.directives, at: type.kind.location)
      for (position, field) in type.fields.enumerated() {
        types[place].fields[position].directives = apply([field.directives], at: .fieldDefinition)
        for (index, argument) in field.arguments.enumerated() {
          types[place].fields[position].arguments[index].directives = apply(
            [argument.directives],
            at: .argumentDefinition
          )
        }
      }
      for (position, value) in type.values.enumerated() {
        types[place].enumValues[position].directives = apply([value.directives], at: .enumValue)
      }
      for (position, field) in type.inputFields.enumerated() {
        types[place].inputFields[position].directives = apply(
          [field.directives],
          at: .inputFieldDefinition
        )
      }
    }
    for (place, directive) in draft.directives.enumerated() {
      for (index, argument) in directive.arguments.enumerated() {
        directives[place].arguments[index].directives = apply(
          [argument.directives],
          at: .argumentDefinition
        )
      }
    }
  }

  /// The directives of one part, of its definition and of its extensions.
  private mutating func apply(
    _ ranges: [NodeRange],
    at location: DirectiveLocation
  ) -> [AppliedDirective] {
    var applied: [AppliedDirective] = []
    var seen: Set<NameID> = []
    for place in ranges.flatMap(\.indices) {
      let node = document.directives[place]
      let name = document[node.name]
      guard let index = draft.directiveIndex[name] else {
        report("Unknown directive \"@\(name)\".", node.range)
        continue
      }
      let definition = directives[index]
      if !definition.locations.contains(location) {
        report("Directive \"@\(name)\" may not be used on \(location.rawValue).", node.range)
      }
      if !seen.insert(node.name.id).inserted, !definition.isRepeatable {
        report("The directive \"@\(name)\" can only be used once at this location.", node.range)
      }
      applied.append(
        AppliedDirective(name: name, arguments: arguments(of: node, definition))
      )
    }
    return applied
  }

  private mutating func arguments(
    of node: Directive,
    _ definition: DirectiveDefinition
  ) -> [(name: String, value: InputValue)] {
    var arguments: [(name: String, value: InputValue)] = []
    var seen: Set<String> = []
    for place in node.arguments.indices {
      let argument = document.arguments[place]
      let name = document[argument.name]
      guard seen.insert(name).inserted else {
        report("There can be only one argument named \"\(name)\".", argument.name.range)
        continue
      }
      guard let expected = definition.arguments.first(where: { $0.name == name }) else {
        report(
          "Unknown argument \"\(name)\" on directive \"@\(definition.name)\".",
          argument.range
        )
        continue
      }
      if let value = value(argument.value, as: expected.type) {
        arguments.append((name, value))
      } else {
        report(
          "Argument \"@\(definition.name)(\(name):)\" has an invalid value:"
            + " \(document.text(ofValue: argument.value)) is not of type"
            + " \"\(text(of: expected.type))\".",
          document.values[argument.value].range
        )
      }
    }
    for expected in definition.arguments
    where expected.defaultLiteral == nil && !expected.type.isNullable
      && !seen.contains(expected.name)
    {
      report(
        "Directive \"@\(definition.name)\" argument \"\(expected.name)\" of type"
          + " \"\(text(of: expected.type))\" is required, but it was not provided.",
        node.range
      )
    }
    return arguments
  }

  private func value(_ place: Int, as type: TypeReference) -> InputValue? {
    guard let bare else { return nil }
    return LiteralCoercion(
      schema: bare,
      document: document,
      variables: { _ in nil },
      defaultValue: { types[Int($0.rawValue)].inputFields[$1].defaultValue }
    ).value(place, as: type)
  }
}

extension TypeDefinition.Kind {
  /// Where a directive on a type of the kind stands.
  var location: DirectiveLocation {
    switch self {
    case .scalar: .scalar
    case .object: .object
    case .interface: .interface
    case .union: .union
    case .enumeration: .enumeration
    case .inputObject: .inputObject
    }
  }
}
