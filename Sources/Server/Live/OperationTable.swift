import HTTP
import Synchronization

/// The operations of one client that are under way, each by the id that the client gave it.
///
/// An id can be used again as soon as its operation is no longer here, so an operation is known by
/// its ``Ticket`` too: what an older one of the same id still sends is dropped.
final class OperationTable: Sendable {
  /// An operation, among all that have or had its id.
  final class Entry: Sendable {
    /// Takes back what is on its way to the client.
    let cancellation = Cancellation()
    fileprivate let subscription = Mutex<(any LiveSubscription)?>(nil)
  }

  /// What became of an id.
  enum Begin {
    case begun(Entry)
    /// Another operation has it.
    case exists
    /// The client has as many operations as it may.
    case full
    /// The client has left.
    case closed
  }

  private struct State {
    var entries: [[UInt8]: Entry] = [:]
    var isClosed = false
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) { self.limit = limit }

  /// How many operations are under way.
  var count: Int { state.withLock { $0.entries.count } }

  /// Reserves an id.
  func begin(_ id: [UInt8]) -> Begin {
    state.withLock { state in
      guard !state.isClosed else { return .closed }
      guard state.entries[id] == nil else { return .exists }
      guard state.entries.count < limit else { return .full }
      let entry = Entry()
      state.entries[id] = entry
      return .begun(entry)
    }
  }

  /// Notes what an operation listens to; it is cancelled where the operation has ended meanwhile.
  func attach(_ subscription: any LiveSubscription, to entry: Entry, of id: [UInt8]) {
    let isUnderWay = state.withLock { state in
      guard state.entries[id] === entry else { return false }
      entry.subscription.withLock { $0 = subscription }
      return true
    }
    if !isUnderWay { subscription.cancel() }
  }

  /// Ends an operation by the client's word; an id that is not under way is passed over.
  func cancel(_ id: [UInt8]) {
    let entry = state.withLock { $0.entries.removeValue(forKey: id) }
    entry.map(stop)
  }

  /// Ends an operation by the server's word.
  ///
  /// - Returns: Whether it was under way: only then the client is told.
  func finish(_ entry: Entry, of id: [UInt8]) -> Bool {
    state.withLock { state in
      guard state.entries[id] === entry else { return false }
      state.entries[id] = nil
      return true
    }
  }

  /// Ends them all, for the client has left; none begins after it.
  ///
  /// - Returns: The ids of those that were under way.
  @discardableResult func close() -> [[UInt8]] {
    let entries = state.withLock { state in
      defer { state.entries = [:] }
      state.isClosed = true
      return state.entries
    }
    entries.values.forEach(stop)
    return Array(entries.keys)
  }

  private func stop(_ entry: Entry) {
    entry.cancellation.cancel()
    let subscription = entry.subscription.withLock { subscription in
      defer { subscription = nil }
      return subscription
    }
    subscription?.cancel()
  }
}
