import GraphQL
import HTTP

/// Answers GraphQL over server-sent events.
///
/// - Source: [graphql-sse](https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).
struct EventStreamEndpoint<Host: GraphQLHost>: Sendable {
  private let runner: OperationRunner<Host>
  private let streams = QuotaCounts(limit: Limits.streamsPerUser)
  private let shared: SharedStreams

  init(_ runner: OperationRunner<Host>, shared: SharedStreams = SharedStreams()) {
    self.runner = runner
    self.shared = shared
  }

  private var endpoint: GraphQLEndpoint<Host> { runner.endpoint }

  /// How every stream begins.
  static var head: Response {
    Response(
      status: 200,
      headers: Headers([
        ("Content-Type", "text/event-stream; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept"),
        ("X-Content-Type-Options", "nosniff"),
        // A proxy that collects a response before it sends it would send no event, ever.
        ("X-Accel-Buffering", "no"),
      ])
    )
  }

  static var heartbeat: Heartbeat {
    Heartbeat(milliseconds: Limits.heartbeatMilliseconds, bytes: EventStream.comment)
  }

  // MARK: - Distinct connections

  /// Answers one operation by a stream of its own.
  ///
  /// - Throws: What is refused before the stream: a mutation by GET, one stream too many.
  func answer(
    _ graphQL: GraphQLRequest,
    of request: Request,
    for caller: GraphQLEndpoint<Host>.Caller,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) throws(Refusal) {
    let operation = Result { () throws(RequestFault) in
      try endpoint.operation(of: graphQL, for: caller)
    }
    var isLive = false
    if case .success(let operation) = operation {
      try refuseMutation(operation, of: caller)
      isLive = operation.type == .subscription
    }
    let quota = try admitted(caller)
    let events = OperationStream { [streams] in streams.leave(quota) }
    events.begin(
      reply.stream(Self.head, heartbeat: Self.heartbeat, owner: events),
      invites: isLive
    )
    do throws(RequestFault) {
      let subscription = try runner.run(
        try operation.get(),
        graphQL,
        for: caller,
        after: EventStreamReturn.position(of: request),
        on: &state,
        to: events
      )
      if let subscription { events.attach(subscription) }
    } catch {
      events.end(.failed(error.errors))
    }
  }

  /// Counts one stream more of a caller.
  private func admitted(_ caller: GraphQLEndpoint<Host>.Caller) throws(Refusal) -> Quota {
    let quota = endpoint.host.quota(of: caller.principal, credentials: caller.credentials)
    dropForgotten()
    guard streams.admit(quota) else {
      throw Refusal(429, [.tooManyStreams], as: caller.negotiation)
    }
    return quota
  }

  /// Drops the reservations that nobody came for.
  func dropForgotten() { shared.dropForgotten() }

  private func refuseMutation(
    _ operation: CompiledOperation,
    of caller: GraphQLEndpoint<Host>.Caller
  ) throws(Refusal) {
    guard caller.mayChange || operation.type != .mutation else {
      throw Refusal(
        405,
        "A mutation goes by POST.",
        as: caller.negotiation,
        headers: [("Allow", "POST")]
      )
    }
  }

  // MARK: - A single connection

  /// The token by which a request names a stream that many operations share; `nil` where it names
  /// none.
  static func token(of request: Request) -> String? {
    if let field = request.headers["X-GraphQL-Event-Stream-Token"] { return field }
    guard request.target.query?.contains("token=") ?? false else { return nil }
    return request.target.parameters?.first { $0.name == "token" }?.value
  }

  /// Whether a GET opens a shared stream: one for events before all, or for nothing else by what it
  /// says.
  static func opens(_ request: Request, _ negotiation: Negotiation) -> Bool {
    switch negotiation.events {
    case .preferred: true
    case .refused: false
    case .accepted:
      request.target.parameters?.allSatisfy { $0.name == "token" } ?? false
    }
  }

