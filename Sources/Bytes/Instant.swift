/// A moment in UTC, to the millisecond.
///
/// - Source: [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339).
public struct Instant: Hashable, Comparable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z; leap seconds are not counted.
  public let milliseconds: Int64

  static let millisecondsOfDay: Int64 = 86_400_000

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The beginning of a day in UTC.
  public init(startOf date: CalendarDate) {
    milliseconds = Int64(date.dayNumber) * Instant.millisecondsOfDay
  }

  /// Reads `2026-03-02T09:30:00Z`, with or without a fraction of the second, in any offset.
  ///
  /// What is finer than a millisecond is cut off. A second 60 is refused, for it cannot be kept.
  public init?(_ text: String) {
    guard (20...64).contains(text.utf8.count) else { return nil }
    var digits = DigitReader(text)
    guard let year = digits.number(of: 4), digits.take("-"),
      let month = digits.number(of: 2), digits.take("-"), let day = digits.number(of: 2),
      let date = CalendarDate(year: year, month: month, day: day), digits.take("T"),
      let hour = digits.number(of: 2), hour < 24, digits.take(":"),
      let minute = digits.number(of: 2), minute < 60, digits.take(":"),
      let second = digits.number(of: 2), second < 60,
      let fraction = Instant.fraction(&digits), let offset = Instant.offset(&digits),
      digits.isAtEnd
    else { return nil }
    let minutes = Int64(hour * 60 + minute - offset)
    milliseconds =
      Instant(startOf: date).milliseconds + minutes * 60_000 + Int64(second * 1_000 + fraction)
  }

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

  /// The day in UTC; the first or the last that has a date where the moment lies outside.
  public var date: CalendarDate {
    let days = CalendarDate.days
    let number = min(max(Int(floorDivided.days), days.lowerBound), days.upperBound)
    return CalendarDate(dayNumber: number) ?? .epoch
  }

  /// The moment as `2026-03-02T09:30:00.000Z`: always in UTC, always 24 bytes.
  public var text: String {
    var writer = ByteWriter(capacity: 24)
    writer.append(instant: self)
    return writer.text()
  }

  /// Whole days since 1970, and the milliseconds of the day that has begun.
  var floorDivided: (days: Int64, rest: Int64) {
    let (days, rest) = milliseconds.quotientAndRemainder(dividingBy: Instant.millisecondsOfDay)
    return rest < 0 ? (days - 1, rest + Instant.millisecondsOfDay) : (days, rest)
  }

  // time-secfrac = "." 1*DIGIT
  /// - Returns: Milliseconds; `nil` where a point has no digit after it.
  private static func fraction(_ digits: inout DigitReader) -> Int? {
    guard digits.take(".") else { return 0 }
    guard let tenths = digits.digit() else { return nil }
    let hundredths = digits.digit()
    let thousandths = digits.digit()
    while digits.digit() != nil {}
    return tenths * 100 + (hundredths ?? 0) * 10 + (thousandths ?? 0)
  }

  // time-offset = "Z" / ("+" / "-") time-hour ":" time-minute
  /// - Returns: Minutes that the text is ahead of UTC.
  private static func offset(_ digits: inout DigitReader) -> Int? {
    if digits.take("Z") { return 0 }
    let isBehind = digits.take("-")
    guard isBehind || digits.take("+"), let hours = digits.number(of: 2), hours < 24,
      digits.take(":"), let minutes = digits.number(of: 2), minutes < 60
    else { return nil }
    return (hours * 60 + minutes) * (isBehind ? -1 : 1)
  }
}

extension Instant {
  /// Gives the 24 bytes of ``text`` one by one.
  func write(_ put: (UInt8) -> Void) {
    let (year, month, day) = date.parts
    let rest = Int(floorDivided.rest)
    Instant.write(pair: year / 100, put)
    Instant.write(pair: year % 100, put)
    put(UInt8(ascii: "-"))
    Instant.write(pair: month, put)
    put(UInt8(ascii: "-"))
    Instant.write(pair: day, put)
    put(UInt8(ascii: "T"))
    Instant.write(pair: rest / 3_600_000, put)
    put(UInt8(ascii: ":"))
    Instant.write(pair: rest / 60_000 % 60, put)
    put(UInt8(ascii: ":"))
    Instant.write(pair: rest / 1_000 % 60, put)
    put(UInt8(ascii: "."))
    put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 1_000 / 100))
    Instant.write(pair: rest % 100, put)
    put(UInt8(ascii: "Z"))
  }

  /// Two digits; every divisor is a constant, for dividing by another is what costs here.
  private static func write(pair value: Int, _ put: (UInt8) -> Void) {
    put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10 % 10))
    put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
  }
}

extension ByteWriter {
  /// A moment as `2026-03-02T09:30:00.000Z`.
  public mutating func append(instant: Instant) {
    instant.write { append($0) }
  }
}
