/// A text that is no valid schema: all mistakes at once, in the order of the text.
public struct SchemaErrors: Error, Sendable {
  /// Where the text comes from.
  public let source: String
  public let errors: [GraphQLError]

  init(source: String, errors: [GraphQLError]) {
    self.source = source
    self.errors = errors
  }
}

extension SchemaErrors: CustomStringConvertible {
  /// One line a mistake, for example `schema.graphql:12:3: Unknown type "Tiket".`.
  public var description: String {
    errors.map { error in
      let place = error.locations.first.map { ":\($0.line):\($0.column)" } ?? ""
      return "\(source)\(place): \(error.message)"
    }.joined(separator: "\n")
  }
}
