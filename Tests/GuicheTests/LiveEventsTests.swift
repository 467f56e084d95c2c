import Bytes
import Foundation
import Synchronization
import TestKit
import Testing

/// Live events as the clients of the running program have them.
@Suite(.serialized) struct LiveEventsTests {
  /// A program that its test may change, with the users who act in it.
  private final class House {
    let process: GuicheProcess
    private var tokens: [String: String] = [:]

    init() throws {
      process = try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
    }

    func token(of user: String) throws -> String {
      if let token = tokens[user] { return token }
      let token = try process.signIn(user)
      tokens[user] = token
      return token
    }

    @discardableResult
    func ask(_ document: String, as user: String) throws -> JSON {
      let answer = try process.post(document, token: try token(of: user))
      let json = try JSONParser.parse(answer.body)
      #expect(json["errors"] == nil, "\(answer.text)")
      return json["data"] ?? .null
    }

    /// The id of the newest ticket of a view.
    func ticket(_ view: String, as user: String) throws -> String {
      let data = try ask("{ tickets(view: \(view), first: 1) { nodes { id } } }", as: user)
      guard case .array(let nodes)? = data["tickets"]?["nodes"],
        case .string(let id)? = nodes.first?["id"]
      else { throw Missing() }
      return id
    }

    func post(_ text: String, in ticket: String, as user: String) throws {
      let data = try ask(
        "mutation { postMessage(input: {ticket: \"\(ticket)\", text: \"\(text)\"}) { problems { code } } }",
        as: user
      )
      #expect(data["postMessage"]?["problems"] == .array([]))
    }

    func stream(
      _ subscription: String,
      as user: String,
      after position: String? = nil
    ) throws -> EventStreamClient {
      let body = JSON.object([JSON.Member(name: "query", value: .string(subscription))])
      var headers = [("Authorization", "Bearer \(try token(of: user))")]
      if let position { headers.append(("Last-Event-ID", position)) }
      return try EventStreamClient(port: process.port, headers: headers, body: body.text)
    }
  }

  private struct Missing: Error {}

  private static let messages = "subscription { messagePosted { message { text } } }"

  private func text(_ number: Int) -> String {
    #"{"data":{"messagePosted":{"message":{"text":"\#(number)"}}}}"#
  }

