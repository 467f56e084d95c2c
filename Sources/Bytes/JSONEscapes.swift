/// Reads the rest of a string in which an escape was found.
enum JSONEscapes {
  /// - Parameters:
  ///   - bytes: The whole text.
  ///   - start: The string's first byte, after the quotation mark.
  ///   - index: The first backslash; afterwards, the byte after the closing quotation mark.
  ///   - end: Where the text ends.
  /// - Returns: The text, its escapes replaced.
  /// - Throws: ``JSONError``.
  static func string(
    _ bytes: [UInt8],
    from start: Int,
    at index: inout Int,
    end: Int
  ) throws(JSONError) -> String {
    var decoded = Array(bytes[start..<index])
    while index < end {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: decoded, as: UTF8.self) else {
          throw JSONError(.invalidUTF8, at: start)
        }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        try escape(bytes, at: &index, end: end, into: &decoded)
      case 0..<0x20:
        throw JSONError(.controlCharacter, at: index)
      default:
        decoded.append(byte)
        index += 1
      }
    }
    throw JSONError(.unexpectedEnd, at: index)
  }

  // char = … escape ( %x22 / %x5C / %x2F / %x62 / %x66 / %x6E / %x72 / %x74 / %x75 4HEXDIG )
  private static func escape(
    _ bytes: [UInt8],
    at index: inout Int,
    end: Int,
    into decoded: inout [UInt8]
  ) throws(JSONError) {
    guard index + 1 < end else { throw JSONError(.unexpectedEnd, at: end) }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""): decoded.append(UInt8(ascii: "\""))
    case UInt8(ascii: "\\"): decoded.append(UInt8(ascii: "\\"))
    case UInt8(ascii: "/"): decoded.append(UInt8(ascii: "/"))
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0C)
    case UInt8(ascii: "n"): decoded.append(0x0A)
    case UInt8(ascii: "r"): decoded.append(0x0D)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "u"):
      decoded.append(contentsOf: UTF8.encode(try scalar(bytes, at: &index, end: end)) ?? .init())
      return
    default: throw JSONError(.invalidEscape, at: index)
    }
    index += 2
  }

  /// A scalar written as `\uXXXX`, or as two of them: a surrogate pair.
  private static func scalar(
    _ bytes: [UInt8],
    at index: inout Int,
    end: Int
  ) throws(JSONError) -> Unicode.Scalar {
    let start = index
    let first = try unit(bytes, at: &index, end: end)
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard first < 0xDC00, index + 1 < end,
      bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    else { throw JSONError(.loneSurrogate, at: start) }
    let second = try unit(bytes, at: &index, end: end)
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw JSONError(.loneSurrogate, at: start) }
    return scalar
  }

  /// The four hexadecimal digits after `\u`.
  private static func unit(
    _ bytes: [UInt8],
    at index: inout Int,
    end: Int
  ) throws(JSONError) -> UInt32 {
    guard end - index >= 6 else { throw JSONError(.unexpectedEnd, at: end) }
    var unit: UInt32 = 0
    for place in (index + 2)..<(index + 6) {
      guard let digit = Hexadecimal.value(of: bytes[place]) else {
        throw JSONError(.invalidEscape, at: index)
      }
      unit = unit << 4 | UInt32(digit)
    }
    index += 6
    return unit
  }
}
