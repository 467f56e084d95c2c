import Testing

@testable import HTTP

/// A generator of the same numbers on every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite struct ConnectionFuzzTests {
  private static let seeds = [
    "GET /a?b=%20 HTTP/1.1\r\nHost: h:80\r\nAccept: */*\r\n\r\n",
    "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nContent-Type: a/b\r\n\r\nbody",
    "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      + "4;x=y\r\nbody\r\n0\r\nT: t\r\n\r\n",
    "GET http://h/d HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    "POST /e HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
    "HEAD /f HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
  ]
  private static let pieces = [
    "\r", "\n", "\r\n", "\0", " ", ":", "\t", ";", "é", "Content-Length: 3\r\n", "0\r\n\r\n",
    "Transfer-Encoding: chunked\r\n", "HTTP/1.1", "99999999999999999999", "FFFFFFFFFFFFFFFF", "%",
  ]

  /// A few requests with a few faults in them.
  private func text(_ random: inout Seeded) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      bytes += Array((Self.seeds.randomElement(using: &random) ?? "").utf8)
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1 where bytes.count > 1: bytes.remove(at: place)
      case 2:
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      default:
        let piece = Self.pieces.randomElement(using: &random) ?? ""
        bytes.insert(contentsOf: Array(piece.utf8), at: place)
      }
    }
    return bytes
  }

  /// All that a connection gives and sends for bytes in pieces of at most a length.
  private func run(_ bytes: [UInt8], atMost length: Int, _ random: inout Seeded) -> [String] {
    let now = Moment(milliseconds: 0)
    var connection = Connection(
      settings: .init(limits: HTTPLimits()) { error, _ in .text(error.status, error.reason) },
      remoteAddress: "",
      at: now
    )
    var seen: [String] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...length, using: &random))
      rest = rest.dropFirst(piece.count)
      connection.receive(piece, at: now)
      while let taken = connection.nextRequest(at: now) {
        seen.append("\(taken.request)")
        connection.answer(taken.number, with: .text(200, "answer"), at: now)
      }
    }
    // Whether 100 Continue is sent depends on how the bytes came, and on nothing else.
    let sent = String(decoding: connection.output.bytes, as: UTF8.self)
    seen.append(sent.split(separator: "HTTP/1.1 100 Continue\r\n\r\n").joined())
    seen.append("\(connection.ending)")
    return seen
  }

  @Test func `makes the same of broken requests, however they are cut`() {
    var random = Seeded(state: 42)
    var refused = 0
    for _ in 0..<2_000 {
      let bytes = text(&random)
      let whole = run(bytes, atMost: .max >> 1, &random)
      #expect(run(bytes, atMost: 1, &random) == whole)
      #expect(run(bytes, atMost: 30, &random) == whole)
      if whole.contains(where: { $0.contains("HTTP/1.1 4") }) { refused += 1 }
    }
    // The faults must be faults, and not all of them at the first byte.
    #expect((500...1_900).contains(refused))
  }
}
