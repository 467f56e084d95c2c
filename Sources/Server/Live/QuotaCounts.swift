import Synchronization

/// How many of something each user has at once.
final class QuotaCounts: Sendable {
  private let limit: Int
  private let counts = Mutex<[Quota: Int]>([:])

  init(limit: Int) { self.limit = limit }

  /// Counts one in; answers whether there may be one more, and it is not counted where not.
  func admit(_ quota: Quota) -> Bool {
    counts.withLock { counts in
      guard counts[quota, default: 0] < limit else { return false }
      counts[quota, default: 0] += 1
      return true
    }
  }

  /// Counts one out that was admitted.
  func leave(_ quota: Quota) {
    counts.withLock { counts in
      let left = counts[quota, default: 1] - 1
      counts[quota] = left == 0 ? nil : left
    }
  }
}
