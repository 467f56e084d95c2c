import Testing

@testable import HTTP

/// What a client's frames say, and which of them break a rule: RFC 6455, rule by rule.
@Suite struct WebSocketReaderTests {
  /// The events of some bytes in words, `close:` and the code last where they are refused.
  private func read(_ bytes: [UInt8], cuts: Int = .max, limit: Int = 1_024) -> [String] {
    var reader = WebSocketReader(longestMessage: limit)
    var words: [String] = []
    var start = 0
    while start < bytes.count {
      let piece = Array(bytes[start...].prefix(cuts))
      var index = 0
      do throws(WebSocketClose) {
        while let event = try reader.next(in: piece, from: &index) {
          words.append(Self.words(event))
        }
      } catch {
        return words + ["refused:\(error.code ?? 0)"]
      }
      #expect(index == piece.count)
      start += piece.count
    }
    return words
  }

  private static func words(_ event: WebSocketEvent) -> String {
    switch event {
    case .text(let bytes): "text:" + String(decoding: bytes.prefix(20), as: UTF8.self)
    case .binary(let bytes): "binary:\(bytes.count)"
    case .ping(let bytes): "ping:" + String(decoding: bytes, as: UTF8.self)
    case .pong: "pong"
    case .close(let close): "close:\(close.code.map(String.init) ?? "")\(close.reason)"
    }
  }

  private func frames(_ frames: ClientFrame...) -> [UInt8] { frames.flatMap(\.bytes) }

  /// The frames of the RFC's section 5.7.
  @Test func `reads the examples of the RFC`() {
    let hello: [UInt8] = [
      0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58,
    ]
    #expect(read(hello) == ["text:Hello"])
    #expect(read(frames(.text("Hel", isFinal: false), .more("lo"))) == ["text:Hello"])
    #expect(read(frames(.ping("Hello"))) == ["ping:Hello"])
  }

