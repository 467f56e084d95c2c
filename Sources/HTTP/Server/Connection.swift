/// One client, from its bytes to whole requests and from answers to bytes.
///
/// It is a value and knows no socket and no clock: bytes and moments go in, requests and bytes come
/// out. Requests are numbered; their answers may come in any order and leave in the requests' order
/// (RFC 9112 section 9.3.2).
struct Connection: Sendable {
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
    case body(IncomingBody)
    case none
  }

  private let settings: Settings
  private let remoteAddress: String

  private var input: [UInt8] = []
  /// How much of `input` is used.
  private var used = 0
  private var reading: Reading
  private var owesContinue = false
  private var inputEnded = false
  private var isDraining = false
  /// Whether the input may hold a whole request that was not taken.
  private var mayHoldRequest = false

  private(set) var ending = Ending.open
  private var answers = AnswerQueue()

  private var clock: ConnectionClock

  init(settings: Settings, remoteAddress: String, at now: Moment) {
    self.settings = settings
    self.remoteAddress = remoteAddress
    reading = .head(RequestParser(limits: settings.limits))
    clock = ConnectionClock(at: now.milliseconds)
  }

  // MARK: - What the event loop asks

  /// What waits to be sent.
  var output: OutputQueue {
    _read { yield answers.output }
    _modify { yield &answers.output }
  }

  /// Whether bytes are welcome: not while a request waits to be taken, nor while too much waits to
  /// be answered or sent.
  ///
  /// While a body is sent piece by piece they tell that the client has left.
  var wantsInput: Bool {
    guard !inputEnded else { return false }
    return ending == .lingering
      || (ending == .open && !mayHoldRequest && (!isHeldBack || answers.isStreaming))
  }

  /// Whether ``nextRequest(at:)`` may give one without further bytes.
  var mayHaveRequest: Bool { ending == .open && mayHoldRequest && !isHeldBack }

  /// Whether all is answered and sent.
  var isSettled: Bool { answers.isEmpty && output.isEmpty }

  /// Whether the socket is to be closed now.
  var isOver: Bool {
    switch ending {
    case .open: isSettled && !mayHoldRequest && (inputEnded || (isDraining && isBetweenRequests))
    case .lingering: inputEnded && isSettled
    case .now: true
    }
  }

  /// How many bytes of memory its buffers hold.
  var heldBytes: Int {
    var held = input.capacity + output.heldBytes
    if case .body(let body) = reading { held += body.bytes.capacity }
    return held
  }

  /// Whether nothing more will be sent, though more may be read.
  var endsOutput: Bool { ending == .lingering && isSettled }

  /// When ``expire(at:)`` must be called; `nil` while only the application is waited for.
  var deadline: Int64? {
    clock.deadline(for: phase, isSending: !output.isEmpty, limits: settings.limits)
  }

  /// What follows a request that changes something waits for its answer: only safe ones may be
  /// processed side by side (RFC 9112 section 9.3.2).
  ///
  /// What follows one whose body is sent piece by piece waits for its end.
  var isHeldBack: Bool {
    answers.count >= settings.limits.pipelined || output.count >= settings.limits.unsent
      || answers.awaitsChange || answers.isStreaming
  }

  /// Whether more of a body may be sent to a client that has not taken what was sent before.
  var hasRoom: Bool { unsentOfStreams < settings.limits.unsent }

  /// How many bytes wait of what is sent, and of bodies that wait for earlier answers.
  var unsentOfStreams: Int { output.count + answers.heldPieces }

  /// Whether nothing of a further request has come.
  private var isBetweenRequests: Bool {
    guard case .head = reading else { return false }
    return input.count == used
  }

  private var phase: ConnectionClock.Phase {
    if ending == .lingering { return isSettled ? .lingering : .none }
    guard wantsInput, !answers.isStreaming else { return .none }
    switch reading {
    case .head: return input.count > used ? .head : (answers.isEmpty ? .idle : .none)
    case .body: return .body
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
  /// What it asked is still answered; half a request is not, and neither is one whose answer has no
  /// end of its own.
  mutating func endInput() {
    inputEnded = true
    if answers.isStreaming { abort() }
  }

  /// The socket is broken: nothing can be sent.
  mutating func abort() { ending = .now }

  /// Ends after the requests that were received, whole or in part: the server stops.
  mutating func drain() { isDraining = true }

  /// The next whole request; `nil` until more bytes or answers have come.
  ///
  /// - Parameters:
  ///   - now: The moment.
  ///   - intake: Says how a body is taken that may be long.
  /// - Returns: The request and its number.
  mutating func nextRequest(
    at now: Moment,
    intake: (Request) -> BodyIntake = { _ in .whole }
  ) -> Numbered? {
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
          let isLong = head.mayComeInPieces
          begin(
            head,
            isLong ? intake(Request(head, remoteAddress: remoteAddress)) : .whole,
            at: now
          )
        }
      case .body(var body):
        reading = .none
        switch body.take(input, from: used) {
        case .incomplete(let end):
          used = end
          reading = .body(body)
          keepInput()
          return nil
        case .refused(let error):
          refuse(error, of: body.head, at: now)
          return nil
        case .answered(let response):
          refuse(with: response, at: now)
          return nil
        case .complete(let end):
          used = end
          return whole(body, at: now)
        }
      }
    }
  }

  private mutating func begin(_ head: RequestHead, _ intake: BodyIntake, at now: Moment) {
    var limit = settings.limits.body
    var receiver: (any BodyReceiver)?
    switch intake {
    case .whole: break
    case .pieces(let given, let most): (receiver, limit) = (given, most)
    case .refused(let response): return refuse(with: response, at: now)
    }
    var length = limit
    if case .length(let announced) = head.body {
      guard announced <= limit else { return refuse(.bodyTooLong(limit), of: head, at: now) }
      length = announced
    }
    reading = .body(IncomingBody(head, to: receiver, limit: limit, limits: settings.limits))
    guard head.body == .chunked || length > input.count - used else { return }
    clock.begin(at: now.milliseconds, received: input.count - used)
    clock.allow(receiver == nil ? 0 : settings.limits.uploadMilliseconds(bytes: length))
    if head.expectsContinue, input.count == used { owesContinue = true }
    sendContinue(at: now)
  }

  /// A client that waits is told to send its body, once what it asked before is answered: an
  /// interim response belongs to the first request that is not answered.
  private mutating func sendContinue(at now: Moment) {
    guard owesContinue, answers.isEmpty else { return }
    owesContinue = false
    clock.begin(at: now.milliseconds)
    output.append(ResponseEncoder.continueLine)
  }

  private mutating func whole(_ body: IncomingBody, at now: Moment) -> Numbered {
    let head = body.head
    let closes = !head.keepsAlive || isDraining
    let number = answers.expect(AnswerQueue.Awaited(to: head, closes: closes))
    let request = Request(head, body, remoteAddress: remoteAddress)
    owesContinue = false
    if closes {
      endInputAfterRequest()
    } else {
      reading = .head(RequestParser(limits: settings.limits))
      clock.begin(at: now.milliseconds)
    }
    mayHoldRequest = input.count > used
    releaseInput()
    return Numbered(number: number, request: request)
  }

  private mutating func refuse(_ error: HTTPError, of head: RequestHead? = nil, at now: Moment) {
    let request = head.map { Request($0, remoteAddress: remoteAddress) }
    refuse(with: settings.refusal(error, request), at: now)
  }

  private mutating func refuse(with response: Response, at now: Moment) {
    endInputAfterRequest()
    answer(answers.expect(.refusal), with: response, at: now)
  }

  /// Takes nothing more from the client than its bytes.
  private mutating func endInputAfterRequest() {
    reading = .none
    ending = .lingering
    owesContinue = false
    mayHoldRequest = false
    input = []
    used = 0
  }

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
    guard answers.awaits(number), ending != .now else { return }
    sending(at: now) { answers, end in answers.answer(number, with: response, end) }
  }

  /// Takes the head of an answer whose body comes piece by piece.
  mutating func begin(_ number: Int, with head: Response, at now: Moment) {
    guard answers.awaits(number), ending != .now else { return }
    sending(at: now) { answers, end in answers.begin(number, with: head, end) }
    if answers.isStreaming, inputEnded { abort() }
  }

  /// Takes a piece of the body of such an answer.
  mutating func append(_ piece: [UInt8], to number: Int, at now: Moment) {
    guard ending != .now else { return }
    if output.isEmpty { clock.beginSending(at: now.milliseconds) }
    answers.append(piece, to: number)
  }

  /// Drops what the client has got nothing of, of a body that comes piece by piece.
  mutating func dropUnsentPieces(of number: Int) { answers.dropUnsentPieces(of: number) }

  /// Takes the end of the body of such an answer.
  mutating func finish(_ number: Int, at now: Moment) {
    guard ending != .now else { return }
    sending(at: now) { answers, end in answers.finish(number, end) }
  }

  /// Answers a request with the head of a handshake: what follows is no longer HTTP's.
  ///
  /// - Returns: What has the connection from there on, with what came behind the request and what is
  ///   not sent; `nil` where the connection ends, or earlier requests are not answered, and nothing
  ///   is changed then.
  mutating func upgrade(
    answering number: Int,
    with head: [UInt8],
    at now: Moment
  ) -> WebSocketSession? {
    guard ending == .open, !inputEnded, answers.awaitsOnly(number) else { return nil }
    answers.output.append(head)
    let session = WebSocketSession(
      limits: settings.webSocketLimits,
      writeMilliseconds: settings.limits.writeMilliseconds,
      input: Array(input[used...]),
      output: answers.takeOutput(),
      at: now.milliseconds
    )
    endInputAfterRequest()
    ending = .now
    return session
  }

  /// Lets answers go out, and settles what that changes.
  private mutating func sending(
    at now: Moment,
    _ send: (inout AnswerQueue, AnswerQueue.End) -> Bool
  ) {
    let wasHeldBack = isHeldBack
    let wasEmpty = output.isEmpty
    let isLast = isDraining && !mayHoldRequest && isBetweenRequests
    let closes = send(&answers, AnswerQueue.End(isLast: isLast, date: now.dateLine))
    if closes, ending == .open { endInputAfterRequest() }
    sendContinue(at: now)
    if wasEmpty { clock.beginSending(at: now.milliseconds) }
    let isIdle = answers.isEmpty && input.count == used
    if isIdle || (wasHeldBack && !isHeldBack) { clock.begin(at: now.milliseconds) }
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
    case .refuse:
      let head: RequestHead? = if case .body(let body) = reading { body.head } else { nil }
      refuse(.slow, of: head, at: now)
    case .end: ending = .now
    }
  }
}
