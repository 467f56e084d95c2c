/// The events of a response that is sent in chunks, read as they come.
///
/// - Source: [RFC 9112](https://www.rfc-editor.org/rfc/rfc9112#section-7.1), and
///   [Server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
struct EventText {
  /// What was taken out of chunks and is no whole event yet.
  private(set) var text: [UInt8] = []
  /// Whether the last chunk has come.
  private(set) var isOver = false

  /// Takes the chunks that are whole.
  ///
  /// - Parameters:
  ///   - bytes: What has come.
  ///   - start: Where a chunk begins.
  ///   - end: Up to where it has come.
  /// - Returns: Where the first chunk begins that is not whole.
  /// - Throws: A ``Complaint`` where no chunk begins there.
  mutating func take(
    _ bytes: [UInt8],
    from start: Int,
    to end: Int
  ) throws(Complaint) -> Int {
    var start = start
    while !isOver {
      var place = start
      var length = 0
      while place < end, let digit = Self.digit(bytes[place]) {
        guard length < 1 << 26 else { throw Complaint("a chunk is too long", code: 65) }
        length = length << 4 | digit
        place += 1
      }
      guard place + 2 <= end else { return start }
      guard place > start, bytes[place] == 13 else { throw Complaint("no chunk begins", code: 65) }
      guard place + 2 + length + 2 <= end else { return start }
      text += bytes[(place + 2)..<(place + 2 + length)]
      isOver = length == 0
      start = place + 2 + length + 2
    }
    return start
  }

  /// Hands over the events that are whole: where each is in ``text``.
  mutating func takeEvents(
    _ take: ([UInt8], Range<Int>) throws(Complaint) -> Void
  ) throws(Complaint) {
    var start = 0
    var place = 0
    while place + 1 < text.count {
      guard text[place] == 10, text[place + 1] == 10 else {
        place += 1
        continue
      }
      try take(text, start..<place)
      place += 2
      start = place
    }
    if start == text.count {
      text.removeAll(keepingCapacity: false)
    } else {
      text.removeFirst(start)
    }
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x46: Int(byte) - 0x41 + 10
    case 0x61...0x66: Int(byte) - 0x61 + 10
    default: nil
    }
  }
}
