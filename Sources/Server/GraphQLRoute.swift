import GraphQL
import HTTP

/// The one address of GraphQL, and the protocols that are spoken there.
struct GraphQLRoute<Host: GraphQLHost>: Sendable {
  private let endpoint: GraphQLEndpoint<Host>
  private let workers: Workers<Host.LoopState>
  private let webSockets: WebSocketEndpoint<Host>
  private let eventStreams: EventStreamEndpoint<Host>
  private let lenses: LensRoute<Host>

  init(
    _ endpoint: GraphQLEndpoint<Host>,
    workers: Workers<Host.LoopState>,
    origins: CrossOrigins
  ) {
    self.endpoint = endpoint
    self.workers = workers
    let runner = OperationRunner(endpoint, workers: workers)
    webSockets = WebSocketEndpoint(runner, origins: origins)
    eventStreams = EventStreamEndpoint(runner)
    lenses = LensRoute(endpoint, workers: workers)
  }

  /// The methods that are answered here.
  static var methods: [String] { ["GET", "POST", "PUT", "DELETE"] }

  /// Answers a request.
  func answer(_ request: Request, on state: inout Host.LoopState, _ reply: Reply) {
    let isGet = request.method == "GET"
    if isGet, WebSocketHandshake.isAsked(by: request.headers) {
      return webSockets.open(request, reply: reply)
    }
    guard !LensRoute<Host>.isAsked(by: request) else { return lenses.answer(request, reply) }
    if isGet, Playground.isBrowser(request) { return reply.send(Playground.redirect) }
    do throws(Refusal) {
      if let token = EventStreamEndpoint<Host>.token(of: request) {
        try answer(request, over: token, on: &state, reply)
      } else if request.method == "PUT" {
        let negotiation = try negotiate(request)
        let caller = try endpoint.identify(request, negotiation, on: &state)
        reply.send(try eventStreams.reserve(for: caller))
      } else if request.method == "DELETE" {
        throw Refusal(
          400,
          "Name the stream whose operation ends, by X-GraphQL-Event-Stream-Token.",
          as: try endpoint.negotiate(request)
        )
      } else {
        try run(request, on: &state, reply)
      }
    } catch {
      reply.send(error.response)
    }
  }

  /// Called after each turn of a loop.
  func turnEnded() { eventStreams.dropForgotten() }

  /// Runs what a request asks for, and answers it.
  private func run(
    _ request: Request,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) throws(Refusal) {
    let (caller, requests) = try endpoint.receive(request, on: &state)
    switch requests {
    case .one(let graphQL) where caller.negotiation.events == .preferred:
      try eventStreams.answer(graphQL, of: request, for: caller, on: &state, reply)
    case .one(let graphQL):
      let operation = try endpoint.prepare(graphQL, for: caller)
      switch operation.plan.operationType {
      case .query: try query(operation, for: caller, on: &state, reply)
      case .mutation:
        endpoint.mutate(operation, for: caller) {
          reply.send(caller.negotiation.response(to: $0))
        }
      case .subscription:
        try eventStreams.answer(graphQL, of: request, for: caller, on: &state, reply)
      }
    case .batch(let list):
      let batch = try Batch(list, at: endpoint, for: caller, workers, reply)
      guard batch.belongsOnWorker else { return batch.run(on: &state) }
      try queue(as: caller.negotiation) { batch.run(on: &$0) }
    }
  }

  private func query(
    _ operation: PlannedOperation,
    for caller: GraphQLEndpoint<Host>.Caller,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) throws(Refusal) {
    guard endpoint.belongsOnWorker(operation) else {
      let result = endpoint.query(operation, for: caller, on: &state)
      return reply.send(caller.negotiation.response(to: result))
    }
    try queue(as: caller.negotiation) { state in
      let result = endpoint.query(operation, for: caller, on: &state)
      reply.send(caller.negotiation.response(to: result))
    }
  }

  /// Runs what asks for many nodes on a worker.
  private func queue(
    as negotiation: Negotiation,
    _ work: @escaping @Sendable (inout Host.LoopState) -> Void
  ) throws(Refusal) {
    guard workers.submit(work) else {
      throw Refusal(503, [.overloaded], as: negotiation, headers: [("Retry-After", "1")])
    }
  }

  /// How a request about a shared stream wants to be answered: the token of a reservation is plain
  /// text, and only what is refused is JSON.
  private func negotiate(_ request: Request) throws(Refusal) -> Negotiation {
    let accept = Accept(parsing: request.headers.values(of: "Accept"))
    guard request.method == "PUT", let accept, accept.weight(of: MediaType("text", "plain")) > 0
    else { return try endpoint.negotiate(request) }
    return Negotiation(format: .json, profile: endpoint.configuration.profile)
  }

  /// Answers a request that names a stream which many operations share.
  private func answer(
    _ request: Request,
    over token: String,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) throws(Refusal) {
    let negotiation = try negotiate(request)
    switch request.method {
    case "PUT": throw Refusal(409, "The stream is reserved already.", as: negotiation)
    case "DELETE":
      let caller = try endpoint.identify(request, on: &state)
      reply.send(try eventStreams.cancel(request, over: token, for: caller))
    case "GET" where EventStreamEndpoint<Host>.opens(request, negotiation):
      try eventStreams.open(token, as: negotiation, reply)
    default:
      let (caller, requests) = try endpoint.receive(request, on: &state)
      guard case .one(let graphQL) = requests else {
        throw Refusal(400, "A shared stream takes no batches.", as: negotiation)
      }
      try eventStreams.run(graphQL, of: request, over: token, for: caller, on: &state, reply)
    }
  }
}
