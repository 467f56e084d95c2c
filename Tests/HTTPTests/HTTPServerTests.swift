import Glibc
import HTTP
import Synchronization
import Testing

/// Answers what the target asks for; see `respond`.
struct Echo: Application {
  /// Replies that wait until a test releases them.
  final class Held: Sendable {
    let replies = Mutex<[Reply]>([])
  }

  let held = Held()

  func makeLoopState() -> Int { 0 }

  func respond(to request: Request, on served: inout Int, reply: Reply) {
    served += 1
    switch request.target.path {
    case "/held": held.replies.withLock { $0.append(reply) }
    case "/lost": break
    case "/twice":
      reply.send(.text(200, "first"))
      reply.send(.text(200, "second"))
    case "/large": reply.send(.text(200, String(repeating: "x", count: 3_000_000)))
    case "/split":
      reply.send(Response(status: 200, headers: Headers([("X", "a\r\nY: b")]), body: []))
    case "/thread":
      let box = Mutex<Reply?>(reply)
      Background.run { box.withLock { $0?.send(.text(200, "from another thread")) } }
    case "/address": reply.send(.text(200, request.remoteAddress))
    case let path:
      let body = String(decoding: request.body, as: UTF8.self)
      reply.send(.text(200, "\(request.method) \(path) \(body)"))
    }
  }
}

/// Work on a thread of its own.
enum Background {
  private final class Box {
    let work: @Sendable () -> Void;
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }

  static func run(_ work: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(work))
    pthread_create(
      &thread,
      nil,
      { argument in
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().work() }
        return nil
      },
      box.toOpaque()
    )
    pthread_detach(thread)
  }
}

/// Runs a test against a server on a free port, which is stopped afterwards.
func withServer(
  _ application: Echo = Echo(),
  _ configure: (inout HTTPServer.Configuration) -> Void = { _ in },
  _ test: (Int) throws -> Void
) throws {
  var configuration = HTTPServer.Configuration()
  configure(&configuration)
  let server = HTTPServer(application: application, configuration: configuration)
  let address = try server.start()
  defer {
    server.shutdown()
    server.waitUntilStopped()
  }
  try test(address.port)
}

@Suite(.timeLimit(.minutes(1))) struct HTTPServerTests {
  @Test func `keeps a connection for the next request`() throws {
    try withServer { port in
      let client = try Client(port: port)
      for number in 1...3 {
        client.send("POST /\(number) HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab")
        #expect(client.response()?.body == "POST /\(number) ab")
      }
    }
  }

  @Test func `answers 64 requests of one write in their order`() throws {
    try withServer { port in
      let client = try Client(port: port)
      client.send((0..<64).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
      for number in 0..<64 { #expect(client.response()?.body == "GET /\(number) ") }
    }
  }
}
