/// One definition or extension of the type system, as written.
///
/// - Source: [Type system](https://spec.graphql.org/September2025/#sec-Type-System).
public struct TypeSystemDefinition: Sendable {
  /// Whether it began with `extend`.
  public var isExtension: Bool
  /// `nil` on every extension.
  public var description: DescriptionNode?
  /// `nil` for `schema` alone.
  public var name: Name?
  public var directives: NodeRange
  public var kind: Kind
  public var range: SourceRange

  public enum Kind: Sendable {
    case schema(rootOperations: [RootOperation])
    case scalar
    case object(interfaces: [Name], fields: [FieldNode])
    case interface(interfaces: [Name], fields: [FieldNode])
    case union(members: [Name])
    case enumeration(values: [EnumValueNode])
    case inputObject(fields: [InputValueNode])
    case directive(arguments: [InputValueNode], isRepeatable: Bool, locations: [Name])
  }

  /// `query: Query` in a schema definition.
  public struct RootOperation: Sendable {
    public var operation: OperationType
    public var type: Name
    public var range: SourceRange
  }
}

/// A field of an object or of an interface, as written.
public struct FieldNode: Sendable {
  public var description: DescriptionNode?
  public var name: Name
  public var arguments: [InputValueNode]
  /// A place in ``Document/types``.
  public var type: Int
  public var directives: NodeRange
  public var range: SourceRange
}

/// An argument or a field of an input object, as written.
public struct InputValueNode: Sendable {
  public var description: DescriptionNode?
  public var name: Name
  /// A place in ``Document/types``.
  public var type: Int
  /// A place in ``Document/values``.
  public var defaultValue: Int?
  public var directives: NodeRange
  public var range: SourceRange
}

/// A value of an enum, as written.
public struct EnumValueNode: Sendable {
  public var description: DescriptionNode?
  public var name: Name
  public var directives: NodeRange
  public var range: SourceRange
}
