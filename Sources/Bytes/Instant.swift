/// A moment in UTC, to the millisecond.
///
/// - Source: [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339).
public struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z; leap seconds are not counted.
  public let milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// The moment that many milliseconds later, or earlier when they are negative.
  ///
  /// It stops at the ends of 64 bits.
  public func advanced(byMilliseconds distance: Int64) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(distance)
    return Instant(milliseconds: overflow ? (distance < 0 ? .min : .max) : sum)
  }
}
