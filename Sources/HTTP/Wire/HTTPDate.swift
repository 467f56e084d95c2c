/// A moment as HTTP writes it: `Tue, 24 Nov 2026 02:00:00 GMT` (RFC 9110 section 5.6.7).
enum HTTPDate {
  private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The text of a moment.
  ///
  /// - Parameter seconds: Since 1970-01-01T00:00:00Z; before it, the text is that of the epoch.
  /// - Returns: 29 characters of ASCII.
  static func text(secondsSinceEpoch seconds: Int64) -> String {
    let seconds = min(max(seconds, 0), 253_402_300_799)
    let dayNumber = Int(seconds / 86_400)
    let (year, month, day) = civil(dayNumber)
    let hour = two(Int(seconds % 86_400) / 3_600)
    let minute = two(Int(seconds % 3_600) / 60)
    return "\(days[dayNumber % 7]), \(two(day)) \(months[month - 1]) \(year) "
      + "\(hour):\(minute):\(two(Int(seconds % 60))) GMT"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// The date of a day counted from 1970-01-01, by the 400-year cycle that begins on a first of
  /// March, so that a leap day is the last of its year.
  private static func civil(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = dayNumber + 719_468
    let cycle = shifted / 146_097
    let ofCycle = shifted % 146_097
    let yearOfCycle = (ofCycle - ofCycle / 1_460 + ofCycle / 36_524 - ofCycle / 146_096) / 365
    let ofYear = ofCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
  }
}
