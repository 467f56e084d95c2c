import Bytes
import Desk
import GraphQL
import Resolvers
import SQLite
import Server

/// The work of the thread that tells events.
///
/// It takes the events of the journal in their order. For each it asks, once for each group of equal
/// subscriptions, what their viewer may know of it now. Whose access has changed, and whose session
/// has ended, is told so and nothing more.
///
/// - Source: L12.
struct EventTeller {
  private let reader: DeskReader
  private let journal: EventJournal
  private let executor: Executor
  private let callers: Callers
  private let log: Log
  private var table = FollowerTable()
  /// The sequence of the event that was told last.
  private var place: Int64 = 0
  private var accessRevision: Int64?
  /// The first moment at which a session ends by itself.
  private var nextExpiry: Instant?

  init(
    reader: DeskReader,
    journal: EventJournal,
    executor: Executor,
    callers: Callers,
    log: Log
  ) {
    self.reader = reader
    self.journal = journal
    self.executor = executor
    self.callers = callers
    self.log = log
  }

  /// Whether anybody follows anything.
  var isFollowed: Bool { !table.isEmpty }

  /// Takes in who came and left, looks whether all who follow still may, and tells what is new.
  mutating func look(at arrivals: [Arrival]) -> WatcherThread.Next {
    guard !table.isEmpty || !arrivals.isEmpty else { return .whenTold }
    // What is committed from here on, the turn may not see: it is told in the next one.
    let last = journal.last
    do {
      try reader.openTurn()
      defer { reader.closeTurn() }
      if !table.isEmpty { try checkAccess() }
      for arrival in arrivals { try take(arrival) }
      return try tellEvents(upTo: last)
    } catch {
      // Whoever was not told of an event must not go on as if nothing were missing.
      record("events not told", error)
      for case .came(let subscription) in arrivals {
        subscription.follower.receiver.end(.failed([.internalError]))
      }
      for group in table.all { end(group, .failed([.internalError])) }
      return .whenTold
    }
  }

  // MARK: - Who follows

  private mutating func take(_ arrival: Arrival) throws {
    switch arrival {
    case .left(let follower, let key): table.remove(follower, of: key)
    case .came(let subscription):
      guard !subscription.follower.hasLeft else { return }
      let since = subscription.follower.since
      if table.isEmpty {
        place = since
        accessRevision = try reader.accessRevision()
        nextExpiry = nil
      }
      guard let group = table.add(subscription) else {
        let caller = callers.caller(subscription.viewer, subscription.credentials)
        return subscription.follower.receiver.end(.failed([caller.tooManySubscriptions]))
      }
      // Between the subscription and now everything may have changed.
      try checkAccess(of: group, was: subscription.viewer)
      guard since < place, let topic = group.key.question?.topic, table.group(group.key) != nil
      else { return }
      guard let missed = journal.events(after: since, limit: Int(place - since)) else {
        return end(subscription.follower, of: group, .failed([callers.caller(group).eventsLost]))
      }
      for event in missed where topic.mayConcern(event, group.viewer) {
        try catchUp()
        guard table.group(group.key) === group else { return }
        tell(event, to: [subscription.follower], of: group)
      }
    }
  }

  /// Ends what those follow whose access has changed, or whose session has ended.
  private mutating func checkAccess() throws {
    let revision = try reader.accessRevision()
    let isExpiring = nextExpiry.map { $0 <= reader.now } ?? false
    guard revision != accessRevision || isExpiring else { return }
    accessRevision = revision
    nextExpiry = nil
    for group in table.all { try checkAccess(of: group, was: group.viewer) }
  }

  /// Goes on from the latest commit, where there was one since the turn began.
  ///
  /// An event is told as the database is after it; and who was answered that a session has ended, or
  /// a permission, sees nothing told by the one of before.
  private mutating func catchUp() throws {
    guard reader.isTurnOver else { return }
    try reader.openTurn()
    try checkAccess()
  }

