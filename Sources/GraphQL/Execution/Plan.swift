import Bytes

/// What an operation does, decided once for all its runs: no name is looked up and no condition
/// judged after it.
///
/// It never changes and is shared by threads.
public final class Plan: Sendable {
  public let operationType: OperationType
  /// `nil` for an anonymous operation.
  public let operationName: String?
  /// Whether ``Executor/prepare(_:context:)`` has something to do.
  public let needsPreparation: Bool
  /// Whether something is answered in another context than the run's own: a ``Perspective``.
  public let changesPerspective: Bool
  /// Whether a root field takes long, however little it answers: for a worker and for no loop.
  public let isHeavy: Bool
  let boundSchema: BoundSchema
  /// The document's text, to which the locations of errors point.
  public let source: Source
  let root: PlannedSelection
  /// How many nodes it asks for where no variable decides about it.
  let constantNodes: Int?

  init(
    operationType: OperationType,
    operationName: String?,
    boundSchema: BoundSchema,
    source: Source,
    root: PlannedSelection
  ) {
    self.operationType = operationType
    self.operationName = operationName
    self.boundSchema = boundSchema
    self.source = source
    self.root = root
    needsPreparation = root.fields.contains { $0.binding?.prepare != nil }
    changesPerspective = root.fields.contains { $0.binding?.perspectives != nil }
    isHeavy = root.fields.contains { $0.binding?.isHeavy == true }
    constantNodes = NodeEstimate.constant(of: root)
  }
}

/// A plan and the variables of one request.
public struct PlannedOperation: Sendable {
  public let plan: Plan
  public let variables: VariableValues
  /// The request's variables as they came, for what is coerced again by another schema.
  let given: JSON?
  /// How many nodes it asks for at most; `Int.max` for more than can be counted.
  public let nodes: Int
  /// How long it took to come so far; it makes no difference between two operations.
  public var preparation = PreparationTime()
}

/// One merged selection set on one concrete type: a level of the executor.
final class PlannedSelection: Sendable {
  let type: TypeID
  let typeName: String
  /// In the order of the response.
  let fields: [PlannedField]

  init(type: TypeID, typeName: String, fields: [PlannedField]) {
    self.type = type
    self.typeName = typeName
    self.fields = fields
  }
}

/// One response key of a level.
final class PlannedField: Sendable {
  /// The field's name in the schema.
  let name: String
  let responseKey: String
  /// What stands before the value: `{"key":` for the first of a level, else `,"key":`.
  let prefix: [UInt8]
  /// The value of `__typename`; `nil` on every other field.
  let typenameJSON: [UInt8]?
  /// `nil` for `__typename`.
  let binding: FieldBinding?
  let arguments: ArgumentPlan
  /// The field's type, under its lists, with whether each depth is non-null.
  let nonNull: NonNullDepths
  /// One selection for an object; one for each possible type for an interface or a union.
  let children: [PlannedSelection]
  let isAbstract: Bool
  /// An earlier field of the level whose column is this one's too.
  let sharedWith: Int?
  /// ``children`` of all fields that share the column.
  let sharedChildren: [PlannedSelection]
  let demand: UInt64
  let page: PageRule
  /// Where it stands in the document, each of the merged fields once.
  let offsets: [Int32]
  /// What is selected below it, where that is run apart.
  let inner: InnerOperation?

  /// Whether what is selected below it is resolved in levels of the same run.
  var hasLevels: Bool { !children.isEmpty && inner == nil }

  init(
    draft: FieldDraft,
    isFirst: Bool,
    inner: InnerOperation?,
    children: [PlannedSelection],
    sharedWith: Int?,
    sharedChildren: [PlannedSelection],
    demand: UInt64
  ) {
    name = draft.name
    responseKey = draft.responseKey
    prefix = Array("\(isFirst ? "{" : ",")\"\(draft.responseKey)\":".utf8)
    typenameJSON = draft.typenameJSON
    binding = draft.binding
    arguments = draft.arguments
    nonNull = draft.nonNull
    isAbstract = draft.isAbstract
    page = draft.page
    offsets = draft.offsets
    self.inner = inner
    self.children = children
    self.sharedWith = sharedWith
    self.sharedChildren = sharedChildren
    self.demand = demand
  }
}

/// Which depths of a field's type are non-null: depth 0 is the value, 1 an item of it, and so on.
struct NonNullDepths: Hashable, Sendable {
  private let bits: UInt64

  init(_ type: TypeReference) {
    var bits: UInt64 = 0
    var depth: UInt64 = 0
    var rest: TypeReference? = type
    while let type = rest {
      if !type.isNullable { bits |= 1 << depth }
      if case .list(let item) = type.nullable { rest = item } else { rest = nil }
      depth += 1
    }
    self.bits = bits
  }

  subscript(depth: Int) -> Bool { (bits >> UInt64(depth)) & 1 == 1 }
}
