import Bytes
import Synchronization

/// A clock that a test sets.
final class ManualTime: Sendable {
  private let now = Mutex(Instant(milliseconds: 1_000_000))

  var clock: Clock { Clock { self.now.withLock { $0 } } }

  func advance(byMilliseconds distance: Int64) {
    now.withLock { $0 = $0.advanced(byMilliseconds: distance) }
  }
}
