import GraphQL
import HTTP
import Server
import Synchronization

/// A host of one number.
///
/// Staff, who have a token, see a field more than everybody.
final class Counter: GraphQLHost {
  static let token = "open-sesame"
  /// The token of an administrator.
  static let master = "open-everything"
  /// The token of a session that ends with its first request.
  static let once = "open-once"
  let schemas: [BoundSchema]
  let listeners = Listeners()
  /// Mutations that wait, where a test holds them back.
  let gate = Gate()
  private let isOnceUsed = Mutex(false)
  private let isBroken: Bool

  /// - Parameter isBroken: Whether its store fails.
  /// - Throws: What is wrong with the schema below.
  init(isBroken: Bool = false) throws {
    self.isBroken = isBroken
    let source = Source(
      """
      type Query {
        total: Int! secret: Int fails: Int numbers(first: Int!): [Number!]!
        echo(text: String!): String!
      }
      type Number { value: Int! }
      type Mutation { add(by: Int! = 1): Int! }
      type Subscription { total: Int! burst(count: Int!): Int! refused: Int! }
      """
    )
    var bindings = Bindings(context: Counter.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.ints("total") { _, call in [Int32(call.context.listeners.total)] }
      fields.ints("secret") { _, _ in [42] }
      fields.ints("fails") { _, _ in throw GraphQLError("It failed.", code: "FAILED") }
      fields.list("numbers", of: Numbers.self) { _, call in
        let count = call.arguments.int("first") ?? 0
        return ListCells(offsets: [0, Int32(count)], children: Numbers(count: count))
      }
      fields.strings("echo") { _, call in [call.arguments.string("text")] }
    }
    bindings.object("Number", parents: Numbers.self) { fields in
      fields.ints("value") { numbers, _ in (0..<numbers.count).map { Int32($0) } }
    }
    bindings.object("Mutation", parents: Root.self) { fields in
      fields.ints("add") { _, call in [Int32(call.context.add(call.arguments.int("by") ?? 0))] }
    }
    Self.bindSubscription(in: &bindings)
    let schema = try SchemaBuilder.build(source)
    let whole = try bindings.check(against: schema)
    let view = schema.view { part in
      guard case .field(let field, _) = part else { return false }
      return field.name == "secret"
    }
    schemas = [view.map(whole.narrowed) ?? whole, whole]
  }

  enum Person {
    case nobody, staff, administrator
  }

  struct Numbers: ParentColumn {
    var count: Int
  }

  struct Broken: Error {}

  func makeLoopState() throws {}

  func principal(for credentials: Credentials, on state: inout ()) throws -> Person? {
    if isBroken { throw Broken() }
    if listeners.hasEnded { return nil }
    return switch credentials.token {
    case nil: .nobody
    case Self.token: .staff
    case Self.master: .administrator
    case Self.once:
      isOnceUsed.withLock { isUsed in
        defer { isUsed = true }
        return isUsed ? nil : .staff
      }
    default: nil
    }
  }

  func sessionEnded(for credentials: Credentials) -> GraphQLError {
    let isPortuguese = credentials.languages.first == "pt-br"
    return GraphQLError(isPortuguese ? "Entre de novo." : "Sign in again.", code: "GONE")
  }

  func schema(for person: Person) -> BoundSchema { schemas[person == .nobody ? 0 : 1] }

  func mayRunAnyDocument(_ person: Person) -> Bool { person == .administrator }

  func query(
    _ operation: PlannedOperation,
    for person: Person,
    credentials: Credentials,
    on state: inout ()
  ) -> ExecutionResult {
    Executor().run(operation, context: self)
  }

  func mutate(
    _ operation: PlannedOperation,
    for person: Person,
    credentials: Credentials,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    gate.run { answer(Executor().run(operation, context: self)) }
  }

  func subscribe(
    to operation: PlannedOperation,
    for person: Person,
    credentials: Credentials,
    after position: String?,
    on state: inout (),
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    do {
      switch try Executor().source(of: operation, as: CounterSource.self, context: self) {
      case .total:
        return listeners.add(receiver, after: position) { self.answer($0, to: operation) }
      case .burst(let count):
        for number in 0..<count { receiver.receive(EventAnswer(answer(number, to: operation))) }
        receiver.end(.completed)
      }
    } catch {
      receiver.end(.failed(error.errors))
    }
    return nil
  }

  func watchSession(
    of person: Person,
    credentials: Credentials,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    person == .nobody ? nil : listeners.watch(receiver)
  }

  func quota(of person: Person, credentials: Credentials) -> Quota {
    person == .nobody ? .address(credentials.remoteAddress) : .user(1)
  }

  /// Raises the number, and tells those who listen.
  func add(_ by: Int) -> Int { listeners.add(by) }

  func readiness(on state: inout ()) -> Readiness {
    isBroken ? .unready("the store is gone") : .ready
  }
}

/// A server over a ``Counter``, asked without a socket.
struct TestServer {
  private let server: GuicheServer<Counter>

  init(
    isBroken: Bool = false,
    _ configure: (inout ServerConfiguration) throws -> Void = { _ in }
  ) throws {
    var configuration = ServerConfiguration()
    try configure(&configuration)
    server = try GuicheServer(
      host: Counter(isBroken: isBroken),
      playground: [(path: "index.html", bytes: Array("<title>play</title>".utf8))],
      configuration: configuration
    )
  }

  func ask(
    _ method: String,
    _ target: String,
    _ headers: [(String, String)] = [],
    body: String = "",
    bytes: [UInt8]? = nil
  ) async -> Response {
    let parts = target.split(separator: "?", maxSplits: 1)
    let request = Request(
      method: method,
      target: Target(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : nil),
      headers: Headers(headers),
      body: bytes ?? Array(body.utf8),
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

  /// Gets a query string as it is.
  func get(_ query: String, _ headers: [(String, String)] = []) async -> Response {
    await ask("GET", "/graphql?\(query)", headers)
  }

  /// Posts a body as JSON.
  func post(_ body: String, _ headers: [(String, String)] = []) async -> Response {
    await ask("POST", "/graphql", [("Content-Type", "application/json")] + headers, body: body)
  }
}

extension Response {
  var text: String { String(decoding: body, as: UTF8.self) }

  /// The code of the first error; `nil` where there is none.
  var code: String? { text.firstMatch(of: /"code":"(\w+)"/).map { String($0.1) } }
}

extension [(String, String)] {
  /// Of a request of staff.
  static var staff: Self { [("Authorization", "Bearer \(Counter.token)")] }
  /// Of a request of an administrator.
  static var administrator: Self { [("Authorization", "Bearer \(Counter.master)")] }
  /// Of a client that reads the newer media type.
  static var newer: Self { [("Accept", "application/graphql-response+json")] }
  /// Of a client that reads the older media type alone.
  static var older: Self { [("Accept", "application/json")] }
}
