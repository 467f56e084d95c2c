/// A whole response.
///
/// `Content-Length`, `Date` and `Connection` are the server's to write.
public struct Response: Sendable {
  /// The status code, 200...599.
  public var status: Int
  public var headers: Headers
  public var body: [UInt8]

  public init(status: Int, headers: Headers = Headers(), body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
