import Testing

@testable import Desk

@Suite struct WordsTests {
  @Test func `a code is the place of its word and leads back to it`() {
    check(CustomerType.self)
    check(TicketStatus.self)
    check(Responsibility.self)
  }

  private func check<Word: CodedWord>(_ word: Word.Type) {
    #expect(Word.allCases.map(\.code) == (0..<Int64(Word.allCases.count)).map { $0 })
    for word in Word.allCases { #expect(Word(code: word.code) == word) }
    for code in [-1, Int64(Word.allCases.count), .max, .min] { #expect(Word(code: code) == nil) }
  }
}

@Suite struct MessageNumberTests {
  @Test(
    arguments: [
      (last: 0, isInternal: false, next: 1_048_576),
      (last: 0, isInternal: true, next: 1),
      (last: 1, isInternal: false, next: 1_048_576),
      (last: 1_048_576, isInternal: true, next: 1_048_577),
      (last: 1_048_577, isInternal: true, next: 1_048_578),
      (last: 1_048_578, isInternal: false, next: 2_097_152),
    ] as [(last: Int64, isInternal: Bool, next: Int64)]
  )
  func `internal messages take no number of the others`(
    last: Int64,
    isInternal: Bool,
    next: Int64
  ) {
    #expect(MessageNumber.next(after: last, isInternal: isInternal) == next)
  }

  @Test func `gives no number where there is no room`() {
    #expect(MessageNumber.next(after: MessageNumber.stride - 1, isInternal: true) == nil)
    #expect(MessageNumber.next(after: .max, isInternal: false) == nil)
    #expect(MessageNumber.next(after: -1, isInternal: false) == nil)
  }
}
