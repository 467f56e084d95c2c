import Testing

@testable import GraphQL

@Suite struct LexerTests {
  @Test(arguments: [
    ("{a,b}  # ,", "openBrace name name closeBrace"),
    ("f(x:1)@d", "name openParen name colon int closeParen at name"),
    ("$a!=&|[...]", "dollar name bang equals ampersand pipe openBracket spread closeBracket"),
    ("\u{FEFF}a\u{FEFF}b", "name name"),
    ("_ __a a1 A_", "name name name name"),
    ("-0 0 1E-7 6.02E+23 -1.5", "int int float float float"),
    ("\"\" \"a\" \"\"\"\"\"\" \"\"\"a\"\"\"", "string string blockString blockString"),
    ("a#é\u{200B}\u{0}\rb#", "name name"),
    ("\"a\u{0}\u{200B}\"", "string"),
    ("", ""),
  ])
  func `trap 2, trap 4: cuts a text into kinds`(text: String, kinds: String) throws {
    #expect(try lex(text).map { "\($0.kind)" }.joined(separator: " ") == kinds)
  }

  @Test(arguments: [
    (#""""#, ""),
    (#""simple""#, "simple"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
    (#""\u0041\u00e9\u00E9""#, "Aéé"),
    (#""\u{1F600}""#, "😀"),
    (#""\uD83D\uDE00""#, "😀"),
    (#""\u{0}\u{0000000041}\u{10FFFF}""#, "\u{0}A\u{10FFFF}"),
    (#""é😀\né""#, "é😀\né"),
    (#""""raw \n \u0041""""#, #"raw \n \u0041"#),
    (#""""a\"""b""""#, #"a"""b"#),
    ("\"\"\"\n    a\n      b\n    c\n\"\"\"", "a\n  b\nc"),
    ("\"\"\"first\n    a\n  b\"\"\"", "first\n  a\nb"),
    ("\"\"\"\r\n\r\n  a\r  b\n\n  \n\"\"\"", "a\nb"),
    ("\"\"\"\n \t\n\"\"\"", ""),
    ("\"\"\"  a  \n\"\"\"", "  a  "),
    ("\"\"\"\n\ta\n b\"\"\"", "a\nb"),
  ])
  func `trap 1, trap 3: reads the value of a string`(text: String, value: String) throws {
    let token = try #require(try lex(text).first)
    let bytes = Array(text.utf8)
    let range = token.start..<token.end
    let read =
      token.kind == .blockString
      ? BlockString.value(in: bytes, range: range) : StringLiteral.value(in: bytes, range: range)
    #expect(Array(read.utf8) == Array(value.utf8))
  }

  static let mistakes: [(String, String, Int)] = [
    ("01", #"Invalid number, unexpected digit after 0: "1"."#, 1),
    ("-01", #"Invalid number, unexpected digit after 0: "1"."#, 2),
    ("1.", "Invalid number, expected digit but got: <EOF>.", 2),
    (".5", #"Unexpected character: "."."#, 0),
    ("1e", "Invalid number, expected digit but got: <EOF>.", 2),
    ("1a", #"Invalid number, expected digit but got: "a"."#, 1),
    ("1.5x", #"Invalid number, expected digit but got: "x"."#, 3),
    ("0x1", #"Invalid number, expected digit but got: "x"."#, 1),
    ("1_000", #"Invalid number, expected digit but got: "_"."#, 1),
    ("1.2.3", #"Invalid number, expected digit but got: "."."#, 3),
    ("-", "Invalid number, expected digit but got: <EOF>.", 1),
    ("- 1", #"Invalid number, expected digit but got: " "."#, 1),
    ("+1", #"Unexpected character: "+"."#, 0),
    ("1\"", "Unterminated string.", 2),
    ("1e\"", "Invalid number, expected digit but got: '\"'.", 2),
    ("..", #"Unexpected character: "."."#, 0),
    ("?", #"Unexpected character: "?"."#, 0),
    ("\u{0}", "Unexpected character: U+0000.", 0),
    ("\u{200B}", "Unexpected character: U+200B.", 0),
    ("a😀", "Unexpected character: U+1F600.", 1),
    ("\u{A0}", "Unexpected character: U+00A0.", 0),
    ("'a'", #"Unexpected single quote character ('), did you mean to use a double quote (")?"#, 0),
    ("\"a", "Unterminated string.", 2),
    ("\"a\n\"", "Unterminated string.", 2),
    ("\"a\r\"", "Unterminated string.", 2),
    ("\"\"\"a", "Unterminated string.", 4),
    ("\"\"\"a\"\"", "Unterminated string.", 6),
    (#""\x""#, #"Invalid character escape sequence: "\x"."#, 1),
    (#""\é""#, #"Invalid character escape sequence: "\é"."#, 1),
    (#""\"#, #"Invalid character escape sequence: "\"."#, 1),
    (#""a\uD83D""#, #"Invalid Unicode escape sequence: "\uD83D"."#, 2),
    (#""\uDE00\uD83D""#, #"Invalid Unicode escape sequence: "\uDE00"."#, 1),
    (#""\uD83D\u0041""#, #"Invalid Unicode escape sequence: "\uD83D"."#, 1),
    (#""\u{110000}""#, #"Invalid Unicode escape sequence: "\u{110000}"."#, 1),
    (#""\u{D800}""#, #"Invalid Unicode escape sequence: "\u{D800}"."#, 1),
    (#""\u{}""#, #"Invalid Unicode escape sequence: "\u{}"."#, 1),
    (#""\u{41""#, #"Invalid Unicode escape sequence: "\u{41""."#, 1),
    (#""\u00G0""#, #"Invalid Unicode escape sequence: "\u00G0"."#, 1),
    (#""\u{FFFFFFFFFFFFFFFFFF}""#, #"Invalid Unicode escape sequence: "\u{FFFFFFFFF"."#, 1),
  ]

  @Test(arguments: mistakes)
  func `trap 1, trap 2, trap 4: refuses what is no token`(
    text: String,
    message: String,
    offset: Int
  ) {
    #expect(throws: SyntaxError(message, at: offset)) { try lex(text) }
  }

  @Test(arguments: [
    "a a a a a", "a,,,,,a", "a #\n#\n#\n#\n b", "{{{{{{", "#,,,,,,,,,\n#\n#\n#\n#",
  ])
  func `counts tokens, comments and commas`(text: String) {
    #expect {
      try lex(text, limit: 4)
    } throws: { error in
      (error as? SyntaxError)?.code == .tooManyTokens
    }
  }

  @Test func `takes as many tokens as the limit says`() throws {
    #expect(try lex("a b, c", limit: 4).count == 3)
  }

  @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC3, 0x22]])
  func `refuses a string that is not UTF-8`(bytes: [UInt8]) {
    var lexer = Lexer(bytes, tokenLimit: 10)
    #expect(throws: SyntaxError.self) { try lexer.next() }
  }

  private func lex(_ text: String, limit: Int = 1_000) throws -> [Token] {
    var lexer = Lexer(Array(text.utf8), tokenLimit: limit)
    var tokens: [Token] = []
    while true {
      let token = try lexer.next()
      if token.kind == .endOfFile { return tokens }
      tokens.append(token)
    }
  }
}
