import Desk
import GraphQL
import Resolvers
import Server
import Synchronization

/// One subscription that is listened to.
final class Follower: Sendable {
  let receiver: any EventReceiver
  /// The sequence of the last event that it does not get.
  let since: Int64
  private let cancelled = Atomic(false)

  init(_ receiver: any EventReceiver, since: Int64) {
    self.receiver = receiver
    self.since = since
  }

  /// Whether it has left; the thread that tells events may not know yet.
  var hasLeft: Bool { cancelled.load(ordering: .acquiring) }

  func leave() { cancelled.store(true, ordering: .releasing) }
}

/// The subscriptions that get the same answers: one operation, by one session, in the same language.
///
/// Each event is judged and answered once for all of them. Those of a session that is only watched are a
/// group too, of which no event is asked anything.
final class FollowerGroup {
  /// What makes two subscriptions one group.
  struct Key: Hashable {
    /// `nil` where the session is only watched.
    let question: Question?
    let token: String?
    let languages: [String]
  }

  /// What is asked of each event.
  struct Question: Hashable {
    let operation: PlannedOperation
    let topic: EventTopic
  }

  let key: Key
  let credentials: Credentials
  var viewer: Viewer
  /// In the order in which they came.
  var followers: [Follower] = []

  init(_ key: Key, _ credentials: Credentials, _ viewer: Viewer) {
    self.key = key
    self.credentials = credentials
    self.viewer = viewer
  }
}

/// The groups that are followed, found by what an event touches.
struct FollowerTable {
  private var groups: [FollowerGroup.Key: FollowerGroup] = [:]
  private var byTicket: [TicketID: [FollowerGroup]] = [:]
  private var byCustomer: [CustomerID: [FollowerGroup]] = [:]
  /// Those who hear of the tickets of all customers.
  private var ofDesk: [FollowerGroup] = []
  /// What one event may ask for in the name of each user.
  private var nodes: [UserID: Int] = [:]

  var isEmpty: Bool { groups.isEmpty }

  var all: [FollowerGroup] { Array(groups.values) }

  /// Adds a subscription to its group, which is made where there is none.
  ///
  /// - Returns: `nil` where its user's subscriptions would ask for more together than one operation
  ///   may: each of them can be asked for at every event.
  mutating func add(_ subscription: NewSubscription) -> FollowerGroup? {
    let key = subscription.key
    if let group = groups[key] {
      group.followers.append(subscription.follower)
      return group
    }
    let user = subscription.viewer.user
    let (sum, overflow) = nodes[user, default: 0].addingReportingOverflow(key.nodes)
    guard !overflow, sum <= Limits.nodesOfEvent else { return nil }
    nodes[user] = sum > 0 ? sum : nil
    let group = FollowerGroup(key, subscription.credentials, subscription.viewer)
    group.followers = [subscription.follower]
    groups[key] = group
    index(group)
    return group
  }

  /// The groups that an event may concern.
  func groups(of event: TicketEvent) -> [FollowerGroup] {
    (byTicket[event.ticket] ?? []) + (byCustomer[event.customer] ?? []) + ofDesk
  }

  /// The group of some subscriptions; `nil` where there is none.
  func group(_ key: FollowerGroup.Key) -> FollowerGroup? { groups[key] }

  /// Takes one out that has left, and its group where nobody else is in it.
  mutating func remove(_ follower: Follower, of key: FollowerGroup.Key) {
    guard let group = groups[key] else { return }
    group.followers.removeAll { $0 === follower }
    if group.followers.isEmpty { remove(group) }
  }

  /// Takes a group out, with all who are in it.
  mutating func remove(_ group: FollowerGroup) {
    guard groups.removeValue(forKey: group.key) != nil else { return }
    let left = nodes[group.viewer.user, default: 0] - group.key.nodes
    nodes[group.viewer.user] = left > 0 ? left : nil
    guard let topic = group.key.question?.topic else { return }
    if let ticket = topic.ticket {
      byTicket[ticket]?.removeAll { $0 === group }
      if byTicket[ticket]?.isEmpty ?? false { byTicket[ticket] = nil }
      return
    }
    switch TicketScope(of: group.viewer).reach {
    case .nobody: break
    case .desk: ofDesk.removeAll { $0 === group }
    case .customers(let customers):
      for customer in customers {
        byCustomer[customer]?.removeAll { $0 === group }
        if byCustomer[customer]?.isEmpty ?? false { byCustomer[customer] = nil }
      }
    }
  }

  private mutating func index(_ group: FollowerGroup) {
    guard let topic = group.key.question?.topic else { return }
    if let ticket = topic.ticket {
      byTicket[ticket, default: []].append(group)
      return
    }
    switch TicketScope(of: group.viewer).reach {
    case .nobody: break
    case .desk: ofDesk.append(group)
    case .customers(let customers):
      for customer in customers { byCustomer[customer, default: []].append(group) }
    }
  }
}

extension FollowerGroup.Key {
  /// How many nodes one event may ask for.
  fileprivate var nodes: Int { question?.operation.nodes ?? 0 }
}

/// A subscription on its way to the thread that tells events.
struct NewSubscription: Sendable {
  let key: FollowerGroup.Key
  let credentials: Credentials
  /// Who subscribed, as found then.
  let viewer: Viewer
  let follower: Follower
}
