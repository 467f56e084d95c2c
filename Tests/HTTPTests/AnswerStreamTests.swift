import Testing

@testable import HTTP

/// Bodies that come piece by piece, on a connection without a socket.
@Suite struct AnswerStreamTests {
  private var connection = Connection(
    settings: .init(limits: HTTPLimits()) { error, _ in .text(error.status, error.reason) },
    remoteAddress: "192.0.2.1",
    at: Moment(milliseconds: 0)
  )
  private let now = Moment(milliseconds: 0)
  private let head = Response(
    status: 200,
    headers: Headers([("Content-Type", "text/event-stream")])
  )

  private mutating func ask(_ version: String = "1.1", _ fields: String = "") -> Int? {
    let text = "GET /s HTTP/\(version)\r\nHost: h\r\n\(fields)\r\n"
    connection.receive(Array(text.utf8)[...], at: now)
    return connection.nextRequest(at: now)?.number
  }

  /// The number of a request that is there.
  private mutating func request(_ version: String = "1.1", _ fields: String = "") throws -> Int {
    let number = ask(version, fields)
    return try #require(number)
  }

  private mutating func sent() -> String {
    let bytes = connection.output.bytes
    connection.output.remove(bytes.count)
    connection.noteSent(wasHeldBack: false, at: now)
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func expectSent(
    _ isAsExpected: (String) -> Bool,
    at location: SourceLocation = #_sourceLocation
  ) {
    let text = sent()
    #expect(isAsExpected(text), "sent \(text)", sourceLocation: location)
  }

  @Test mutating func `a body comes in chunks, and the connection goes on after it`() throws {
    let number = try request()
    connection.begin(number, with: head, at: now)
    let begun = sent()
    #expect(
      begun == """
        HTTP/1.1 200 OK\r
        Content-Type: text/event-stream\r
        Transfer-Encoding: chunked\r
        \r

        """
    )
    connection.append(Array("hello".utf8), to: number, at: now)
    connection.append([], to: number, at: now)
    connection.append([UInt8](repeating: 0x61, count: 300), to: number, at: now)
    expectSent { $0 == "5\r\nhello\r\n12c\r\n\(String(repeating: "a", count: 300))\r\n" }
    connection.finish(number, at: now)
    expectSent { $0 == "0\r\n\r\n" }
    connection.append(Array("late".utf8), to: number, at: now)
    expectSent { $0 == "" }
    let next = try request()
    connection.answer(next, with: .text(200, "ok"), at: now)
    expectSent { $0.hasSuffix("ok") }
    #expect(!connection.isOver)
  }

  @Test mutating func `to a client of HTTP 1.0 it ends with the connection`() throws {
    let number = try request("1.0", "Connection: keep-alive\r\n")
    connection.begin(number, with: head, at: now)
    connection.append(Array("hello".utf8), to: number, at: now)
    let text = sent()
    #expect(text.hasSuffix("Connection: close\r\n\r\nhello"))
    #expect(!text.contains("chunked"))
    connection.finish(number, at: now)
    #expect(connection.endsOutput)
  }

  @Test mutating func `what is dropped of a body is whole pieces`() throws {
    let number = try request()
    connection.begin(number, with: head, at: now)
    _ = sent()
    for letter in ["first", "second", "third"] {
      connection.append(Array(letter.utf8), to: number, at: now)
    }
    connection.output.remove(4)
    connection.dropUnsentPieces(of: number)
    connection.append(Array("why".utf8), to: number, at: now)
    connection.finish(number, at: now)
    expectSent { $0 == "irst\r\n3\r\nwhy\r\n0\r\n\r\n" }
  }

  @Test mutating func `pieces that wait for an earlier answer count, and can be dropped`() throws {
    let first = try request()
    let number = try request()
    connection.begin(number, with: head, at: now)
    connection.append([UInt8](repeating: 0x61, count: 2_000_000), to: number, at: now)
    #expect(!connection.hasRoom)
    connection.dropUnsentPieces(of: number)
    #expect(connection.hasRoom)
    connection.append(Array("why".utf8), to: number, at: now)
    connection.answer(first, with: .text(200, "ok"), at: now)
    #expect(connection.hasRoom)
    expectSent { $0.hasSuffix("chunked\r\n\r\n3\r\nwhy\r\n") }
  }

