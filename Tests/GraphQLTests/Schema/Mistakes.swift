import GraphQL

/// What the tests of schema rules compare: each mistake on a line, with its places.
enum Mistakes {
  /// What is wrong with a schema, for example `Unknown type "B". 1:13`.
  ///
  /// - Parameters:
  ///   - text: SDL.
  ///   - asItIs: Whether the text has a query type; else it gets one at its end.
  /// - Returns: The message and the places of each mistake.
  static func found(in text: String, asItIs: Bool = false) -> [String] {
    do throws(SchemaErrors) {
      _ = try SchemaBuilder.build(Source(asItIs ? text : text + " type Query { zero: Int }"))
      return []
    } catch {
      return error.errors.map { error in
        ([error.message] + error.locations.map { "\($0.line):\($0.column)" })
          .joined(separator: " ")
      }
    }
  }
}
