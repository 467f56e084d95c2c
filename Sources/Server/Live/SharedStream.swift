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
    var isOver = false
  }

  /// Who reserved it.
  let quota: Quota
  let operations = OperationTable(limit: Limits.operationsPerSocket)
  private let reservedAt = Clock.monotonicNanoseconds()
  private let state = Mutex(State())
  private let ended: @Sendable () -> Void

  /// - Parameters:
  ///   - quota: Who reserves it.
  ///   - ended: Called once, when it is gone.
  init(quota: Quota, ended: @escaping @Sendable () -> Void) {
    self.quota = quota
    self.ended = ended
  }

  /// Whether nobody opened it in time.
  var isForgotten: Bool {
    let age = Clock.monotonicNanoseconds() &- reservedAt
    guard age > Limits.reservationSeconds * 1_000_000_000 else { return false }
    return state.withLock { $0.stream == nil && !$0.isOver }
  }

  /// Opens it; `false` where it is open or gone.
  func open(by makeStream: () -> ResponseStream) -> Bool {
    state.withLock { state in
      guard state.stream == nil, !state.isOver else { return false }
      let stream = makeStream()
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
  func drop() {
    guard let stream = close() else { return }
    stream.finish()
  }

  func responseEnded(_ why: StreamEnding) -> [UInt8] {
    _ = close()
    return []
  }

  private func close() -> ResponseStream? {
    let (wasOpen, stream) = state.withLock { state in
      defer { state = State(isOver: true) }
      return (!state.isOver, state.stream)
    }
    guard wasOpen else { return nil }
    operations.close()
    ended()
    return stream
  }
}

/// One operation of a shared stream: its events carry its id.
final class SharedOperation: EventReceiver {
  private let id: [UInt8]
  private let entry: OperationTable.Entry
  private let stream: SharedStream

  init(_ id: [UInt8], _ entry: OperationTable.Entry, of stream: SharedStream) {
    self.id = id
    self.entry = entry
    self.stream = stream
  }

  func receive(_ result: ExecutionResult, position: String?) {
    send("next", payload: result.body)
  }

  func reach(_ position: String) {}

  func end(_ ending: OperationEnding) {
    guard stream.operations.finish(entry, of: id) else { return }
    switch ending {
    case .completed: break
    case .failed(let errors): send("next", payload: ExecutionResult.refused(errors).body)
    case .sessionEnded(let error): send("next", payload: ExecutionResult.refused([error]).body)
    }
    send("complete", payload: nil)
    if case .sessionEnded = ending { stream.drop() }
  }

  private func send(_ event: String, payload: [UInt8]?) {
    var data = Array(#"{"id":"#.utf8) + id.asJSON
    if let payload { data += Array(#","payload":"#.utf8) + payload }
    data.append(UInt8(ascii: "}"))
    stream.send(EventStream.event(event, data: data), unless: entry.cancellation)
  }
}
