import HTTP
import Synchronization

/// Opens a WebSocket for whoever asks for one, and says back what it is told.
///
/// What the path says comes on top: `/close` closes at the first message.
struct EchoSocket: Application {
  /// The sockets that are open, for a test that sends by itself.
  final class Open: Sendable {
    private let sockets = Mutex<[WebSocket]>([])

    var all: [WebSocket] { sockets.withLock { $0 } }

    func add(_ socket: WebSocket) { sockets.withLock { $0.append(socket) } }

    func remove(_ socket: WebSocket) { sockets.withLock { $0.removeAll { $0 === socket } } }
  }

  /// A body that comes piece by piece, and how it ended.
  final class Stream: ResponseStreamOwner {
    private let stream = Mutex<ResponseStream?>(nil)
    private let why = Mutex<StreamEnding?>(nil)

    /// `nil` while it goes on.
    var ending: StreamEnding? { why.withLock { $0 } }

    func begin(_ begun: ResponseStream) { stream.withLock { $0 = begun } }

    func send(_ piece: [UInt8]) { stream.withLock { $0 }?.send(piece) }

    func responseEnded(_ why: StreamEnding) -> [UInt8] {
      self.why.withLock { $0 = why }
      return Array("the end: \(why)".utf8)
    }
  }

  /// The bodies that `/stream` began.
  final class Streams: Sendable {
    private let streams = Mutex<[Stream]>([])

    var all: [Stream] { streams.withLock { $0 } }

    func add(_ stream: Stream) { streams.withLock { $0.append(stream) } }
  }

  let open = Open()
  let streams = Streams()

  func makeLoopState() throws {}

  func respond(to request: Request, on state: inout (), reply: Reply) {
    if request.target.path == "/stream" {
      let stream = Stream()
      stream.begin(reply.stream(Response(status: 200), owner: stream))
      return streams.add(stream)
    }
    guard WebSocketHandshake.isAsked(by: request.headers) else {
      return reply.send(.text(200, "no WebSocket"))
    }
    do throws(HTTPError) {
      let handshake = try WebSocketHandshake(
        method: request.method,
        headers: request.headers,
        hasBody: !request.body.isEmpty,
        subprotocols: ["best", "good"]
      )
      reply.open(handshake, handler: Handler(closes: request.target.path == "/close", open))
    } catch {
      reply.send(WebSocketHandshake.refusal(of: error))
    }
  }

  private final class Handler: WebSocketHandler {
    private let closes: Bool
    private let open: Open
    private let mine = Mutex<WebSocket?>(nil)

    init(closes: Bool, _ open: Open) {
      self.closes = closes
      self.open = open
    }

    func opened(_ socket: WebSocket) {
      mine.withLock { $0 = socket }
      open.add(socket)
    }

    func received(_ message: WebSocketMessage, from socket: WebSocket, on state: inout ()) {
      if closes { return socket.close(WebSocketClose(4_000, "as you wish")) }
      switch message {
      case .text(let text): socket.send(text: text)
      case .binary(let bytes):
        let sum = bytes.reduce(0) { $0 + Int($1) }
        socket.send(text: Array("\(bytes.count) bytes of sum \(sum)".utf8))
      }
    }

    func closed() {
      if let socket = mine.withLock({ $0 }) { open.remove(socket) }
    }
  }
}

/// An ``EchoSocket`` behind real sockets, stopped when it is let go.
final class EchoServer: Sendable {
  let application = EchoSocket()
  let server: HTTPServer
  let port: Int

  init(_ configure: (inout HTTPServer.Configuration) -> Void = { _ in }) throws {
    var configuration = HTTPServer.Configuration()
    configuration.loops = 2
    configuration.limits.connectionsPerAddress = 10_000
    configure(&configuration)
    server = HTTPServer(application: application, configuration: configuration)
    port = try server.start().port
  }

  deinit {
    server.shutdown()
    server.waitUntilStopped()
  }
}

extension Client {
  /// A handshake as it should be.
  static let handshake = """
    GET /echo HTTP/1.1\r
    Host: desk.example\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
    Sec-WebSocket-Version: 13\r
    \r

    """

  /// Opens a WebSocket; answers whether it did.
  func open(_ path: String = "/echo") -> Bool {
    exchange(Self.handshake.replacing("/echo", with: path))?.status == 101
  }

  /// The next frame; `nil` where the connection ends before.
  func frame() -> ServerFrame? {
    while true {
      if let (frame, length) = takeFrame() {
        drop(length)
        return frame
      }
      guard readSome() else { return nil }
    }
  }

  private func takeFrame() -> (ServerFrame, Int)? { ServerFrame.parse(received[...]) }

  /// All frames up to the end of the connection, in words, long ones by their length.
  func framesToEnd() -> [String] {
    var words: [String] = []
    while let frame = frame() {
      words.append(frame.payload.count > 200 ? "\(frame.payload.count) bytes" : frame.described)
    }
    if !received.isEmpty { words.append("\(received.count) bytes that are no frame") }
    return words
  }
}
