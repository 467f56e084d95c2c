import HTTP

/// In which media type a GraphQL response goes out, and which status code says what in it.
///
/// - Source: [Media types](https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types) and
///   the audits of the public test suite, which follow the text of May 2025.
enum Negotiation: Hashable, Sendable {
  /// `application/graphql-response+json`: the status code says how far the request came.
  case graphQLResponse
  /// `application/json`: every well-formed GraphQL request answers 200.
  case json

  /// What the `Accept` fields ask for; `nil` where they accept neither.
  ///
  /// No `Accept`, and a bare `*/*`, mean a client from before the newer type: it gets
  /// `application/json` (audit 80D8).
  static func of(_ headers: Headers) -> Negotiation? {
    let values = headers.values(of: "Accept")
    guard let accept = Accept(parsing: values) else { return nil }
    let newer = accept.weight(of: MediaType("application", "graphql-response+json"))
    let older = accept.weight(of: MediaType("application", "json"))
    guard newer > 0 || older > 0 else { return nil }
    let isNamed = accept.ranges.contains {
      $0.media.essence == "application/graphql-response+json" && $0.weight > 0
    }
    return newer > older || (isNamed && newer == older) ? .graphQLResponse : .json
  }

  var contentType: String {
    switch self {
    case .graphQLResponse: "application/graphql-response+json; charset=utf-8"
    case .json: "application/json; charset=utf-8"
    }
  }

  /// The status of a well-formed request that was refused before it ran: a syntax error, a
  /// validation error, a variable that does not fit.
  var refusalStatus: Int {
    switch self {
    case .graphQLResponse: 400
    case .json: 200
    }
  }
}
