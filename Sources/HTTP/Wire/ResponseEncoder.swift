/// Writes the head of a response (RFC 9112 section 4).
struct ResponseEncoder: Sendable {
  /// What is known of a response before its body.
  struct Head {
    var status: Int
    var headers: Headers
    var body: Framing
    /// Whether the request was `HEAD`, whose answer says the length of a body that is not sent.
    var answersHead = false
    /// Whether the connection ends after it.
    var closes = false
    /// Whether an HTTP/1.0 client must be told that the connection stays.
    var saysKeepAlive = false
  }

  /// How the end of a body is told (RFC 9112 section 6).
  enum Framing: Hashable, Sendable {
    case length(Int)
    case chunks
    /// By the end of the connection, for a client of HTTP/1.0.
    case untilEnd
  }

  static let continueLine = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Appends the head to `bytes`.
  ///
  /// A head whose fields were refused (``Headers/isRefused``) or whose status is out of range goes
  /// out as an empty 500: a broken field must not reach a client, and silence would hang it.
  ///
  /// - Parameters:
  ///   - head: What is written.
  ///   - date: The line `Date: …` with its CRLF, made once a second.
  ///   - bytes: What it is appended to.
  /// - Returns: Whether a body follows.
  static func append(_ head: Head, date: [UInt8], to bytes: inout [UInt8]) -> Bool {
    guard !head.headers.isRefused, (200...599).contains(head.status) else {
      var broken = head
      broken.status = 500
      broken.headers = Headers()
      broken.body = .length(0)
      return append(broken, date: date, to: &bytes)
    }
    bytes.append(contentsOf: statusLine(head.status))
    bytes.append(contentsOf: date)
    append(fields: head.headers, to: &bytes)
    let mayHaveBody = head.status != 204 && head.status != 304
    var isEmpty = !mayHaveBody || head.answersHead
    switch head.body {
    case _ where !mayHaveBody: break
    case .length(let length):
      bytes.append(contentsOf: contentLength)
      append(decimal: length, to: &bytes)
      bytes.append(.carriageReturn)
      bytes.append(.lineFeed)
      isEmpty = isEmpty || length == 0
    case .chunks: bytes.append(contentsOf: chunked)
    case .untilEnd: break
    }
    if head.closes {
      bytes.append(contentsOf: close)
    } else if head.status == 426 {
      // RFC 9110 section 7.8: who sends Upgrade says so here.
      bytes.append(contentsOf: upgrade)
    } else if head.saysKeepAlive {
      bytes.append(contentsOf: keepAlive)
    }
    bytes.append(.carriageReturn)
    bytes.append(.lineFeed)
    return !isEmpty
  }

  /// Appends the line before a chunk (RFC 9112 section 7.1).
  static func append(chunkSize: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: String(chunkSize, radix: 16).utf8)
    bytes.append(.carriageReturn)
    bytes.append(.lineFeed)
  }

  /// The chunk that ends a body, without trailers.
  static let lastChunk = Array("0\r\n\r\n".utf8)

  private static let chunked = Array("Transfer-Encoding: chunked\r\n".utf8)
  private static let contentLength = Array("Content-Length: ".utf8)
  private static let close = Array("Connection: close\r\n".utf8)
  private static let upgrade = Array("Connection: Upgrade\r\n".utf8)
  private static let keepAlive = Array("Connection: keep-alive\r\n".utf8)
  private static let okLine = Array("HTTP/1.1 200 OK\r\n".utf8)
  private static func append(fields headers: Headers, to bytes: inout [UInt8]) {
    guard headers.places.contains(where: { isOwn($0.name, of: headers.lines) }) else {
      bytes.append(contentsOf: headers.lines)
      return
    }
    for place in headers.places where !isOwn(place.name, of: headers.lines) {
      bytes.append(contentsOf: headers.lines[place.name.lowerBound..<place.value.upperBound])
      bytes.append(.carriageReturn)
      bytes.append(.lineFeed)
    }
  }

  /// Whether a field is the server's to write; the length of the name tells most of them apart.
  private static func isOwn(_ name: Range<Int>, of lines: [UInt8]) -> Bool {
    switch name.count {
    case 4: lines.matches("date", in: name)
    case 10: lines.matches("connection", in: name)
    case 14: lines.matches("content-length", in: name)
    case 17: lines.matches("transfer-encoding", in: name)
    default: false
    }
  }

  private static func append(decimal value: Int, to bytes: inout [UInt8]) {
    if value >= 10 { append(decimal: value / 10, to: &bytes) }
    bytes.append(0x30 + UInt8(truncatingIfNeeded: value % 10))
  }

  private static func statusLine(_ status: Int) -> [UInt8] {
    status == 200 ? okLine : Array("HTTP/1.1 \(status) \(reason(status))\r\n".utf8)
  }

  /// The phrase of a status; it is for people, and empty is allowed.
  static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 206: "Partial Content"
    case 294: "Partial Success"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 416: "Range Not Satisfiable"
    case 417: "Expectation Failed"
    case 422: "Unprocessable Content"
    case 426: "Upgrade Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    case 507: "Insufficient Storage"
    default: ""
    }
  }
}
