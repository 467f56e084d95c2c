import Glibc
import Testing

@testable import Bytes

@Suite struct ClockTests {
  @Test func `a clock stands where it was put`() {
    let clock = Clock.standing(at: Instant(milliseconds: 7))
    #expect(clock.now() == Instant(milliseconds: 7))
  }

  @Test func `the machine's clock is the C library's`() {
    let before = Int64(time(nil))
    let now = Clock.system.now().milliseconds / 1_000
    #expect((before - 1...Int64(time(nil)) + 1).contains(now))
  }

  @Test func `the monotonic clock is not set back`() {
    let readings = (0..<1_000).map { _ in Clock.monotonicNanoseconds() }
    #expect(readings == readings.sorted())
  }
}
