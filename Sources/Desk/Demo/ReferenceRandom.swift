/// Numbers that look random and are the same at every run, on every machine.
///
/// The standard library may change how it draws from a generator; what this draws is fixed here.
///
/// - Source: Steele, Lea, Flood: Fast splittable pseudorandom number generators (SplitMix64).
struct ReferenceRandom: Sendable {
  private var state: UInt64

  /// A sequence of its own for each pair of seed and stream.
  init(seed: UInt64, stream: UInt64) {
    state = seed
    _ = next()
    state ^= stream &* 0xD134_2543_DE82_EF95
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to a bound of at most 2^31.
  mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() >> 33) % bound }

  /// A number from 0 up to a bound, small ones more often, as words of a language come.
  mutating func skewed(below bound: Int) -> Int { below(bound) * below(bound) / bound }

  /// Whether something happens that happens so often of a hundred times.
  mutating func happens(_ percent: Int) -> Bool { below(100) < percent }

  /// One of some values, of which there is at least one.
  mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  /// The values in another order.
  mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
    var values = values
    for place in values.indices.dropFirst().reversed() { values.swapAt(place, below(place + 1)) }
    return values
  }
}
