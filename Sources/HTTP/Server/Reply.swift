import Synchronization

/// Where one request's answer goes.
///
/// It may be used on any thread, once: an answer from another thread wakes the loop of the
/// connection. An answer to a connection that is gone, and a second answer, are dropped; a reply
/// that is let go unanswered answers 500, so that no client waits for ever.
public struct Reply: Sendable {
  private let receiver: any AnswerReceiver

  /// A reply that hands its answers to a closure: a body that comes piece by piece when it is whole,
  /// and no WebSocket.
  public init(_ deliver: @escaping @Sendable (Response) -> Void) {
    receiver = AnswerClosure(deliver: deliver)
  }

  init(receiver: any AnswerReceiver) {
    self.receiver = receiver
  }

  /// A reply whose answers are changed on their way to this one; of an answer that stays open, its
  /// head, and of a handshake nothing.
  public func changing(_ change: @escaping @Sendable (inout Response) -> Void) -> Reply {
    Reply(receiver: ChangedAnswer(receiver, change))
  }

  /// Answers the request.
  public func send(_ response: Response) {
    receiver.receive(.whole(response))
  }

  /// Answers with a head now and a body that comes piece by piece, chunked.
  ///
  /// - Parameters:
  ///   - head: The status and the fields.
  ///   - heartbeat: Sent while nothing else is.
  ///   - owner: Told when it ends too early; nothing else holds it.
  /// - Returns: Where the pieces go.
  public func stream(
    _ head: Response,
    heartbeat: Heartbeat? = nil,
    owner: any ResponseStreamOwner
  ) -> ResponseStream {
    let stream = receiver.stream(head)
    receiver.receive(
      .stream(
        ResponseStream.Opening(head: head, heartbeat: heartbeat, owner: owner, stream: stream)
      )
    )
    return stream
  }

  /// Answers with the other half of a handshake; the connection is a WebSocket from there on.
  ///
  /// - Parameters:
  ///   - handshake: Read from the request.
  ///   - handler: What is done with its messages.
  ///   - ultimatum: What it is closed with unless the application relents in time.
  public func open(
    _ handshake: WebSocketHandshake,
    handler: some WebSocketHandler,
    ultimatum: WebSocketUltimatum? = nil
  ) {
    receiver.receive(
      .webSocket(
        WebSocket.Opening(
          handshake: handshake,
          handler: TypedWebSocketReceiver(handler),
          ultimatum: ultimatum,
          socket: WebSocket(receiver.passage)
        )
      )
    )
  }
}

/// An answer to a request.
enum Answer: Sendable {
  case whole(Response)
  case stream(ResponseStream.Opening)
  case webSocket(WebSocket.Opening)
}

/// What a ``Reply`` hands its answer to.
protocol AnswerReceiver: AnyObject, Sendable {
  func receive(_ answer: Answer)
  /// Where the body of a response goes that comes piece by piece.
  func stream(_ head: Response) -> ResponseStream
  /// The way to the connection; `nil` where there is none.
  var passage: Passage? { get }
}

private final class AnswerClosure: AnswerReceiver {
  private let deliver: @Sendable (Response) -> Void

  init(deliver: @escaping @Sendable (Response) -> Void) {
    self.deliver = deliver
  }

  func receive(_ answer: Answer) {
    switch answer {
    case .whole(let response): deliver(response)
    case .stream: break
    case .webSocket: deliver(.text(501, "there is no connection to upgrade\n"))
    }
  }

  func stream(_ head: Response) -> ResponseStream {
    ResponseStream { [deliver] body in
      var response = head
      response.body = body
      deliver(response)
    }
  }

  var passage: Passage? { nil }
}

/// Changes answers on their way to another receiver.
private final class ChangedAnswer: AnswerReceiver {
  private let receiver: any AnswerReceiver
  private let change: @Sendable (inout Response) -> Void

  init(_ receiver: any AnswerReceiver, _ change: @escaping @Sendable (inout Response) -> Void) {
    self.receiver = receiver
    self.change = change
  }

  func receive(_ answer: Answer) {
    switch answer {
    case .whole(let response): receiver.receive(.whole(changed(response)))
    case .stream(let opening):
      receiver.receive(.stream(opening.with(head: changed(opening.head))))
    case .webSocket: receiver.receive(answer)
    }
  }

  func stream(_ head: Response) -> ResponseStream { receiver.stream(changed(head)) }

  var passage: Passage? { receiver.passage }

  private func changed(_ response: Response) -> Response {
    var response = response
    change(&response)
    return response
  }
}

/// Posts the answer of one request to the loop of its connection.
final class PostedAnswer: AnswerReceiver {
  private let mailbox: Mailbox
  private let client: UInt64
  private let number: Int
  /// Bytes that may be on the way to an answer that stays open.
  private let limit: Int
  private let isSent = Atomic(false)

  init(mailbox: Mailbox, client: UInt64, number: Int, limit: Int) {
    self.mailbox = mailbox
    self.client = client
    self.number = number
    self.limit = limit
  }

  deinit { receive(.whole(Response(status: 500))) }

  func receive(_ answer: Answer) {
    guard !isSent.exchange(true, ordering: .relaxed) else { return }
    mailbox.post(.answer(client: client, number: number, answer))
  }

  func stream(_ head: Response) -> ResponseStream {
    ResponseStream(makePassage())
  }

  var passage: Passage? { makePassage() }

  private func makePassage() -> Passage {
    Passage(mailbox: mailbox, client: client, number: number, limit: limit)
  }
}
