/// A whole response.
///
/// `Content-Length`, `Date` and `Connection` are the server's to write.
public struct Response: Sendable {
  /// The status code, 200...599.
  public var status: Int
  public var headers: Headers
  public var body: [UInt8]
  /// What is sent in place of ``body``, where there is one.
  public var file: FilePart?

  /// A response of a status, fields and a body.
  public init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// A response of plain text.
  public static func text(_ status: Int, _ text: String) -> Response {
    Response(
      status: status,
      headers: Headers([("Content-Type", "text/plain; charset=utf-8")]),
      body: Array(text.utf8)
    )
  }
}
