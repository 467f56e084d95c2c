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
    /// A text message.
    indirect case text(SharedText, Cancellation?)
    /// The body has ended.
    case finish
    case close(WebSocketClose)
    /// The ultimatum is taken back.
    case relent
    /// More was sent than the receiver takes.
    case tooSlow

    /// How many bytes are for the client.
    var count: Int {
      switch self {
      case .bytes(let bytes, _): bytes.count
      case .text(let text, _): text.count
      case .finish, .close, .relent, .tooSlow: 0
      }
    }
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
    guard admits(bytes.count) else { return }
    post(.bytes(bytes, cancellation))
  }

  func send(_ text: SharedText, unless cancellation: Cancellation?) {
    guard admits(text.count) else { return }
    post(.text(text, cancellation))
  }

  private func admits(_ count: Int) -> Bool {
    guard !isFull.load(ordering: .relaxed) else { return false }
    let (_, now) = waiting.add(count, ordering: .relaxed)
    guard now <= limit + count, mailbox.budget.admit(count, own: now) else {
      if !isFull.exchange(true, ordering: .relaxed) { post(.tooSlow) }
      return false
    }
    return true
  }

  func post(_ message: Message) {
    mailbox.post(.further(client: client, number: number, message))
  }

  /// Notes that bytes have reached the connection.
  func noteArrived(_ bytes: Int) { waiting.subtract(bytes, ordering: .relaxed) }
}
