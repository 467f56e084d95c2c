// The rules between a type and the interfaces that it implements.
//
// Source: https://spec.graphql.org/September2025/#IsValidImplementation(); messages, places and order
// are graphql-js's.

extension SchemaAssembly {
  /// An object or interface is a super-set of the interfaces that it names.
  mutating func checkImplementations(of place: Int) {
    let type = draft.types[place]
    let ranges = Dictionary(grouping: type.interfaces, by: \.id).mapValues { $0.map(\.range) }
    var seen: Set<NameID> = []
    for name in type.interfaces {
      let implemented = Int(id(of: name).rawValue)
      let text = document[name]
      let all = ranges[name.id] ?? []
      if types[implemented].kind != .interface {
        report(
          "Type \(type.text) must only implement Interface types, it cannot implement \(text).",
          all
        )
      } else if implemented == place {
        report(
          "Type \(type.text) cannot implement itself"
            + " because it would create a circular reference.",
          all
        )
      } else if !seen.insert(name.id).inserted {
        report("Type \(type.text) can only implement \(text) once.", all)
      } else {
        checkAncestors(of: implemented, implementedBy: place, at: ranges)
        checkFields(of: implemented, implementedBy: place)
      }
    }
  }

  private mutating func checkAncestors(
    of interface: Int,
    implementedBy place: Int,
    at ranges: [NameID: [SourceRange]]
  ) {
    let (type, implemented) = (draft.types[place], draft.types[interface])
    for ancestor in implemented.interfaces where ranges[ancestor.id] == nil {
      let text = document[ancestor]
      report(
        id(of: ancestor) == types[place].id
          ? "Type \(type.text) cannot implement \(implemented.text)"
            + " because it would create a circular reference."
          : "Type \(type.text) must implement \(text)"
            + " because it is implemented by \(implemented.text).",
        implemented.interfaces.filter { $0.id == ancestor.id }.map(\.range)
          + (ranges[implemented.name.id] ?? [])
      )
    }
  }

  private mutating func checkFields(of interface: Int, implementedBy place: Int) {
    let (type, implemented) = (types[place], types[interface])
    for (expectedNode, expected) in zip(draft.types[interface].fields, implemented.fields) {
      let expectedName = "\(implemented.name).\(expected.name)"
      guard let index = type.fieldIndex[expected.name] else {
        report(
          "Interface field \(expectedName) expected but \(type.name) does not provide it.",
          [expectedNode.range] + draft.types[place].ranges
        )
        continue
      }
      let (field, node) = (type.fields[index], draft.types[place].fields[index])
      let name = "\(type.name).\(field.name)"
      if !isSubtype(field.type, of: expected.type) {
        report(
          "Interface field \(expectedName) expects type \(text(of: expected.type))"
            + " but \(name) is type \(text(of: field.type)).",
          document.types[expectedNode.type].range,
          document.types[node.type].range
        )
      }
      checkArguments(
        Implementation(field, node, name),
        of: Implementation(expected, expectedNode, expectedName)
      )
      if field.deprecationReason != nil, expected.deprecationReason == nil {
        report(
          "Interface field \(expectedName) is not deprecated,"
            + " so implementation field \(name) must not be deprecated.",
          directive("deprecated", in: node.directives)?.range,
          document.types[node.type].range
        )
      }
    }
  }

  /// One side of a field that an interface has and a type that implements it.
  private struct Implementation {
    let field: FieldDefinition
    let node: FieldNode
    /// Its coordinate.
    let name: String

    init(_ field: FieldDefinition, _ node: FieldNode, _ name: String) {
      self.field = field
      self.node = node
      self.name = name
    }

    /// The places of its arguments.
    var arguments: [NameID: Int] {
      Dictionary(
        node.arguments.enumerated().map { ($1.name.id, $0) },
        uniquingKeysWith: { first, _ in first }
      )
    }
  }

  private mutating func checkArguments(_ own: Implementation, of expected: Implementation) {
    let (ownPlaces, expectedPlaces) = (own.arguments, expected.arguments)
    for (argument, node) in zip(expected.field.arguments, expected.node.arguments) {
      guard let index = ownPlaces[node.name.id] else {
        report(
          "Interface field argument \(expected.name)(\(argument.name):) expected"
            + " but \(own.name) does not provide it.",
          node.range,
          own.node.range
        )
        continue
      }
      let type = own.field.arguments[index].type
      guard type != argument.type else { continue }
      report(
        "Interface field argument \(expected.name)(\(argument.name):) expects type"
          + " \(text(of: argument.type)) but \(own.name)(\(argument.name):)"
          + " is type \(text(of: type)).",
        document.types[node.type].range,
        document.types[own.node.arguments[index].type].range
      )
    }
    for (argument, node) in zip(own.field.arguments, own.node.arguments)
    where argument.isRequired && expectedPlaces[node.name.id] == nil {
      report(
        "Object field \(own.name) includes required argument \(argument.name) that is missing from"
          + " the Interface field \(expected.name).",
        node.range,
        expected.node.range
      )
    }
  }

  /// Whether a field's type can stand where an interface says another.
  ///
  /// - Source: [IsValidImplementationFieldType](https://spec.graphql.org/September2025/#IsValidImplementationFieldType()).
  private func isSubtype(_ type: TypeReference, of expected: TypeReference) -> Bool {
    switch (type, expected) {
    case (.nonNull(let inner), _): isSubtype(inner, of: expected.nullable)
    case (.list(let item), .list(let expectedItem)): isSubtype(item, of: expectedItem)
    case (.named(let id), .named(let expectedID)):
      id == expectedID || isMember(id, of: expectedID)
    case (.list, _), (.named, _): false
    }
  }
}
