import Synchronization

/// What other threads have for an event loop.
final class Mailbox: Sendable {
  /// Something for the loop to do.
  enum Message: Sendable {
    case answer(client: UInt64, number: Int, Answer)
    /// For an answer that stays open.
    case further(client: UInt64, number: Int, Passage.Message)
    /// Take no more clients and end when those that are there are answered.
    case stop
  }

  /// Wakes the loop; ``Epoll`` watches it.
  let wake: Wake
  private let messages = Mutex<[Message]>([])
  private let owner = Atomic<UInt>(0)

  init() throws(HTTPServerError) {
    wake = try Wake(blocks: false)
  }

  /// Makes the calling thread the one that is not woken by its own messages: it takes them before
  /// it waits.
  func becomeOwner() { owner.store(Thread.current, ordering: .relaxed) }

  /// Posts a message; from another thread than the owner's the first one wakes the loop.
  func post(_ message: Message) {
    let isFirst = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    if isFirst, Thread.current != owner.load(ordering: .relaxed) { wake.signal() }
  }

  /// Exchanges the messages that came for an empty array, which keeps its room for those to come.
  func take(into taken: inout [Message]) {
    taken.removeAll(keepingCapacity: true)
    messages.withLock { swap(&$0, &taken) }
  }
}
