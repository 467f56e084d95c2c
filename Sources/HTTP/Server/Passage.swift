import Synchronization

/// The way from any thread to a connection that stays open.
///
/// - Invariant: no more than a bounded number of bytes is on the way; what would be too many closes
///   the connection instead.
final class Passage: Sendable {
  /// Something for an open connection.
  enum Message: Sendable {
    /// A piece of a body, or a text message.
    case bytes([UInt8], Cancellation?)
    /// The body has ended.
    case finish
    case close(WebSocketClose)
    /// The ultimatum is taken back.
    case relent
    /// More was sent than the receiver takes.
    case tooSlow
  }

  private let mailbox: Mailbox
  private let client: UInt64
  private let number: Int
  private let limit: Int
  private let waiting = Atomic(0)
  private let isFull = Atomic(false)

  /// - Parameters:
  ///   - mailbox: Of the connection's loop.
  ///   - client: The connection.
  ///   - number: The answer that stays open.
  ///   - limit: Bytes on the way at most.
  init(mailbox: Mailbox, client: UInt64, number: Int, limit: Int) {
    self.mailbox = mailbox
    self.client = client
    self.number = number
    self.limit = limit
  }

  func send(_ bytes: [UInt8], unless cancellation: Cancellation?) {
    guard !isFull.load(ordering: .relaxed) else { return }
    let (_, now) = waiting.add(bytes.count, ordering: .relaxed)
    guard now <= limit + bytes.count, mailbox.budget.admit(bytes.count, own: now) else {
      if !isFull.exchange(true, ordering: .relaxed) { post(.tooSlow) }
      return
    }
    post(.bytes(bytes, cancellation))
  }

  func post(_ message: Message) {
    mailbox.post(.further(client: client, number: number, message))
  }

  /// Notes that bytes have reached the connection.
  func noteArrived(_ bytes: Int) { waiting.subtract(bytes, ordering: .relaxed) }
}
