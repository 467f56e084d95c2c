import Bytes
import Synchronization

/// What is selected below one field, as an operation of its own: for a schema that is known only
/// when the field is resolved.
///
/// It never changes but for what it remembers, and is shared by threads.
final class InnerOperation: Sendable {
  private let outer: SharedDocument
  private let definition: OperationDefinition
  private let sets: [NodeRange]
  private let limits: ExecutionLimits
  private let noteFields: @Sendable (Int) -> Void
  /// By schema: what became of it.
  private let compilations = Mutex<[ObjectIdentifier: Compilation]>([:])

  private typealias Compilation = Result<CompiledOperation, RequestErrors>

  /// - Parameters:
  ///   - operation: The operation that the field stands in.
  ///   - sets: The selection sets of the fields that are merged into it.
  init(of operation: KeptOperation, selecting sets: [NodeRange]) {
    outer = operation.shared
    definition = operation.definition
    limits = operation.limits
    noteFields = operation.noteFields
    self.sets = sets
  }

  /// The plan for a schema and the variables of a request.
  ///
  /// - Parameters:
  ///   - schema: One of a few that live as long as the program.
  ///   - variables: As the request has them.
  /// - Returns: The plan.
  /// - Throws: What the schema refuses of the selection, or of the variables that it uses.
  /// - Complexity: O(document) the first time, then as any plan that is kept.
  func operation(
    for schema: BoundSchema,
    variables: JSON?
  ) throws(RequestErrors) -> PlannedOperation {
    try compiled(for: schema).get().plan(variables: variables)
  }

  private func compiled(for schema: BoundSchema) -> Compilation {
    let key = ObjectIdentifier(schema)
    if let known = compilations.withLock({ $0[key] }) { return known }
    let document = DocumentExcerpt.operation(definition, selecting: sets, of: outer.document)
    let errors = Validator.validate(document, against: schema.schema, suggestions: false)
    let compilation: Compilation
    if errors.isEmpty {
      let compiled = CompiledDocument(
        document,
        boundSchema: schema,
        limits: limits,
        noteFields: noteFields
      )
      compilation = Result { () throws(RequestErrors) in try compiled.operation(named: nil) }
    } else {
      compilation = .failure(RequestErrors(errors))
    }
    compilations.withLock { $0[key] = compilation }
    return compilation
  }
}
