import GraphQL
import HTTP
import Synchronization

/// One operation whose answers are the events of one response: graphql-sse's distinct connections.
///
/// - Source: [PROTOCOL.md](https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode).
final class OperationStream: EventReceiver, ResponseStreamOwner {
  private struct State {
    var stream: ResponseStream?
    var subscription: (any LiveSubscription)?
    var isOver = false
  }

  private let state = Mutex(State())
  private let ended: @Sendable () -> Void

  /// - Parameter ended: Called once, when nothing more comes of it.
  init(ended: @escaping @Sendable () -> Void) { self.ended = ended }

  /// Says where the events go, and, where it `invites`, when to come back to them.
  func begin(_ stream: ResponseStream, invites: Bool) {
    state.withLock { $0.stream = stream }
    if invites { stream.send(EventStreamReturn.delay()) }
  }

  /// Notes what is listened to; it is cancelled where all has ended meanwhile.
  func attach(_ subscription: any LiveSubscription) {
    let isOver = state.withLock { state in
      if !state.isOver { state.subscription = subscription }
      return state.isOver
    }
    if isOver { subscription.cancel() }
  }

  func receive(_ answer: EventAnswer) { send(answer.event) }

  func reach(_ position: @autoclosure () -> String) { send(EventStream.mark(position())) }

  func end(_ ending: OperationEnding) {
    let stream = state.withLock { state -> ResponseStream? in
      defer { state = State(isOver: true) }
      return state.stream
    }
    guard let stream else { return }
    stream.send(Self.lastEvents(ending))
    stream.finish()
    ended()
  }

  func responseEnded(_ why: StreamEnding) -> [UInt8] {
    let state = state.withLock { state in
      defer { state = State(isOver: true) }
      return state
    }
    guard !state.isOver else { return [] }
    ended()
    state.subscription?.cancel()
    return switch why {
    case .clientLeft, .serverStops: []
    case .tooSlow: Self.lastEvents(.failed([.receiverTooSlow]))
    }
  }

  private func send(_ event: [UInt8]) {
    state.withLock { $0.stream }?.send(event)
  }

  /// What is refused is told as an answer: a client that sees its request fail sees no reason.
  private static func lastEvents(_ ending: OperationEnding) -> [UInt8] {
    let complete = EventStream.event("complete")
    let errors: [GraphQLError]
    switch ending {
    case .completed: return complete
    case .failed(let all): errors = all
    case .sessionEnded(let error): errors = [error]
    }
    let id = EventStreamReturn.id(after: errors)
    return EventStream.event("next", data: ExecutionResult.refused(errors).body, id: id) + complete
  }
}

extension GraphQLError {
  static let receiverTooSlow = GraphQLError(
    "Events came faster than they were read: ask for the state again, and then for its events.",
    code: "RECEIVER_TOO_SLOW"
  )

  static let tooManyStreams = GraphQLError(
    "More than \(Limits.streamsPerUser) streams of events of one user: close some first.",
    code: "TOO_MANY_OPERATIONS"
  )
}
