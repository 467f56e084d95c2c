import HTTP
import Server
import TestKit

/// A ``Counter`` behind real sockets.
final class LiveServer {
  let counter: Counter
  let port: Int
  private let application: GuicheServer<Counter>
  private let server: HTTPServer

  init(
    _ serverConfiguration: ServerConfiguration = ServerConfiguration(),
    isBroken: Bool = false,
    _ configure: (inout HTTPServer.Configuration) -> Void = { _ in }
  ) throws {
    counter = try Counter(isBroken: isBroken)
    application = try GuicheServer(
      host: counter,
      playground: [],
      configuration: serverConfiguration
    )
    var configuration = HTTPServer.Configuration()
    configuration.loops = 2
    configure(&configuration)
    server = HTTPServer(application: application, configuration: configuration)
    port = try server.start().port
  }

  deinit {
    stop()
    server.waitUntilStopped()
    application.stop()
  }

  /// Begins to stop.
  func stop() { server.shutdown() }

  /// A client that was let in.
  func client(token: String? = Counter.token) throws -> WebSocketClient {
    let client = try WebSocketClient(port: port)
    client.initialise(token: token)
    return client
  }

  /// A stream of events for an operation.
  func events(_ query: String, _ headers: [(String, String)] = []) throws -> EventStreamClient {
    try EventStreamClient(port: port, headers: headers, body: #"{"query":"\#(query)"}"#)
  }
}
