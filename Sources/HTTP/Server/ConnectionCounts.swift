import Synchronization

/// How many connections a server has, in all and of each network.
final class ConnectionCounts: Sendable {
  private struct Counts {
    var total = 0
    var perNetwork: [UInt64: Int] = [:]
  }

  private let limit: Int
  private let limitPerAddress: Int
  private let counts = Mutex(Counts())

  init(limit: Int, perAddress: Int) {
    self.limit = limit
    limitPerAddress = perAddress
  }

  /// How many connections there are.
  var total: Int { counts.withLock { $0.total } }

  /// Whether no more clients are to be accepted for now.
  var isFull: Bool { counts.withLock { $0.total >= limit } }

  /// Counts a client in; answers whether it may stay, and it is not counted where it may not.
  func admit(_ network: UInt64) -> Bool {
    counts.withLock { counts in
      guard counts.perNetwork[network, default: 0] < limitPerAddress else { return false }
      counts.total += 1
      counts.perNetwork[network, default: 0] += 1
      return true
    }
  }

  /// Counts a client out that was admitted.
  func leave(_ network: UInt64) {
    counts.withLock { counts in
      counts.total -= 1
      let left = counts.perNetwork[network, default: 1] - 1
      counts.perNetwork[network] = left == 0 ? nil : left
    }
  }
}
