/// The part of a text in which words stand that were looked for.
///
/// It is made of one text that the viewer may see and of nothing else. What counts as a word is what
/// the index takes for one: letters and digits, whatever their accents.
struct Snippet {
  private struct Token {
    let range: Range<String.UnicodeScalarView.Index>
    let folded: [UInt8]
  }

  private let text: String.UnicodeScalarView
  private let tokens: [Token]
  /// The tokens of each place where a word stands; in order, none in two.
  private let matches: [Range<Int>]

  init(of text: String, for words: SearchWords) {
    self.text = text.unicodeScalars
    let tokens = Self.tokens(of: text.unicodeScalars)
    self.tokens = tokens
    var isMatched = [Int](repeating: 0, count: tokens.count)
    for (place, word) in words.words.enumerated() {
      let parts = Self.tokens(of: word.unicodeScalars).map(\.folded)
      let isBegun = place == words.words.count - 1 && words.endsBegun
      guard !parts.isEmpty, parts.count <= tokens.count else { continue }
      for start in 0...(tokens.count - parts.count) {
        let isThere = parts.indices.allSatisfy { within in
          let found = tokens[start + within].folded
          return isBegun && within == parts.count - 1
            ? found.starts(with: parts[within]) : found == parts[within]
        }
        if isThere { isMatched[start] = max(isMatched[start], parts.count) }
      }
    }
    var matches: [Range<Int>] = []
    for (start, count) in isMatched.enumerated() where count > 0 {
      guard start >= (matches.last?.upperBound ?? 0) else { continue }
      matches.append(start..<(start + count))
    }
    self.matches = matches
  }

  var isEmpty: Bool { matches.isEmpty }

  /// The words with some of the text around them; a text of few words is there as a whole.
  var parts: [SnippetPart] {
    let isShort = tokens.count <= Self.length
    let first = isShort ? 0 : max((matches.first?.lowerBound ?? 0) - Self.before, 0)
    let end = min(first + Self.length, tokens.count)
    var place = first == 0 ? text.startIndex : tokens[first].range.lowerBound
    let stop = end == tokens.count ? text.endIndex : tokens[end - 1].range.upperBound
    var parts: [SnippetPart] = []
    func add(upTo limit: String.UnicodeScalarView.Index, isMatch: Bool, _ before: String = "") {
      guard place < limit || !before.isEmpty else { return }
      parts.append(SnippetPart(text: before + String(text[place..<limit]), isMatch: isMatch))
      place = limit
    }
    for match in matches where match.lowerBound < end && match.upperBound > first {
      let start = tokens[max(match.lowerBound, first)].range.lowerBound
      add(upTo: start, isMatch: false, parts.isEmpty && first > 0 ? "…" : "")
      add(upTo: min(tokens[match.upperBound - 1].range.upperBound, stop), isMatch: true)
    }
    add(upTo: stop, isMatch: false)
    if end < tokens.count { parts.append(SnippetPart(text: "…", isMatch: false)) }
    return parts.enumerated().map { place, part in
      Self.shortened(part, keepsEnd: place == 0 && !part.isMatch)
    }
  }

  /// A part of bounded length: what is near to a match stays.
  private static func shortened(_ part: SnippetPart, keepsEnd: Bool) -> SnippetPart {
    let scalars = part.text.unicodeScalars
    guard scalars.count > Limits.snippetCharacters else { return part }
    let kept =
      keepsEnd
      ? "…" + String(scalars.suffix(Limits.snippetCharacters))
      : String(scalars.prefix(Limits.snippetCharacters)) + "…"
    return SnippetPart(text: kept, isMatch: part.isMatch)
  }

  /// Words that are shown before the first match, and in all.
  private static let before = 8
  private static let length = 24

  private static func tokens(of text: String.UnicodeScalarView) -> [Token] {
    var tokens: [Token] = []
    var start: String.UnicodeScalarView.Index?
    func close(_ end: String.UnicodeScalarView.Index) {
      guard let begin = start else { return }
      let folded = FoldedText.fold(String(text[begin..<end]))
      tokens.append(Token(range: begin..<end, folded: folded))
      start = nil
    }
    for place in text.indices {
      let scalar = text[place]
      if SearchWords.isLetter(scalar) {
        if start == nil { start = place }
      } else if scalar.properties.generalCategory != .nonspacingMark || start == nil {
        close(place)
      }
    }
    close(text.endIndex)
    return tokens
  }
}
