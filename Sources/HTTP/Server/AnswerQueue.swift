/// What a connection owes its client: the answers, which may come in any order and leave in that of
/// the requests, and their bytes until they are sent.
///
/// - Source: RFC 9112 section 9.3.2.
struct AnswerQueue: Sendable {
  /// An answer that is waited for.
  struct Awaited: Sendable {
    let answersHead: Bool
    let closes: Bool
    let saysKeepAlive: Bool
    /// Whether the client reads chunks: it speaks HTTP/1.1.
    let isModern: Bool
    /// Whether it asks for nothing to be changed.
    let isSafe: Bool
    fileprivate var answer: Answer?

    init(to head: RequestHead, closes: Bool) {
      answersHead = head.method == "HEAD"
      self.closes = closes
      saysKeepAlive = head.keepsAlive && !head.isModern
      isModern = head.isModern
      isSafe = ["GET", "HEAD", "OPTIONS"].contains(head.method) && !head.asksForUpgrade
    }

    /// The answer to what is no request, after which the connection ends.
    static let refusal = Awaited()

    private init() {
      answersHead = false
      closes = true
      saysKeepAlive = false
      isModern = true
      isSafe = true
    }
  }

  /// What came as an answer.
  fileprivate enum Answer: Sendable {
    case whole(Response)
    case stream(Stream)
  }

  /// A body that comes piece by piece.
  fileprivate struct Stream: Sendable {
    let head: Response
    /// What came while earlier answers were waited for.
    var pieces: [[UInt8]] = []
    var isFinished = false
  }

  /// A body on its way.
  private struct Open: Sendable {
    let isChunked: Bool
    /// Whether the connection ends with it.
    let closes: Bool
  }

  /// When a connection may end with an answer that does not say so itself.
  struct End: Sendable {
    /// Whether nothing follows the last request.
    let isLast: Bool
    /// The line `Date: …` of the answers' heads.
    let date: [UInt8]
  }

  private var awaited: [Awaited] = []
  /// The number of the first awaited answer.
  private var firstNumber = 0
  /// The answer whose head is out and whose body has not ended: the last one before `firstNumber`.
  private var open: Open?
  /// What waits to be sent.
  var output = OutputQueue()
  /// Bytes of bodies that wait for earlier answers.
  private(set) var heldPieces = 0

  /// Whether no answer is waited for, and none is on its way.
  var isEmpty: Bool { awaited.isEmpty && open == nil }

  /// How many answers are waited for.
  var count: Int { awaited.count }

  /// Whether an answer's body comes piece by piece, which may last for hours.
  var isStreaming: Bool { open != nil }

  /// Whether the last request asks for a change and is not answered.
  var awaitsChange: Bool { awaited.last.map { !$0.isSafe && $0.answer == nil } ?? false }

  /// Adds an answer that is waited for, and answers its number.
  mutating func expect(_ one: Awaited) -> Int {
    awaited.append(one)
    return firstNumber + awaited.count - 1
  }

  /// Whether an answer is waited for.
  func awaits(_ number: Int) -> Bool {
    let place = number - firstNumber
    return awaited.indices.contains(place) && awaited[place].answer == nil
  }

  /// Whether an answer is waited for and no other one is.
  func awaitsOnly(_ number: Int) -> Bool { awaits(number) && awaited.count == 1 && open == nil }

  /// Takes a whole answer.
  ///
  /// - Returns: Whether the connection ends with what goes out.
  mutating func answer(_ number: Int, with response: Response, _ end: End) -> Bool {
    awaited[number - firstNumber].answer = .whole(response)
    return advance(end)
  }

  // MARK: - Bodies that come piece by piece

  /// Takes the head of such an answer; the body follows with ``append(_:to:)``.
  ///
  /// - Returns: Whether the connection ends with what goes out.
  mutating func begin(_ number: Int, with head: Response, _ end: End) -> Bool {
    awaited[number - firstNumber].answer = .stream(Stream(head: head))
    return advance(end)
  }

  /// Takes a piece of the body of an answer that has begun; others are dropped.
  mutating func append(_ piece: [UInt8], to number: Int) {
    guard !piece.isEmpty else { return }
    if number == firstNumber - 1 {
      if let open { write(piece, of: open) }
      return
    }
    if change(number, { $0.pieces.append(piece) }) { heldPieces += piece.count }
  }

