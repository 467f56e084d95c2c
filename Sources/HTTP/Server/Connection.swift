/// One client, from its bytes to whole requests and from answers to bytes.
///
/// It is a value and knows no socket and no clock: bytes and moments go in, requests and bytes come
/// out. Requests are numbered; their answers may come in any order and leave in the requests' order
/// (RFC 9112 section 9.3.2).
struct Connection: Sendable {
  /// A whole request and its number on this connection.
  struct Numbered: Sendable {
    let number: Int
    let request: Request
  }

  /// What is to become of the connection.
  enum Ending: Hashable, Sendable {
    case open
    /// No further request is taken. When all answers are sent, what the client still sends is read
    /// and dropped for a while, for the kernel answers unread bytes with a reset, which would
    /// destroy the answer on its way.
    case lingering
    /// It ends at once.
    case now
  }

  /// Where the reading of a request stands.
  private enum Reading: Sendable {
    case head(RequestParser)
    case body(RequestHead, length: Int)
    case chunks(RequestHead, ChunkedDecoder)
    case none
  }

  /// An answer that is waited for.
  private struct Awaited: Sendable {
    let answersHead: Bool
    let closes: Bool
    let saysKeepAlive: Bool
    /// Whether it asks for nothing to be changed.
    let isSafe: Bool
    var response: Response?
  }

  /// What all connections of a server have in common.
  final class Settings: Sendable {
    let limits: HTTPLimits
    /// The answer to a request that is refused here.
    let refusal: @Sendable (HTTPError) -> Response

    init(limits: HTTPLimits, refusal: @escaping @Sendable (HTTPError) -> Response) {
      self.limits = limits
      self.refusal = refusal
    }
  }

  private let settings: Settings
  private let remoteAddress: String

  private var input: [UInt8] = []
  /// How much of `input` is used.
  private var used = 0
  private var reading: Reading
  private var body: [UInt8] = []
  private var owesContinue = false
  private var inputEnded = false
  private var isDraining = false
  /// Whether the input may hold a whole request that was not taken.
  private var mayHoldRequest = false

  private var awaited: [Awaited] = []
  /// The number of the first awaited answer.
  private var firstAwaited = 0

  private(set) var ending = Ending.open
  /// What waits to be sent.
  var output = OutputQueue()

  private var clock: ConnectionClock

  init(settings: Settings, remoteAddress: String, at now: Moment) {
    self.settings = settings
    self.remoteAddress = remoteAddress
    reading = .head(RequestParser(limits: settings.limits))
    clock = ConnectionClock(at: now.milliseconds)
  }

  // MARK: - What the event loop asks

  /// Whether bytes are welcome: not while a request waits to be taken, nor while too much waits to
  /// be answered or sent.
  var wantsInput: Bool {
    guard !inputEnded else { return false }
    return ending == .lingering || (ending == .open && !isHeldBack && !mayHoldRequest)
  }

  /// Whether ``nextRequest(at:)`` may give one without further bytes.
  var mayHaveRequest: Bool { ending == .open && mayHoldRequest && !isHeldBack }

  /// Whether all is answered and sent.
  var isSettled: Bool { awaited.isEmpty && output.isEmpty }

  /// Whether the socket is to be closed now.
  var isOver: Bool {
    switch ending {
    case .open: isSettled && !mayHoldRequest && (inputEnded || (isDraining && isBetweenRequests))
    case .lingering: inputEnded && isSettled
    case .now: true
    }
  }

  /// How many bytes of memory its buffers hold.
  var heldBytes: Int { input.capacity + body.capacity + output.heldBytes }

  /// Whether nothing more will be sent, though more may be read.
  var endsOutput: Bool { ending == .lingering && isSettled }

  /// When ``expire(at:)`` must be called; `nil` while only the application is waited for.
  var deadline: Int64? {
    clock.deadline(for: phase, isSending: !output.isEmpty, limits: settings.limits)
  }

  /// What follows a request that changes something waits for its answer: only safe ones may be
  /// processed side by side (RFC 9112 section 9.3.2).
  var isHeldBack: Bool {
    awaited.count >= settings.limits.pipelined || output.count >= settings.limits.unsent
      || (awaited.last.map { !$0.isSafe && $0.response == nil } ?? false)
  }

