extension Call {
  /// What keeps a document from being run, before any of it runs: its syntax, the limits of a
  /// document, and the schema that the operation itself is answered by.
  ///
  /// It runs nothing and keeps nothing, so it takes no plan's place in a ``PlanCache``.
  ///
  /// - Parameters:
  ///   - document: Any text.
  ///   - suggestions: Whether the errors may name what the schema has instead.
  /// - Returns: What a request with the document is refused with; empty where it may run.
  /// - Complexity: As ``Validator/validate(_:against:rules:limits:suggestions:)``.
  public func refusals(of document: String, suggestions: Bool) -> [GraphQLError] {
    let source = Source(Array(document.utf8))
    do throws(SyntaxError) {
      let document = try Parser.parse(source)
      return Validator.validate(document, against: schema, suggestions: suggestions)
    } catch {
      return [error.graphQLError(in: source)]
    }
  }
}
