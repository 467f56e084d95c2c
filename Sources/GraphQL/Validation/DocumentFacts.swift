/// What one walk over a document found, with a schema beside it: the tables that every rule asks.
///
/// A rule is a query on these tables and never walks the document itself. Where a rule would need
/// a walk of its own, a table is missing here.
///
/// - Invariant: ``selections``, ``arguments``, ``directives``, ``values``, ``objectFields`` and
///   ``variables`` are parallel to the tables of the same name in ``document``. A moment is a count
///   of nodes entered and left, in the order in which graphql-js visits them; it orders the errors.
struct DocumentFacts: Sendable {
  let document: Document
  let schema: Schema
  let limits: DocumentLimits

  /// Of the document's end.
  var end: Int32 = 0
  var operations: [Scope]
  var fragments: [Scope]
  var selections: [SelectionFact]
  var arguments: [ArgumentFact]
  var directives: [DirectiveFact]
  var values: [ValueFact]
  /// The moments of the fields of input object literals.
  var objectFields: [Int32]
  var variables: [VariableFact]

  /// The places of the selections, in the order of the walk: those of a scope stand together.
  var selectionOrder: [Int] = []
  /// The argument lists that are not empty.
  var argumentLists: [List] = []
  /// The directive lists that are not empty.
  var directiveLists: [List] = []
  /// Where a type is named: the types of variables and the conditions of fragments.
  var namedTypes: [NamedTypeUse] = []
  /// Where a variable is used: the uses of a scope stand together, in the order of the text.
  var variableUses: [VariableUse] = []
  /// Where a fragment is spread: the spreads of a scope stand together.
  var spreads: [Spread] = []
  /// Places in ``variableUses``, for each operation: its own uses and those of its fragments.
  var operationUses: [[Int]] = []
  /// Whether there are more than ``DocumentLimits/variableUses`` of them; then ``operationUses`` is empty.
  var isTooComplex = false
  /// Which of ``fragments`` a name means, by ``NameID``; -1 where there is none.
  ///
  /// Of two fragments with one name it is the last, as in graphql-js.
  var fragmentOfName: [Int32]

  /// Walks the document once.
  ///
  /// - Complexity: O(nodes). It recurses as deep as the document nests, which the parser bounded by
  ///   ``Limits/recursion``.
  static func found(
    in document: Document,
    schema: Schema,
    limits: DocumentLimits
  ) -> DocumentFacts {
    var walk = FactsWalk(DocumentFacts(empty: document, schema: schema, limits: limits))
    walk.run()
    var facts = walk.facts
    let uses = facts.usesByOperation()
    facts.isTooComplex = uses == nil
    facts.operationUses = uses ?? Array(repeating: [], count: document.operations.count)
    return facts
  }

  private init(empty document: Document, schema: Schema, limits: DocumentLimits) {
    self.document = document
    self.schema = schema
    self.limits = limits
    operations = Array(repeating: Scope(), count: document.operations.count)
    fragments = Array(repeating: Scope(), count: document.fragments.count)
    selections = Array(repeating: SelectionFact(), count: document.selections.count)
    arguments = Array(repeating: ArgumentFact(), count: document.arguments.count)
    directives = Array(repeating: DirectiveFact(), count: document.directives.count)
    values = Array(repeating: ValueFact(), count: document.values.count)
    objectFields = Array(repeating: 0, count: document.objectFields.count)
    variables = Array(repeating: VariableFact(), count: document.variables.count)
    fragmentOfName = Array(repeating: -1, count: document.names.count)
    for (place, fragment) in document.fragments.enumerated() {
      fragmentOfName[Int(fragment.name.id.rawValue)] = Int32(clamping: place)
    }
  }
}

extension DocumentFacts {
  /// An operation or a fragment.
  struct Scope: Sendable {
    var enter: Int32 = 0
    var leave: Int32 = 0
    /// The moment of its selection set.
    var set: Int32 = 0
    /// What its selections select on; `nil` where that is no composite type of the schema.
    var type: TypeID?
    /// Places in ``DocumentFacts/selectionOrder``.
    var selections = 0..<0
    /// Places in ``DocumentFacts/variableUses``.
    var uses = 0..<0
    /// Places in ``DocumentFacts/spreads``.
    var spreads = 0..<0
  }

  struct SelectionFact: Sendable {
    var enter: Int32 = 0
    var leave: Int32 = 0
    /// The moment of its own selection set.
    var set: Int32 = 0
    /// What it selects on; `nil` where that is unknown.
    var parent: TypeID?
    /// Of a field: what the schema defines.
    var field = FieldPlace.unknown
    /// What a field answers or an inline fragment stands on.
    ///
    /// Of a field it is the type under all wrappers; of an inline fragment the condition's type,
    /// or else the type around it.
    var type: TypeID?
    /// How many fields lie above it in its scope, itself included, introspection apart.
    var depth: Int32 = 0
    /// The same for the fields from `__schema` or `__type` down.
    var introspectionDepth: Int32 = 0
    /// How many of those are lists of `__Type` that lead to other types.
    var listDepth: Int32 = 0
  }

