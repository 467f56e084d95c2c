import HTTP
import Server
import TestKit
import Testing

/// `graphql-transport-ws` over real sockets, trap 48 of the list.
@Suite(.timeLimit(.minutes(5))) struct WebSocketTests {
  // MARK: - The handshake

  @Test func `trap 48: speaks graphql-transport-ws and nothing else`() throws {
    let server = try LiveServer()
    let ours = try WebSocketClient(port: server.port)
    #expect(ours.handshake.status == 101)
    #expect(ours.handshake["sec-websocket-protocol"] == "graphql-transport-ws")
    #expect(ours.handshake["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    for other in ["graphql-ws", nil] {
      let client = try WebSocketClient(port: server.port, subprotocol: other)
      #expect(client.handshake.status == 101)
      #expect(client.text() == "close 4406 Subprotocol not acceptable")
    }
  }

  @Test func `refuses a handshake that is malformed, and tells the version`() throws {
    let server = try LiveServer()
    let old = try WebSocketClient(port: server.port, headers: [("Sec-WebSocket-Version", "8")])
    #expect(old.handshake.status == 426)
    #expect(old.handshake["sec-websocket-version"] == "13")
    let twice = try WebSocketClient(
      port: server.port,
      headers: [("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")]
    )
    #expect(twice.handshake.status == 400)
    let scheme = try WebSocketClient(port: server.port, headers: [("Authorization", "Basic x")])
    #expect(scheme.handshake.status == 401)
  }

  @Test func `lets pages of its own site in, and of those that are allowed`() throws {
    var configuration = ServerConfiguration()
    configuration.crossOrigins = try CrossOrigins(["https://portal.example"])
    let server = try LiveServer(configuration)
    for (origin, status) in [
      ("http://127.0.0.1:\(server.port)", 101), ("https://portal.example", 101),
      ("https://evil.example", 403), ("null", 403), ("http://127.0.0.1", 403),
      ("https://portal.example.evil.example", 403),
    ] {
      let client = try WebSocketClient(port: server.port, headers: [("Origin", origin)])
      #expect(client.handshake.status == status, "\(origin)")
    }
    // Behind the fields for other sites it is a WebSocket all the same.
    let client = try WebSocketClient(
      port: server.port,
      headers: [("Origin", "https://portal.example")]
    )
    #expect(client.initialise() == #"{"type":"connection_ack"}"#)
  }

  // MARK: - The connection

  @Test(arguments: [
    "nope", "[]", "{}", #"{"type":"start","id":"1"}"#, #"{"type":"subscribe","id":"1"}"#,
    #"{"type":"subscribe","id":"","payload":{"query":"{total}"}}"#,
    #"{"type":"connection_init","payload":5}"#,
  ])
  func `trap 48: closes with 4400 what is no message of the protocol`(text: String) throws {
    let server = try LiveServer()
    let client = try server.client()
    client.send(text)
    guard case .close(let code, let reason) = client.receive() else {
      Issue.record("it was not closed")
      return
    }
    #expect(code == 4_400)
    #expect(!reason.isEmpty)
  }

  @Test func `trap 48: closes with 4400 a binary message`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.send(0x2, Array(#"{"type":"ping"}"#.utf8))
    #expect(client.text().hasPrefix("close 4400"))
  }

  @Test func `trap 48: closes with 4401 an operation before the acknowledgement`() throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.subscribe("1", "{ total }")
    #expect(client.text() == "close 4401 Unauthorized")
  }

  @Test func `trap 48: closes with 4403 a token that nobody has`() throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    #expect(client.initialise(token: "wrong") == "close 4403 Forbidden")
    let number = try WebSocketClient(port: server.port)
    number.send(#"{"type":"connection_init","payload":{"authorization":5}}"#)
    #expect(number.text() == "close 4403 Forbidden")
    let header = try WebSocketClient(
      port: server.port,
      headers: [("Authorization", "Bearer wrong")]
    )
    #expect(header.initialise() == "close 4403 Forbidden")
  }

  @Test(arguments: [
    #"{"authorization":"Bearer open-sesame"}"#, #"{"Authorization":"bearer open-sesame"}"#,
    #"{"headers":{"authorization":"Bearer open-sesame"}}"#, #"{"other":1}"#,
  ])
  func `finds who connects in the payload`(payload: String) throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.send(#"{"type":"connection_init","payload":\#(payload)}"#)
    #expect(client.text() == #"{"type":"connection_ack"}"#)
  }

  @Test func `the payload counts before the handshake's field`() throws {
    let server = try LiveServer()
    let client = try WebSocketClient(
      port: server.port,
      headers: [("Authorization", "Bearer wrong")]
    )
    #expect(client.initialise(token: Counter.token) == #"{"type":"connection_ack"}"#)
  }

  @Test func `trap 48: closes with 4408 who does not say who they are in 3 seconds`() throws {
    let server = try LiveServer()
    let silent = try WebSocketClient(port: server.port)
    let talking = try server.client()
    #expect(silent.text() == "close 4408 Connection initialisation timeout")
    talking.subscribe("1", "{ total }")
    #expect(talking.text().contains(#""data":{"total":0}"#))
  }

  @Test func `trap 48: closes with 4409 an id that is in use`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("a", "subscription { total }")
    client.subscribe("a", "{ total }")
    #expect(client.text() == "close 4409 Subscriber for a already exists")
    server.counter.listeners.wait(for: 0)
  }

  @Test func `trap 48: closes with 4429 a second connection_init`() throws {
    let server = try LiveServer()
    let client = try server.client()
    #expect(client.initialise() == "close 4429 Too many initialisation requests")
    let hasty = try WebSocketClient(port: server.port)
    hasty.send(#"{"type":"connection_init"}"#)
    hasty.send(#"{"type":"connection_init"}"#)
    #expect(hasty.text() == #"{"type":"connection_ack"}"#)
    #expect(hasty.text() == "close 4429 Too many initialisation requests")
  }

  @Test func `trap 48: answers a ping before and after the connection_init`() throws {
    let server = try LiveServer()
    let client = try WebSocketClient(port: server.port)
    client.send(#"{"type":"ping"}"#)
    #expect(client.text() == #"{"type":"pong"}"#)
    client.initialise()
    client.send(#"{"type":"ping","payload":{"at":7}}"#)
    #expect(client.text() == #"{"type":"pong","payload":{"at":7}}"#)
    client.send(#"{"type":"pong"}"#)
    client.send(0x9, Array("x".utf8))
    #expect(client.receive() == .pong)
  }

  // MARK: - Operations

  @Test func `trap 48: runs queries and mutations`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("q", "{ total }")
    #expect(client.text() == #"{"id":"q","type":"next","payload":{"data":{"total":0}}}"#)
    #expect(client.text() == #"{"id":"q","type":"complete"}"#)
    client.subscribe("m", "mutation ($by: Int!) { add(by: $by) }", variables: #"{"by":5}"#)
    #expect(client.text() == #"{"id":"m","type":"next","payload":{"data":{"add":5}}}"#)
    #expect(client.text() == #"{"id":"m","type":"complete"}"#)
    // Of so many nodes that it runs elsewhere.
    client.subscribe("n", "{ numbers(first: 5000) { value } }")
    #expect(client.text().hasSuffix(#"{"value":4999}]}}}"#))
    #expect(client.text() == #"{"id":"n","type":"complete"}"#)
  }

  @Test(arguments: [
    ("a syntax error", "{ total", "Syntax Error"),
    ("an unknown field", "{ nope }", "Cannot query field"),
    ("a variable that does not fit", "query ($n: Int!) { numbers(first: $n) { value } }", "$n"),
    ("what a source refuses", "subscription { refused }", "UNAUTHENTICATED"),
    ("no operation", "fragment F on Query { total }", "error"),
  ])
  func `trap 48: answers with an error message, and no complete after it`(
    what: String,
    query: String,
    part: String
  ) throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("1", query)
    let answer = client.text()
    #expect(answer.hasPrefix(#"{"id":"1","type":"error","payload":[{"message":"#), "\(what)")
    #expect(answer.contains(part), "\(what): \(answer)")
    // The next thing that comes is of another operation, and the id is free again.
    client.subscribe("1", "{ total }")
    #expect(client.text() == #"{"id":"1","type":"next","payload":{"data":{"total":0}}}"#)
  }

  @Test func `trap 48: an id can be used again after it completed`() throws {
    let server = try LiveServer()
    let client = try server.client()
    for _ in 0..<50 {
      client.subscribe("1", "{ total }")
      #expect(client.text().contains("next"))
      #expect(client.text() == #"{"id":"1","type":"complete"}"#)
    }
    client.subscribe("1", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    client.complete("1")
    client.subscribe("1", "{ total }")
    #expect(client.text() == #"{"id":"1","type":"next","payload":{"data":{"total":0}}}"#)
    server.counter.listeners.wait(for: 0)
  }

  @Test func `trap 48: passes over a complete of an id that is not known`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.complete("nope")
    client.subscribe("1", "{ total }")
    #expect(client.text().contains(#""total":0"#))
    #expect(client.text() == #"{"id":"1","type":"complete"}"#)
    client.complete("1")
    client.send(#"{"type":"ping"}"#)
    #expect(client.text() == #"{"type":"pong"}"#)
  }

  @Test func `trap 48: sends each event once, in order, until the client completes`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    for number in 1...100 { #expect(server.counter.add(1) == number) }
    for number in 1...100 {
      #expect(client.text() == #"{"id":"s","type":"next","payload":{"data":{"total":\#(number)}}}"#)
    }
    client.complete("s")
    server.counter.listeners.wait(for: 0)
    _ = server.counter.add(1)
    client.send(#"{"type":"ping"}"#)
    #expect(client.text() == #"{"type":"pong"}"#)
  }

  @Test func `trap 48: completes a subscription that has ended`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("b", "subscription { burst(count: 3) }")
    for number in 0..<3 {
      #expect(client.text() == #"{"id":"b","type":"next","payload":{"data":{"burst":\#(number)}}}"#)
    }
    #expect(client.text() == #"{"id":"b","type":"complete"}"#)
  }

  @Test func `trap 48: operations go on side by side`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s1", "subscription { total }")
    client.subscribe("s2", "subscription { total }")
    server.counter.listeners.wait(for: 2)
    client.subscribe("m", "mutation { add }")
    var seen: Set<String> = []
    for _ in 0..<4 { seen.insert(client.text()) }
    #expect(
      seen == [
        #"{"id":"s1","type":"next","payload":{"data":{"total":1}}}"#,
        #"{"id":"s2","type":"next","payload":{"data":{"total":1}}}"#,
        #"{"id":"m","type":"next","payload":{"data":{"add":1}}}"#,
        #"{"id":"m","type":"complete"}"#,
      ]
    )
  }

  @Test(arguments: [Int.max, 1_000, 7])
  func `trap 48: takes a message of 70 kB, whole or in fragments`(fragment: Int) throws {
    let server = try LiveServer()
    let client = try server.client()
    let text = String(repeating: "ab", count: 35_000)
    client.send(
      #"{"id":"1","type":"subscribe","payload":{"query":"query($t:String!){echo(text:$t)}","variables":{"t":"\#(text)"}}}"#,
      fragment: fragment
    )
    #expect(
      client.text() == #"{"id":"1","type":"next","payload":{"data":{"echo":"\#(text)"}}}"#
    )
  }

  @Test func `closes with 1009 a message longer than 1 MiB`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.send(String(repeating: "x", count: 1 << 20 + 1))
    #expect(client.text().hasPrefix("close 1009"))
  }

  // MARK: - The end

  @Test func `closes with 4403 when the session ends`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    server.counter.listeners.endSessions()
    #expect(client.text() == "close 4403 Forbidden")
    let quiet = try WebSocketClient(port: server.port)
    #expect(quiet.initialise(token: Counter.token) == "close 4403 Forbidden")
  }

  @Test func `closes with 1011 when nobody can watch its session any more`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.send(#"{"type":"ping"}"#)
    #expect(client.text() == #"{"type":"pong"}"#)
    server.counter.listeners.failWatches()
    #expect(client.text() == "close 1011 Internal error")
  }

  @Test func `closes with 4403 an operation of a session that has ended meanwhile`() throws {
    let server = try LiveServer()
    let client = try server.client()
    server.counter.listeners.endSessions()
    client.subscribe("1", "{ total }")
    #expect(client.text() == "close 4403 Forbidden")
  }

  @Test func `says the client's close back`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.close(1_000)
    #expect(client.receive() == .close(code: 1_000, reason: ""))
    #expect(client.receive() == .ended)
  }

  @Test func `closes with 1001 when the server stops`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("s", "subscription { total }")
    server.counter.listeners.wait(for: 1)
    server.stop()
    #expect(client.text() == "close 1001 The server stops")
    server.counter.listeners.wait(for: 0)
  }
}

