import Testing

@testable import HTTP

/// Lengths that make a code, and the best there is within the limit.
@Suite struct HuffmanCodeTests {
  /// Each as often as the two before it together: the tree is as deep as they are many.
  private static func fibonacci(_ count: Int) -> [Int] {
    var frequencies = [1, 1]
    while frequencies.count < count { frequencies.append(frequencies.suffix(2).reduce(0, +)) }
    return frequencies
  }

  /// The fewest bits of all codes within a limit.
  ///
  /// What is more frequent never has the longer word, so that a code is told by how many words each
  /// length has. Every number of them is tried, which only a few symbols allow.
  private static func optimum(_ frequencies: [Int], limit: Int) -> Int {
    let leaves = frequencies.filter { $0 > 0 }.sorted(by: >)
    guard leaves.count > 1 else { return leaves.reduce(0, +) }
    struct Point: Hashable { let place, length, room: Int }
    var known: [Point: Int] = [:]
    /// What the symbols from a place on take at least, of so many free words of a length.
    func least(_ point: Point) -> Int {
      let left = leaves.count - point.place
      if left == 0 { return 0 }
      if point.room <= 0 || point.length > limit { return .max / 2 }
      if let bits = known[point] { return bits }
      var best = Int.max / 2
      var bits = 0
      for own in 0...min(left, point.room) {
        if own > 0 { bits += leaves[point.place + own - 1] * point.length }
        let room = min(2 * (point.room - own), left)
        let rest = Point(place: point.place + own, length: point.length + 1, room: room)
        best = min(best, bits + least(rest))
      }
      known[point] = best
      return best
    }
    return least(Point(place: 0, length: 1, room: 2))
  }

  private func check(_ frequencies: [Int], limit: Int) {
    let code = HuffmanCode(frequencies: frequencies, limit: limit)
    let used = code.lengths.filter { $0 > 0 }
    var taken = 0
    for length in used { taken += 1 << (limit - length) }
    #expect(taken == 1 << limit, "\(frequencies)")
    #expect(used.count == max(2, frequencies.count { $0 > 0 }))
    let order = frequencies.indices.sorted { frequencies[$0] > frequencies[$1] }
    for (often, seldom) in zip(order, order.dropFirst())
    where frequencies[seldom] > 0 && frequencies[often] > frequencies[seldom] {
      #expect(code.lengths[often] <= code.lengths[seldom], "\(frequencies)")
    }
    #expect(code.size(of: frequencies) == Self.optimum(frequencies, limit: limit))
  }

  @Test(arguments: [
    [0, 0], [0, 0, 0, 5], [3, 0], [1, 1], [9, 1, 1], fibonacci(16), fibonacci(17), fibonacci(30),
    Array(repeating: 4, count: 100), Array(repeating: 0, count: 285) + [1],
  ])
  func `is complete and within 15 bits`(frequencies: [Int]) {
    check(frequencies, limit: 15)
  }

  @Test(arguments: [fibonacci(8), fibonacci(9), fibonacci(19), Array(repeating: 1, count: 19)])
  func `is complete and within 7 bits`(frequencies: [Int]) {
    check(frequencies, limit: 7)
  }

  @Test func `is the best whatever comes`() {
    var seeded = Seeded(state: 21)
    for _ in 0..<200 {
      let most = 1 << Int.random(in: 0...14, using: &seeded)
      let count = Int.random(in: 2...24, using: &seeded)
      let limit = Int.random(in: 5...15, using: &seeded)
      check((0..<count).map { _ in Int.random(in: 0...most, using: &seeded) }, limit: limit)
    }
  }

  /// The code of RFC 1951 section 3.2.2's example.
  @Test func `gives words in the order of the RFC`() {
    let code = HuffmanCode(lengths: [3, 3, 3, 3, 3, 2, 4, 4])
    let words = ["010", "011", "100", "101", "110", "00", "1110", "1111"]
    for (symbol, word) in words.enumerated() {
      var output = BitWriter()
      code.append(symbol, to: &output)
      let expected = word.reversed().reduce(UInt8(0)) { $0 << 1 | ($1 == "1" ? 1 : 0) }
      #expect(output.finish() == [expected], "\(symbol)")
    }
  }
}
