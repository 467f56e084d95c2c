import Bytes

/// The coercion of one JSON value to an input type, which goes on after a problem.
///
/// - Complexity: O(size of the value); its recursion is as deep as the JSON and the type, which
///   their parsers bound.
/// - Source: [Input values](https://spec.graphql.org/September2025/#sec-Input-Values).
struct InputCoercion {
  private let schema: Schema
  /// How many problems are looked for.
  private let limit: Int
  /// How many characters of a value a problem repeats.
  private let echo: Int
  private let suggestions: Bool
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

  init(schema: Schema, limit: Int, echo: Int, suggestions: Bool) {
    self.schema = schema
    self.limit = limit
    self.echo = echo
    self.suggestions = suggestions
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
    for member in members where unknown.count < limit {
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
      let name = member.name.shortened(to: echo)
      let near = suggested(member.name, among: type.inputFields.map(\.name))
      _ = fail(json, "Field \"\(name)\" is not defined by type \"\(type.name)\".\(near)")
    }
    if type.isOneOf, !isFull { checkOneOf(json, given, type) }
    return problems.count == before ? .object(coerced) : nil
  }

  /// - Source: [OneOf input objects](https://spec.graphql.org/September2025/#sec-OneOf-Input-Objects).
  private mutating func checkOneOf(_ json: JSON, _ given: [JSON?], _ type: TypeDefinition) {
    let places = given.indices.filter { given[$0] != nil }
    guard let place = places.first, places.count == 1 else {
      _ = fail(json, "Exactly one key must be specified for OneOf type \"\(type.name)\".")
      return
    }
    guard given[place] == .null else { return }
    let name = type.inputFields[place].name
    path.append(.key(name))
    _ = fail(.null, "Field \"\(name)\" must be non-null.")
    path.removeLast()
  }

  private mutating func leaf(_ json: JSON, _ type: TypeDefinition) -> InputValue? {
    do throws(LeafError) {
      return try type.leaf(json: json, echo: echo)
    } catch {
      guard type.kind == .enumeration else { return fail(json, error.message) }
      let shown = if case .string(let name) = json { name } else { json.shownText(echo: echo) }
      let near = suggested(shown, among: type.enumValues.map(\.name), as: "the enum value ")
      return fail(json, error.message + near)
    }
  }

  /// The end of a sentence about a wrong name, or nothing.
  private func suggested(
    _ name: String,
    among names: [String],
    as context: String = ""
  ) -> String {
    guard suggestions else { return "" }
    return Suggestions.sentence(Suggestions.near(name, among: names), about: context)
  }

  /// Whether there are more problems than are reported.
  private var isFull: Bool { problems.count >= limit }

  private mutating func fail(_ json: JSON, _ sentence: String) -> InputValue? {
    var place = ""
    for component in path {
      switch component {
      case .key(let name): place += ".\(name)"
      case .index(let index): place += "[\(index)]"
      }
    }
    let value = json.shownText(echo: echo).shortened(to: echo)
    problems.append(Problem(path: place, value: value, sentence: sentence))
    return nil
  }
}
