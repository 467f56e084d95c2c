/// Where the strings of a text stand, and a hash of everything around them.
///
/// Documents that differ only in strings have one shape, wherever their strings are as long: then every
/// token, and every place that an error can point at, is the same.
struct TextShape: Sendable {
  /// What stands between the quotes of each string, in order.
  let strings: [Range<Int>]
  /// For each string, the first one of the same bytes.
  let firsts: [Int]
  let hash: UInt64

  /// - Returns: `nil` for a text without strings, with more than ``ExecutionLimits/shapeStrings``, or
  ///   with one that has to be read to know what it says: a block string, or one with escapes or with
  ///   other characters than the printable ones of ASCII.
  /// - Complexity: O(text + strings²).
  init?(of text: [UInt8], seed: UInt64) {
    var strings: [Range<Int>] = []
    var hash = TextHash.start(count: text.count, seed: seed)
    var segment = 0
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "#"):
        while index < text.count, !text[index].endsLine { index &+= 1 }
      case UInt8(ascii: "\""):
        let start = index &+ 1
        guard let end = TextShape.end(ofStringAt: start, in: text),
          strings.count < ExecutionLimits.shapeStrings
        else { return nil }
        strings.append(start..<end)
        hash = TextHash.fold(text, segment..<start, into: hash)
        segment = end
        index = end &+ 1
      default: index &+= 1
      }
    }
    guard !strings.isEmpty else { return nil }
    self.strings = strings
    self.hash = TextHash.fold(text, segment..<text.count, into: hash)
    firsts = strings.indices.map { place in
      strings[..<place].firstIndex { text[$0] == text[strings[place]] } ?? place
    }
  }

  /// The string whose opening quote stands at a place; `nil` where none does.
  func string(at quote: Int) -> Int? { strings.firstIndex { $0.lowerBound == quote + 1 } }

  /// Where a string's closing quote stands; `nil` where it is not to be read here.
  private static func end(ofStringAt start: Int, in text: [UInt8]) -> Int? {
    var end = start
    while end < text.count, text[end].standsForItself { end &+= 1 }
    guard end < text.count, text[end] == UInt8(ascii: "\"") else { return nil }
    // Two quotes are an empty string, three begin a block string.
    guard end > start || end &+ 1 == text.count || text[end &+ 1] != UInt8(ascii: "\"") else {
      return nil
    }
    return end
  }
}

extension UInt8 {
  fileprivate var endsLine: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

  /// Whether the byte, in a string, is a character that says itself.
  fileprivate var standsForItself: Bool {
    (0x20...0x7E).contains(self) && self != UInt8(ascii: "\"") && self != UInt8(ascii: "\\")
  }
}
