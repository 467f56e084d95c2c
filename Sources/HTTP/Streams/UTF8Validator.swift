/// Checks UTF-8 that comes in pieces cut anywhere, and refuses it at the first byte that fits
/// nothing.
///
/// - Source: [RFC 3629](https://www.rfc-editor.org/rfc/rfc3629#section-4).
struct UTF8Validator: Hashable, Sendable {
  /// How many bytes the character that has begun still needs.
  private var needed: UInt8 = 0
  /// What the next of them may be: the first one is bounded so that no character has two forms and
  /// none is a surrogate or beyond U+10FFFF.
  private var bounds: ClosedRange<UInt8> = 0x80...0xBF

  /// Whether no character is left half.
  var isComplete: Bool { needed == 0 }

  /// Takes a piece; answers whether the text may still become whole.
  ///
  /// - Complexity: O(bytes).
  mutating func accept(_ bytes: ArraySlice<UInt8>) -> Bool {
    for byte in bytes {
      if needed > 0 {
        guard bounds.contains(byte) else { return false }
        needed -= 1
        bounds = 0x80...0xBF
      } else if byte >= 0x80 {
        guard begin(byte) else { return false }
      }
    }
    return true
  }

  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xDF: needed = 1
    case 0xE0: (needed, bounds) = (2, 0xA0...0xBF)
    case 0xED: (needed, bounds) = (2, 0x80...0x9F)
    case 0xE1...0xEF: needed = 2
    case 0xF0: (needed, bounds) = (3, 0x90...0xBF)
    case 0xF1...0xF3: needed = 3
    case 0xF4: (needed, bounds) = (3, 0x80...0x8F)
    default: return false
    }
    return true
  }
}
