/// A whole request.
public struct Request: Sendable {
  /// As sent: methods are case-sensitive (RFC 9110 section 9.1).
  public var method: String
  public var target: Target
  public var headers: Headers
  public var body: [UInt8]
  /// The peer's address without its port.
  public var remoteAddress: String

  /// A request as a connection, or a test, makes it.
  public init(
    method: String,
    target: Target,
    headers: Headers,
    body: [UInt8] = [],
    remoteAddress: String
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.remoteAddress = remoteAddress
  }
}
