/// The application's end of a WebSocket, for any thread.
public final class WebSocket: Sendable {
  /// How the connection becomes one.
  final class Opening: Sendable {
    let handshake: WebSocketHandshake
    let handler: any WebSocketReceiver
    let ultimatum: WebSocketUltimatum?
    let socket: WebSocket

    init(
      handshake: WebSocketHandshake,
      handler: any WebSocketReceiver,
      ultimatum: WebSocketUltimatum?,
      socket: WebSocket
    ) {
      self.handshake = handshake
      self.handler = handler
      self.ultimatum = ultimatum
      self.socket = socket
    }
  }

  private let passage: Passage?

  init(_ passage: Passage?) { self.passage = passage }

  /// Sends a text message; to one that closes nothing is sent.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - cancellation: Takes the message back until it reaches the connection.
  public func send(text: [UInt8], unless cancellation: Cancellation? = nil) {
    passage?.send(text, unless: cancellation)
  }

  /// Sends a text message of which others get a part too.
  public func send(_ text: SharedText, unless cancellation: Cancellation? = nil) {
    passage?.send(text, unless: cancellation)
  }

  /// Closes, after what was sent before.
  public func close(_ close: WebSocketClose) { passage?.post(.close(close)) }

  /// Takes the ultimatum back that it was opened with.
  public func relent() { passage?.post(.relent) }

  /// Notes that bytes have reached the connection.
  func noteArrived(_ bytes: Int) { passage?.noteArrived(bytes) }
}

/// A WebSocket is closed with this unless the application relents in time.
public struct WebSocketUltimatum: Hashable, Sendable {
  public let milliseconds: Int64
  public let close: WebSocketClose

  /// An ultimatum.
  public init(milliseconds: Int64, close: WebSocketClose) {
    self.milliseconds = milliseconds
    self.close = close
  }
}

/// What an application does with the messages of one WebSocket.
///
/// It is called on the thread of the connection's loop, with the loop's state, and must not block.
public protocol WebSocketHandler<State>: AnyObject, Sendable {
  /// What the loop owns.
  associatedtype State

  /// It is open.
  func opened(_ socket: WebSocket)

  /// A message came; the next one comes when this returns.
  func received(_ message: WebSocketMessage, from socket: WebSocket, on state: inout State)

  /// It closes or is gone, once; nothing more comes, and nothing more is sent.
  func closed()
}

/// A ``WebSocketHandler`` for a loop that does not know its state's type.
protocol WebSocketReceiver: AnyObject, Sendable {
  func opened(_ socket: WebSocket)
  func received(_ message: WebSocketMessage, from socket: WebSocket, with responder: Responder)
  func closed()
}

/// Ties a handler to the responder of its loop.
final class TypedWebSocketReceiver<Handler: WebSocketHandler>: WebSocketReceiver {
  private let handler: Handler

  init(_ handler: Handler) { self.handler = handler }

  func opened(_ socket: WebSocket) { handler.opened(socket) }

  func received(_ message: WebSocketMessage, from socket: WebSocket, with responder: Responder) {
    guard let responder = responder as? StatefulResponder<Handler.State> else { return }
    responder.use { handler.received(message, from: socket, on: &$0) }
  }

  func closed() { handler.closed() }
}

extension WebSocketHandshake {
  /// The answer to a handshake that was refused.
  public static func refusal(of error: HTTPError) -> Response {
    var response = Response.text(error.status, "\(error.reason)\n")
    if error.status == 426 {
      // RFC 9110 section 15.5.22: it names what would be served.
      response.headers.append("Upgrade", "websocket")
      response.headers.append("Sec-WebSocket-Version", version)
    }
    return response
  }
}
