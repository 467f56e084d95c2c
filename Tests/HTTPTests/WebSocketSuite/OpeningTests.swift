import Bytes
import Testing

@testable import HTTP

/// The opening handshake (RFC 6455 section 4.2), every field wrong once.
@Suite(.timeLimit(.minutes(5))) struct OpeningTests {
  private static let server: Result<EchoServer, any Error> = Result { try EchoServer() }

  /// A handshake with one thing changed, and what it is answered.
  struct Opening: CustomTestStringConvertible, Sendable {
    let section: String
    let what: String
    let line: String
    let instead: String
    let status: Int
    var fields: [String: String?] = [:]

    var testDescription: String { "\(section): \(what)" }
  }

  private static let host = "Host: desk.example\r\n"
  private static let upgrade = "Upgrade: websocket\r\n"
  private static let connection = "Connection: Upgrade\r\n"
  private static let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
  private static let version = "Sec-WebSocket-Version: 13\r\n"

  @Test(arguments: taken + refused)
  func `answers`(_ opening: Opening) throws {
    let client = try Client(port: Self.server.get().port)
    #expect(Client.handshake.contains(opening.line))
    let text = Client.handshake.replacing(opening.line, with: opening.instead)
    let response = client.exchange(text)
    #expect(response?.status == opening.status, "\(opening.testDescription)")
    for (name, value) in opening.fields {
      #expect(response?[name] == value, "\(opening.testDescription): \(name)")
    }
    guard opening.status == 101 else { return }
    client.send(ClientFrame.text("a").bytes + bye.bytes)
    #expect(client.framesToEnd() == ["text:a", "close:1000"])
  }

  // MARK: - What opens

  static let taken: [Opening] = [
    open("4.2.2", "as it should be", version, version, answer),
    open("4.2.1", "Upgrade in capitals", upgrade, "Upgrade: WebSocket\r\n"),
    open("4.2.1", "Upgrade as a list", upgrade, "Upgrade: h2c, websocket\r\n"),
    open("4.2.1", "Connection as a list", connection, "Connection: keep-alive, upgrade\r\n"),
    open(
      "4.2.1",
      "Connection in two fields",
      connection,
      "Connection: keep-alive\r\nConnection: Upgrade\r\n"
    ),
    open("4.2.1", "names of fields in small letters", version, "sec-websocket-version:13\r\n"),
    open("4.2.1", "an Origin, which the application judges", host, host + "Origin: https://x\r\n"),
    open(
      "9.1",
      "permessage-deflate is declined",
      version,
      version + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n",
      ["sec-websocket-extensions": nil]
    ),
    open(
      "9.1",
      "unknown extensions are declined",
      version,
      version + "Sec-WebSocket-Extensions: a;b=\"c\", d\r\nSec-WebSocket-Extensions: e\r\n",
      ["sec-websocket-extensions": nil]
    ),
    open("4.2.1", "a body of no bytes", version, version + "Content-Length: 0\r\n"),
    open("4.2.2", "no subprotocol", version, version, ["sec-websocket-protocol": nil]),
    offer("best", chosen: "best"), offer("good", chosen: "good"),
    offer("good, best", chosen: "best"), offer("other,good , more", chosen: "good"),
    offer("other", chosen: nil), offer("BEST", chosen: nil),
    open(
      "11.3.4",
      "subprotocols in two fields",
      version,
      version + "Sec-WebSocket-Protocol: other\r\nSec-WebSocket-Protocol: good\r\n",
      ["sec-websocket-protocol": "good"]
    ),
  ]

  private static let answer: [String: String?] = [
    "upgrade": "websocket", "connection": "Upgrade",
    "sec-websocket-accept": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "content-length": nil,
    "transfer-encoding": nil,
  ]

  private static func open(
    _ section: String,
    _ what: String,
    _ line: String,
    _ instead: String,
    _ fields: [String: String?] = [:]
  ) -> Opening {
    Opening(
      section: section,
      what: what,
      line: line,
      instead: instead,
      status: 101,
      fields: fields
    )
  }

  private static func offer(_ list: String, chosen: String?) -> Opening {
    open(
      "4.2.2",
      "of \(list)",
      version,
      version + "Sec-WebSocket-Protocol: \(list)\r\n",
      ["sec-websocket-protocol": chosen]
    )
  }

  // MARK: - What does not

  static let refused: [Opening] =
    [
      refuse("4.2.1", "POST", "GET /echo", "POST /echo", 400),
      refuse(
        "4.2.1",
        "HTTP/1.0: RFC 9110 7.8 passes over its Upgrade",
        "HTTP/1.1",
        "HTTP/1.0",
        200
      ),
      refuse("4.2.1", "no Host", host, "", 400),
      refuse("4.2.1", "two of them", host, host + host, 400),
      refuse("4.2.1", "no Upgrade: no handshake", upgrade, "", 200),
      refuse("4.2.1", "another one", upgrade, "Upgrade: websockets\r\n", 200),
      refuse("4.2.1", "no Connection: no handshake", connection, "", 200),
      refuse("4.2.1", "another one", connection, "Connection: upgraded\r\n", 200),
      refuse("4.2.1", "no key", key, "", 400), refuse("4.2.1", "two keys", key, key + key, 400),
    ]
    + [
      "", "x", "dGhlIHNhbXBsZSBub25jZQ", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZSE=ZQ==",
      "dGhlIHNhbXBsZSBub25jZXMhIQ==", "dGhlIHNhbXBsZSBub25jZQ=, x", "*GhlIHNhbXBsZSBub25jZQ==",
    ].map { refuse("4.2.1", "the key \"\($0)\"", key, "Sec-WebSocket-Key: \($0)\r\n", 400) }
    + ["", "0", "7", "8", "12", "14", "99", "-13", "+13", "013", "13, 13", "8, 13", "x"].map {
      refuse("4.4", "version \"\($0)\"", version, "Sec-WebSocket-Version: \($0)\r\n", 426, offered)
    }
    + [
      refuse("4.4", "no version", version, "", 426, offered),
      refuse("4.4", "two versions", version, version + version, 426, offered),
    ]
    + ["a,,b", ",", "a b", "(x)", ""].map {
      let field = "Sec-WebSocket-Protocol: \($0)\r\n"
      return refuse("11.3.4", "the subprotocols \"\($0)\"", version, version + field, 400)
    }

  /// How a client learns what is served.
  private static let offered: [String: String?] = [
    "sec-websocket-version": "13", "upgrade": "websocket", "connection": "Upgrade",
  ]

  private static func refuse(
    _ section: String,
    _ what: String,
    _ line: String,
    _ instead: String,
    _ status: Int,
    _ fields: [String: String?] = [:]
  ) -> Opening {
    Opening(
      section: section,
      what: what,
      line: line,
      instead: instead,
      status: status,
      fields: fields
    )
  }

  // MARK: - Before and behind it

  @Test func `refuses a handshake with a body`() throws {
    let client = try Client(port: Self.server.get().port)
    let text = Client.handshake.replacing(
      Self.version,
      with: Self.version + "Content-Length: 2\r\n"
    )
    #expect(client.exchange(text + "ab")?.status == 400)
  }

  @Test func `an ordinary request may come before it on its connection`() throws {
    let client = try Client(port: Self.server.get().port)
    #expect(client.exchange("GET / HTTP/1.1\r\nHost: h\r\n\r\n")?.body == "no WebSocket")
    client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n" + Client.handshake)
    #expect(client.response()?.body == "no WebSocket")
    #expect(client.response()?.status == 101)
    client.send(bye.bytes)
    #expect(client.framesToEnd() == ["close:1000"])
  }

  @Test func `what was refused may be tried again on its connection`() throws {
    let client = try Client(port: Self.server.get().port)
    let old = Client.handshake.replacing(Self.version, with: "Sec-WebSocket-Version: 8\r\n")
    #expect(client.exchange(old)?.status == 426)
    #expect(client.exchange(Client.handshake)?.status == 101)
  }

  @Test func `a request behind it is no request any more`() throws {
    let client = try Client(port: Self.server.get().port)
    client.send(Client.handshake + "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(client.response()?.status == 101)
    // "G" has a reserved bit.
    #expect(client.framesToEnd() == ["close:1002"])
  }

  @Test(arguments: 0..<20)
  func `proves that it read the key`(_ seed: Int) throws {
    var generator = Seeded(state: UInt64(seed))
    let key = Base64.text(of: (0..<16).map { _ in UInt8.random(in: 0...255, using: &generator) })
    let client = try Client(port: Self.server.get().port)
    let field = "Sec-WebSocket-Key: \(key)\r\n"
    let response = client.exchange(Client.handshake.replacing(Self.key, with: field))
    let magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    #expect(
      response?["sec-websocket-accept"] == Base64.text(of: SHA1.hash(Array((key + magic).utf8)))
    )
  }
}
