import Testing

@testable import HTTP

/// A connection without a socket, and a clock that a test moves.
private struct Bench {
  var connection: Connection
  var milliseconds: Int64 = 0

  init(_ configure: (inout HTTPLimits) -> Void = { _ in }) {
    var limits = HTTPLimits()
    configure(&limits)
    connection = Connection(
      settings: .init(limits: limits) { error, _ in .text(error.status, error.reason) },
      remoteAddress: "192.0.2.1",
      at: Moment(milliseconds: 0)
    )
  }

  var now: Moment { Moment(milliseconds: milliseconds, dateLine: Array("Date: now\r\n".utf8)) }

  mutating func receive(_ text: String) { connection.receive(Array(text.utf8)[...], at: now) }

  /// The path of the next request.
  mutating func next() -> String? { connection.nextRequest(at: now)?.request.target.path }

  mutating func answer(_ number: Int, _ body: String = "ok") {
    connection.answer(number, with: .text(200, body), at: now)
  }

  /// Takes what waits to be sent, as if a client had taken it.
  mutating func sent() -> String {
    let bytes = connection.output.bytes
    let wasHeldBack = connection.isHeldBack
    connection.output.remove(bytes.count)
    connection.noteSent(wasHeldBack: wasHeldBack, at: now)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bodies of the responses that wait to be sent, or their statuses where they are not 200.
  mutating func sentBodies() -> [String] {
    var bytes = Array(sent().utf8)
    var bodies: [String] = []
    while let (response, length) = ClientResponse.parse(bytes, hasBody: true) {
      bodies.append(response.status == 200 ? response.body : "\(response.status)")
      bytes.removeFirst(length)
    }
    return bodies
  }

  mutating func wait(_ milliseconds: Int64) {
    self.milliseconds += milliseconds
    connection.expire(at: now)
  }
}

private func get(_ path: String, _ fields: String = "") -> String {
  "GET \(path) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n"
}

@Suite struct ConnectionTests {
  @Test func `gives one request a time, and answers in their order`() {
    var bench = Bench()
    bench.receive(get("/0") + get("/1") + get("/2"))
    #expect(bench.next() == "/0")
    #expect(bench.next() == "/1")
    #expect(bench.next() == "/2")
    #expect(bench.next() == nil)
    bench.answer(2, "two")
    bench.answer(1, "one")
    #expect(bench.sentBodies() == [])
    bench.answer(0, "zero")
    #expect(bench.sentBodies() == ["zero", "one", "two"])
    #expect(bench.connection.isSettled && !bench.connection.isOver)
  }

  @Test func `what follows a request that changes something waits for its answer`() {
    var bench = Bench()
    let post = "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"
    bench.receive(get("/0") + post + get("/2"))
    #expect(bench.next() == "/0")
    #expect(bench.next() == "/1")
    #expect(bench.next() == nil)
    bench.answer(0, "zero")
    #expect(bench.next() == nil)
    bench.answer(1, "one")
    #expect(bench.next() == "/2")
    bench.answer(2, "two")
    #expect(bench.sentBodies() == ["zero", "one", "two"])
  }

  @Test func `drops a second answer and one to nothing`() {
    var bench = Bench()
    bench.receive(get("/0") + get("/1"))
    _ = bench.next()
    _ = bench.next()
    bench.answer(1, "one")
    bench.answer(1, "again")
    bench.answer(7, "nothing")
    bench.answer(0, "zero")
    bench.answer(0, "again")
    #expect(bench.sentBodies() == ["zero", "one"])
  }

  @Test func `reads requests the same at every cut`() {
    let text =
      get("/a") + "POST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody"
      + "POST /c HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var bench = Bench()
      var seen: [String] = []
      for piece in [bytes[..<cut], bytes[cut...]] {
        bench.connection.receive(piece, at: bench.now)
        while let taken = bench.connection.nextRequest(at: bench.now) {
          let body = String(decoding: taken.request.body, as: UTF8.self)
          seen.append("\(taken.number) \(taken.request.target.path) \(body)")
          bench.answer(taken.number, "")
        }
      }
      #expect(seen == ["0 /a ", "1 /b body", "2 /c body"])
    }
  }

  @Test func `stops reading at 64 unanswered requests`() {
    var bench = Bench()
    bench.receive((0..<70).map { get("/\($0)") }.joined())
    var taken = 0
    while bench.next() != nil { taken += 1 }
    #expect(taken == 64)
    #expect(!bench.connection.wantsInput && !bench.connection.mayHaveRequest)
    bench.answer(0)
    #expect(bench.connection.mayHaveRequest)
    #expect(bench.next() == "/64")
    #expect(bench.next() == nil)
  }

