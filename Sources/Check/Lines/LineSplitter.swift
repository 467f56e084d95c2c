/// Cuts a stream of bytes into lines, which end with LF or CRLF.
public struct LineSplitter {
  private var buffer: [UInt8] = []
  /// Where the next line begins in `buffer`.
  private var start = 0
  /// Up to where `buffer` has no line's end.
  private var searched = 0
  /// Whether what comes belongs to a line that was given up.
  private var isSkipping = false
  private let limit: Int

  public init() { self.init(limit: Limits.lineBytes) }

  /// - Parameter limit: The length of the longest line, in bytes.
  init(limit: Int) {
    self.limit = limit
  }

  /// Adds what was read.
  public mutating func append(_ bytes: ArraySlice<UInt8>) {
    if start > 0 {
      buffer.removeFirst(start)
      searched -= start
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next line without its end; `nil` where none is complete.
  ///
  /// Of a line that is too long comes an empty one, so that lines and answers stay in step.
  ///
  /// - Complexity: O(length of the line), over all calls.
  public mutating func next() -> ArraySlice<UInt8>? {
    while let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = buffer[start..<end]
      start = end + 1
      searched = start
      guard isSkipping else { return line.last == UInt8(ascii: "\r") ? line.dropLast() : line }
      isSkipping = false
    }
    searched = buffer.count
    if isSkipping {
      start = searched
    } else if searched - start > limit {
      isSkipping = true
      start = searched
      return []
    }
    return nil
  }

  /// What is left when the stream has ended; `nil` where it ended with a line's end.
  public mutating func rest() -> ArraySlice<UInt8>? {
    guard start < buffer.count, !isSkipping else { return nil }
    let line = buffer[start...]
    start = buffer.count
    searched = start
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }
}
