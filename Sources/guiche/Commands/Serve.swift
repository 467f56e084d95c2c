import Bytes
import Desk
import GraphQL
import HTTP
import Resolvers
import Server

extension Verb {
  /// Serves a system until it is told to end.
  static let serve = Verb(
    name: "serve",
    meaning: "Serve GraphQL and the playground until SIGTERM or SIGINT",
    options: [
      .data,
      Option(
        name: "demo",
        meaning: "make the demo story first where the folder is empty, and print its users",
        environment: "GUICHE_DEMO"
      ),
      Option(
        name: "host",
        value: "H",
        meaning: "the name or address to listen on",
        environment: "GUICHE_HOST",
        standard: "127.0.0.1"
      ),
      Option(
        name: "port",
        value: "N",
        meaning: "the port to listen on; 0 takes a free one, which is printed",
        environment: "GUICHE_PORT",
        standard: "8080"
      ),
    ] + SurfaceOptions.all + UploadOptions.all
  ) { options throws(CommandError) in
    try Serve(options).run()
  }
}

/// One run of `guiche serve`.
private struct Serve {
  private let data: DataDirectory
  private let isDemo: Bool
  private let host: String
  private let port: Int
  private let surface: ServerConfiguration
  private let uploads: UploadOptions

  init(_ options: Options) throws(CommandError) {
    data = DataDirectory(path: options["data"] ?? "")
    isDemo = options.isOn("demo")
    host = options["host"] ?? ""
    port = try options.integer("port", in: 0...65_535) ?? 0
    surface = try SurfaceOptions.configuration(options)
    uploads = try UploadOptions(options)
  }

  func run() throws(CommandError) -> Int32 {
    Signals.holdEnd()
    let log = Log()
    let desk = try openDesk(log)
    let application = try application(of: desk, log)
    var configuration = HTTPServer.Configuration()
    configuration.host = host
    configuration.port = port
    let server = HTTPServer(application: application, configuration: configuration)
    let address: Address
    do {
      address = try server.start()
    } catch {
      throw .failed("\(error)", code: 69)
    }
    if isDemo { System.write(DemoGreeting.text) }
    let name = address.host.contains(":") ? "[\(address.host)]" : address.host
    System.write("listening on http://\(name):\(address.port)")

    _ = Signals.waitForEnd()
    server.shutdown()
    server.waitUntilStopped()
    application.stop()
    desk.stop()
    return 0
  }

  private func openDesk(_ log: Log) throws(CommandError) -> Desk {
    if data.isEmpty {
      guard isDemo else {
        throw .failed(
          "there is no system in \(data.path): make one with `guiche init`, or add --demo",
          code: 66
        )
      }
      try data.make()
    }
    let desk = try data.open(log, limits: uploads.limits)
    guard isDemo else { return desk }
    do {
      _ = try desk.tellDemoStory()
    } catch {
      throw .failed("cannot write the demo story to \(data.database): \(error)", code: 74)
    }
    return desk
  }

  private func application(
    of desk: Desk,
    _ log: Log
  ) throws(CommandError) -> GuicheServer<DeskHost> {
    try data.makeUploads()
    var surface = surface
    surface.uploads = uploads.configuration(folder: data.uploads)
    surface.trustedDocuments? += PlaygroundDocuments.trusted
    do {
      let house = try House(schema: Source(EmbeddedFiles.schema, name: "schema.graphql"))
      let host = try DeskHost(desk: desk, house: house, log: log)
      return try GuicheServer(
        host: host,
        playground: EmbeddedFiles.playground(isDemo: isDemo),
        configuration: surface
      )
    } catch let problems as TrustedDocumentProblems {
      throw .failed("these documents cannot be trusted:\n\(problems)", code: 65)
    } catch {
      throw .failed("cannot start: \(error)", code: 70)
    }
  }
}

/// What `serve --demo` says before it listens.
private enum DemoGreeting {
  static var text: String {
    let width = DemoStory.users.map(\.code.count).max() ?? 0
    let lines = DemoStory.users.map { user in
      "  \(user.code)\(String(repeating: " ", count: width - user.code.count))  \(user.name)"
    }
    return """
      The demo story: sign in as any of these users with the password \(DemoStory.password)
      \(lines.joined(separator: "\n"))
      """
  }
}
