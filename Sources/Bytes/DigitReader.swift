/// Reads numbers of a fixed width from a short text.
struct DigitReader {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { index == bytes.count }

  /// The next byte, which is not taken; 0 at the end.
  var next: UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// Takes exactly so many digits.
  mutating func number(of width: Int) -> Int? {
    guard bytes.count - index >= width else { return nil }
    var value = 0
    for _ in 0..<width {
      guard let digit = digit() else { return nil }
      value = value * 10 + digit
    }
    return value
  }

  /// Takes one digit, if it comes.
  mutating func digit() -> Int? {
    switch next {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      index += 1
      return Int(bytes[index - 1] - UInt8(ascii: "0"))
    default:
      return nil
    }
  }

  /// Takes one letter or sign, if it comes; a letter in either case.
  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    let wanted = UInt8(ascii: sign)
    let isLetter = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(wanted)
    guard next == wanted || (isLetter && next == wanted | 0x20) else { return false }
    index += 1
    return true
  }
}
