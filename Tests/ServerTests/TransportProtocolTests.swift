import TestKit
import Testing

/// The protocol `graphql-transport-ws`, sentence by sentence.
///
/// Each test names the part that says it, and what ``WebSocketTests`` shows is not repeated.
///
/// - Source: [PROTOCOL.md](https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).
@Suite(.timeLimit(.minutes(5))) struct TransportProtocolTests {
  /// What the server says next is the answer to this ping: nothing was on its way.
  private func expectQuiet(
    _ client: WebSocketClient,
    at location: SourceLocation = #_sourceLocation
  ) {
    client.send(#"{"type":"ping","payload":{"quiet":true}}"#)
    let text = client.text()
    #expect(text == #"{"type":"pong","payload":{"quiet":true}}"#, sourceLocation: location)
  }

  // MARK: - Communication

  @Test func `Communication: messages of operations carry their id, whatever it is made of`() throws
  {
    let server = try LiveServer()
    let client = try server.client()
    let ids = ["1", "é🚲", #"a\"b\\c"#, #"\n"#, "__proto__", String(repeating: "x", count: 256)]
    for id in ids {
      client.subscribe(id, "{ total }")
      #expect(
        client.text() == #"{"id":"\#(id)","type":"next","payload":{"data":{"total":0}}}"#
      )
      #expect(client.text() == #"{"id":"\#(id)","type":"complete"}"#)
    }
  }

  @Test func `Communication: the client closes with 1000`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    client.close(1_000)
    #expect(client.receive() == .close(code: 1_000, reason: ""))
    #expect(client.receive() == .ended)
    server.counter.listeners.wait(for: 0)
  }

  // MARK: - ConnectionInit and ConnectionAck

  @Test(arguments: [
    #"{"type":"connection_init"}"#, #"{"type":"connection_init","payload":null}"#,
    #"{"type":"connection_init","payload":{}}"#,
    #"{"payload":{"a":[1,{"b":null}]},"type":"connection_init"}"#,
    #"{"type":"connection_init","id":"passed over"}"#,
  ])
  func `ConnectionInit: is acknowledged, whatever an object it brings`(text: String) throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.send(text)
    #expect(client.text() == #"{"type":"connection_ack"}"#)
    client.subscribe("1", "{ total }")
    #expect(client.text().hasPrefix(#"{"id":"1","type":"next""#))
  }

  @Test func `ConnectionInit: a second one closes with 4429, also while operations run`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    #expect(client.initialise() == "close 4429 Too many initialisation requests")
    server.counter.listeners.wait(for: 0)
  }

  @Test func `ConnectionInit: after a refusal nothing is taken any more`() throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.send(#"{"type":"connection_init","payload":{"authorization":"Bearer wrong"}}"#)
    client.send(#"{"type":"connection_init"}"#)
    client.subscribe("1", "mutation { add }")
    #expect(client.text() == "close 4403 Forbidden")
    client.close(4_403)
    #expect(client.receive() == .ended)
    #expect(server.counter.listeners.total == 0)
  }

  @Test func `ConnectionInit: closes with 1011 where the store fails`() throws {
    let server = try LiveServer(isBroken: true)
    let client = try WebSocketClient(port: server.port)
    #expect(client.initialise() == "close 1011 Internal error")
  }

  @Test func `ConnectionInit: pings and pongs are no initialisation`() throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.send(#"{"type":"ping"}"#)
    client.send(#"{"type":"pong"}"#)
    client.send(0x9, [])
    #expect(client.text() == #"{"type":"pong"}"#)
    #expect(client.receive() == .pong)
    #expect(client.text() == "close 4408 Connection initialisation timeout")
  }

  // MARK: - Ping and Pong

  @Test(arguments: ["null", "{}", #"{"a":[1,2.5,"x",null,true]}"#, #"{"é":{"deep":{}}}"#])
  func `Ping: a pong answers it at any time, with its payload`(payload: String) throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    let pong =
      payload == "null" ? #"{"type":"pong"}"# : #"{"type":"pong","payload":\#(payload)}"#
    client.send(#"{"type":"ping","payload":\#(payload)}"#)
    #expect(client.text() == pong)
    client.initialise()
    client.subscribe("s", "subscription { total }")
    client.send(#"{"type":"ping","payload":\#(payload)}"#)
    #expect(client.text() == pong)
  }

  @Test(arguments: [
    #"{"type":"pong"}"#, #"{"type":"pong","payload":null}"#, #"{"type":"pong","payload":{"a":1}}"#,
  ])
  func `Pong: may come unasked at any time`(text: String) throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.send(text)
    client.initialise()
    client.send(text)
    expectQuiet(client)
  }

  // MARK: - Subscribe

  @Test func `Subscribe: 4409 for an id in use, whatever the operations are`() throws {
    for first in ["subscription { total }", "mutation { add }"] {
      for second in ["subscription { total }", "mutation { add }", "{ total }", "nonsense"] {
        let server = try LiveServer()
        let client = try server.client()
        server.counter.gate.close()
        client.subscribe("a", first)
        client.subscribe("a", second)
        #expect(client.text() == "close 4409 Subscriber for a already exists", "\(first) \(second)")
        server.counter.listeners.wait(for: 0)
        server.counter.gate.open()
        #expect(client.receive() == .ended)
      }
    }
  }

  @Test func `Subscribe: the reason of 4409 is cut where an id is long`() throws {
    let server = try LiveServer()
    let client = try server.client()
    let id = String(repeating: "é", count: 128)
    client.subscribe(id, "subscription { total }")
    client.subscribe(id, "subscription { total }")
    guard case .close(let code, let reason) = client.receive() else {
      Issue.record("it was not closed")
      return
    }
    #expect(code == 4_409)
    #expect(reason.hasPrefix("Subscriber for éé") && (122...123).contains(reason.utf8.count))
  }

  @Test func `Subscribe: an id that completed is free, by either side's word`() throws {
    let server = try LiveServer()
    let client = try server.client()
    for round in 0..<20 {
      client.subscribe("a", "subscription { total }")
      server.counter.listeners.wait(for: 1)
      if round.isMultiple(of: 2) {
        client.complete("a")
        server.counter.listeners.wait(for: 0)
      } else {
        server.counter.listeners.complete()
        #expect(client.text() == #"{"id":"a","type":"complete"}"#)
      }
    }
    expectQuiet(client)
  }

  @Test func `Subscribe: ids of one socket are not those of another`() throws {
    let server = try LiveServer()
    let clients = try (0..<5).map { _ in try server.client() }
    for client in clients { client.subscribe("a", "subscription { total }") }
    server.counter.listeners.wait(for: 5)
    _ = server.counter.add(3)
    for client in clients {
      #expect(client.text() == #"{"id":"a","type":"next","payload":{"data":{"total":3}}}"#)
    }
  }

  @Test func `Subscribe: runs the operation that is named, with variables and extensions`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.send(
      #"""
      {"id":"1","type":"subscribe","payload":{"operationName":"B","extensions":{"any":[1]},
      "query":"query A { total } query B($t: String!) { echo(text: $t) }","variables":{"t":"x"}}}
      """#
    )
    #expect(client.text() == #"{"id":"1","type":"next","payload":{"data":{"echo":"x"}}}"#)
    #expect(client.text() == #"{"id":"1","type":"complete"}"#)
    client.send(
      #"{"id":"2","type":"subscribe","payload":{"query":"{ total } query B { total }"}}"#
    )
    #expect(client.text().hasPrefix(#"{"id":"2","type":"error","payload":[{"#))
  }

  @Test(arguments: ["{ total }", "mutation { add }", "subscription { total }"])
  func `Subscribe: before the acknowledgement it closes with 4401 and runs nothing`(
    query: String
  ) throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.subscribe("1", query)
    client.send(#"{"type":"connection_init"}"#)
    #expect(client.text() == "close 4401 Unauthorized")
    client.close(4_401)
    #expect(client.receive() == .ended)
    #expect(server.counter.listeners.total == 0)
    #expect(server.counter.listeners.count == 0)
  }

  // MARK: - Next, Error and Complete

  @Test func `Next: an error of a field is a part of a result, not the end`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("1", "{ total fails }")
    let next = client.text()
    #expect(next.hasPrefix(#"{"id":"1","type":"next","payload":{"#), "\(next)")
    #expect(next.contains(#""errors":[{"message":"It failed.""#))
    #expect(next.contains(#""data":{"total":0,"fails":null}"#))
    #expect(client.text() == #"{"id":"1","type":"complete"}"#)
  }

  @Test func `Error: ends an operation that is under way, and nothing follows it`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    _ = server.counter.add(1)
    #expect(client.text() == #"{"id":"s","type":"next","payload":{"data":{"total":1}}}"#)
    server.counter.listeners.fail()
    #expect(
      client.text()
        == #"{"id":"s","type":"error","payload":[{"message":"It broke.","extensions":{"code":"BROKEN"}}]}"#
    )
    expectQuiet(client)
    client.subscribe("s", "{ total }")
    #expect(client.text() == #"{"id":"s","type":"next","payload":{"data":{"total":1}}}"#)
  }

  @Test func `Complete: a result that is not there yet is not sent any more`() throws {
    let server = try LiveServer()
    let client = try server.client()
    server.counter.gate.close()
    client.subscribe("m", "mutation { add }")
    server.counter.gate.wait(for: 1)
    client.complete("m")
    expectQuiet(client)
    server.counter.gate.open()
    expectQuiet(client)
    #expect(server.counter.listeners.total == 1)
    client.subscribe("m", "{ total }")
    #expect(client.text() == #"{"id":"m","type":"next","payload":{"data":{"total":1}}}"#)
  }

  /// Events that were on their way when the client said that it wants no more, of a subscription
  /// whose id another one has already.
  @Test func `Complete: what is on the way is never taken for another operation's`() throws {
    let server = try LiveServer()
    let client = try server.client()
    for round in 0..<30 {
      client.subscribe("a", "subscription { total }")
      server.counter.listeners.wait(for: 1)
      for _ in 0..<50 { _ = server.counter.add(1) }
      client.complete("a")
      client.subscribe("a", "subscription { burst(count: 1) }")
      let totals = #"{"id":"a","type":"next","payload":{"data":{"total":"#
      let burst = #"{"id":"a","type":"next","payload":{"data":{"burst":0}}}"#
      var text = client.text()
      while text.hasPrefix(totals) { text = client.text() }
      #expect(text == burst, "\(round)")
      #expect(client.text() == #"{"id":"a","type":"complete"}"#)
    }
  }

  @Test func `Complete: of both sides at once, the later one is passed over`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("b", "subscription { burst(count: 2) }")
    client.complete("b")
    client.complete("b")
    client.complete("never begun")
    var texts: [String] = []
    client.send(#"{"type":"ping"}"#)
    while texts.last != #"{"type":"pong"}"# { texts.append(client.text()) }
    let whole = (0..<2).map {
      #"{"id":"b","type":"next","payload":{"data":{"burst":\#($0)}}}"#
    }
    #expect(texts.dropLast() == whole[...] + [#"{"id":"b","type":"complete"}"#])
  }

  // MARK: - Invalid message

  @Test(arguments: [
    #"{"type":"connection_ack"}"#, #"{"id":"1","type":"next","payload":{"data":{}}}"#,
    #"{"id":"1","type":"error","payload":[]}"#, #"{"type":"connection_terminate"}"#,
    #"{"type":"start","id":"1","payload":{"query":"{total}"}}"#, #"{"type":"stop","id":"1"}"#,
    #"{"type":""}"#, #"{"type":null}"#, #"{"type":["ping"]}"#, #"{"id":"1"}"#, #""ping""#, "{",
    #"[{"type":"ping"}]"#, #"{"type":"ping"}{"type":"ping"}"#, #"{"type":"ping","payload":[]}"#,
    #"{"type":"ping","payload":"x"}"#, #"{"type":"complete"}"#, #"{"type":"complete","id":1}"#,
    #"{"type":"subscribe","payload":{"query":"{total}"}}"#,
    #"{"id":"1","type":"subscribe","payload":["{total}"]}"#,
    #"{"id":"1","type":"subscribe","payload":{"query":null}}"#,
    #"{"id":"1","type":"subscribe","payload":{"query":"{total}","variables":"x"}}"#,
    "",
  ])
  func `Invalid message: closes with 4400 and says why`(text: String) throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    client.send(text)
    guard case .close(let code, let reason) = client.receive() else {
      Issue.record("it was not closed")
      return
    }
    #expect(code == 4_400)
    #expect(!reason.isEmpty)
    server.counter.listeners.wait(for: 0)
  }

  @Test func `Invalid message: a text that is not UTF-8 closes with 1007`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.send(0x1, [0x22, 0xFF, 0x22])
    #expect(client.text() == "close 1007 A text that is not UTF-8")
  }

  @Test func `Invalid message: an unknown id is no fault, but in a subscribe`() throws {
    let server = try LiveServer()
    let client = try server.client()
    for id in ["1", "", "x"] where !id.isEmpty { client.complete(id) }
    expectQuiet(client)
  }
}
