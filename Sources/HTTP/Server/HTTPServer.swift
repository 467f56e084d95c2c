import Synchronization

/// An HTTP/1.1 server: an event loop a core, each with its own listening socket and its own state
/// of the application.
public final class HTTPServer: Sendable {
  /// How a server is set up.
  public struct Configuration: Sendable {
    /// A name or an address of this machine; `::` and `0.0.0.0` are all of them.
    public var host = "127.0.0.1"
    /// 0 lets the kernel choose.
    public var port = 0
    /// How many event loops; 0 is one for each processor.
    public var loops = 0
    /// What is taken from clients.
    public var limits = HTTPLimits()
    /// What is taken from the clients of WebSockets.
    public var webSocketLimits = WebSocketLimits()
    /// Milliseconds of a clock that never goes back; tests replace it.
    var clock: @Sendable () -> Int64 = SystemClock.monotonic

    /// Loopback, a free port, a loop for each processor.
    public init() {}
  }

  /// What the loops and the callers share.
  private struct State {
    var address: Address?
    var mailboxes: [Mailbox] = []
    var running = 0
    var failure: HTTPServerError?
    /// Signalled by a loop when it serves or has failed.
    var begun: Wake?
    /// Signalled when the last loop has ended.
    var stopped: Wake?
  }

  private let configuration: Configuration
  private let settings: Connection.Settings
  private let counts: ConnectionCounts
  private let budget: StreamBudget
  private let makeResponder: @Sendable () throws -> Responder
  private let state = Mutex(State())

  /// A server that does not listen yet.
  public init(application: some Application, configuration: Configuration = Configuration()) {
    var configuration = configuration
    if configuration.loops < 1 { configuration.loops = Thread.processors }
    let files = OpenFiles.raisedLimit()
    configuration.limits.connections = min(configuration.limits.connections, files / 5 * 4)
    self.configuration = configuration
    counts = ConnectionCounts(
      limit: configuration.limits.connections,
      perAddress: configuration.limits.connectionsPerAddress
    )
    settings = Connection.Settings(
      limits: configuration.limits,
      webSocketLimits: configuration.webSocketLimits,
      refusal: { application.refusal($0, of: $1) }
    )
    budget = StreamBudget(limit: configuration.limits.streamsUnsent)
    makeResponder = { try ApplicationResponder(application) }
  }

  /// Listens and serves, on threads of its own; a server is started once.
  ///
  /// It returns when every loop has made its state and takes requests.
  ///
  /// - Returns: Where it listens, with the port that was chosen.
  /// - Throws: Where the address cannot be listened on, or the application could not make a loop's
  ///   state; nothing is left running then.
  public func start() throws(HTTPServerError) -> Address {
    Signals.ignoreBrokenPipes()
    let begun = try Wake(blocks: true)
    let stopped = try Wake(blocks: true)
    state.withLock {
      $0.begun = begun
      $0.stopped = stopped
    }
    for number in 1...configuration.loops {
      // One after another: the first one finds the port that the others share.
      try Thread.start(named: "http-\(number)") { [self] in runLoop() }
      begun.wait()
      guard let failure = state.withLock({ $0.failure }) else { continue }
      shutdown()
      if number > 1 { waitUntilStopped() }
      throw failure
    }
    return state.withLock { $0.address }
      ?? Address(host: configuration.host, port: configuration.port)
  }

  /// Stops: no further client is taken, what was received is answered, and what is not finished
  /// after ``HTTPLimits/drainMilliseconds`` is cut off.
  ///
  /// It returns at once.
  public func shutdown() {
    for mailbox in state.withLock({ $0.mailboxes }) { mailbox.post(.stop) }
  }

  /// Blocks until a started server has stopped.
  public func waitUntilStopped() {
    guard let stopped = state.withLock({ $0.stopped }) else { return }
    stopped.wait()
    // The next one who waits is let through too.
    stopped.signal()
  }

  /// How many clients are connected.
  public var connectionCount: Int { counts.total }

  /// How many bytes wait to be taken by the receivers of streams.
  var unsentOfStreams: Int { budget.unsent }

  private func runLoop() {
    do throws(HTTPServerError) {
      let known = state.withLock { $0.address }
      let listener = try Listener(
        host: configuration.host,
        port: known?.port ?? configuration.port,
        backlog: configuration.limits.backlog,
        isFirst: known == nil
      )
      let responder = try responder()
      let loop = try EventLoop(
        listener: listener,
        configuration: configuration,
        settings: settings,
        counts: counts,
        budget: budget
      )
      state.withLock {
        $0.address = listener.address
        $0.mailboxes.append(loop.mailbox)
        $0.running += 1
        $0.begun?.signal()
      }
      loop.run(responder)
      state.withLock {
        $0.running -= 1
        if $0.running == 0 { $0.stopped?.signal() }
      }
    } catch {
      state.withLock {
        $0.failure = error
        $0.begun?.signal()
      }
    }
  }

  private func responder() throws(HTTPServerError) -> Responder {
    do {
      return try makeResponder()
    } catch {
      throw .application("\(error)")
    }
  }
}
