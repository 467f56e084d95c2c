import Testing

@testable import HTTP

@Suite struct HeadersTests {
  @Test func `finds names in any case and keeps the order`() {
    let headers = Headers([("Accept", "a"), ("X", "1"), ("ACCEPT", "b")])
    #expect(headers["accept"] == "a")
    #expect(headers.values(of: "Accept") == ["a", "b"])
    #expect(headers["Accept-"] == nil)
    #expect(headers.fields.map(\.name) == ["Accept", "X", "ACCEPT"])
  }

  @Test(arguments: ["a\r\nB: c", "a\nb", "a\rb", "a\0", "\u{1B}", "a\u{7F}"])
  func `refuses a value that would end its line`(value: String) {
    var headers = Headers()
    headers.append("X", value)
    #expect(headers.isRefused)
    #expect(headers.fields.isEmpty)
  }

  @Test(arguments: ["", "A B", "A:", "A\r\n", "É"])
  func `refuses a name that is no token`(name: String) {
    var headers = Headers()
    headers.append(name, "v")
    #expect(headers.isRefused)
  }

  @Test func `sets a field once`() {
    var headers = Headers([("Host", "a"), ("X", "1"), ("HOST", "b")])
    headers.set("Host", "c")
    #expect(headers.fields.map { "\($0.name)=\($0.value)" } == ["X=1", "Host=c"])
  }

  @Test func `is equal where its fields are`() {
    var one = Headers([("A", "1")])
    #expect(one == Headers([("A", "1")]))
    one.append("B", "2")
    #expect(one != Headers([("A", "1")]))
  }
}

@Suite struct TargetTests {
  @Test(arguments: [
    ("/a%20b", "/a b"),
    ("/%2e%2E/x", "/../x"),
    ("/a+b", "/a+b"),
    ("/caf%C3%A9", "/café"),
  ])
  func `decodes a path`(path: String, decoded: String) {
    #expect(Target(path: path).decodedPath == decoded)
  }

  @Test(arguments: ["/%", "/%2", "/%zz", "/%00", "/%C3", "/%ff", "/%+1"])
  func `has no decoded path where an escape is malformed`(path: String) {
    #expect(Target(path: path).decodedPath == nil)
  }

  @Test func `reads the parameters of a query`() {
    let target = Target(path: "/", query: "query=%7Ba%7D&variables=a+b&&empty=&bare&x=1=2")
    #expect(
      target.parameters?.map { "\($0.name)|\($0.value)" }
        == ["query|{a}", "variables|a b", "empty|", "bare|", "x|1=2"]
    )
    #expect(Target(path: "/").parameters == [])
    #expect(Target(path: "/", query: "a=%").parameters == nil)
  }
}

@Suite struct MediaTypeTests {
  @Test func `reads a type and its parameters`() throws {
    let media = try #require(MediaType(parsing: "Application/JSON; Charset=\"utf-8\" ;a=b"))
    #expect(media.essence == "application/json")
    #expect(media["charset"] == "utf-8")
    #expect(media["a"] == "b")
  }

  @Test(arguments: ["", "a", "a/", "/b", "a/b;c", "a/b;c=", "a/b c", "a/b;c=\"d", "a/b, c/d"])
  func `reads nothing from a malformed value`(value: String) {
    #expect(MediaType(parsing: value) == nil)
  }

  @Test(arguments: [
    (["application/json"], 1_000),
    (["application/*;q=0.5"], 500),
    (["*/*;q=0.1, application/json;q=0.25"], 250),
    (["application/json;q=0, */*"], 0),
    (["text/html", "application/json;q=0.333"], 333),
    (["text/html"], 0),
    ([], 1_000),
    (["application/json; charset=utf-8; q=1.000"], 1_000),
  ])
  func `weighs a type by the most precise range`(values: [String], weight: Int) throws {
    let accept = try #require(Accept(parsing: values))
    #expect(accept.weight(of: MediaType("application", "json")) == weight)
  }

  @Test(arguments: [
    "a/b;q=2", "a/b;q=1.001", "a/b;q=-1", "a/b;q=0.1234", "a/b;q=.5", "a b", "a/b x",
  ])
  func `reads no weights from malformed values`(value: String) {
    #expect(Accept(parsing: [value]) == nil)
  }
}

@Suite struct ResponseEncoderTests {
  private func encode(_ head: ResponseEncoder.Head) -> (text: String, hasBody: Bool) {
    var bytes: [UInt8] = []
    let hasBody = ResponseEncoder.append(head, date: Array("Date: now\r\n".utf8), to: &bytes)
    return (String(decoding: bytes, as: UTF8.self), hasBody)
  }

  @Test func `writes a head`() {
    let (text, hasBody) = encode(
      .init(status: 200, headers: Headers([("A", "b")]), body: .length(1_234_567_890))
    )
    #expect(
      text == "HTTP/1.1 200 OK\r\nDate: now\r\nA: b\r\nContent-Length: 1234567890\r\n\r\n"
    )
    #expect(hasBody)
  }

  @Test func `says the length of a body that HEAD does not get`() {
    let (text, hasBody) = encode(
      .init(status: 200, headers: Headers(), body: .length(5), answersHead: true)
    )
    #expect(text.contains("Content-Length: 5\r\n"))
    #expect(!hasBody)
  }

  @Test(arguments: [204, 304])
  func `gives no body to a status that has none`(status: Int) {
    let (text, hasBody) = encode(.init(status: status, headers: Headers(), body: .length(5)))
    #expect(!text.contains("Content-Length"))
    #expect(!hasBody)
  }

  @Test func `leaves out the fields that are the server's`() {
    let headers = Headers([
      ("Content-Length", "9"), ("A", "b"), ("transfer-encoding", "chunked"),
      ("Connection", "keep-alive"), ("DATE", "never"), ("C", "d"),
    ])
    let (text, _) = encode(.init(status: 200, headers: headers, body: .length(0), closes: true))
    #expect(
      text == "HTTP/1.1 200 OK\r\nDate: now\r\nA: b\r\nC: d\r\nContent-Length: 0\r\n"
        + "Connection: close\r\n\r\n"
    )
  }

  @Test func `answers 500 in the place of a head that cannot be sent`() {
    let split = Headers([("X", "a\r\nSet-Cookie: b")])
    for head in [
      ResponseEncoder.Head(status: 200, headers: split, body: .length(3)),
      ResponseEncoder.Head(status: 100, headers: Headers(), body: .length(3)),
      ResponseEncoder.Head(status: 1_000, headers: Headers(), body: .length(3)),
    ] {
      let (text, hasBody) = encode(head)
      #expect(text.hasPrefix("HTTP/1.1 500 "))
      #expect(!text.contains("Set-Cookie"))
      #expect(!hasBody)
    }
  }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
    (1_709_210_096, "Thu, 29 Feb 2024 12:34:56 GMT"),
    (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    (-1, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (Int64.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
  ])
  func `writes a date`(seconds: Int64, text: String) {
    #expect(HTTPDate.text(secondsSinceEpoch: seconds) == text)
  }
}
