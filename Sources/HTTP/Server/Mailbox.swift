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
  /// What is on the way to the streams of all loops.
  let budget: StreamBudget
  private let messages = Mutex<[Message]>([])
  /// Whether the loop waits, or is about to.
  private let isWaiting = Atomic(false)

  /// Room for so many messages is kept between two bursts.
  static let kept = 1_024

  init(budget: StreamBudget) throws(HTTPServerError) {
    self.budget = budget
    wake = try Wake(blocks: false)
  }

  /// Posts a message; the first one that a waiting loop gets wakes it.
  ///
  /// A loop that works takes its messages before it waits: thousands of messages to it are one
  /// wake-up at most.
  func post(_ message: Message) {
    messages.withLock { $0.append(message) }
    guard isWaiting.load(ordering: .relaxed), isWaiting.exchange(false, ordering: .relaxed) else {
      return
    }
    wake.signal()
  }

  /// Called by the loop before it waits; `false` where messages are there, and it must not.
  ///
  /// The lock orders it against every ``post(_:)``: what it does not find was posted by who finds
  /// that the loop waits.
  func beginWaiting() -> Bool {
    isWaiting.store(true, ordering: .relaxed)
    guard messages.withLock({ $0.isEmpty }) else {
      endWaiting()
      return false
    }
    return true
  }

  /// Called by the loop when it has waited.
  func endWaiting() { isWaiting.store(false, ordering: .relaxed) }

  /// Exchanges the messages that came for an empty array, which keeps its room for those to come.
  func take(into taken: inout [Message]) {
    taken.removeAll(keepingCapacity: true)
    messages.withLock { swap(&$0, &taken) }
  }
}
