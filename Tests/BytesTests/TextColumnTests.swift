import Testing

@testable import Bytes

@Suite struct TextColumnTests {
  static let texts: [String?] = ["a", nil, "", "çé", nil, "last"]

  @Test func `keeps texts, nulls and empty texts apart`() {
    let column = TextColumn(Self.texts)
    #expect(column.count == 6)
    #expect(column.arena == Array("açélast".utf8))
    for (index, text) in Self.texts.enumerated() {
      #expect(column.text(index) == text)
      #expect(column.isNull(index) == (text == nil))
    }
  }

  @Test func `a hidden cell's bytes are gone`() {
    let hidden = TextColumn(["open", "secret", nil]).redacted(where: [false, true, false])
    #expect(hidden == TextColumn(["open", nil, nil]))
    #expect(hidden.arena == Array("open".utf8))
    #expect(TextColumn(Self.texts).redacted(where: .init(repeating: false, count: 6)).count == 6)
  }

  @Test func `gathers cells in any order`() {
    let gathered = TextColumn(Self.texts).gathered([5, -1, 0, 1, 0, 2])
    #expect(gathered == TextColumn(["last", nil, "a", nil, "a", ""]))
  }

  @Test func `writes a cell as a JSON string, and of a null nothing`() {
    let column = TextColumn(["plain", nil, "a \"b\"\n", ""])
    var writer = ByteWriter(capacity: 1)
    #expect((0..<4).map { column.write($0, to: &writer) } == [true, false, true, true])
    #expect(writer.text() == #""plain""a \"b\"\n""""#)
  }
}