  private mutating func checkAccess(of group: FollowerGroup, was viewer: Viewer) throws {
    let found = try group.key.token.flatMap { try reader.sessionViewer($0) }
    guard let found else {
      return end(group, .sessionEnded(callers.caller(group).sessionEnded))
    }
    // Who only watches the session has been told nothing that could be theirs no more.
    let isSame =
      found.viewer.hasSameAccess(as: viewer) && found.viewer.hasSameAccess(as: group.viewer)
    guard isSame || group.key.question == nil else {
      return end(group, .failed([callers.caller(group).accessChanged]))
    }
    group.viewer = found.viewer
    nextExpiry = min(nextExpiry ?? found.expiresAt, found.expiresAt)
  }

  // MARK: - What happens

  private mutating func tellEvents(upTo last: Int64) throws -> WatcherThread.Next {
    let start = Clock.monotonicNanoseconds()
    let limit = min(Limits.eventsPerTurn, Int(clamping: max(0, last &- place)))
    guard let events = journal.events(after: place, limit: limit) else {
      // Who only watches a session has lost nothing by it.
      for group in table.all where group.key.question != nil {
        end(group, .failed([callers.caller(group).eventsLost]))
      }
      place = last
      return table.isEmpty ? .whenTold : .now
    }
    for event in events {
      for group in table.groups(of: event) {
        try catchUp()
        guard table.group(group.key) === group else { continue }
        tell(event, to: group.followers, of: group)
      }
      place = event.sequence
      // A long turn would keep SQLite from reusing its log, and what is told from being new.
      if Clock.monotonicNanoseconds() &- start > Limits.turnNanoseconds { return .now }
    }
    if table.isEmpty { return .whenTold }
    if place < journal.last { return .now }
    return .at(Clock.monotonicNanoseconds() &+ Limits.watchNanoseconds)
  }

  /// Tells an event to those of a group who do not have it.
  private mutating func tell(
    _ event: TicketEvent,
    to followers: [Follower],
    of group: FollowerGroup
  ) {
    let followers = followers.filter { $0.since < event.sequence && !$0.hasLeft }
    guard !followers.isEmpty, let question = group.key.question else { return }
    do {
      let happenings = try reader.snapshot {
        Result { try question.topic.happenings(of: event, for: group.viewer, on: reader) }
      }
      let all = try happenings.get()
      for (number, happening) in all.enumerated() {
        let result = answer(happening, to: question.operation, for: group)
        // A client that comes back behind the first of several has not had the others.
        let isLast = number == all.count - 1
        let place = { @Sendable [journal] in journal.position(event.sequence) }
        let news = EventAnswer(result, position: isLast ? place : nil)
        for follower in followers { follower.receiver.receive(news) }
        if result.isAborted { return end(group, .failed(result.errors)) }
      }
    } catch {
      record("event not told", error)
      return end(group, .failed([.internalError]))
    }
    if event.isDeletion, question.topic.ticket != nil { end(group, .completed) }
  }

  private func answer(
    _ happening: Happening,
    to operation: PlannedOperation,
    for group: FollowerGroup
  ) -> ExecutionResult {
    let context = RequestContext(callers.caller(group), reader: reader)
    reader.deadline = Clock.monotonicNanoseconds() &+ Limits.operationSeconds &* 1_000_000_000
    defer { reader.deadline = nil }
    return executor.run(
      operation,
      event: happening,
      context: context,
      deadline: .now + .seconds(Limits.operationSeconds)
    )
  }

  // MARK: - Endings

  private mutating func end(_ group: FollowerGroup, _ ending: OperationEnding) {
    table.remove(group)
    for follower in group.followers where !follower.hasLeft { follower.receiver.end(ending) }
  }

  private mutating func end(
    _ follower: Follower,
    of group: FollowerGroup,
    _ ending: OperationEnding
  ) {
    table.remove(follower, of: group.key)
    if !follower.hasLeft { follower.receiver.end(ending) }
  }

  private func record(_ event: String, _ error: any Error) {
    log.record(.error, event, [JSON.Member(name: "error", value: .string("\(error)"))])
  }
}