  @Test func `every stream hears every message once and in order, however many write`() throws {
    let house = try House()
    let ticket = try house.ticket("UNDER_MY_RESPONSIBILITY", as: "client")
    let streams = try (0..<8).map {
      try house.stream(Self.messages, as: $0 < 4 ? "client" : "attendant")
    }
    // A stream listens from its first mark on.
    for stream in streams { #expect(stream.block().isMark) }
    let tokens = [try house.token(of: "client"), try house.token(of: "attendant")]
    let port = house.process
    DispatchQueue.concurrentPerform(iterations: 4) { writer in
      for number in 0..<25 {
        let text = "\(writer)-\(number)"
        _ = try? port.post(
          "mutation { postMessage(input: {ticket: \"\(ticket)\", text: \"\(text)\"}) { problems { code } } }",
          token: tokens[writer % 2]
        )
      }
    }
    let written = try house.ask(
      "{ ticket(id: \"\(ticket)\") { discussion(last: 100) { nodes { text } } } }",
      as: "client"
    )
    guard case .array(let nodes)? = written["ticket"]?["discussion"]?["nodes"] else {
      throw Missing()
    }
    let expected = nodes.suffix(100).map { node in
      #"{"data":{"messagePosted":{"message":\#(node.text)}}}"#
    }
    #expect(expected.count == 100)
    for stream in streams {
      #expect((0..<100).map { _ in stream.event()?.data ?? "ended" } == expected)
      stream.end()
    }
  }

  /// Nothing is told over them, so that nothing could tell of the end.
  @Test func `what is open while nothing runs ends with its session, and with no other`() throws {
    let house = try House()
    let port = house.process.port
    let token = try house.process.signIn("student")
    let (socket, other) = (try WebSocketClient(port: port), try WebSocketClient(port: port))
    #expect(socket.initialise(token: token) == #"{"type":"connection_ack"}"#)
    #expect(
      other.initialise(token: try house.token(of: "student")) == #"{"type":"connection_ack"}"#
    )
    let own = [("Authorization", "Bearer \(token)"), ("Accept", "*/*")]
    let reservation = try EventStreamClient(port: port, method: "PUT", headers: own)
    let stream = try EventStreamClient(
      port: port,
      method: "GET",
      headers: [("X-GraphQL-Event-Stream-Token", reservation.head.text)]
    )
    #expect(stream.head.status == 200)
    _ = try house.process.post("mutation { signOut { problems { code } } }", token: token)
    #expect(socket.text() == "close 4403 Forbidden")
    #expect(stream.event() == nil)
    other.send(#"{"type":"ping"}"#)
    #expect(other.text() == #"{"type":"pong"}"#)
  }

  @Test func `an operation on another session's stream ends with its own session alone`() throws {
    let house = try House()
    let port = house.process.port
    let ticket = try house.ticket("UNDER_MY_RESPONSIBILITY", as: "client")
    let (first, second) = (try house.token(of: "client"), try house.process.signIn("client"))
    let reservation = try EventStreamClient(
      port: port,
      method: "PUT",
      headers: [("Authorization", "Bearer \(first)"), ("Accept", "*/*")]
    )
    let place = ("X-GraphQL-Event-Stream-Token", reservation.head.text)
    let stream = try EventStreamClient(port: port, method: "GET", headers: [place])
    for (id, token) in [("first", first), ("second", second)] {
      let answer = try EventStreamClient(
        port: port,
        headers: [("Authorization", "Bearer \(token)"), ("Accept", "*/*"), place],
        body: #"{"query":"\#(Self.messages)","extensions":{"operationId":"\#(id)"}}"#
      )
      #expect(answer.head.status == 202)
    }
    _ = try house.process.post("mutation { signOut { problems { code } } }", token: second)
    #expect(stream.event()?.data.hasPrefix(#"{"id":"second","payload":{"errors""#) == true)
    #expect(stream.event()?.data == #"{"id":"second"}"#)
    try house.post("0", in: ticket, as: "attendant")
    #expect(stream.event()?.data == #"{"id":"first","payload":\#(text(0))}"#)
    _ = try house.process.post("mutation { signOut { problems { code } } }", token: first)
    #expect(stream.event()?.data.hasPrefix(#"{"id":"first","payload":{"errors""#) == true)
    #expect(stream.event()?.data == #"{"id":"first"}"#)
    #expect(stream.event() == nil)
  }

  @Test func `who comes back has missed nothing`() throws {
    let house = try House()
    let ticket = try house.ticket("UNDER_MY_RESPONSIBILITY", as: "client")
    var stream = try house.stream(Self.messages, as: "client")
    #expect(stream.block().isMark)
    var number = 0
    for round in 0..<6 {
      stream.end()
      // Nobody listens while these are posted, in the first round not even once before.
      for _ in 0..<3 {
        try house.post("\(number)", in: ticket, as: "attendant")
        number += 1
      }
      stream = try house.stream(Self.messages, as: "client", after: stream.lastEventID)
      let mark = stream.block()
      #expect(mark.isMark)
      for missed in (number - 3)..<number {
        #expect(stream.event()?.data == text(missed), "\(round)")
      }
      try house.post("\(number)", in: ticket, as: "attendant")
      #expect(stream.event()?.data == text(number))
      number += 1
    }
    stream.end()
  }

  @Test func `who comes back with a place that is none of ours is told so`() throws {
    let house = try House()
    let other = try House()
    let foreign = try other.stream(Self.messages, as: "client")
    #expect(foreign.block().isMark)
    for position in ["0", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", foreign.lastEventID ?? "none"] {
      let stream = try house.stream(Self.messages, as: "client", after: position)
      #expect(stream.event()?.data.contains(#""code":"EVENTS_LOST""#) == true, "\(position)")
      #expect(stream.event()?.name == "complete")
      #expect(stream.block() == .ended)
    }
    foreign.end()
  }

  @Test func `a view tells what comes, what changes in it, and what leaves it`() throws {
    let house = try House()
    let stream = try house.stream(
      "subscription { ticketChanged(view: UNDER_MY_RESPONSIBILITY) { kinds isInView ticket { status } } }",
      as: "person"
    )
    #expect(stream.block().isMark)
    let types = try house.ask("{ ticketTypes { id name } }", as: "person")
    guard case .array(let list)? = types["ticketTypes"], case .string(let type)? = list.first?["id"]
    else { throw Missing() }
    let opened = try house.ask(
      "mutation { openTicket(input: {type: \"\(type)\", parameters: []}) { ticket { id } problems { code } } }",
      as: "person"
    )
    guard case .string(let ticket)? = opened["openTicket"]?["ticket"]?["id"] else {
      throw Missing()
    }
    func change(_ kind: String, _ isIn: Bool, _ status: String) -> String {
      #"{"data":{"ticketChanged":{"kinds":["\#(kind)"],"isInView":\#(isIn),"ticket":{"status":"\#(status)"}}}}"#
    }
    #expect(stream.event()?.data == change("OPENED", true, "PENDING"))
    try house.post("x", in: ticket, as: "attendant")
    #expect(stream.event()?.data == change("MESSAGES", true, "PENDING"))
    try house.ask(
      "mutation { cancelTicket(input: {ticket: \"\(ticket)\", justification: \"x\"}) { problems { code } } }",
      as: "admin"
    )
    #expect(stream.event()?.data == change("MOVED", false, "CANCELLED"))
    stream.end()
  }

  @Test func `the stream of a ticket ends with the ticket`() throws {
    let house = try House()
    let ticket = try house.ticket("CANCELLED", as: "client")
    let stream = try house.stream(
      "subscription { ticketChanged(id: \"\(ticket)\") { kinds ticketId ticket { id } } }",
      as: "client"
    )
    #expect(stream.block().isMark)
    try house.ask(
      "mutation { deleteTicket(input: {ticket: \"\(ticket)\"}) { problems { code } } }",
      as: "admin"
    )
    #expect(
      stream.event()?.data
        == #"{"data":{"ticketChanged":{"kinds":["DELETED"],"ticketId":"\#(ticket)","ticket":null}}}"#
    )
    #expect(stream.event()?.name == "complete")
    #expect(stream.block() == .ended)
  }

