/// A piece of a document that means something to the parser.
///
/// - Source: [Lexical tokens](https://spec.graphql.org/September2025/#sec-Language.Source-Text.Lexical-Tokens).
struct Token: Hashable, Sendable {
  var kind: Kind
  /// The first byte.
  var start: Int
  /// The byte after the last.
  var end: Int

  enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    case endOfFile
    case bang
    case dollar
    case ampersand
    case openParen
    case closeParen
    case spread
    case colon
    case equals
    case at
    case openBracket
    case closeBracket
    case openBrace
    case pipe
    case closeBrace
    case name
    case int
    case float
    case string
    case blockString

    /// The kind in messages, as graphql-js words it.
    var text: String {
      switch self {
      case .endOfFile: "<EOF>"
      case .bang: "\"!\""
      case .dollar: "\"$\""
      case .ampersand: "\"&\""
      case .openParen: "\"(\""
      case .closeParen: "\")\""
      case .spread: "\"...\""
      case .colon: "\":\""
      case .equals: "\"=\""
      case .at: "\"@\""
      case .openBracket: "\"[\""
      case .closeBracket: "\"]\""
      case .openBrace: "\"{\""
      case .pipe: "\"|\""
      case .closeBrace: "\"}\""
      case .name: "Name"
      case .int: "Int"
      case .float: "Float"
      case .string: "String"
      case .blockString: "BlockString"
      }
    }
  }

  var range: SourceRange {
    SourceRange(start: Int32(clamping: start), end: Int32(clamping: end))
  }
}

extension UInt8 {
  /// Letter or `_`.
  var isNameStart: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Letter, digit or `_`.
  var isNameContinue: Bool { isNameStart || isDigit }

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// The value of a hexadecimal digit; `nil` for any other byte.
  var hexValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self) - 48
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self) - 55
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self) - 87
    default: nil
    }
  }
}
