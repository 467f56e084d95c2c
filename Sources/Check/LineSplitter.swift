/// Cuts a stream of bytes into lines, which end with LF or CRLF.
public struct LineSplitter {
  private var buffer: [UInt8] = []
  /// Where the next line begins in `buffer`.
  private var start = 0
  /// Up to where `buffer` has no line's end.
  private var searched = 0

  public init() {}

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
  /// - Complexity: O(length of the line), over all calls.
  public mutating func next() -> ArraySlice<UInt8>? {
    guard let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) else {
      searched = buffer.count
      return nil
    }
    let line = buffer[start..<end]
    start = end + 1
    searched = start
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// What is left when the stream has ended; `nil` where it ended with a line's end.
  public mutating func rest() -> ArraySlice<UInt8>? {
    guard start < buffer.count else { return nil }
    let line = buffer[start...]
    start = buffer.count
    searched = start
    return line
  }
}
