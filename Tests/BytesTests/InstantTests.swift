import Testing

@testable import Bytes

@Suite struct InstantTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
      (1_772_443_800_000, "2026-03-02T09:30:00.000Z"),
      (951_782_400_123, "2000-02-29T00:00:00.123Z"),
      (-62_167_219_200_000, "0000-01-01T00:00:00.000Z"),
      (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ] as [(Int64, String)]
  )
  func `is written and read`(milliseconds: Int64, text: String) {
    #expect(Instant(milliseconds: milliseconds).text == text)
    #expect(Instant(text) == Instant(milliseconds: milliseconds))
  }

  @Test(arguments: [
    ("2026-03-02T09:30:00Z", "2026-03-02T09:30:00.000Z"),
    ("2026-03-02t09:30:00.5z", "2026-03-02T09:30:00.500Z"),
    ("2026-03-02T09:30:00.1239Z", "2026-03-02T09:30:00.123Z"),
    ("2026-03-02T09:30:00+02:00", "2026-03-02T07:30:00.000Z"),
    ("2026-03-02T21:30:00.25-03:30", "2026-03-03T01:00:00.250Z"),
    ("2026-03-02T09:30:00-00:00", "2026-03-02T09:30:00.000Z"),
  ])
  func `reads any offset and fraction`(text: String, utc: String) {
    #expect(Instant(text)?.text == utc)
  }

  @Test(arguments: [
    "", "2026-03-02", "2026-03-02T09:30Z", "2026-03-02 09:30:00Z", "2026-03-02T09:30:00",
    "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z", "2026-03-02T09:30:60Z", "2026-02-29T00:00:00Z",
    "2026-03-02T09:30:00.Z", "2026-03-02T09:30:00Zx", "2026-03-02T09:30:00+0200",
    "2026-03-02T09:30:00+24:00", "+026-03-02T09:30:00Z", "2026-03-02T09:30:0٥Z",
    "2026-03-02T09:30:00.\(String(repeating: "0", count: 100))Z", "02026-03-02T09:30:00Z",
  ])
  func `refuses what is no moment`(text: String) {
    #expect(Instant(text) == nil)
  }

  /// Whoever stores nonsense gets the nearest date, not a trap.
  @Test(arguments: [(Int64.max, "9999-12-31"), (.min, "0000-01-01")])
  func `a moment without a date is written all the same`(milliseconds: Int64, date: String) {
    let instant = Instant(milliseconds: milliseconds)
    #expect(instant.date.text == date)
    #expect(instant.text.utf8.count == 24)
  }

  @Test func `moves and stops at the ends`() {
    let instant = Instant(milliseconds: 5)
    #expect(instant.advanced(byMilliseconds: -6) == Instant(milliseconds: -1))
    #expect(instant < instant.advanced(byMilliseconds: 1))
    #expect(instant.advanced(byMilliseconds: .max).milliseconds == .max)
    #expect(Instant(milliseconds: -5).advanced(byMilliseconds: .min).milliseconds == .min)
  }

  @Test func `a day begins at midnight`() throws {
    let date = try #require(CalendarDate("2026-03-02"))
    #expect(Instant(startOf: date).text == "2026-03-02T00:00:00.000Z")
    #expect(Instant(startOf: date).advanced(byMilliseconds: -1).date.text == "2026-03-01")
  }
}
