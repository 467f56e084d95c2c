import Testing

@testable import HTTP

/// Pings and pongs (RFC 6455 section 5.5).
@Suite(.timeLimit(.minutes(5))) struct ControlFrameTests {
  private static let server: Result<EchoServer, any Error> = Result { try EchoServer() }

  @Test(arguments: cases, SocketCase.Delivery.allCases)
  func `pings and pongs`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let cases: [SocketCase] = [
    SocketCase("5.5.2", "a ping without a payload", [.ping(), bye], ["pong:", end]),
    SocketCase(
      "5.5.3",
      "a pong has the ping's payload",
      [.ping("hello"), bye],
      ["pong:hello", end]
    ),
    SocketCase(
      "5.5",
      "125 bytes, the most",
      [ClientFrame(0x9, bytes(125)), bye],
      ["pong:" + String(repeating: "a", count: 125), end]
    ),
    SocketCase("5.5", "126 bytes", [ClientFrame(0x9, bytes(126)), bye], ["close:1002"]),
    SocketCase("5.5", "65,536 bytes", [ClientFrame(0x9, bytes(65_536))], ["close:1002"]),
    SocketCase("5.5", "a pong of 126 bytes", [ClientFrame(0xA, bytes(126)), bye], ["close:1002"]),
    SocketCase("5.5", "a ping in fragments", [ClientFrame(0x9, isFinal: false)], ["close:1002"]),
    SocketCase("5.5", "a pong in fragments", [ClientFrame(0xA, isFinal: false)], ["close:1002"]),
    SocketCase(
      "5.5.3",
      "pongs that nobody asked for",
      [ClientFrame(0xA), ClientFrame(0xA, Array("x".utf8)), .ping("y"), bye],
      ["pong:y", end]
    ),
    SocketCase(
      "5.5.2",
      "ten pings in one packet, answered in order",
      (0..<10).map { .ping("\($0)") } + [bye],
      (0..<10).map { "pong:\($0)" } + [end]
    ),
    SocketCase(
      "5.4",
      "a ping between the fragments of a text is answered before it",
      [.text("a", isFinal: false), .ping("now"), .more("b"), bye],
      ["pong:now", "text:ab", end]
    ),
    SocketCase(
      "5.5.2",
      "a payload that is no text",
      [ClientFrame(0x9, [0xFF, 0xFE]), .ping("x"), bye],
      ["pong:\u{FFFD}\u{FFFD}", "pong:x", end]
    ),
    SocketCase(
      "10.4",
      "a hundred pings in a second, and one more",
      (0..<101).map { _ in .ping() },
      (0..<100).map { _ in "pong:" } + ["close:1008"]
    ),
    SocketCase(
      "10.4",
      "a hundred pongs in a second, and one more",
      (0..<101).map { _ in ClientFrame(0xA) },
      ["close:1008"]
    ),
  ]

  private static let end = "close:1000"
}
