/// Cuts a text into tokens, on bytes alone.
///
/// What `next` returns is well-formed as a token: the escapes of a string were checked, so that
/// ``StringLiteral`` reads them without an error of its own.
///
/// - Source: [Source text](https://spec.graphql.org/September2025/#sec-Language.Source-Text).
struct Lexer {
  let bytes: [UInt8]
  private(set) var index = 0
  /// How many more tokens, comments and commas may come.
  private var budget: Int
  private let tokenLimit: Int

  init(_ bytes: [UInt8], tokenLimit: Int) {
    self.bytes = bytes
    self.tokenLimit = tokenLimit
    self.budget = tokenLimit
  }

  /// The next token that is not ignored; at the end, `.endOfFile` for ever.
  ///
  /// - Throws: ``SyntaxError``, once; the lexer is not used after that.
  /// - Complexity: O(length of the token and of what is ignored before it).
  mutating func next() throws(SyntaxError) -> Token {
    try skipIgnored()
    guard index < bytes.count else {
      return Token(kind: .endOfFile, start: bytes.count, end: bytes.count)
    }
    try spend()
    let start = index
    let byte = bytes[index]
    switch byte {
    // Punctuator :: one of ! $ & ( ) ... : = @ [ ] { | }
    case UInt8(ascii: "!"): return punctuator(.bang)
    case UInt8(ascii: "$"): return punctuator(.dollar)
    case UInt8(ascii: "&"): return punctuator(.ampersand)
    case UInt8(ascii: "("): return punctuator(.openParen)
    case UInt8(ascii: ")"): return punctuator(.closeParen)
    case UInt8(ascii: ":"): return punctuator(.colon)
    case UInt8(ascii: "="): return punctuator(.equals)
    case UInt8(ascii: "@"): return punctuator(.at)
    case UInt8(ascii: "["): return punctuator(.openBracket)
    case UInt8(ascii: "]"): return punctuator(.closeBracket)
    case UInt8(ascii: "{"): return punctuator(.openBrace)
    case UInt8(ascii: "|"): return punctuator(.pipe)
    case UInt8(ascii: "}"): return punctuator(.closeBrace)
    case UInt8(ascii: ".") where byteAt(index + 1) == byte && byteAt(index + 2) == byte:
      return punctuator(.spread, length: 3)
    // StringValue :: `""` [lookahead != `"`] | `"` StringCharacter+ `"` | BlockString
    case UInt8(ascii: "\""):
      if byteAt(index + 1) == byte && byteAt(index + 2) == byte { return try blockString() }
      return try string()
    // IntValue :: IntegerPart; FloatValue :: IntegerPart FractionalPart? ExponentPart?
    case _ where byte.isDigit || byte == UInt8(ascii: "-"):
      return try number()
    // Name :: NameStart NameContinue* [lookahead != NameContinue]
    case _ where byte.isNameStart:
      index += 1
      while index < bytes.count, bytes[index].isNameContinue { index += 1 }
      return Token(kind: .name, start: start, end: index)
    case UInt8(ascii: "'"):
      throw SyntaxError(
        "Unexpected single quote character ('), did you mean to use a double quote (\")?",
        at: index
      )
    default:
      throw SyntaxError("Unexpected character: \(characterText(at: index)).", at: index)
    }
  }

  /// Skips white space, line ends, commas, byte order marks and comments.
  ///
  /// Ignored :: UnicodeBOM | Whitespace | LineTerminator | Comment | Comma
  private mutating func skipIgnored() throws(SyntaxError) {
    while index < bytes.count {
      switch bytes[index] {
      case 0x09, 0x0A, 0x0D, 0x20:
        index += 1
      case UInt8(ascii: ","):
        try spend()
        index += 1
      case UInt8(ascii: "#"):
        try spend()
        // Comment :: `#` CommentChar* [lookahead != CommentChar]
        while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
      case 0xEF where byteAt(index + 1) == 0xBB && byteAt(index + 2) == 0xBF:
        index += 3
      default:
        return
      }
    }
  }

  private mutating func spend() throws(SyntaxError) {
    guard budget > 0 else { throw .tooManyTokens(tokenLimit, at: index) }
    budget -= 1
  }

  private mutating func punctuator(_ kind: Token.Kind, length: Int = 1) -> Token {
    let start = index
    index += length
    return Token(kind: kind, start: start, end: index)
  }

  private func byteAt(_ place: Int) -> UInt8? {
    place < bytes.count ? bytes[place] : nil
  }