  /// Reserves a stream that many operations will share.
  func reserve(
    for caller: GraphQLEndpoint<Host>.Caller
  ) throws(Refusal) -> Response {
    let quota = try admitted(caller)
    let (token, stream) = shared.reserve(for: quota) { [streams] in streams.leave(quota) }
    let watch = endpoint.host.watchSession(
      of: caller.principal,
      credentials: caller.credentials,
      receiver: SessionWatch { [weak stream] ending in stream?.drop(because: ending.reasons) }
    )
    if let watch { stream.keep(watch) }
    var response = Response.text(201, token)
    response.headers.append("Cache-Control", "no-store")
    return response
  }

  /// Opens a reserved stream: the token is its credential, for a browser can send no other.
  func open(_ token: String, as negotiation: Negotiation, _ reply: Reply) throws(Refusal) {
    let stream = try found(shared.stream(token), as: negotiation)
    guard stream.open(by: { reply.stream(Self.head, heartbeat: Self.heartbeat, owner: stream) })
    else {
      throw Refusal(409, "The stream is open already.", as: negotiation)
    }
  }

  /// Runs an operation whose answers go to a shared stream.
  ///
  /// The answer says behind which event a subscription begins, as its events say it by their ids: with
  /// the last of these, a client asks for the rest over another stream, once this one is cut off.
  func run(
    _ graphQL: GraphQLRequest,
    of request: Request,
    over token: String,
    for caller: GraphQLEndpoint<Host>.Caller,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) throws(Refusal) {
    let stream = try ownStream(token, of: caller)
    guard let id = graphQL.operationID else {
      throw Refusal(
        400,
        "Name the operation: send a text as \"operationId\" in \"extensions\".",
        as: caller.negotiation
      )
    }
    let operation = try caller.negotiation.refusing { () throws(RequestFault) in
      let operation = try endpoint.operation(of: graphQL, for: caller)
      _ = try endpoint.plan(operation, graphQL)
      return operation
    }
    try refuseMutation(operation, of: caller)
    let entry: OperationTable.Entry
    switch stream.operations.begin(Array(id.utf8)) {
    case .begun(let begun): entry = begun
    case .exists: throw Refusal(409, "The operation's id is in use.", as: caller.negotiation)
    case .full: throw Refusal(429, [.tooManyOperations], as: caller.negotiation)
    case .closed: throw Refusal(404, "There is no such stream.", as: caller.negotiation)
    }
    let receiver = SharedOperation(Array(id.utf8), entry, of: stream)
    var response = Response(status: 202)
    do throws(RequestFault) {
      let subscription = try runner.run(
        operation,
        graphQL,
        for: caller,
        after: EventStreamReturn.position(of: request),
        on: &state,
        to: receiver
      )
      if let position = receiver.start {
        response.headers.append(EventStreamReturn.field, position)
        response.headers.append("Cache-Control", "no-store")
      }
      if let subscription {
        stream.operations.attach(subscription, to: entry, of: Array(id.utf8))
      }
    } catch {
      receiver.end(.failed(error.errors))
    }
    reply.send(response)
  }

  /// Ends an operation of a shared stream.
  func cancel(
    _ request: Request,
    over token: String,
    for caller: GraphQLEndpoint<Host>.Caller
  ) throws(Refusal) -> Response {
    let stream = try ownStream(token, of: caller)
    let id = request.target.parameters?.first { $0.name == "operationId" }?.value
    guard let id, !id.isEmpty else {
      throw Refusal(400, "Say which \"operationId\" is meant.", as: caller.negotiation)
    }
    stream.operations.cancel(Array(id.utf8))
    return Response(status: 200)
  }

  /// The stream of a token, where it is the caller's own.
  private func ownStream(
    _ token: String,
    of caller: GraphQLEndpoint<Host>.Caller
  ) throws(Refusal) -> SharedStream {
    let quota = endpoint.host.quota(of: caller.principal, credentials: caller.credentials)
    let stream = shared.stream(token).flatMap { $0.quota == quota ? $0 : nil }
    return try found(stream, as: caller.negotiation)
  }

  private func found(
    _ stream: SharedStream?,
    as negotiation: Negotiation
  ) throws(Refusal) -> SharedStream {
    guard let stream else { throw Refusal(404, "There is no such stream.", as: negotiation) }
    return stream
  }
}
