public import Bytes

/// One entry of a response's `errors`.
///
/// - Source: [Errors](https://spec.graphql.org/September2025/#sec-Errors).
public struct GraphQLError: Error, Hashable, Sendable {
  /// For the developer of the client: what is wrong and what to do.
  public var message: String
  /// In the document, beginning with the most relevant.
  public var locations: [Location] = []
  /// From the root of the response; `nil` for an error that belongs to no field.
  public var path: [PathComponent]?
  /// `extensions.code`, for programs; `nil` leaves it out.
  public var code: String?
  /// Further members of `extensions`.
  public var extensions: [String: JSON] = [:]

  public init(
    _ message: String,
    at locations: [Location] = [],
    path: [PathComponent]? = nil,
    code: String? = nil,
    extensions: [String: JSON] = [:]
  ) {
    self.message = message
    self.locations = locations
    self.path = path
    self.code = code
    self.extensions = extensions
  }

  /// A place in a document, counted from 1.
  ///
  /// - Units: `column` counts UTF-16 code units, as the reference implementation and editors do.
  public struct Location: Hashable, Sendable {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// A step from the root of a response.
  public enum PathComponent: Hashable, Sendable {
    /// A response key.
    case key(String)
    /// A place in a list, from 0.
    case index(Int)
  }
}