  /// Whether nothing of a further request has come.
  private var isBetweenRequests: Bool {
    guard case .head = reading else { return false }
    return input.count == used
  }

  private var phase: ConnectionClock.Phase {
    if ending == .lingering { return isSettled ? .lingering : .none }
    guard wantsInput else { return .none }
    switch reading {
    case .head: return input.count > used ? .head : (awaited.isEmpty ? .idle : .none)
    case .body, .chunks: return .body
    case .none: return .none
    }
  }

  // MARK: - Input

  /// Takes what a read gave.
  mutating func receive(_ bytes: ArraySlice<UInt8>, at now: Moment) {
    guard ending == .open, !bytes.isEmpty else { return }
    if isBetweenRequests { clock.begin(at: now.milliseconds) }
    clock.received(bytes.count)
    input.append(contentsOf: bytes)
    mayHoldRequest = true
  }

  /// The client sends no more.
  ///
  /// What it asked is still answered; half a request is not.
  mutating func endInput() { inputEnded = true }

  /// The socket is broken: nothing can be sent.
  mutating func abort() { ending = .now }

  /// Ends after the requests that were received, whole or in part: the server stops.
  mutating func drain() { isDraining = true }

  /// The next whole request; `nil` until more bytes or answers have come.
  mutating func nextRequest(at now: Moment) -> Numbered? {
    guard mayHaveRequest else { return nil }
    while true {
      switch reading {
      case .none:
        mayHoldRequest = false
        return nil
      case .head(var parser):
        reading = .none
        switch parser.parse(input, from: used) {
        case .incomplete:
          reading = .head(parser)
          keepInput()
          return nil
        case .refused(let error):
          refuse(error, at: now)
          return nil
        case .complete(let head, let length):
          used += length
          begin(head, at: now)
        }
      case .body(let head, let length):
        guard takeBody(length) else {
          keepInput()
          return nil
        }
        return whole(head, at: now)
      case .chunks(let head, var decoder):
        reading = .none
        switch decoder.decode(input, from: used) {
        case .incomplete(let end):
          used = end
          reading = .chunks(head, decoder)
          keepInput()
          return nil
        case .refused(let error):
          refuse(error, at: now)
          return nil
        case .complete(let end):
          used = end
          body = decoder.takeBody()
          return whole(head, at: now)
        }
      }
    }
  }

  private mutating func begin(_ head: RequestHead, at now: Moment) {
    switch head.body {
    case .length(let length):
      guard length <= settings.limits.body else { return refuse(.bodyTooLong, at: now) }
      reading = .body(head, length: length)
      guard length > input.count - used else { return }
    case .chunked:
      reading = .chunks(head, ChunkedDecoder(limits: settings.limits))
    }
    clock.begin(at: now.milliseconds, received: input.count - used)
    if head.expectsContinue, input.count == used { owesContinue = true }
    sendContinue(at: now)
  }

  /// A client that waits is told to send its body, once what it asked before is answered: an
  /// interim response belongs to the first request that is not answered.
  private mutating func sendContinue(at now: Moment) {
    guard owesContinue, awaited.isEmpty else { return }
    owesContinue = false
    clock.begin(at: now.milliseconds)
    output.append(ResponseEncoder.continueLine)
  }

  /// Moves what has come of the body; answers whether it is whole.
  private mutating func takeBody(_ length: Int) -> Bool {
    let end = used + min(input.count - used, length - body.count)
    // No room is made for what was only announced.
    body.append(contentsOf: input[used..<end])
    used = end
    return body.count == length
  }

  private mutating func whole(_ head: RequestHead, at now: Moment) -> Numbered {
    let closes = !head.keepsAlive || isDraining
    expectAnswer(
      Awaited(
        answersHead: head.method == "HEAD",
        closes: closes,
        saysKeepAlive: head.keepsAlive && !head.isModern,
        isSafe: ["GET", "HEAD", "OPTIONS"].contains(head.method)
      )
    )
    let request = Request(
      method: head.method,
      target: head.target,
      headers: head.headers,
      body: body,
      remoteAddress: remoteAddress
    )
    body = []
    owesContinue = false
    if closes {
      endInputAfterRequest()
    } else {
      reading = .head(RequestParser(limits: settings.limits))
      clock.begin(at: now.milliseconds)
    }
    mayHoldRequest = input.count > used
    releaseInput()
    return Numbered(number: firstAwaited + awaited.count - 1, request: request)
  }

