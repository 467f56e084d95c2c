import Testing

@testable import HTTP

@Suite struct ChunkedDecoderTests {
  /// Decodes a text that comes in pieces of a size, as a connection does: what is used is taken
  /// away.
  private func decode(
    _ text: String,
    pieces: Int = .max,
    limits: HTTPLimits = HTTPLimits()
  ) -> String {
    var decoder = ChunkedDecoder(limits: limits, longestBody: limits.body)
    var rest = Array(text.utf8)[...]
    var input: [UInt8] = []
    while !rest.isEmpty {
      input += rest.prefix(pieces)
      rest = rest.dropFirst(min(pieces, rest.count))
      switch decoder.decode(input, from: 0) {
      case .refused(let error): return "\(error.status)"
      case .incomplete(let end): input.removeFirst(end)
      case .complete(let end):
        let body = String(decoding: decoder.takeBody(), as: UTF8.self)
        return "\(body) then \(input.count - end + rest.count)"
      }
    }
    return "incomplete"
  }

  private static let whole = "5\r\nhello\r\n6;ext=\"a b\"\r\n world\r\n0\r\nTrailer: x\r\n\r\n"

  @Test func `puts the chunks together in pieces of every size`() {
    for size in 1...Self.whole.utf8.count {
      #expect(decode(Self.whole, pieces: size) == "hello world then 0")
    }
    #expect(decode("\(Self.whole)GET /") == "hello world then 5")
  }

  @Test func `waits at every cut`() {
    for cut in 1..<Self.whole.utf8.count {
      #expect(decode(String(Self.whole.unicodeScalars.prefix(cut))) == "incomplete")
    }
  }

  static let refused: [(String, String)] = [
    ("\r\n", "400"),
    ("+5\r\nhello\r\n", "400"),
    ("-5\r\nhello\r\n", "400"),
    ("0x5\r\nhello\r\n", "400"),
    ("5 \r\nhello\r\n", "400"),
    (" 5\r\nhello\r\n", "400"),
    ("5\nhello\r\n", "400"),
    ("5\rhello\r\n", "400"),
    ("g\r\n", "400"),
    ("٥\r\n", "400"),
    ("5;a\nb\r\nhello\r\n", "400"),
    ("5;a\0b\r\nhello\r\n", "400"),
    ("5\r\nhelloX\r\n", "400"),
    ("5\r\nhello\n", "400"),
    ("5\r\nhello\r\r\n", "400"),
    ("0\r\nX\r\n\r\n", "400"),
    ("0\r\n X: y\r\n\r\n", "400"),
    ("0\r\nX : y\r\n\r\n", "400"),
    ("FFFFFFFFFFFFFFFFF\r\n", "413"),
    ("7FFFFFFFFFFFFFFF\r\n", "413"),
    ("200001\r\n", "413"),
  ]

  @Test(arguments: refused)
  func `refuses malformed chunks in one piece and byte by byte`(text: String, status: String) {
    #expect(decode(text) == status)
    #expect(decode(text, pieces: 1) == status)
  }

  @Test func `refuses a body that is too long in all`() {
    var limits = HTTPLimits()
    limits.body = 10
    #expect(decode("5\r\nhello\r\n5\r\nhello\r\n0\r\n\r\n", limits: limits) == "hellohello then 0")
    #expect(decode("5\r\nhello\r\n6\r\nhello", limits: limits) == "413")
  }

  @Test func `refuses a size line, an extension flood and trailers beyond their limits`() {
    #expect(decode("5;" + String(repeating: "a", count: 254) + "\r\nhello\r\n") == "incomplete")
    #expect(decode("5;" + String(repeating: "a", count: 255)) == "400")
    #expect(decode("0\r\nX: " + String(repeating: "a", count: 4_096)) == "431")
    #expect(decode("0\r\n" + String(repeating: "X: yyyyyyyy\r\n", count: 400)) == "431")
    let flood = String(repeating: "1;\(String(repeating: "e", count: 90))\r\na\r\n", count: 200)
    #expect(decode(flood) == "400")
    #expect(decode(String(repeating: "1\r\na\r\n", count: 4_000)) == "incomplete")
  }
}
