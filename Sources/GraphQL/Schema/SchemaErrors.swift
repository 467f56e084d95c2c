/// A text that is no valid schema: all mistakes at once.
///
/// The messages, places and order are graphql-js's: what breaks a rule of the document first, in
/// the order of the text; where there is nothing of that, what is wrong with the types.
public struct SchemaErrors: Error, Sendable {
  /// Where the text comes from.
  public let source: String
  public let errors: [GraphQLError]

  init(_ error: SyntaxError, in source: Source) {
    self.source = source.name
    self.errors = [error.graphQLError(in: source)]
  }

  /// - Complexity: O(length of the text), once for all problems.
  init(_ problems: [SchemaProblem], in source: Source) {
    self.source = source.name
    let problems = problems.prefix(Limits.schemaErrors)
    let locations = source.locations(at: problems.flatMap(\.offsets))
    self.errors = problems.map { problem in
      GraphQLError(problem.message, at: problem.offsets.compactMap { locations[$0] })
    }
  }
}

extension SchemaErrors: CustomStringConvertible {
  /// One line a mistake, for example `schema.graphql:12:3: Unknown type "Tiket".`.
  ///
  /// Of several places the last is shown: where what stands before was broken.
  public var description: String {
    errors.map { error in
      let place = error.locations.last.map { ":\($0.line):\($0.column)" } ?? ""
      return "\(source)\(place): \(error.message)"
    }.joined(separator: "\n")
  }
}
