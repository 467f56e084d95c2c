import HTTP

extension Verb {
  /// Serves what `run` compares with.
  static let floor = Verb(
    name: "floor",
    meaning: "serve the data without GraphQL, sign-in and rules, until it is stopped: for `run`",
    options: []
  ) { arguments in
    let path = database(in: arguments.directory)
    guard System.isThere(path) else {
      throw Complaint("there is no data in \(arguments.directory)", code: 66)
    }
    let server = HTTPServer(application: FloorApplication(path: path))
    let address = try server.start()
    System.write("listening on http://127.0.0.1:\(address.port)")
    server.waitUntilStopped()
    return 0
  }
}
