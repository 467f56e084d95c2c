/// Bytes as text of 64 signs.
///
/// Reading is strict, so that one sequence of bytes has one text: no blanks, no sign of the other
/// alphabet, no bits that are thrown away, padding exactly where the alphabet has it.
///
/// - Source: [RFC 4648](https://www.rfc-editor.org/rfc/rfc4648).
public enum Base64 {
  /// The two alphabets.
  public enum Alphabet: Hashable, Sendable {
    /// With `+` and `/`, padded by `=` to a multiple of 4.
    case standard
    /// With `-` and `_`, not padded: for URLs, cookies and ids.
    case url
  }

  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let standardDigits = Array((letters + "+/").utf8)
  private static let urlDigits = Array((letters + "-_").utf8)
  private static let padding = UInt8(ascii: "=")

  /// Bytes as ASCII.
  public static func encode(_ bytes: [UInt8], as alphabet: Alphabet = .standard) -> [UInt8] {
    let digits = alphabet == .standard ? standardDigits : urlDigits
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 3 * 4 + 4)
    var start = 0
    while start < bytes.count {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for place in 0..<3 {
        group = group << 8 | (place < count ? UInt32(bytes[start + place]) : 0)
      }
      for place in 0..<4 {
        if place <= count {
          text.append(digits[Int(group >> UInt32(18 - 6 * place) & 0x3F)])
        } else if alphabet == .standard {
          text.append(padding)
        }
      }
      start += count
    }
    return text
  }

  /// Bytes as text.
  public static func text(of bytes: [UInt8], as alphabet: Alphabet = .standard) -> String {
    String(decoding: encode(bytes, as: alphabet), as: UTF8.self)
  }

  /// The bytes that a text stands for; `nil` where no bytes are written so.
  public static func decode(_ text: String, as alphabet: Alphabet = .standard) -> [UInt8]? {
    decode(Array(text.utf8), as: alphabet)
  }

  /// The bytes that ASCII stands for; `nil` where no bytes are written so.
  public static func decode(_ text: [UInt8], as alphabet: Alphabet = .standard) -> [UInt8]? {
    var length = text.count
    if alphabet == .standard {
      guard length % 4 == 0 else { return nil }
      for _ in 0..<2 where length > 0 && text[length - 1] == padding { length -= 1 }
    }
    guard length % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length / 4 * 3 + 2)
    var group: UInt32 = 0
    var bits: UInt32 = 0
    for index in 0..<length {
      guard let digit = value(of: text[index], in: alphabet) else { return nil }
      group = group << 6 | UInt32(digit)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> bits))
        group &= (1 << bits) - 1
      }
    }
    return group == 0 ? bytes : nil
  }

  private static func value(of sign: UInt8, in alphabet: Alphabet) -> UInt8? {
    switch sign {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): sign - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): sign - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): sign - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+") where alphabet == .standard: 62
    case UInt8(ascii: "/") where alphabet == .standard: 63
    case UInt8(ascii: "-") where alphabet == .url: 62
    case UInt8(ascii: "_") where alphabet == .url: 63
    default: nil
    }
  }
}
