/// A WebSocket at its connection, and what is done with its messages.
struct OpenWebSocket {
  private(set) var session: WebSocketSession
  private let socket: WebSocket
  /// `nil` when it was told of the end.
  private var handler: (any WebSocketReceiver)?

  init(_ opening: WebSocket.Opening, session: WebSocketSession, at now: Int64) {
    self.session = session
    socket = opening.socket
    handler = opening.handler
    if let ultimatum = opening.ultimatum {
      self.session.close(ultimatum.close, after: ultimatum.milliseconds, from: now)
    }
    opening.handler.opened(socket)
  }

  /// Takes what a read gave.
  mutating func receive(_ bytes: ArraySlice<UInt8>, at now: Int64) {
    session.receive(bytes, at: now)
  }

  mutating func endInput() { session.endInput() }

  /// Hands the next message to the application; answers whether there was one.
  mutating func serve(_ responder: Responder, at now: Int64) -> Bool {
    guard let message = session.nextMessage(at: now) else { return false }
    handler?.received(message, from: socket, with: responder)
    return true
  }

  /// Takes what the application has for it.
  mutating func take(_ message: Passage.Message, at now: Int64) {
    switch message {
    case .bytes(let text, let cancellation):
      socket.noteArrived(text.count)
      guard !(cancellation?.isCancelled ?? false) else { return }
      session.send(text: text, at: now)
    case .text(let text, let cancellation):
      socket.noteArrived(text.count)
      guard !(cancellation?.isCancelled ?? false) else { return }
      session.send(text, at: now)
    case .close(let close): session.close(close, at: now)
    case .relent: session.relent()
    case .tooSlow: session.giveUp(at: now)
    case .finish: break
    }
    settle()
  }

  /// Sends what waits, as far as the peer takes it; `nil` where nothing waits.
  mutating func send(to peer: Socket, at now: Int64) -> Socket.Write? {
    guard !session.output.isEmpty else { return nil }
    let before = session.output.count
    let written = peer.write(&session.output)
    if session.output.count != before { session.noteSent(at: now) }
    return written
  }

  mutating func close(_ close: WebSocketClose, at now: Int64) {
    session.close(close, at: now)
    settle()
  }

  /// Closes because the client takes less than it is sent.
  mutating func giveUp(at now: Int64) {
    session.giveUp(at: now)
    settle()
  }

  mutating func expire(at now: Int64) { session.expire(at: now) }

  mutating func abort() { session.abort() }

  /// Tells the application when it is no longer open.
  mutating func settle() {
    guard !session.isOpen, let ended = handler else { return }
    handler = nil
    ended.closed()
  }
}
