import Testing

@testable import Bytes

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-03-02", 20_514),
    ("0000-01-01", -719_528), ("9999-12-31", 2_932_896),
  ])
  func `is written and read`(text: String, dayNumber: Int32) throws {
    let date = try #require(CalendarDate(text))
    #expect(date.dayNumber == dayNumber)
    #expect(date.text == text)
  }

  @Test(arguments: [
    "", "2026-3-2", "2026-03-2", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32",
    "2026-04-31", "2026-02-29", "1900-02-29", "2026/03/02", "20260302", "-026-03-02", "2026-03-02 ",
    "２026-03-0",
  ])
  func `refuses what is no day`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  /// All 3,652,425 days would be slow in debug; each year's turn and leap day are tried instead.
  @Test func `days follow each other through all years`() throws {
    for year in 0...9999 {
      let first = try #require(CalendarDate(year: year, month: 3, day: 1))
      let before = try #require(CalendarDate(dayNumber: Int(first.dayNumber) - 1)).parts
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      #expect(before == (year, 2, isLeap ? 29 : 28))
      let last = try #require(CalendarDate(year: year, month: 12, day: 31))
      #expect(last.parts == (year, 12, 31))
      let next = last.advanced(byDays: 1)?.parts
      #expect(next?.month == (year == 9999 ? nil : 1))
      #expect(next?.year == (year == 9999 ? nil : year + 1))
    }
  }

  @Test(arguments: [Int.max, .min, 10_000_000])
  func `leaves the calendar without a trap`(distance: Int) {
    #expect(CalendarDate.epoch.advanced(byDays: distance) == nil)
    #expect(CalendarDate(dayNumber: distance) == nil)
    #expect(CalendarDate(year: distance, month: 1, day: 1) == nil)
  }
}
