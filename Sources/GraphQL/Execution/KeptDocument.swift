import Bytes
import Synchronization

/// What is kept of a valid document, for every request with its text or with a text that differs in
/// free strings alone.
///
/// It never changes and is shared by threads.
final class KeptDocument: Sendable {
  let boundSchema: BoundSchema
  let shared: SharedDocument
  /// Its strings that each request has its own of.
  let free: FreeStrings
  let operations: [KeptOperation]
  private let time: CompilationTime

  /// - Parameters:
  ///   - document: One that ``Validator`` found nothing wrong with.
  ///   - free: Its strings that each request has its own of.
  ///   - boundSchema: What it was validated for.
  ///   - limits: What its plans may cost.
  ///   - suggestions: Whether a message about a variable may name what the schema has instead.
  ///   - time: How long the document took until here.
  ///   - noteFields: Told by how many planned fields the kept plans grew.
  init(
    _ document: Document,
    free: FreeStrings = .none,
    boundSchema: BoundSchema,
    limits: ExecutionLimits = .standard,
    suggestions: Bool,
    time: CompilationTime = CompilationTime(parse: 0, validate: 0),
    noteFields: @escaping @Sendable (Int) -> Void
  ) {
    let shared = SharedDocument(document)
    self.time = time
    self.shared = shared
    self.free = free
    self.boundSchema = boundSchema
    operations = document.operations.map { definition in
      KeptOperation(
        definition,
        shared: shared,
        free: free,
        boundSchema: boundSchema,
        limits: limits,
        suggestions: suggestions,
        time: time,
        noteFields: noteFields
      )
    }
  }

  /// Says that no request waited while it was compiled, as at a start.
  func forgetCompilationTime() { _ = time.take() }

  /// The operation that a request means.
  ///
  /// - Parameter name: `nil` for the only one.
  /// - Returns: The operation, whose variables and conditions are still open.
  /// - Throws: That there is none of the name, or more than one to choose from.
  /// - Source: [GetOperation](https://spec.graphql.org/September2025/#GetOperation()); the messages
  ///   are graphql-js's.
  func operation(named name: String?) throws(RequestErrors) -> KeptOperation {
    guard let name else {
      guard operations.count <= 1 else {
        throw RequestErrors(
          "Must provide operation name if query contains multiple operations.",
          code: Self.resolutionCode
        )
      }
      guard let operation = operations.first else {
        throw RequestErrors(
          "Must provide an operation.",
          code: Self.resolutionCode
        )
      }
      return operation
    }
    guard let operation = operations.first(where: { $0.name?.hasSameBytes(as: name) == true })
    else {
      throw RequestErrors(
        "Unknown operation named \"\(name.shortened(to: shared.document.echo))\".",
        code: Self.resolutionCode
      )
    }
    return operation
  }

  /// The code of a request that does not say which operation it means.
  private static let resolutionCode = "OPERATION_RESOLUTION_FAILURE"
}
