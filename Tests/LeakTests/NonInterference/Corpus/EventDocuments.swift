import Bytes
import TestKit

extension Corpus {
  /// What the viewer hears while the one thing happens in which the databases of a pair differ.
  ///
  /// Streams are open before it. Behind it things are done that the viewer does hear of, the same in
  /// both databases, and everything that arrived until the last of them is compared: over a WebSocket,
  /// as server-sent events, and again to who comes back as if nothing had arrived.
  func eventDocuments() -> [ProofDocument] {
    let fields = followed
    let marker = EventMarker(focus)
    return [
      ProofDocument(.events, "what arrives while it happens") { caller in
        let socket = try caller.openSocket(fields)
        let stream = try caller.openStream(fields[fields.count - 1])
        defer { socket.end() }
        try caller.meanwhile()
        // An event is told as the ticket is by then, so each is waited for before the next.
        var (overSocket, overStream): ([String], [String]) = ([], [])
        for mark in try marker.marks() {
          try mark.make(caller.house)
          overSocket += try caller.heard(on: socket, by: "\(fields.count - 1)", until: mark)
          overStream += try caller.heard(on: stream, until: mark)
        }
        caller.keep(overSocket)
        caller.keep(overStream)
        guard let last = try marker.marks().last else { return }
        let again = try caller.openStream(fields[fields.count - 1], after: stream.mark)
        caller.keep(try caller.heard(on: again, until: last))
      }
    ]
  }

  /// The subscriptions of the viewer; the last one hears the marker last.
  private var followed: [String] {
    let ticket = walk.everything(
      of: "Ticket",
      depth: 2,
      but: ["tickets", "customer", "type", "group", "types", "steps", "to", "from"]
    )
    let short = "{ ticketId kinds isInView ticket { id status version updatedAt } }"
    let whole = "{ ticketId kinds isInView ticket { \(ticket) } }"
    let message = "{ ticket { id version } message { id text } }"
    let views = ["UNDER_MY_RESPONSIBILITY", "AWAITING_RETURN", "COMPLETED", "CANCELLED"]
    let queue = "{ ticketId kinds isInQueue waiting ticket { id version } }"
    return [
      "messagePosted \(message)", "messagePosted(ticket: \"\(focus.ticket)\") \(message)",
      "ticketChanged(id: \"\(focus.ticket)\") \(whole)",
    ]
      + views.map { "ticketChanged(view: \($0)) \(short)" }
      + (focus.side == .desk
        ? ["queueChanged \(queue)"]
          + (focus.viewer == "admin" ? [] : ["queueChanged(mine: true) \(queue)"]) : [])
      + ["ticketChanged(view: ALL) \(whole)"]
  }
}

/// What a viewer hears of in either database of a pair.
private struct EventMarker: Sendable {
  private let focus: Focus
  private let last: TicketKey
  private let customer: String

  init(_ focus: Focus) {
    self.focus = focus
    let key = focus.world.tickets.first { $0.value == focus.ticket }?.key
    customer = key?.customer ?? "student"
    let type = World.customers.contains(customer) ? "own-refinement" : "own-flag"
    last = TicketKey(customer: customer, type: type, state: .withAttendant)
  }

  /// A message, a move of the ticket that differs where its state has one, a message and a move.
  func marks() throws -> [EventMark] {
    let world = focus.world
    let first = try world.ticket(
      TicketKey(customer: customer, type: "own-flag", state: .withAttendant)
    )
    let end = try world.ticket(last)
    let key = world.tickets.first { $0.value == focus.ticket }?.key
    let move: EventMark? =
      switch key?.state {
      case .pending, .withCustomer: self.move(focus.ticket, "send", as: customer)
      case .withAttendant where key != last: self.move(focus.ticket, "return", as: "desk")
      default: nil
      }
    return [
      post("marco", in: first), move, post("fim", in: end), self.move(end, "return", as: "desk"),
    ]
    .compactMap(\.self)
  }

