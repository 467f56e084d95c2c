/// A whole message of a WebSocket's client.
public enum WebSocketMessage: Hashable, Sendable {
  /// UTF-8.
  case text([UInt8])
  case binary([UInt8])
}

/// A WebSocket from its bytes to messages and back: pings are answered, and both sides say that they
/// close before the connection ends.
///
/// It is a value and knows no socket and no clock: bytes and moments go in, messages and bytes come
/// out.
///
/// - Source: [RFC 6455](https://www.rfc-editor.org/rfc/rfc6455), sections 5.5 and 7.
struct WebSocketSession: Sendable {
  /// How far the closing has come.
  private enum Phase: Hashable, Sendable {
    case open
    /// We said that we close; the client's answer is waited for.
    case closing
    /// All is said: what is unsent is sent, and what still comes is dropped.
    case closed
    /// It ends at once.
    case broken
  }

  private let limits: WebSocketLimits
  private let writeMilliseconds: Int64
  private var phase = Phase.open
  private var reader: WebSocketReader
  /// What has come and is not read; what lies before `used` is.
  private var input: [UInt8]
  private var used = 0
  private var mayHoldMessage: Bool
  private var inputEnded = false
  /// What waits to be sent.
  var output: OutputQueue
  /// Why it ends; `nil` while it is open.
  ///
  /// A client that is just gone gives no code.
  private(set) var ending: WebSocketClose?

  // Milliseconds of the loop's clock.
  private var lastReceived: Int64
  private var lastSent: Int64
  private var closedAt: Int64 = 0
  private var pingedAt: Int64?
  private var ultimatum: Ultimatum?
  private var controlWindow: Int64
  private var controlFrames = 0

  private struct Ultimatum: Sendable {
    let at: Int64
    let close: WebSocketClose
  }

  /// A session that begins behind the handshake.
  ///
  /// - Parameters:
  ///   - limits: What it may take.
  ///   - writeMilliseconds: How long the client may take nothing of what is sent.
  ///   - input: What came behind the handshake's request.
  ///   - output: What is not sent yet, the handshake's answer last.
  ///   - now: Milliseconds.
  init(
    limits: WebSocketLimits,
    writeMilliseconds: Int64,
    input: [UInt8] = [],
    output: OutputQueue = OutputQueue(),
    at now: Int64
  ) {
    self.limits = limits
    self.writeMilliseconds = writeMilliseconds
    self.input = input
    self.output = output
    mayHoldMessage = !input.isEmpty
    reader = WebSocketReader(longestMessage: limits.message)
    lastReceived = now
    lastSent = now
    controlWindow = now
  }

  // MARK: - What the event loop asks

  /// Whether messages go both ways.
  var isOpen: Bool { phase == .open }

  /// Whether bytes are welcome: not while a message waits to be taken, nor, while it is open, while
  /// too much waits to be sent.
  var wantsInput: Bool {
    guard !inputEnded else { return false }
    switch phase {
    case .open: return !mayHoldMessage && !isHeldBack
    case .closing: return !mayHoldMessage
    case .closed: return true
    case .broken: return false
    }
  }

  /// Whether ``nextMessage(at:)`` may give one without further bytes.
  var mayHaveMessage: Bool {
    mayHoldMessage && (phase == .closing || (phase == .open && !isHeldBack))
  }

  /// Whether the socket is to be closed now.
  var isOver: Bool {
    phase == .broken || (phase == .closed && output.isEmpty && inputEnded)
  }

  /// Whether nothing more will be sent, though more may be read.
  var endsOutput: Bool { phase == .closed && output.isEmpty }

  /// How many bytes of memory its buffers hold.
  var heldBytes: Int { input.capacity + reader.heldBytes + output.heldBytes }

  /// What the client asks for waits while it does not take what it is sent.
  private var isHeldBack: Bool { output.count >= limits.unsent }

  /// When ``expire(at:)`` must be called.
  var deadline: Int64? {
    switch phase {
    case .open:
      let heard =
        pingedAt.map { $0 + limits.pongMilliseconds } ?? lastReceived
        + limits.pingMilliseconds
      let sent = output.isEmpty ? Int64.max : lastSent + writeMilliseconds
      return min(heard, sent, ultimatum?.at ?? .max)
    case .closing, .closed:
      // One that takes a byte now and then holds its place no longer than one that takes none.
      return closedAt + (output.isEmpty ? limits.closeMilliseconds : writeMilliseconds)
    case .broken: return nil
    }
  }

  // MARK: - Input

  /// Takes what a read gave.
  mutating func receive(_ bytes: ArraySlice<UInt8>, at now: Int64) {
    guard !bytes.isEmpty else { return }
    lastReceived = now
    pingedAt = nil
    guard phase == .open || phase == .closing else { return }
    input.append(contentsOf: bytes)
    mayHoldMessage = true
  }

  /// The client sends no more: without a close frame, it is gone.
  mutating func endInput() {
    inputEnded = true
    guard phase == .open || phase == .closing else { return }
    guard !mayHoldMessage else { return }
    abort()
  }

  /// The socket is broken: nothing can be sent.
  mutating func abort() {
    phase = .broken
    ending = ending ?? WebSocketClose(nil)
  }

