/// The hash that session tokens and stored queries are kept by, and files are named by.
///
/// A long message is given piece by piece: ``update(_:)`` as often as needed, then ``finish()``.
///
/// - Source: [FIPS 180-4](https://doi.org/10.6028/NIST.FIPS.180-4), 6.2.
public struct SHA256: Sendable {
  private var registers = Self.initial
  /// What has come of a block of 64 bytes.
  private var block: [UInt8] = []
  private var length: UInt64 = 0

  /// The hash of nothing yet.
  public init() {
    block.reserveCapacity(64)
  }

  /// The 32 bytes of the hash of a whole message.
  ///
  /// - Complexity: O(bytes).
  public static func hash(_ message: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(message[...])
    return hash.finish()
  }

  /// Takes the next bytes of the message.
  ///
  /// - Complexity: O(bytes); nothing is allocated.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    length &+= UInt64(bytes.count)
    var rest = bytes
    if !block.isEmpty {
      let taken = rest.prefix(64 - block.count)
      block.append(contentsOf: taken)
      rest = rest.dropFirst(taken.count)
      guard block.count == 64 else { return }
      compress(block[...])
      block.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    compress(rest.prefix(whole))
    block.append(contentsOf: rest.dropFirst(whole))
  }

  /// The 32 bytes of the hash of what was given.
  ///
  /// A 1 bit, zeros, and the length in bits fill the last block (5.1.1).
  public mutating func finish() -> [UInt8] {
    let bits = length &* 8
    block.append(0x80)
    while block.count % 64 != 56 { block.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      block.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    compress(block[...])
    let (r, shifts) = (registers, [24, 16, 8, 0])
    return [r.a, r.b, r.c, r.d, r.e, r.f, r.g, r.h].flatMap { word in
      shifts.map { UInt8(truncatingIfNeeded: word >> $0) }
    }
  }

  /// Takes whole blocks of 64 bytes.
  private mutating func compress(_ blocks: ArraySlice<UInt8>) {
    guard !blocks.isEmpty else { return }
    var registers = registers
    unsafe blocks.withUnsafeBytes { bytes in
      unsafe Self.constants.withUnsafeBufferPointer { constants in
        guard let constants = constants.baseAddress else { return }
        for start in stride(from: 0, to: bytes.count, by: 64) {
          var words = unsafe Words(bytes, from: start)
          let before = registers
          var round = 0
          while true {
            unsafe registers.mix(words, constants + round)
            round &+= 16
            if round == 64 { break }
            words.goOn()
          }
          registers.add(before)
        }
      }
    }
    self.registers = registers
  }

  /// The fractions of the square roots of the first 8 primes (5.3.3).
  private static let initial = Registers(
    a: 0x6a09_e667,
    b: 0xbb67_ae85,
    c: 0x3c6e_f372,
    d: 0xa54f_f53a,
    e: 0x510e_527f,
    f: 0x9b05_688c,
    g: 0x1f83_d9ab,
    h: 0x5be0_cd19
  )

  /// The fractions of the cube roots of the first 64 primes (4.2.2).
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
    0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
    0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}

/// Sixteen of the 64 words that a block gives, the last ones that were needed.
///
/// Properties and no array: they stay in registers, which makes it faster by a third.
private struct Words {
  var w0, w1, w2, w3: UInt32
  var w4, w5, w6, w7: UInt32
  var w8, w9, w10, w11: UInt32
  var w12, w13, w14, w15: UInt32

  /// The first sixteen: the block itself.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, from start: Int) {
    let word = { (index: Int) in
      UInt32(
        bigEndian: unsafe bytes.loadUnaligned(fromByteOffset: start &+ index &* 4, as: UInt32.self)
      )
    }
    (w0, w1, w2, w3) = (word(0), word(1), word(2), word(3))
    (w4, w5, w6, w7) = (word(4), word(5), word(6), word(7))
    (w8, w9, w10, w11) = (word(8), word(9), word(10), word(11))
    (w12, w13, w14, w15) = (word(12), word(13), word(14), word(15))
  }

