import Bytes

/// One thread that looks at a database when it is told to, and whenever it wanted to look again.
///
/// It is for what follows commits: it waits without work between them.
public final class WatcherThread: Sendable {
  /// When to look again though nobody says so.
  public enum Next: Hashable, Sendable {
    /// There is more to do already.
    case now
    /// At a moment of `Clock.monotonicNanoseconds`.
    case at(Int64)
    case whenTold
  }

  private struct Order {
    var isTold = false
    var isStopped = false
    var hasEnded = false
    /// What making the state gave; `nil` until then.
    var opening: Result<Void, any Error>?
  }

  private let order = Monitor(Order())

  /// Starts the thread, and waits until it has made its state.
  ///
  /// - Parameters:
  ///   - open: Makes what the thread owns, on that thread.
  ///   - look: Called on the thread, never twice at once.
  /// - Throws: What `open` throws.
  public init<State>(
    open: @escaping @Sendable () throws -> State,
    look: @escaping @Sendable (inout State) -> Next
  ) throws {
    let order = order
    try Thread.start {
      WatcherThread.work(order, open, look)
      order.change { $0.hasEnded = true }
    }
    try order.wait(for: \.opening).get()
  }

  /// Has the thread look, as soon as it can; once, however often it is told meanwhile.
  public func tell() {
    order.change { $0.isTold = true }
  }

  /// Ends the thread after the look that is under way, and returns after that; not on the thread.
  public func stop() {
    order.change { $0.isStopped = true }
    order.wait(until: \.hasEnded)
  }

  deinit { order.change { $0.isStopped = true } }

  private static func work<State>(
    _ order: Monitor<Order>,
    _ open: () throws -> State,
    _ look: (inout State) -> Next
  ) {
    var state: State
    do {
      state = try open()
    } catch {
      return order.change { $0.opening = .failure(error) }
    }
    order.change { $0.opening = .success(()) }
    var next = Next.whenTold
    while true {
      let goesOn: Bool
      switch next {
      case .now: goesOn = order.change { take(&$0) ?? true }
      case .at(let moment): goesOn = order.wait(until: moment, for: take) ?? true
      case .whenTold: goesOn = order.wait(for: take)
      }
      guard goesOn else { return }
      next = look(&state)
    }
  }

  /// Whether the thread goes on; `nil` where it was told nothing.
  private static func take(_ order: inout Order) -> Bool? {
    if order.isStopped { return false }
    guard order.isTold else { return nil }
    order.isTold = false
    return true
  }
}
