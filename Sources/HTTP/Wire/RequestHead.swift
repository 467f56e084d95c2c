/// What a request says before its body.
struct RequestHead: Sendable {
  var method: String
  var target: Target
  /// Whether the client speaks HTTP/1.1; otherwise 1.0.
  var isModern: Bool
  var headers: Headers
  var body: Framing
  /// Whether the connection may serve another request after this one.
  var keepsAlive: Bool
  /// Whether the client waits for `100 Continue` before it sends the body.
  var expectsContinue: Bool

  /// Whether the client would go on in another protocol.
  var asksForUpgrade: Bool

  /// Whether the body has parts (`multipart/…`).
  var hasParts: Bool

  /// Whether there is a body that may be long.
  var mayComeInPieces: Bool { (hasParts || method == "PUT") && body != .length(0) }

  /// Where the body ends.
  enum Framing: Hashable, Sendable {
    /// After that many bytes, 0 where there is no body.
    case length(Int)
    case chunked
  }
}
