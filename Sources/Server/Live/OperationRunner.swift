import GraphQL
import HTTP

/// Runs operations of any kind for who receives their answers as events.
struct OperationRunner<Host: GraphQLHost>: Sendable {
  let endpoint: GraphQLEndpoint<Host>
  private let workers: Workers<Host.LoopState>

  init(_ endpoint: GraphQLEndpoint<Host>, workers: Workers<Host.LoopState>) {
    self.endpoint = endpoint
    self.workers = workers
  }

  /// Runs what a request asks for.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - caller: Who asks.
  ///   - position: Behind which event a subscription begins; `nil` begins now.
  ///   - state: The loop's.
  ///   - receiver: Gets the answers, and whatever ends it; at once or later.
  /// - Returns: What is listened to, where it is a subscription that was taken.
  func run(
    _ request: GraphQLRequest,
    for caller: GraphQLEndpoint<Host>.Caller,
    after position: String? = nil,
    on state: inout Host.LoopState,
    to receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    do throws(RequestFault) {
      let operation = try endpoint.operation(of: request, for: caller)
      return try run(operation, request, for: caller, after: position, on: &state, to: receiver)
    } catch {
      receiver.end(.failed(error.errors))
      return nil
    }
  }

  /// As ``run(_:for:after:on:to:)``, for an operation that was found already.
  func run(
    _ operation: CompiledOperation,
    _ request: GraphQLRequest,
    for caller: GraphQLEndpoint<Host>.Caller,
    after position: String? = nil,
    on state: inout Host.LoopState,
    to receiver: any EventReceiver
  ) throws(RequestFault) -> (any LiveSubscription)? {
    let planned = try endpoint.plan(operation, request)
    switch operation.type {
    case .query where endpoint.belongsOnWorker(planned):
      let isQueued = workers.submit { state in
        receiver.answer(endpoint.query(planned, for: caller, on: &state))
      }
      guard isQueued else { throw RequestFault(.invalid, [.overloaded]) }
    case .query: receiver.answer(endpoint.query(planned, for: caller, on: &state))
    case .mutation: endpoint.mutate(planned, for: caller) { receiver.answer($0) }
    case .subscription:
      return endpoint.host.subscribe(
        to: planned,
        for: caller.principal,
        credentials: caller.credentials,
        after: position,
        on: &state,
        receiver: receiver
      )
    }
    return nil
  }
}

extension EventReceiver {
  /// The one answer of a query or a mutation.
  fileprivate func answer(_ result: ExecutionResult) {
    receive(EventAnswer(result))
    end(.completed)
  }
}
