import Glibc

/// Where the time of day comes from; tests put their own in its place.
public struct Clock: Sendable {
  private let read: @Sendable () -> Instant

  public init(_ read: @escaping @Sendable () -> Instant) { self.read = read }

  /// The machine's clock.
  public static let system = Clock {
    let time = Clock.time(of: CLOCK_REALTIME)
    return Instant(milliseconds: Int64(time.tv_sec) &* 1_000 &+ Int64(time.tv_nsec) / 1_000_000)
  }

  /// A clock that stands still.
  public static func standing(at instant: Instant) -> Clock { Clock { instant } }

  public func now() -> Instant { read() }

  /// Nanoseconds since some moment in the past, never set back: for deadlines and durations.
  public static func monotonicNanoseconds() -> Int64 {
    let time = time(of: CLOCK_MONOTONIC)
    return Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  private static func time(of clock: clockid_t) -> timespec {
    var time = timespec()
    _ = unsafe clock_gettime(clock, &time)
    return time
  }
}
