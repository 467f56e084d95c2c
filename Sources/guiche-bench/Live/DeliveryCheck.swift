/// Whether each change reached each subscriber that may hear of it: once, and in commit order.
struct DeliveryCheck {
  /// Changes that came, those that came twice among them.
  private(set) var deliveries = 0
  /// Changes that never came.
  private(set) var lost = 0
  /// How often a change came that had come before.
  private(set) var doubled = 0
  /// How often a change came behind a later one.
  private(set) var disordered = 0
  /// What came and should not have: another's change, an error, an end.
  private(set) var strays = 0

  /// By a change's number, its place in commit order; -1 where it was not committed.
  private let places: [Int32]

  /// - Parameter committed: The numbers of all changes, from 0, in commit order.
  init(committed: [Int]) {
    var places = [Int32](repeating: -1, count: (committed.max() ?? -1) + 1)
    for (place, number) in committed.enumerated() where number >= 0 {
      places[number] = Int32(truncatingIfNeeded: place)
    }
    self.places = places
  }

  /// Whether nothing is wrong.
  var isClean: Bool { lost == 0 && doubled == 0 && disordered == 0 && strays == 0 }

  /// Judges what one subscriber heard.
  ///
  /// - Parameters:
  ///   - heard: The numbers of changes, as they came.
  ///   - strays: How much else came.
  ///   - isWhole: Whether it listened to the end; of one that did not, only what it missed in between
  ///     is lost.
  ///   - isDue: Whether a subscriber like this hears of a change.
  mutating func judge(
    _ heard: [Int32],
    strays: Int = 0,
    isWhole: Bool = true,
    isDue: (Int) -> Bool = { _ in true }
  ) {
    self.strays += strays
    deliveries += heard.count
    var seen = [Bool](repeating: false, count: places.count)
    var last: Int32 = -1
    for number in heard.lazy.map({ Int($0) }) {
      guard places.indices.contains(number), places[number] >= 0, isDue(number) else {
        self.strays += 1
        continue
      }
      guard !seen[number] else {
        doubled += 1
        continue
      }
      seen[number] = true
      if places[number] < last { disordered += 1 } else { last = places[number] }
    }
    for number in places.indices where !seen[number] && places[number] >= 0 && isDue(number) {
      if isWhole || places[number] < last { lost += 1 }
    }
  }
}
