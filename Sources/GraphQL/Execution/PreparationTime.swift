import Synchronization

/// How long an operation's document took to become a plan, in nanoseconds; 0 for what was found done.
public struct PreparationTime: Hashable, Sendable {
  public var parse: Int64 = 0
  public var validate: Int64 = 0
  public var plan: Int64 = 0

  public init() {}
}

/// How long a document took to compile, told once: whoever finds it in a cache waited for nothing.
final class CompilationTime: Sendable {
  private let parse: Int64
  private let validate: Int64
  private let isUntold = Atomic(true)

  /// - Parameters:
  ///   - parse: Nanoseconds.
  ///   - validate: Nanoseconds.
  init(parse: Int64, validate: Int64) {
    self.parse = parse
    self.validate = validate
  }

  /// The time, the first time that it is asked for; after that, none.
  func take() -> PreparationTime {
    var time = PreparationTime()
    // The load alone is all that a run of a known document pays.
    guard isUntold.load(ordering: .relaxed), isUntold.exchange(false, ordering: .relaxed) else {
      return time
    }
    time.parse = parse
    time.validate = validate
    return time
  }
}
