import HTTP
import TestKit
import Testing

@testable import Server

/// GraphQL over server-sent events, over real sockets: trap 50 of the list.
@Suite(.timeLimit(.minutes(5))) struct EventStreamTests {
  private let total = "subscription { total }"

  // MARK: - Distinct connections

  @Test func `trap 50: a query is one event and the end`() throws {
    let server = try LiveServer()
    let events = try server.events("{ total }")
    #expect(events.head.status == 200)
    #expect(events.head["content-type"] == "text/event-stream; charset=utf-8")
    #expect(events.head["cache-control"] == "no-store")
    #expect(events.block() == .event(name: "next", data: #"{"data":{"total":0}}"#, id: nil))
    // A browser drops an event without data.
    #expect(events.block() == .event(name: "complete", data: "", id: nil))
    #expect(events.block() == .ended)
  }

  @Test func `a mutation is one too, and so is what runs elsewhere`() throws {
    let server = try LiveServer()
    #expect(try server.events("mutation { add }").event()?.data == #"{"data":{"add":1}}"#)
    let large = try server.events("{ numbers(first: 5000) { value } }")
    #expect(large.event()?.data.hasSuffix(#"{"value":4999}]}}"#) ?? false)
    #expect(large.event()?.name == "complete")
  }

  @Test(arguments: [
    "{ total", "{ nope }", "subscription { refused }", "query($n:Int!){numbers(first:$n){value}}",
  ])
  func `trap 50: what is refused comes as an event with 200`(query: String) throws {
    let server = try LiveServer()
    let events = try server.events(query)
    #expect(events.head.status == 200)
    let next = events.event()
    #expect(next?.name == "next")
    #expect(next?.data.hasPrefix(#"{"errors":[{"message":"#) ?? false)
    #expect(next?.data.contains("\"data\":") == false)
    #expect(events.event()?.name == "complete")
    #expect(events.block() == .ended)
  }

  @Test func `sends each event once, in order`() throws {
    let server = try LiveServer()
    let events = try server.events(total)
    server.counter.listeners.wait(for: 1)
    for _ in 1...100 { _ = server.counter.add(1) }
    for number in 1...100 {
      #expect(events.event()?.data == #"{"data":{"total":\#(number)}}"#)
    }
    server.counter.listeners.complete()
    #expect(events.event()?.name == "complete")
    #expect(events.block() == .ended)
  }

  @Test func `trap 50: a client that leaves stops the source`() throws {
    let server = try LiveServer()
    let events = try server.events(total)
    server.counter.listeners.wait(for: 1)
    events.end()
    server.counter.listeners.wait(for: 0)
  }

  @Test(arguments: [
    ("text/event-stream", true), ("text/event-stream, application/json;q=0.5", true),
    ("application/json, text/event-stream", false), ("text/event-stream, */*", false),
    ("*/*", false), ("application/json", false), ("text/event-stream;q=0, */*", false),
  ])
  func `trap 50: is chosen by Accept`(accept: String, isStream: Bool) throws {
    let server = try LiveServer()
    let answer = try server.events("{ total }", [("Accept", accept)])
    #expect(answer.head["content-type"]?.hasPrefix("text/event-stream") == isStream)
  }

  @Test(arguments: [
    ("application/json, text/event-stream", 200), ("text/event-stream;q=0.1, */*", 200),
    ("application/json", 406), ("*/*", 406),
  ])
  func `a subscription comes as events wherever they are accepted`(
    accept: String,
    status: Int
  ) throws {
    let server = try LiveServer()
    let answer = try server.events("subscription { burst(count: 1) }", [("Accept", accept)])
    #expect(answer.head.status == status)
    #expect((answer.event()?.data == #"{"data":{"burst":0}}"#) == (status == 200))
  }

  @Test func `a GET may listen, and change nothing`() throws {
    let server = try LiveServer()
    let listening = try EventStreamClient(
      port: server.port,
      method: "GET",
      target: "/graphql?query=subscription%7Bburst(count:1)%7D"
    )
    #expect(listening.event()?.data == #"{"data":{"burst":0}}"#)
    let changing = try EventStreamClient(
      port: server.port,
      method: "GET",
      target: "/graphql?query=mutation%7Badd%7D"
    )
    #expect(changing.head.status == 405)
    #expect(changing.head["allow"] == "POST")
    #expect(server.counter.listeners.total == 0)
  }

  /// An `EventSource` sends a GET and no field of its own.
  @Test(arguments: [
    ([("Sec-Fetch-Site", "same-origin"), ("Cookie", "a=b")], 200),
    ([("Sec-Fetch-Site", "none")], 200), ([("Origin", "http://127.0.0.1")], 403),
    ([("Sec-Fetch-Site", "cross-site")], 403), ([("Sec-Fetch-Site", "same-site")], 403),
    ([("Cookie", "a=b")], 403), ([("Origin", "https://evil.example")], 403),
  ])
  func `a browser listens for its own site, and for no other`(
    fields: [(String, String)],
    status: Int
  ) throws {
    let server = try LiveServer()
    let answer = try EventStreamClient(
      port: server.port,
      method: "GET",
      target: "/graphql?query=subscription%7Btotal%7D",
      headers: fields
    )
    #expect(answer.head.status == status)
    #expect((answer.block() == .mark(id: "0")) == (status == 200))
  }

  @Test func `what is no request of GraphQL over HTTP has no stream`() throws {
    let server = try LiveServer()
    func status(_ body: String, _ fields: [(String, String)] = []) throws -> Int {
      let answer = try EventStreamClient(port: server.port, headers: fields, body: body)
      #expect(answer.head["content-type"]?.hasPrefix("text/event-stream") == false)
      return answer.head.status
    }
    #expect(try status("{") == 400)
    #expect(try status(#"{"variables":{}}"#) == 400)
    #expect(try status(#"{"query":"{total}"}"#, [("Authorization", "Basic x")]) == 401)
    #expect(try server.events("{ total }", [("Accept", "text/html")]).head.status == 406)
    let plain = try EventStreamClient(
      port: server.port,
      headers: [("Content-Type", "text/plain"), ("Content-Length", "0")]
    )
    #expect(plain.head.status == 415)
  }

  @Test func `who is not known is told so before any stream`() throws {
    let server = try LiveServer()
    let answer = try server.events("{ total }", [("Authorization", "Bearer wrong")])
    #expect(answer.head.status == 401)
  }

  @Test func `a session that ends, ends the stream with its reason`() throws {
    let server = try LiveServer()
    let events = try server.events(total, [("Authorization", "Bearer \(Counter.token)")])
    server.counter.listeners.wait(for: 1)
    server.counter.listeners.endSessions()
    #expect(events.event()?.data.contains("UNAUTHENTICATED") ?? false)
    #expect(events.event()?.name == "complete")
    #expect(events.block() == .ended)
  }

  @Test func `a server that stops, ends the stream, and not the subscription`() throws {
    let server = try LiveServer()
    let events = try server.events(total)
    server.counter.listeners.wait(for: 1)
    server.stop()
    // No `complete`: the client is to come back.
    #expect(events.event() == nil)
    server.counter.listeners.wait(for: 0)
  }

  // MARK: - Limits

  @Test func `trap 50: comments keep a quiet stream alive`() throws {
    #expect(EventStreamEndpoint<Counter>.heartbeat.milliseconds == 15_000)
    #expect(EventStreamEndpoint<Counter>.heartbeat.bytes == Array(":\n".utf8))
  }

  @Test func `a client that does not read is told so and let go, and nobody waits for it`() throws {
    let server = try LiveServer()
    let slow = try server.events(total)
    let quick = try server.events(total)
    server.counter.listeners.wait(for: 2)
    var number = 0
    while server.counter.listeners.count == 2 {
      number = server.counter.add(1)
      #expect(quick.event()?.data == #"{"data":{"total":\#(number)}}"#)
    }
    var seen = 0
    while let event = slow.event(), event.name == "next" {
      seen += 1
      guard event.data != #"{"data":{"total":\#(seen)}}"# else { continue }
      #expect(event.data.contains("RECEIVER_TOO_SLOW"))
      #expect(slow.event()?.name == "complete")
      break
    }
    #expect(seen <= number)
  }

  @Test func `one stream more than 100 of a user is refused`() throws {
    let server = try LiveServer()
    let token = [("Authorization", "Bearer \(Counter.token)")]
    var streams = try (0..<100).map { _ in try server.events(total, token) }
    server.counter.listeners.wait(for: 100)
    let more = try server.events(total, token)
    #expect(more.head.status == 429)
    #expect(more.head.text.contains("TOO_MANY_OPERATIONS"))
    #expect(try server.events("{ total }").head.status == 200)
    streams.removeLast().end()
    server.counter.listeners.wait(for: 99)
    #expect(try server.events(total, token).head.status == 200)
  }
}
