import Bytes
import TestKit

/// A subscription over a real socket.
///
/// It has begun when it is there: what happens from then on is told.
final class LiveStream {
  /// How events come.
  enum Road: String, CaseIterable, Sendable {
    case webSocket
    case serverSent
  }

  /// What a client is told.
  enum Told: Hashable, Sendable {
    /// An answer to an event, as it came.
    case event(String)
    /// What refused the subscription or ended it: the list of errors, as it came.
    case failed(String)
    case completed
    /// The socket was closed, with code and reason.
    case closed(String)
  }

  /// The ids of what came, in order; a WebSocket has none.
  private(set) var positions: [String] = []
  private var waiting: [Told] = []
  private var socket: WebSocketClient?
  private var stream: EventStreamClient?

  /// - Parameters:
  ///   - document: The subscription.
  ///   - road: By which protocol.
  ///   - port: Of a server on this machine.
  ///   - token: Whose session.
  ///   - position: What the client had last; only of server-sent events.
  ///   - language: What the client would have.
  /// - Throws: ``ClientError`` where there is no answer.
  init(
    _ document: String,
    by road: Road,
    port: Int,
    token: String,
    after position: String? = nil,
    language: String? = nil
  ) throws {
    var headers: [(String, String)] = []
    if let language { headers.append(("Accept-Language", language)) }
    switch road {
    case .webSocket:
      let socket = try WebSocketClient(port: port, headers: headers)
      guard socket.initialise(token: token) == #"{"type":"connection_ack"}"# else {
        throw ClientError.refused("not let in")
      }
      self.socket = socket
      socket.subscribe("1", document)
      // Messages are taken in order: what answers the ping has begun, or was refused.
      waiting = whatComesBeforePong()
    case .serverSent:
      headers.append(("Authorization", "Bearer \(token)"))
      if let position { headers.append(("Last-Event-ID", position)) }
      let stream = try EventStreamClient(
        port: port,
        headers: headers,
        body: try StoryDesk.body(document)
      )
      self.stream = stream
      guard stream.head.status == 200 else { throw ClientError.refused(stream.head.text) }
      // The first block is the place where it begins, or what refuses it.
      read(stream.block())
    }
  }

  deinit { end() }

  /// Whether it never began.
  var isRefused: Bool { waiting.first?.isEnd ?? false }

  /// Leaves without a word.
  func end() {
    socket?.end()
    stream?.end()
  }

  /// The next thing that is told; it waits for it.
  func next() -> Told {
    while waiting.isEmpty {
      if let socket { read(socket.text()) } else if let stream { read(stream.block()) }
    }
    return waiting.removeFirst()
  }

  /// Everything that is told up to something, this included; and no further than the end.
  func told(until isLast: (Told) -> Bool) -> [Told] {
    var told: [Told] = []
    repeat {
      told.append(next())
    } while !isLast(told[told.count - 1]) && !told[told.count - 1].isEnd
    return told
  }

  /// What is told after the end.
  func rest() -> [Told] {
    if socket != nil {
      defer { waiting = [] }
      return waiting + whatComesBeforePong()
    }
    let told = self.told { _ in false }
    return told.last == .closed("ended") ? Array(told.dropLast()) : told
  }

  private func whatComesBeforePong() -> [Told] {
    guard let socket else { return [] }
    socket.send(#"{"type":"ping"}"#)
    var told: [Told] = []
    while true {
      let text = socket.text()
      if text == #"{"type":"pong"}"# || text == "ended" { return told }
      if let one = Told(message: text) { told.append(one) }
      if told.last?.isClosing ?? false { return told }
    }
  }

  /// A server that says again and again only that it is there will not say more.
  private var silence = 0

  private func hearNothing() {
    silence += 1
    if silence > 3 { waiting.append(.closed("silent")) }
  }

  private func read(_ message: String) {
    if message == "ping" { return hearNothing() }
    silence = 0
    if let one = Told(message: message) { waiting.append(one) }
  }

  private func read(_ block: EventStreamClient.Block) {
    switch block {
    case .comment: hearNothing()
    case .mark(let id): positions.append(id)
    case .ended: waiting.append(.closed("ended"))
    case .silent(let what): waiting.append(.closed(what))
    case .event(let name, let data, let id):
      silence = 0
      if let id { positions.append(id) }
      guard name == "next" else {
        // What completes a stream that has failed says nothing more.
        return hasFailed ? () : waiting.append(.completed)
      }
      waiting.append(Told(payload: data))
      if case .failed? = waiting.last { hasFailed = true }
    }
  }

  private var hasFailed = false
}

extension LiveStream.Told {
  /// Out of a message of `graphql-transport-ws`; `nil` for what tells nothing.
  fileprivate init?(message: String) {
    let next = #"{"id":"1","type":"next","payload":"#
    let error = #"{"id":"1","type":"error","payload":"#
    if message.hasPrefix(next) {
      self.init(payload: String(message.dropFirst(next.count).dropLast()))
    } else if message.hasPrefix(error) {
      self = .failed(String(message.dropFirst(error.count).dropLast()))
    } else if message == #"{"id":"1","type":"complete"}"# {
      self = .completed
    } else if message == "ping" {
      return nil
    } else {
      self = .closed(message)
    }
  }

  fileprivate init(payload: String) {
    let errors = #"{"errors":"#
    guard payload.hasPrefix(errors), !payload.contains(#","data":"#) else {
      self = .event(payload)
      return
    }
    self = .failed(String(payload.dropFirst(errors.count).dropLast()))
  }

  /// Whether nothing comes after it.
  var isEnd: Bool {
    if case .event = self { false } else { true }
  }

  fileprivate var isClosing: Bool {
    if case .closed = self { true } else { false }
  }

  /// In a few words: what an event says, or how it ended.
  var words: String {
    switch self {
    case .completed: return "completed"
    case .closed(let text): return "closed: \(text)"
    case .failed(let text):
      let json = try? JSONParser.parse(Array(text.utf8))
      let codes = (json?.asItems ?? []).map { $0.at("extensions.code")?.asText ?? "?" }
      return "failed: \(codes.joined(separator: ", "))"
    case .event(let text):
      guard let data = (try? JSONParser.parse(Array(text.utf8)))?["data"] else { return text }
      if let message = data.at("messagePosted.message.text")?.asText { return "message \(message)" }
      guard let change = data["ticketChanged"] ?? data["queueChanged"] else { return text }
      let kinds = (change["kinds"]?.asItems ?? []).compactMap(\.asText)
      return kinds.joined(separator: " ")
    }
  }

  /// What is at a path below `data`.
  subscript(path: String) -> JSON? {
    guard case .event(let text) = self else { return nil }
    return (try? JSONParser.parse(Array(text.utf8)))?["data"]?.at(path)
  }
}