  private func post(_ text: String, in ticket: String) -> EventMark {
    EventMark(ticket: ticket, kind: "MESSAGES") { [world = focus.world] house in
      try house.perform(
        "postMessage",
        "ticket: \"\(ticket)\", text: \"\(text)\"",
        as: try world.token("desk")
      )
    }
  }

  private func move(_ ticket: String, _ condition: String, as user: String) -> EventMark {
    EventMark(ticket: ticket, kind: "MOVED") { [world = focus.world] house in
      try house.perform(
        "submitTicket",
        "ticket: \"\(ticket)\", condition: \"\(condition)\", reason: \"ok\"",
        as: try world.token(user)
      )
    }
  }
}

/// One thing that a viewer does hear of.
private struct EventMark {
  let ticket: String
  let kind: String
  let make: (ProofHouse) throws -> Void

  /// Whether an event tells of it.
  func isTold(by text: String) -> Bool {
    text.contains("{\"ticketId\":\"\(ticket)\",\"kinds\":[\"\(kind)\"]")
  }
}

extension Caller {
  /// Opens a socket that follows several things, each under its place.
  fileprivate func openSocket(_ fields: [String]) throws -> WebSocketClient {
    let socket = try WebSocketClient(port: house.port)
    guard socket.initialise(token: token) == #"{"type":"connection_ack"}"# else {
      throw ProofFault("not let in")
    }
    for (place, field) in fields.enumerated() {
      socket.subscribe("\(place)", "subscription { \(field) }")
    }
    socket.send(#"{"type":"ping"}"#)
    let answer = socket.text()
    guard answer == #"{"type":"pong"}"# else { throw ProofFault("refused: \(answer)") }
    return socket
  }

  /// Everything that arrives on a socket until one of its operations tells of something.
  fileprivate func heard(
    on socket: WebSocketClient,
    by id: String,
    until mark: EventMark
  ) throws -> [String] {
    var heard: [String] = []
    while true {
      let text = socket.text()
      if text == "ping" { continue }
      guard text.contains(#""type":"next""#) else { throw ProofFault("no event: \(text)") }
      heard.append(text)
      if text.hasPrefix("{\"id\":\"\(id)\","), mark.isTold(by: text) { return heard }
    }
  }

  fileprivate func openStream(_ field: String, after position: String? = nil) throws -> MarkedStream
  {
    var headers = [("Authorization", "Bearer \(token ?? "")")]
    if let position { headers.append(("Last-Event-ID", position)) }
    let client = try EventStreamClient(
      port: house.port,
      headers: headers,
      body: try StoryDesk.body("subscription { \(field) }")
    )
    guard case .mark(let mark) = client.block() else { throw ProofFault("refused: \(field)") }
    return MarkedStream(client: client, mark: mark)
  }

  /// Everything that arrives as server-sent events until something is told, without the positions: they are
  /// never twice the same, which is looked at here.
  fileprivate func heard(on stream: MarkedStream, until mark: EventMark) throws -> [String] {
    var heard: [String] = []
    var positions = [stream.mark]
    while true {
      switch stream.client.block() {
      case .comment: continue
      case .mark(let id): throw ProofFault("a position without an event: \(id)")
      case .ended: throw ProofFault("ended: \(heard)")
      case .silent(let what): throw ProofFault("\(what): \(heard)")
      case .event(let name, let data, let id):
        guard name == "next", let id, id.utf8.count == 32, !positions.contains(id),
          Base64.decode(id, as: .url)?.count == 24
        else { throw ProofFault("\(name) at \(id ?? "no position"): \(data)") }
        positions.append(id)
        heard.append(data)
        if mark.isTold(by: data) { return heard }
      }
    }
  }

  /// Keeps what was heard as an answer.
  fileprivate func keep(_ heard: [String]) {
    keep(
      Answer(
        head: "200 events",
        body: Array(heard.joined(separator: "\n").utf8),
        work: Work(statements: [], prepares: 0, rows: 0)
      )
    )
  }
}

/// A stream and the place where it began.
private struct MarkedStream {
  let client: EventStreamClient
  let mark: String
}
