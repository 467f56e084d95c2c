import Bytes
import Glibc
import GraphQL
import Server
import Synchronization

/// What can be listened to of a ``Counter``.
enum CounterSource: Sendable {
  case total
  /// So many events at once, and the end.
  case burst(Int)
}

/// One event: a number.
struct Tick: ParentColumn {
  let number: Int
  var count: Int { 1 }
}

extension Counter {
  static func bindSubscription(in bindings: inout Bindings<Counter>) {
    bindings.object("Subscription", parents: Tick.self) { fields in
      fields.source("total") { _, _ in CounterSource.total }
      fields.source("burst") { arguments, _ in
        CounterSource.burst(arguments.int("count") ?? 0)
      }
      fields.source("refused") { (_, _) throws -> CounterSource in
        throw GraphQLError("Not for you.", code: "UNAUTHENTICATED")
      }
      for name in ["total", "burst", "refused"] {
        fields.ints(name) { tick, _ in [Int32(tick.number)] }
      }
    }
  }

  /// The answer of a subscription to one event.
  func answer(_ number: Int, to operation: PlannedOperation) -> ExecutionResult {
    Executor().run(operation, event: Tick(number: number), context: self)
  }

  /// The number, what it was before, and who listens to it.
  final class Listeners: Sendable {
    typealias Answer = @Sendable (Int) -> ExecutionResult

    private struct State {
      var history = [0]
      /// What came before it, nobody remembers.
      var oldest = 0
      var receivers: [Int: (receiver: any EventReceiver, answer: Answer)] = [:]
      /// Who watch their session.
      var watches: [Int: any EventReceiver] = [:]
      var next = 0
      var hasEnded = false
    }

    private let state = Mutex(State())
    /// How often somebody was told a place to come back to.
    let places = Atomic(0)

    private func said(_ place: Int) -> String {
      places.add(1, ordering: .relaxed)
      return String(place)
    }

    var total: Int { state.withLock { $0.history.last ?? 0 } }
    var count: Int { state.withLock { $0.receivers.count } }
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func add(_ by: Int) -> Int {
      state.withLock { state in
        let total = (state.history.last ?? 0) + by
        state.history.append(total)
        for (receiver, answer) in state.receivers.values {
          let place = state.history.count - 1
          receiver.receive(EventAnswer(answer(total)) { self.said(place) })
        }
        return total
      }
    }

    func add(
      _ receiver: any EventReceiver,
      after position: String?,
      _ answer: @escaping Answer
    ) -> (any LiveSubscription)? {
      state.withLock { state in
        let now = state.history.count - 1
        let start = position.map { Int($0) } ?? now
        guard let start, (state.oldest...now).contains(start) else {
          receiver.end(.failed([GraphQLError("Events were lost.", code: "EVENTS_LOST")]))
          return nil
        }
        receiver.reach(said(start))
        for place in (start + 1)..<max(start + 1, now + 1) {
          receiver.receive(EventAnswer(answer(state.history[place])) { self.said(place) })
        }
        state.next += 1
        state.receivers[state.next] = (receiver, answer)
        return Listening(number: state.next, listeners: self)
      }
    }

    func watch(_ receiver: any EventReceiver) -> any LiveSubscription {
      state.withLock { state in
        state.next += 1
        state.watches[state.next] = receiver
        return Listening(number: state.next, listeners: self)
      }
    }

    /// Forgets what has happened.
    func forget() { state.withLock { $0.oldest = $0.history.count - 1 } }

    func remove(_ number: Int) {
      state.withLock { state in
        state.receivers[number] = nil
        state.watches[number] = nil
      }
    }

    /// Breaks every subscription off.
    func fail() { end(.failed([GraphQLError("It broke.", code: "BROKEN")])) }

    /// Completes every subscription.
    func complete() { end(.completed) }

    /// Ends every session.
    func endSessions() {
      state.withLock { $0.hasEnded = true }
      let ending = OperationEnding.sessionEnded(
        GraphQLError("Sign in again.", code: "UNAUTHENTICATED")
      )
      end(ending)
      endWatches(ending)
    }

    /// No session can be watched any more.
    func failWatches() { endWatches(.failed([GraphQLError("It broke.", code: "BROKEN")])) }

    private func endWatches(_ ending: OperationEnding) {
      let all = state.withLock { state in
        defer { state.watches = [:] }
        return state.watches.values
      }
      for receiver in all { receiver.end(ending) }
    }

    private func end(_ ending: OperationEnding) {
      let all = state.withLock { state in
        defer { state.receivers = [:] }
        return state.receivers.values.map(\.receiver)
      }
      for receiver in all { receiver.end(ending) }
    }

    /// Waits until so many listen.
    func wait(for count: Int) {
      while self.count != count { sched_yield() }
    }
  }

  /// Lets work through, or holds it back until a test lets it go.
  final class Gate: Sendable {
    private struct State {
      var isClosed = false
      var waiting: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    func run(_ work: @escaping @Sendable () -> Void) {
      let goes = state.withLock { state in
        if state.isClosed { state.waiting.append(work) }
        return !state.isClosed
      }
      if goes { work() }
    }

    func close() { state.withLock { $0.isClosed = true } }

    /// Waits until so much is held back.
    func wait(for count: Int) {
      while state.withLock({ $0.waiting.count }) < count { sched_yield() }
    }

    func open() {
      let waiting = state.withLock { state in
        defer { state = State() }
        return state.waiting
      }
      for work in waiting { work() }
    }
  }

  private struct Listening: LiveSubscription {
    let number: Int
    let listeners: Listeners

    func cancel() { listeners.remove(number) }
  }
}
