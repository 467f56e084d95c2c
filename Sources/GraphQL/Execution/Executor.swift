import Bytes

/// Runs plans, level by level.
///
/// A level is one selection set on one concrete type, for a column of parents. Each of its fields is
/// resolved once for the whole column, whatever the number of parents, so that no resolver can ask
/// the store once an object.
///
/// - Source: [Execution](https://spec.graphql.org/September2025/#sec-Execution).
public struct Executor: Sendable {
  public var limits: ExecutionLimits
  /// Told of every error that is answered as `INTERNAL_ERROR`, with the field it came from.
  public var onFault: @Sendable (any Error, String) -> Void

  public init(
    limits: ExecutionLimits = .standard,
    onFault: @escaping @Sendable (any Error, String) -> Void = { _, _ in }
  ) {
    self.limits = limits
    self.onFault = onFault
  }

  /// Does what a mutation's root field wants done before the operation, on any thread.
  ///
  /// - Returns: What ``run(_:context:prepared:deadline:tracer:)`` wants as `prepared`.
  /// - Throws: What the preparation threw, or that there is more than one such field: the request is
  ///   refused.
  public func prepare<Context>(
    _ operation: PlannedOperation,
    context: Context
  ) throws(RequestErrors) -> (any Sendable)? {
    let fields = operation.plan.root.fields.filter { $0.binding?.prepare != nil }
    guard let field = fields.first, let prepare = field.binding?.prepare else { return nil }
    guard fields.count == 1 else {
      let names = fields.map(\.responseKey).joined(separator: ", ")
      throw RequestErrors(
        "Only one of the fields \(names) may stand in one operation.",
        code: "OPERATION_TOO_MANY_ROOT_FIELDS"
      )
    }
    // Wrong arguments fail the field when it runs.
    guard let arguments = try? field.arguments.values(operation.variables) else { return nil }
    do {
      return try prepare(arguments, ContextBox(context))
    } catch let error as GraphQLError {
      throw RequestErrors([error])
    } catch {
      onFault(error, field.responseKey)
      throw RequestErrors([.internalError])
    }
  }

  /// Runs an operation to the bytes of its response.
  ///
  /// - Parameters:
  ///   - operation: A plan and its variables.
  ///   - context: Handed to every resolver. One that is a ``MutationContext`` is told when a
  ///     mutation's root fields begin and end.
  ///   - prepared: What ``prepare(_:context:)`` returned.
  ///   - deadline: Checked before each level; the operation is broken off after it.
  ///   - tracer: Looks on; the response is the same with it and without.
  /// - Returns: The response, whatever happens.
  public func run<Context>(
    _ operation: PlannedOperation,
    context: Context,
    prepared: (any Sendable)? = nil,
    deadline: ContinuousClock.Instant? = nil,
    tracer: (any ExecutionTracer)? = nil
  ) -> ExecutionResult {
    run(
      operation,
      root: ParentBox(Root()),
      context: context,
      prepared: prepared,
      deadline: deadline,
      tracer: tracer
    )
  }

  /// As ``run(_:context:prepared:deadline:tracer:)``, from any root value.
  func run<Context>(
    _ operation: PlannedOperation,
    root: AnyParents,
    context: Context,
    prepared: (any Sendable)?,
    deadline: ContinuousClock.Instant?,
    tracer: (any ExecutionTracer)? = nil
  ) -> ExecutionResult {
    var execution = Execution(
      operation,
      root: root,
      run: ResolverRun(
        schema: operation.plan.boundSchema.schema,
        context: ContextBox(context),
        prepared: prepared
      ),
      mutation: operation.plan.operationType == .mutation ? context as? any MutationContext : nil,
      executor: self,
      deadline: deadline,
      tracer: tracer
    )
    do throws(ExecutionAbort) {
      guard let tracer else {
        try execution.run()
        return try ResponseAssembly.result(of: &execution, limits: limits)
      }
      return try trace(&execution, tracer)
    } catch {
      return .failed(error.graphQLError(limits))
    }
  }

  /// Runs and tells the tracer what was resolved, and how long it took.
  private func trace(
    _ execution: inout Execution,
    _ tracer: any ExecutionTracer
  ) throws(ExecutionAbort) -> ExecutionResult {
    var stages = StageTimes()
    stages.preparation = execution.operation.preparation
    let start = Clock.monotonicNanoseconds()
    try execution.run()
    let resolved = Clock.monotonicNanoseconds()
    let result = try ResponseAssembly.result(of: &execution, limits: limits)
    stages.execute = resolved - start
    stages.serialize = Clock.monotonicNanoseconds() - resolved
    let run = TracedRun(execution.levels, hasErrors: execution.hasErrors || result.hasErrors)
    tracer.operationDidEnd(run, stages: stages)
    return result
  }
}

/// A context that wants to know when the root fields of a mutation begin and end, to give each a
/// savepoint.
public protocol MutationContext {
  /// A root field is about to run. What it throws fails the field, which then does not run.
  func rootFieldWillRun() throws
  /// A root field and all below it were run.
  ///
  /// - Parameter failed: Whether the field's own resolver failed, so that what it wrote must be
  ///   taken back.
  /// - Throws: What fails the field after all.
  func rootFieldDidRun(failed: Bool) throws
}

/// Why an operation was broken off.
enum ExecutionAbort: Error {
  case deadline
  case cells
  case responseBytes

  func graphQLError(_ limits: ExecutionLimits) -> GraphQLError {
    switch self {
    case .deadline:
      GraphQLError("The operation took longer than it may.", code: "EXECUTION_TIMEOUT")
    case .cells:
      GraphQLError(
        "The operation answers more than \(limits.cells) fields. Ask for smaller pages.",
        code: "RESPONSE_TOO_LARGE"
      )
    case .responseBytes:
      GraphQLError(
        "The response is larger than \(limits.responseBytes) bytes. Ask for smaller pages.",
        code: "RESPONSE_TOO_LARGE"
      )
    }
  }
}