  /// Takes the end of such a body.
  ///
  /// - Returns: Whether the connection ends with what goes out.
  mutating func finish(_ number: Int, _ end: End) -> Bool {
    guard number == firstNumber - 1 else {
      _ = change(number) { $0.isFinished = true }
      return false
    }
    guard let open else { return false }
    return endStream(open) || advance(end)
  }

  private mutating func change(_ number: Int, _ change: (inout Stream) -> Void) -> Bool {
    let place = number - firstNumber
    guard awaited.indices.contains(place), case .stream(var stream) = awaited[place].answer else {
      return false
    }
    awaited[place].answer = nil
    change(&stream)
    awaited[place].answer = .stream(stream)
    return true
  }

  /// Gives up all that is not sent, for the connection is no longer HTTP's.
  mutating func takeOutput() -> OutputQueue {
    defer { self = AnswerQueue() }
    return output
  }

  // MARK: - Bytes

  /// Writes the answers that are next.
  private mutating func advance(_ end: End) -> Bool {
    while open == nil, let first = awaited.first, let answer = first.answer {
      awaited.removeFirst()
      firstNumber += 1
      let isLast = end.isLast && awaited.isEmpty
      let closes =
        switch answer {
        case .whole(let response): write(response, to: first, isLast, end.date)
        case .stream(let stream): write(stream, to: first, isLast, end.date)
        }
      guard !closes else {
        awaited.removeAll()
        return true
      }
    }
    return false
  }

  private mutating func write(
    _ response: Response,
    to one: Awaited,
    _ isLast: Bool,
    _ date: [UInt8]
  ) -> Bool {
    let closes = one.closes || isLast || response.headers.says("close", in: "Connection")
    let head = ResponseEncoder.Head(
      status: response.status,
      headers: response.headers,
      body: .length(response.file?.count ?? response.body.count),
      answersHead: one.answersHead,
      closes: closes,
      saysKeepAlive: one.saysKeepAlive
    )
    var hasBody = false
    output.append(capacity: 256 + response.headers.lines.count + min(response.body.count, 4_096)) {
      hasBody = ResponseEncoder.append(head, date: date, to: &$0)
    }
    guard hasBody else { return closes }
    if let file = response.file { output.append(file) } else { output.append(response.body) }
    return closes
  }

  private mutating func write(
    _ stream: Stream,
    to one: Awaited,
    _ isLast: Bool,
    _ date: [UInt8]
  ) -> Bool {
    let head = ResponseEncoder.Head(
      status: stream.head.status,
      headers: stream.head.headers,
      body: one.isModern ? .chunks : .untilEnd,
      answersHead: one.answersHead,
      closes: one.closes || isLast || !one.isModern,
      saysKeepAlive: one.saysKeepAlive
    )
    var hasBody = false
    output.append(capacity: 256 + stream.head.headers.lines.count) {
      hasBody = ResponseEncoder.append(head, date: date, to: &$0)
    }
    guard hasBody else { return head.closes }
    let open = Open(isChunked: one.isModern, closes: head.closes)
    self.open = open
    for piece in stream.pieces {
      heldPieces -= piece.count
      write(piece, of: open)
    }
    return stream.isFinished ? endStream(open) : false
  }

  /// One chunk (RFC 9112 section 7.1).
  private mutating func write(_ piece: [UInt8], of open: Open) {
    output.mark()
    guard open.isChunked else { return output.append(piece) }
    output.append(capacity: 24 + min(piece.count, 4_096)) {
      ResponseEncoder.append(chunkSize: piece.count, to: &$0)
    }
    output.append(piece)
    output.append(capacity: 2) { $0.append(contentsOf: [.carriageReturn, .lineFeed]) }
  }

  /// Drops the pieces of a body of which nothing is sent.
  mutating func dropUnsentPieces(of number: Int) {
    guard number != firstNumber - 1 else {
      if open != nil { output.dropUnbegun() }
      return
    }
    var dropped = 0
    _ = change(number) { stream in
      dropped = stream.pieces.reduce(0) { $0 + $1.count }
      stream.pieces = []
    }
    heldPieces -= dropped
  }

  private mutating func endStream(_ stream: Open) -> Bool {
    open = nil
    if stream.isChunked {
      output.append(capacity: 8) { $0.append(contentsOf: ResponseEncoder.lastChunk) }
    }
    return stream.closes
  }
}
