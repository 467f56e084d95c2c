/// A code of few bits for what is frequent, in the one order that its lengths alone tell.
///
/// - Source: RFC 1951 section 3.2.2.
struct HuffmanCode {
  /// How many bits each symbol has; 0 for those that never come.
  let lengths: [Int]
  /// The bits of each symbol, its first bit lowest, as they are written.
  private let codes: [UInt16]

  /// The code of given lengths, each of 0...15 bits, which no other code has.
  init(lengths: [Int]) {
    self.lengths = lengths
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[length] += 1 }
    var next = [UInt16](repeating: 0, count: 16)
    var code = 0
    for length in 1...15 {
      code = (code + counts[length - 1]) << 1
      next[length] = UInt16(truncatingIfNeeded: code)
    }
    codes = lengths.map { length in
      guard length > 0 else { return 0 }
      defer { next[length] += 1 }
      return Self.reversed(next[length], bits: length)
    }
  }

  /// The best code for symbols that come so often, none longer than a limit.
  ///
  /// It is complete even where one symbol or none comes, since some readers refuse another.
  ///
  /// - Parameters:
  ///   - frequencies: Two or more, and no more than the limit has room for.
  ///   - limit: The longest code in bits, 1...15.
  init(frequencies: [Int], limit: Int) {
    var used = frequencies.indices.filter { frequencies[$0] > 0 }
    for spare in 0..<2 where used.count < 2 && !used.contains(spare) { used.append(spare) }
    // The rarest first, and those that are alike in their own order: the same on every machine.
    used.sort { (frequencies[$0], $0) < (frequencies[$1], $1) }
    var lengths = [Int](repeating: 0, count: frequencies.count)
    let found = Self.lengths(of: used.map { frequencies[$0] }, limit: limit)
    for (symbol, length) in zip(used, found) { lengths[symbol] = length }
    self.init(lengths: lengths)
  }

  /// How many bits symbols of such frequencies take.
  func size(of frequencies: [Int]) -> Int {
    zip(frequencies, lengths).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Writes a symbol.
  func append(_ symbol: Int, to output: inout BitWriter) {
    output.append(codes[symbol], bits: lengths[symbol])
  }

  /// The lengths of the best code that has none longer than a limit.
  ///
  /// A symbol of length `n` is bought with `n` coins, one of each of the `n` greatest values; the
  /// cheapest coins that are worth enough are found from the smallest value up, where two that are
  /// not taken yet become one of the next.
  ///
  /// - Parameters:
  ///   - leaves: Two weights or more, the lightest first.
  ///   - limit: The longest, in bits.
  /// - Returns: The lengths in the order of the weights.
  /// - Source: package-merge (Larmore and Hirschberg, 1990).
  private static func lengths(of leaves: [Int], limit: Int) -> [Int] {
    /// Of each value, the cheapest first: whether it is a leaf's own coin or two of the one before.
    var rows: [[Bool]] = []
    var weights: [Int] = []
    for _ in 0..<limit {
      var (row, merged): ([Bool], [Int]) = ([], [])
      var (leaf, pair) = (0, 0)
      let pairs = weights.count / 2
      while leaf < leaves.count || pair < pairs {
        let packed = pair < pairs ? weights[2 * pair] + weights[2 * pair + 1] : .max
        let isLeaf = leaf < leaves.count && leaves[leaf] <= packed
        row.append(isLeaf)
        merged.append(isLeaf ? leaves[leaf] : packed)
        if isLeaf { leaf += 1 } else { pair += 1 }
      }
      rows.append(row)
      weights = merged
    }
    var lengths = [Int](repeating: 0, count: leaves.count)
    var taken = 2 * leaves.count - 2
    for row in rows.reversed() {
      let own = row.prefix(taken).count { $0 }
      for leaf in 0..<own { lengths[leaf] += 1 }
      taken = 2 * (taken - own)
    }
    return lengths
  }

  private static func reversed(_ code: UInt16, bits: Int) -> UInt16 {
    var (rest, turned) = (code, UInt16(0))
    for _ in 0..<bits {
      turned = turned << 1 | rest & 1
      rest >>= 1
    }
    return turned
  }
}
