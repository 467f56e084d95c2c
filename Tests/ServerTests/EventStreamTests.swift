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

  // MARK: - Coming back

  @Test func `who comes back with the last event's id misses none and gets none twice`() throws {
    let server = try LiveServer()
    let first = try server.events(total)
    server.counter.listeners.wait(for: 1)
    _ = server.counter.add(1)
    _ = server.counter.add(1)
    #expect(first.event()?.data == #"{"data":{"total":1}}"#)
    let id = try #require(first.lastEventID)
    first.end()
    server.counter.listeners.wait(for: 0)
    _ = server.counter.add(1)
    let second = try server.events(total, [("Last-Event-ID", id)])
    server.counter.listeners.wait(for: 1)
    _ = server.counter.add(1)
    for number in 2...4 {
      #expect(second.event()?.data == #"{"data":{"total":\#(number)}}"#)
    }
  }

  @Test func `who left before the first event misses none either`() throws {
    let server = try LiveServer()
    let first = try server.events(total)
    guard case .mark(let id) = first.block() else {
      Issue.record("no mark came first")
      return
    }
    first.end()
    server.counter.listeners.wait(for: 0)
    _ = server.counter.add(1)
    let second = try server.events(total, [("Last-Event-ID", id)])
    #expect(second.event()?.data == #"{"data":{"total":1}}"#)
  }

  // MARK: - Limits

  @Test func `trap 50: comments keep a quiet stream alive`() throws {
    #expect(EventStreamEndpoint<Counter>.heartbeat.milliseconds == 15_000)
    #expect(EventStreamEndpoint<Counter>.heartbeat.bytes == Array(":\n\n".utf8))
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

/// Many operations over one stream: graphql-sse's single connection mode.
@Suite(.timeLimit(.minutes(5))) struct SharedStreamTests {
  private let server: LiveServer

  init() throws { server = try LiveServer() }

  private func ask(
    _ method: String,
    _ target: String = "/graphql",
    _ headers: [(String, String)] = [],
    token: String? = nil,
    body: String? = nil
  ) throws -> EventStreamClient {
    var fields = headers
    if let token { fields.append(("X-GraphQL-Event-Stream-Token", token)) }
    return try EventStreamClient(
      port: server.port,
      method: method,
      target: target,
      headers: fields,
      body: body
    )
  }

  private func reserve(_ headers: [(String, String)] = []) throws -> String {
    let answer = try ask("PUT", "/graphql", headers + [("Accept", "*/*")])
    #expect(answer.head.status == 201)
    #expect(answer.head["content-type"] == "text/plain; charset=utf-8")
    return answer.head.text
  }

  private func run(
    _ query: String,
    _ id: String?,
    token: String,
    _ headers: [(String, String)] = []
  ) throws -> HTTPAnswer {
    let extensions = id.map { #","extensions":{"operationId":"\#($0)"}"# } ?? ""
    return try ask(
      "POST",
      "/graphql",
      headers + [("Accept", "application/json")],
      token: token,
      body: #"{"query":"\#(query)"\#(extensions)}"#
    ).head
  }

  @Test func `trap 50: reserves with 201, opens, takes operations with 202, and ends them`() throws
  {
    let token = try reserve()
    #expect(token.utf8.count == 43)
    let stream = try ask("GET", token: token)
    #expect(stream.head.status == 200)
    #expect(stream.head["content-type"] == "text/event-stream; charset=utf-8")
    #expect(try run("{ total }", "a", token: token).status == 202)
    #expect(stream.event()?.data == #"{"id":"a","payload":{"data":{"total":0}}}"#)
    let end = stream.event()
    #expect(end?.name == "complete")
    #expect(end?.data == #"{"id":"a"}"#)

    #expect(try run("subscription { total }", "s", token: token).status == 202)
    server.counter.listeners.wait(for: 1)
    _ = server.counter.add(1)
    #expect(stream.event()?.data == #"{"id":"s","payload":{"data":{"total":1}}}"#)
    #expect(try run("{ total }", "s", token: token).status == 409)
    #expect(try ask("DELETE", "/graphql?operationId=s", token: token).head.status == 200)
    server.counter.listeners.wait(for: 0)
    #expect(try run("{ total }", "s", token: token).status == 202)
    #expect(stream.event()?.data == #"{"id":"s","payload":{"data":{"total":1}}}"#)
  }

  @Test func `the token may stand in the address`() throws {
    let token = try reserve()
    let stream = try ask("GET", "/graphql?token=\(token)")
    #expect(stream.head.status == 200)
    let answer = try ask(
      "POST",
      "/graphql?token=\(token)",
      [("Accept", "*/*")],
      body: #"{"query":"{total}","extensions":{"operationId":"a"}}"#
    )
    #expect(answer.head.status == 202)
    #expect(stream.event()?.data == #"{"id":"a","payload":{"data":{"total":0}}}"#)
  }

  @Test func `what comes before the stream is opened waits for it`() throws {
    let token = try reserve()
    #expect(try run("{ total }", "a", token: token).status == 202)
    let stream = try ask("GET", token: token)
    #expect(stream.event()?.data == #"{"id":"a","payload":{"data":{"total":0}}}"#)
    #expect(stream.event()?.name == "complete")
  }

  @Test func `a stream is opened once`() throws {
    let token = try reserve()
    let stream = try ask("GET", token: token)
    #expect(try ask("GET", token: token).head.status == 409)
    stream.end()
    while try ask("GET", token: token).head.status != 404 {}
  }

  @Test func `a stream that ends, ends all that runs for it`() throws {
    let token = try reserve()
    let stream = try ask("GET", token: token)
    #expect(try run("subscription { total }", "s", token: token).status == 202)
    server.counter.listeners.wait(for: 1)
    stream.end()
    server.counter.listeners.wait(for: 0)
  }

  @Test func `what is refused is refused by its status`() throws {
    let token = try reserve()
    #expect(try run("{ total }", nil, token: token).status == 400)
    #expect(try run("{ nope }", "a", token: token).text.contains("Cannot query field"))
    #expect(try run("{ total }", "a", token: "nope").status == 404)
    #expect(try ask("GET", token: "nope").head.status == 404)
    #expect(try ask("PUT", token: token).head.status == 409)
    #expect(try ask("DELETE", "/graphql?operationId=a", token: "nope").head.status == 404)
    #expect(try ask("DELETE", "/graphql", token: token).head.status == 400)
    #expect(try ask("DELETE", "/graphql?operationId=a").head.status == 400)
  }

  @Test func `a stream takes operations of who reserved it alone`() throws {
    let own = [("Authorization", "Bearer \(Counter.token)")]
    let token = try reserve(own)
    #expect(try run("{ total }", "a", token: token).status == 404)
    #expect(try ask("DELETE", "/graphql?operationId=a", token: token).head.status == 404)
    #expect(try run("{ total }", "a", token: token, own).status == 202)
    // The token opens it, for a browser's EventSource can send no other credential.
    let stream = try ask("GET", token: token)
    #expect(stream.event()?.data == #"{"id":"a","payload":{"data":{"total":0}}}"#)
  }

  @Test func `events that nobody comes for end the reservation`() throws {
    let token = try reserve()
    #expect(try run("subscription { burst(count: 30000) }", "a", token: token).status == 202)
    #expect(try ask("GET", token: token).head.status == 404)
  }
}
