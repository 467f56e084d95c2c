import Testing

@testable import HTTP

/// Frames: lengths, masks, reserved bits and opcodes (RFC 6455 section 5).
@Suite(.timeLimit(.minutes(5))) struct FramingTests {
  private static let server: Result<EchoServer, any Error> = Result { try EchoServer() }

  @Test(arguments: lengths, SocketCase.Delivery.allCases)
  func `frames of any length`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let lengths: [SocketCase] = [
    SocketCase("5.6", "an empty text", [.text(""), bye], ["text:", "close:1000"]),
    SocketCase("5.2", "125 bytes, the most of one byte", text(125), ["text:\(words(125))", end]),
    SocketCase("5.2", "126 bytes, the least of two", text(126), ["text:\(words(126))", end]),
    SocketCase("5.2", "127 bytes", text(127), ["text:\(words(127))", end]),
    SocketCase("5.2", "128 bytes", text(128), ["text:\(words(128))", end]),
    SocketCase("5.2", "65,535 bytes, the most of two", text(65_535), ["65535 bytes", end]),
    SocketCase("5.2", "65,536 bytes, the least of eight", text(65_536), ["65536 bytes", end]),
    SocketCase(
      "5.6",
      "binary, empty and long",
      [ClientFrame(0x2), ClientFrame(0x2, bytes(300, of: 0xFF)), bye],
      ["text:0 bytes of sum 0", "text:300 bytes of sum 76500", end]
    ),
    SocketCase("5.2", "5 bytes, written in two", [short(in: 2)], ["close:1002"]),
    SocketCase("5.2", "5 bytes, written in eight", [short(in: 8)], ["close:1002"]),
    SocketCase(
      "5.2",
      "65,535 bytes, written in eight",
      [ClientFrame(0x2, bytes(65_535)).with { $0.lengthBytes = 8 }],
      ["close:1002"]
    ),
    SocketCase("5.2", "the highest bit of 64", [announced(1 << 63)], ["close:1002"]),
    SocketCase("5.2", "all 64 bits", [announced(.max)], ["close:1002"]),
    SocketCase("10.4", "63 bits, which is longer than any limit", [huge], ["close:1009"]),
  ]

  private static let end = "close:1000"
  private static let huge = announced(UInt64(Int64.max))

  private static func text(_ count: Int) -> [ClientFrame] { [ClientFrame(0x1, bytes(count)), bye] }

  private static func words(_ count: Int) -> String { String(repeating: "a", count: count) }

  private static func short(in count: Int) -> ClientFrame {
    .text("hello").with { $0.lengthBytes = count }
  }

  private static func announced(_ length: UInt64) -> ClientFrame {
    ClientFrame(0x2).with {
      $0.lengthBytes = 8
      $0.announced = length
    }
  }

  // MARK: - Masks

  @Test(arguments: masks, SocketCase.Delivery.allCases)
  func `masks of frames`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let masks: [SocketCase] = [
    SocketCase("5.1", "a text that is not masked", [bare(0x1)], ["close:1002"]),
    SocketCase("5.1", "a binary that is not masked", [bare(0x2)], ["close:1002"]),
    SocketCase("5.1", "a ping that is not masked", [bare(0x9)], ["close:1002"]),
    SocketCase("5.1", "a close that is not masked", [bare(0x8)], ["close:1002"]),
    SocketCase(
      "5.1",
      "what came before it is answered",
      [.text("a"), bare(0x1), .text("b")],
      ["text:a", "close:1002"]
    ),
    SocketCase(
      "5.3",
      "a mask of zeros, and another for each frame",
      [
        .text("hello").with { $0.mask = [0, 0, 0, 0] },
        .text("hello").with { $0.mask = [0xFF, 0, 0xFF, 1] },
        .text("hello", isFinal: false).with { $0.mask = [1, 2, 3, 4] },
        .more("hello").with { $0.mask = [9, 8, 7, 6] }, bye,
      ],
      ["text:hello", "text:hello", "text:hellohello", "close:1000"]
    ),
  ]

  private static func bare(_ opcode: UInt8) -> ClientFrame {
    ClientFrame(opcode, opcode == 0x8 ? [0x03, 0xE8] : Array("hi".utf8)).with { $0.mask = nil }
  }

  // MARK: - Reserved bits and opcodes

  @Test(arguments: reservedBits, SocketCase.Delivery.allCases)
  func `reserved bits`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  /// Each of the seven combinations, in each kind of frame.
  static let reservedBits: [SocketCase] = (1...7).flatMap { bits in
    [
      ("a text", ClientFrame.text("b")), ("a binary", ClientFrame(0x2, [1])),
      ("a ping", .ping("b")), ("a pong", ClientFrame(0xA)), ("a close", bye),
    ]
    .map { what, frame in
      SocketCase(
        "5.2",
        "the reserved bits \(bits) in \(what)",
        [.text("a"), frame.with { $0.first |= UInt8(bits) << 4 }, .ping("c")],
        ["text:a", "close:1002"]
      )
    }
  }

  @Test(arguments: reservedOpcodes, SocketCase.Delivery.allCases)
  func `reserved opcodes`(_ one: SocketCase, _ delivery: SocketCase.Delivery) throws {
    try one.run(delivery, on: Self.server.get())
  }

  static let reservedOpcodes: [SocketCase] = [3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap {
    (opcode: UInt8) in
    [
      SocketCase("5.2", "opcode \(opcode)", [.text("a"), ClientFrame(opcode), .ping()], refused),
      SocketCase(
        "5.2",
        "opcode \(opcode) with a payload",
        [.text("a"), ClientFrame(opcode, Array("hello".utf8)), .ping()],
        refused
      ),
      SocketCase(
        "5.2",
        "opcode \(opcode) between fragments",
        [.text("a"), .text("b", isFinal: false), ClientFrame(opcode), .more("c")],
        refused
      ),
    ]
  }

  private static let refused = ["text:a", "close:1002"]
}
