/// The value of a string literal.
///
/// - Source: [String value](https://spec.graphql.org/September2025/#sec-String-Value).
enum StringLiteral {
  /// What a `"…"` token says; the range holds its quotes, as ``Lexer`` returned it.
  static func value(in bytes: [UInt8], range: Range<Int>) -> String {
    let inner = range.dropFirst().dropLast()
    guard bytes[inner].contains(UInt8(ascii: "\\")) else {
      return String(decoding: bytes[inner], as: UTF8.self)
    }
    // Bytes, for a view of scalars is copied again and again as it grows.
    var value: [UInt8] = []
    value.reserveCapacity(inner.count)
    var index = inner.lowerBound
    while index < inner.upperBound {
      guard bytes[index] == UInt8(ascii: "\\"), let escape = escape(in: bytes, at: index) else {
        value.append(bytes[index])
        index += 1
        continue
      }
      value.append(contentsOf: UTF8.encode(escape.scalar) ?? UTF8.encodedReplacementCharacter)
      index += escape.length
    }
    return String(decoding: value, as: UTF8.self)
  }

  /// The escape that begins at a backslash; `nil` where it is none of the grammar's.
  ///
  /// `\u` EscapedUnicode | `\` EscapedCharacter
  static func escape(in bytes: [UInt8], at index: Int) -> (scalar: Unicode.Scalar, length: Int)? {
    guard index + 1 < bytes.count else { return nil }
    switch bytes[index + 1] {
    // EscapedCharacter :: one of " \ / b f n r t
    case UInt8(ascii: "\""): return ("\"", 2)
    case UInt8(ascii: "\\"): return ("\\", 2)
    case UInt8(ascii: "/"): return ("/", 2)
    case UInt8(ascii: "b"): return ("\u{08}", 2)
    case UInt8(ascii: "f"): return ("\u{0C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      if index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "{") {
        return bracedEscape(in: bytes, at: index)
      }
      return fixedEscape(in: bytes, at: index)
    default: return nil
    }
  }

  // EscapedUnicode :: `{` HexDigit+ `}`
  private static func bracedEscape(
    in bytes: [UInt8],
    at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    var value: UInt32 = 0
    var place = index + 3
    while place < bytes.count, let digit = bytes[place].hexValue {
      // Leading zeros are allowed without end, so the value saturates instead of overflowing.
      value = min(value << 4 | digit, 0x11_0000)
      place += 1
    }
    guard place > index + 3, place < bytes.count, bytes[place] == UInt8(ascii: "}"),
      let scalar = Unicode.Scalar(value)
    else { return nil }
    return (scalar, place + 1 - index)
  }

  // EscapedUnicode :: HexDigit HexDigit HexDigit HexDigit, of which two may form a surrogate pair.
  private static func fixedEscape(
    in bytes: [UInt8],
    at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    guard let first = fourDigits(in: bytes, at: index) else { return nil }
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    guard first <= 0xDBFF, let second = fourDigits(in: bytes, at: index + 6),
      (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar((first - 0xD800) << 10 + (second - 0xDC00) + 0x1_0000)
    else { return nil }
    return (scalar, 12)
  }

  /// The value of `\uXXXX` at a place.
  private static func fourDigits(in bytes: [UInt8], at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in bytes[(index + 2)..<(index + 6)] {
      guard let digit = byte.hexValue else { return nil }
      value = value << 4 | digit
    }
    return value
  }
}
