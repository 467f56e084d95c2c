import Testing

@testable import Bytes

@Suite struct SHA256Tests {
  /// FIPS 180-2's own examples.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ("a", 10_000, "27dd1f61b867b6a0f6e9d8a41c43231de52107e53ae424de8f847b821db4b711"),
  ])
  func `hashes`(text: String, times: Int, hash: String) {
    let message = Array(String(repeating: text, count: times).utf8)
    #expect(Hexadecimal.encode(SHA256.hash(message)) == hash)
  }

  /// The padding changes its shape around 56 and 64 bytes.
  @Test func `lengths around a block give different hashes`() {
    let hashes = Set((0...130).map { SHA256.hash([UInt8](repeating: 0, count: $0)) })
    #expect(hashes.count == 131)
    #expect(hashes.allSatisfy { $0.count == 32 })
  }

  @Test func `a message in pieces gives the hash of the whole, cut anywhere`() {
    let message = (0..<200).map { UInt8($0) }
    let whole = SHA256.hash(message)
    for cut in 0...message.count {
      var hash = SHA256()
      hash.update(message[..<cut])
      hash.update([])
      hash.update(message[cut...])
      #expect(hash.finish() == whole, "cut at \(cut)")
    }
  }
}
