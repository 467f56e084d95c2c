import Glibc
import HTTP
import Synchronization

/// Answers what the target asks for; see `respond`.
struct Echo: Application {
  /// Replies that wait until a test releases them.
  final class Held: Sendable {
    private let replies = Mutex<[Reply]>([])

    func add(_ reply: Reply) { replies.withLock { $0.append(reply) } }

    func wait(for count: Int) {
      while replies.withLock({ $0.count }) < count { sched_yield() }
    }

    func release(_ number: Int, _ text: String) {
      replies.withLock { $0.remove(at: number) }.send(.text(200, text))
    }
  }

  /// The paths that were asked for, and a gate that one of them waits at.
  final class Journal: Sendable {
    private let paths = Mutex<[String]>([])
    private let isOpen = Atomic(false)

    var all: [String] { paths.withLock { $0 } }

    func add(_ path: String) { paths.withLock { $0.append(path) } }

    func wait(for path: String) {
      while !all.contains(path) { sched_yield() }
    }

    func openGate() { isOpen.store(true, ordering: .releasing) }

    func waitAtGate() {
      while !isOpen.load(ordering: .acquiring) { sched_yield() }
    }
  }

  struct Broken: Error {}

  let journal = Journal()

  let held = Held()
  var fails = false

  func makeLoopState() throws -> Int {
    if fails { throw Broken() }
    return 0
  }

  func respond(to request: Request, on served: inout Int, reply: Reply) {
    served += 1
    journal.add(request.target.path)
    switch request.target.path {
    case "/held": held.add(reply)
    case "/lost": break
    case "/gate":
      journal.waitAtGate()
      reply.send(.text(200, "open"))
    case "/twice":
      reply.send(.text(200, "first"))
      reply.send(.text(200, "second"))
    case "/large": reply.send(.text(200, String(repeating: "x", count: 3_000_000)))
    case "/split":
      reply.send(Response(status: 200, headers: Headers([("X", "a\r\nY: b")]), body: []))
    case "/thread":
      Background.run { reply.send(.text(200, "from another thread")) }
    case "/count": reply.send(.text(200, "\(request.body.count)"))
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
