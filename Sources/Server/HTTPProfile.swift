/// Which text says what status code a response has.
///
/// Two texts are about: the one of May 2025, which clients and the public test suite follow, and the
/// draft since April 2026.
///
/// - Source: [Status Codes](https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes).
public enum HTTPProfile: String, Hashable, Sendable, CaseIterable {
  /// 400 for whatever is refused, and 200 for it where the client reads `application/json` alone.
  case may2025 = "may-2025"
  /// 422 for what is well-formed but cannot run, 294 for data with errors, and the same codes
  /// whatever the client reads.
  case draft2026 = "draft-2026"

  /// How far a request came, as far as its status code tells.
  enum Outcome: Hashable, Sendable {
    /// Data without errors.
    case complete
    /// Data, or null in its place, and errors.
    case partial
    /// The body is no JSON, or the query string no form.
    case unreadable
    /// A parameter is missing or of the wrong type.
    case malformed
    /// The document is no GraphQL.
    case unparsed
    /// The document is not valid, names no one operation, or its variables do not fit; or it is
    /// none that the server trusts.
    case invalid
    /// The client asks by a hash for a document that is not kept, and will send the document.
    case unknownDocument
    /// The document is another one than its hash says.
    case mismatched
  }

  /// The status code of an outcome in a media type.
  func status(of outcome: Outcome, as format: Negotiation.Format) -> Int {
    switch (outcome, self) {
    case (.complete, _), (.partial, .may2025): 200
    case (.partial, .draft2026): 294
    case (.unreadable, _), (.mismatched, _), (.malformed, .may2025): 400
    case (.malformed, .draft2026): 422
    case (.unparsed, .may2025), (.invalid, .may2025): format == .json ? 200 : 400
    case (.unparsed, .draft2026): 400
    case (.invalid, .draft2026): 422
    // Clients of automatic persisted queries take any other status for a failure of the network.
    case (.unknownDocument, .may2025): 200
    case (.unknownDocument, .draft2026): 404
    }
  }
}
