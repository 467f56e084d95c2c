import Bytes

extension Connection {
  /// A moment lies behind; `.max` never does and costs no look at the clock.
  static func hasPassed(_ deadline: Int64) -> Bool {
    deadline != .max && Clock.monotonicNanoseconds() > deadline
  }
}
