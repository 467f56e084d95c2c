/// Bits into bytes, the lowest bit of a byte first (RFC 1951 section 3.1.1).
struct BitWriter {
  private var bytes: [UInt8] = []
  /// What fills no byte yet: fewer than eight bits between two calls.
  private var pending: UInt32 = 0
  private var pendingCount: UInt32 = 0

  /// Appends the low bits of a value, at most 16.
  mutating func append(_ value: UInt16, bits: Int) {
    pending |= UInt32(value) << pendingCount
    pendingCount += UInt32(bits)
    while pendingCount >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }

  /// All that was written, with zeros up to the end of the last byte.
  consuming func finish() -> [UInt8] {
    if pendingCount > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
    return bytes
  }
}
