import Desk
import HTTP

extension Verb {
  /// Serves what `run` compares with.
  static let floor = Verb(
    name: "floor",
    meaning: "serve the data without GraphQL, sign-in and rules, until it is stopped: for `run`",
    options: []
  ) { arguments in
    let desk = try openDesk(in: arguments.directory)
    defer { desk.stop() }
    // Nobody is asked who they are here: nothing but data that was made up is served so.
    _ = try BenchHouse(desk).signIn(.student)
    let path = database(in: arguments.directory)
    let server = HTTPServer(application: FloorApplication(path: path))
    let address = try server.start()
    System.write("listening on http://127.0.0.1:\(address.port)")
    server.waitUntilStopped()
    return 0
  }
}
