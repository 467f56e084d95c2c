/// Bytes that wait to be sent, in order.
///
/// Heads and small bodies are copied together, so that most answers are one piece and one call into
/// the kernel; a large body stays the array that it came as.
struct OutputQueue: Sendable {
  private var pieces: [[UInt8]] = []
  /// How many pieces at the front are sent already.
  private var done = 0
  /// How much of the front piece is sent already.
  private var sent = 0
  /// How many bytes wait.
  private(set) var count = 0

  /// Up to this size a body is copied behind its head.
  private static let copied = 4_096

  var isEmpty: Bool { count == 0 }

  /// Appends what `write` appends to the bytes it is given.
  mutating func append(capacity: Int, _ write: (inout [UInt8]) -> Void) {
    if pieces.isEmpty || pieces[pieces.count - 1].count >= Self.copied {
      pieces.append([])
      pieces[pieces.count - 1].reserveCapacity(capacity)
    }
    let before = pieces[pieces.count - 1].count
    write(&pieces[pieces.count - 1])
    count += pieces[pieces.count - 1].count - before
  }

  /// Appends a body.
  mutating func append(_ body: [UInt8]) {
    guard body.count > Self.copied else {
      append(capacity: body.count) { $0.append(contentsOf: body) }
      return
    }
    pieces.append(body)
    count += body.count
  }

  /// The unsent part of the two pieces at the front, empty where there are none.
  var front: (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    guard done < pieces.count else { return ([], []) }
    let second = done + 1 < pieces.count ? pieces[done + 1][...] : []
    return (pieces[done][sent...], second)
  }

  /// Takes that many bytes away from the front; they were sent.
  mutating func remove(_ bytes: Int) {
    var left = min(bytes, count)
    count -= left
    while left > 0 {
      let rest = pieces[done].count - sent
      guard left >= rest else {
        sent += left
        return
      }
      left -= rest
      pieces[done] = []
      done += 1
      sent = 0
    }
    if count == 0 {
      // An idle connection holds no memory here.
      self = OutputQueue()
    } else if done > 32 {
      pieces.removeFirst(done)
      done = 0
    }
  }

  /// Everything that waits, in one array; for tests.
  var bytes: [UInt8] {
    var all: [UInt8] = []
    for (index, piece) in pieces.enumerated() where index >= done {
      all += index == done ? piece[sent...] : piece[...]
    }
    return all
  }
}