  private mutating func refuse(_ error: HTTPError, at now: Moment) {
    endInputAfterRequest()
    expectAnswer(Awaited(answersHead: false, closes: true, saysKeepAlive: false, isSafe: true))
    answer(firstAwaited + awaited.count - 1, with: settings.refusal(error), at: now)
  }

  /// Takes nothing more from the client than its bytes.
  private mutating func endInputAfterRequest() {
    reading = .none
    ending = .lingering
    owesContinue = false
    mayHoldRequest = false
    input = []
    used = 0
    body = []
  }

  private mutating func expectAnswer(_ one: Awaited) { awaited.append(one) }

  /// Notes that the input holds no whole request, and gives back what is used.
  private mutating func keepInput() {
    mayHoldRequest = false
    releaseInput()
  }

  /// Gives back what is used; an idle connection keeps at most a small buffer.
  private mutating func releaseInput() {
    guard used > 0 else { return }
    if used == input.count {
      if input.capacity > 2_048 { input = [] } else { input.removeAll(keepingCapacity: true) }
      used = 0
    } else if used > 65_536 {
      input.removeFirst(used)
      used = 0
    }
  }

  // MARK: - Output

  /// Takes the answer of a request; one that is answered already, or unknown, is left as it is.
  mutating func answer(_ number: Int, with response: Response, at now: Moment) {
    let place = number - firstAwaited
    guard awaited.indices.contains(place), awaited[place].response == nil else { return }
    guard ending != .now else { return }
    let wasHeldBack = isHeldBack
    awaited[place].response = response
    let wasEmpty = output.isEmpty
    while let first = awaited.first, let response = first.response {
      awaited.removeFirst()
      firstAwaited += 1
      if send(response, to: first, date: now.dateLine) {
        awaited.removeAll()
        break
      }
    }
    sendContinue(at: now)
    if wasEmpty { clock.beginSending(at: now.milliseconds) }
    let isIdle = awaited.isEmpty && input.count == used
    if isIdle || (wasHeldBack && !isHeldBack) { clock.begin(at: now.milliseconds) }
  }

  /// Writes an answer; answers whether the connection ends with it.
  private mutating func send(_ response: Response, to one: Awaited, date: [UInt8]) -> Bool {
    let closes =
      one.closes || (isDraining && awaited.isEmpty && !mayHoldRequest && isBetweenRequests)
      || response.headers.says("close", in: "Connection")
    let head = ResponseEncoder.Head(
      status: response.status,
      headers: response.headers,
      bodyLength: response.body.count,
      answersHead: one.answersHead,
      closes: closes,
      saysKeepAlive: one.saysKeepAlive
    )
    var hasBody = false
    output.append(capacity: 256 + response.headers.lines.count + min(response.body.count, 4_096)) {
      hasBody = ResponseEncoder.append(head, date: date, to: &$0)
    }
    if hasBody { output.append(response.body) }
    if closes, ending == .open { endInputAfterRequest() }
    return closes
  }

  /// Notes that bytes were sent.
  ///
  /// - Parameters:
  ///   - wasHeldBack: Whether too much was unsent before: the client was not read then, so that its
  ///     time begins now.
  ///   - now: The moment of the write.
  mutating func noteSent(wasHeldBack: Bool, at now: Moment) {
    clock.beginSending(at: now.milliseconds)
    let lingers = isSettled && ending == .lingering
    if lingers || (wasHeldBack && !isHeldBack) { clock.begin(at: now.milliseconds) }
  }

  // MARK: - Time

  /// A deadline has come: a slow request is refused, an idle or stalled connection ends.
  mutating func expire(at now: Moment) {
    guard let deadline, deadline <= now.milliseconds else { return }
    let isSending = !output.isEmpty
    switch clock.verdict(
      for: phase,
      isSending: isSending,
      limits: settings.limits,
      at: now.milliseconds
    ) {
    case .nothing: break
    case .refuse: refuse(.slow, at: now)
    case .end: ending = .now
    }
  }
}
