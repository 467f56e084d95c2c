import Testing

@testable import HTTP

/// A session without a socket, and a clock that a test moves.
private struct Bench {
  var session: WebSocketSession
  var now: Int64 = 0

  init(input: [UInt8] = [], _ configure: (inout WebSocketLimits) -> Void = { _ in }) {
    var limits = WebSocketLimits()
    configure(&limits)
    session = WebSocketSession(limits: limits, writeMilliseconds: 20_000, input: input, at: 0)
  }

  mutating func receive(_ frames: ClientFrame...) {
    session.receive(frames.flatMap(\.bytes)[...], at: now)
  }

  /// All messages that can be taken, in words.
  mutating func messages() -> [String] {
    var words: [String] = []
    while session.mayHaveMessage {
      switch session.nextMessage(at: now) {
      case .text(let bytes): words.append("text:" + String(decoding: bytes, as: UTF8.self))
      case .binary(let bytes): words.append("binary:\(bytes.count)")
      case nil: break
      }
    }
    return words
  }

  /// Takes what waits to be sent, as if the client had taken it, in words.
  mutating func sent() -> [String] {
    let bytes = session.output.bytes
    session.output.remove(bytes.count)
    if !bytes.isEmpty { session.noteSent(at: now) }
    return ServerFrame.all(bytes)?.map(\.described) ?? ["no frames"]
  }

  mutating func wait(_ milliseconds: Int64) {
    now += milliseconds
    session.expire(at: now)
  }
}

@Suite struct WebSocketSessionTests {
  @Test func `hands messages out in order, one at a time`() {
    var bench = Bench()
    bench.receive(.text("a"), ClientFrame(0x2, [1, 2]), .text("b"))
    #expect(!bench.session.wantsInput)
    #expect(bench.messages() == ["text:a", "binary:2", "text:b"])
    #expect(bench.session.wantsInput)
  }

  @Test func `takes what came behind the handshake's request`() {
    var bench = Bench(input: ClientFrame.text("early").bytes)
    #expect(bench.messages() == ["text:early"])
  }

  @Test(arguments: [5, 125, 126, 65_535, 65_536])
  func `sends a text as one frame`(length: Int) {
    var bench = Bench()
    let text = String(repeating: "x", count: length)
    bench.session.send(text: Array(text.utf8), at: 0)
    #expect(bench.sent() == ["text:\(text)"])
  }

  // MARK: - Pings

  @Test func `answers a ping with its own payload`() {
    var bench = Bench()
    bench.receive(.ping("abc"), .text("a"))
    #expect(bench.messages() == ["text:a"])
    #expect(bench.sent() == ["pong:abc"])
  }

  @Test func `passes over a pong that nobody asked for`() {
    var bench = Bench()
    bench.receive(ClientFrame(0xA, [1]))
    #expect(bench.messages() == [])
    #expect(bench.sent() == [])
    #expect(bench.session.isOpen)
  }

  @Test func `asks a silent client whether it is there, and ends when it is not`() {
    var bench = Bench()
    #expect(bench.session.deadline == 30_000)
    bench.wait(30_000)
    #expect(bench.sent() == ["ping:"])
    bench.wait(29_999)
    #expect(bench.session.isOpen)
    bench.wait(1)
    #expect(bench.session.isOver)
  }

  @Test func `whatever the client sends is a sign of life`() {
    var bench = Bench()
    bench.wait(30_000)
    #expect(bench.sent() == ["ping:"])
    bench.now += 10_000
    bench.receive(ClientFrame(0xA))
    #expect(bench.messages() == [])
    #expect(bench.session.deadline == 70_000)
  }

  @Test func `closes a client that sends more control frames than it may`() {
    var bench = Bench()
    for _ in 0..<100 { bench.receive(.ping()) }
    _ = bench.messages()
    #expect(bench.session.isOpen)
    bench.now = 1_000
    for _ in 0..<100 { bench.receive(.ping()) }
    _ = bench.messages()
    #expect(bench.session.isOpen)
    bench.receive(ClientFrame(0xA))
    _ = bench.messages()
    #expect(!bench.session.isOpen)
    #expect(bench.sent().last == "close:1008")
  }

  // MARK: - The end

  @Test(arguments: [1_000, 1_001, 3_000, 4_400])
  func `says a client's code back, and ends when all is sent`(code: UInt16) {
    var bench = Bench()
    bench.session.send(text: Array("last".utf8), at: 0)
    bench.receive(.close(code, "bye"), .text("after"))
    #expect(bench.messages() == [])
    #expect(bench.session.ending == WebSocketClose(code, "bye"))
    #expect(bench.sent() == ["text:last", "close:\(code)"])
    #expect(bench.session.endsOutput)
    #expect(!bench.session.isOver)
    bench.session.endInput()
    #expect(bench.session.isOver)
  }

  @Test func `says an empty close back`() {
    var bench = Bench()
    bench.receive(.close())
    #expect(bench.messages() == [])
    #expect(bench.sent() == ["close:"])
  }

  @Test func `closes with a code, and waits for the client's`() {
    var bench = Bench()
    bench.session.close(WebSocketClose(4_400, "no"), at: 0)
    #expect(bench.sent() == ["close:4400"])
    bench.receive(.text("on its way"), .ping(), .close(4_400))
    #expect(bench.messages() == [])
    #expect(bench.sent() == [])
    #expect(bench.session.endsOutput)
    bench.session.endInput()
    #expect(bench.session.isOver)
  }

  @Test func `waits for a client's close no longer than it must`() {
    var bench = Bench()
    bench.session.close(.goingAway, at: 0)
    _ = bench.sent()
    bench.wait(4_999)
    #expect(!bench.session.isOver)
    bench.wait(1)
    #expect(bench.session.isOver)
  }

