/// A request that is refused before an application sees it.
///
/// The connection ends with the answer: what follows cannot be told from a part of the refused
/// request (RFC 9112 section 6.3).
public struct HTTPError: Error, Hashable, Sendable {
  /// The status of the answer: 400, 408, 413, 414, 417, 431, 501 or 505.
  public let status: Int
  /// What was wrong, in one English clause for the client's developer.
  public let reason: String

  /// An error with any status.
  public init(status: Int, reason: String) {
    self.status = status
    self.reason = reason
  }

  static func malformed(_ reason: String) -> HTTPError { HTTPError(status: 400, reason: reason) }

  static let slow = HTTPError(status: 408, reason: "the request did not come in time")
  static func bodyTooLong(_ limit: Int) -> HTTPError {
    HTTPError(status: 413, reason: "the body is longer than \(limit) bytes")
  }
  static let targetTooLong = HTTPError(
    status: 414,
    reason: "the request line is longer than the limit"
  )
  static let headTooLong = HTTPError(
    status: 431,
    reason: "the header fields are longer or more than the limit"
  )
}

/// What a parser made of the bytes that have come so far.
enum Parsed<Value: Sendable>: Sendable {
  /// A whole value, and how many bytes it took.
  case complete(Value, length: Int)
  /// Well-formed so far: read more and call again with all of it.
  case incomplete
  /// Never well-formed, whatever follows.
  case refused(HTTPError)
}
