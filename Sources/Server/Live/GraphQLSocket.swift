import Bytes
import GraphQL
import HTTP
import Synchronization

/// One WebSocket that speaks `graphql-transport-ws`.
///
/// Messages come one at a time on the thread of the loop; answers come from any.
///
/// - Source: [PROTOCOL.md](https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).
final class GraphQLSocket<Host: GraphQLHost>: WebSocketHandler {
  typealias State = Host.LoopState

  private struct Connection {
    var credentials: Credentials
    /// Who connected, when it was acknowledged.
    var quota: Quota?
    var watch: (any LiveSubscription)?
    var isClosed = false
  }

  private let runner: OperationRunner<Host>
  private let speaksOurs: Bool
  private let counts: QuotaCounts
  private let connection: Mutex<Connection>
  private let operations = OperationTable(limit: Limits.operationsPerSocket)

  /// - Parameters:
  ///   - runner: Runs the operations.
  ///   - credentials: Out of the handshake's request.
  ///   - speaksOurs: Whether the client offered the protocol.
  ///   - counts: How many sockets each user has.
  init(
    _ runner: OperationRunner<Host>,
    credentials: Credentials,
    speaksOurs: Bool,
    counts: QuotaCounts
  ) {
    self.runner = runner
    self.speaksOurs = speaksOurs
    self.counts = counts
    connection = Mutex(Connection(credentials: credentials))
  }

  func opened(_ socket: WebSocket) {
    if !speaksOurs { socket.close(.subprotocolNotAcceptable) }
  }

  func received(
    _ message: WebSocketMessage,
    from socket: WebSocket,
    on state: inout Host.LoopState
  ) {
    guard case .text(let text) = message else {
      return socket.close(.badRequest("Messages are text, not binary"))
    }
    let message: TransportMessage
    do throws(TransportMessage.Malformed) {
      message = try TransportMessage(text)
    } catch {
      return socket.close(.badRequest(error.reason))
    }
    switch message {
    case .connectionInit(let payload): connect(payload, socket, on: &state)
    case .ping(let payload): socket.send(text: TransportMessage.pong(payload))
    case .pong: break
    case .subscribe(let id, let request): subscribe(id, request, socket, on: &state)
    case .complete(let id): operations.cancel(id)
    }
  }

  func closed() {
    operations.close()
    let (quota, watch) = connection.withLock { connection in
      defer { (connection.quota, connection.watch) = (nil, nil) }
      connection.isClosed = true
      return (connection.quota, connection.watch)
    }
    quota.map(counts.leave)
    watch?.cancel()
  }

  // MARK: - The connection

  private func connect(_ payload: JSON, _ socket: WebSocket, on state: inout Host.LoopState) {
    let before = connection.withLock { $0 }
    guard before.quota == nil else { return socket.close(.tooManyInitialisations) }
    guard !payload.asksForLens, let credentials = before.credentials.replaced(by: payload) else {
      return socket.close(.forbidden)
    }
    let found: Host.Principal?
    do {
      found = try runner.endpoint.host.principal(for: credentials, on: &state)
    } catch {
      return socket.close(.internalError)
    }
    guard let principal = found else { return socket.close(.forbidden) }
    let quota = runner.endpoint.host.quota(of: principal, credentials: credentials)
    guard counts.admit(quota) else { return socket.close(.tooManySockets) }
    let isOpen = connection.withLock { connection in
      guard !connection.isClosed else { return false }
      connection.quota = quota
      connection.credentials = credentials
      return true
    }
    guard isOpen else { return counts.leave(quota) }
    socket.relent()
    socket.send(text: TransportMessage.acknowledgement)
    watchSession(of: principal, credentials, socket)
  }

  /// A socket on which nothing runs closes with its session too.
  private func watchSession(
    of principal: Host.Principal,
    _ credentials: Credentials,
    _ socket: WebSocket
  ) {
    let watch = runner.endpoint.host.watchSession(
      of: principal,
      credentials: credentials,
      receiver: SessionWatch { ending in
        if case .sessionEnded = ending {
          socket.close(.forbidden)
        } else {
          socket.close(.internalError)
        }
      }
    )
    guard let watch else { return }
    let isOpen = connection.withLock { connection in
      guard !connection.isClosed else { return false }
      connection.watch = watch
      return true
    }
    if !isOpen { watch.cancel() }
  }

  // MARK: - Operations

