/// A schema that was checked: every name is resolved to a place, and no rule of chapter 3 is broken.
///
/// It never changes. What one audience may see is a schema of its own (``SchemaView``), so that
/// validation, planning and introspection cannot tell a hidden name from one that never was.
///
/// - Source: [Type system](https://spec.graphql.org/September2025/#sec-Type-System).
public final class Schema: Sendable {
  public let description: String?
  /// All named types, the built-in and the introspection types included, in the order of the text
  /// with the built-in ones last; a ``TypeID`` is a place in it.
  public let types: [TypeDefinition]
  /// The directives by order of definition, the built-in ones last.
  public let directives: [DirectiveDefinition]
  public let queryType: TypeID
  public let mutationType: TypeID?
  public let subscriptionType: TypeID?

  private let typeIndex: [String: TypeID]
  private let directiveIndex: [String: Int]

  /// Made by ``SchemaBuilder`` and ``SchemaView``, which have checked it.
  init(
    description: String?,
    types: [TypeDefinition],
    directives: [DirectiveDefinition],
    queryType: TypeID,
    mutationType: TypeID?,
    subscriptionType: TypeID?
  ) {
    self.description = description
    self.types = types
    self.directives = directives
    self.queryType = queryType
    self.mutationType = mutationType
    self.subscriptionType = subscriptionType
    self.typeIndex = Dictionary(
      types.map { ($0.name, $0.id) },
      uniquingKeysWith: { first, _ in first }
    )
    self.directiveIndex = Dictionary(
      directives.enumerated().map { ($1.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The type at a place.
  public subscript(type: TypeID) -> TypeDefinition { types[Int(type.rawValue)] }

  /// The type of a name; `nil` where there is none.
  public func type(named name: String) -> TypeDefinition? {
    typeIndex[name].map { self[$0] }
  }

  /// The directive of a name; `nil` where there is none.
  public func directive(named name: String) -> DirectiveDefinition? {
    directiveIndex[name].map { directives[$0] }
  }

  /// The root type of an operation; `nil` where the schema does not support it.
  public func rootType(of operation: OperationType) -> TypeID? {
    switch operation {
    case .query: queryType
    case .mutation: mutationType
    case .subscription: subscriptionType
    }
  }

  /// Whether an object of a concrete type can stand where another type is expected.
  public func isPossible(_ concrete: TypeID, for expected: TypeID) -> Bool {
    concrete == expected || self[expected].possibleTypes.contains(concrete)
  }

  /// A type reference as the language writes it, for example `[Ticket!]!`.
  public func text(of reference: TypeReference) -> String {
    switch reference {
    case .named(let type): self[type].name
    case .list(let item): "[\(text(of: item))]"
    case .nonNull(let inner): "\(text(of: inner))!"
    }
  }
}
