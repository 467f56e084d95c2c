/// A text that names one element of a schema: a type, a member of it, an argument, a directive or
/// an argument of a directive, for example `Query.tickets(first:)`.
///
/// - Source: [Schema coordinates](https://spec.graphql.org/September2025/#sec-Schema-Coordinates).
public enum SchemaCoordinate: Hashable, Sendable {
  /// `Ticket`
  case type(String)
  /// `Ticket.subject`: a field, an input field or a value of an enum.
  case member(type: String, name: String)
  /// `Query.tickets(first:)`
  case argument(type: String, field: String, name: String)
  /// `@governed`
  case directive(String)
  /// `@governed(parameter:)`
  case directiveArgument(directive: String, name: String)

  /// The coordinate that a text is.
  ///
  /// Nothing is ignored in it, so that there is one text for each coordinate.
  ///
  /// - Throws: ``SyntaxError``: the first place that breaks the grammar, in graphql-js's words.
  /// - Complexity: O(length of the text).
  public static func parse(_ source: Source) throws(SyntaxError) -> SchemaCoordinate {
    var parser = try SchemaCoordinateParser(source.bytes)
    return try parser.coordinate()
  }
}

extension SchemaCoordinate: CustomStringConvertible {
  /// The text that parses to it.
  public var description: String {
    switch self {
    case .type(let name): name
    case .member(let type, let name): "\(type).\(name)"
    case .argument(let type, let field, let name): "\(type).\(field)(\(name):)"
    case .directive(let name): "@\(name)"
    case .directiveArgument(let directive, let name): "@\(directive)(\(name):)"
    }
  }
}
