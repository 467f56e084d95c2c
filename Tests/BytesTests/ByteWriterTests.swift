import Testing

@testable import Bytes

@Suite struct ByteWriterTests {
  @Test(arguments: [
    (Int64(0), "0"), (7, "7"), (-7, "-7"), (1_234_567_890, "1234567890"),
    (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
  ])
  func `writes an integer in decimal`(value: Int64, text: String) {
    var writer = ByteWriter(capacity: 1)
    writer.append(decimal: value)
    #expect(writer.text() == text)
  }

  @Test(arguments: [
    ("plain", #""plain""#),
    ("a\"b\\c", #""a\"b\\c""#),
    ("\u{8}\t\n\u{C}\r\u{1}\u{1F}", #""\b\t\n\f\r\u0001\u001f""#),
    ("0123456789abcdef\"0123456789abcdef", #""0123456789abcdef\"0123456789abcdef""#),
    ("ação 👩‍🎓 \u{7F}", "\"ação 👩‍🎓 \u{7F}\""),
    ("", #""""#),
  ])
  func `quotes a text as JSON`(text: String, json: String) {
    var writer = ByteWriter(capacity: 1)
    writer.append(quoting: text)
    #expect(writer.text() == json)
  }

  /// The scan goes by blocks of 16, so a special byte is tried at each place of three blocks.
  @Test func `escapes at every place of a block`() {
    for place in 0..<48 {
      var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 48)
      bytes[place] = UInt8(ascii: "\"")
      var writer = ByteWriter(capacity: 1)
      writer.append(escaping: bytes[...])
      let x = { String(repeating: "x", count: $0) }
      #expect(writer.text() == x(place) + #"\""# + x(47 - place))
    }
  }

  @Test func `takes back what follows a place`() {
    var writer = ByteWriter()
    writer.append(utf8: "kept, dropped")
    writer.truncate(to: 4)
    writer.append(UInt8(ascii: "!"))
    #expect(writer.text() == "kept!")
  }
}