  private func subscribe(
    _ id: [UInt8],
    _ request: GraphQLRequest,
    _ socket: WebSocket,
    on state: inout Host.LoopState
  ) {
    let current = connection.withLock { $0 }
    guard current.quota != nil else { return socket.close(.unauthorized) }
    let entry: OperationTable.Entry
    switch operations.begin(id) {
    case .begun(let begun): entry = begun
    case .exists: return socket.close(.subscriberExists(id))
    case .closed: return
    case .full:
      return socket.send(text: TransportMessage.error([.tooManyOperations], of: id.asJSON))
    }
    // The session may have ended since the last operation.
    let found: Host.Principal?
    do {
      found = try runner.endpoint.host.principal(for: current.credentials, on: &state)
    } catch {
      return socket.close(.internalError)
    }
    guard let principal = found else { return socket.close(.forbidden) }
    let operation = SocketOperation(id, entry, in: operations, socket)
    let subscription = runner.run(
      request,
      for: GraphQLEndpoint<Host>.Caller(
        principal: principal,
        credentials: current.credentials,
        negotiation: Negotiation(format: .json, profile: .may2025),
        mayChange: true
      ),
      on: &state,
      to: operation
    )
    if let subscription { operations.attach(subscription, to: entry, of: id) }
  }
}

/// One operation of a WebSocket: its answers become messages under its id.
private final class SocketOperation: EventReceiver {
  private let id: [UInt8]
  private let idAsJSON: [UInt8]
  private let entry: OperationTable.Entry
  private let operations: OperationTable
  private let socket: WebSocket

  init(
    _ id: [UInt8],
    _ entry: OperationTable.Entry,
    in operations: OperationTable,
    _ socket: WebSocket
  ) {
    self.id = id
    idAsJSON = id.asJSON
    self.entry = entry
    self.operations = operations
    self.socket = socket
  }

  func receive(_ answer: EventAnswer) {
    let body = answer.result.body
    guard body.count > Limits.sharedBytes else {
      return send(TransportMessage.next(body, of: idAsJSON))
    }
    socket.send(TransportMessage.next(sharing: body, of: idAsJSON), unless: entry.cancellation)
  }

  func reach(_ position: @autoclosure () -> String) {}

  func end(_ ending: OperationEnding) {
    // Its id is free before the client hears of the end.
    guard operations.finish(entry, of: id) else { return }
    switch ending {
    case .completed: send(TransportMessage.complete(idAsJSON))
    case .failed(let errors): send(TransportMessage.error(errors, of: idAsJSON))
    case .sessionEnded: socket.close(.forbidden)
    }
  }

  private func send(_ text: [UInt8]) { socket.send(text: text, unless: entry.cancellation) }
}

extension [UInt8] {
  /// A text as JSON.
  var asJSON: [UInt8] {
    Array(JSON.string(String(decoding: self, as: UTF8.self)).text.utf8)
  }
}

extension JSON {
  /// Whether the payload of a `connection_init` would look as somebody else, which no socket does: it
  /// must not be taken for a wish that was granted.
  fileprivate var asksForLens: Bool {
    [self, self["headers"] ?? .null].contains { place in
      guard case .object(let members) = place else { return false }
      return members.contains { $0.name.lowercased() == LensClaim.field.lowercased() }
    }
  }
}

extension Credentials {
  /// The credentials that a `connection_init` says, by the members `authorization` or `Authorization`
  /// of its payload, or of `headers` in it; without one, they stay what the handshake said.
  ///
  /// `X-GraphQL-Explain` is found in the same places.
  ///
  /// - Returns: `nil` where there is one that is no bearer token.
  func replaced(by payload: JSON) -> Credentials? {
    var former = self
    let places = [payload, payload["headers"] ?? .null]
    for place in places {
      if case .string(let list)? = place[Self.explainField] {
        former.explain = Self.explain([list])
      }
    }
    for place in places {
      for name in ["authorization", "Authorization"] {
        guard let value = place[name], value != .null else { continue }
        guard case .string(let text) = value, let token = Credentials.bearerToken(text) else {
          return nil
        }
        var replaced = former
        replaced.token = token
        return replaced
      }
    }
    return former
  }
}

extension GraphQLError {
  /// A client has as many operations under way as it may.
  static let tooManyOperations = GraphQLError(
    "More than \(Limits.operationsPerSocket) operations at once: complete some first.",
    code: "TOO_MANY_OPERATIONS"
  )
}
