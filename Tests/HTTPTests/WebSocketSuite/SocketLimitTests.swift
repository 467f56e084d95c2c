import Testing

@testable import HTTP

/// What one client may take (RFC 6455 section 10.4).
@Suite(.timeLimit(.minutes(5))) struct SocketLimitTests {
  private static let server: Result<EchoServer, any Error> = Result {
    try EchoServer { $0.webSocketLimits.message = 100_000 }
  }

  @Test(arguments: cases, SocketCase.Delivery.allCases)
  func `limits`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let cases: [SocketCase] = [
    SocketCase("10.4", "the longest text", [ClientFrame(0x1, most), bye], ["100000 bytes", end]),
    SocketCase("10.4", "a byte more", [ClientFrame(0x1, most + [0x61])], ["close:1009"]),
    SocketCase(
      "10.4",
      "a byte more, announced and not sent",
      [ClientFrame(0x1).with { $0.announced = 100_001 }],
      ["close:1009"]
    ),
    SocketCase(
      "10.4",
      "the longest text in fragments",
      [ClientFrame(0x1, half, isFinal: false), ClientFrame(0x0, half), bye],
      ["100000 bytes", end]
    ),
    SocketCase(
      "10.4",
      "a byte more in fragments, refused before the last one",
      [ClientFrame(0x1, half, isFinal: false), ClientFrame(0x0, half + [0x61], isFinal: false)],
      ["close:1009"]
    ),
    SocketCase(
      "10.4",
      "a long binary message behind a long text",
      [ClientFrame(0x1, most), ClientFrame(0x2, most), bye],
      ["100000 bytes", "text:100000 bytes of sum 9700000", end]
    ),
  ]

  private static let most = bytes(100_000)
  private static let half = bytes(50_000)
  private static let end = "close:1000"

  @Test func `a mebibyte by default`() throws {
    let server = try EchoServer()
    let client = try Client(port: server.port)
    #expect(client.open())
    client.send(ClientFrame(0x1, bytes(1 << 20)).bytes)
    #expect(client.frame()?.payload.count == 1 << 20)
    client.send(ClientFrame(0x1, bytes(1 << 20 + 1)).bytes)
    #expect(client.framesToEnd() == ["close:1009"])
  }

  /// Whoever sends much before it reads gets all of it, in order: what it is owed is bounded by not
  /// reading on.
  @Test func `a client that sends 8 MB before it reads gets them all`() throws {
    let server = try EchoServer()
    let client = try Client(port: server.port)
    #expect(client.open())
    let text = bytes(10_000)
    Background.run { [client = Unchecked(client)] in
      for _ in 0..<800 { client.value.send(ClientFrame(0x1, text).bytes) }
      client.value.send(bye.bytes)
    }
    let frames = client.framesToEnd()
    #expect(frames.count == 801)
    #expect(frames.last == "close:1000")
  }

  /// A client that one thread sends by while another reads.
  private struct Unchecked: @unchecked Sendable {
    let value: Client

    init(_ value: Client) { self.value = value }
  }

  // MARK: - Dead peers

  @Test func `asks a quiet client, and ends it when it does not answer`() throws {
    let server = try EchoServer {
      $0.webSocketLimits.pingMilliseconds = 30
      $0.webSocketLimits.pongMilliseconds = 30
    }
    let client = try Client(port: server.port)
    #expect(client.open())
    #expect(client.framesToEnd() == ["ping:"])
  }

  /// Longer than any other limit of a quiet connection.
  @Test func `a quiet client that answers stays`() throws {
    let server = try EchoServer {
      $0.webSocketLimits.pingMilliseconds = 30
      $0.webSocketLimits.pongMilliseconds = 60_000
      $0.limits.idleMilliseconds = 40
      $0.limits.writeMilliseconds = 60_000
    }
    let client = try Client(port: server.port)
    #expect(client.open())
    for _ in 0..<10 {
      #expect(client.frame()?.described == "ping:")
      client.send(ClientFrame(0xA).bytes)
    }
    client.send(ClientFrame.text("still here").bytes)
    while let frame = client.frame() {
      guard frame.opcode == 0x9 else {
        #expect(frame.described == "text:still here")
        break
      }
    }
  }
}