  @Test(arguments: [1, 2, 3, 7, .max])
  func `takes bytes in pieces of any size`(cuts: Int) {
    let bytes = frames(
      .text("héllo"),
      ClientFrame(0x2, [UInt8](repeating: 7, count: 300)),
      .text("a", isFinal: false),
      .ping("b"),
      .more("c", isFinal: false),
      .more(""),
      ClientFrame(0xA),
      .close(1_000, "bye")
    )
    #expect(
      read(bytes, cuts: cuts) == [
        "text:héllo", "binary:300", "ping:b", "text:ac", "pong", "close:1000bye",
      ]
    )
  }

  @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
  func `reads a message of any length, in its shortest form`(length: Int) {
    let payload = [UInt8](repeating: 0x61, count: length)
    #expect(read(ClientFrame(0x2, payload).bytes, limit: 100_000) == ["binary:\(length)"])
  }

  @Test func `a message in fragments of single bytes is one message`() {
    let text = "κόσμε"
    var bytes: [UInt8] = []
    for (index, byte) in text.utf8.enumerated() {
      let isLast = index == text.utf8.count - 1
      bytes += ClientFrame(index == 0 ? 0x1 : 0x0, [byte], isFinal: isLast).bytes
      if !isLast { bytes += ClientFrame.ping("\(index)").bytes }
    }
    #expect(read(bytes).last == "text:κόσμε")
    #expect(read(bytes).count == text.utf8.count)
  }

  @Test func `a control frame may have 125 bytes`() {
    let reason = String(repeating: "x", count: 123)
    #expect(read(frames(.close(1_000, reason))) == ["close:1000\(reason)"])
  }

  @Test func `a close frame may be empty`() {
    #expect(read(frames(ClientFrame(0x8))) == ["close:"])
  }

  @Test(arguments: [
    1_000, 1_001, 1_002, 1_003, 1_007, 1_008, 1_009, 1_010, 1_011, 1_012, 1_013,
    1_014, 3_000, 3_999, 4_000, 4_999,
  ])
  func `takes the close codes that a peer may send`(code: UInt16) {
    #expect(read(frames(.close(code))) == ["close:\(code)"])
  }

  @Test(arguments: [0, 999, 1_004, 1_005, 1_006, 1_015, 1_016, 1_100, 2_000, 2_999, 5_000, 65_535])
  func `refuses the close codes that no peer may send`(code: UInt16) {
    let payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
    #expect(read(frames(ClientFrame(0x8, payload))) == ["refused:1002"])
  }

  @Test(arguments: [
    ("a frame that is not masked", ClientFrame.text("a").with { $0.mask = nil }),
    ("the first reserved bit", ClientFrame.text("a").with { $0.first |= 0x40 }),
    ("the second reserved bit", ClientFrame.text("a").with { $0.first |= 0x20 }),
    ("the third reserved bit", ClientFrame.ping().with { $0.first |= 0x10 }),
    ("opcode 3", ClientFrame(0x3)), ("opcode 4", ClientFrame(0x4)), ("opcode 5", ClientFrame(0x5)),
    ("opcode 6", ClientFrame(0x6)), ("opcode 7", ClientFrame(0x7)), ("opcode 11", ClientFrame(0xB)),
    ("opcode 12", ClientFrame(0xC)), ("opcode 13", ClientFrame(0xD)),
    ("opcode 14", ClientFrame(0xE)), ("opcode 15", ClientFrame(0xF)),
    ("a ping in fragments", ClientFrame(0x9, isFinal: false)),
    ("a close in fragments", ClientFrame(0x8, isFinal: false)),
    ("a ping of 126 bytes", ClientFrame(0x9, [UInt8](repeating: 0, count: 126))),
    ("a continuation of nothing", ClientFrame.more("a")),
    ("a last continuation of nothing", ClientFrame.more("a", isFinal: false)),
    ("a close of one byte", ClientFrame(0x8, [3])),
    ("a short length in 2 bytes", ClientFrame.text("a").with { $0.lengthBytes = 2 }),
    ("a short length in 8 bytes", ClientFrame.text("a").with { $0.lengthBytes = 8 }),
    (
      "a length of 64 bits",
      ClientFrame(0x2).with {
        $0.lengthBytes = 8
        $0.announced = 1 << 63
      }
    ),
  ])
  func `refuses as a protocol error`(what: String, frame: ClientFrame) {
    #expect(read(frame.bytes) == ["refused:1002"], "\(what)")
    #expect(read(frame.bytes, cuts: 1) == ["refused:1002"], "\(what)")
  }

  @Test func `refuses a new message between the fragments of another`() {
    #expect(read(frames(.text("a", isFinal: false), .text("b"))) == ["refused:1002"])
    #expect(read(frames(.text("a", isFinal: false), ClientFrame(0x2))) == ["refused:1002"])
  }

  @Test(arguments: UTF8ValidatorTests.invalid)
  func `refuses a text that is not UTF-8`(bytes: [UInt8]) {
    #expect(read(frames(ClientFrame(0x1, bytes))) == ["refused:1007"])
    #expect(read(frames(ClientFrame(0x2, bytes))) == ["binary:\(bytes.count)"])
    let reason = WebSocketClose(1_000).payload + bytes
    #expect(read(frames(ClientFrame(0x8, reason))) == ["refused:1007"])
  }

  @Test func `refuses a text that ends within a character`() {
    #expect(read(frames(ClientFrame(0x1, [0xE2, 0x82]))) == ["refused:1007"])
    #expect(
      read(frames(ClientFrame(0x1, [0xE2], isFinal: false), ClientFrame(0x0, [0x82]))) == [
        "refused:1007"
      ]
    )
  }

  /// Nothing of what follows could make it a text again.
  @Test func `refuses a text at the first byte that fits nothing`() {
    let frame = ClientFrame(0x1, [0x61, 0xFF]).with { $0.announced = 100 }
    #expect(read(frame.bytes) == ["refused:1007"])
  }

  @Test func `a character may be cut by fragments`() {
    #expect(
      read(frames(ClientFrame(0x1, [0xE2, 0x82], isFinal: false), ClientFrame(0x0, [0xAC]))) == [
        "text:€"
      ]
    )
  }

  @Test func `refuses from its announcement what is longer than the limit`() {
    let frame = ClientFrame(0x2).with { $0.announced = 1_025 }
    #expect(read(frame.bytes) == ["refused:1009"])
    let huge = ClientFrame(0x2).with { $0.announced = UInt64(Int64.max) }
    #expect(read(huge.bytes) == ["refused:1009"])
  }

  @Test func `fragments together are no longer than the limit`() {
    let half = ClientFrame(0x2, [UInt8](repeating: 0, count: 600), isFinal: false)
    let rest = ClientFrame(0x0, [UInt8](repeating: 0, count: 424))
    #expect(read(half.bytes + rest.bytes) == ["binary:1024"])
    let more = ClientFrame(0x0, [UInt8](repeating: 0, count: 425))
    #expect(read(half.bytes + more.bytes) == ["refused:1009"])
  }

  @Test func `makes no room for what is only announced`() {
    var reader = WebSocketReader(longestMessage: 1 << 30)
    let frame = ClientFrame(0x2).with { $0.announced = 1 << 30 }
    var index = 0
    #expect(throws: Never.self) { try reader.next(in: frame.bytes, from: &index) }
    #expect(reader.heldBytes < 1_024)
  }

  /// Whatever the bytes are, they are read to the end or refused.
  @Test func `no bytes bring it down`() {
    var generator = Seeded(state: 42)
    for _ in 0..<2_000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        var frame = ClientFrame(
          [0, 1, 2, 8, 9, 10].randomElement(using: &generator) ?? 0,
          (0..<Int.random(in: 0...200, using: &generator)).map { _ in 0x61 },
          isFinal: Bool.random(using: &generator)
        ).bytes
        if Int.random(in: 0..<3, using: &generator) == 0 {
          frame[Int.random(in: 0..<min(14, frame.count), using: &generator)] ^=
            1 << UInt8.random(in: 0...7, using: &generator)
        }
        bytes += frame
      }
      let whole = read(bytes, limit: 500)
      #expect(whole == read(bytes, cuts: 1, limit: 500))
      #expect(whole == read(bytes, cuts: 5, limit: 500))
    }
  }
}
