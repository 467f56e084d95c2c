/// A field that every schema has without writing it down.
///
/// - Source: [Introspection](https://spec.graphql.org/September2025/#sec-Introspection).
enum MetaField: String, Hashable, Sendable, CaseIterable {
  /// On every composite type.
  case typename = "__typename"
  /// On the root type of queries.
  case schema = "__schema"
  /// On the root type of queries.
  case type = "__type"

  /// Whether it begins introspection, which the limits count apart.
  var isIntrospection: Bool { self != .typename }

  /// Its definition; `nil` where the schema lacks the introspection types.
  func definition(in schema: Schema) -> FieldDefinition? {
    switch self {
    case .typename:
      guard let string = schema.type(named: "String") else { return nil }
      return FieldDefinition(name: rawValue, type: .nonNull(.named(string.id)))
    case .schema:
      guard let type = schema.type(named: "__Schema") else { return nil }
      return FieldDefinition(name: rawValue, type: .nonNull(.named(type.id)))
    case .type:
      guard let type = schema.type(named: "__Type"), let string = schema.type(named: "String")
      else { return nil }
      let name = InputValueDefinition(name: "name", type: .nonNull(.named(string.id)))
      return FieldDefinition(name: rawValue, arguments: [name], type: .named(type.id))
    }
  }
}
