import Testing

@testable import Bytes

@Suite struct TextColumnWriterTests {
  @Test func `writes moments`() {
    var writer = TextColumnWriter(reservingCells: 3, bytes: 0)
    writer.append(instant: Instant(milliseconds: 951_782_400_123))
    writer.append(instant: nil)
    writer.append(instant: Instant(milliseconds: -1))
    #expect(
      writer.column == TextColumn(["2000-02-29T00:00:00.123Z", nil, "1969-12-31T23:59:59.999Z"])
    )
  }

  @Test func `writes base64url as the codec does, whatever the length and the bytes`() {
    var expected: [String?] = []
    var writer = TextColumnWriter(reservingCells: 0, bytes: 0)
    for length in 0..<70 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ length &* 31) }
      expected.append(Base64.text(of: bytes, as: .url))
      var plain = ByteWriter(capacity: 1)
      plain.append(bytes)
      writer.append(base64URL: plain)
      writer.appendNull()
      expected.append(nil)
    }
    #expect(writer.column == TextColumn(expected))
  }
}
