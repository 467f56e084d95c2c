import Bytes
import Dispatch
import GraphQL
import Resolvers
import Server
import Synchronization
import TestKit

@testable import Desk
@testable import guiche

/// A desk in memory whose events are listened to without a socket, so that a test can act in the
/// middle of their telling.
final class LiveDesk {
  let world: World
  let desk: Desk
  let host: DeskHost
  private let folder: ProofFolder
  private let plans = PlanCache()

  init() throws {
    world = try World.shared.get()
    folder = try world.copy()
    let data = DataDirectory(path: folder.url.path)
    desk = try Desk(
      path: data.database,
      files: data.files,
      clock: .standing(at: World.asked)
    )
    host = try DeskHost(desk: desk, house: ProofHouse.house.get(), log: Log())
  }

  /// Ends its threads.
  func stop() {
    host.stop()
    desk.stop()
  }

  func credentials(_ user: String) throws -> Credentials {
    Credentials(token: try world.token(user), remoteAddress: "127.0.0.1", languages: ["en"])
  }

  /// A loop's state with a turn that begins now, and who asks, as they were found then.
  func turn(of user: String) throws -> (reader: DeskReader, viewer: Viewer) {
    var reader = try host.makeLoopState()
    let found = try host.principal(for: try credentials(user), on: &reader)
    guard let viewer = found else { throw ProofFault("nobody is \(user)") }
    return (reader, viewer)
  }

  /// Begins to listen, in a turn of its own or one that began before.
  @discardableResult
  func follow(
    _ field: String,
    as user: String,
    after position: String? = nil,
    in turn: (reader: DeskReader, viewer: Viewer)? = nil,
    _ listener: Listener
  ) throws -> (any LiveSubscription)? {
    let begun = try turn ?? self.turn(of: user)
    var reader = begun.reader
    defer { host.turnEnded(on: &reader) }
    return host.subscribe(
      to: try operation(field, for: begun.viewer),
      for: begun.viewer,
      credentials: try credentials(user),
      after: position,
      on: &reader,
      receiver: listener
    )
  }

  private func operation(_ field: String, for viewer: Viewer) throws -> PlannedOperation {
    let document = Array("subscription { \(field) }".utf8)
    guard case .document(let compiled) = plans.compile(document, for: host.schema(for: viewer))
    else { throw ProofFault(field) }
    return try compiled.plan(operationName: nil, variables: nil)
  }

  /// A subscription on its way to the thread that tells events.
  func subscription(
    _ field: String,
    as user: String,
    _ listener: Listener,
    since: Int64
  ) throws -> NewSubscription {
    let begun = try turn(of: user)
    var reader = begun.reader
    defer { host.turnEnded(on: &reader) }
    let operation = try self.operation(field, for: begun.viewer)
    let caller = host.caller(begun.viewer, try credentials(user))
    let context = RequestContext(caller, reader: reader)
    return NewSubscription(
      key: FollowerGroup.Key(
        question: FollowerGroup.Question(
          operation: operation,
          topic: try host.executor.source(of: operation, context: context)
        ),
        token: try world.token(user),
        languages: ["en"]
      ),
      credentials: try credentials(user),
      viewer: begun.viewer,
      follower: Follower(listener, since: since)
    )
  }

  /// The number of a customer's ticket at the desk.
  func ticket(_ customer: String) throws -> TicketID {
    let key = TicketKey(customer: customer, type: ProofType.all[0].key, state: .withAttendant)
    return TicketID(numbers(of: try world.ticket(key)).first ?? 0)
  }

  /// Deletes a ticket, whatever its state.
  func erase(_ ticket: TicketID) throws {
    try desk.writeAndWait { try $0.erase(ticket, by: UserID(1)) }
  }
}

extension WriteContext {
  /// Writes a public message as the desk does.
  func post(_ text: String, in ticket: TicketID) throws {
    let author = ParticipantKey(
      user: UserID(1),
      attendant: workflow.defaultAttendant,
      side: .attendant
    )
    _ = try insertMessage(text, in: ticket, by: author, isInternal: false)
  }
}

/// Keeps what a subscription is told, and can act while it is told.
final class Listener: EventReceiver {
  private struct State {
    var told: [LiveStream.Told] = []
    var first: (@Sendable () -> Void)?
  }

  private let state: Mutex<State>
  private let news = DispatchSemaphore(value: 0)

  /// - Parameter first: Done while the first answer is told.
  init(_ first: (@Sendable () -> Void)? = nil) { state = Mutex(State(first: first)) }

  func receive(_ answer: EventAnswer) {
    let act = state.withLock { state in
      state.told.append(.event(String(decoding: answer.result.body, as: UTF8.self)))
      defer { state.first = nil }
      return state.first
    }
    act?()
    news.signal()
  }

  func reach(_ position: @autoclosure () -> String) {}

  func end(_ ending: OperationEnding) {
    let told: LiveStream.Told =
      switch ending {
      case .completed: .completed
      case .failed(let errors): Self.failed(errors)
      case .sessionEnded(let error): Self.failed([error])
      }
    state.withLock { $0.told.append(told) }
    news.signal()
  }

  private static func failed(_ errors: [GraphQLError]) -> LiveStream.Told {
    .failed(String(decoding: ExecutionResult.list(of: errors), as: UTF8.self))
  }

  /// Waits until something was told, or nothing more can be.
  func wait(until isThere: (LiveStream.Told) -> Bool) {
    while !told.contains(where: { isThere($0) || $0.isEnd }) {
      guard news.wait(timeout: .now() + 30) == .success else { return }
    }
  }

  /// What was told so far.
  var told: [LiveStream.Told] { state.withLock { $0.told } }
}
