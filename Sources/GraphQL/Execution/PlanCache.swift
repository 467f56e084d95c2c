/// The documents that were compiled, by their exact bytes and the schema they were compiled for.
public final class PlanCache: Sendable {
  public init() {}

  /// What became of a document.
  public enum Compilation: Sendable {
    case document(CompiledDocument)
    /// It has a syntax error or is not valid: the response's errors.
    case refused([GraphQLError])
  }

  /// The compiled document of a text.
  public func compile(_ text: [UInt8], for schema: BoundSchema) -> Compilation { .refused([]) }
}
