import Testing

@testable import HTTP

/// What a parser says of bytes that come in one piece, in a few words.
private func verdict(_ text: String, limits: HTTPLimits = HTTPLimits()) -> String {
  verdict(Array(text.utf8), limits: limits)
}

private func verdict(_ bytes: [UInt8], limits: HTTPLimits = HTTPLimits()) -> String {
  var parser = RequestParser(limits: limits)
  return describe(parser.parse(bytes, from: 0))
}

private func describe(_ parsed: Parsed<RequestHead>) -> String {
  switch parsed {
  case .incomplete: "incomplete"
  case .refused(let error): "\(error.status)"
  case .complete(let head, let length):
    "\(head.method) \(head.target.path) \(head.body) after \(length)"
  }
}

@Suite struct RequestParserTests {
  private static let whole =
    "POST /graphql?a=b%20c HTTP/1.1\r\nHost: example.org:8080\r\nContent-Length: 5\r\n"
    + "X-Name:  two words \t\r\nAccept: a/b\r\naccept: c/d\r\n\r\n"

  @Test func `reads a head`() throws {
    var parser = RequestParser(limits: HTTPLimits())
    guard case .complete(let head, let length) = parser.parse(Array(Self.whole.utf8), from: 0)
    else {
      Issue.record("not complete")
      return
    }
    #expect(length == Self.whole.utf8.count)
    #expect(head.method == "POST")
    #expect(head.target == Target(path: "/graphql", query: "a=b%20c"))
    #expect(head.body == .length(5))
    #expect(head.keepsAlive && head.isModern && !head.expectsContinue)
    #expect(head.headers["x-name"] == "two words")
    #expect(head.headers.values(of: "ACCEPT") == ["a/b", "c/d"])
    #expect(head.headers.count == 5)
  }

  @Test func `waits at every cut, and reads the same in two pieces`() {
    let bytes = Array(Self.whole.utf8)
    for cut in bytes.indices {
      var parser = RequestParser(limits: HTTPLimits())
      #expect(describe(parser.parse(Array(bytes[..<cut]), from: 0)) == "incomplete")
      #expect(describe(parser.parse(bytes, from: 0)) == verdict(bytes))
    }
  }

  @Test func `reads the same byte by byte, also when the bytes have moved`() {
    let bytes = Array(Self.whole.utf8)
    var parser = RequestParser(limits: HTTPLimits())
    for end in 1..<bytes.count {
      let shift = end % 7
      let moved = [UInt8](repeating: 0xFF, count: shift) + bytes[..<end]
      #expect(describe(parser.parse(moved, from: shift)) == "incomplete")
    }
    #expect(describe(parser.parse(bytes, from: 0)) == verdict(bytes))
  }

