import Bytes
import GraphQL
import HTTP

/// Answers what an administrator asks in order to see what somebody else is answered.
///
/// All of it is done by a worker, for the log is told, and waited for, before anything is read.
struct LensRoute<Host: GraphQLHost>: Sendable {
  private let endpoint: GraphQLEndpoint<Host>
  private let downloads: DownloadEndpoint<Host>
  private let workers: Workers<Host.LoopState>

  init(_ endpoint: GraphQLEndpoint<Host>, workers: Workers<Host.LoopState>) {
    self.endpoint = endpoint
    self.workers = workers
    downloads = DownloadEndpoint(host: endpoint.host)
  }

  /// Whether a request is answered here.
  static func isAsked(by request: Request) -> Bool { request.headers[LensClaim.field] != nil }

  /// Answers a request to the address of GraphQL.
  func answer(_ request: Request, _ reply: Reply) {
    let isQueued = workers.submit { state in
      do throws(Refusal) {
        try look(request, on: &state, reply)
      } catch {
        reply.send(error.response)
      }
      endpoint.host.turnEnded(on: &state)
    }
    guard !isQueued else { return }
    let plain = Negotiation(format: .json, profile: endpoint.configuration.profile)
    let negotiation = (try? endpoint.negotiate(request)) ?? plain
    let headers = [("Retry-After", "1")]
    reply.send(Refusal(503, [.overloaded], as: negotiation, headers: headers).response)
  }

  /// Answers a request for a file.
  func download(_ request: Request, _ reply: Reply) {
    let isQueued = workers.submit { state in
      reply.send(downloads.answer(request, on: &state))
      endpoint.host.turnEnded(on: &state)
    }
    guard !isQueued else { return }
    var refusal = Response.text(503, "\(GraphQLError.overloaded.message)\n")
    refusal.headers.append("Retry-After", "1")
    reply.send(refusal)
  }

  private func look(
    _ request: Request,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) throws(Refusal) {
    let negotiation = try endpoint.negotiate(request)
    let caller = try endpoint.identify(request, negotiation, on: &state)
    let name = endpoint.host.viewedAs(caller.principal)
    let reply = reply.changing { $0.headers.append(viewing: name) }
    do throws(Refusal) {
      let isStreamed = EventStreamEndpoint<Host>.token(of: request) != nil
      guard request.method == "POST" || request.method == "GET", !isStreamed,
        negotiation.events != .preferred
      else {
        throw Refusal(
          400,
          "X-Guiche-View-As goes with requests that are answered as JSON, not with streams.",
          as: negotiation,
          code: "LENS_NOT_STREAMED"
        )
      }
      let requests = Result { () throws(Refusal) in try endpoint.read(request, negotiation) }
      try record(requests, of: caller)
      try run(try requests.get(), for: caller, on: &state, reply)
    } catch {
      reply.send(error.response)
    }
  }

  /// Tells the log what will be shown.
  private func record(
    _ requests: Result<RequestBody.Requests, Refusal>,
    of caller: GraphQLEndpoint<Host>.Caller
  ) throws(Refusal) {
    let documents: [[UInt8]?] =
      switch requests {
      case .failure: [nil]
      case .success(.one(let request)): [request.documentHash]
      case .success(.batch(let list)): list.map { try? $0.get().documentHash }
      }
    do throws(PrincipalRefusal) {
      try endpoint.host.record(
        documents.map { .document($0) },
        of: caller.principal,
        credentials: caller.credentials
      )
    } catch {
      throw Refusal(error, as: caller.negotiation)
    }
  }

  private func run(
    _ requests: RequestBody.Requests,
    for caller: GraphQLEndpoint<Host>.Caller,
    on state: inout Host.LoopState,
    _ reply: Reply
  ) throws(Refusal) {
    switch requests {
    case .one(let graphQL):
      let operation = try endpoint.prepare(graphQL, for: caller)
      let result = endpoint.query(operation, for: caller, on: &state)
      reply.send(caller.negotiation.response(to: result))
    case .batch(let list):
      try Batch(list, at: endpoint, for: caller, workers, reply).run(on: &state)
    }
  }
}

extension Refusal {
  init(_ refusal: PrincipalRefusal, as negotiation: Negotiation) {
    let headers =
      refusal.status == 401 ? [("WWW-Authenticate", "Bearer error=\"invalid_token\"")] : []
    self.init(refusal.status, [refusal.error], as: negotiation, headers: headers)
  }
}

extension Headers {
  /// Says as whom the answer is.
  mutating func append(viewing name: String?) {
    if let name { append(LensClaim.answerField, name) }
    append("Vary", LensClaim.field)
  }
}

extension GraphQLRequest {
  /// The SHA-256 of the document, as far as the request says which it is.
  fileprivate var documentHash: [UInt8]? {
    if let query { return SHA256.hash(query) }
    guard case .hash(let hash)? = identifier else { return nil }
    return hash
  }
}
