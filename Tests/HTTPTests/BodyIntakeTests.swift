import Synchronization
import Testing

@testable import HTTP

/// Keeps what it is given, and refuses from some length on.
private final class Collector: BodyReceiver {
  private let bytes = Mutex<[UInt8]>([])
  private let pieces = Atomic(0)
  private let limit: Int
  private let ending: Response?

  init(refusingFrom limit: Int = .max, ending: Response? = nil) {
    self.limit = limit
    self.ending = ending
  }

  func receive(_ piece: ArraySlice<UInt8>) -> Response? {
    pieces.add(1, ordering: .relaxed)
    return bytes.withLock { bytes in
      bytes += piece
      return bytes.count < limit ? nil : .text(413, "enough")
    }
  }

  func finish() -> Response? { ending }

  var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
  var pieceCount: Int { pieces.load(ordering: .relaxed) }
}

/// A connection whose long bodies are taken as a test says.
private struct Bench {
  var connection: Connection
  var milliseconds: Int64 = 0
  var intake: (Request) -> BodyIntake = { _ in .whole }
  var asked = 0

  init(_ intake: @escaping (Request) -> BodyIntake) {
    connection = Connection(
      settings: .init(limits: HTTPLimits()) { error, _ in .text(error.status, error.reason) },
      remoteAddress: "192.0.2.1",
      at: Moment(milliseconds: 0)
    )
    self.intake = intake
  }

  private var now: Moment { Moment(milliseconds: milliseconds) }

  mutating func receive(_ bytes: ArraySlice<UInt8>) -> Request? {
    connection.receive(bytes, at: now)
    var asked = 0
    let taken = connection.nextRequest(at: now) {
      asked += 1
      return intake($0)
    }
    self.asked += asked
    return taken?.request
  }

  mutating func receive(_ text: String) -> Request? { receive(Array(text.utf8)[...]) }

  mutating func sent() -> String {
    let bytes = connection.output.bytes
    connection.output.remove(bytes.count)
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func wait(_ milliseconds: Int64) {
    self.milliseconds += milliseconds
    connection.expire(at: now)
  }
}

private let put = "PUT /x HTTP/1.1\r\nHost: h\r\n"
private let form =
  "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: Multipart/form-data; boundary=b\r\n"

@Suite struct BodyIntakeTests {
  @Test(arguments: [
    put + "Content-Length: 11\r\n\r\nhello world",
    form + "Content-Length: 11\r\n\r\nhello world",
    put + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nA: b\r\n\r\n",
  ])
  func `hands a body on in pieces, cut anywhere, and the request carries who took it`(
    text: String
  ) throws {
    let bytes = Array(text.utf8)
    for cut in 1..<bytes.count {
      let collector = Collector()
      var bench = Bench { _ in .pieces(collector, limit: 11) }
      #expect(bench.receive(bytes[..<cut]) == nil, "cut at \(cut)")
      let taken = bench.receive(bytes[cut...])
      let request = try #require(taken, "cut at \(cut)")
      #expect(collector.text == "hello world")
      #expect(request.receiver === collector)
      #expect(request.body == [])
      #expect(bench.asked == 1)
    }
  }

  @Test func `holds nothing of a body in memory that it hands on`() {
    let collector = Collector()
    var bench = Bench { _ in .pieces(collector, limit: 1 << 30) }
    #expect(bench.receive(put + "Content-Length: 1000000000\r\n\r\n") == nil)
    let piece = [UInt8](repeating: 0x61, count: 65_536)
    for _ in 0..<64 {
      #expect(bench.receive(piece[...]) == nil)
      #expect(bench.connection.heldBytes <= 4_096)
    }
    #expect(collector.pieceCount == 64)
  }

  @Test(arguments: [
    "GET /x HTTP/1.1\r\nHost: h\r\n\r\n",
    "POST /x HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    put + "Content-Length: 0\r\n\r\n",
    put + "\r\n",
  ])
  func `is not asked about short bodies`(text: String) {
    var bench = Bench { _ in .refused(.text(500, "asked")) }
    #expect(bench.receive(text)?.receiver == nil)
    #expect(bench.asked == 0)
  }

  @Test func `a body that is taken whole comes as every other`() {
    var bench = Bench { _ in .whole }
    #expect(bench.receive(put + "Content-Length: 2\r\n\r\nhi")?.body == Array("hi".utf8))
  }

  @Test func `who is refused before the body is not told to send it`() {
    var bench = Bench { _ in .refused(.text(401, "who are you")) }
    #expect(bench.receive(put + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n") == nil)
    let answer = bench.sent()
    #expect(answer.hasPrefix("HTTP/1.1 401 Unauthorized\r\n"))
    #expect(answer.contains("Connection: close"))
    #expect(bench.connection.ending == .lingering)
  }

  @Test func `who may send a body is told so`() {
    var bench = Bench { _ in .pieces(Collector(), limit: 2) }
    #expect(bench.receive(put + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n") == nil)
    #expect(bench.sent() == "HTTP/1.1 100 Continue\r\n\r\n")
  }

  @Test(arguments: ["Content-Length: 12\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nc\r\n"])
  func `a body beyond its limit is refused before it is taken`(rest: String) {
    let collector = Collector()
    var bench = Bench { _ in .pieces(collector, limit: 11) }
    #expect(bench.receive(put + rest) == nil)
    #expect(bench.sent().hasPrefix("HTTP/1.1 413 "))
    #expect(collector.pieceCount == 0)
  }

  @Test func `a receiver refuses in the middle, and gets nothing more`() {
    let collector = Collector(refusingFrom: 5)
    var bench = Bench { _ in .pieces(collector, limit: 100) }
    #expect(bench.receive(put + "Content-Length: 100\r\n\r\n") == nil)
    #expect(bench.receive("hello") == nil)
    #expect(bench.sent().hasSuffix("\r\n\r\nenough"))
    #expect(bench.receive("and more") == nil)
    #expect(collector.text == "hello")
  }

  @Test func `a receiver refuses at the end`() {
    var bench = Bench { _ in .pieces(Collector(ending: .text(400, "half")), limit: 100) }
    #expect(bench.receive(put + "Content-Length: 2\r\n\r\nhi") == nil)
    #expect(bench.sent().hasSuffix("\r\n\r\nhalf"))
    #expect(bench.connection.ending == .lingering)
  }

  @Test func `a receiver goes with the client who leaves`() {
    weak var left: Collector?
    var bench = Bench { _ in .whole }
    do {
      let collector = Collector()
      left = collector
      bench.intake = { [weak collector] _ in
        collector.map { .pieces($0, limit: 100) } ?? .whole
      }
      #expect(bench.receive(put + "Content-Length: 100\r\n\r\nhello") == nil)
    }
    #expect(left != nil, "the connection holds it")
    bench = Bench { _ in .whole }
    #expect(left == nil)
  }

  @Test func `a long body has the time of its length, and is refused when it crawls`() {
    var bench = Bench { _ in .pieces(Collector(), limit: 1 << 30) }
    #expect(bench.receive(put + "Content-Length: 104857600\r\n\r\n") == nil)
    let piece = [UInt8](repeating: 0x61, count: 65_536)
    // A small body would have been refused after 30 seconds.
    for _ in 0..<60 {
      bench.wait(4_000)
      #expect(bench.receive(piece[...]) == nil)
      #expect(bench.connection.ending == .open)
    }
    bench.wait(5_001)
    bench.wait(5_001)
    #expect(bench.sent().hasPrefix("HTTP/1.1 408 "))
  }
}
