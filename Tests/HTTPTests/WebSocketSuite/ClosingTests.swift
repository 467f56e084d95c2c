import Testing

@testable import HTTP

/// The closing handshake (RFC 6455 sections 5.5.1 and 7).
@Suite(.timeLimit(.minutes(5))) struct ClosingTests {
  private static let server: Result<EchoServer, any Error> = Result { try EchoServer() }

  @Test(arguments: cases, SocketCase.Delivery.allCases)
  func `closing`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let cases: [SocketCase] = [
    SocketCase("5.5.1", "an empty close is answered by one", [.close()], ["close:"]),
    SocketCase("5.5.1", "one byte", [ClientFrame(0x8, [0x03])], ["close:1002"]),
    SocketCase("5.5.1", "a code", [bye], ["close:1000"]),
    SocketCase("5.5.1", "a code and a reason", [.close(1_001, "até logo")], ["close:1001"]),
    SocketCase("5.5", "a reason of 123 bytes", [reason(123)], ["close:1000"]),
    SocketCase("5.5", "a reason of 124 bytes", [reason(124)], ["close:1002"]),
    SocketCase("5.5", "a close of 65,536 bytes", [reason(65_534)], ["close:1002"]),
    SocketCase("5.5", "a fragment of a close", [ClientFrame(0x8, isFinal: false)], ["close:1002"]),
    SocketCase("5.5.1", "a second close is not answered", [bye, bye], ["close:1000"]),
    SocketCase("5.5.1", "a ping behind a close is not answered", [bye, .ping()], ["close:1000"]),
    SocketCase(
      "5.5.1",
      "a message behind a close is not taken",
      [.text("a"), bye, .text("b"), ClientFrame(0x3)],
      ["text:a", "close:1000"]
    ),
    SocketCase(
      "5.5.1",
      "200 kB behind a close are read and dropped",
      [bye, ClientFrame(0x2, bytes(200_000))],
      ["close:1000"]
    ),
  ]

  private static func reason(_ count: Int) -> ClientFrame {
    ClientFrame(0x8, [0x03, 0xE8] + bytes(count))
  }

  // MARK: - Codes

  @Test(arguments: codes, SocketCase.Delivery.allCases)
  func `codes of a close`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  /// Section 7.4 and the registry that it began, where 1012, 1013 and 1014 were added.
  static let codes: [SocketCase] =
    [
      1_000, 1_001, 1_002, 1_003, 1_007, 1_008, 1_009, 1_010, 1_011, 1_012, 1_013, 1_014, 3_000,
      3_999, 4_000, 4_400, 4_999,
    ].map { SocketCase("7.4", "\($0), which may be sent", [code($0)], ["close:\($0)"]) }
    + [
      0, 1, 999, 1_004, 1_005, 1_006, 1_015, 1_016, 1_100, 1_999, 2_000, 2_999, 5_000, 65_535,
    ].map { SocketCase("7.4", "\($0), which may not", [code($0)], ["close:1002"]) }

  private static func code(_ code: UInt16) -> ClientFrame {
    ClientFrame(0x8, [UInt8(code >> 8), UInt8(code & 0xFF)])
  }

  // MARK: - The server's close

  @Test func `the server closes, and ends when the client has answered`() throws {
    let client = try Client(port: Self.server.get().port)
    #expect(client.open("/close"))
    client.send(ClientFrame.text("now").bytes)
    let close = client.frame()
    #expect(close?.code == 4_000)
    #expect(close.map { String(decoding: $0.payload.dropFirst(2), as: UTF8.self) } == "as you wish")
    client.send(ClientFrame.text("on its way").bytes + ClientFrame.close(4_000).bytes)
    #expect(client.framesToEnd() == [])
  }

  @Test func `the server ends without the client's answer after a while`() throws {
    let server = try EchoServer { $0.webSocketLimits.closeMilliseconds = 50 }
    let client = try Client(port: server.port)
    #expect(client.open("/close"))
    client.send(ClientFrame.text("now").bytes)
    #expect(client.framesToEnd() == ["close:4000"])
    #expect(server.application.open.all.isEmpty)
  }

  @Test func `a client that ends without a close frame is gone`() throws {
    let server = try EchoServer()
    let client = try Client(port: server.port)
    #expect(client.open())
    client.send(ClientFrame.text("last").bytes)
    client.endOutput()
    #expect(client.framesToEnd() == ["text:last"])
  }

  @Test func `a client that ends within a frame is gone`() throws {
    let server = try EchoServer()
    let client = try Client(port: server.port)
    #expect(client.open())
    client.send(Array(ClientFrame.text("never whole").bytes.dropLast()))
    client.endOutput()
    #expect(client.framesToEnd() == [])
  }

  @Test func `a server that stops closes with 1001`() throws {
    let server = try EchoServer()
    let client = try Client(port: server.port)
    #expect(client.open())
    client.send(ClientFrame.text("a").bytes)
    #expect(client.frame()?.described == "text:a")
    server.server.shutdown()
    #expect(client.frame()?.described == "close:1001")
    client.send(ClientFrame.close(1_001).bytes)
    #expect(client.framesToEnd() == [])
  }

  /// What a peer must never see in a frame (section 7.4.1).
  @Test func `says no code to a client that said none`() throws {
    let client = try Client(port: Self.server.get().port)
    #expect(client.open())
    client.send(ClientFrame.close().bytes)
    #expect(client.frame() == ServerFrame(opcode: 0x8, payload: []))
  }
}
