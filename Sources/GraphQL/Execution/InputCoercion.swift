import Bytes

/// The coercion of one JSON value to an input type, which goes on after a problem.
///
/// - Complexity: O(size of the value); its recursion is as deep as the JSON and the type, which
///   their parsers bound.
/// - Source: [Input values](https://spec.graphql.org/September2025/#sec-Input-Values).
struct InputCoercion {
  private let schema: Schema
  private(set) var problems: [Problem] = []
  private var path: [GraphQLError.PathComponent] = []

  /// What is wrong with a value inside of it.
  struct Problem {
    /// From the whole value, for example `.lines[2].price`.
    let path: String
    /// The value that is wrong, as text.
    let value: String
    let sentence: String
  }

  init(schema: Schema) {
    self.schema = schema
  }

  /// - Returns: `nil` where there was a problem.
  mutating func coerce(_ json: JSON, to type: TypeReference) -> InputValue? {
    switch type {
    case .nonNull(let inner):
      guard json != .null else {
        return fail(
          json,
          "Expected non-nullable type \"\(schema.text(of: type))\" not to be null."
        )
      }
      return coerce(json, to: inner)
    case .list(let item):
      if json == .null { return .null }
      guard case .array(let items) = json else {
        return coerce(json, to: item).map { .list([$0]) }
      }
      return list(items, of: item)
    case .named(let id):
      if json == .null { return .null }
      let definition = schema[id]
      return definition.kind == .inputObject
        ? object(json, definition) : leaf(json, definition)
    }
  }

  private mutating func list(_ items: [JSON], of type: TypeReference) -> InputValue? {
    var values: [InputValue] = []
    values.reserveCapacity(items.count)
    for (index, item) in items.enumerated() where !isFull {
      path.append(.index(index))
      if let value = coerce(item, to: type) { values.append(value) }
      path.removeLast()
    }
    return values.count == items.count ? .list(values) : nil
  }

  private mutating func object(_ json: JSON, _ type: TypeDefinition) -> InputValue? {
    guard case .object(let members) = json else {
      return fail(json, "Expected type \"\(type.name)\" to be an object.")
    }
    let before = problems.count
    var given: [JSON?] = Array(repeating: nil, count: type.inputFields.count)
    var unknown: [JSON.Member] = []
    for member in members where unknown.count < ExecutionLimits.variableErrors {
      if let place = type.inputFields.firstIndex(where: { $0.name.hasSameBytes(as: member.name) }) {
        given[place] = member.value
      } else {
        unknown.append(member)
      }
    }
    var coerced: [InputValue.Member] = []
    for (field, value) in zip(type.inputFields, given) where !isFull {
      if let value {
        path.append(.key(field.name))
        if let value = coerce(value, to: field.type) {
          coerced.append(InputValue.Member(name: field.name, value: value))
        }
        path.removeLast()
      } else if let value = field.defaultValue {
        coerced.append(InputValue.Member(name: field.name, value: value))
      } else if field.isRequired {
        let text = schema.text(of: field.type)
        _ = fail(json, "Field \"\(field.name)\" of required type \"\(text)\" was not provided.")
      }
    }
    for member in unknown where !isFull {
      let name = member.name.shortened(to: Limits.echo)
      _ = fail(json, "Field \"\(name)\" is not defined by type \"\(type.name)\".")
    }
    if type.isOneOf { checkOneOf(json, members, type) }
    return problems.count == before ? .object(coerced) : nil
  }

  /// - Source: [OneOf input objects](https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects).
  private mutating func checkOneOf(
    _ json: JSON,
    _ members: [JSON.Member],
    _ type: TypeDefinition
  ) {
    guard members.count == 1, let member = members.first else {
      _ = fail(json, "Exactly one key must be specified for OneOf type \"\(type.name)\".")
      return
    }
    guard member.value == .null else { return }
    let name = member.name.shortened(to: Limits.echo)
    path.append(.key(name))
    _ = fail(.null, "Field \"\(name)\" must be non-null.")
    path.removeLast()
  }

  private mutating func leaf(_ json: JSON, _ type: TypeDefinition) -> InputValue? {
    do throws(LeafError) {
      return try type.leaf(json: json)
    } catch {
      return fail(json, error.message)
    }
  }

  /// Whether there are more problems than are reported.
  private var isFull: Bool { problems.count >= ExecutionLimits.variableErrors }

  private mutating func fail(_ json: JSON, _ sentence: String) -> InputValue? {
    var place = ""
    for component in path {
      switch component {
      case .key(let name): place += ".\(name)"
      case .index(let index): place += "[\(index)]"
      }
    }
    problems.append(
      Problem(path: place, value: json.shownText.shortened(to: Limits.echo), sentence: sentence)
    )
    return nil
  }
}
