public import Bytes

/// A valid document as one request has it, ready to be planned: what is kept of its text for all
/// requests, and this one's own strings.
public struct CompiledDocument: Sendable {
  let kept: KeptDocument
  /// The values of ``FreeStrings``, by slot.
  let strings: [InputValue]

  /// - Parameters:
  ///   - document: One that ``Validator`` found nothing wrong with.
  ///   - boundSchema: What it was validated for.
  ///   - limits: What its plans may cost.
  ///   - suggestions: Whether a message about a variable may name what the schema has instead.
  ///   - noteFields: Told by how many planned fields the kept plans grew.
  public init(
    _ document: Document,
    boundSchema: BoundSchema,
    limits: ExecutionLimits = .standard,
    suggestions: Bool = false,
    noteFields: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    kept = KeptDocument(
      document,
      boundSchema: boundSchema,
      limits: limits,
      suggestions: suggestions,
      noteFields: noteFields
    )
    strings = []
  }

  init(_ kept: KeptDocument, strings: [InputValue]) {
    self.kept = kept
    self.strings = strings
  }

  public var boundSchema: BoundSchema { kept.boundSchema }

  /// Says that no request waited while it was compiled, as at a start.
  public func forgetCompilationTime() { kept.forgetCompilationTime() }

  /// The names of the operations that have one, in the document's order.
  public var operationNames: [String] { kept.operations.compactMap(\.name) }

  /// The operation that a request means.
  ///
  /// - Parameter name: `nil` for the only one.
  /// - Returns: The operation, whose variables and conditions are still open.
  /// - Throws: That there is none of the name, or more than one to choose from.
  public func operation(named name: String?) throws(RequestErrors) -> CompiledOperation {
    CompiledOperation(kept: try kept.operation(named: name), strings: strings)
  }

  /// The plan of the operation that a request means, with its variables.
  public func plan(
    operationName: String?,
    variables: JSON?
  ) throws(RequestErrors) -> PlannedOperation {
    try operation(named: operationName).plan(variables: variables)
  }
}

/// An operation of a compiled document as one request has it.
public struct CompiledOperation: Sendable {
  let kept: KeptOperation
  let strings: [InputValue]

  public var type: OperationType { kept.type }
  /// `nil` for an anonymous operation.
  public var name: String? { kept.name }

  /// The plan for a request's variables.
  ///
  /// - Throws: Every variable that is wrong; or that the operation asks for too many nodes.
  public func plan(variables: JSON?) throws(RequestErrors) -> PlannedOperation {
    try kept.plan(variables: variables, strings: strings)
  }
}
