/// One resolution of a field for its whole column of parents.
public struct Call<Context> {
  let box: ContextBox<Context>
  let erased: ErasedCall

  /// What the operation runs in: who asks, and what it reads from.
  public var context: Context { box.context }
  /// The field's arguments, which are the same for every parent.
  public var arguments: Arguments { erased.arguments }
  /// What the field's `demand` said of the selection below it; 0 where it has none.
  public var demand: UInt64 { erased.field.demand }
  /// What is selected below the field.
  public var selection: SelectionView { SelectionView(selections: erased.field.sharedChildren) }
  /// What the field is called in the response.
  public var responseKey: String { erased.field.responseKey }
  /// What the field's `prepare` returned.
  public var prepared: (any Sendable)? { erased.run.prepared }
  /// The schema as the viewer sees it.
  var schema: Schema { erased.run.schema }

  /// Makes one cell of the column an error; it is null, whatever the column holds there.
  ///
  /// - Parameters:
  ///   - error: Its path and location are the executor's to fill.
  ///   - index: The parent's place.
  public func fail(_ error: GraphQLError, at index: Int) {
    erased.run.cellErrors.append(Column.CellError(index: index, error: error))
  }
}

/// The context, behind one class for all columns of a run.
final class ContextBox<Context> {
  let context: Context

  init(_ context: Context) { self.context = context }
}

/// What a run shares with its resolvers.
final class ResolverRun {
  let schema: Schema
  /// The ``ContextBox``.
  let context: AnyObject
  let prepared: (any Sendable)?
  /// What the resolver at work reported with ``Call/fail(_:at:)``.
  var cellErrors: [Column.CellError] = []

  init(schema: Schema, context: AnyObject, prepared: (any Sendable)?) {
    self.schema = schema
    self.context = context
    self.prepared = prepared
  }
}

/// A call before its resolver gives it the context's type.
struct ErasedCall {
  let field: PlannedField
  let arguments: Arguments
  let run: ResolverRun
}
