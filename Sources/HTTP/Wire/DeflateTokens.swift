/// What a compressed block is made of (RFC 1951 section 3.2.5).
enum DeflateToken {
  /// A byte that stands for itself.
  case literal(UInt8)
  /// So many bytes, 3...258, that stood so far before, 1...32768.
  case match(length: Int, distance: Int)
}

/// Finds in bytes what stood there before, and tells the rest as it is (RFC 1951 section 4).
struct DeflateTokens {
  private static let window = 32_768
  private static let shortest = 3
  private static let longest = 258
  /// How many earlier places are looked at for one place.
  ///
  /// Without a limit bytes that begin alike in thousands of places take the square of their number.
  private static let chain = 128
  /// From this length on, nobody looks whether the next place has a longer one.
  private static let enough = 64
  /// Beyond it a match of three bytes takes more bits than the bytes themselves.
  private static let far = 4_096

  /// A match, or none: of length 0.
  private struct Match {
    var length = 0
    var distance = 0
  }

  private let bytes: [UInt8]
  /// The first byte that no token tells yet, and the match that begins with it.
  private var position = 0
  private var match = Match()
  /// The first place that is in no chain yet.
  private var unchained = 0
  /// The last place of each hash of three bytes; -1 where there is none.
  private var heads: [Int]
  /// For each place of the window the one before it that has the same hash; -1 where there is none.
  private var earlier: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    heads = Array(repeating: -1, count: 1 << 15)
    earlier = Array(repeating: -1, count: min(Self.window, bytes.count))
  }

  /// Whether the tokens tell all bytes.
  var isAtEnd: Bool { position >= bytes.count }

  /// The next tokens, at most so many; none at the end.
  ///
  /// A match waits until the place behind its first byte was asked: where a longer one begins
  /// there, the byte goes out as a literal (lazy matching).
  mutating func next(atMost most: Int) -> [DeflateToken] {
    var tokens: [DeflateToken] = []
    while !isAtEnd, tokens.count < most {
      let following =
        match.length < Self.enough
        ? longestMatch(at: position + 1, over: max(match.length, Self.shortest - 1)) : Match()
      if match.length == 0 || following.length > 0 {
        tokens.append(.literal(bytes[position]))
        position += 1
        match = following
      } else {
        tokens.append(.match(length: match.length, distance: match.distance))
        position += match.length
        match = longestMatch(at: position, over: Self.shortest - 1)
      }
    }
    return tokens
  }

  /// The nearest of the longest matches at a place, where one is longer than a length.
  private mutating func longestMatch(at place: Int, over least: Int) -> Match {
    let most = min(Self.longest, bytes.count - place)
    guard most > least else { return Match() }
    while unchained < place {
      chain(unchained)
      unchained += 1
    }
    var best = Match(length: least)
    var candidate = heads[hash(at: place)]
    var tries = Self.chain
    while candidate >= 0, place - candidate <= Self.window, tries > 0, best.length < most {
      // Unlike in the byte that would make it longer, and it is not worth a comparison.
      if bytes[candidate + best.length] == bytes[place + best.length] {
        var length = 0
        while length < most, bytes[candidate + length] == bytes[place + length] { length += 1 }
        let isDear = length == Self.shortest && place - candidate > Self.far
        if length > best.length, !isDear {
          best = Match(length: length, distance: place - candidate)
        }
      }
      candidate = earlier[candidate % Self.window]
      tries -= 1
    }
    return best.distance > 0 ? best : Match()
  }

  /// Puts a place into the chain of its hash; the last two bytes begin no match.
  private mutating func chain(_ place: Int) {
    guard bytes.count - place >= Self.shortest else { return }
    let hash = hash(at: place)
    earlier[place % Self.window] = heads[hash]
    heads[hash] = place
  }

  /// Of the three bytes at a place, which has them.
  private func hash(at place: Int) -> Int {
    (Int(bytes[place]) << 10 ^ Int(bytes[place + 1]) << 5 ^ Int(bytes[place + 2])) & 0x7FFF
  }
}
