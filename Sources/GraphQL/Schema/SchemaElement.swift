/// What a schema coordinate names.
///
/// - Source: [Schema coordinates](https://spec.graphql.org/September2025/#sec-Schema-Coordinates).
public enum SchemaElement: Sendable {
  case namedType(TypeDefinition)
  case field(FieldDefinition)
  case inputField(InputValueDefinition)
  case enumValue(EnumValueDefinition)
  case fieldArgument(InputValueDefinition)
  case directive(DirectiveDefinition)
  case directiveArgument(InputValueDefinition)

  /// The kind, in the words of the specification's table without blanks, as graphql-js has it.
  public var kind: String {
    switch self {
    case .namedType: "NamedType"
    case .field: "Field"
    case .inputField: "InputField"
    case .enumValue: "EnumValue"
    case .fieldArgument: "FieldArgument"
    case .directive: "Directive"
    case .directiveArgument: "DirectiveArgument"
    }
  }

  /// The element's own name, the last of its coordinate.
  public var name: String {
    switch self {
    case .namedType(let type): type.name
    case .field(let field): field.name
    case .enumValue(let value): value.name
    case .directive(let directive): directive.name
    case .inputField(let input), .fieldArgument(let input), .directiveArgument(let input):
      input.name
    }
  }
}

extension Schema {
  /// The element that a coordinate names.
  ///
  /// - Returns: `nil` where the last of its names is unknown.
  /// - Throws: Where what should contain the element is unknown, or can contain none of its kind.
  /// - Source: [Resolving a schema coordinate](https://spec.graphql.org/September2025/#sec-Schema-Coordinates.Resolving-a-Schema-Coordinate);
  ///   the messages are graphql-js's.
  public func element(at coordinate: SchemaCoordinate) throws(GraphQLError) -> SchemaElement? {
    switch coordinate {
    case .type(let name):
      return type(named: name).map { .namedType($0) }
    case .member(let type, let name):
      return try member(name, of: type)
    case .argument(let type, let field, let name):
      let definition = try containing(type)
      guard definition.kind == .object || definition.kind == .interface else {
        throw expected(type, "to be an object type or interface type.")
      }
      guard let field = definition.field(field) else {
        throw expected(
          field,
          "to exist as a field of type \"\(type.shortened(to: Limits.echo))\" in the schema."
        )
      }
      return field.arguments.first { $0.name == name }.map { .fieldArgument($0) }
    case .directive(let name):
      return directive(named: name).map { .directive($0) }
    case .directiveArgument(let directive, let name):
      guard let definition = self.directive(named: directive) else {
        throw expected(directive, "to be defined as a directive in the schema.")
      }
      return definition.arguments.first { $0.name == name }.map { .directiveArgument($0) }
    }
  }

  private func member(_ name: String, of type: String) throws(GraphQLError) -> SchemaElement? {
    let definition = try containing(type)
    switch definition.kind {
    case .enumeration:
      return definition.enumValues.first { $0.name == name }.map { .enumValue($0) }
    case .inputObject:
      return definition.inputFields.first { $0.name == name }.map { .inputField($0) }
    case .object, .interface:
      return definition.field(name).map { .field($0) }
    case .scalar, .union:
      throw expected(type, "to be an Enum, Input Object, Object or Interface type.")
    }
  }

  private func containing(_ name: String) throws(GraphQLError) -> TypeDefinition {
    guard let type = type(named: name) else {
      throw expected(name, "to be defined as a type in the schema.")
    }
    return type
  }

  private func expected(_ name: String, _ what: String) -> GraphQLError {
    GraphQLError("Expected \"\(name.shortened(to: Limits.echo))\" \(what)")
  }
}
