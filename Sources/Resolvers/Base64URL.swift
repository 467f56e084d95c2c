/// Base64 with the alphabet that is safe in addresses, without padding.
///
/// - Source: [RFC 4648, section 5](https://www.rfc-editor.org/rfc/rfc4648#section-5).
enum Base64URL {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8
  )

  /// Appends the text of some bytes.
  static func encode(_ bytes: [UInt8], into text: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      let second = index + 1 < bytes.count ? bytes[index + 1] : 0
      let third = index + 2 < bytes.count ? bytes[index + 2] : 0
      text.append(alphabet[Int(first >> 2)])
      text.append(alphabet[Int((first & 0b11) << 4 | second >> 4)])
      if index + 1 < bytes.count { text.append(alphabet[Int((second & 0b1111) << 2 | third >> 6)]) }
      if index + 2 < bytes.count { text.append(alphabet[Int(third & 0b11_1111)]) }
      index += 3
    }
  }

  /// The bytes of a text; `nil` unless it is exactly what ``encode(_:into:)`` writes.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var held = 0
    for letter in text {
      guard let value = value(of: letter) else { return nil }
      bits = bits << 6 | UInt32(value)
      held += 6
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        bits &= (1 << UInt32(held)) - 1
      }
    }
    // What is left over must be zero, else two texts would name the same bytes.
    return bits == 0 ? bytes : nil
  }

  private static func value(of letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
