/// The text of a document.
///
/// - Units: bytes of UTF-8, which were checked before.
public struct Source: Sendable {
  public let bytes: [UInt8]
  /// Where the text comes from, for messages: `GraphQL request`, or a file's name.
  public let name: String

  public init(_ bytes: [UInt8], name: String = "GraphQL request") {
    self.bytes = bytes
    self.name = name
  }

  public init(_ text: String, name: String = "GraphQL request") {
    self.init(Array(text.utf8), name: name)
  }

  /// The line and column of a byte, counted from 1.
  ///
  /// Line ends are LF, CR and CRLF; columns count UTF-16 code units, as graphql-js has them.
  ///
  /// - Complexity: O(offset): asked for when an error is written, never before.
  /// - Source: [Line terminators](https://spec.graphql.org/September2025/#sec-Line-Terminators).
  public func location(at offset: Int32) -> GraphQLError.Location {
    locations(at: [offset])[offset] ?? GraphQLError.Location(line: 1, column: 1)
  }

  /// The lines and columns of many bytes, in one pass.
  ///
  /// - Complexity: O(length of the text + count × log count).
  public func locations(at offsets: [Int32]) -> [Int32: GraphQLError.Location] {
    var result: [Int32: GraphQLError.Location] = [:]
    var line = 1
    var column = 1
    var index = 0
    for offset in Set(offsets).sorted() {
      let end = min(max(Int(offset), 0), bytes.count)
      while index < end {
        let byte = bytes[index]
        index += 1
        let isCarriageReturn = byte == UInt8(ascii: "\r")
        if isCarriageReturn, index < bytes.count, bytes[index] == UInt8(ascii: "\n") {
          // The line ends after the LF.
        } else if isCarriageReturn || byte == UInt8(ascii: "\n") {
          line += 1
          column = 1
        } else if byte & 0b1100_0000 != 0b1000_0000 {
          // A code point outside the first plane takes four bytes and two UTF-16 units.
          column += byte >= 0b1111_0000 ? 2 : 1
        }
      }
      result[offset] = GraphQLError.Location(line: line, column: column)
    }
    return result
  }
}
