/// A text that was parsed: operations, fragments and type system definitions.
///
/// The nodes stand in flat tables and name each other by place, so that a document is a handful of
/// arrays whatever its depth: it is released without recursion, a walk touches memory in order, and
/// a rule that asks for "every argument" reads one table.
///
/// - Invariant: What belongs together stands together. The selections of one set, the arguments of
///   one field, the directives at one location and the items of one list are each one ``NodeRange``,
///   in the order of the text.
/// - Source: [Document](https://spec.graphql.org/September2025/#sec-Document).
public struct Document: Sendable {
  /// The text, for locations.
  public var source: Source
  /// How many characters of the text one error repeats: ``Limits/echo``.
  public var echo: Int
  /// The distinct names of the document; a ``NameID`` is a place in it.
  ///
  /// They live as long as the document and no longer, so a client cannot fill the server with
  /// names.
  public var names: [String] = []
  /// The values of string literals, escapes and block indentation resolved.
  public var strings: [String] = []
  /// What the document defines, in order.
  public var definitions: [Definition] = []
  public var operations: [OperationDefinition] = []
  public var fragments: [FragmentDefinition] = []
  public var variables: [VariableDefinition] = []
  public var selections: [Selection] = []
  public var arguments: [Argument] = []
  public var directives: [Directive] = []
  public var values: [Value] = []
  public var objectFields: [ObjectField] = []
  public var types: [TypeNode] = []
  public var typeSystem: [TypeSystemDefinition] = []

  public init(source: Source, echo: Int = Limits.echo) {
    self.source = source
    self.echo = echo
  }

  /// The text of a name.
  public subscript(name: NameID) -> String { names[Int(name.rawValue)] }
  /// The text of a name where it stands.
  public subscript(name: Name) -> String { names[Int(name.id.rawValue)] }
}

/// A place in ``Document/names``.
///
/// Two names of one document are equal when their ids are.
public struct NameID: Hashable, Sendable {
  public var rawValue: Int32

  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }
}

/// A name and where it stands.
public struct Name: Hashable, Sendable {
  public var id: NameID
  public var range: SourceRange

  public init(id: NameID, range: SourceRange) {
    self.id = id
    self.range = range
  }
}

/// A run of nodes in one table of a ``Document``.
public struct NodeRange: Hashable, Sendable {
  public var start: Int32
  public var count: Int32

  public static let none = NodeRange(start: 0, count: 0)

  public init(start: Int32, count: Int32) {
    self.start = start
    self.count = count
  }

  public var isEmpty: Bool { count == 0 }
  /// The places, for `for index in range.indices`.
  public var indices: Range<Int> { Int(start)..<Int(start &+ count) }
}

/// One definition of a document, in the order of the text.
public enum Definition: Hashable, Sendable {
  /// A place in ``Document/operations``.
  case operation(Int)
  /// A place in ``Document/fragments``.
  case fragment(Int)
  /// A place in ``Document/typeSystem``.
  case typeSystem(Int)
}

/// A description as written.
///
/// - Source: [Descriptions](https://spec.graphql.org/September2025/#sec-Descriptions).
public struct DescriptionNode: Hashable, Sendable {
  /// A place in ``Document/strings``.
  public var string: Int
  /// Whether it is a block string.
  public var isBlock: Bool
}

/// What an operation does.
public enum OperationType: String, Hashable, Sendable, CaseIterable {
  case query
  case mutation
  case subscription
}

/// - Source: [Operations](https://spec.graphql.org/September2025/#sec-Language.Operations).
public struct OperationDefinition: Sendable {
  public var description: DescriptionNode?
  public var type: OperationType
  /// `nil` for an anonymous operation.
  public var name: Name?
  public var variables: NodeRange
  public var directives: NodeRange
  public var selections: NodeRange
  /// From `{` to `}`.
  public var selectionSetRange: SourceRange
  public var range: SourceRange
}

/// - Source: [Fragments](https://spec.graphql.org/September2025/#sec-Language.Fragments).
public struct FragmentDefinition: Sendable {
  public var description: DescriptionNode?
  public var name: Name
  public var typeCondition: Name
  public var directives: NodeRange
  public var selections: NodeRange
  public var selectionSetRange: SourceRange
  public var range: SourceRange
}

/// - Source: [Variables](https://spec.graphql.org/September2025/#sec-Language.Variables).
public struct VariableDefinition: Sendable {
  public var description: DescriptionNode?
  /// Without the `$`; its range begins at the `$`.
  public var name: Name
  /// A place in ``Document/types``.
  public var type: Int
  /// A place in ``Document/values``.
  public var defaultValue: Int?
  public var directives: NodeRange
  public var range: SourceRange
}

/// One entry of a selection set.
///
/// A closed set: a `switch` over it has no `default`, so that a new kind of selection is a compile
/// error wherever it is not handled.
///
/// - Source: [Selection](https://spec.graphql.org/September2025/#Selection).
public enum Selection: Sendable {
  case field(Field)
  case fragmentSpread(FragmentSpread)
  case inlineFragment(InlineFragment)

  public struct Field: Sendable {
    public var alias: Name?
    public var name: Name
    public var arguments: NodeRange
    public var directives: NodeRange
    /// Empty where the field has no selection set: an empty set is a syntax error.
    public var selections: NodeRange
    public var range: SourceRange

    /// The alias where there is one, else the name.
    public var responseKey: Name { alias ?? name }
  }

  public struct FragmentSpread: Sendable {
    public var name: Name
    public var directives: NodeRange
    public var range: SourceRange
  }

  public struct InlineFragment: Sendable {
    public var typeCondition: Name?
    public var directives: NodeRange
    public var selections: NodeRange
    public var range: SourceRange
  }
}

/// - Source: [Arguments](https://spec.graphql.org/September2025/#sec-Language.Arguments).
public struct Argument: Sendable {
  public var name: Name
  /// A place in ``Document/values``.
  public var value: Int
  public var range: SourceRange
}

/// - Source: [Directives](https://spec.graphql.org/September2025/#sec-Language.Directives).
public struct Directive: Sendable {
  /// Without the `@`.
  public var name: Name
  public var arguments: NodeRange
  /// From the `@`.
  public var range: SourceRange
}

/// A literal or a variable.
///
/// - Source: [Input values](https://spec.graphql.org/September2025/#sec-Input-Values).
public struct Value: Sendable {
  public var kind: Kind
  public var range: SourceRange

  public enum Kind: Hashable, Sendable {
    case variable(NameID)
    /// Its digits are the source's.
    case int
    /// Its digits are the source's.
    case float
    /// A place in ``Document/strings``.
    case string(Int, isBlock: Bool)
    case boolean(Bool)
    case null
    case enumeration(NameID)
    /// Items in ``Document/values``.
    case list(NodeRange)
    /// Fields in ``Document/objectFields``.
    case object(NodeRange)
  }
}

/// One field of an input object literal.
public struct ObjectField: Sendable {
  public var name: Name
  /// A place in ``Document/values``.
  public var value: Int
  public var range: SourceRange
}

/// A type as written.
///
/// - Source: [Type references](https://spec.graphql.org/September2025/#sec-Type-References).
public struct TypeNode: Sendable {
  public var kind: Kind
  public var range: SourceRange

  public enum Kind: Hashable, Sendable {
    case named(Name)
    /// A place in ``Document/types``.
    case list(Int)
    /// A place in ``Document/types``; never that of another `nonNull`.
    case nonNull(Int)
  }
}
