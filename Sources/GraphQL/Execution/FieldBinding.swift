/// The resolver of one field, the types of its parents and of the context erased.
struct FieldBinding: Sendable {
  typealias Resolve = @Sendable (any ParentColumn, ErasedCall) throws -> Column
  typealias Prepare = @Sendable (Arguments, AnyObject) throws -> (any Sendable)?

  let name: String
  let shape: ColumnShape
  /// The key of the parameter whose rule may hide the field.
  let governedBy: String?
  let demand: (@Sendable (SelectionView) -> UInt64)?
  let prepare: Prepare?
  let resolve: Resolve
}

/// A resolver was called with another type than it was bound for: a fault of this house.
struct BindingMismatch: Error {
  let expected: String
  let found: String
}