  /// The next sixteen (6.2.2, step 1).
  @inline(__always)
  mutating func goOn() {
    w0 = Self.next(w0, w1, w9, w14)
    w1 = Self.next(w1, w2, w10, w15)
    w2 = Self.next(w2, w3, w11, w0)
    w3 = Self.next(w3, w4, w12, w1)
    w4 = Self.next(w4, w5, w13, w2)
    w5 = Self.next(w5, w6, w14, w3)
    w6 = Self.next(w6, w7, w15, w4)
    w7 = Self.next(w7, w8, w0, w5)
    w8 = Self.next(w8, w9, w1, w6)
    w9 = Self.next(w9, w10, w2, w7)
    w10 = Self.next(w10, w11, w3, w8)
    w11 = Self.next(w11, w12, w4, w9)
    w12 = Self.next(w12, w13, w5, w10)
    w13 = Self.next(w13, w14, w6, w11)
    w14 = Self.next(w14, w15, w7, w12)
    w15 = Self.next(w15, w0, w8, w13)
  }

  @inline(__always)
  private static func next(
    _ first: UInt32,
    _ early: UInt32,
    _ middle: UInt32,
    _ late: UInt32
  ) -> UInt32 {
    let sigma0 = early.rotated(7) ^ early.rotated(18) ^ (early &>> 3)
    let sigma1 = late.rotated(17) ^ late.rotated(19) ^ (late &>> 10)
    return first &+ sigma0 &+ middle &+ sigma1
  }
}

/// The eight working variables; the letters are the standard's.
private struct Registers {
  var a, b, c, d: UInt32
  var e, f, g, h: UInt32

  /// Sixteen rounds (6.2.2, step 3), after which each variable is in its place again.
  @inline(__always)
  mutating func mix(_ words: Words, _ constants: UnsafePointer<UInt32>) {
    unsafe Self.turn(a, b, c, &d, e, f, g, &h, words.w0 &+ constants[0])
    unsafe Self.turn(h, a, b, &c, d, e, f, &g, words.w1 &+ constants[1])
    unsafe Self.turn(g, h, a, &b, c, d, e, &f, words.w2 &+ constants[2])
    unsafe Self.turn(f, g, h, &a, b, c, d, &e, words.w3 &+ constants[3])
    unsafe Self.turn(e, f, g, &h, a, b, c, &d, words.w4 &+ constants[4])
    unsafe Self.turn(d, e, f, &g, h, a, b, &c, words.w5 &+ constants[5])
    unsafe Self.turn(c, d, e, &f, g, h, a, &b, words.w6 &+ constants[6])
    unsafe Self.turn(b, c, d, &e, f, g, h, &a, words.w7 &+ constants[7])
    unsafe Self.turn(a, b, c, &d, e, f, g, &h, words.w8 &+ constants[8])
    unsafe Self.turn(h, a, b, &c, d, e, f, &g, words.w9 &+ constants[9])
    unsafe Self.turn(g, h, a, &b, c, d, e, &f, words.w10 &+ constants[10])
    unsafe Self.turn(f, g, h, &a, b, c, d, &e, words.w11 &+ constants[11])
    unsafe Self.turn(e, f, g, &h, a, b, c, &d, words.w12 &+ constants[12])
    unsafe Self.turn(d, e, f, &g, h, a, b, &c, words.w13 &+ constants[13])
    unsafe Self.turn(c, d, e, &f, g, h, a, &b, words.w14 &+ constants[14])
    unsafe Self.turn(b, c, d, &e, f, g, h, &a, words.w15 &+ constants[15])
  }

  /// One round: only two of the variables change, the others change their names.
  @inline(__always)
  private static func turn(
    _ a: UInt32,
    _ b: UInt32,
    _ c: UInt32,
    _ d: inout UInt32,
    _ e: UInt32,
    _ f: UInt32,
    _ g: UInt32,
    _ h: inout UInt32,
    _ word: UInt32
  ) {
    let sum1 = e.rotated(6) ^ e.rotated(11) ^ e.rotated(25)
    let choice = g ^ (e & (f ^ g))
    let first = h &+ sum1 &+ choice &+ word
    let sum0 = a.rotated(2) ^ a.rotated(13) ^ a.rotated(22)
    let majority = (a & b) | (c & (a | b))
    d = d &+ first
    h = first &+ sum0 &+ majority
  }

  /// Ends a block (6.2.2, step 4).
  @inline(__always)
  mutating func add(_ other: Registers) {
    (a, b, c, d) = (a &+ other.a, b &+ other.b, c &+ other.c, d &+ other.d)
    (e, f, g, h) = (e &+ other.e, f &+ other.f, g &+ other.g, h &+ other.h)
  }
}

extension UInt32 {
  @inline(__always)
  fileprivate func rotated(_ count: UInt32) -> UInt32 {
    self &>> count | self &<< (32 &- count)
  }
}