  static let refused: [(String, String)] = [
    // Lines
    ("GET / HTTP/1.1\nHost: h\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\n\r\n", "400"),
    ("GET / HTTP/1.1\rHost: h\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nX: a\u{7F}b\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\n Host: h\r\n\r\n", "400"),
    ("\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("\u{16}\u{03}\u{01}\u{02}", "400"),
    // Request line
    ("GET /  HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    (" GET / HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET / HTTP/1.1 \r\nHost: h\r\n\r\n", "400"),
    ("GET /\r\nHost: h\r\n\r\n", "400"),
    ("GET HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("G(T / HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET /é HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET /#a HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET * HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET graphql HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("CONNECT h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", "400"),
    ("GET http:///a HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET http://u@h/a HTTP/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET / http/1.1\r\nHost: h\r\n\r\n", "400"),
    ("GET / HTTP/1.1x\r\nHost: h\r\n\r\n", "400"),
    ("GET / HTTP/01.1\r\nHost: h\r\n\r\n", "400"),
    ("GET / HTTP/2.0\r\nHost: h\r\n\r\n", "505"),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
    ("GET / HTTP/0.9\r\nHost: h\r\n\r\n", "505"),
    // Fields
    ("GET / HTTP/1.1\r\nHost : h\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\n: a\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nX\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nX(Y): a\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nÉ: a\r\n\r\n", "400"),
    // Host
    ("GET / HTTP/1.1\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n\r\n", "400"),
    ("GET / HTTP/1.0\r\nHost: h\r\nHost: i\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: u@h\r\n\r\n", "400"),
    // What belongs once
    ("GET / HTTP/1.1\r\nHost: h\r\nContent-Type: a/b\r\nContent-Type: a/b\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nAuthorization: a\r\nauthorization: a\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: h\r\nExpect: 200-ok\r\n\r\n", "417"),
  ]

  @Test(arguments: refused)
  func `refuses a malformed head`(text: String, status: String) {
    #expect(verdict(text) == status)
  }

  /// Each says where its body ends in two ways, or in a way that another reader reads differently.
  static let smuggled: [(String, String)] = [
    ("Content-Length: 5\r\nContent-Length: 5", "400"),
    ("Content-Length: 5\r\nContent-Length: 6", "400"),
    ("Content-Length: 5, 5", "400"),
    ("Content-Length: +5", "400"),
    ("Content-Length: -5", "400"),
    ("Content-Length: 0x5", "400"),
    ("Content-Length: 5 5", "400"),
    ("Content-Length: 5.0", "400"),
    ("Content-Length: 1_0", "400"),
    ("Content-Length: ٥", "400"),
    ("Content-Length:", "400"),
    ("Content-Length : 5", "400"),
    ("Content-Length: 5\r\nTransfer-Encoding: chunked", "400"),
    ("Transfer-Encoding: chunked\r\nContent-Length: 5", "400"),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "400"),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", "400"),
    ("Transfer-Encoding: gzip, chunked", "400"),
    ("Transfer-Encoding: chunked, chunked", "400"),
    ("Transfer-Encoding: chunked, identity", "400"),
    ("Transfer-Encoding: xchunked", "400"),
    ("Transfer-Encoding: \"chunked\"", "400"),
    ("Transfer-Encoding: chunked;a=b", "400"),
    ("Transfer-Encoding: chunked,", "400"),
    ("Transfer-Encoding: \u{0B}chunked", "400"),
    ("Transfer-Encoding:", "400"),
    ("Transfer-Encoding : chunked", "400"),
    (" Transfer-Encoding: chunked", "400"),
    ("X: y\n Transfer-Encoding: chunked", "400"),
    ("X: y\nContent-Length: 5", "400"),
    ("Transfer-Encoding:\r\n chunked", "400"),
  ]

  @Test(arguments: smuggled)
  func `refuses a body whose end is in doubt`(fields: String, status: String) {
    #expect(verdict("POST / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n\r\n") == status)
  }

  @Test func `refuses a transfer coding in HTTP 1.0`() {
    #expect(verdict("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == "400")
  }

  @Test(arguments: refused + smuggled.map { ("POST / HTTP/1.1\r\nHost: h\r\n\($0)\r\n\r\n", $1) })
  func `refuses the same whatever the cut, and never completes`(text: String, status: String) {
    let bytes = Array(text.utf8)
    var byteByByte = RequestParser(limits: HTTPLimits())
    var first = "incomplete"
    for cut in 1...bytes.count where first == "incomplete" {
      first = describe(byteByByte.parse(Array(bytes[..<cut]), from: 0))
    }
    #expect(first == status)
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET / length(0) after 25"),
    ("\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", "GET / length(0) after 29"),
    ("GET / HTTP/1.0\r\n\r\n", "GET / length(0) after 18"),
    ("GET / HTTP/1.9\r\nhost: [::1]:80\r\n\r\n", "GET / length(0) after 34"),
    ("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "OPTIONS * length(0) after 31"),
    ("GET HTTP://i/a?b HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a length(0) after 38"),
    ("GET http://i?b HTTP/1.1\r\nHost: h\r\n\r\n", "GET / length(0) after 36"),
    ("GET /?{a} HTTP/1.1\r\nHost: h\r\n\r\n", "GET / length(0) after 31"),
    (
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 007\r\n\r\n",
      "POST / length(7) after 49"
    ),
    (
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n",
      "POST / chunked after 56"
    ),
    (
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
      "POST / length(9223372036854775807) after 66"
    ),
  ])
  func `takes what is well-formed`(text: String, expected: String) {
    #expect(verdict(text) == expected)
  }

  @Test func `puts the host of an absolute target in the place of Host`() {
    var parser = RequestParser(limits: HTTPLimits())
    let text = "GET http://inner/ HTTP/1.1\r\nHost: outer\r\nX: y\r\n\r\n"
    guard case .complete(let head, _) = parser.parse(Array(text.utf8), from: 0) else {
      Issue.record("not complete")
      return
    }
    #expect(head.headers.values(of: "Host") == ["inner"])
    #expect(head.headers["X"] == "y")
  }

  @Test(arguments: [
    ("HTTP/1.1\r\nHost: h", true),
    ("HTTP/1.1\r\nHost: h\r\nConnection: close", false),
    ("HTTP/1.1\r\nHost: h\r\nConnection: upgrade , CLOSE", false),
    ("HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nConnection: close", false),
    ("HTTP/1.1\r\nHost: h\r\nConnection: closed", true),
    ("HTTP/1.0", false),
    ("HTTP/1.0\r\nConnection: Keep-Alive", true),
    ("HTTP/1.0\r\nConnection: keep-alive, close", false),
  ])
  func `knows whether the connection stays`(text: String, keepsAlive: Bool) {
    var parser = RequestParser(limits: HTTPLimits())
    guard case .complete(let head, _) = parser.parse(Array("GET / \(text)\r\n\r\n".utf8), from: 0)
    else {
      Issue.record("not complete")
      return
    }
    #expect(head.keepsAlive == keepsAlive)
  }

  // MARK: - Limits

  private static func line(_ length: Int) -> String {
    "GET /" + String(repeating: "a", count: length - 14) + " HTTP/1.1"
  }

  @Test func `takes the longest request line and refuses the next`() {
    #expect(verdict("\(Self.line(8_192))\r\nHost: h\r\n\r\n").hasPrefix("GET /aaa"))
    #expect(verdict("\(Self.line(8_193))\r\nHost: h\r\n\r\n") == "414")
    #expect(verdict(String(repeating: "A", count: 8_193)) == "414")
  }

  @Test func `takes the longest field and refuses the next`() {
    let start = "GET / HTTP/1.1\r\nHost: h\r\n"
    let value = String(repeating: "v", count: 8_189)
    #expect(verdict("\(start)X: \(value)\r\n\r\n").hasPrefix("GET /"))
    #expect(verdict("\(start)X: \(value)v\r\n\r\n") == "431")
    #expect(verdict("\(start)\(String(repeating: "n", count: 8_193))") == "431")
  }

  @Test func `takes a hundred fields and refuses one more`() {
    let fields = (1..<100).map { "X-\($0): v\r\n" }.joined()
    let start = "GET / HTTP/1.1\r\nHost: h\r\n"
    #expect(verdict("\(start)\(fields)\r\n").hasPrefix("GET /"))
    #expect(verdict("\(start)\(fields)Y: v\r\n\r\n") == "431")
  }

  @Test func `refuses a head that never ends`() {
    let field = "X: \(String(repeating: "v", count: 1_000))\r\n"
    let start = "GET / HTTP/1.1\r\nHost: h\r\n"
    #expect(verdict(start + String(repeating: field, count: 32)) == "incomplete")
    #expect(verdict(start + String(repeating: field, count: 33)) == "431")
  }

  @Test func `refuses bytes that are not UTF-8 in a field`() {
    let start = Array("GET / HTTP/1.1\r\nHost: h\r\nX: ".utf8)
    #expect(verdict(start + [0xC3, 0xA9] + Array("\r\n\r\n".utf8)).hasPrefix("GET /"))
    #expect(verdict(start + [0xC3] + Array("\r\n\r\n".utf8)) == "400")
  }
}
