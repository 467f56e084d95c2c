import Testing

@testable import HTTP

/// Messages in fragments (RFC 6455 section 5.4).
@Suite(.timeLimit(.minutes(5))) struct FragmentationTests {
  private static let server: Result<EchoServer, any Error> = Result { try EchoServer() }

  @Test(arguments: cases, SocketCase.Delivery.allCases)
  func `fragments`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let cases: [SocketCase] = [
    SocketCase(
      "5.4",
      "a text in two fragments",
      [.text("a", isFinal: false), .more("b"), bye],
      ["text:ab", end]
    ),
    SocketCase(
      "5.4",
      "a binary in three",
      [ClientFrame(0x2, [1], isFinal: false), more([2], isFinal: false), more([3]), bye],
      ["text:3 bytes of sum 6", end]
    ),
    SocketCase(
      "5.4",
      "empty fragments, first, between and last",
      [.text("", isFinal: false), .more("", isFinal: false), .more("a", isFinal: false), .more("")]
        + [bye],
      ["text:a", end]
    ),
    SocketCase(
      "5.4",
      "nothing but empty fragments is an empty text",
      [.text("", isFinal: false), .more("", isFinal: false), .more(""), bye],
      ["text:", end]
    ),
    SocketCase(
      "5.4",
      "a thousand fragments of one byte",
      [.text("a", isFinal: false)] + (0..<998).map { _ in .more("a", isFinal: false) }
        + [.more("a"), bye],
      ["1000 bytes", end]
    ),
    SocketCase(
      "5.4",
      "one message after another",
      [.text("a", isFinal: false), .more("b"), .text("c", isFinal: false), .more("d"), bye],
      ["text:ab", "text:cd", end]
    ),
    SocketCase(
      "5.5.1",
      "a close between fragments ends it",
      [.text("a", isFinal: false), bye, .more("b")],
      [end]
    ),
    SocketCase("5.4", "a continuation of nothing", [.more("a")], ["close:1002"]),
    SocketCase("5.4", "one that is not the last", [.more("a", isFinal: false)], ["close:1002"]),
    SocketCase(
      "5.4",
      "a continuation behind a whole message",
      [.text("a"), .more("b")],
      ["text:a", "close:1002"]
    ),
    SocketCase(
      "5.4",
      "a continuation behind the last fragment",
      [.text("a", isFinal: false), .more("b"), .more("c")],
      ["text:ab", "close:1002"]
    ),
    SocketCase(
      "5.4",
      "a new text within one",
      [.text("a", isFinal: false), .text("b")],
      ["close:1002"]
    ),
    SocketCase(
      "5.4",
      "a new binary within a text",
      [.text("a", isFinal: false), ClientFrame(0x2, isFinal: false)],
      ["close:1002"]
    ),
    SocketCase(
      "5.4",
      "a new text within a binary, behind a ping",
      [ClientFrame(0x2, isFinal: false), .ping("x"), .text("b")],
      ["pong:x", "close:1002"]
    ),
  ]

  private static let end = "close:1000"

  private static func more(_ payload: [UInt8], isFinal: Bool = true) -> ClientFrame {
    ClientFrame(0x0, payload, isFinal: isFinal)
  }
}
