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

  /// The scan goes by words of 8 and reads the last one twice, so every byte that there is is tried
  /// at each place of texts of each length up to three words, also behind another special byte.
  @Test func `escapes each byte at each place of a text of any length`() {
    for length in 1...25 {
      for place in 0..<length {
        for byte in [0, 0x0A, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F] as [UInt8] {
          var bytes = (0..<length).map { UInt8(ascii: "a") + UInt8($0) }
          bytes[place] = byte
          bytes[length / 2] = byte
          var writer = ByteWriter(capacity: 1)
          writer.append(escaping: bytes[...])
          #expect(writer.text() == escapedByHand(bytes), "\(byte) at \(place) of \(length)")
        }
      }
    }
  }

  @Test func `leaves the bytes of longer characters as they are`() {
    let text = "ação, é \u{7F}\u{80}\u{A2}\u{DC}\u{10FFFF}\u{3FFF}"
    var writer = ByteWriter()
    writer.append(escaping: Array(text.utf8)[...])
    #expect(writer.text() == text)
  }

  private func escapedByHand(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      switch byte {
      case 0x22: #"\""#
      case 0x5C: #"\\"#
      case 0x0A: #"\n"#
      case ..<0x20: #"\u00"# + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
      default: String(UnicodeScalar(byte))
      }
    }.joined()
  }

  @Test func `appends a part of another writer`() {
    var other = ByteWriter()
    other.append(utf8: "abcdef")
    var writer = ByteWriter(capacity: 1)
    writer.append(UInt8(ascii: "["))
    writer.append(other, from: 1, to: 4)
    writer.append(other, from: 6, to: 6)
    writer.append(other, from: 0, to: 6)
    #expect(writer.text() == "[bcdabcdef")
  }

  @Test func `takes back what follows a place`() {
    var writer = ByteWriter()
    writer.append(utf8: "kept, dropped")
    writer.truncate(to: 4)
    writer.append(UInt8(ascii: "!"))
    #expect(writer.text() == "kept!")
  }
}
