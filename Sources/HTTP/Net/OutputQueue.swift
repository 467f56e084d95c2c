/// Bytes that wait to be sent, in order.
///
/// Heads and small bodies are copied together, so that most answers are one piece and one call into
/// the kernel; a large body stays the array that it came as, shared with all other queues that wait
/// to send it, and a file stays on the disk.
struct OutputQueue: Sendable {
  /// What is sent in one go.
  private enum Piece: Sendable {
    case bytes([UInt8])
    case file(FilePart)
  }

  /// What is sent next.
  private var first: [UInt8] = []
  /// How much of `first` is sent already.
  private var sent = 0
  /// What is sent after it, from `next` on.
  private var rest: [Piece] = []
  /// The first of `rest` that is not taken; 0 where there is none.
  private var next = 0
  /// How many bytes wait.
  private(set) var count = 0
  /// Where messages begin.
  private var marks = Marks()

  /// Up to this size a body is copied behind its head.
  private static let copied = 4_096
  /// What waits behind other bytes is copied together up to this size: two calls into the kernel
  /// send what several hundred messages are.
  private static let gathered = 16_384
  /// Up to this size a buffer is kept between two answers.
  private static let kept = 1_024

  var isEmpty: Bool { count == 0 }

  /// How many bytes of memory it holds.
  var heldBytes: Int {
    rest[next...].reduce(first.capacity + marks.heldBytes) { held, piece in
      guard case .bytes(let bytes) = piece else { return held }
      return held + bytes.capacity
    }
  }

  /// Appends what `write` appends to the bytes it is given.
  mutating func append(capacity: Int, _ write: (inout [UInt8]) -> Void) {
    if rest.isEmpty, first.count < Self.copied {
      let before = first.count
      if before == 0 { first.reserveCapacity(capacity) }
      write(&first)
      count += first.count - before
      return
    }
    var last: [UInt8] = []
    if case .bytes(let bytes)? = rest.last, bytes.count + capacity <= Self.gathered {
      last = bytes
      rest.removeLast()
    } else {
      last.reserveCapacity(max(capacity, Self.gathered))
    }
    let before = last.count
    write(&last)
    count += last.count - before
    rest.append(.bytes(last))
  }

  /// Appends a part of a file.
  mutating func append(_ file: FilePart) {
    guard file.count > 0 else { return }
    rest.append(.file(file))
    count += file.count
  }

  /// Appends a body.
  mutating func append(_ body: [UInt8]) {
    guard body.count > Self.copied else {
      append(capacity: body.count) { $0.append(contentsOf: body) }
      return
    }
    if first.isEmpty, rest.isEmpty { first = body } else { rest.append(.bytes(body)) }
    count += body.count
  }

  /// The unsent part of the two pieces at the front, empty where there are none, or files.
  var front: (ArraySlice<UInt8>, ArraySlice<UInt8>) {
    guard next < rest.count, case .bytes(let second) = rest[next] else {
      return (first[sent...], [])
    }
    return (first[sent...], second[...])
  }

  /// The part of a file that is sent next; `nil` where bytes are.
  var frontFile: FilePart? {
    guard sent == first.count, next < rest.count, case .file(let file) = rest[next] else {
      return nil
    }
    return file
  }

  /// Takes that many bytes away from the front; they were sent.
  ///
  /// - Complexity: O(pieces that are gone), over all calls together.
  mutating func remove(_ bytes: Int) {
    var left = min(bytes, count)
    count -= left
    marks.pass(left)
    while left >= first.count - sent, next < rest.count {
      left -= first.count - sent
      switch rest[next] {
      case .bytes(let bytes):
        first = bytes
        takeNext()
      case .file(let file):
        first = []
        let unsent = file.dropFirst(left)
        left -= file.count - unsent.count
        if unsent.count > 0 { rest[next] = .file(unsent) } else { takeNext() }
      }
      sent = 0
      if left == 0, frontFile != nil { break }
    }
    sent += left
    guard count == 0 else { return }
    // An idle connection holds next to nothing here.
    sent = 0
    marks = Marks()
    if first.capacity > Self.kept { first = [] } else { first.removeAll(keepingCapacity: true) }
  }

  /// Lets go of the piece that has become the first one.
  private mutating func takeNext() {
    rest[next] = .bytes([])
    next += 1
    if next == rest.count {
      rest = []
      next = 0
    } else if next >= 32, next * 2 >= rest.count {
      rest.removeFirst(next)
      next = 0
    }
  }

  // MARK: - Messages

  /// Notes that a message begins here, which may be dropped until its first byte is sent.
  mutating func mark() { marks.add(at: count) }

  /// Drops all messages of which nothing is sent.
  mutating func dropUnbegun() {
    guard let kept = marks.next else { return }
    marks = Marks()
    guard kept < count else { return }
    var left = kept
    var pieces = rest[next...]
    rest = []
    next = 0
    first = Array(first[sent...].prefix(left))
    sent = 0
    left -= first.count
    while left > 0, let piece = pieces.popFirst() {
      switch piece {
      case .bytes(let bytes):
        rest.append(.bytes(Array(bytes.prefix(left))))
        left -= min(left, bytes.count)
      case .file(let file):
        // Files are parts of answers, which no mark is within.
        rest.append(.file(file))
        left -= min(left, file.count)
      }
    }
    count = kept
  }

  /// All bytes that wait and are no file's, in one array; for tests.
  var bytes: [UInt8] {
    rest[next...].reduce(Array(first[sent...])) { all, piece in
      guard case .bytes(let bytes) = piece else { return all }
      return all + bytes
    }
  }
}

extension OutputQueue {
  /// Where the messages of a queue begin.
  ///
  /// One message in an empty queue, which is the most frequent case, costs no memory.
  private struct Marks: Sendable {
    /// Whether a message begins with the first byte that this has seen.
    private var hasFirst = false
    /// The others, as bytes behind that byte.
    private var places: [Int] = []
    /// How many of them are passed.
    private var passed = 0
    /// How many bytes are sent of all that it has seen.
    private var sent = 0

    var heldBytes: Int { places.capacity * MemoryLayout<Int>.size }

    /// The first one that is not passed, as bytes from the queue's front.
    var next: Int? {
      if hasFirst, sent == 0 { return 0 }
      return passed < places.count ? places[passed] - sent : nil
    }

    mutating func add(at place: Int) {
      if sent + place == 0 { hasFirst = true } else { places.append(sent + place) }
    }

    mutating func pass(_ bytes: Int) {
      guard hasFirst || !places.isEmpty else { return }
      sent += bytes
      while passed < places.count, places[passed] < sent { passed += 1 }
      guard passed >= 256, passed * 2 >= places.count else { return }
      places.removeFirst(passed)
      passed = 0
    }
  }
}
