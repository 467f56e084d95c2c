import HTTP
import Synchronization
import TestKit
import Testing

@testable import Server

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

  @Test(arguments: [
    ("text/plain", 201), ("*/*", 201), ("text/plain, */*", 201), ("text/*;q=0.1", 201),
    ("application/json", 201), ("text/html", 406), ("text/plain;q=0", 406),
  ])
  func `a token is plain text`(accept: String, status: Int) throws {
    let answer = try ask("PUT", "/graphql", [("Accept", accept)]).head
    #expect(answer.status == status)
    guard status == 201 else { return }
    #expect(answer["content-type"] == "text/plain; charset=utf-8")
    #expect(try ask("PUT", "/graphql", [("Accept", accept)], token: answer.text).head.status == 409)
  }

  @Test(arguments: [
    ("text/event-stream", 200), ("text/event-stream, application/json", 200),
    ("application/json;q=0.9, text/event-stream", 200), ("application/json", 400), ("*/*", 400),
  ])
  func `a stream is opened by who reads events`(accept: String, status: Int) throws {
    let token = try reserve()
    let answer = try ask("GET", "/graphql?token=\(token)", [("Accept", accept)])
    #expect(answer.head.status == status)
    #expect(answer.head["content-type"]?.hasPrefix("text/event-stream") == (status == 200))
  }

  @Test func `an operation may come by GET`() throws {
    let token = try reserve()
    let stream = try ask("GET", token: token)
    let target = "/graphql?query=%7Btotal%7D&extensions=%7B%22operationId%22:%22a%22%7D"
    #expect(
      try ask("GET", target, [("Accept", "application/json")], token: token).head.status == 202
    )
    #expect(stream.event()?.data == #"{"id":"a","payload":{"data":{"total":0}}}"#)
    let change = "/graphql?query=mutation%7Badd%7D&extensions=%7B%22operationId%22:%22b%22%7D"
    let refused = try ask("GET", change, [("Accept", "application/json")], token: token).head
    #expect(refused.status == 405)
    #expect(server.counter.listeners.total == 0)
  }

  @Test func `what does not validate is refused as over HTTP, and frees its id`() throws {
    let token = try reserve()
    let stream = try ask("GET", token: token)
    for (accept, status) in [("application/graphql-response+json", 400), ("application/json", 200)]
    {
      let refused = try ask(
        "POST",
        "/graphql",
        [("Accept", accept)],
        token: token,
        body: #"{"query":"{ nope }","extensions":{"operationId":"a"}}"#
      ).head
      #expect(refused.status == status)
      #expect(refused["content-type"] == "\(accept); charset=utf-8")
      #expect(refused.text.contains("Cannot query field"))
    }
    #expect(try run("{ total }", "a", token: token).status == 202)
    #expect(stream.event()?.data == #"{"id":"a","payload":{"data":{"total":0}}}"#)
  }

  @Test func `many operations share a stream, each in its order`() throws {
    let token = try reserve()
    let stream = try ask("GET", token: token)
    let ids = (1...100).map { "é\($0)" }
    for id in ids { #expect(try run("subscription { total }", id, token: token).status == 202) }
    #expect(try run("subscription { total }", "more", token: token).status == 429)
    for _ in 1...3 { _ = server.counter.add(1) }
    server.counter.listeners.complete()
    var seen: [String: [String]] = [:]
    for _ in 0..<400 {
      guard let event = stream.event(),
        let id = event.data.firstMatch(of: /^\{"id":"([^"]+)"/).map({ String($0.1) })
      else { break }
      let total = event.data.firstMatch(of: /"total":(\d+)/).map { String($0.1) }
      seen[id, default: []].append(total ?? event.name)
    }
    #expect(Set(seen.keys) == Set(ids))
    #expect(seen.values.allSatisfy { $0 == ["1", "2", "3", "complete"] })
  }

  @Test func `nothing comes of an operation that was ended, and its id is free`() throws {
    let token = try reserve()
    let stream = try ask("GET", token: token)
    #expect(try run("subscription { total }", "s", token: token).status == 202)
    #expect(try ask("DELETE", "/graphql?operationId=s", token: token).head.status == 200)
    server.counter.listeners.wait(for: 0)
    _ = server.counter.add(1)
    #expect(try ask("DELETE", "/graphql?operationId=s", token: token).head.status == 200)
    #expect(try run("{ total }", "s", token: token).status == 202)
    #expect(stream.event()?.data == #"{"id":"s","payload":{"data":{"total":1}}}"#)
  }

  @Test func `a session that ends tells every operation, and ends the stream`() throws {
    let own = [("Authorization", "Bearer \(Counter.token)")]
    let token = try reserve(own)
    let stream = try ask("GET", token: token)
    let ids = ["a", "b", "c"]
    for id in ids {
      #expect(try run("subscription { total }", id, token: token, own).status == 202)
    }
    server.counter.listeners.endSessions()
    var told: [String: [String]] = [:]
    while let event = stream.event() {
      let id = event.data.firstMatch(of: /^\{"id":"(\w)"/).map { String($0.1) } ?? ""
      told[id, default: []].append(event.name)
      #expect(event.data.contains("UNAUTHENTICATED") == (event.name == "next"))
    }
    #expect(told == Dictionary(uniqueKeysWithValues: ids.map { ($0, ["next", "complete"]) }))
    #expect(try ask("GET", token: token).head.status == 404)
  }

  @Test func `a session that nobody can watch any more ends the stream too`() throws {
    let own = [("Authorization", "Bearer \(Counter.token)")]
    let token = try reserve(own)
    let stream = try ask("GET", token: token)
    #expect(try run("subscription { total }", "s", token: token, own).status == 202)
    server.counter.listeners.failWatches()
    #expect(stream.event()?.data.contains(#""code":"BROKEN""#) == true)
    #expect(stream.event()?.data == #"{"id":"s"}"#)
    #expect(stream.event() == nil)
    #expect(server.counter.listeners.count == 0)
  }

  @Test func `who does not read is told so for every operation, and let go`() throws {
    let token = try reserve()
    let stream = try ask("GET", token: token)
    for id in ["a", "b"] {
      #expect(try run("subscription { total }", id, token: token).status == 202)
    }
    while server.counter.listeners.count == 2 { _ = server.counter.add(1) }
    server.counter.listeners.wait(for: 0)
    var reasons: [String: Int] = [:]
    var ends: [String] = []
    while let event = stream.event() {
      let id = event.data.firstMatch(of: /^\{"id":"(\w)"/).map { String($0.1) } ?? ""
      if event.name == "complete" { ends.append(id) }
      if event.data.contains(#""code":"RECEIVER_TOO_SLOW""#) { reasons[id, default: 0] += 1 }
    }
    #expect(reasons == ["a": 1, "b": 1])
    #expect(ends.sorted() == ["a", "b"])
  }

  @Test func `a page of another site opens a stream by its token alone`() throws {
    let token = try reserve()
    let fields = [("Origin", "https://portal.example"), ("Sec-Fetch-Site", "cross-site")]
    #expect(try ask("GET", "/graphql?token=nope", fields).head.status == 404)
    #expect(try ask("GET", "/graphql?token=\(token)", fields).head.status == 200)
  }

  @Test func `one stream more than 100 is refused, until one is left`() throws {
    let own = [("Authorization", "Bearer \(Counter.token)")]
    let tokens = try (0..<100).map { _ in try reserve(own) }
    #expect(try ask("PUT", "/graphql", own + [("Accept", "*/*")]).head.status == 429)
    let stream = try ask("GET", token: tokens[0])
    #expect(try run("subscription { total }", "s", token: tokens[0], own).status == 202)
    server.counter.listeners.wait(for: 1)
    stream.end()
    server.counter.listeners.wait(for: 0)
    #expect(try ask("PUT", "/graphql", own + [("Accept", "*/*")]).head.status == 201)
  }
}

/// How long a reservation is kept, by a clock that the test sets.
@Suite final class StreamReservationTests: Sendable {
  private let clock = Atomic<Int64>(0)
  private let left = Atomic(0)
  private let second: Int64 = 1_000_000_000

  private func makeStreams() -> SharedStreams {
    SharedStreams(now: { self.clock.load(ordering: .relaxed) })
  }

  private func set(_ time: Int64) { clock.store(time, ordering: .relaxed) }

  private func reserve(in streams: SharedStreams) -> String {
    streams.reserve(for: .user(1)) { self.left.add(1, ordering: .relaxed) }.token
  }

  @Test func `is gone after 30 seconds unless it was opened, and its place is free`() throws {
    let streams = makeStreams()
    let early = reserve(in: streams)
    set(20 * second)
    let late = reserve(in: streams)
    set(30 * second)
    streams.dropForgotten()
    #expect(streams.stream(early) != nil)
    set(30 * second + 1)
    #expect(streams.stream(early) == nil)
    #expect(left.load(ordering: .relaxed) == 1)
    set(50 * second + 1)
    streams.dropForgotten()
    #expect(left.load(ordering: .relaxed) == 2)
    #expect(streams.stream(late) == nil)
  }

  @Test func `a stream that was opened is kept`() throws {
    let streams = makeStreams()
    let token = reserve(in: streams)
    let stream = try #require(streams.stream(token))
    let reply = Reply { _ in }
    #expect(stream.open { reply.stream(Response(status: 200), owner: stream) })
    set(31 * second)
    streams.dropForgotten()
    #expect(streams.stream(token) === stream)
  }

  @Test func `what is sent to one that nobody opens in time ends it`() throws {
    let streams = makeStreams()
    let token = reserve(in: streams)
    let stream = try #require(streams.stream(token))
    set(31 * second)
    stream.send([1], unless: Cancellation())
    set(0)
    #expect(streams.stream(token) == nil)
  }
}
