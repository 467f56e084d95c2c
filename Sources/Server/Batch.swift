import GraphQL
import HTTP

/// The requests of one list, run one after another and answered as a list.
///
/// A request that cannot run has its errors at its place in the list, whose status is 200. What all
/// of them ask for is counted together, as if it were one operation.
///
/// - Source: the draft of an appendix on request batching in
///   [GraphQL over HTTP](https://github.com/graphql/graphql-over-http).
struct Batch<Host: GraphQLHost>: Sendable {
  private enum Entry: Sendable {
    case ready(PlannedOperation)
    case answered([UInt8])

    /// How many nodes it asks for at most.
    var nodes: Int {
      if case .ready(let operation) = self { operation.nodes } else { 0 }
    }
  }

  private let requests: [Result<GraphQLRequest, RequestFault>]
  private var entries: [Entry]
  private let endpoint: GraphQLEndpoint<Host>
  private var caller: GraphQLEndpoint<Host>.Caller
  private let workers: Workers<Host.LoopState>
  private let reply: Reply
  /// How many nodes all of them ask for at most.
  private let nodes: Int

  /// Whether they would delay the other clients of a loop.
  var belongsOnWorker: Bool {
    nodes > Limits.nodesOnLoop
      || entries.contains { entry in
        guard case .ready(let operation) = entry else { return false }
        return endpoint.belongsOnWorker(operation)
      }
  }

  /// - Throws: ``Refusal`` where they ask for too much together: none of them runs.
  init(
    _ requests: [Result<GraphQLRequest, RequestFault>],
    at endpoint: GraphQLEndpoint<Host>,
    for caller: GraphQLEndpoint<Host>.Caller,
    _ workers: Workers<Host.LoopState>,
    _ reply: Reply
  ) throws(Refusal) {
    self.endpoint = endpoint
    self.caller = caller
    self.workers = workers
    self.reply = reply
    self.requests = requests
    entries = requests.map { Self.entry(for: $0, at: endpoint, caller) }
    // Each is at most the limit below, and the requests are few.
    let nodes = entries.reduce(0) { $0 + $1.nodes }
    guard nodes <= ExecutionLimits.standard.nodes else {
      let message =
        "The batch asks for up to \(nodes) nodes; the limit is \(ExecutionLimits.standard.nodes). "
        + "Ask for less at once."
      throw Refusal(
        RequestFault(.invalid, message, code: "TOO_MANY_NODES"),
        as: caller.negotiation
      )
    }
    self.nodes = nodes
  }

  /// A request as somebody asks it.
  private static func entry(
    for request: Result<GraphQLRequest, RequestFault>,
    at endpoint: GraphQLEndpoint<Host>,
    _ caller: GraphQLEndpoint<Host>.Caller
  ) -> Entry {
    do throws(RequestFault) {
      let request = try request.get()
      let operation = try endpoint.operation(of: request, for: caller)
      guard operation.type != .subscription else {
        throw RequestFault(.invalid, "A subscription has no place in a batch.")
      }
      return .ready(try endpoint.plan(operation, request))
    } catch {
      return .answered(ExecutionResult.refused(error.errors).body)
    }
  }

  /// Runs them, on the thread of `state` as far as no mutation comes before.
  func run(on state: inout Host.LoopState) {
    run(after: [], on: &state)
  }

  /// Runs the entries whose answers are missing.
  private func run(after done: [[UInt8]], on state: inout Host.LoopState) {
    var answers = done
    while let entry = next(after: answers) {
      switch entry {
      case .answered(let body): answers.append(body)
      case .ready(let operation):
        guard operation.plan.operationType == .query else {
          return mutate(operation, after: answers)
        }
        answers.append(endpoint.query(operation, for: caller, on: &state).body)
      }
    }
    finish(answers)
  }

  /// Runs a mutation, and then what follows it, where there is a state to read from.
  private func mutate(_ operation: PlannedOperation, after done: [[UInt8]]) {
    endpoint.mutate(operation, for: caller) { result in
      let answers = done + [result.body]
      guard next(after: answers) != nil else { return finish(answers) }
      let isQueued = workers.submit { goOn(after: answers, on: &$0) }
      // What was changed is told all the same.
      if !isQueued { finish(answers, missing: .overloaded) }
    }
  }

  /// Runs what follows a mutation, which may have ended the caller's session, or taken away what
  /// the caller's schema had: then it is read anew, by the schema that is left (L25).
  private func goOn(after answers: [[UInt8]], on state: inout Host.LoopState) {
    do throws(Refusal) {
      var later = self
      later.caller.principal = try endpoint.principal(
        for: caller.credentials,
        caller.negotiation,
        on: &state
      )
      let host = endpoint.host
      if host.schema(for: later.caller.principal) !== host.schema(for: caller.principal) {
        for place in answers.count..<entries.count {
          later.entries[place] = Self.entry(for: requests[place], at: endpoint, later.caller)
        }
      }
      later.run(after: answers, on: &state)
    } catch {
      finish(answers, missing: endpoint.host.sessionEnded(for: caller.credentials))
    }
    endpoint.host.turnEnded(on: &state)
  }

  /// The entry whose answer comes next; `nil` after the last one, and where the answers are as much
  /// as one response may be.
  private func next(after answers: [[UInt8]]) -> Entry? {
    guard answers.count < entries.count else { return nil }
    let isFull = answers.reduce(0) { $0 + $1.count } >= ExecutionLimits.standard.responseBytes
    return isFull ? .answered(ExecutionResult.refused([.tooLarge]).body) : entries[answers.count]
  }

  /// Answers what is done, and one error in place of each operation that was not run.
  private func finish(_ done: [[UInt8]], missing error: GraphQLError = .overloaded) {
    let missing = ExecutionResult.refused([error]).body
    let answers =
      done
      + entries.dropFirst(done.count).map { entry in
        guard case .answered(let body) = entry else { return missing }
        return body
      }
    var body: [UInt8] = []
    body.reserveCapacity(answers.reduce(2) { $0 + $1.count + 1 })
    body.append(UInt8(ascii: "["))
    for (place, answer) in answers.enumerated() {
      if place > 0 { body.append(UInt8(ascii: ",")) }
      body.append(contentsOf: answer)
    }
    body.append(UInt8(ascii: "]"))
    reply.send(caller.negotiation.response(200, body))
  }
}

extension GraphQLError {
  /// There are more queries than threads for them.
  static let overloaded = GraphQLError(
    "The server is busy with large queries: try again in a second.",
    code: "OVERLOADED"
  )

  fileprivate static let tooLarge = GraphQLError(
    "The answers before this one are as large as one response may be.",
    code: "RESPONSE_TOO_LARGE"
  )
}
