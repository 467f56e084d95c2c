extension Schema {
  /// What a literal means as a type: constants coerced, defaults of input fields filled in.
  ///
  /// A variable stands for the value that it has; its type was checked by validation.
  ///
  /// - Parameters:
  ///   - place: A place in ``Document/values``.
  ///   - document: Where it stands.
  ///   - type: The type of the position.
  ///   - variables: The value of a variable, `nil` where it is not given.
  /// - Returns: The value; `nil` where the literal is not one of the type, and where it is itself
  ///   a variable that is not given.
  /// - Complexity: O(nodes of the literal), times the fields of each input object.
  /// - Source: [Input coercion](https://spec.graphql.org/September2025/#sec-Input-Values.Input-Coercion).
  public func coerce(
    literal place: Int,
    in document: Document,
    to type: TypeReference,
    variables: @escaping (NameID) -> InputValue? = { _ in nil }
  ) -> InputValue? {
    LiteralCoercion(
      schema: self,
      document: document,
      variables: variables,
      defaultValue: { self[$0].inputFields[$1].defaultValue }
    ).value(place, as: type)
  }
}

/// The coercion of one literal.
///
/// ``SchemaBuilder`` uses it too, while the defaults of input fields are still being found.
struct LiteralCoercion {
  let schema: Schema
  let document: Document
  let variables: (NameID) -> InputValue?
  /// The default of an input object's field, by its place.
  let defaultValue: (TypeID, Int) -> InputValue?

  func value(_ place: Int, as type: TypeReference) -> InputValue? {
    let kind = document.values[place].kind
    if case .variable(let name) = kind {
      guard let value = variables(name), value != .null || type.isNullable else { return nil }
      return value
    }
    switch type {
    case .nonNull(let inner):
      return kind == .null ? nil : value(place, as: inner)
    case .list, .named:
      if kind == .null { return .null }
    }
    switch type {
    case .list(let item): return list(place, of: item)
    case .named(let id): return named(place, schema[id])
    case .nonNull: return nil
    }
  }

  /// A list, or one item that stands for a list of it.
  private func list(_ place: Int, of item: TypeReference) -> InputValue? {
    guard case .list(let items) = document.values[place].kind else {
      return value(place, as: item).map { .list([$0]) }
    }
    var values: [InputValue] = []
    values.reserveCapacity(Int(items.count))
    for index in items.indices {
      if let value = value(index, as: item) {
        values.append(value)
      } else if isMissingVariable(index), item.isNullable {
        values.append(.null)
      } else {
        return nil
      }
    }
    return .list(values)
  }

  private func named(_ place: Int, _ type: TypeDefinition) -> InputValue? {
    switch type.kind {
    case .inputObject:
      return inputObject(place, type)
    case .scalar where type.builtInScalar == nil:
      return document.freeValue(place, variables: variables)
    case .scalar, .enumeration:
      return try? type.leaf(literal: place, in: document)
    case .object, .interface, .union:
      return nil
    }
  }

  private func inputObject(_ place: Int, _ type: TypeDefinition) -> InputValue? {
    guard case .object(let fields) = document.values[place].kind else { return nil }
    for field in fields.indices {
      let name = document[document.objectFields[field].name]
      guard type.inputFields.contains(where: { $0.name == name }) else { return nil }
    }
    // Exactly one entry may be written, whatever the variables turn out to be.
    if type.isOneOf, fields.count != 1 { return nil }
    var members: [InputValue.Member] = []
    for (position, definition) in type.inputFields.enumerated() {
      let given = fields.indices.first {
        document[document.objectFields[$0].name] == definition.name
      }
      if let given, !isMissingVariable(document.objectFields[given].value) {
        guard let value = value(document.objectFields[given].value, as: definition.type) else {
          return nil
        }
        members.append(InputValue.Member(name: definition.name, value: value))
      } else if let value = defaultValue(type.id, position) {
        members.append(InputValue.Member(name: definition.name, value: value))
      } else if !definition.type.isNullable {
        return nil
      }
    }
    if type.isOneOf, members.count != 1 || members.first?.value == .null { return nil }
    return .object(members)
  }

  private func isMissingVariable(_ place: Int) -> Bool {
    guard case .variable(let name) = document.values[place].kind else { return false }
    return variables(name) == nil
  }
}
