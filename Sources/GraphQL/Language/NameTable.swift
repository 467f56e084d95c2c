/// The distinct names of a document while it is parsed.
///
/// An open hash table over the bytes of the text, so that a name which comes a thousand times is
/// one `String`. The hash is keyed: no text can be written whose names all fall into one place.
struct NameTable {
  private(set) var names: [String] = []
  /// Where each name was first, in the bytes of the text.
  private var ranges: [Range<Int>] = []
  private var hashes: [UInt32] = []
  /// Places in `names`, or -1; its count is a power of two.
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private let key = NameTable.processKey

  /// Drawn anew for every process.
  private static let processKey = (
    UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max) | 1
  )

  /// The id of the name that stands in a range of the text.
  ///
  /// - Complexity: O(length), expected.
  mutating func intern(_ range: Range<Int>, in bytes: [UInt8]) -> NameID {
    let hash = hash(of: bytes[range])
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if hashes[place] == hash, bytes[ranges[place]].elementsEqual(bytes[range]) {
        return NameID(rawValue: slots[slot])
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let id = Int32(names.count)
    slots[slot] = id
    names.append(String(decoding: bytes[range], as: UTF8.self))
    ranges.append(range)
    hashes.append(hash)
    if names.count * 2 > slots.count { grow() }
    return NameID(rawValue: id)
  }

  /// Folds eight bytes at a time: multiplied by the key to 128 bits, both halves added without
  /// carry.
  private func hash(of name: ArraySlice<UInt8>) -> UInt32 {
    func folded(_ state: UInt64) -> UInt64 {
      let product = state.multipliedFullWidth(by: key.1)
      return product.high ^ product.low
    }
    var state = key.0
    var word: UInt64 = 0
    var count = 0
    for byte in name {
      word = word << 8 | UInt64(byte)
      count &+= 1
      if count & 7 == 0 {
        state = folded(state ^ word)
        word = 0
      }
    }
    state = folded(state ^ word ^ UInt64(truncatingIfNeeded: count) << 56)
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (place, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(place)
    }
  }
}
