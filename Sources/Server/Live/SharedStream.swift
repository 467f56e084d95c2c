import Bytes
import GraphQL
import HTTP
import Synchronization

/// A stream of events that many operations share, reserved first and opened then.
///
/// What comes before it is opened waits, as far as there is room.
final class SharedStream: ResponseStreamOwner {
  private struct State {
    var stream: ResponseStream?
    var waiting: [UInt8] = []
    var watch: (any LiveSubscription)?
    var isOver = false
  }

  /// Who reserved it.
  let quota: Quota
  let operations = OperationTable(limit: Limits.operationsPerSocket)
  /// After that, in nanoseconds, it is gone unless it was opened.
  let expiry: Int64
  private let now: @Sendable () -> Int64
  private let state = Mutex(State())
  private let ended: @Sendable () -> Void

  /// - Parameters:
  ///   - quota: Who reserves it.
  ///   - expiry: Until when it may be opened, by `now`.
  ///   - now: Nanoseconds since some moment in the past.
  ///   - ended: Called once, when it is gone.
  init(
    quota: Quota,
    expiry: Int64,
    now: @escaping @Sendable () -> Int64,
    ended: @escaping @Sendable () -> Void
  ) {
    self.quota = quota
    self.expiry = expiry
    self.now = now
    self.ended = ended
  }

  /// Whether it is open, or was.
  var isOpen: Bool { state.withLock { $0.stream != nil || $0.isOver } }

  /// Whether nobody opened it in time.
  var isForgotten: Bool { expiry < now() && !isOpen }

  /// Keeps what watches the session that it was reserved with; it is cancelled with the stream.
  func keep(_ watch: any LiveSubscription) {
    let isOver = state.withLock { state in
      if !state.isOver { state.watch = watch }
      return state.isOver
    }
    if isOver { watch.cancel() }
  }

  /// Opens it; `false` where it is open or gone.
  func open(by makeStream: () -> ResponseStream) -> Bool {
    state.withLock { state in
      guard state.stream == nil, !state.isOver else { return false }
      let stream = makeStream()
      stream.send(EventStreamReturn.delay())
      stream.send(state.waiting)
      state.waiting = []
      state.stream = stream
      return true
    }
  }

  /// Sends an event.
  func send(_ event: [UInt8], unless cancellation: Cancellation) {
    let isFull = state.withLock { state in
      guard !state.isOver else { return false }
      if let stream = state.stream {
        stream.send(event, unless: cancellation)
        return false
      }
      guard !cancellation.isCancelled else { return false }
      state.waiting.append(contentsOf: event)
      return state.waiting.count > Limits.waitingBytes
    }
    if isFull || isForgotten { drop() }
  }

  /// Gives it up: all that runs for it ends.
  ///
  /// - Parameter reasons: What each operation is told.
  func drop(because reasons: [GraphQLError] = []) {
    let (stream, ids) = close()
    guard let stream else { return }
    if !reasons.isEmpty { stream.send(SharedOperation.lastEvents(of: ids, reasons)) }
    stream.finish()
  }

  func responseEnded(_ why: StreamEnding) -> [UInt8] {
    let (_, ids) = close()
    return switch why {
    case .clientLeft, .serverStops: []
    case .tooSlow: SharedOperation.lastEvents(of: ids, [.receiverTooSlow])
    }
  }

  /// Ends all that runs for it.
  ///
  /// - Returns: Where events went, and the ids of the operations that were under way; nothing, where
  ///   it was closed before.
  private func close() -> (ResponseStream?, ids: [[UInt8]]) {
    let (wasOver, stream, watch) = state.withLock { state in
      defer { state = State(isOver: true) }
      return (state.isOver, state.stream, state.watch)
    }
    guard !wasOver else { return (nil, []) }
    watch?.cancel()
    ended()
    return (stream, operations.close())
  }
}

/// One operation of a shared stream: its events carry its id.
final class SharedOperation: EventReceiver {
  private let id: [UInt8]
  private let entry: OperationTable.Entry
  private let stream: SharedStream
  private let places = Mutex(Places())

  /// Behind which events a client can come back.
  private struct Places {
    var start: String?
    var last: String?
  }

  init(_ id: [UInt8], _ entry: OperationTable.Entry, of stream: SharedStream) {
    self.id = id
    self.entry = entry
    self.stream = stream
  }

  func receive(_ answer: EventAnswer) {
    let position = answer.position
    // Without an id of its own, it would have that of another operation's event before it.
    let shown = places.withLock { places in
      places.last = position ?? places.last
      return places.last
    }
    send("next", payload: answer.result.body, position: shown)
  }

  /// A stream has one last id, which is of the operation that had the last event: the client notes it
  /// for each operation, and the first one of each is told elsewhere.
  func reach(_ position: @autoclosure () -> String) {
    let position = position()
    places.withLock { places in
      places.start = places.start ?? position
      places.last = position
    }
  }

  /// Behind which event it began; `nil` where that is not known.
  var start: String? { places.withLock { $0.start } }

  func end(_ ending: OperationEnding) {
    guard stream.operations.finish(entry, of: id) else { return }
    let reasons = ending.reasons
    // What else runs for it may be of another session of the same user: the stream ends with the one
    // that it was reserved with.
    send(reasons.isEmpty ? Self.event("complete", of: id) : Self.lastEvents(of: [id], reasons))
  }

  private func send(_ event: String, payload: [UInt8]? = nil, position: String? = nil) {
    send(Self.event(event, of: id, payload: payload, position: position))
  }

  private func send(_ events: [UInt8]) { stream.send(events, unless: entry.cancellation) }

  /// What operations are told that are broken off.
  static func lastEvents(of ids: [[UInt8]], _ errors: [GraphQLError]) -> [UInt8] {
    let payload = ExecutionResult.refused(errors).body
    return ids.flatMap { id in
      event("next", of: id, payload: payload) + event("complete", of: id)
    }
  }

  private static func event(
    _ name: String,
    of id: [UInt8],
    payload: [UInt8]? = nil,
    position: String? = nil
  ) -> [UInt8] {
    var data = Array(#"{"id":"#.utf8) + id.asJSON
    if let payload { data += Array(#","payload":"#.utf8) + payload }
    data.append(UInt8(ascii: "}"))
    return EventStream.event(name, data: data, id: position)
  }
}
