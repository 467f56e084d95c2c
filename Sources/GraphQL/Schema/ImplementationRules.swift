// The rules between a type and the interfaces that it implements.
//
// Source: https://spec.graphql.org/September2025/#IsValidImplementation(); the messages are
// graphql-js's.

extension SchemaAssembly {
  /// Every object and interface is a super-set of the interfaces that it names.
  mutating func checkImplementations() {
    for (place, type) in draft.types.enumerated() where !draft.isBuiltIn(type.name.range) {
      var seen: Set<NameID> = []
      for name in type.interfaces {
        guard let interface = self.type(named: name) else { continue }
        guard interface.kind == .interface else {
          report(
            "Type \(type.text) must only implement Interface types,"
              + " it cannot implement \(interface.name).",
            name.range
          )
          continue
        }
        if interface.id == types[place].id {
          report(
            "Type \(type.text) cannot implement itself"
              + " because it would create a circular reference.",
            name.range
          )
          continue
        }
        guard seen.insert(name.id).inserted else {
          report("Type \(type.text) can only implement \(interface.name) once.", name.range)
          continue
        }
        checkAncestors(of: interface, implementedBy: types[place], at: name)
        checkFields(of: interface, implementedBy: place, at: name)
      }
    }
  }

  private mutating func checkAncestors(
    of interface: TypeDefinition,
    implementedBy type: TypeDefinition,
    at name: Name
  ) {
    for ancestor in interface.interfaces where !type.interfaces.contains(ancestor) {
      report(
        ancestor == type.id
          ? "Type \(type.name) cannot implement \(interface.name)"
            + " because it would create a circular reference."
          : "Type \(type.name) must implement \(types[Int(ancestor.rawValue)].name)"
            + " because it is implemented by \(interface.name).",
        name.range
      )
    }
  }

  private mutating func checkFields(
    of interface: TypeDefinition,
    implementedBy place: Int,
    at name: Name
  ) {
    let type = types[place]
    for expected in interface.fields {
      let expectedName = "\(interface.name).\(expected.name)"
      guard let index = type.fieldIndex[expected.name] else {
        report(
          "Interface field \(expectedName) expected but \(type.name) does not provide it.",
          name.range
        )
        continue
      }
      let field = type.fields[index]
      let node = draft.types[place].fields[index]
      if !isSubtype(field.type, of: expected.type) {
        report(
          "Interface field \(expectedName) expects type \(text(of: expected.type))"
            + " but \(type.name).\(field.name) is type \(text(of: field.type)).",
          document.types[node.type].range
        )
      }
      if field.deprecationReason != nil, expected.deprecationReason == nil {
        report(
          "Interface field \(expectedName) is not deprecated,"
            + " so implementation field \(type.name).\(field.name) must not be deprecated.",
          directive("deprecated", in: node.directives)?.range ?? node.range
        )
      }
      checkArguments(of: field, node, expected, "\(type.name).\(field.name)", expectedName)
    }
  }

  private mutating func checkArguments(
    of field: FieldDefinition,
    _ node: FieldNode,
    _ expected: FieldDefinition,
    _ name: String,
    _ expectedName: String
  ) {
    for argument in expected.arguments {
      let index = field.arguments.firstIndex { $0.name == argument.name }
      guard let index else {
        report(
          "Interface field argument \(expectedName)(\(argument.name):) expected"
            + " but \(name) does not provide it.",
          node.range
        )
        continue
      }
      let type = field.arguments[index].type
      if type != argument.type {
        report(
          "Interface field argument \(expectedName)(\(argument.name):) expects type"
            + " \(text(of: argument.type)) but \(name)(\(argument.name):)"
            + " is type \(text(of: type)).",
          document.types[node.arguments[index].type].range
        )
      }
    }
    for (argument, argumentNode) in zip(field.arguments, node.arguments)
    where !argument.type.isNullable && argumentNode.defaultValue == nil {
      guard !expected.arguments.contains(where: { $0.name == argument.name }) else { continue }
      report(
        "Object field \(name) includes required argument \(argument.name) that is missing from"
          + " the Interface field \(expectedName).",
        argumentNode.range
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
      id == expectedID || types[Int(expectedID.rawValue)].possibleTypes.contains(id)
        || types[Int(id.rawValue)].interfaces.contains(expectedID)
    case (.list, _), (.named, _): false
    }
  }
}
