import Bytes

/// The `id` of a line that is no JSON: who sent it knows by that which one it was.
struct LineID {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// - Returns: The value of the first member `id` of the outermost object, as far as the line can be
  ///   read up to there; else null.
  /// - Complexity: O(bytes).
  static func find(in line: ArraySlice<UInt8>) -> JSON {
    var search = LineID(bytes: line, index: line.startIndex)
    guard let range = search.value(of: Array("\"id\"".utf8)) else { return .null }
    return (try? JSONParser.parse(line[range])) ?? .null
  }

  private mutating func value(of name: [UInt8]) -> Range<Int>? {
    skipBlanks()
    guard take(UInt8(ascii: "{")) else { return nil }
    while true {
      skipBlanks()
      let start = index
      guard skipString() else { return nil }
      let isFound = bytes[start..<index].elementsEqual(name)
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { return nil }
      let value = index
      guard skipValue() else { return nil }
      if isFound { return value..<index }
      guard take(UInt8(ascii: ",")) else { return nil }
    }
  }

  /// Goes to the comma or the bracket that ends a value; `false` where neither comes.
  private mutating func skipValue() -> Bool {
    var depth = 0
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: return true
      default: break
      }
      index += 1
    }
    return false
  }

  private mutating func skipString() -> Bool {
    guard take(UInt8(ascii: "\"")) else { return false }
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return true
      case UInt8(ascii: "\\"): index += 2
      default: index += 1
      }
    }
    return false
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < bytes.endIndex, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < bytes.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
  }
}
