/// Bytes that wait to be sent, in order.
///
/// Heads and small bodies are copied together, so that most answers are one piece and one call into
/// the kernel; a large body stays the array that it came as.
struct OutputQueue: Sendable {
  /// What is sent next.
  private var first: [UInt8] = []
  /// How much of `first` is sent already.
  private var sent = 0
  /// What is sent after it.
  private var rest: [[UInt8]] = []
  /// How many bytes wait.
  private(set) var count = 0

  /// Up to this size a body is copied behind its head.
  private static let copied = 4_096
  /// Up to this size a buffer is kept between two answers.
  private static let kept = 1_024

  var isEmpty: Bool { count == 0 }

  /// How many bytes of memory it holds.
  var heldBytes: Int { first.capacity + rest.reduce(0) { $0 + $1.capacity } }

  /// Appends what `write` appends to the bytes it is given.
  mutating func append(capacity: Int, _ write: (inout [UInt8]) -> Void) {
    if rest.isEmpty, first.count < Self.copied {
      let before = first.count
      if before == 0 { first.reserveCapacity(capacity) }
      write(&first)
      count += first.count - before
      return
    }
    if rest.isEmpty || rest[rest.count - 1].count >= Self.copied { rest.append([]) }
    let last = rest.count - 1
    let before = rest[last].count
    write(&rest[last])
    count += rest[last].count - before
  }

  /// Appends a body.
  mutating func append(_ body: [UInt8]) {
    guard body.count > Self.copied else {
      append(capacity: body.count) { $0.append(contentsOf: body) }
      return
    }
    if first.isEmpty { first = body } else { rest.append(body) }
    count += body.count
  }

  /// The unsent part of the two pieces at the front, empty where there are none.
  var front: (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    (first[sent...], rest.first.map { $0[...] } ?? [])
  }

  /// Takes that many bytes away from the front; they were sent.
  mutating func remove(_ bytes: Int) {
    var left = min(bytes, count)
    count -= left
    while left >= first.count - sent, !rest.isEmpty {
      left -= first.count - sent
      first = rest.removeFirst()
      sent = 0
    }
    sent += left
    guard count == 0 else { return }
    // An idle connection holds next to nothing here.
    sent = 0
    if first.capacity > Self.kept { first = [] } else { first.removeAll(keepingCapacity: true) }
  }

  /// Everything that waits, in one array; for tests.
  var bytes: [UInt8] { rest.reduce(Array(first[sent...])) { $0 + $1 } }
}
