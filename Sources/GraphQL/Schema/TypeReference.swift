/// The type of a field, an argument or a variable: a named type under lists and non-nulls.
///
/// - Invariant: `nonNull` never holds a `nonNull`.
/// - Source: [Wrapping types](https://spec.graphql.org/September2025/#sec-Wrapping-Types).
public indirect enum TypeReference: Hashable, Sendable {
  case named(TypeID)
  case list(TypeReference)
  case nonNull(TypeReference)

  /// The type under all wrappers.
  public var namedType: TypeID {
    switch self {
    case .named(let type): type
    case .list(let item): item.namedType
    case .nonNull(let inner): inner.namedType
    }
  }

  /// Whether null is a value of it.
  public var isNullable: Bool {
    if case .nonNull = self { return false }
    return true
  }

  /// The type without its outermost `!`.
  public var nullable: TypeReference {
    if case .nonNull(let inner) = self { return inner }
    return self
  }
}

/// A place in ``Schema/types``.
public struct TypeID: Hashable, Sendable {
  public var rawValue: Int32

  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }
}
