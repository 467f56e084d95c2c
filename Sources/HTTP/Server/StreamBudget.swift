import Synchronization

/// What the receivers of all streams of a server have not taken, together: one that does not read is
/// bounded by itself, and thousands of them by this.
///
/// What is on the way to the loops and what waits at the connections are counted apart, for different
/// threads can do something about them.
final class StreamBudget: Sendable {
  /// Bytes, of either kind.
  let limit: Int
  private let waiting = Atomic(0)
  private let onTheWay = Atomic(0)
  private let receivers = Atomic(0)

  init(limit: Int) { self.limit = limit }

  /// How many bytes wait at the connections.
  var unsent: Int { waiting.load(ordering: .relaxed) }

  /// Whether more waits at the connections than may.
  var isExceeded: Bool { unsent > limit }

  /// What each receiver may have when there is too much of all.
  ///
  /// Where the sum is beyond the limit, at least one has more.
  var share: Int { limit / max(1, receivers.load(ordering: .relaxed)) }

  /// Counts a receiver in, or out with -1.
  func change(receivers count: Int) { receivers.add(count, ordering: .relaxed) }

  /// Notes that more or less waits at a connection.
  func change(unsent bytes: Int) { waiting.add(bytes, ordering: .relaxed) }

  /// Counts bytes that are sent to a loop.
  ///
  /// - Parameters:
  ///   - bytes: How many.
  ///   - own: What is on the way to the same receiver, with them.
  /// - Returns: Whether they may go; they are not counted where they may not.
  func admit(_ bytes: Int, own: Int) -> Bool {
    let (_, all) = onTheWay.add(bytes, ordering: .relaxed)
    guard all > limit, own > share else { return true }
    onTheWay.subtract(bytes, ordering: .relaxed)
    return false
  }

  /// Notes that bytes have arrived at a loop.
  func noteArrived(_ bytes: Int) { onTheWay.subtract(bytes, ordering: .relaxed) }
}
