/// What somebody looks for: words that all have to be there, the last one perhaps just begun.
///
/// The words are data and never a part of the index's own language: each is quoted.
///
/// - Source: R69, R70.
public struct SearchWords: Hashable, Sendable {
  /// What was written between white space, without what has neither letter nor digit.
  let words: [String]

  /// How many characters may be searched for.
  public static let charactersMax = Limits.searchCharacters
  /// How many words may be searched for.
  public static let wordsMax = Limits.searchWords

  /// Why a text cannot be searched for.
  public enum Fault: Error, Hashable, Sendable {
    /// More characters than ``Limits/searchCharacters``.
    case tooLong
    /// More words than ``Limits/searchWords``.
    case tooMany
  }

  /// The words of a text.
  ///
  /// - Throws: ``Fault``.
  public init(_ text: String) throws(Fault) {
    // The bytes first, for counting the characters of any text would be the client's to choose.
    guard text.utf8.count / 4 <= Limits.searchCharacters,
      text.unicodeScalars.count <= Limits.searchCharacters
    else { throw .tooLong }
    words = Self.split(text)
    guard words.count <= Limits.searchWords else { throw .tooMany }
  }

  /// No word at all is found nowhere.
  public var isEmpty: Bool { words.isEmpty }

  /// The words as the index is asked for them: all of them, the last by its beginning.
  var match: String {
    var parts = words.map(Self.quoted)
    if endsBegun { parts[parts.count - 1] += " *" }
    return parts.joined(separator: " AND ")
  }

  /// Whether the last word is found by its beginning.
  var endsBegun: Bool {
    words.last.map { Self.endingLetters(of: $0) >= Limits.searchPrefix } ?? false
  }

  /// A word as the index reads it, whatever it holds.
  static func quoted(_ word: String) -> String {
    "\"" + word.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// The words of a text, however many.
  static func split(_ text: String) -> [String] {
    text.unicodeScalars.split { scalar in
      scalar.properties.isWhitespace || scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }
    .map { String(String.UnicodeScalarView($0)) }
    .filter { $0.unicodeScalars.contains(where: isLetter) }
  }

  /// How many letters and digits a word ends with: what the index takes for its last word.
  private static func endingLetters(of word: String) -> Int {
    word.unicodeScalars.reversed().prefix(while: isLetter).count
  }

  /// What the index makes words of.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}
