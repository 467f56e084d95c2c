/// A request target in origin form (RFC 9112 section 3.2.1), still percent-encoded.
public struct Target: Hashable, Sendable {
  /// Begins with `/`.
  public var path: String
  /// What follows the first `?`; `nil` where there is none.
  public var query: String?

  public init(path: String, query: String? = nil) {
    self.path = path
    self.query = query
  }
}