  /// Which definition a field has.
  enum FieldPlace: Hashable, Sendable {
    /// The parent type is unknown or has no such field.
    case unknown
    /// A place in the fields of a type.
    case defined(TypeID, Int)
    /// A field that the schema does not write down.
    case meta(MetaField)
  }

  struct ArgumentFact: Sendable {
    var enter: Int32 = 0
    /// Whether the field or the directive defines it.
    var isDefined = false
  }

  struct DirectiveFact: Sendable {
    var enter: Int32 = 0
    var leave: Int32 = 0
    var location = DirectiveLocation.query
  }

  struct ValueFact: Sendable {
    var enter: Int32 = 0
    /// What is expected where it stands; `nil` where that is unknown.
    var type: TypeReference?
    /// Whether the literals around it are of the right kind, so that it is judged itself.
    var isChecked = false
  }

  struct VariableFact: Sendable {
    var enter: Int32 = 0
    /// `nil` where it names a type that the schema does not have.
    var type: TypeReference?
  }

  struct List: Sendable {
    var nodes: NodeRange
    /// Of the node that has the list.
    var moment: Int32
  }

  struct NamedTypeUse: Sendable {
    var name: Name
    var moment: Int32
  }

  struct VariableUse: Sendable {
    var name: NameID
    var range: SourceRange
    /// What is expected where it stands; `nil` where that is unknown.
    var type: TypeReference?
    /// Whether the argument or the input field has a default.
    var hasDefault: Bool
    /// The OneOf input object of which it is a field.
    var oneOf: TypeID?
  }

  struct Spread: Sendable {
    /// A place in ``Document/selections``.
    var selection: Int
    var name: Name
    /// A place in ``DocumentFacts/fragments``; `nil` where no fragment has the name.
    var fragment: Int?
  }
}

extension DocumentFacts {
  /// The definition of a field; `nil` where it is unknown.
  func definition(of place: FieldPlace) -> FieldDefinition? {
    switch place {
    case .unknown: nil
    case .defined(let type, let index): schema.types[Int(type.rawValue)].fields[index]
    case .meta(let field): field.definition(in: schema)
    }
  }

  /// The fragment of a name.
  func fragment(named name: NameID) -> Int? {
    let place = fragmentOfName[Int(name.rawValue)]
    return place < 0 ? nil : Int(place)
  }

  /// A name as an error repeats it.
  func text(_ name: Name) -> String { text(name.id) }

  /// A name as an error repeats it: at most ``Limits/echo`` characters.
  func text(_ name: NameID) -> String {
    document[name].shortened(to: document.echo)
  }

  /// A type as an error repeats it: at most ``Limits/echo`` characters.
  func text(of type: TypeReference) -> String {
    schema.text(of: type).shortened(to: document.echo)
  }

  /// The selection set of a selection; empty where it has none.
  func subselections(of selection: Int) -> NodeRange {
    switch document.selections[selection] {
    case .field(let field): field.selections
    case .inlineFragment(let fragment): fragment.selections
    case .fragmentSpread: .none
    }
  }

  /// Where a spread begins.
  func start(of spread: Spread) -> Int32 {
    guard case .fragmentSpread(let node) = document.selections[spread.selection] else {
      return spread.name.range.start
    }
    return node.range.start
  }

  /// The byte of the `{` of a field's selection set.
  func brace(of field: Selection.Field) -> Int32 {
    var start = max(field.name.range.end, field.responseKey.range.end)
    if let last = field.arguments.indices.last {
      start = max(start, document.arguments[last].range.end)
    }
    if let last = field.directives.indices.last {
      start = max(start, document.directives[last].range.end)
    }
    let bytes = document.source.bytes
    var index = Int(start)
    var isComment = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "#"): isComment = true
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): isComment = false
      case UInt8(ascii: "{") where !isComment: return Int32(clamping: index)
      default: break
      }
      index += 1
    }
    return field.range.start
  }
}

extension Schema {
  /// Whether some object is of both composite types.
  func overlap(_ a: TypeID, _ b: TypeID) -> Bool {
    if a == b { return true }
    if !self[a].isAbstract { return isPossible(a, for: b) }
    if !self[b].isAbstract { return isPossible(b, for: a) }
    return self[a].possibleTypes.contains { self[b].possibleTypes.contains($0) }
  }
}

extension Sequence {
  /// The elements in groups of one key, the groups in the order of their first elements.
  func grouped<Key: Hashable>(by key: (Element) -> Key) -> [[Element]] {
    var places: [Key: Int] = [:]
    var groups: [[Element]] = []
    for element in self {
      if let place = places[key(element)] {
        groups[place].append(element)
      } else {
        places[key(element)] = groups.count
        groups.append([element])
      }
    }
    return groups
  }
}
