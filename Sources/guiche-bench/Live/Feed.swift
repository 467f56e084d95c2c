/// One connection that listens, from its handshake to its end.
///
/// It understands as much of what comes as tells whom it is for and which change it is.
final class Feed {
  /// How far it is.
  enum Stage: Hashable {
    case opening
    case acknowledging
    case subscribing
    case listening
    /// How the server ended it.
    case ended(String)
  }

  /// What came for one of its subscriptions.
  enum News {
    case change(Int32)
    /// An end, an error, or a change that no measurement made.
    case other(String)
  }

  let wire: Wire
  let seat: Seat
  /// The subscriber of its first subscription; the others follow.
  let first: Int
  private(set) var stage = Stage.opening
  /// What has come and is not whole yet.
  private var rest: [UInt8] = []
  private var events = EventText()

  init(_ seat: Seat, on wire: Wire, first: Int) throws(Complaint) {
    self.seat = seat
    self.wire = wire
    self.first = first
    try wire.send(seat.opening)
  }

  var hasEnded: Bool {
    if case .ended = stage { return true }
    return false
  }

  /// The server sends no more.
  func end(isReset: Bool) {
    if !hasEnded { stage = .ended(isReset ? "reset" : "end of input") }
  }

  /// Takes what came.
  ///
  /// - Parameters:
  ///   - bytes: Hold it.
  ///   - count: How many of them it is.
  ///   - marks: Tell changes from one another.
  ///   - hear: Gets what came for a subscriber.
  /// - Throws: A ``Complaint`` for what the protocols do not know.
  func take(
    _ bytes: [UInt8],
    count: Int,
    _ marks: Marks,
    _ hear: (Int, News) -> Void
  ) throws(Complaint) {
    guard !rest.isEmpty else {
      let used = try read(bytes, count, marks, hear)
      if used < count { rest = Array(bytes[used..<count]) }
      return
    }
    rest += bytes[..<count]
    let whole = rest
    rest = []
    let used = try read(whole, whole.count, marks, hear)
    if used < whole.count { rest = Array(whole[used...]) }
  }

  /// Reads what is whole, and says up to where that was.
  private func read(
    _ bytes: [UInt8],
    _ count: Int,
    _ marks: Marks,
    _ hear: (Int, News) -> Void
  ) throws(Complaint) -> Int {
    var start = 0
    if stage == .opening {
      guard let end = try endOfHead(bytes, count) else { return 0 }
      start = end
      switch seat.transport {
      case .webSocket:
        stage = .acknowledging
        try wire.send(ServerFrame.masked(text: #"{"type":"connection_init"}"#))
      case .eventStream: stage = .listening
      }
    }
    guard seat.transport == .webSocket else {
      start = try events.take(bytes, from: start, to: count)
      try events.takeEvents { text, range throws(Complaint) in
        hearEvent(text, range, marks, hear)
      }
      if events.isOver { stage = .ended("complete") }
      return start
    }
    while let (frame, end) = try ServerFrame.next(bytes, from: start, to: count) {
      start = end
      switch frame {
      case .text(let range): try takeMessage(bytes, range, marks, hear)
      case .ping(let range): try wire.send(ServerFrame.masked(0xA, bytes[range]))
      case .pong: break
      case .close(let code, let reason):
        stage = .ended("\(code) \(reason)")
        return count
      }
    }
    return start
  }

  private func endOfHead(_ bytes: [UInt8], _ count: Int) throws(Complaint) -> Int? {
    guard let end = Exchange.endOfHead(bytes[..<count]) else { return nil }
    let line = String(decoding: bytes[..<end], as: UTF8.self).prefix { $0 != "\r\n" }
    let status = seat.transport == .webSocket ? "101" : "200"
    guard line.hasPrefix("HTTP/1.1 \(status)") else {
      throw Complaint("a \(seat.transport.rawValue) is answered \(line)", code: 65)
    }
    return end
  }

  // MARK: - graphql-transport-ws

  /// `{"id":"7","type":"next",...`, as this server writes it.
  private func takeMessage(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ marks: Marks,
    _ hear: (Int, News) -> Void
  ) throws(Complaint) {
    guard Self.begins(bytes, range, Self.idBegin) else {
      let text = String(decoding: bytes[range], as: UTF8.self)
      switch (stage, text) {
      case (.acknowledging, #"{"type":"connection_ack"}"#):
        stage = .subscribing
        try wire.send(seat.subscribing)
      case (.subscribing, #"{"type":"pong"}"#): stage = .listening
      default: throw Complaint("a WebSocket says \(text)", code: 65)
      }
      return
    }
    var place = range.lowerBound + Self.idBegin.count
    var id = 0
    while place < range.upperBound, case let digit = bytes[place] &- 0x30, digit < 10, id < 1_000 {
      id = id * 10 + Int(digit)
      place += 1
    }
    guard id < seat.requests.count else { throw Complaint("an event has a foreign id", code: 65) }
    let payload = place..<range.upperBound
    if Self.begins(bytes, payload, Self.next), let number = marks.number(in: bytes, payload) {
      hear(first + id, .change(number))
    } else {
      hear(first + id, .other(String(decoding: bytes[range].prefix(600), as: UTF8.self)))
    }
  }

  private static let idBegin = Array(#"{"id":""#.utf8)
  private static let next = Array(#"","type":"next""#.utf8)

  private static func begins(_ bytes: [UInt8], _ range: Range<Int>, _ beginning: [UInt8]) -> Bool {
    guard range.count >= beginning.count else { return false }
    for (offset, byte) in beginning.enumerated() where bytes[range.lowerBound + offset] != byte {
      return false
    }
    return true
  }

  // MARK: - graphql-sse

  /// Lines of `id`, `event` and `data`; comments and bare positions tell nothing.
  private func hearEvent(
    _ text: [UInt8],
    _ range: Range<Int>,
    _ marks: Marks,
    _ hear: (Int, News) -> Void
  ) {
    guard let line = Self.line(beginningWith: Self.event, in: text, range) else { return }
    if text[line].elementsEqual(Self.nextEvent), let number = marks.number(in: text, range) {
      hear(first, .change(number))
    } else {
      hear(first, .other(String(decoding: text[range].prefix(600), as: UTF8.self)))
    }
  }

  private static let event = Array("event:".utf8)
  private static let nextEvent = Array("event: next".utf8)

  private static func line(
    beginningWith word: [UInt8],
    in text: [UInt8],
    _ range: Range<Int>
  ) -> Range<Int>? {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = text[start..<range.upperBound].firstIndex(of: 10) ?? range.upperBound
      if begins(text, start..<end, word) { return start..<end }
      start = end + 1
    }
    return nil
  }
}
