/// Bytes as the gzip format has them, for files that never change.
///
/// No answer that holds a secret beside something a stranger chose may be compressed: its length
/// would tell when the two are alike, one guess a request (BREACH, CVE-2013-3587). So this is for
/// ``StaticFiles``, whose bytes are the same for everybody, and never for what GraphQL answers.
///
/// - Source: RFC 1952.
enum Gzip {
  /// One member: a head, the compressed bytes, their checksum and length.
  ///
  /// The same bytes make the same member on every machine and at all times: it has no name and no
  /// date.
  ///
  /// - Complexity: O(bytes); some 40 ms for each million bytes of text, in release.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var member = head
    member.append(contentsOf: Deflate.compress(bytes))
    append(checksum(of: bytes), to: &member)
    append(UInt32(truncatingIfNeeded: bytes.count), to: &member)
    return member
  }

  /// Section 2.3: the two marks, deflate, no flags, no time, slowest and best, no system.
  private static let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255]

  /// Lowest byte first (section 2.1).
  private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
    }
  }

  /// The CRC-32 of bytes (section 8).
  static func checksum(of bytes: [UInt8]) -> UInt32 {
    var register = UInt32.max
    for byte in bytes {
      register = remainders[Int(UInt8(truncatingIfNeeded: register) ^ byte)] ^ (register >> 8)
    }
    return ~register
  }

  /// What is left of each byte after the division by the polynomial, with its bits in reverse.
  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1
    }
  }
}
