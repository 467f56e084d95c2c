/// Lays a document out in the one usual way, its comments kept.
///
/// - Invariant: What it makes of a text parses to the same document but for its places, has all of
///   the comments, and is laid out as it is already.
/// - Source: The layout is that of ``Printer`` and graphql-js; lines are broken as Prettier breaks
///   them.
public enum DocumentFormatter {
  /// The characters of a line, where it can be broken.
  static let width = 80

  /// The text of a document in the usual layout, which ends with a line's end.
  ///
  /// A selection set has a line for each selection. What is in parentheses, brackets or the braces of
  /// an object stands on one line where it fits and holds no comment. One blank line between
  /// selections stays, more of them become one. A comment within an item moves above it.
  ///
  /// - Parameters:
  ///   - source: A document of operations and fragments.
  ///   - limits: What it may cost to parse.
  /// - Returns: The text, or what keeps the document from being run: where it is no document, or has
  ///   definitions of a schema. Of a valid text nothing else is looked at.
  /// - Complexity: O(length × depth).
  public static func format(
    _ source: Source,
    limits: Limits = .standard
  ) -> Result<String, RequestErrors> {
    do throws(SyntaxError) {
      let document = try Parser.parse(source, limits: limits)
      if let refusal = document.notExecutable { return .failure(RequestErrors([refusal])) }
      let tokens = try CommentedToken.all(in: source.bytes, tokenLimit: limits.tokens)
      var reader = LayoutReader(source.bytes, tokens)
      let (definitions, comments) = reader.document()
      var printer = LayoutPrinter(width: width)
      printer.write(definitions: definitions, comments: comments)
      return .success(printer.text)
    } catch {
      return .failure(RequestErrors([error.graphQLError(in: source)]))
    }
  }
}
