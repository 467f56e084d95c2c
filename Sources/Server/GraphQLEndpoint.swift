import GraphQL
import HTTP

/// Answers GraphQL over HTTP.
///
/// - Source: [GraphQL over HTTP](https://graphql.github.io/graphql-over-http/draft/).
struct GraphQLEndpoint<Host: GraphQLHost>: Sendable {
  let host: Host
  let configuration: ServerConfiguration
  private let operations: OperationFinder

  /// - Throws: What is wrong with the documents that the operator trusts.
  init(host: Host, configuration: ServerConfiguration) throws(TrustedDocumentProblems) {
    self.host = host
    self.configuration = configuration
    operations = try OperationFinder(configuration, schemas: host.schemas)
  }

  /// Who asks, and how they want to be answered.
  struct Caller: Sendable {
    var principal: Host.Principal
    var credentials: Credentials
    var negotiation: Negotiation
    /// Whether the request may change something: it came by POST.
    var mayChange: Bool
  }

  /// A request becomes what somebody asks for, or the response that refuses it.
  func receive(
    _ request: Request,
    on state: inout Host.LoopState
  ) throws(Refusal) -> (Caller, RequestBody.Requests) {
    let negotiation = try negotiate(request)
    let requests = try read(request, negotiation)
    return (try identify(request, negotiation, on: &state), requests)
  }

  /// Who sends a request, whatever it asks for.
  func identify(
    _ request: Request,
    on state: inout Host.LoopState
  ) throws(Refusal) -> Caller {
    try identify(request, try negotiate(request), on: &state)
  }

  /// As ``identify(_:on:)``, where it is known how they want to be answered.
  func identify(
    _ request: Request,
    _ negotiation: Negotiation,
    on state: inout Host.LoopState
  ) throws(Refusal) -> Caller {
    guard let credentials = Credentials(request) else {
      throw Refusal(
        401,
        "The Authorization field must be \"Bearer\" and a token.",
        as: negotiation,
        code: "UNAUTHENTICATED",
        headers: [("WWW-Authenticate", "Bearer error=\"invalid_request\"")]
      )
    }
    return Caller(
      principal: try principal(for: credentials, negotiation, on: &state),
      credentials: credentials,
      negotiation: negotiation,
      mayChange: request.method == "POST"
    )
  }

  /// The operation of a request, ready to run.
  func prepare(_ request: GraphQLRequest, for caller: Caller) throws(Refusal) -> PlannedOperation {
    let operation = try caller.negotiation.refusing { () throws(RequestFault) in
      try self.operation(of: request, for: caller)
    }
    // Before its variables are looked at: by the older text, those that do not fit answer 200.
    let isStreamed = operation.type == .subscription && caller.negotiation.events != .refused
    guard caller.mayChange || operation.type == .query || isStreamed else {
      throw Refusal(
        405,
        "A \(operation.type.rawValue) goes by POST.",
        as: caller.negotiation,
        headers: [("Allow", "POST")]
      )
    }
    guard operation.type != .subscription || isStreamed else {
      throw Refusal(
        406,
        "A subscription is answered as text/event-stream: accept it, or open a WebSocket.",
        as: caller.negotiation
      )
    }
    return try caller.negotiation.refusing { () throws(RequestFault) in
      try plan(operation, request)
    }
  }

  /// The operation that a request means.
  func operation(
    of request: GraphQLRequest,
    for caller: Caller
  ) throws(RequestFault) -> CompiledOperation {
    let operation = try operations.operation(
      of: request,
      for: host.schema(for: caller.principal),
      rights: OperationFinder.Rights(
        runsAnyDocument: host.mayRunAnyDocument(caller.principal),
        registersDocuments: caller.credentials.token != nil,
        seesSuggestions: host.maySeeSuggestions(caller.principal)
      )
    )
    guard caller.credentials.lens == nil || operation.type == .query else {
      throw RequestFault(.invalid, [.readOnlyLens])
    }
    return operation
  }

