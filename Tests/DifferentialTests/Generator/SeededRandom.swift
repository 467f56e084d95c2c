/// Numbers that look random and are the same for the same seed, on every machine.
///
/// - Source: SplitMix64 (Steele, Lea and Flood, 2014).
struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 to below the bound; 0 for a bound under 1.
  mutating func below(_ bound: Int) -> Int {
    bound < 1 ? 0 : Int(next() >> 11) % bound
  }

  /// True that often: 0 is never, 1 is always.
  mutating func chance(_ probability: Double) -> Bool {
    Double(next() >> 11) * 0x1p-53 < probability
  }

  /// One of the items; `nil` where there is none.
  mutating func pick<Item>(_ items: [Item]) -> Item? {
    items.isEmpty ? nil : items[below(items.count)]
  }

  /// One of the items, the first where there is only one.
  mutating func pick<Item>(_ first: Item, _ others: Item...) -> Item {
    let place = below(others.count + 1)
    return place == 0 ? first : others[place - 1]
  }

  /// The items in another order.
  mutating func shuffled<Item>(_ items: [Item]) -> [Item] {
    var result = items
    for place in result.indices { result.swapAt(place, place + below(result.count - place)) }
    return result
  }
}
