import GraphQL
import HTTP
import Server
import Synchronization

/// A host of one number, which everybody reads and whoever has the token raises.
final class Counter: GraphQLHost {
  static let token = "open-sesame"
  private let schema: BoundSchema
  private let total = Mutex(0)
  private let isBroken: Bool

  /// - Parameter isBroken: Whether its store fails.
  /// - Throws: What is wrong with the schema below.
  init(isBroken: Bool = false) throws {
    self.isBroken = isBroken
    let source = Source(
      """
      type Query { total: Int! numbers(first: Int!): [Number!]! }
      type Number { value: Int! }
      type Mutation { add(by: Int! = 1): Int! }
      """
    )
    var bindings = Bindings(context: Counter.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.ints("total") { _, call in [Int32(call.context.total.withLock { $0 })] }
      fields.list("numbers", of: Numbers.self) { _, call in
        let count = call.arguments.int("first") ?? 0
        return ListCells(offsets: [0, Int32(count)], children: Numbers(count: count))
      }
    }
    bindings.object("Number", parents: Numbers.self) { fields in
      fields.ints("value") { numbers, _ in (0..<numbers.count).map { Int32($0) } }
    }
    bindings.object("Mutation", parents: Root.self) { fields in
      fields.ints("add") { _, call in
        let by = call.arguments.int("by") ?? 0
        return [
          Int32(
            call.context.total.withLock {
              $0 += by
              return $0
            }
          )
        ]
      }
    }
    schema = try bindings.check(against: SchemaBuilder.build(source))
  }

  struct Numbers: ParentColumn {
    var count: Int
  }

  struct Broken: Error {}

  func makeLoopState() throws {}

  func principal(for credentials: Credentials, on state: inout ()) throws -> Bool? {
    if isBroken { throw Broken() }
    return credentials.token.map { $0 == Self.token ? true : nil } ?? false
  }

  func sessionEnded(for credentials: Credentials) -> GraphQLError {
    let isPortuguese = credentials.languages.first == "pt-br"
    return GraphQLError(isPortuguese ? "Entre de novo." : "Sign in again.", code: "GONE")
  }

  func schema(for principal: Bool) -> BoundSchema { schema }

  var schemas: [BoundSchema] { [schema] }

  func query(
    _ operation: PlannedOperation,
    for principal: Bool,
    credentials: Credentials,
    on state: inout ()
  ) -> ExecutionResult {
    Executor().run(operation, context: self)
  }

  func mutate(
    _ operation: PlannedOperation,
    for principal: Bool,
    credentials: Credentials,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    answer(Executor().run(operation, context: self))
  }

  func readiness(on state: inout ()) -> Readiness {
    isBroken ? .unready("the store is gone") : .ready
  }
}

/// A server over a ``Counter``, asked without a socket.
struct TestServer {
  private let server: GuicheServer<Counter>

  init(isBroken: Bool = false) throws {
    server = try GuicheServer(
      host: Counter(isBroken: isBroken),
      playground: [(path: "index.html", bytes: Array("<title>play</title>".utf8))]
    )
  }

  func ask(
    _ method: String,
    _ target: String,
    _ headers: [(String, String)] = [],
    body: String = ""
  ) async -> Response {
    let parts = target.split(separator: "?", maxSplits: 1)
    let request = Request(
      method: method,
      target: Target(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : nil),
      headers: Headers(headers),
      body: Array(body.utf8),
      remoteAddress: "127.0.0.1"
    )
    let server = server
    return await withCheckedContinuation { continuation in
      var state: Void = ()
      server.respond(
        to: request,
        on: &state,
        reply: Reply { continuation.resume(returning: $0) }
      )
    }
  }

  /// Posts a body as JSON.
  func post(_ body: String, _ headers: [(String, String)] = []) async -> Response {
    await ask("POST", "/graphql", [("Content-Type", "application/json")] + headers, body: body)
  }
}

extension Response {
  var text: String { String(decoding: body, as: UTF8.self) }
}
