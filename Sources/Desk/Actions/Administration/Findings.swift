/// What was found wrong with an administrator's input, and what is good of it.
///
/// Every value is judged before anything is written, so that all problems come at once.
struct Findings {
  private(set) var problems: [Problem] = []

  var isEmpty: Bool { problems.isEmpty }

  mutating func add(_ code: ProblemCode, _ path: String...) {
    problems.append(Problem(code, at: ["input"] + path))
  }

  mutating func add(_ problem: Problem) { problems.append(problem) }

  /// A name or a label: one line, and never empty.
  mutating func line(_ text: String, at path: String...) -> String {
    switch WrittenText(text, characters: Limits.nameCharacters, lines: false) {
    case .blank: problems.append(Problem(.required, at: ["input"] + path))
    case .bad: problems.append(Problem(.invalidValue, at: ["input"] + path))
    case .good(let text): return text
    }
    return text
  }

  mutating func line(_ change: Change<String>, of current: String, at name: String) -> String {
    guard case .set(let text) = change else { return current }
    return line(text, at: name)
  }

  /// A description or a help text, which may be empty.
  mutating func paragraph(_ text: String?, at name: String) -> String? {
    guard let text else { return nil }
    switch WrittenText(text, characters: Limits.descriptionCharacters, lines: true) {
    case .blank: return nil
    case .bad: add(.invalidValue, name)
    case .good(let text): return text
    }
    return nil
  }

  mutating func paragraph(
    _ change: Change<String?>,
    of current: String?,
    at name: String
  ) -> String? {
    guard case .set(let text) = change else { return current }
    return paragraph(text, at: name)
  }

  /// A name for programs: letters, digits, `.`, `_` and `-`, beginning with a letter or a digit.
  mutating func key(
    _ key: String,
    at path: String...,
    isTaken: (String) -> Bool = { _ in false }
  ) -> String {
    let path = ["input"] + path
    if key.utf8.isEmpty {
      problems.append(Problem(.required, at: path))
    } else if !Self.isKey(key) {
      problems.append(Problem(.invalidValue, at: path))
    } else if isTaken(key) {
      problems.append(Problem(.alreadyExists, at: path))
    }
    return key
  }

  private static func isKey(_ key: String) -> Bool {
    guard key.utf8.count <= Limits.configurationKeyCharacters else { return false }
    for (place, byte) in key.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        break
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
        if place == 0 { return false }
      default: return false
      }
    }
    return true
  }

  /// A place among siblings, from 1.
  mutating func position(_ position: Int?) {
    if let position, position < 1 { add(.invalidValue, "position") }
  }

  /// That there is room for one more.
  mutating func room(_ count: Int, _ most: Int) {
    if count >= most { problems.append(Problem(.limitReached)) }
  }
}
