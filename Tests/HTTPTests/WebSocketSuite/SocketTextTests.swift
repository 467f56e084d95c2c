import Testing

@testable import HTTP

/// Texts are UTF-8, and refused at the first byte that is not (RFC 6455 sections 5.6 and 8.1).
@Suite(.timeLimit(.minutes(5))) struct SocketTextTests {
  private static let server: Result<EchoServer, any Error> = Result { try EchoServer() }

  // MARK: - What is UTF-8

  @Test(arguments: valid, SocketCase.Delivery.allCases)
  func `takes`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let texts = [
    "κόσμε", "Hello-µ@ßöäüàá-UTF-8!!", "日本語 🚲", "\u{0}", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}",
    "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{10000}", "\u{1FFFE}",
    "\u{10FFFF}", "e\u{301}",
  ]

  static let valid = texts.flatMap { text in
    [
      SocketCase("8.1", "\(text.debugDescription)", [.text(text), bye], ["text:\(text)", end]),
      SocketCase(
        "8.1",
        "\(text.debugDescription) in fragments of one byte",
        fragments(Array(text.utf8)) + [bye],
        ["text:\(text)", end]
      ),
    ]
  }

  /// One frame a byte.
  private static func fragments(_ text: [UInt8]) -> [ClientFrame] {
    text.enumerated().map { place, byte in
      ClientFrame(place == 0 ? 0x1 : 0x0, [byte], isFinal: place == text.count - 1)
    }
  }

  // MARK: - What is not

  @Test(arguments: invalid, SocketCase.Delivery.allCases)
  func `refuses`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let sequences: [(String, [UInt8])] = [
    ("a first continuation byte", [0x80]), ("a last one", [0xBF]),
    ("seven of them", [0x80, 0xBF, 0x80, 0xBF, 0x80, 0xBF, 0x80]),
    ("a beginning of 2 alone", [0xC3, 0x20]), ("a beginning of 3 alone", [0xE2, 0x82, 0x20]),
    ("a beginning of 4 alone", [0xF0, 0x9F, 0x9A, 0x20]),
    ("a slash in 2 bytes", [0xC0, 0xAF]), ("in 3", [0xE0, 0x80, 0xAF]),
    ("in 4", [0xF0, 0x80, 0x80, 0xAF]), ("in 5", [0xF8, 0x80, 0x80, 0x80, 0xAF]),
    ("in 6", [0xFC, 0x80, 0x80, 0x80, 0x80, 0xAF]), ("U+0000 in 2 bytes", [0xC0, 0x80]),
    ("U+007F in 2", [0xC1, 0xBF]), ("U+07FF in 3", [0xE0, 0x9F, 0xBF]),
    ("U+FFFF in 4", [0xF0, 0x8F, 0xBF, 0xBF]), ("U+D800", [0xED, 0xA0, 0x80]),
    ("U+DFFF", [0xED, 0xBF, 0xBF]), ("two of them, a pair", [0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80]),
    ("U+110000", [0xF4, 0x90, 0x80, 0x80]), ("U+200000", [0xF8, 0x88, 0x80, 0x80, 0x80]),
    ("FE", [0xFE]), ("FF", [0xFF]), ("FE FE FF FF", [0xFE, 0xFE, 0xFF, 0xFF]),
  ]

  static let invalid = sequences.flatMap { what, sequence in
    let text = Array("κόσμε".utf8) + sequence + Array("edited".utf8)
    return [
      SocketCase("8.1", what, [ClientFrame(0x1, text), .ping()], ["close:1007"]),
      SocketCase("8.1", "\(what), in fragments", fragments(text) + [.ping()], ["close:1007"]),
      SocketCase(
        "5.6",
        "\(what), in a binary message, where it is no fault",
        [ClientFrame(0x2, sequence), bye],
        ["text:\(sequence.count) bytes of sum \(sequence.reduce(0) { $0 + Int($1) })", end]
      ),
      SocketCase(
        "5.5.1",
        "\(what), in the reason of a close",
        [ClientFrame(0x8, [0x03, 0xE8] + sequence)],
        ["close:1007"]
      ),
    ]
  }

  @Test(arguments: unfinished, SocketCase.Delivery.allCases)
  func `refuses what ends within a character`(
    _ one: SocketCase,
    _ delivery: SocketCase.Delivery
  ) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let unfinished = [
    [0xC3], [0xE2], [0xE2, 0x82], [0xF0], [0xF0, 0x9F], [0xF0, 0x9F, 0x9A],
  ]
  .flatMap { (sequence: [UInt8]) in
    [
      SocketCase("8.1", "\(sequence)", [ClientFrame(0x1, sequence), .ping()], ["close:1007"]),
      SocketCase(
        "8.1",
        "\(sequence) before an empty last fragment",
        [ClientFrame(0x1, sequence, isFinal: false), .more("")],
        ["close:1007"]
      ),
      SocketCase(
        "5.5.1",
        "\(sequence) at the end of a reason",
        [ClientFrame(0x8, [0x03, 0xE8] + sequence)],
        ["close:1007"]
      ),
    ]
  }

  // MARK: - At once

  /// The rest of the frame, or of the message, never comes.
  @Test(arguments: hopeless, SocketCase.Delivery.allCases)
  func `refuses before the rest has come`(
    _ one: SocketCase,
    _ delivery: SocketCase.Delivery
  ) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let hopeless = [
    SocketCase(
      "8.1",
      "a frame of which more is announced",
      [ClientFrame(0x1, [0x61, 0xFF]).with { $0.announced = 100 }],
      ["close:1007"]
    ),
    SocketCase(
      "8.1",
      "a fragment that is not the last",
      [.text("a", isFinal: false), ClientFrame(0x0, [0xED, 0xA0], isFinal: false)],
      ["close:1007"]
    ),
    SocketCase(
      "8.1",
      "the fourth byte of a character beyond the last one",
      [ClientFrame(0x1, [0xF4, 0x90]).with { $0.announced = 5 }],
      ["close:1007"]
    ),
  ]

  private static let end = "close:1000"
}