  /// One message must not cost everybody else what no operation may.
  @Test func `what a user follows is bounded together, and room comes back`() throws {
    let house = try House()
    let ticket = try house.ticket("UNDER_MY_RESPONSIBILITY", as: "client")
    let socket = try WebSocketClient(port: house.process.port)
    _ = socket.initialise(token: try house.token(of: "client"))
    func subscribe(_ number: Int) {
      socket.subscribe(
        "\(number)",
        """
        subscription { messagePosted { ticket { number
          attachments(first: 100) { nodes { addedBy { displayName } } }
          discussion(first: 100) { nodes { a\(number): text author { displayName } } }
        } } }
        """
      )
    }
    /// Waits until the server has read all that was sent; gives what else came meanwhile.
    func settle() -> [String] {
      socket.send(#"{"type":"ping"}"#)
      var others: [String] = []
      while true {
        let text = socket.text()
        if text.contains(#""type":"pong""#) || text.hasPrefix("close") { return others }
        others.append(text)
      }
    }
    for number in 0..<60 { subscribe(number) }
    var answers = settle()
    try house.post("x", in: ticket, as: "client")
    // Each is told of the message or of its refusal, in whatever order.
    while answers.count < 60 { answers.append(socket.text()) }
    let told = answers.filter { $0.contains(#""type":"next""#) }
    let refused = answers.filter { $0.contains("TOO_MANY_OPERATIONS") }
    #expect(told.count > 30 && refused.count > 5 && told.count + refused.count == 60)
    socket.complete("0")
    subscribe(60)
    #expect(settle().isEmpty)
    try house.post("y", in: ticket, as: "client")
    let again = (0..<told.count).map { _ in socket.text() }
    #expect(again.contains { $0.contains(#""id":"60","type":"next""#) })
    #expect(!again.contains { $0.contains("TOO_MANY_OPERATIONS") })
    socket.end()
  }

  @Test func `the queue says how many wait`() throws {
    let house = try House()
    let stream = try house.stream(
      "subscription { queueChanged { waiting isInQueue kinds ticketId } }",
      as: "attendant"
    )
    #expect(stream.block().isMark)
    let ticket = try house.ticket("UNDER_MY_RESPONSIBILITY", as: "attendant")
    let count = try house.ask(
      "{ tickets(view: UNDER_MY_RESPONSIBILITY) { totalCount } }",
      as: "attendant"
    )
    try house.post("x", in: ticket, as: "attendant")
    let waiting = count["tickets"]?["totalCount"]?.text ?? ""
    #expect(
      stream.event()?.data
        == #"{"data":{"queueChanged":{"waiting":\#(waiting),"isInQueue":true,"kinds":["MESSAGES"],"ticketId":"\#(ticket)"}}}"#
    )
    stream.end()
  }
}

extension EventStreamClient.Block {
  fileprivate var isMark: Bool {
    if case .mark = self { return true }
    return false
  }
}
