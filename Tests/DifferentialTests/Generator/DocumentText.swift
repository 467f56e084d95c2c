/// How tokens become a text: with more or less between them, which means nothing.
enum DocumentText {
  /// The text of the tokens; where it `isPlain`, one space between them and nothing else.
  static func text(of tokens: [String], isPlain: Bool, _ random: inout SeededRandom) -> String {
    var text = ""
    for token in tokens {
      if let last = text.last {
        let canTouch = isPunctuator(String(last)) || isPunctuator(token)
        text += isPlain ? " " : gap(canTouch: canTouch, &random)
      }
      text += token
    }
    return text
  }

  private static func isPunctuator(_ token: String) -> Bool {
    ["{", "}", "(", ")", "[", "]", ":", "=", "!", "|", "&", "@", "$"].contains(token)
  }

  private static func gap(canTouch: Bool, _ random: inout SeededRandom) -> String {
    if canTouch, random.chance(0.5) { return "" }
    if random.chance(0.8) { return " " }
    return random.pick(
      "\n",
      "\r\n",
      "\r",
      "  ",
      "\t",
      ", ",
      " # a note \u{1F4DD}\n",
      "\n# \"\"\" }\r\n",
      "\u{FEFF} "
    )
  }

  /// The tokens with one to three of them changed, so that the text is mostly wrong.
  static func broken(_ tokens: [String], _ random: inout SeededRandom) -> [String] {
    var tokens = tokens
    for _ in 0...random.below(3) {
      let place = random.below(tokens.count)
      guard tokens.indices.contains(place) else { break }
      switch random.below(6) {
      case 0: tokens.remove(at: place)
      case 1: tokens.insert(tokens[place], at: place)
      case 2: tokens.swapAt(place, random.below(tokens.count))
      case 3: tokens[place] = random.pick(strangers) ?? ""
      case 4: tokens.insert(random.pick(strangers) ?? "", at: place)
      default: tokens.removeLast(min(tokens.count - 1, random.below(6)))
      }
    }
    return tokens
  }

  /// Tokens, and what is none, to be put where they do not belong.
  private static let strangers = [
    "{", "}", "(", ")", "[", "]", ":", "=", "!", "|", "&", "@", "$", "...", "on", "null", "true",
    "fragment", "query", "mutation", "subscription", "extend", "type", "x", "_", "0", "-1", "1.5e3",
    "\"text\"", "\"\"\"block\"\"\"", "\"\"", "01", "-01", "1.", ".5", "1e", "1a", "1.5x", "0x1",
    "1_000", "-", "..", ".", "?", "%", ";", "'", "\\", "\u{E9}", "\u{1F600}", "\u{200B}", "\u{0}",
    "\u{7}", "\"open", "\"\"\"open", "\"line\nbreak\"", "\"\\x\"", "\"\\u12G4\"", "\"\\uD83D\"",
    "\"\\uDE00\\uD83D\"", "\"\\u{110000}\"", "\"\\u{D800}\"", "\"\\u{}\"", "\"\\u{1F600\"",
    "\"\\u{00000000041}\"", "\"\\uD83D\\uDE00\"", "\"\\u{1F600}\"", "\"\u{9}\"", "\"\u{B}\"",
    "repeatable", "implements", "{ }", "( )", "[ ]",
  ]
}
