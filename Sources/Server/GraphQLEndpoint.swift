import Bytes
import GraphQL
import HTTP

/// Answers GraphQL over HTTP.
///
/// - Source: [GraphQL over HTTP](https://graphql.github.io/graphql-over-http/draft/), with the
///   status codes that the audits of the public test suite want.
struct GraphQLEndpoint<Host: GraphQLHost>: Sendable {
  let host: Host
  private let plans = PlanCache()

  init(host: Host) {
    self.host = host
  }

  /// A request that is ready to run.
  struct Prepared: Sendable {
    var operation: PlannedOperation
    var principal: Host.Principal
    var credentials: Credentials
    var negotiation: Negotiation
  }

  /// A request becomes an operation of somebody, or the response that refuses it.
  func prepare(_ request: Request, on state: inout Host.LoopState) throws(Refusal) -> Prepared {
    guard let negotiation = Negotiation.of(request.headers) else {
      throw Refusal(
        406,
        "Accept application/graphql-response+json or application/json.",
        as: .json,
        headers: [("Vary", "Accept")]
      )
    }
    let graphQL = try graphQLRequest(request, negotiation)
    guard let credentials = Credentials(request) else {
      throw Refusal(
        401,
        "The Authorization field must be \"Bearer\" and a token.",
        as: negotiation,
        code: "UNAUTHENTICATED",
        headers: [("WWW-Authenticate", "Bearer error=\"invalid_request\"")]
      )
    }
    let principal = try principal(for: credentials, negotiation, on: &state)
    let operation = try plan(graphQL, for: principal, negotiation)
    if request.method != "POST", operation.plan.operationType != .query {
      throw Refusal(
        405,
        "A \(operation.plan.operationType.rawValue) goes by POST.",
        as: negotiation,
        headers: [("Allow", "POST")]
      )
    }
    return Prepared(
      operation: operation,
      principal: principal,
      credentials: credentials,
      negotiation: negotiation
    )
  }

  /// Runs a query on the thread of `state`.
  func query(_ prepared: Prepared, on state: inout Host.LoopState) -> Response {
    let result = host.query(
      prepared.operation,
      for: prepared.principal,
      credentials: prepared.credentials,
      on: &state
    )
    return prepared.negotiation.response(to: result)
  }

  /// Runs a mutation elsewhere, and answers when it is on disk.
  func mutate(_ prepared: Prepared, reply: Reply) {
    host.mutate(
      prepared.operation,
      for: prepared.principal,
      credentials: prepared.credentials
    ) { result in
      reply.send(prepared.negotiation.response(to: result))
    }
  }

  private func graphQLRequest(
    _ request: Request,
    _ negotiation: Negotiation
  ) throws(Refusal) -> GraphQLRequest {
    if request.method == "POST", let reason = RequestBody.refusal(of: request.headers) {
      throw Refusal(415, reason, as: negotiation)
    }
    do throws(GraphQLRequest.Malformed) {
      if request.method == "POST" { return try GraphQLRequest(body: request.body) }
      guard let parameters = request.target.parameters else {
        throw GraphQLRequest.Malformed("The query string is not percent-encoded UTF-8.")
      }
      return try GraphQLRequest(parameters: parameters)
    } catch {
      throw Refusal(400, error.message, as: negotiation)
    }
  }

  private func principal(
    for credentials: Credentials,
    _ negotiation: Negotiation,
    on state: inout Host.LoopState
  ) throws(Refusal) -> Host.Principal {
    let found: Host.Principal?
    do {
      found = try host.principal(for: credentials, on: &state)
    } catch {
      throw Refusal(500, "Internal error.", as: negotiation, code: "INTERNAL_ERROR")
    }
    guard let found else {
      throw Refusal(
        401,
        host.sessionEnded(for: credentials),
        as: negotiation,
        headers: [("WWW-Authenticate", "Bearer error=\"invalid_token\"")]
      )
    }
    return found
  }

  private func plan(
    _ request: GraphQLRequest,
    for principal: Host.Principal,
    _ negotiation: Negotiation
  ) throws(Refusal) -> PlannedOperation {
    do throws(RequestErrors) {
      switch plans.compile(request.query, for: host.schema(for: principal)) {
      case .refused(let errors): throw RequestErrors(errors)
      case .document(let document):
        return try document.plan(
          operationName: request.operationName,
          variables: request.variables
        )
      }
    } catch {
      throw Refusal(
        negotiation.refusalStatus,
        body: ExecutionResult.refused(error.errors).body,
        as: negotiation
      )
    }
  }
}

/// The response to a request that is not run.
struct Refusal: Error {
  var response: Response

  init(
    _ status: Int,
    _ message: String,
    as negotiation: Negotiation,
    code: String = "BAD_REQUEST",
    headers: [(String, String)] = []
  ) {
    self.init(status, GraphQLError(message, code: code), as: negotiation, headers: headers)
  }

  init(
    _ status: Int,
    _ error: GraphQLError,
    as negotiation: Negotiation,
    headers: [(String, String)] = []
  ) {
    self.init(
      status,
      body: ExecutionResult.refused([error]).body,
      as: negotiation,
      headers: headers
    )
  }

  init(
    _ status: Int,
    body: [UInt8],
    as negotiation: Negotiation,
    headers: [(String, String)] = []
  ) {
    response = negotiation.response(status, body)
    for (name, value) in headers { response.headers.append(name, value) }
  }
}

extension Negotiation {
  /// The response that carries a result.
  func response(to result: ExecutionResult) -> Response {
    response(result.isRequestError ? refusalStatus : 200, result.body)
  }

  /// A response of this media type, which nobody may keep: it is one viewer's own.
  func response(_ status: Int, _ body: [UInt8]) -> Response {
    var headers = Headers()
    headers.append("Content-Type", contentType)
    headers.append("Cache-Control", "no-store")
    headers.append("X-Content-Type-Options", "nosniff")
    return Response(status: status, headers: headers, body: body)
  }
}