  /// An operation with the variables of a request.
  func plan(
    _ operation: CompiledOperation,
    _ request: GraphQLRequest
  ) throws(RequestFault) -> PlannedOperation {
    do {
      return try operation.plan(variables: request.variables)
    } catch {
      throw RequestFault(.invalid, error.errors)
    }
  }

  /// Whether an operation would delay the other clients of a loop.
  func belongsOnWorker(_ operation: PlannedOperation) -> Bool {
    operation.nodes > Limits.nodesOnLoop || operation.plan.changesPerspective
      || operation.plan.isHeavy
  }

  /// Runs a query on the thread of `state`.
  func query(
    _ operation: PlannedOperation,
    for caller: Caller,
    on state: inout Host.LoopState
  ) -> ExecutionResult {
    host.query(operation, for: caller.principal, credentials: caller.credentials, on: &state)
  }

  /// Runs a mutation elsewhere, and answers when it is on disk.
  func mutate(
    _ operation: PlannedOperation,
    for caller: Caller,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    host.mutate(
      operation,
      for: caller.principal,
      credentials: caller.credentials,
      answer: answer
    )
  }

  /// How a request wants to be answered, if it may be answered at all.
  func negotiate(_ request: Request) throws(Refusal) -> Negotiation {
    let profile = configuration.profile
    guard let negotiation = Negotiation.of(request.headers, by: profile) else {
      throw Refusal(
        406,
        "Accept application/graphql-response+json, application/json or text/event-stream.",
        as: Negotiation(format: .json, profile: profile)
      )
    }
    return negotiation
  }

  /// The answer to a request that is refused before it is whole.
  func refusal(_ error: HTTPError, of request: Request) -> Response {
    let profile = configuration.profile
    let negotiation =
      Negotiation.of(request.headers, by: profile) ?? Negotiation(format: .json, profile: profile)
    let message = error.reason.prefix(1).uppercased() + error.reason.dropFirst() + "."
    let code = error.status == 413 ? "REQUEST_TOO_LARGE" : "BAD_REQUEST"
    return Refusal(error.status, message, as: negotiation, code: code).response
  }

  /// What a request asks for.
  func read(
    _ request: Request,
    _ negotiation: Negotiation
  ) throws(Refusal) -> RequestBody.Requests {
    // Everything else was looked at before its files came.
    if let upload = request.receiver as? UploadReceiver { return try upload.requests() }
    if let (reason, field) = RequestBody.refusal(of: request) {
      throw Refusal(415, reason, as: negotiation, headers: [field])
    }
    let isBody = request.method == "POST"
    guard !configuration.crossSite.refuses(request, asksByBody: isBody) else {
      throw Refusal(403, CrossSite.advice, as: negotiation, code: "CSRF_REFUSED")
    }
    return try negotiation.refusing { () throws(RequestFault) in
      guard !isBody else {
        return try RequestBody.requests(request.body, batchLimit: configuration.batchLimit)
      }
      guard let parameters = request.target.parameters else {
        throw RequestFault(.unreadable, "The query string is not percent-encoded UTF-8.")
      }
      return .one(try GraphQLRequest(parameters: parameters))
    }
  }

  /// Finds who asks.
  func principal(
    for credentials: Credentials,
    _ negotiation: Negotiation,
    on state: inout Host.LoopState
  ) throws(Refusal) -> Host.Principal {
    let found: Host.Principal?
    do {
      found = try host.principal(for: credentials, on: &state)
    } catch let refusal as PrincipalRefusal {
      throw Refusal(refusal, as: negotiation)
    } catch {
      throw Refusal(500, "Internal error.", as: negotiation, code: "INTERNAL_ERROR")
    }
    guard let found else {
      throw Refusal(
        401,
        [host.sessionEnded(for: credentials)],
        as: negotiation,
        headers: [("WWW-Authenticate", "Bearer error=\"invalid_token\"")]
      )
    }
    return found
  }
}
