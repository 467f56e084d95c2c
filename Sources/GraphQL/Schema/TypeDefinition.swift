/// A named type of a schema.
///
/// One struct for the six kinds, since a rule asks each kind the same questions; what a kind does
/// not have is empty.
///
/// - Source: [Types](https://spec.graphql.org/September2025/#sec-Types).
public struct TypeDefinition: Sendable {
  public var id: TypeID
  public var kind: Kind
  public var name: String
  public var description: String?
  /// Of an object or an interface, in order.
  public var fields: [FieldDefinition] = []
  /// Places in ``fields`` by name.
  public var fieldIndex: [String: Int] = [:]
  /// The interfaces that an object or an interface says it implements, in order.
  public var interfaces: [TypeID] = []
  /// The objects that can stand for an interface, in the schema's order, or for a union, in its own.
  public var possibleTypes: [TypeID] = []
  /// Of an enum, in order.
  public var enumValues: [EnumValueDefinition] = []
  /// Of an input object, in order.
  public var inputFields: [InputValueDefinition] = []
  /// Whether an input object takes exactly one of its fields (`@oneOf`).
  public var isOneOf = false
  /// Where a scalar's format is written (`@specifiedBy`).
  public var specifiedByURL: String?
  /// The directives that the schema applies to the type.
  public var directives: [AppliedDirective] = []

  /// The kinds, in the words of `__TypeKind`.
  public enum Kind: String, Hashable, Sendable {
    case scalar = "SCALAR"
    case object = "OBJECT"
    case interface = "INTERFACE"
    case union = "UNION"
    case enumeration = "ENUM"
    case inputObject = "INPUT_OBJECT"
  }

  public init(id: TypeID, kind: Kind, name: String, description: String? = nil) {
    self.id = id
    self.kind = kind
    self.name = name
    self.description = description
  }

  /// The field of a name; `nil` where there is none.
  public func field(_ name: String) -> FieldDefinition? {
    fieldIndex[name].map { fields[$0] }
  }

  /// Whether a value of it is written without a selection set.
  public var isLeaf: Bool { kind == .scalar || kind == .enumeration }
  /// Whether its values are files that come beside the operation, and nothing else: a scalar that
  /// says so by `@specifiedBy`.
  public var isUpload: Bool { kind == .scalar && specifiedByURL == Self.multipartRequests }
  /// - Source: [GraphQL multipart request](https://github.com/jaydenseric/graphql-multipart-request-spec).
  private static let multipartRequests =
    "https://github.com/jaydenseric/graphql-multipart-request-spec"
  /// Whether its concrete type is known at run time only.
  public var isAbstract: Bool { kind == .interface || kind == .union }
  /// Whether it takes a selection set.
  public var isComposite: Bool { kind == .object || isAbstract }
  /// Whether it can be the type of an argument.
  public var isInput: Bool { isLeaf || kind == .inputObject }
  /// Whether it can be the type of a field.
  public var isOutput: Bool { kind != .inputObject }
}

/// A field of an object or of an interface.
public struct FieldDefinition: Sendable {
  public var name: String
  public var description: String?
  public var arguments: [InputValueDefinition]
  public var type: TypeReference
  public var deprecationReason: String?
  public var directives: [AppliedDirective]

  public init(
    name: String,
    description: String? = nil,
    arguments: [InputValueDefinition] = [],
    type: TypeReference,
    deprecationReason: String? = nil,
    directives: [AppliedDirective] = []
  ) {
    self.name = name
    self.description = description
    self.arguments = arguments
    self.type = type
    self.deprecationReason = deprecationReason
    self.directives = directives
  }
}

/// An argument, or a field of an input object.
public struct InputValueDefinition: Sendable {
  public var name: String
  public var description: String?
  public var type: TypeReference
  /// The default, coerced to `type`; `nil` where there is none, which is not `.null`.
  public var defaultValue: InputValue?
  /// The default as the schema writes it, for introspection and for printing; what it leaves out
  /// is filled in in `defaultValue` alone.
  public var defaultLiteral: String?
  public var deprecationReason: String?
  public var directives: [AppliedDirective]

  public init(
    name: String,
    description: String? = nil,
    type: TypeReference,
    defaultValue: InputValue? = nil,
    defaultLiteral: String? = nil,
    deprecationReason: String? = nil,
    directives: [AppliedDirective] = []
  ) {
    self.name = name
    self.description = description
    self.type = type
    self.defaultValue = defaultValue
    self.defaultLiteral = defaultLiteral
    self.deprecationReason = deprecationReason
    self.directives = directives
  }

  /// Whether a caller must give it: non-null and without a default.
  public var isRequired: Bool {
    !type.isNullable && defaultValue == nil && defaultLiteral == nil
  }
}

/// A value of an enum.
public struct EnumValueDefinition: Sendable {
  public var name: String
  public var description: String?
  public var deprecationReason: String?
  public var directives: [AppliedDirective]

  public init(
    name: String,
    description: String? = nil,
    deprecationReason: String? = nil,
    directives: [AppliedDirective] = []
  ) {
    self.name = name
    self.description = description
    self.deprecationReason = deprecationReason
    self.directives = directives
  }
}

/// A directive where the schema applies it, for example `@governed(parameter: "dueDate")`.
public struct AppliedDirective: Sendable {
  public var name: String
  /// The arguments that were given, coerced, in order.
  public var arguments: [(name: String, value: InputValue)]

  public init(name: String, arguments: [(name: String, value: InputValue)] = []) {
    self.name = name
    self.arguments = arguments
  }

  /// The argument of a name; `nil` where it was not given.
  public subscript(argument: String) -> InputValue? {
    arguments.first { $0.name == argument }?.value
  }
}

/// A directive that a schema knows.
///
/// - Source: [Directives](https://spec.graphql.org/September2025/#sec-Type-System.Directives).
public struct DirectiveDefinition: Sendable {
  public var name: String
  public var description: String?
  public var arguments: [InputValueDefinition]
  public var isRepeatable: Bool
  public var locations: [DirectiveLocation]

  public init(
    name: String,
    description: String? = nil,
    arguments: [InputValueDefinition] = [],
    isRepeatable: Bool = false,
    locations: [DirectiveLocation]
  ) {
    self.name = name
    self.description = description
    self.arguments = arguments
    self.isRepeatable = isRepeatable
    self.locations = locations
  }
}