  @Test func `stops reading while a megabyte of answers is unsent`() {
    var bench = Bench()
    bench.receive(get("/0"))
    _ = bench.next()
    bench.answer(0, String(repeating: "x", count: 1_048_576))
    bench.receive(get("/1"))
    #expect(!bench.connection.wantsInput)
    #expect(bench.next() == nil)
    _ = bench.sent()
    #expect(bench.next() == "/1")
  }

  @Test func `refuses a body from its length alone and lingers`() {
    var bench = Bench()
    bench.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2097153\r\n\r\n")
    #expect(bench.next() == nil)
    let sent = bench.sent()
    #expect(sent.hasPrefix("HTTP/1.1 413 "))
    #expect(sent.contains("Connection: close\r\n"))
    #expect(sent.contains("Date: now\r\n"))
    #expect(bench.connection.endsOutput && !bench.connection.isOver)
    #expect(bench.connection.wantsInput)
    bench.receive(String(repeating: "x", count: 100_000) + get("/smuggled"))
    #expect(bench.next() == nil)
    bench.connection.endInput()
    #expect(bench.connection.isOver)
  }

  @Test func `answers what came before a refused request first`() {
    var bench = Bench()
    bench.receive(get("/0") + "BROKEN\r\n\r\n" + get("/2"))
    #expect(bench.next() == "/0")
    #expect(bench.next() == nil)
    #expect(bench.sentBodies() == [])
    bench.answer(0, "zero")
    #expect(bench.sentBodies() == ["zero", "400"])
    #expect(bench.next() == nil)
  }

  @Test func `takes nothing behind a request that ends the connection`() {
    var bench = Bench()
    bench.receive(get("/0", "Connection: close\r\n") + get("/1"))
    #expect(bench.next() == "/0")
    #expect(bench.next() == nil)
    bench.answer(0)
    #expect(bench.sent().contains("Connection: close\r\n"))
    #expect(bench.connection.endsOutput)
  }

  @Test func `ends where the application says so, and drops what is behind`() {
    var bench = Bench()
    bench.receive(get("/0") + get("/1"))
    _ = bench.next()
    _ = bench.next()
    let response = Response(status: 200, headers: Headers([("Connection", "close")]))
    bench.connection.answer(0, with: response, at: bench.now)
    bench.answer(1)
    #expect(bench.sentBodies() == [""])
    #expect(bench.connection.endsOutput)
  }

  @Test func `keeps an HTTP 1.0 connection only where it is asked to`() {
    var bench = Bench()
    bench.receive("GET /0 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /1 HTTP/1.0\r\n\r\n")
    #expect(bench.next() == "/0")
    bench.answer(0)
    #expect(bench.sent().contains("Connection: keep-alive\r\n"))
    #expect(bench.next() == "/1")
    bench.answer(1)
    #expect(bench.sent().contains("Connection: close\r\n"))
    #expect(bench.connection.endsOutput)
  }

  @Test func `answers HEAD without a body`() {
    var bench = Bench()
    bench.receive("HEAD /0 HTTP/1.1\r\nHost: h\r\n\r\n")
    _ = bench.next()
    bench.answer(0, "four")
    let sent = bench.sent()
    #expect(sent.contains("Content-Length: 4\r\n") && sent.hasSuffix("\r\n\r\n"))
  }

  @Test func `asks for a body that waits, once the answers before it are out`() {
    var bench = Bench()
    let head = "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n"
    bench.receive(get("/0") + head)
    #expect(bench.next() == "/0")
    #expect(bench.next() == nil)
    #expect(bench.sent() == "")
    bench.answer(0, "zero")
    #expect(bench.sent().hasSuffix("zeroHTTP/1.1 100 Continue\r\n\r\n"))
    bench.receive("ab")
    #expect(bench.next() == "/1")
  }

  @Test func `does not ask for a body that is refused or has come`() {
    var bench = Bench()
    let head = "POST /0 HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: "
    bench.receive(head + "2\r\n\r\na")
    _ = bench.next()
    #expect(bench.sent() == "")
    bench.receive("b" + head + "2097153\r\n\r\n")
    #expect(bench.next() == "/0")
    #expect(bench.next() == nil)
    bench.answer(0, "zero")
    // The next head is read when the POST is answered.
    #expect(bench.next() == nil)
    #expect(bench.sentBodies() == ["zero", "413"])
  }

  @Test func `answers a client that has closed its side`() {
    var bench = Bench()
    bench.receive(get("/0") + get("/1") + "GET /ha")
    bench.connection.endInput()
    #expect(!bench.connection.isOver)
    #expect(bench.next() == "/0")
    bench.answer(0)
    _ = bench.sent()
    #expect(!bench.connection.isOver)
    #expect(bench.next() == "/1")
    #expect(bench.next() == nil)
    #expect(!bench.connection.isOver)
    bench.answer(1)
    _ = bench.sent()
    #expect(bench.connection.isOver)
  }

