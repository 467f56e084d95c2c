/// A day of the Gregorian calendar, without a time or a zone: `2026-03-02`.
///
/// - Invariant: the day exists; the year is 0…9999.
/// - Source: `full-date` of [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
public struct CalendarDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let dayNumber: Int32

  /// The day of that number; `nil` outside the years 0…9999.
  public init?(dayNumber: Int) {
    guard CalendarDate.days.contains(dayNumber) else { return nil }
    self.dayNumber = Int32(dayNumber)
  }

  private init(known dayNumber: Int32) { self.dayNumber = dayNumber }

  /// 1970-01-01.
  public static let epoch = CalendarDate(known: 0)

  /// - Parameters:
  ///   - year: 0…9999.
  ///   - month: 1…12.
  ///   - day: 1…31, as far as the month has it.
  public init?(year: Int, month: Int, day: Int) {
    guard (0...9999).contains(year), (1...12).contains(month),
      (1...CalendarDate.length(ofMonth: month, in: year)).contains(day)
    else { return nil }
    dayNumber = Int32(CalendarDate.number(year, month, day))
  }

  /// Reads `2026-03-02` and nothing else.
  public init?(_ text: String) {
    guard text.utf8.count == 10 else { return nil }
    var digits = DigitReader(text)
    guard let year = digits.number(of: 4), digits.take("-"),
      let month = digits.number(of: 2), digits.take("-"), let day = digits.number(of: 2)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.dayNumber < right.dayNumber
  }

  /// The day that many days later, or earlier when they are negative.
  public func advanced(byDays distance: Int) -> CalendarDate? {
    let (sum, overflow) = Int(dayNumber).addingReportingOverflow(distance)
    return overflow ? nil : CalendarDate(dayNumber: sum)
  }

  /// The day as `2026-03-02`.
  public var text: String {
    String(Instant(startOf: self).text.prefix(10))
  }

  /// Year, month and day.
  ///
  /// Years begin in March here, so that the leap day comes last and every month's first day has a
  /// formula. The calendar repeats after an era of 400 years, 146,097 days.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(dayNumber) + CalendarDate.daysToEpoch
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
    let yearOfEra = (dayOfEra - leapDays) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// From 0000-03-01 to 1970-01-01.
  private static let daysToEpoch = 719_468
  /// 0000-01-01 … 9999-12-31.
  static let days = number(0, 1, 1)...number(9999, 12, 31)

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - daysToEpoch
  }

  private static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
