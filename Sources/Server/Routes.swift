import Bytes
import GraphQL
public import HTTP

/// The whole surface of the program: GraphQL, the playground, and what operators ask.
public struct GuicheServer<Host: GraphQLHost>: Application {
  public typealias LoopState = Host.LoopState

  private let host: Host
  private let router: Router<Host.LoopState>
  private let workers: Workers<Host.LoopState>
  private let crossOrigins: CrossOrigins

  /// - Parameters:
  ///   - host: Who answers operations.
  ///   - playground: The playground's files, by path below `/playground/`.
  ///   - configuration: What the operator decided.
  /// - Throws: ``TrustedDocumentProblems``; `HTTPServerError` where the workers could not be
  ///   started.
  public init(
    host: Host,
    playground: [(path: String, bytes: [UInt8])],
    configuration: ServerConfiguration = ServerConfiguration()
  ) throws {
    self.host = host
    crossOrigins = configuration.crossOrigins
    let endpoint = try GraphQLEndpoint(host: host, configuration: configuration)
    let workers = try Workers(count: Limits.workers, queueLimit: Limits.queuedQueries) {
      try host.makeLoopState()
    }
    self.workers = workers
    var router = Router<Host.LoopState>()
    for method in ["GET", "POST"] {
      router.on(method, "/graphql") { request, state, reply in
        Self.answer(request, endpoint, workers, on: &state, reply)
      }
    }
    router.on("GET", "/") { _, _, reply in reply.send(Playground.redirect) }
    router.on("GET", "/playground") { _, _, reply in reply.send(Playground.redirect) }
    router.on("GET", "/healthz") { _, _, reply in reply.send(.text(200, "OK\n")) }
    router.on("GET", "/readyz") { _, state, reply in
      switch host.readiness(on: &state) {
      case .ready: reply.send(.text(200, "OK\n"))
      case .unready(let sentence): reply.send(.text(503, "\(sentence)\n"))
      }
    }
    router.serve(Playground.files(playground))
    self.router = router
  }

  public func makeLoopState() throws -> Host.LoopState { try host.makeLoopState() }

  public func respond(to request: Request, on state: inout Host.LoopState, reply: Reply) {
    router.respond(to: request, on: &state, reply: crossOrigins.reply(to: request, reply))
  }

  public func turnEnded(on state: inout Host.LoopState) { host.turnEnded(on: &state) }

  /// Ends the workers, after what is queued.
  public func stop() {
    workers.stop()
    workers.waitUntilStopped()
  }

  private static func answer(
    _ request: Request,
    _ endpoint: GraphQLEndpoint<Host>,
    _ workers: Workers<Host.LoopState>,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) {
    guard !Playground.isBrowser(request) else { return reply.send(Playground.redirect) }
    do throws(Refusal) {
      let (caller, requests) = try endpoint.receive(request, on: &state)
      switch requests {
      case .one(let graphQL):
        let operation = try endpoint.prepare(graphQL, for: caller)
        guard operation.plan.operationType == .query else {
          return endpoint.mutate(operation, for: caller) {
            reply.send(caller.negotiation.response(to: $0))
          }
        }
        guard operation.nodes > Limits.nodesOnLoop else {
          let result = endpoint.query(operation, for: caller, on: &state)
          return reply.send(caller.negotiation.response(to: result))
        }
        try queue(on: workers, as: caller.negotiation) { state in
          let result = endpoint.query(operation, for: caller, on: &state)
          reply.send(caller.negotiation.response(to: result))
        }
      case .batch(let list):
        let batch = try Batch(list, at: endpoint, for: caller, workers, reply)
        guard batch.nodes > Limits.nodesOnLoop else { return batch.run(on: &state) }
        try queue(on: workers, as: caller.negotiation) { batch.run(on: &$0) }
      }
    } catch {
      reply.send(error.response)
    }
  }

  /// Runs what asks for many nodes on a worker.
  private static func queue(
    on workers: Workers<Host.LoopState>,
    as negotiation: Negotiation,
    _ work: @escaping @Sendable (inout Host.LoopState) -> Void
  ) throws(Refusal) {
    guard workers.submit(work) else {
      throw Refusal(503, [.overloaded], as: negotiation, headers: [("Retry-After", "1")])
    }
  }
}
