import Testing

@testable import GraphQL

@Suite struct SourceTests {
  @Test(arguments: [
    ("abc", 0, 1, 1), ("abc", 2, 1, 3), ("a\nb", 2, 2, 1), ("a\rb", 2, 2, 1), ("a\r\nb", 3, 2, 1),
    ("a\r\n\r\nb", 5, 3, 1), ("é{", 2, 1, 2), ("👩{", 4, 1, 3), ("abc", 99, 1, 4),
  ])
  func `trap 3, trap 10: counts lines by any line end and columns by UTF-16`(
    text: String,
    offset: Int32,
    line: Int,
    column: Int
  ) {
    let location = Source(text).location(at: offset)
    #expect(location == GraphQLError.Location(line: line, column: column))
  }
}
