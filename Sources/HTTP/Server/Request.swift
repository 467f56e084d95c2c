/// A whole request.
public struct Request: Sendable {
  /// As sent: methods are case-sensitive (RFC 9110 section 9.1).
  public var method: String
  public var target: Target
  public var headers: Headers
  /// Empty where a ``receiver`` took it.
  public var body: [UInt8]
  /// What took the body piece by piece; `nil` where it did not come so.
  public var receiver: (any BodyReceiver)?
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

  /// A request whose head has come, and perhaps its body.
  init(_ head: RequestHead, _ body: IncomingBody? = nil, remoteAddress: String) {
    self.init(
      method: head.method,
      target: head.target,
      headers: head.headers,
      body: body?.bytes ?? [],
      remoteAddress: remoteAddress
    )
    receiver = body?.receiver
  }
}
