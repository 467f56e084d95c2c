import Desk
import Testing

/// The access table beside this file, read as it stands.
struct AccessTable {
  /// A line of it: the rule, and the sixteen cells that are expected.
  struct Line: Sendable, CustomTestStringConvertible {
    let number: Int
    let flags: FieldFlags
    let refinement: FieldFlags
    let place: ParameterPlace
    /// - Shape: online then desk; by status, then by responsibility.
    let cells: [Character]

    var testDescription: String { "line \(number)" }
  }

  static let states: [(TicketStatus, Responsibility)] = [
    (.pending, .customer), (.pending, .attendant),
    (.inProgress, .customer), (.inProgress, .attendant),
    (.completed, .customer), (.completed, .attendant),
    (.cancelled, .customer), (.cancelled, .attendant),
  ]

  static func lines() throws -> [Line] {
    try Fixture.lines(of: "Policy/AccessTable.txt").map { number, words in
      try #require(words.count == 19, "line \(number) has \(words.count) words")
      return Line(
        number: number,
        flags: try flags(words[0]),
        refinement: try flags(words[1]),
        place: try place(words[2]),
        cells: words[3...].compactMap(\.first)
      )
    }
  }

  private static func flags(_ word: String) throws -> FieldFlags {
    let letters: [(Character, FieldFlags)] = [
      ("R", .required), ("O", .readOnly), ("N", .neededFromPrevious), ("I", .invisible),
      ("V", .invisibleOnline),
    ]
    try #require(word.count == letters.count)
    var flags: FieldFlags = []
    for (written, (letter, flag)) in zip(word, letters) {
      try #require(written == letter || written == ".")
      if written == letter { flags.insert(flag) }
    }
    return flags
  }

  private static func place(_ word: String) throws -> ParameterPlace {
    if word == "own" { return .firstOwn }
    return ParameterPlace(try #require(CommonParameter(rawValue: word)))
  }
}