  @Test mutating func `a HEAD has no body`() throws {
    connection.receive(Array("HEAD /s HTTP/1.1\r\nHost: h\r\n\r\n".utf8)[...], at: now)
    let taken = connection.nextRequest(at: now)
    let number = try #require(taken).number
    connection.begin(number, with: head, at: now)
    connection.append(Array("hello".utf8), to: number, at: now)
    let text = sent()
    #expect(text.hasSuffix("chunked\r\n\r\n"))
    #expect(!connection.isOver)
    let next = try request()
    #expect(next == number + 1)
  }

  @Test mutating func `waits for the answers before it, and what follows waits for its end`() throws
  {
    let first = try request()
    let second = try request()
    let third = try request()
    connection.begin(second, with: head, at: now)
    connection.append(Array("a".utf8), to: second, at: now)
    connection.answer(third, with: .text(200, "third"), at: now)
    expectSent { $0 == "" }
    connection.answer(first, with: .text(200, "first"), at: now)
    let text = sent()
    #expect(text.contains("first"))
    #expect(text.hasSuffix("\r\n\r\n1\r\na\r\n"))
    connection.finish(second, at: now)
    expectSent { $0.hasSuffix("third") }
  }

  @Test mutating func `one that has ended before its turn comes whole`() throws {
    let first = try request()
    let second = try request()
    connection.begin(second, with: head, at: now)
    connection.append(Array("a".utf8), to: second, at: now)
    connection.finish(second, at: now)
    connection.answer(first, with: .text(200, "first"), at: now)
    expectSent { $0.hasSuffix("\r\n\r\n1\r\na\r\n0\r\n\r\n") }
  }

  @Test mutating func `a request behind it is not taken before its end`() throws {
    let number = try request()
    connection.begin(number, with: head, at: now)
    let early = ask()
    #expect(early == nil)
    connection.finish(number, at: now)
    let next = connection.nextRequest(at: now)
    #expect(next?.number == number + 1)
  }

  @Test mutating func `a client that has left ends it at once`() throws {
    let number = try request()
    connection.begin(number, with: head, at: now)
    #expect(connection.wantsInput)
    connection.endInput()
    #expect(connection.isOver)
  }

  @Test mutating func `no deadline of a request runs meanwhile`() throws {
    let number = try request()
    connection.begin(number, with: head, at: now)
    _ = sent()
    #expect(connection.deadline == nil)
    connection.append(Array("a".utf8), to: number, at: now)
    #expect(connection.deadline == 30_000)
  }

  @Test mutating func `a server that stops ends the connection after it`() throws {
    let number = try request()
    connection.begin(number, with: head, at: now)
    connection.drain()
    #expect(!connection.isOver)
    connection.finish(number, at: now)
    _ = sent()
    #expect(connection.isOver)
  }

  // MARK: - WebSockets

  @Test mutating func `a handshake leaves HTTP with what came behind it`() throws {
    let number = try request("1.1", "Connection: Upgrade\r\nUpgrade: websocket\r\n")
    let frame = ClientFrame.text("early").bytes
    connection.receive(frame[...], at: now)
    // It is not read as a request while the answer is waited for.
    let next = connection.nextRequest(at: now)
    #expect(next == nil)
    let answer = Array("HTTP/1.1 101 Switching Protocols\r\n\r\n".utf8)
    let upgraded = connection.upgrade(answering: number, with: answer, at: now)
    var session = try #require(upgraded)
    #expect(session.output.bytes == answer)
    let message = session.nextMessage(at: 0)
    #expect(message == .text(Array("early".utf8)))
  }

  @Test mutating func `there is no handshake behind requests that are not answered`() throws {
    let first = try request()
    let second = try request("1.1", "Connection: Upgrade\r\nUpgrade: websocket\r\n")
    let session = connection.upgrade(answering: second, with: [], at: now)
    #expect(session == nil)
    connection.answer(first, with: .text(200, "first"), at: now)
    connection.answer(second, with: .text(503, "second"), at: now)
    expectSent { $0.contains("second") }
  }
}
