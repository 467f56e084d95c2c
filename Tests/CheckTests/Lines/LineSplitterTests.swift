import Testing

@testable import Check

@Suite struct LineSplitterTests {
  /// The lines of a text that comes in pieces of some length.
  private func lines(_ text: String, pieces: Int) -> [String] {
    var splitter = LineSplitter()
    var lines: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      splitter.append(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
      while let line = splitter.next() { lines.append(String(decoding: line, as: UTF8.self)) }
    }
    if let line = splitter.rest() { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }

  @Test(arguments: [
    ("", []),
    ("\n", [""]),
    ("a\n", ["a"]),
    ("a", ["a"]),
    ("a\r\nb\r\n", ["a", "b"]),
    ("a\n\nb", ["a", "", "b"]),
    ("a\rb\n", ["a\rb"]),
    ("a\r", ["a"]),
    ("first\nsecond\nthird", ["first", "second", "third"]),
  ])
  func `cuts a stream into lines, however it comes`(text: String, expected: [String]) {
    for pieces in [1, 2, 3, 100] { #expect(lines(text, pieces: pieces) == expected) }
  }

  @Test func `gives up a line that is too long, and goes on behind it`() {
    var splitter = LineSplitter(limit: 10)
    splitter.append(Array("0123456789abc".utf8)[...])
    #expect(splitter.next().map { Array($0) } == [])
    splitter.append(Array("defghijklmnop\nshort\n".utf8)[...])
    #expect(splitter.next().map { String(decoding: $0, as: UTF8.self) } == "short")
    #expect(splitter.next() == nil)
    #expect(splitter.rest() == nil)
  }
}
