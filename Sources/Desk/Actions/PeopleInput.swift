import Bytes

/// Reads the texts of an input about people, and collects all that is wrong with them.
struct PeopleInput {
  private(set) var problems: [Problem] = []

  var isGood: Bool { problems.isEmpty }

  mutating func refuse(_ code: ProblemCode, _ path: String...) {
    problems.append(Problem(code, at: ["input"] + path))
  }

  /// A text of one line that must be given.
  ///
  /// - Returns: The text; `""` where it is refused.
  mutating func line(
    _ text: String,
    characters: Int = Limits.nameCharacters,
    _ path: String...
  ) -> String {
    switch WrittenText(text, characters: characters, lines: false) {
    case .good(let text): return text
    case .blank: problems.append(Problem(.required, at: ["input"] + path))
    case .bad: problems.append(Problem(.invalidValue, at: ["input"] + path))
    }
    return ""
  }

  /// A text of one line that may be left out; a blank one is none.
  mutating func optionalLine(
    _ text: String?,
    characters: Int = Limits.nameCharacters,
    _ path: String...
  ) -> String? {
    guard let text else { return nil }
    switch WrittenText(text, characters: characters, lines: false) {
    case .good(let text): return text
    case .blank: return nil
    case .bad:
      problems.append(Problem(.invalidValue, at: ["input"] + path))
      return nil
    }
  }

  /// A code, by which people and programs name something: no white space around it.
  mutating func code(
    _ text: String,
    characters: Int = Limits.codeCharacters,
    _ path: String...
  ) -> String {
    switch WrittenText(text, characters: characters, lines: false) {
    case .good(let text) where !text.hasWhiteSpaceAround: return text
    case .blank: problems.append(Problem(.required, at: ["input"] + path))
    case .good, .bad: problems.append(Problem(.invalidValue, at: ["input"] + path))
    }
    return ""
  }

  /// A key for programs: letters, digits, `.`, `_` and `-` of ASCII.
  mutating func key(_ text: String, _ path: String...) -> String {
    if text.isEmpty {
      problems.append(Problem(.required, at: ["input"] + path))
      return ""
    }
    let isKey =
      text.utf8.count <= Limits.codeCharacters
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
    if isKey { return text }
    problems.append(Problem(.invalidValue, at: ["input"] + path))
    return ""
  }

  /// An address of e-mail, as far as its form tells: one @ with something on both sides.
  mutating func email(_ text: String?, _ path: String...) -> String? {
    guard let text else { return nil }
    switch WrittenText(text, characters: Limits.codeCharacters, lines: false) {
    case .blank: return nil
    case .good(let text) where text.isEmailAddress: return text
    case .good, .bad:
      problems.append(Problem(.invalidValue, at: ["input"] + path))
      return nil
    }
  }

  /// A day of the calendar.
  mutating func day(_ text: String?, _ path: String...) -> String? {
    guard let text else { return nil }
    if let day = CalendarDate(text) { return day.text }
    problems.append(Problem(.invalidValue, at: ["input"] + path))
    return nil
  }
}

extension String {
  var hasWhiteSpaceAround: Bool {
    unicodeScalars.first?.properties.isWhitespace == true
      || unicodeScalars.last?.properties.isWhitespace == true
  }

  fileprivate var isEmailAddress: Bool {
    let parts = utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
      && !unicodeScalars.contains { $0.properties.isWhitespace }
  }
}
