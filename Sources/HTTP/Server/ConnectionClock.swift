/// Since when a connection waits for what, and how long it may.
///
/// - Units: milliseconds.
struct ConnectionClock: Sendable {
  /// What is waited for from the client, apart from taking what is sent.
  enum Phase: Hashable, Sendable {
    case none
    case idle
    case head
    case body
    case lingering
  }

  /// What a passed deadline means.
  enum Verdict: Hashable, Sendable {
    case nothing
    case refuse
    case end
  }

  private var phaseStart: Int64
  private var windowStart: Int64
  private var windowBytes = 0
  /// What the body may take beyond ``HTTPLimits/bodyMilliseconds``.
  private var extra: Int64 = 0
  private var lastSent: Int64

  init(at now: Int64) {
    phaseStart = now
    windowStart = now
    lastSent = now
  }

  /// Begins a phase.
  ///
  /// - Parameters:
  ///   - now: The moment.
  ///   - received: How many bytes of a body have come with its head.
  mutating func begin(at now: Int64, received: Int = 0) {
    phaseStart = now
    windowStart = now
    windowBytes = received
  }

  /// Lets a body take longer than a small one may.
  mutating func allow(_ milliseconds: Int64) { extra = milliseconds }

  mutating func beginSending(at now: Int64) { lastSent = now }

  mutating func received(_ bytes: Int) { windowBytes += bytes }

  /// The earliest moment at which something is decided; `nil` where nothing is waited for.
  func deadline(for phase: Phase, isSending: Bool, limits: HTTPLimits) -> Int64? {
    let sending = isSending ? lastSent + limits.writeMilliseconds : nil
    let receiving: Int64? =
      switch phase {
      case .none: nil
      case .idle: phaseStart + limits.idleMilliseconds
      case .head: phaseStart + limits.headMilliseconds
      case .body:
        min(
          phaseStart + limits.bodyMilliseconds + extra,
          windowStart + limits.bodyWindowMilliseconds
        )
      case .lingering: phaseStart + limits.lingerMilliseconds
      }
    guard let sending, let receiving else { return sending ?? receiving }
    return min(sending, receiving)
  }

  /// What it means that now is past the deadline.
  mutating func verdict(
    for phase: Phase,
    isSending: Bool,
    limits: HTTPLimits,
    at now: Int64
  ) -> Verdict {
    if isSending, now >= lastSent + limits.writeMilliseconds { return .end }
    switch phase {
    case .none: return .nothing
    case .idle, .lingering: return .end
    case .head: return .refuse
    case .body:
      let least = limits.bodyRate * Int(limits.bodyWindowMilliseconds) / 1_000
      guard now < phaseStart + limits.bodyMilliseconds + extra, windowBytes >= least else {
        return .refuse
      }
      windowStart = now
      windowBytes = 0
      return .nothing
    }
  }
}
