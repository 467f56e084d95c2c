/// A connection and its socket.
///
/// A class, so that a loop that serves many moves none of them about.
final class Client {
  let socket: Socket
  let network: UInt64
  var connection: Connection
  /// What the connection has become after a handshake.
  private(set) var webSocket: OpenWebSocket?
  /// The response whose body comes piece by piece.
  private(set) var stream: OpenStream?
  /// Whether a read may give something; told by the kernel once, when it begins.
  var isReadable = true
  /// Whether the peer sends no more, so that a short read is not the last one.
  var isEnding = false
  /// Whether the last write took all, or the kernel has told of room since.
  var isWritable = true
  /// Whether it is in the list of those that are served next.
  var isQueued = false
  /// Whether it is in the list of those whose output is sent next.
  var isUnflushed = false
  /// Whether it receives a stream, or did.
  private(set) var isReceiver = false
  /// What waits for it, as it is counted among what waits for all receivers.
  var countedUnsent = 0
  /// Whether the peer was told that nothing more comes.
  private var endedOutput = false
  /// The moment of its earliest timer that counts.
  var timer: Int64?

  init(socket: Socket, network: UInt64, connection: Connection) {
    self.socket = socket
    self.network = network
    self.connection = connection
  }

  // MARK: - What the event loop asks

  /// Whether there is something to do for it without waiting for the kernel.
  var canGoOn: Bool {
    // What is over sends nothing more, and would be sent for ever.
    hasMore || (isReadable && wantsInput) || (isWritable && !hasSentAll && !isOver)
  }

  /// Whether what has come of it holds more to serve.
  var hasMore: Bool { webSocket?.session.mayHaveMessage ?? connection.mayHaveRequest }

  private var wantsInput: Bool { webSocket?.session.wantsInput ?? connection.wantsInput }

  /// Whether the socket is to be closed now.
  var isOver: Bool { webSocket?.session.isOver ?? connection.isOver }

  /// Whether everything for the peer is sent.
  var hasSentAll: Bool { webSocket?.session.output.isEmpty ?? connection.output.isEmpty }

  /// How many bytes wait that a stream sends.
  var unsentOfStreams: Int {
    webSocket?.session.output.count ?? (isReceiver ? connection.unsentOfStreams : 0)
  }

  /// When ``expire(at:)`` must be called.
  var deadline: Int64? {
    if let webSocket { return webSocket.session.deadline }
    guard let beat = stream?.nextBeat else { return connection.deadline }
    return min(beat, connection.deadline ?? .max)
  }

  // MARK: - Input

  /// Reads once, if there may be something and it is welcome.
  func read(through scratch: inout [UInt8], at now: Moment) {
    guard isReadable, wantsInput else { return }
    switch socket.read(into: &scratch) {
    case .bytes(let count):
      // A short read took all there was, but for the end itself.
      if count < scratch.count, !isEnding { isReadable = false }
      if webSocket == nil {
        connection.receive(scratch[..<count], at: now)
      } else {
        webSocket?.receive(scratch[..<count], at: now.milliseconds)
      }
    case .wouldBlock: isReadable = false
    case .end:
      isReadable = false
      if webSocket == nil { connection.endInput() } else { webSocket?.endInput() }
    case .broken: abort()
    }
  }

  /// Serves what comes next of what was read, if that is whole.
  ///
  /// - Parameters:
  ///   - responder: Of the loop.
  ///   - now: The moment.
  ///   - reply: Makes the way back of a request's answer, by its number.
  /// - Returns: Whether there was something.
  func serve(_ responder: Responder, at now: Moment, reply: (Int) -> Reply) -> Bool {
    if webSocket != nil {
      return webSocket?.serve(responder, at: now.milliseconds) ?? false
    }
    var isAsked = false
    let taken = connection.nextRequest(at: now) { request in
      isAsked = true
      return responder.intake(of: request)
    }
    guard let taken else { return isAsked }
    responder.respond(to: taken.request, reply: reply(taken.number))
    return true
  }

  // MARK: - Answers

  /// Takes an answer.
  func take(_ answer: Answer, to number: Int, at now: Moment) {
    switch answer {
    case .whole(let response): connection.answer(number, with: response, at: now)
    case .stream(let opening):
      connection.begin(number, with: opening.head, at: now)
      stream = OpenStream(opening, number: number, at: now.milliseconds)
      isReceiver = true
      settle()
    case .webSocket(let opening): upgrade(number, opening, at: now)
    }
  }

