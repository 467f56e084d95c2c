/// Moments at which something must be looked at, the earliest first.
///
/// A moment is not taken back: the owner looks whether it still stands. A connection that is used
/// moves its deadline on with each request, and costs nothing here until the first deadline comes.
///
/// - Complexity: O(log entries) to add and to take; O(1) to look.
struct Timers: Sendable {
  /// A moment and whose it is.
  struct Entry: Hashable, Sendable {
    var at: Int64
    var key: UInt64
  }

  /// A binary heap: no entry is later than those at 2i + 1 and 2i + 2.
  private var heap: [Entry] = []

  /// How many entries there are.
  var count: Int { heap.count }

  /// Drops the entries that are of no use any more.
  ///
  /// - Complexity: O(n log n) for n entries.
  mutating func keep(where isUseful: (Entry) -> Bool) {
    // An array in ascending order is a heap.
    heap = heap.filter(isUseful).sorted { $0.at < $1.at }
  }

  /// The earliest moment.
  var next: Int64? { heap.first?.at }

  mutating func add(_ key: UInt64, at moment: Int64) {
    heap.append(Entry(at: moment, key: key))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard heap[child].at < heap[parent].at else { return }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  /// The earliest entry that is due, which is taken away.
  mutating func takeDue(at now: Int64) -> Entry? {
    guard let first = heap.first, first.at <= now else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child].at < heap[least].at { least = child }
      }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