/// What a WebSocket may take: trap 49 of the list.
@Suite(.timeLimit(.minutes(5))) struct WebSocketLimitTests {
  @Test func `trap 49: a socket that is closed while it subscribes leaves nothing behind`() throws {
    let server = try LiveServer()
    for _ in 0..<20 {
      let client = try server.client()
      for number in 0..<10 { client.subscribe("\(number)", "subscription { total }") }
      client.end()
    }
    // Those that were taken are ended when the end is seen.
    let last = try server.client()
    last.subscribe("1", "subscription { total }")
    server.counter.listeners.wait(for: 1)
  }

  @Test func `trap 49: a client that does not read is closed with 1013, and nobody waits for it`()
    throws
  {
    let server = try LiveServer()
    let slow = try server.client()
    slow.subscribe("s", "subscription { total }")
    let quick = try server.client()
    quick.subscribe("q", "subscription { total }")
    server.counter.listeners.wait(for: 2)
    var number = 0
    // The kernel's own buffers take the first megabytes.
    while server.counter.listeners.count == 2 {
      number = server.counter.add(1)
      #expect(quick.text().hasSuffix(#"{"total":\#(number)}}}"#))
    }
    #expect(server.counter.listeners.count == 1)
    var seen = 0
    while true {
      let text = slow.text()
      guard text.hasPrefix(#"{"id":"s""#) else {
        #expect(text == "close 1013 The receiver is too slow")
        break
      }
      seen += 1
      #expect(text.hasSuffix(#"{"total":\#(seen)}}}"#))
    }
    #expect(seen < number)
  }

  @Test func `trap 49: one operation more than 100 is refused, and the others go on`() throws {
    let server = try LiveServer()
    let client = try server.client()
    for number in 0..<100 { client.subscribe("\(number)", "subscription { total }") }
    client.subscribe("more", "{ total }")
    let refusal = client.text()
    #expect(refusal.hasPrefix(#"{"id":"more","type":"error""#))
    #expect(refusal.contains("TOO_MANY_OPERATIONS"))
    server.counter.listeners.wait(for: 100)
    client.complete("7")
    client.subscribe("more", "{ total }")
    #expect(client.text().hasPrefix(#"{"id":"more","type":"next""#))
  }

  @Test func `trap 49: one socket more than 20 of a user is closed with 1008`() throws {
    let server = try LiveServer()
    var clients = try (0..<20).map { _ in try server.client() }
    let more = try WebSocketClient(port: server.port)
    #expect(more.initialise(token: Counter.token) == "close 1008 More than 20 sockets of one user")
    // Others are not counted with them.
    #expect(try WebSocketClient(port: server.port).initialise() == #"{"type":"connection_ack"}"#)
    clients.removeLast().end()
    while true {
      let next = try WebSocketClient(port: server.port)
      guard next.initialise(token: Counter.token).hasPrefix("close") else { break }
    }
  }

  @Test func `trap 49: a document's limits hold here too`() throws {
    let server = try LiveServer()
    let client = try server.client()
    client.subscribe("deep", String(repeating: "{a", count: 300))
    #expect(client.text().contains("DOCUMENT_TOO_DEEP"))
    client.subscribe("aliases", "{ \((0..<101).map { "a\($0): total" }.joined(separator: " ")) }")
    #expect(client.text().contains("DOCUMENT_TOO_MANY_ALIASES"))
    client.subscribe("nodes", "{ numbers(first: 1000000) { value } }")
    #expect(client.text().contains("TOO_MANY_NODES"))
  }

  @Test func `trap 49: a quiet client is asked whether it is there, and ended when it is not`()
    throws
  {
    let server = try LiveServer { configuration in
      configuration.webSocketLimits.pingMilliseconds = 50
      configuration.webSocketLimits.pongMilliseconds = 50
    }
    let client = try server.client()
    #expect(client.receive() == .ping)
    client.send(0xA, [])
    #expect(client.receive() == .ping)
    #expect(client.receive() == .ended)
  }
}
