/// The resolver of one field, the types of its parents and of the context erased.
///
/// It is a class, for each run of each field takes it in hand.
final class FieldBinding: Sendable {
  typealias Resolve = @Sendable (AnyParents, ErasedCall) throws -> Column
  typealias Prepare = @Sendable (Arguments, AnyObject) throws -> (any Sendable)?
  typealias FindPerspectives = @Sendable (AnyParents, ErasedCall) throws -> [ErasedPerspective?]

  let name: String
  let shape: ColumnShape
  /// The key of the parameter whose rule may hide the field.
  let governedBy: String?
  let demand: (@Sendable (SelectionView) -> UInt64)?
  let prepare: Prepare?
  /// Whether one call of it takes long, however little it answers.
  let isHeavy: Bool
  /// Whether it answers the same under every response key.
  let isSharedByAliases: Bool
  let resolve: Resolve
  /// As whom what is selected below it is answered, where that is somebody else; ``resolve`` is not
  /// called then.
  let perspectives: FindPerspectives?

  init(
    name: String,
    shape: ColumnShape,
    governedBy: String?,
    demand: (@Sendable (SelectionView) -> UInt64)?,
    prepare: Prepare?,
    isHeavy: Bool = false,
    isSharedByAliases: Bool = true,
    perspectives: FindPerspectives? = nil,
    resolve: @escaping Resolve
  ) {
    self.name = name
    self.shape = shape
    self.governedBy = governedBy
    self.demand = demand
    self.prepare = prepare
    self.isHeavy = isHeavy
    self.isSharedByAliases = isSharedByAliases
    self.perspectives = perspectives
    self.resolve = resolve
  }
}

/// What a subscription to one field listens to, the types of the context and of the source erased.
struct SourceBinding: Sendable {
  let name: String
  /// What ``create`` returns.
  let type: ColumnShape.TypeMark
  let create: @Sendable (Arguments, AnyObject) throws -> any Sendable
}

/// A resolver was called with another type than it was bound for: a fault of this house.
struct BindingMismatch: Error {
  let expected: String
  let found: String
}