  /// The next message; `nil` until more bytes have come, or where it ends.
  mutating func nextMessage(at now: Int64) -> WebSocketMessage? {
    guard mayHaveMessage else { return nil }
    do throws(WebSocketClose) {
      while let event = try reader.next(in: input, from: &used) {
        switch event {
        case .text(let bytes) where phase == .open:
          noteRest()
          return .text(bytes)
        case .binary(let bytes) where phase == .open:
          noteRest()
          return .binary(bytes)
        case .text, .binary: break
        case .ping(let payload):
          try countControlFrame(at: now)
          if phase == .open { append(.pong, payload, at: now) }
        case .pong: try countControlFrame(at: now)
        case .close(let close):
          receive(close, at: now)
          return nil
        }
      }
    } catch {
      fail(error, at: now)
      return nil
    }
    noteRest()
    return nil
  }

  /// Gives back what is read, and ends where nothing is left and nothing more comes.
  ///
  /// An idle session keeps no buffer.
  private mutating func noteRest() {
    mayHoldMessage = used < input.count
    if !mayHoldMessage {
      input = []
      used = 0
      if inputEnded { abort() }
    } else if used > 65_536 {
      input.removeFirst(used)
      used = 0
    }
  }

  private mutating func countControlFrame(at now: Int64) throws(WebSocketClose) {
    if now - controlWindow >= 1_000 {
      controlWindow = now
      controlFrames = 0
    }
    controlFrames += 1
    guard controlFrames <= limits.controlFramesPerSecond else { throw .tooManyControlFrames }
  }

  // MARK: - Output

  /// Sends a message of text, unless it closes.
  ///
  /// A client that leaves too much of what it was sent is closed instead, with 1013: what is bounded
  /// is what waited before, so that one long message passes.
  mutating func send(text: [UInt8], at now: Int64) {
    guard phase == .open else { return }
    guard !isHeldBack else { return giveUp(at: now) }
    append(.text, text, at: now)
  }

  /// As ``send(text:at:)``.
  mutating func send(_ text: SharedText, at now: Int64) {
    guard phase == .open else { return }
    guard !isHeldBack else { return giveUp(at: now) }
    appendHeader(.text, length: text.count, at: now)
    output.append(text.head)
    output.append(text.body)
    output.append(text.tail)
  }

  /// Closes because the client takes less than it is sent.
  ///
  /// Messages of which it has got nothing are dropped, so that it holds no memory and hears why; one
  /// that closes already ends at once.
  mutating func giveUp(at now: Int64) {
    guard phase == .open else { return abort() }
    output.dropUnbegun()
    close(.tooSlow, at: now)
  }

  private mutating func append(
    _ opcode: WebSocketFrame.Opcode,
    _ payload: [UInt8],
    at now: Int64
  ) {
    appendHeader(opcode, length: payload.count, at: now)
    output.append(payload)
  }

  private mutating func appendHeader(_ opcode: WebSocketFrame.Opcode, length: Int, at now: Int64) {
    if output.isEmpty { lastSent = now }
    output.mark()
    output.append(capacity: WebSocketFrame.headerMax + min(length, 4_096)) {
      WebSocketFrame.append(headerOf: opcode, length: length, to: &$0)
    }
  }

  /// Notes that bytes were sent.
  mutating func noteSent(at now: Int64) {
    lastSent = now
    guard output.isEmpty else { return }
    output = OutputQueue()
    if phase != .open { closedAt = now }
  }

  // MARK: - The end

  /// Says that it closes, and waits for the client to say so too.
  mutating func close(_ close: WebSocketClose, at now: Int64) {
    guard phase == .open else { return }
    append(.close, close.payload, at: now)
    phase = inputEnded ? .closed : .closing
    ending = close
    closedAt = now
  }

  /// Closes with this unless ``relent()`` is called in time.
  mutating func close(_ close: WebSocketClose, after milliseconds: Int64, from now: Int64) {
    ultimatum = Ultimatum(at: now + milliseconds, close: close)
  }

  /// Takes back what ``close(_:after:from:)`` said.
  mutating func relent() { ultimatum = nil }

  /// The client closes; where it began, its code is said back to it (section 5.5.1).
  private mutating func receive(_ close: WebSocketClose, at now: Int64) {
    if phase == .open {
      append(.close, WebSocketClose(close.code).payload, at: now)
      ending = close
    }
    end(at: now)
  }

  /// The client broke a rule: it is told which, and nothing more of it is read (section 7.1.7).
  private mutating func fail(_ close: WebSocketClose, at now: Int64) {
    if phase == .open {
      append(.close, close.payload, at: now)
      ending = close
    }
    end(at: now)
  }

  private mutating func end(at now: Int64) {
    phase = .closed
    closedAt = now
    mayHoldMessage = false
    input = []
    used = 0
  }

  /// A deadline has come.
  mutating func expire(at now: Int64) {
    guard let deadline, deadline <= now else { return }
    guard phase == .open else { return abort() }
    if !output.isEmpty, now >= lastSent + writeMilliseconds { return abort() }
    if let ultimatum, now >= ultimatum.at {
      self.ultimatum = nil
      return close(ultimatum.close, at: now)
    }
    guard pingedAt == nil else { return abort() }
    pingedAt = now
    append(.ping, [], at: now)
  }
}
