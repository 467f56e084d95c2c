import Testing

@testable import Bytes

@Suite struct SHA1Tests {
  /// FIPS 180-2's own examples, and RFC 3174's.
  @Test(arguments: [
    ("", 1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ("abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "84983e441c3bd26ebaae4aa1f95129e5e54670f1"
    ),
    ("a", 1_000_000, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
    (
      "0123456701234567012345670123456701234567012345670123456701234567", 10,
      "dea356a2cddd90c7a7ecedc5ebb563934f460452"
    ),
  ])
  func `hashes`(text: String, times: Int, hash: String) {
    let message = Array(String(repeating: text, count: times).utf8)
    #expect(Hexadecimal.encode(SHA1.hash(message)) == hash)
  }

  /// The padding changes its shape around 56 and 64 bytes.
  @Test func `lengths around a block give different hashes`() {
    let hashes = Set((0...130).map { SHA1.hash([UInt8](repeating: 0, count: $0)) })
    #expect(hashes.count == 131)
    #expect(hashes.allSatisfy { $0.count == 20 })
  }
}
