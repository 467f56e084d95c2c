/// The byte classes of HTTP's grammar, on bytes and nothing else: `Character` counts CRLF as one and
/// digits in every script (RFC 9110 section 5.6.2, RFC 5234 appendix B.1).
extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }

  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

  /// A control byte other than the horizontal tab; NUL, CR and LF are among them.
  var isForbiddenInField: Bool { (self < 0x20 && self != .tab) || self == 0x7F }

  /// Of a token: a method or a field name.
  var isToken: Bool {
    if isLetter || isDigit { return true }
    switch self {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: return true
    default: return false
    }
  }

  /// Of `uri-host [":" port]`, without the marks that no host of ours has.
  var isHost: Bool {
    if isLetter || isDigit { return true }
    switch self {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): return true
    case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"): return true
    default: return false
    }
  }

  /// The value of a hexadecimal digit.
  var hexadecimalValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x41 + 10
    case 0x61...0x66: self - 0x61 + 10
    default: nil
    }
  }
}

extension [UInt8] {
  /// Whether the bytes of a range are an ASCII text but for case.
  func matches(_ text: String, in range: Range<Int>) -> Bool {
    guard range.count == text.utf8.count else { return false }
    var index = range.lowerBound
    for byte in text.utf8 {
      if self[index].lowercased != byte.lowercased { return false }
      index += 1
    }
    return true
  }
}

extension ArraySlice<UInt8> {
  /// The bytes without the spaces and tabs around them.
  func trimmed() -> ArraySlice<UInt8> {
    var low = startIndex
    var high = endIndex
    while low < high, self[low] == .space || self[low] == .tab { low += 1 }
    while low < high, self[high - 1] == .space || self[high - 1] == .tab { high -= 1 }
    return self[low..<high]
  }

  /// Whether the bytes are an ASCII text but for case.
  func matches(ignoringCase text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    var index = startIndex
    for byte in text.utf8 {
      if self[index].lowercased != byte.lowercased { return false }
      index += 1
    }
    return true
  }
}