  @Test func `tells a client the rule that it broke`() {
    var bench = Bench()
    bench.receive(.text("a"), ClientFrame(0x3), .text("b"))
    #expect(bench.messages() == ["text:a"])
    #expect(bench.sent() == ["close:1002"])
    #expect(bench.session.endsOutput)
    // It is read on, so that the close frame is not destroyed by a reset.
    #expect(bench.session.wantsInput)
    bench.receive(.text("c"))
    #expect(bench.messages() == [])
    #expect(bench.session.heldBytes < 4_096)
  }

  @Test func `sends nothing after it said that it closes`() {
    var bench = Bench()
    bench.session.close(WebSocketClose(1_000), at: 0)
    bench.session.send(text: [0x61], at: 0)
    bench.session.close(WebSocketClose(4_400), at: 0)
    #expect(bench.sent() == ["close:1000"])
  }

  @Test func `a client that is gone without a word ends it`() {
    var bench = Bench()
    bench.receive(.text("last"))
    bench.session.endInput()
    #expect(!bench.session.isOver)
    #expect(bench.messages() == ["text:last"])
    #expect(bench.session.isOver)
    #expect(bench.session.ending == WebSocketClose(nil))
  }

  @Test func `a reason is cut at 123 bytes, between two characters`() {
    let payload = WebSocketClose(4_400, String(repeating: "é", count: 100)).payload
    #expect(payload.count == 2 + 122)
    #expect(String(validating: payload[2...], as: UTF8.self) != nil)
  }

  // MARK: - Slow clients

  @Test func `closes with 1013 a client that leaves too much of what it was sent`() {
    var bench = Bench { $0.unsent = 100 }
    for _ in 0..<3 { bench.session.send(text: [UInt8](repeating: 0x61, count: 60), at: 0) }
    #expect(!bench.session.isOpen)
    #expect(bench.sent().last == "close:1013")
  }

  @Test func `what a slow client has got a part of is sent to its end, and nothing else`() {
    var bench = Bench { $0.unsent = 100 }
    for _ in 0..<2 { bench.session.send(text: [UInt8](repeating: 0x61, count: 60), at: 0) }
    bench.session.output.remove(10)
    bench.session.send(text: [0x62], at: 0)
    let left = bench.session.output.bytes
    #expect(ServerFrame.all(Array(left[52...]))?.map(\.described) == ["close:1013"])
    #expect(left[..<52] == [UInt8](repeating: 0x61, count: 52)[...])
  }

  @Test func `a slow client that closes already is ended`() {
    var bench = Bench()
    bench.session.close(.goingAway, at: 0)
    bench.session.giveUp(at: 0)
    #expect(bench.session.isOver)
  }

  @Test func `a shared text is one message, and its middle is not copied`() {
    let body = [UInt8](repeating: 0x62, count: 100_000)
    var benches = (0..<50).map { _ in Bench() }
    for place in benches.indices {
      benches[place].session.send(SharedText([0x61], body, [0x63]), at: 0)
      let held = benches[place].session.output.front.1
      #expect(
        held.withUnsafeBytes { $0.baseAddress } == body.withUnsafeBytes { $0.baseAddress }
      )
      let text = String(repeating: "b", count: 100_000)
      #expect(benches[place].sent() == ["text:a\(text)c"])
    }
  }

  @Test func `an idle session holds no buffer`() {
    var bench = Bench()
    for _ in 0..<3 {
      bench.receive(.text("a"), .ping("b"), ClientFrame(0x2, [UInt8](repeating: 1, count: 500)))
      _ = bench.messages()
      bench.session.send(text: [UInt8](repeating: 0x61, count: 500), at: 0)
      _ = bench.sent()
      #expect(bench.session.heldBytes == 0)
    }
  }

  /// Hours without a message, with a client that answers its pings.
  @Test func `a client that answers lives for ever`() {
    var bench = Bench()
    for _ in 0..<1_000 {
      bench.wait(30_000)
      #expect(bench.sent() == ["ping:"])
      bench.receive(ClientFrame(0xA))
      #expect(bench.messages() == [])
    }
    #expect(bench.session.isOpen)
    #expect(bench.session.heldBytes == 0)
  }

  @Test func `one long message passes`() {
    var bench = Bench { $0.unsent = 100 }
    bench.session.send(text: [UInt8](repeating: 0x61, count: 5_000), at: 0)
    #expect(bench.session.isOpen)
    // What it asks for meanwhile waits.
    bench.receive(.text("a"))
    #expect(bench.messages() == [])
    #expect(!bench.session.wantsInput)
    _ = bench.sent()
    #expect(bench.messages() == ["text:a"])
  }

  @Test func `ends when a client takes nothing for too long`() {
    var bench = Bench()
    bench.session.send(text: [0x61], at: 0)
    bench.wait(20_000)
    #expect(bench.session.isOver)
  }

  // MARK: - Ultimatums

  @Test func `closes when nobody relents in time`() {
    var bench = Bench()
    bench.session.close(WebSocketClose(4_408, "late"), after: 3_000, from: 0)
    bench.wait(2_999)
    #expect(bench.session.isOpen)
    bench.wait(1)
    #expect(bench.sent() == ["close:4408"])
  }

  @Test func `stays open when somebody relents`() {
    var bench = Bench()
    bench.session.close(WebSocketClose(4_408), after: 3_000, from: 0)
    bench.session.relent()
    bench.wait(3_000)
    #expect(bench.session.isOpen)
    #expect(bench.session.deadline == 30_000)
  }
}
