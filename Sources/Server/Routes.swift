import Bytes
import GraphQL
public import HTTP

/// The whole surface of the program: GraphQL, the playground, and what operators ask.
public struct GuicheServer<Host: GraphQLHost>: Application {
  public typealias LoopState = Host.LoopState

  private let host: Host
  private let router: Router<Host.LoopState>
  private let workers: Workers<Host.LoopState>

  /// - Parameters:
  ///   - host: Who answers operations.
  ///   - playground: The playground's files, by path below `/playground/`.
  /// - Throws: Where the workers could not be started.
  public init(
    host: Host,
    playground: [(path: String, bytes: [UInt8])]
  ) throws(HTTPServerError) {
    self.host = host
    let endpoint = GraphQLEndpoint(host: host)
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
    router.respond(to: request, on: &state, reply: reply)
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
      let prepared = try endpoint.prepare(request, on: &state)
      guard prepared.operation.plan.operationType == .query else {
        return endpoint.mutate(prepared, reply: reply)
      }
      guard prepared.operation.nodes > Limits.nodesOnLoop else {
        return reply.send(endpoint.query(prepared, on: &state))
      }
      let isQueued = workers.submit { reply.send(endpoint.query(prepared, on: &$0)) }
      guard isQueued else {
        throw Refusal(
          503,
          "The server is busy with large queries: try again in a second.",
          as: prepared.negotiation,
          code: "OVERLOADED",
          headers: [("Retry-After", "1")]
        )
      }
    } catch {
      reply.send(error.response)
    }
  }
}
