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
  private let endpoint: GraphQLEndpoint<Host>
  private let route: GraphQLRoute<Host>
  private let uploads: UploadEndpoint<Host>?

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
    self.endpoint = endpoint
    let workers = try Workers(count: Limits.workers, queueLimit: Limits.queuedQueries) {
      try host.makeLoopState()
    }
    self.workers = workers
    var router = Router<Host.LoopState>()
    let route = GraphQLRoute(endpoint, workers: workers, origins: configuration.crossOrigins)
    self.route = route
    for method in GraphQLRoute<Host>.methods {
      router.on(method, "/graphql") { request, state, reply in
        route.answer(request, on: &state, reply)
      }
    }
    let downloads = DownloadEndpoint(host: host)
    let lenses = LensRoute(endpoint, workers: workers)
    router.on("GET", in: DownloadEndpoint<Host>.folder) { request, state, reply in
      guard !LensRoute<Host>.isAsked(by: request) else { return lenses.download(request, reply) }
      reply.send(downloads.answer(request, on: &state))
    }
    let uploads = configuration.uploads.map {
      UploadEndpoint(host: host, limits: $0, origins: configuration.crossOrigins)
    }
    self.uploads = uploads
    if let uploads {
      router.on("PUT", in: UploadEndpoint<Host>.folder) { request, state, reply in
        uploads.answer(request, on: &state, reply)
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

  public func intake(of request: Request, on state: inout Host.LoopState) -> BodyIntake {
    if let uploads, UploadEndpoint<Host>.isAsked(by: request) {
      return uploads.intake(of: request, on: &state)
    }
    guard request.target.path == "/graphql", request.method == "POST" else { return .whole }
    do {
      return try endpoint.intake(of: request, on: &state)
    } catch {
      return .refused(crossOrigins.answer(error.response, to: request))
    }
  }

  public func refusal(_ error: HTTPError, of request: Request?) -> Response {
    let plain = Response.text(error.status, "\(error.reason)\n")
    guard let request else { return plain }
    let isGraphQL = request.target.path == "/graphql"
    let response = isGraphQL ? endpoint.refusal(error, of: request) : plain
    return crossOrigins.answer(response, to: request)
  }

  public func turnEnded(on state: inout Host.LoopState) {
    host.turnEnded(on: &state)
    route.turnEnded()
  }

  /// Ends the workers, after what is queued, and what the host runs beside requests.
  public func stop() {
    host.stop()
    workers.stop()
    workers.waitUntilStopped()
  }
}
