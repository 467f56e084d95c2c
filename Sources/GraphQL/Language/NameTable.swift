/// The distinct names of a document while it is parsed.
///
/// An open hash table over the bytes of the text, so that a name which comes a thousand times is
/// one `String`.
struct NameTable {
  private(set) var names: [String] = []
  /// Where each name was first, in the bytes of the text.
  private var ranges: [Range<Int>] = []
  private var hashes: [UInt32] = []
  /// Places in `names`, or -1; its count is a power of two.
  private var slots: [Int32] = Array(repeating: -1, count: 64)

  /// The id of the name that stands in a range of the text.
  ///
  /// - Complexity: O(length) on average; at worst O(names), which ``Limits/tokens`` bounds.
  mutating func intern(_ range: Range<Int>, in bytes: [UInt8]) -> NameID {
    // FNV-1a, 32 bits.
    var hash: UInt32 = 2_166_136_261
    for byte in bytes[range] { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
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

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    for (place, hash) in hashes.enumerated() {
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(place)
    }
  }
}
