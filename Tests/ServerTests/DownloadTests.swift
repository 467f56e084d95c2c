import Testing

@testable import Server

@Suite struct ByteRangeTests {
  @Test(arguments: [
    (nil, ByteRange.whole),
    ("bytes=0-0", .part(0..<1)),
    ("bytes=2-5", .part(2..<6)),
    ("bytes=2-", .part(2..<10)),
    ("bytes=-3", .part(7..<10)),
    ("bytes=-30", .part(0..<10)),
    ("BYTES=4-99999999999999999999999999", .part(4..<10)),
    ("bytes=10-", .unsatisfiable),
    ("bytes=99-100", .unsatisfiable),
    ("bytes=-0", .unsatisfiable),
    ("bytes=5-2", .whole),
    ("bytes=0-1,4-5", .whole),
    ("bytes=a-b", .whole),
    ("bytes=-", .whole),
    ("bytes=1", .whole),
    ("pages=1-2", .whole),
  ])
  func `reads what RFC 9110 has`(field: String?, range: ByteRange) {
    #expect(ByteRange(field, of: 10) == range)
  }

  @Test func `nothing of an empty file can be asked for`() {
    #expect(ByteRange("bytes=0-", of: 0) == .unsatisfiable)
    #expect(ByteRange("bytes=-1", of: 0) == .unsatisfiable)
    #expect(ByteRange(nil, of: 0) == .whole)
  }
}

@Suite struct DispositionTests {
  @Test(arguments: [
    ("nota.pdf", #"attachment; filename="nota.pdf"; filename*=UTF-8''nota.pdf"#),
    (
      "a\"b\\c%41.txt", #"attachment; filename="a_b_c_41.txt"; filename*=UTF-8''a%22b%5Cc%2541.txt"#
    ),
    ("ação 1.txt", #"attachment; filename="a__o 1.txt"; filename*=UTF-8''a%C3%A7%C3%A3o%201.txt"#),
    ("a\r\nX: y", #"attachment; filename="a__X: y"; filename*=UTF-8''a%0D%0AX%3A%20y"#),
  ])
  func `is safe for every name`(name: String, field: String) {
    #expect(Disposition.attachment(named: name) == field)
  }
}
