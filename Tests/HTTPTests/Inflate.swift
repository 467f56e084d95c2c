/// Undoes what `Gzip` does, from RFC 1951 and RFC 1952 alone: it shares no line with it.
struct Inflate {
  enum Failure: Error, Equatable {
    case head, tail, bits, block, code, distance, lengths
  }

  private let bytes: [UInt8]
  private var place = 0
  private var bit = 0
  private var output: [UInt8] = []
  /// How many blocks there were of each type: stored, fixed, dynamic.
  private var blocks = [0, 0, 0]

  /// The bytes of a gzip member without a name, and how many blocks of each type it had.
  static func member(_ bytes: [UInt8]) throws -> (bytes: [UInt8], blocks: [Int]) {
    guard bytes.count >= 18, bytes[0...3] == [0x1F, 0x8B, 8, 0] else { throw Failure.head }
    var inflate = Inflate(bytes: Array(bytes[10...].dropLast(8)))
    try inflate.run()
    guard inflate.place + (inflate.bit > 0 ? 1 : 0) == inflate.bytes.count else {
      throw Failure.tail
    }
    let tail = bytes.suffix(8).reversed().map(UInt64.init).reduce(0) { $0 << 8 | $1 }
    let expected = UInt64(inflate.output.count) << 32 | UInt64(checksum(inflate.output))
    guard tail == expected else { throw Failure.tail }
    return (inflate.output, inflate.blocks)
  }

  /// Bit by bit, as section 8 of RFC 1952 has it without a table.
  static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register % 2 == 1 ? register / 2 ^ 0xEDB8_8320 : register / 2 }
    }
    return register ^ 0xFFFF_FFFF
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func run() throws {
    var isLast = false
    while !isLast {
      isLast = try bits(1) == 1
      let type = try bits(2)
      guard (1...2).contains(type) else { throw Failure.block }
      blocks[type] += 1
      let (literals, distances) = type == 1 ? Self.fixed : try dynamic()
      try tokens(literals, distances)
    }
  }

  private mutating func bits(_ count: Int) throws -> Int {
    var value = 0
    for index in 0..<count {
      guard place < bytes.count else { throw Failure.bits }
      value += Int(bytes[place] >> UInt8(bit) & 1) << index
      (place, bit) = bit == 7 ? (place + 1, 0) : (place, bit + 1)
    }
    return value
  }

  /// The symbols in the order of their words, and how many words each length has.
  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []
  }

  private static let fixed = (
    code(
      Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
        + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
    ),
    code(Array(repeating: 5, count: 30))
  )

  /// Words go by length, then by symbol (section 3.2.2).
  private static func code(_ lengths: [Int]) -> Code {
    var code = Code()
    for length in 1...15 {
      for (symbol, own) in lengths.enumerated() where own == length { code.symbols.append(symbol) }
    }
    for length in lengths where length > 0 { code.counts[length] += 1 }
    return code
  }

  /// Whether a code has a symbol for whatever bits come, and none too many.
  private static func isComplete(_ lengths: [Int]) -> Bool {
    lengths.filter { $0 > 0 }.reduce(0) { $0 + 1 << (15 - $1) } == 1 << 15
  }

  /// Each word is the one before it plus one, with zeros behind it where the length grows.
  private mutating func symbol(_ code: Code) throws -> Int {
    var (word, first, index) = (0, 0, 0)
    for length in 1...15 {
      word = word * 2 + (try bits(1))
      first *= 2
      let count = code.counts[length]
      if word - first < count { return code.symbols[index + word - first] }
      first += count
      index += count
    }
    throw Failure.code
  }

  private mutating func dynamic() throws -> (Code, Code) {
    let counts = (try bits(5) + 257, try bits(5) + 1, try bits(4) + 4)
    guard counts.0 <= 286, counts.1 <= 30 else { throw Failure.lengths }
    var short = [Int](repeating: 0, count: 19)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    for symbol in order[..<counts.2] { short[symbol] = try bits(3) }
    guard Self.isComplete(short) else { throw Failure.lengths }
    let code = Self.code(short)
    var lengths: [Int] = []
    while lengths.count < counts.0 + counts.1 {
      switch try symbol(code) {
      case 16:
        guard let last = lengths.last else { throw Failure.lengths }
        lengths += Array(repeating: last, count: try bits(2) + 3)
      case 17: lengths += Array(repeating: 0, count: try bits(3) + 3)
      case 18: lengths += Array(repeating: 0, count: try bits(7) + 11)
      case let length: lengths.append(length)
      }
    }
    let (literals, distances) = (Array(lengths[..<counts.0]), Array(lengths[counts.0...]))
    guard
      distances.count == counts.1,
      Self.isComplete(literals),
      Self.isComplete(distances)
    else { throw Failure.lengths }
    return (Self.code(literals), Self.code(distances))
  }

  // The tables of section 3.2.5, as they stand there.
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537,
    2_049, 3_073, 4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]

  private mutating func tokens(_ literals: Code, _ distances: Code) throws {
    while true {
      let found = try symbol(literals)
      if found == 256 { return }
      guard found > 256 else {
        output.append(UInt8(found))
        continue
      }
      guard found <= 285 else { throw Failure.code }
      let length = Self.lengthBases[found - 257] + (try bits(Self.lengthBits[found - 257]))
      let far = try symbol(distances)
      let distance = Self.distanceBases[far] + (try bits(Self.distanceBits[far]))
      guard distance <= output.count else { throw Failure.distance }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }
}
