import GraphQL
import HTTP
import Synchronization
import TestKit
import Testing

@testable import Server

/// Coming back to a stream of events that was cut off, as an `EventSource` does it by itself.
@Suite(.timeLimit(.minutes(5))) struct EventStreamReturnTests {
  private let total = "subscription { total }"
  private let server: LiveServer

  init() throws { server = try LiveServer() }

  private func comeBack(_ id: String) throws -> EventStreamClient {
    try server.events(total, [("Last-Event-ID", id)])
  }

  @Test func `who comes back with the last event's id misses none and gets none twice`() throws {
    let first = try server.events(total)
    server.counter.listeners.wait(for: 1)
    _ = server.counter.add(1)
    _ = server.counter.add(1)
    #expect(first.event()?.data == #"{"data":{"total":1}}"#)
    let id = try #require(first.lastEventID)
    first.end()
    server.counter.listeners.wait(for: 0)
    _ = server.counter.add(1)
    let second = try comeBack(id)
    server.counter.listeners.wait(for: 1)
    _ = server.counter.add(1)
    for number in 2...4 {
      #expect(second.event()?.data == #"{"data":{"total":\#(number)}}"#)
    }
  }

  @Test func `who left before the first event misses none either, however often`() throws {
    var client = try server.events(total)
    for number in 1...3 {
      guard case .mark(let id) = client.block() else {
        Issue.record("no mark came first")
        return
      }
      client.end()
      server.counter.listeners.wait(for: 0)
      if number == 2 { _ = server.counter.add(1) }
      client = try comeBack(id)
    }
    #expect(client.event()?.data == #"{"data":{"total":1}}"#)
  }

  @Test(arguments: ["nonsense", "-1", "7", "9999999999999999999999", "0, 0"])
  func `an id that was never told ends the stream with its reason, and is forgotten`(
    id: String
  ) throws {
    let client = try comeBack(id)
    #expect(client.head.status == 200)
    let next = client.event()
    #expect(next?.name == "next")
    #expect(next?.data.contains(#""code":"EVENTS_LOST""#) ?? false)
    #expect(client.event()?.name == "complete")
    #expect(client.block() == .ended)
    // Or a browser would come back with it for ever.
    #expect(client.lastEventID == "")
    #expect(server.counter.listeners.count == 0)
  }

  @Test func `an id that is too old ends the stream too, and not only one that is malformed`()
    throws
  {
    _ = server.counter.add(1)
    server.counter.listeners.forget()
    let late = try comeBack("0")
    #expect(late.event()?.data.contains(#""code":"EVENTS_LOST""#) ?? false)
    #expect(late.event()?.name == "complete")
    let early = try comeBack("1")
    #expect(early.block() == .mark(id: "1"))
  }

  @Test func `two fields are no id, and an empty one is none`() throws {
    let two = try server.events(total, [("Last-Event-ID", "0"), ("Last-Event-ID", "0")])
    #expect(two.event()?.data.contains(#""code":"EVENTS_LOST""#) ?? false)
    let none = try comeBack("")
    #expect(none.block() == .mark(id: "0"))
  }

  @Test func `who was too slow comes back for the rest`() throws {
    let slow = try server.events(total)
    server.counter.listeners.wait(for: 1)
    var number = 0
    while server.counter.listeners.count == 1 { number = server.counter.add(1) }
    var seen = 0
    while let event = slow.event(), event.data == #"{"data":{"total":\#(seen + 1)}}"# { seen += 1 }
    try #require(seen < number)
    let back = try comeBack(try #require(slow.lastEventID))
    #expect(back.event()?.data == #"{"data":{"total":\#(seen + 1)}}"#)
    #expect(back.event()?.data == #"{"data":{"total":\#(seen + 2)}}"#)
  }

  @Test func `a subscription says when to come back, each stream another time`() throws {
    let delays = try (0..<20).map { _ in
      let client = try server.events(total)
      _ = client.block()
      return try #require(client.retry)
    }
    #expect(delays.allSatisfy { (1_000...3_000).contains($0) })
    #expect(Set(delays).count > 1)
    let query = try server.events("{ total }")
    while query.event() != nil {}
    #expect(query.retry == nil)
  }

  // MARK: - A single connection

  private func ask(
    _ method: String,
    token: String? = nil,
    _ headers: [(String, String)] = [],
    body: String? = nil
  ) throws -> EventStreamClient {
    let token = token.map { [("X-GraphQL-Event-Stream-Token", $0)] } ?? []
    return try EventStreamClient(
      port: server.port,
      method: method,
      headers: headers + token,
      body: body
    )
  }

  private func openStream() throws -> (EventStreamClient, token: String) {
    let token = try ask("PUT", [("Accept", "text/plain, */*")]).head.text
    return (try ask("GET", token: token), token)
  }

  /// Listens under an id, and answers behind which event.
  private func listen(_ id: String, token: String, after position: String? = nil) throws -> String?
  {
    let field = position.map { [("Last-Event-ID", $0)] } ?? []
    let head = try ask(
      "POST",
      token: token,
      [("Accept", "application/json")] + field,
      body: #"{"query":"\#(total)","extensions":{"operationId":"\#(id)"}}"#
    ).head
    #expect(head.status == 202)
    return head["last-event-id"]
  }

  private func next(_ id: String, _ total: Int, at position: String) -> EventStreamClient.Block {
    .event(
      name: "next",
      data: #"{"id":"\#(id)","payload":{"data":{"total":\#(total)}}}"#,
      id: position
    )
  }

  @Test func `each operation of a shared stream comes back by its own last event`() throws {
    let (first, token) = try openStream()
    #expect(try listen("a", token: token) == "0")
    _ = server.counter.add(1)
    #expect(first.block() == next("a", 1, at: "1"))
    #expect(try listen("b", token: token) == "1")
    first.end()
    server.counter.listeners.wait(for: 0)
    _ = server.counter.add(1)

    // The token has gone with its stream.
    #expect(try ask("GET", token: token).head.status == 404)
    let (second, newToken) = try openStream()
    #expect(try listen("a", token: newToken, after: "0") == "0")
    #expect(second.block() == next("a", 1, at: "1"))
    #expect(second.block() == next("a", 2, at: "2"))
    #expect(try listen("b", token: newToken, after: "1") == "1")
    #expect(second.block() == next("b", 2, at: "2"))
    #expect((1_000...3_000).contains(try #require(second.retry)))
  }

  @Test func `an id that leads nowhere ends one operation of a shared stream, and no other`() throws
  {
    let (stream, token) = try openStream()
    #expect(try listen("a", token: token, after: "nonsense") == nil)
    let end = stream.event()
    #expect(end?.data.hasPrefix(#"{"id":"a","payload":{"errors":[{"#) ?? false)
    #expect(end?.data.contains(#""code":"EVENTS_LOST""#) ?? false)
    #expect(stream.event()?.data == #"{"id":"a"}"#)
    #expect(try listen("b", token: token) == "0")
    _ = server.counter.add(1)
    #expect(stream.block() == next("b", 1, at: "1"))
  }

  @Test func `an event without a place of its own has the last one of its operation`() {
    let streams = SharedStreams()
    let sent = Mutex<[UInt8]>([])
    let stream = streams.reserve(for: .user(1)) {}.stream
    let reply = Reply { response in sent.withLock { $0 = response.body } }
    let result = ExecutionResult.refused([.receiverTooSlow])
    guard case .begun(let a) = stream.operations.begin([97]),
      case .begun(let b) = stream.operations.begin([98])
    else {
      Issue.record("no stream")
      return
    }
    #expect(stream.open { reply.stream(Response(status: 200), owner: stream) })
    let first = SharedOperation([97], a, of: stream)
    let second = SharedOperation([98], b, of: stream)
    first.reach("1")
    second.reach("1")
    let placed = EventAnswer(result) { "2" }
    second.receive(placed)
    first.receive(EventAnswer(result))
    first.receive(placed)
    stream.drop()
    let text = String(decoding: sent.withLock { $0 }, as: UTF8.self)
    let ids = text.matches(of: /id: (\d)\nevent: next\ndata: {"id":"(\w)"/).map { "\($0.2)\($0.1)" }
    #expect(ids == ["b2", "a1", "a2"])
  }
}
