import Bytes
import Desk
import GraphQL
import SQLite
import Server
import Synchronization

/// Tells events to who follows them: one thread with a reader of its own, behind the writer's.
///
/// It never waits for a receiver, and does nothing while nobody follows anything.
final class EventDispatcher: Sendable {
  private let journal: EventJournal
  private let arrivals: Arrivals
  private let thread: WatcherThread

  /// - Parameters:
  ///   - desk: Whose events.
  ///   - executor: Runs the operations of who follows.
  ///   - callers: Who they are.
  ///   - log: Told of what fails.
  /// - Throws: Where the thread or its reader could not be made.
  init(desk: Desk, executor: Executor, callers: Callers, log: Log) throws {
    let arrivals = Arrivals()
    self.arrivals = arrivals
    journal = desk.events
    let journal = journal
    thread = try WatcherThread {
      EventTeller(
        reader: try desk.makeReader(),
        journal: journal,
        executor: executor,
        callers: callers,
        log: log
      )
    } look: { teller in
      let new = arrivals.take()
      // Before the journal is read: what is written from then on wakes the thread.
      if !new.isEmpty { arrivals.isAnybodyThere.store(true, ordering: .releasing) }
      let next = teller.look(at: new)
      arrivals.isAnybodyThere.store(teller.isFollowed, ordering: .releasing)
      return next
    }
    // While nobody follows anything, a commit wakes no thread.
    journal.listen { [weak thread] in
      if arrivals.isAnybodyThere.load(ordering: .acquiring) { thread?.tell() }
    }
  }

  /// Begins to tell events to a subscription.
  func add(_ subscription: NewSubscription) -> any LiveSubscription {
    send(.came(subscription))
    return Followed(subscription: subscription, dispatcher: self)
  }

  /// Tells nothing more to anybody; it returns when the thread has ended.
  func stop() {
    journal.listen(nil)
    thread.stop()
  }

  fileprivate func send(_ arrival: Arrival) {
    arrivals.add(arrival)
    thread.tell()
  }
}

/// What the loops tell the thread.
enum Arrival: Sendable {
  case came(NewSubscription)
  case left(Follower, FollowerGroup.Key)
}

/// What the thread has not looked at yet, in the order in which it came.
private final class Arrivals: Sendable {
  /// Whether somebody follows something, as far as the thread knows.
  let isAnybodyThere = Atomic(false)
  private let waiting = Mutex<[Arrival]>([])

  func add(_ arrival: Arrival) { waiting.withLock { $0.append(arrival) } }

  func take() -> [Arrival] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}

/// A subscription that the dispatcher knows.
private struct Followed: LiveSubscription {
  let subscription: NewSubscription
  let dispatcher: EventDispatcher

  func cancel() {
    subscription.follower.leave()
    dispatcher.send(.left(subscription.follower, subscription.key))
  }
}
