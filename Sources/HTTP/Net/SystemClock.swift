import Glibc

/// The clocks of the machine.
enum SystemClock {
  /// Milliseconds since some moment, never going back.
  static func monotonic() -> Int64 { milliseconds(of: CLOCK_MONOTONIC) }

  /// Seconds since 1970-01-01T00:00:00Z.
  static func seconds() -> Int64 { milliseconds(of: CLOCK_REALTIME) / 1_000 }

  private static func milliseconds(of clock: clockid_t) -> Int64 {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return Int64(time.tv_sec) &* 1_000 &+ Int64(time.tv_nsec) / 1_000_000
  }
}
