import Bytes

/// As whom what is selected below a field is answered: another context, and the schema that goes
/// with it.
///
/// The selection is validated and planned for that schema, and run apart, so that its answer is byte
/// for byte the one that this context would get for the same selection as an operation of its own:
/// the fields, the arguments, the coercion of the variables and introspection are all that schema's.
public struct Perspective<Context> {
  /// What the selection is valid for, or is not answered.
  public var schema: BoundSchema
  /// Handed to every resolver below the field.
  public var context: Context
  /// Makes the error that fails the field where the schema refuses the selection, out of what is
  /// wrong with it; there is at least one error.
  public var refusal: @Sendable ([GraphQLError]) -> GraphQLError

  public init(
    schema: BoundSchema,
    context: Context,
    refusal: @escaping @Sendable ([GraphQLError]) -> GraphQLError
  ) {
    self.schema = schema
    self.context = context
    self.refusal = refusal
  }

  var erased: ErasedPerspective {
    ErasedPerspective(schema: schema, context: ContextBox(context), refusal: refusal)
  }
}

/// A perspective, the type of its context erased.
struct ErasedPerspective {
  let schema: BoundSchema
  /// The ``ContextBox``.
  let context: AnyObject
  let refusal: @Sendable ([GraphQLError]) -> GraphQLError
}

extension Execution {
  /// Answers a field whose selection is answered in another context.
  ///
  /// For each parent it is run by its perspective, as an operation of its own, the bytes of whose
  /// `data` are the cell. Its fields, its time and its bytes count as this run's own.
  mutating func look(
    by find: FieldBinding.FindPerspectives,
    below field: PlannedField,
    level: Int
  ) throws(ExecutionAbort) -> Column {
    let count = levels[level].count
    let perspectives: [ErasedPerspective?]
    do {
      let arguments = try field.arguments.values(operation.variables)
      let call = ErasedCall(field: field, arguments: arguments, run: resolverRun)
      perspectives = try find(levels[level].parents, call)
      guard perspectives.count == count else { throw PerspectiveCount(count: perspectives.count) }
    } catch {
      resolverRun.cellErrors = []
      try checkDeadline()
      return failure(error, field, typeName: levels[level].selection.typeName, count: count)
    }
    var cells = TextColumn(reservingCells: count)
    var errors = resolverRun.cellErrors
    resolverRun.cellErrors = []
    for (row, perspective) in perspectives.enumerated() {
      var data: ArraySlice<UInt8>?
      if let perspective {
        switch inner(below: field, for: perspective) {
        case .failure(let refused):
          let error = perspective.refusal(refused.errors)
          errors.append(Column.CellError(index: row, error: error))
        case .success(let inner):
          let result = try run(inner, for: perspective)
          if !result.dataIsNull { data = result.data }
          if result.hasErrors {
            levels[level].innerErrors[InnerPlace(field: levels[level].columns.count, row: row)] =
              result.errors
          }
        }
      }
      if let data { cells.append(bytes: data) } else { cells.appendNull() }
    }
    errors.sort { $0.index < $1.index }
    return Column(.json(cells), errors: errors)
  }

  private func inner(
    below field: PlannedField,
    for perspective: ErasedPerspective
  ) -> Result<PlannedOperation, RequestErrors> {
    Result { () throws(RequestErrors) in
      guard let inner = field.inner else { throw RequestErrors([.internalError]) }
      return try inner.operation(for: perspective.schema, variables: operation.given)
    }
  }

  /// Runs an operation within what is left of this one's limits.
  private mutating func run(
    _ inner: PlannedOperation,
    for perspective: ErasedPerspective
  ) throws(ExecutionAbort) -> ExecutionResult {
    var execution = Execution(
      inner,
      root: ParentBox(Root()),
      run: ResolverRun(
        schema: perspective.schema.schema,
        context: perspective.context,
        prepared: nil
      ),
      mutation: nil,
      executor: executor,
      deadline: deadline
    )
    execution.cells = cells
    execution.innerBytes = innerBytes
    try execution.run()
    var limits = executor.limits
    limits.responseBytes -= execution.innerBytes
    let result = try ResponseAssembly.result(of: &execution, limits: limits)
    cells = execution.cells
    innerBytes = execution.innerBytes + result.body.count
    guard innerBytes <= executor.limits.responseBytes else { throw .responseBytes }
    return result
  }
}

/// A resolver answered another number of perspectives than there are parents: a fault of this house.
struct PerspectiveCount: Error {
  let count: Int
}

/// A cell whose selection was run apart: the field's place in its level, and the parent's.
struct InnerPlace: Hashable {
  let field: Int
  let row: Int
}