  /// The character at a place as messages show it: `"x"`, `U+200B` or `<EOF>`.
  func characterText(at place: Int) -> String {
    guard let byte = byteAt(place) else { return Token.Kind.endOfFile.text }
    if byte == UInt8(ascii: "\"") { return "'\"'" }
    if byte >= 0x20, byte <= 0x7E { return "\"\(Unicode.Scalar(byte))\"" }
    let scalar = String(decoding: bytes[place..<min(place + 4, bytes.count)], as: UTF8.self)
      .unicodeScalars.first
    let digits = String(scalar?.value ?? UInt32(byte), radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

// MARK: - Numbers

extension Lexer {
  // IntegerPart :: NegativeSign? 0 | NegativeSign? NonZeroDigit Digit*
  private mutating func number() throws(SyntaxError) -> Token {
    let start = index
    var kind = Token.Kind.int
    if bytes[index] == UInt8(ascii: "-") { index += 1 }
    if byteAt(index) == UInt8(ascii: "0") {
      index += 1
      if let byte = byteAt(index), byte.isDigit {
        throw SyntaxError(
          "Invalid number, unexpected digit after 0: \(characterText(at: index)).",
          at: index
        )
      }
    } else {
      try digits()
    }
    // FractionalPart :: . Digit+
    if byteAt(index) == UInt8(ascii: ".") {
      kind = .float
      index += 1
      try digits()
    }
    // ExponentPart :: ExponentIndicator Sign? Digit+
    if byteAt(index) == UInt8(ascii: "e") || byteAt(index) == UInt8(ascii: "E") {
      kind = .float
      index += 1
      if byteAt(index) == UInt8(ascii: "+") || byteAt(index) == UInt8(ascii: "-") { index += 1 }
      try digits()
    }
    // [lookahead != {Digit, `.`, NameStart}]
    if let byte = byteAt(index), byte == UInt8(ascii: ".") || byte.isNameStart {
      throw expectedDigit()
    }
    return Token(kind: kind, start: start, end: index)
  }

  private mutating func digits() throws(SyntaxError) {
    guard let byte = byteAt(index), byte.isDigit else { throw expectedDigit() }
    while index < bytes.count, bytes[index].isDigit { index += 1 }
  }

  private func expectedDigit() -> SyntaxError {
    SyntaxError(
      "Invalid number, expected digit but got: \(characterText(at: index)).",
      at: index
    )
  }
}

// MARK: - Strings

extension Lexer {
  private mutating func string() throws(SyntaxError) -> Token {
    let start = index
    index += 1
    while let byte = byteAt(index) {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return try checkedText(Token(kind: .string, start: start, end: index))
      case UInt8(ascii: "\\"):
        guard let escape = StringLiteral.escape(in: bytes, at: index) else { throw badEscape() }
        index += escape.length
      case 0x0A, 0x0D:
        throw SyntaxError("Unterminated string.", at: index)
      default:
        index += 1
      }
    }
    throw SyntaxError("Unterminated string.", at: index)
  }

  // BlockString :: `"""` BlockStringCharacter* `"""`
  private mutating func blockString() throws(SyntaxError) -> Token {
    let start = index
    let quote = UInt8(ascii: "\"")
    index += 3
    while let byte = byteAt(index) {
      if byte == quote, byteAt(index + 1) == quote, byteAt(index + 2) == quote {
        index += 3
        return try checkedText(Token(kind: .blockString, start: start, end: index))
      }
      // BlockStringCharacter :: … | `\"""`
      let isEscape =
        byte == UInt8(ascii: "\\") && byteAt(index + 1) == quote && byteAt(index + 2) == quote
        && byteAt(index + 3) == quote
      index += isEscape ? 4 : 1
    }
    throw SyntaxError("Unterminated string.", at: index)
  }

  /// A string's bytes become a value, so they are checked once more: nothing is repaired silently.
  private func checkedText(_ token: Token) throws(SyntaxError) -> Token {
    guard String(validating: bytes[token.start..<token.end], as: UTF8.self) != nil else {
      throw SyntaxError("Invalid character within String: not UTF-8.", at: token.start)
    }
    return token
  }

  private func badEscape() -> SyntaxError {
    let rest = String(decoding: bytes[index..<min(index + 48, bytes.count)], as: UTF8.self)
      .unicodeScalars
    var shown = String.UnicodeScalarView()
    if byteAt(index + 1) != UInt8(ascii: "u") {
      shown.append(contentsOf: rest.prefix(2))
      return SyntaxError("Invalid character escape sequence: \"\(String(shown))\".", at: index)
    }
    if byteAt(index + 2) != UInt8(ascii: "{") {
      shown.append(contentsOf: rest.prefix(6))
    } else {
      // Up to the brace, or to the first character that cannot stand in the escape.
      for (place, scalar) in rest.prefix(12).enumerated() {
        shown.append(scalar)
        if place >= 3, !scalar.properties.isASCIIHexDigit { break }
      }
    }
    return SyntaxError("Invalid Unicode escape sequence: \"\(String(shown))\".", at: index)
  }
}
