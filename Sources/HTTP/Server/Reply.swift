import Synchronization

/// Where one request's answer goes.
///
/// It may be used on any thread, once: an answer from another thread wakes the loop of the
/// connection. An answer to a connection that is gone, and a second answer, are dropped; a reply
/// that is let go unanswered answers 500, so that no client waits for ever.
public struct Reply: Sendable {
  private let receiver: any AnswerReceiver

  /// A reply that hands its answers to a closure.
  public init(_ deliver: @escaping @Sendable (Response) -> Void) {
    receiver = AnswerClosure(deliver: deliver)
  }

  init(receiver: any AnswerReceiver) {
    self.receiver = receiver
  }

  /// A reply whose answers are changed on their way to this one.
  public func changing(_ change: @escaping @Sendable (inout Response) -> Void) -> Reply {
    Reply { response in
      var changed = response
      change(&changed)
      send(changed)
    }
  }

  /// Answers the request.
  public func send(_ response: Response) {
    receiver.receive(response)
  }
}

/// What a ``Reply`` hands its answer to.
protocol AnswerReceiver: AnyObject, Sendable {
  func receive(_ response: Response)
}

private final class AnswerClosure: AnswerReceiver {
  private let deliver: @Sendable (Response) -> Void

  init(deliver: @escaping @Sendable (Response) -> Void) {
    self.deliver = deliver
  }

  func receive(_ response: Response) { deliver(response) }
}

/// Posts the answer of one request to the loop of its connection.
final class PostedAnswer: AnswerReceiver {
  private let mailbox: Mailbox
  private let client: UInt64
  private let number: Int
  private let isSent = Atomic(false)

  init(mailbox: Mailbox, client: UInt64, number: Int) {
    self.mailbox = mailbox
    self.client = client
    self.number = number
  }

  deinit { receive(Response(status: 500)) }

  func receive(_ response: Response) {
    guard !isSent.exchange(true, ordering: .relaxed) else { return }
    mailbox.post(.answer(client: client, number: number, response))
  }
}
