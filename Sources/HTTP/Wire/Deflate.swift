/// The compressed format that gzip carries.
///
/// Blocks have codes of their own where those pay for themselves, or the fixed ones. There are no
/// stored blocks: what cannot be compressed gets longer, by an eighth at most (the fixed codes have
/// nine bits and no more for a byte) and by thousandths where it is long.
///
/// - Source: RFC 1951.
enum Deflate {
  /// How many tokens share a code: more, and it fits none of them; fewer, and it is told too often.
  private static let blockTokens = 16_384

  /// Bytes, compressed.
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var tokens = DeflateTokens(bytes)
    var output = BitWriter()
    repeat {
      let block = DeflateBlock(tokens.next(atMost: blockTokens))
      block.append(to: &output, isLast: tokens.isAtEnd)
    } while !tokens.isAtEnd
    return output.finish()
  }
}

/// The tokens of one block (RFC 1951 section 3.2.3).
private struct DeflateBlock {
  /// A symbol and the bits that follow it.
  private typealias Symbol = (symbol: Int, extra: UInt16, bits: Int)

  private static let end = 256
  /// The codes of section 3.2.6.
  private static let fixedLiterals = HuffmanCode(
    lengths: (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
  )
  private static let fixedDistances = HuffmanCode(lengths: Array(repeating: 5, count: 32))
  /// The order in which section 3.2.7 has the lengths of the code of lengths.
  private static let lengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  private let tokens: [DeflateToken]
  private var literalCounts = [Int](repeating: 0, count: 286)
  private var distanceCounts = [Int](repeating: 0, count: 30)

  init(_ tokens: [DeflateToken]) {
    self.tokens = tokens
    for token in tokens {
      switch token {
      case .literal(let byte): literalCounts[Int(byte)] += 1
      case .match(let length, let distance):
        literalCounts[Self.symbol(ofLength: length).symbol] += 1
        distanceCounts[Self.symbol(ofDistance: distance).symbol] += 1
      }
    }
    literalCounts[Self.end] = 1
  }

  /// Writes the block in the shorter of the two ways.
  func append(to output: inout BitWriter, isLast: Bool) {
    let literals = HuffmanCode(frequencies: literalCounts, limit: 15)
    let distances = HuffmanCode(frequencies: distanceCounts, limit: 15)
    let literalLengths = Self.trimmed(literals.lengths, least: 257)
    let distanceLengths = Self.trimmed(distances.lengths, least: 1)
    let runs = Self.runs(of: literalLengths + distanceLengths)
    var runCounts = [Int](repeating: 0, count: 19)
    for run in runs { runCounts[run.symbol] += 1 }
    let code = HuffmanCode(frequencies: runCounts, limit: 7)
    let order = Self.trimmed(Self.lengthOrder.map { code.lengths[$0] }, least: 4)
    let told = 14 + 3 * order.count + code.size(of: runCounts) + runs.reduce(0) { $0 + $1.bits }
    let own = told + literals.size(of: literalCounts) + distances.size(of: distanceCounts)
    let fixed =
      Self.fixedLiterals.size(of: literalCounts) + Self.fixedDistances.size(of: distanceCounts)

    output.append(isLast ? 1 : 0, bits: 1)
    guard own < fixed else {
      output.append(1, bits: 2)
      appendTokens(Self.fixedLiterals, Self.fixedDistances, to: &output)
      return
    }
    output.append(2, bits: 2)
    output.append(UInt16(literalLengths.count - 257), bits: 5)
    output.append(UInt16(distanceLengths.count - 1), bits: 5)
    output.append(UInt16(order.count - 4), bits: 4)
    for length in order { output.append(UInt16(length), bits: 3) }
    for run in runs {
      code.append(run.symbol, to: &output)
      output.append(run.extra, bits: run.bits)
    }
    appendTokens(literals, distances, to: &output)
  }

  private func appendTokens(
    _ literals: HuffmanCode,
    _ distances: HuffmanCode,
    to output: inout BitWriter
  ) {
    for token in tokens {
      switch token {
      case .literal(let byte): literals.append(Int(byte), to: &output)
      case .match(let length, let distance):
        let far = Self.symbol(ofLength: length)
        literals.append(far.symbol, to: &output)
        output.append(far.extra, bits: far.bits)
        let back = Self.symbol(ofDistance: distance)
        distances.append(back.symbol, to: &output)
        output.append(back.extra, bits: back.bits)
      }
    }
    literals.append(Self.end, to: &output)
  }

  /// Section 3.2.5: four lengths that begin alike share the number of their extra bits.
  private static func symbol(ofLength length: Int) -> Symbol {
    let over = length - 3
    if length == 258 { return (285, 0, 0) }
    guard over >= 8 else { return (257 + over, 0, 0) }
    let bits = over.bitWidth - 1 - over.leadingZeroBitCount - 2
    return (261 + 4 * bits + (over >> bits & 3), UInt16(over & (1 << bits - 1)), bits)
  }

  /// Section 3.2.5: of distances two share it.
  private static func symbol(ofDistance distance: Int) -> Symbol {
    let over = distance - 1
    guard over >= 4 else { return (over, 0, 0) }
    let bits = over.bitWidth - 1 - over.leadingZeroBitCount - 1
    return (2 + 2 * bits + (over >> bits & 1), UInt16(over & (1 << bits - 1)), bits)
  }

  /// The lengths of a code as section 3.2.7 tells them: 16 repeats the last, 17 and 18 are zeros.
  private static func runs(of lengths: [Int]) -> [Symbol] {
    var runs: [Symbol] = []
    var place = 0
    while place < lengths.count {
      let length = lengths[place]
      let count = lengths[place...].prefix { $0 == length }.count
      place += count
      var left = count
      if length > 0 {
        runs.append((length, 0, 0))
        left -= 1
      }
      while left >= 3 {
        let taken = min(left, length > 0 ? 6 : 138)
        switch (length, taken) {
        case (0, 11...): runs.append((18, UInt16(taken - 11), 7))
        case (0, _): runs.append((17, UInt16(taken - 3), 3))
        default: runs.append((16, UInt16(taken - 3), 2))
        }
        left -= taken
      }
      for _ in 0..<left { runs.append((length, 0, 0)) }
    }
    return runs
  }

  /// Lengths without the zeros at their end, but no fewer than a number of them.
  private static func trimmed(_ lengths: [Int], least: Int) -> [Int] {
    let count = lengths.lastIndex { $0 > 0 }.map { $0 + 1 } ?? 0
    return Array(lengths.prefix(max(count, least)))
  }
}