  @Test func `drains: ends when idle, else after what was received`() {
    var idle = Bench()
    idle.connection.drain()
    #expect(idle.connection.isOver)

    var busy = Bench()
    busy.receive(get("/0") + "POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\na")
    _ = busy.next()
    busy.connection.drain()
    #expect(busy.next() == nil)
    busy.answer(0, "zero")
    #expect(!busy.sent().contains("Connection: close"))
    #expect(!busy.connection.isOver)
    busy.receive("b")
    #expect(busy.next() == "/1")
    busy.answer(1)
    #expect(busy.sent().contains("Connection: close"))

    var answered = Bench()
    answered.receive(get("/0"))
    _ = answered.next()
    _ = answered.next()
    answered.connection.drain()
    #expect(!answered.connection.isOver)
    answered.answer(0)
    #expect(answered.sent().contains("Connection: close"))
  }

  @Test func `keeps little memory between requests`() {
    var bench = Bench()
    for number in 0..<3 {
      bench.receive(get("/\(number)", "X: \(String(repeating: "x", count: 8_000))\r\n"))
      _ = bench.next()
      #expect(bench.next() == nil)
      bench.answer(number, String(repeating: "x", count: 100_000))
      _ = bench.sent()
      #expect(bench.connection.heldBytes <= 4_096)
    }
    #expect(MemoryLayout<Connection>.size <= 1_024)
  }
}

@Suite struct ConnectionTimeTests {
  @Test func `refuses a head that takes too long in all, however it comes`() {
    var bench = Bench()
    bench.wait(70_000)
    for byte in "GET / HTT" {
      bench.receive(String(byte))
      #expect(bench.next() == nil)
      bench.wait(1_111)
      #expect(bench.connection.output.isEmpty)
    }
    bench.wait(1)
    #expect(bench.sentBodies() == ["408"])
    #expect(bench.connection.endsOutput)
  }

  @Test func `ends an idle connection, new or used`() {
    var bench = Bench()
    #expect(bench.connection.deadline == 75_000)
    bench.wait(60_000)
    bench.receive(get("/0"))
    _ = bench.next()
    #expect(bench.next() == nil)
    #expect(bench.connection.deadline == nil)
    bench.wait(500_000)
    #expect(!bench.connection.isOver)
    bench.answer(0)
    _ = bench.sent()
    bench.wait(74_999)
    #expect(!bench.connection.isOver)
    bench.wait(1)
    #expect(bench.connection.isOver)
    #expect(bench.connection.output.isEmpty)
  }

  @Test func `refuses a body that takes too long in all`() {
    var bench = Bench()
    bench.receive("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n")
    for _ in 0..<6 {
      bench.receive(String(repeating: "x", count: 10_000))
      _ = bench.next()
      #expect(bench.connection.output.isEmpty)
      bench.wait(5_000)
    }
    #expect(bench.sentBodies() == ["408"])
  }

  @Test func `refuses a body that comes too slowly`() {
    var bench = Bench()
    bench.receive("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
    _ = bench.next()
    bench.receive("9C4\r\n" + String(repeating: "x", count: 2_500))
    _ = bench.next()
    bench.wait(5_000)
    #expect(bench.connection.output.isEmpty)
    bench.receive("\r\n1\r\n")
    _ = bench.next()
    bench.wait(5_000)
    #expect(bench.sentBodies() == ["408"])
  }

  @Test func `ends a connection whose client takes nothing`() {
    var bench = Bench()
    bench.receive(get("/0"))
    _ = bench.next()
    bench.answer(0, String(repeating: "x", count: 2_000_000))
    bench.wait(29_999)
    bench.connection.output.remove(1)
    bench.connection.noteSent(wasHeldBack: true, at: bench.now)
    bench.wait(29_999)
    #expect(!bench.connection.isOver)
    bench.wait(1)
    #expect(bench.connection.isOver)
  }

  @Test func `does not count the time in which it did not read`() {
    var bench = Bench { $0.pipelined = 1 }
    bench.receive(get("/0") + "GET /1")
    #expect(bench.next() == "/0")
    #expect(bench.next() == nil)
    #expect(bench.connection.deadline == nil)
    bench.wait(60_000)
    bench.answer(0)
    _ = bench.sent()
    #expect(bench.next() == nil)
    #expect(bench.connection.deadline == 70_000)
  }

  @Test func `lingers no longer than its time`() {
    var bench = Bench()
    bench.receive("BROKEN\r\n\r\n")
    _ = bench.next()
    _ = bench.sent()
    for _ in 0..<4 {
      bench.receive("more")
      bench.wait(1_000)
    }
    #expect(!bench.connection.isOver)
    bench.wait(1_000)
    #expect(bench.connection.isOver)
  }
}
