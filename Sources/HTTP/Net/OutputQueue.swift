/// Bytes that wait to be sent, in order.
///
/// Heads and small bodies are copied together, so that most answers are one piece and one call into
/// the kernel; a large body stays the array that it came as, and a file stays on the disk.
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
  /// What is sent after it.
  private var rest: [Piece] = []
  /// How many bytes wait.
  private(set) var count = 0

  /// Up to this size a body is copied behind its head.
  private static let copied = 4_096
  /// Up to this size a buffer is kept between two answers.
  private static let kept = 1_024

  var isEmpty: Bool { count == 0 }

  /// How many bytes of memory it holds.
  var heldBytes: Int {
    rest.reduce(first.capacity) { held, piece in
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
    if case .bytes(let bytes)? = rest.last, bytes.count < Self.copied {
      last = bytes
      rest.removeLast()
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
    guard case .bytes(let second)? = rest.first else { return (first[sent...], []) }
    return (first[sent...], second[...])
  }

  /// The part of a file that is sent next; `nil` where bytes are.
  var frontFile: FilePart? {
    guard sent == first.count, case .file(let file)? = rest.first else { return nil }
    return file
  }

  /// Takes that many bytes away from the front; they were sent.
  mutating func remove(_ bytes: Int) {
    var left = min(bytes, count)
    count -= left
    while left >= first.count - sent, let next = rest.first {
      left -= first.count - sent
      switch next {
      case .bytes(let bytes):
        first = bytes
        rest.removeFirst()
      case .file(let file):
        first = []
        let unsent = file.dropFirst(left)
        left -= file.count - unsent.count
        if unsent.count > 0 { rest[0] = .file(unsent) } else { rest.removeFirst() }
      }
      sent = 0
      if left == 0, frontFile != nil { break }
    }
    sent += left
    guard count == 0 else { return }
    // An idle connection holds next to nothing here.
    sent = 0
    if first.capacity > Self.kept { first = [] } else { first.removeAll(keepingCapacity: true) }
  }

  /// All bytes that wait and are no file's, in one array; for tests.
  var bytes: [UInt8] {
    rest.reduce(Array(first[sent...])) { all, piece in
      guard case .bytes(let bytes) = piece else { return all }
      return all + bytes
    }
  }
}