  private func upgrade(_ number: Int, _ opening: WebSocket.Opening, at now: Moment) {
    let head = opening.handshake.response
    if let session = connection.upgrade(answering: number, with: head, at: now) {
      webSocket = OpenWebSocket(opening, session: session, at: now.milliseconds)
      isReceiver = true
    } else {
      opening.handler.closed()
      let refusal = Response.text(503, "the connection cannot become a WebSocket now\n")
      connection.answer(number, with: refusal, at: now)
    }
  }

  /// When so much waits it is sent before more is taken.
  private static let sentAtOnce = 64 * 1_024

  /// Takes what comes for an answer that stays open.
  func take(_ message: Passage.Message, for number: Int, at now: Moment) {
    // Who takes what they are sent is not slow because much of it comes in one turn.
    if unsentOfStreams >= Self.sentAtOnce { send(at: now) }
    if webSocket != nil {
      webSocket?.take(message, at: now.milliseconds)
    } else if let stream, stream.number == number {
      take(message, for: stream, at: now)
    }
  }

  private func take(_ message: Passage.Message, for open: OpenStream, at now: Moment) {
    switch message {
    case .bytes(let piece, let cancellation):
      open.stream.noteArrived(piece.count)
      guard !(cancellation?.isCancelled ?? false) else { return }
      guard connection.hasRoom else { return endStream(.tooSlow, at: now) }
      connection.append(piece, to: open.number, at: now)
      stream?.noteSent(at: now.milliseconds)
    case .finish:
      stream = nil
      connection.finish(open.number, at: now)
    case .tooSlow: endStream(.tooSlow, at: now)
    case .text, .close, .relent: break
    }
  }

  /// Ends a body that its sender did not finish.
  private func endStream(_ why: StreamEnding, at now: Moment) {
    guard let open = stream else { return }
    stream = nil
    if why == .tooSlow { connection.dropUnsentPieces(of: open.number) }
    connection.append(open.owner.responseEnded(why), to: open.number, at: now)
    connection.finish(open.number, at: now)
  }

  /// Ends what it receives, because it takes less than it is sent.
  func giveUp(at now: Moment) {
    if webSocket != nil {
      webSocket?.giveUp(at: now.milliseconds)
    } else if stream != nil {
      endStream(.tooSlow, at: now)
    } else {
      abort()
    }
  }

  // MARK: - Output

  /// Sends what waits, as far as the peer takes it.
  func send(at now: Moment) {
    if isWritable {
      if webSocket == nil {
        sendAnswers(at: now)
      } else if let written = webSocket?.send(to: socket, at: now.milliseconds) {
        note(written)
      }
    }
    if webSocket?.session.endsOutput ?? connection.endsOutput, !endedOutput {
      endedOutput = true
      socket.endOutput()
    }
  }

  private func sendAnswers(at now: Moment) {
    guard !connection.output.isEmpty else { return }
    let before = connection.output.count
    let wasHeldBack = connection.isHeldBack
    note(socket.write(&connection.output))
    if connection.output.count != before {
      connection.noteSent(wasHeldBack: wasHeldBack, at: now)
    }
  }

  private func note(_ written: Socket.Write) {
    switch written {
    case .all, .part: break
    case .some: isWritable = false
    case .broken: abort()
    }
  }

  // MARK: - The end

  private func abort() {
    if webSocket == nil { connection.abort() } else { webSocket?.abort() }
    settle()
  }

  /// Tells the application of what has ended.
  func settle() {
    webSocket?.settle()
    guard let open = stream, connection.ending == .now else { return }
    stream = nil
    _ = open.owner.responseEnded(.clientLeft)
  }

  /// The connection is closed, whatever became of it.
  func close() {
    if hasSentAll { socket.close() } else { socket.reset() }
    abort()
  }

  /// A deadline has come.
  func expire(at now: Moment) {
    if webSocket != nil {
      webSocket?.expire(at: now.milliseconds)
    } else {
      if let open = stream, let beat = open.takeBeat(at: now.milliseconds) {
        // One that is not taken is kept alive by nothing.
        if connection.output.isEmpty { connection.append(beat, to: open.number, at: now) }
        stream?.noteSent(at: now.milliseconds)
      }
      connection.expire(at: now)
    }
    settle()
  }

  /// The server stops.
  func drain(at now: Moment) {
    webSocket?.close(.goingAway, at: now.milliseconds)
    connection.drain()
    endStream(.serverStops, at: now)
  }
}
