import Testing

@testable import HTTP

@Suite struct WebSocketHandshakeTests {
  static let fields = [
    ("Host", "desk.example"), ("Upgrade", "websocket"), ("Connection", "Upgrade"),
    ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
    ("Sec-WebSocket-Protocol", "chat, graphql-transport-ws"),
  ]

  /// The fields with one of them replaced, or taken away.
  private func headers(_ name: String = "", _ value: String? = nil) -> Headers {
    var fields = Self.fields.filter { $0.0 != name }
    if let value { fields.append((name, value)) }
    return Headers(fields)
  }

  private func read(
    _ headers: Headers,
    method: String = "GET",
    hasBody: Bool = false
  ) -> Result<WebSocketHandshake, HTTPError> {
    Result { () throws(HTTPError) in
      try WebSocketHandshake(
        method: method,
        headers: headers,
        hasBody: hasBody,
        subprotocols: ["graphql-transport-ws"]
      )
    }
  }

  private func status(_ headers: Headers) -> Int? {
    guard case .failure(let error) = read(headers) else { return nil }
    return error.status
  }

  /// The key and its answer stand in section 1.3 of the RFC.
  @Test func `answers as the RFC's own example`() throws {
    let handshake = try read(headers()).get()
    #expect(handshake.subprotocol == "graphql-transport-ws")
    #expect(
      String(decoding: handshake.response, as: UTF8.self) == """
        HTTP/1.1 101 Switching Protocols\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
        Sec-WebSocket-Protocol: graphql-transport-ws\r
        \r

        """
    )
  }

  @Test(arguments: [
    ("websocket", "Upgrade", true), ("WebSocket", "keep-alive, upgrade", true),
    ("h2c, websocket", "Upgrade", true), ("h2c", "Upgrade", false), ("websocket", "close", false),
  ])
  func `is asked for by Upgrade and Connection together`(
    upgrade: String,
    connection: String,
    isAsked: Bool
  ) {
    let headers = Headers([("Upgrade", upgrade), ("Connection", connection)])
    #expect(WebSocketHandshake.isAsked(by: headers) == isAsked)
  }

  @Test(arguments: [nil, "", "AAAA", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25jZQ==AAAA", "€"])
  func `refuses a key that is not 16 bytes`(key: String?) {
    #expect(status(headers("Sec-WebSocket-Key", key)) == 400)
  }

  @Test func `refuses a second key`() {
    var headers = headers()
    headers.append("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
    #expect(status(headers) == 400)
  }

  @Test(arguments: [nil, "", "8", "12", "14", "013", "13, 8"])
  func `tells the version to who asks for another`(version: String?) {
    #expect(status(headers("Sec-WebSocket-Version", version)) == 426)
  }

  @Test func `refuses another method, and a body`() {
    guard case .failure(let post) = read(headers(), method: "POST"),
      case .failure(let body) = read(headers(), hasBody: true)
    else {
      Issue.record("was taken")
      return
    }
    #expect(post.status == 400)
    #expect(body.status == 400)
  }

  @Test(arguments: ["a,,b", "a b", ",", "(x)"])
  func `refuses a list of subprotocols that is none`(list: String) {
    #expect(status(headers("Sec-WebSocket-Protocol", list)) == 400)
  }

  @Test(arguments: [nil, "graphql-ws", "GRAPHQL-TRANSPORT-WS"])
  func `opens without a subprotocol where none is ours`(list: String?) throws {
    let handshake = try read(headers("Sec-WebSocket-Protocol", list)).get()
    #expect(handshake.subprotocol == nil)
    #expect(!String(decoding: handshake.response, as: UTF8.self).contains("Protocol:"))
  }

  @Test func `finds ours in the second of two fields`() throws {
    var headers = headers("Sec-WebSocket-Protocol", "graphql-ws")
    headers.append("Sec-WebSocket-Protocol", "graphql-transport-ws")
    #expect(try read(headers).get().subprotocol == "graphql-transport-ws")
  }
}
