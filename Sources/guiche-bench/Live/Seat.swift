import Bytes

/// How a subscriber listens.
enum Transport: String, Sendable {
  /// `graphql-transport-ws`.
  case webSocket = "WebSocket"
  /// `graphql-sse`, distinct connections.
  case eventStream = "SSE"
}

/// A subscription as it is asked for.
struct LiveRequest: Sendable {
  let document: String
  let variables: JSON

  /// A request's body.
  var body: JSON { ["query": .string(document), "variables": variables] }

  /// The messages of a ticket.
  ///
  /// - Parameters:
  ///   - ticket: Its id.
  ///   - times: How often the text is asked for: more of it makes an event larger.
  /// - Returns: The request.
  static func messages(of ticket: String, times: Int = 1) -> LiveRequest {
    let texts = (0..<times).map { $0 == 0 ? "text" : "t\($0): text" }.joined(separator: " ")
    return LiveRequest(
      document: """
        subscription ($ticket: ID!) {
          messagePosted(ticket: $ticket) { message { id author { displayName } \(texts) } }
        }
        """,
      variables: ["ticket": .string(ticket)]
    )
  }

  /// The messages of all tickets that one may see.
  static let allMessages = LiveRequest(
    document: "subscription { messagePosted { ticket { id } message { id text } } }",
    variables: .null
  )

  /// What changes of a ticket; the last message of it tells which change it was.
  static func changes(of ticket: String) -> LiveRequest {
    LiveRequest(
      document: """
        subscription ($id: ID!) { ticketChanged(id: $id) {
          ticketId kinds ticket { status discussion(last: 1) { nodes { text } } }
        } }
        """,
      variables: ["id": .string(ticket)]
    )
  }

  /// What changes in a view of all tickets.
  static let view = LiveRequest(
    document: """
      subscription { ticketChanged(view: ALL) {
        ticketId kinds isInView ticket { discussion(last: 1) { nodes { text } } }
      } }
      """,
    variables: .null
  )
}

/// One connection of a listening user, and what is listened to over it.
struct Seat: Sendable {
  /// The user's session.
  let token: String
  let transport: Transport
  /// One over an event stream, any number over a WebSocket.
  let requests: [LiveRequest]
  /// Whether it stops reading once it listens.
  var isSlow = false

  /// The first request of the connection.
  var opening: [UInt8] {
    switch transport {
    case .webSocket:
      return Array(
        """
        GET /graphql HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: Z3VpY2hlIGJlbmNoIGtleQ==\r
        Sec-WebSocket-Protocol: graphql-transport-ws\r
        Authorization: Bearer \(token)\r
        \r\n
        """.utf8
      )
    case .eventStream:
      let body = Array((requests.first?.body ?? .null).line.utf8)
      let head = """
        POST /graphql HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        Accept: text/event-stream\r
        Authorization: Bearer \(token)\r
        Content-Length: \(body.count)\r
        \r\n
        """
      return Array(head.utf8) + body
    }
  }

  /// What begins all subscriptions of a WebSocket: their ids are their places.
  ///
  /// The ping behind them is answered once the server has taken them all.
  var subscribing: [UInt8] {
    var frames: [UInt8] = []
    for (place, request) in requests.enumerated() {
      let message: JSON = [
        "id": .string(String(place)), "type": "subscribe", "payload": request.body,
      ]
      frames += ServerFrame.masked(text: message.line)
    }
    return frames + ServerFrame.masked(text: #"{"type":"ping"}"#)
  }
}

extension JSON {
  /// As one line.
  fileprivate var line: String {
    var writer = ByteWriter()
    writer.append(json: self)
    return writer.text()
  }
}
