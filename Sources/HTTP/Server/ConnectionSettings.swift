extension Connection {
  /// A whole request and its number on this connection.
  struct Numbered: Sendable {
    let number: Int
    let request: Request
  }

  /// What all connections of a server have in common.
  final class Settings: Sendable {
    let limits: HTTPLimits
    let webSocketLimits: WebSocketLimits
    /// The answer to a request that is refused here, of which only the head may be known, or not even
    /// that.
    let refusal: @Sendable (HTTPError, Request?) -> Response

    init(
      limits: HTTPLimits,
      webSocketLimits: WebSocketLimits = WebSocketLimits(),
      refusal: @escaping @Sendable (HTTPError, Request?) -> Response
    ) {
      self.limits = limits
      self.webSocketLimits = webSocketLimits
      self.refusal = refusal
    }
  }
}
