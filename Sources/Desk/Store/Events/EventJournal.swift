import Bytes
import Synchronization

/// The latest changes of tickets, in the order of their commits, for who follows them.
///
/// It is in memory and bounded by number and age: who was away for longer, or over a restart, is told
/// so and asks for the state again. The journal says what was touched, and never a value.
public final class EventJournal: Sendable {
  private struct State {
    /// What is kept, from `first` on; what lies before is dropped already.
    var events: [(event: TicketEvent, at: Int64)] = []
    var first = 0
    /// The sequence of the event that came last; 0 before the first.
    var last: Int64 = 0
    var listener: (@Sendable () -> Void)?

    var kept: ArraySlice<(event: TicketEvent, at: Int64)> { events[first...] }
  }

  private let state = Mutex(State())
  private let seal = PositionSeal()
  private let limit: Int

  /// - Parameter limit: How many events are kept.
  init(limit: Int = Limits.journalEvents) { self.limit = limit }

  /// Says whom to tell of each commit, whatever was written: sessions end by commits too.
  ///
  /// It must be quick, and not write.
  public func listen(_ listener: (@Sendable () -> Void)?) {
    state.withLock { $0.listener = listener }
  }

  /// Takes the changes of a write that is on disk, none perhaps, and tells the listener.
  func publish(_ changes: [TicketChange]) {
    let now = Clock.monotonicNanoseconds()
    let listener = state.withLock { state in
      for change in changes {
        state.last += 1
        state.events.append((TicketEvent(sequence: state.last, change: change), now))
      }
      trim(&state, at: now)
      return state.listener
    }
    listener?()
  }

  private func trim(_ state: inout State, at now: Int64) {
    let oldest = now &- Limits.journalNanoseconds
    while state.first < state.events.count,
      state.events.count - state.first > limit || state.events[state.first].at < oldest
    { state.first += 1 }
    guard state.first > limit || state.first == state.events.count else { return }
    state.events.removeFirst(state.first)
    state.first = 0
  }

  /// The sequence of the event that came last.
  public var last: Int64 { state.withLock { $0.last } }

  /// The events behind a place, oldest first.
  ///
  /// - Parameters:
  ///   - sequence: That of the last event which is known.
  ///   - limit: How many at most.
  /// - Returns: `nil` where some of them are dropped already.
  public func events(after sequence: Int64, limit: Int = .max) -> [TicketEvent]? {
    state.withLock { state in
      guard sequence < state.last else { return [] }
      let kept = state.kept
      guard let first = kept.first, sequence >= first.event.sequence - 1 else { return nil }
      let start = kept.startIndex + Int(sequence - (first.event.sequence - 1))
      return kept[start...].prefix(limit).map(\.event)
    }
  }

  /// A place in the journal as a receiver is told it.
  ///
  /// It tells nothing: the same place looks different each time, so that nobody counts what others do.
  public func position(_ sequence: Int64) -> String { seal.text(of: sequence) }

  /// The place that a receiver was told; `nil` for any other text, and for one of another run of the
  /// program.
  public func sequence(at position: String) -> Int64? { seal.number(in: position) }
}
