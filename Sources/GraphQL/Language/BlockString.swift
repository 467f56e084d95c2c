/// The value of a block string literal, and a text as one.
///
/// - Source: [Block strings](https://spec.graphql.org/September2025/#BlockStringValue()).
enum BlockString {
  /// What a `"""…"""` token says: common indentation and blank lines at both ends are gone.
  ///
  /// The range holds the quotes, as ``Lexer`` returned the token.
  ///
  /// - Complexity: O(length).
  static func value(in bytes: [UInt8], range: Range<Int>) -> String {
    let inner = range.dropFirst(3).dropLast(3)
    var lines = lines(in: bytes, range: inner)
    var common: Int?
    for (place, line) in lines.enumerated() where place > 0 {
      let indent = indentation(of: line, in: bytes)
      if indent < line.count { common = min(common ?? indent, indent) }
    }
    if let common {
      for place in lines.indices.dropFirst() {
        lines[place] = lines[place].dropFirst(common)
      }
    }
    let isBlank = { (line: Range<Int>) in indentation(of: line, in: bytes) == line.count }
    let kept = lines.drop(while: isBlank)
    let end = kept.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? kept.startIndex
    var value: [UInt8] = []
    value.reserveCapacity(inner.count)
    for (place, line) in kept[kept.startIndex..<end].enumerated() {
      if place > 0 { value.append(0x0A) }
      append(line, of: bytes, to: &value)
    }
    return String(decoding: value, as: UTF8.self)
  }

  /// The lines between LF, CR and CRLF.
  private static func lines(in bytes: [UInt8], range: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      let byte = bytes[index]
      guard byte == 0x0A || byte == 0x0D else {
        index += 1
        continue
      }
      lines.append(start..<index)
      index += 1
      if byte == 0x0D, index < range.upperBound, bytes[index] == 0x0A { index += 1 }
      start = index
    }
    lines.append(start..<range.upperBound)
    return lines
  }

  /// How many tabs and spaces a line begins with.
  private static func indentation(of line: Range<Int>, in bytes: [UInt8]) -> Int {
    var count = 0
    for byte in bytes[line] {
      guard byte == 0x20 || byte == 0x09 else { break }
      count += 1
    }
    return count
  }

  /// Appends a line, `\"""` as `"""`.
  private static func append(_ line: Range<Int>, of bytes: [UInt8], to value: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    var index = line.lowerBound
    while index < line.upperBound {
      let isEscape =
        bytes[index] == UInt8(ascii: "\\") && index + 3 < line.upperBound
        && bytes[index + 1] == quote && bytes[index + 2] == quote && bytes[index + 3] == quote
      if isEscape {
        value.append(contentsOf: [quote, quote, quote])
        index += 4
      } else {
        value.append(bytes[index])
        index += 1
      }
    }
  }
}
