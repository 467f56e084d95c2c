/// Which handler answers which method of which path.
///
/// Paths are compared whole, as they were sent, but for those of a folder: what is not in the table is 404, and a method that a
/// path does not have is 405 with `Allow`. `HEAD` is answered by the handler of `GET`, whose body
/// the connection leaves out, and `OPTIONS` by the table.
public struct Router<State>: Sendable {
  /// Answers a request through the reply, as an ``Application`` does.
  public typealias Handler = @Sendable (Request, inout State, Reply) -> Void

  private struct Route: Sendable {
    var method: String
    var handler: Handler
  }

  private var routes: [String: [Route]] = [:]
  /// By the path that ends in the only `/` behind the first.
  private var folders: [String: [Route]] = [:]
  private var files: [StaticFiles] = []

  /// A router that answers 404 to everything.
  public init() {}

  /// Adds a handler; the last one for a method and a path counts.
  public mutating func on(
    _ method: String,
    _ path: String,
    _ handler: @escaping Handler
  ) {
    routes[path, default: []].removeAll { $0.method == method }
    routes[path, default: []].append(Route(method: method, handler: handler))
  }

  /// Adds a handler of all paths that are one name longer than a folder's.
  ///
  /// - Parameters:
  ///   - method: The method.
  ///   - folder: Begins and ends with `/`.
  ///   - handler: Answers.
  public mutating func on(
    _ method: String,
    in folder: String,
    _ handler: @escaping Handler
  ) {
    folders[folder, default: []].removeAll { $0.method == method }
    folders[folder, default: []].append(Route(method: method, handler: handler))
  }

  /// Adds files, which answer where no handler has the path.
  public mutating func serve(_ files: StaticFiles) {
    self.files.append(files)
  }

  /// Answers a request.
  public func respond(to request: Request, on state: inout State, reply: Reply) {
    guard let found = routes[request.target.path] ?? folder(of: request.target.path) else {
      return reply.send(fileOrNothing(for: request))
    }
    let route =
      found.first { $0.method == request.method }
      ?? (request.method == "HEAD" ? found.first { $0.method == "GET" } : nil)
    guard let route else {
      return reply.send(Self.refusal(of: request.method, allowed: found.map(\.method)))
    }
    route.handler(request, &state, reply)
  }

  private func folder(of path: String) -> [Route]? {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
    return folders[String(path[...slash])]
  }

  private func fileOrNothing(for request: Request) -> Response {
    for files in files {
      if let response = files.response(to: request) { return response }
    }
    if request.target.path == "*" { return Response(status: 204) }
    return .text(404, "there is nothing here\n")
  }

  /// The answer to a method that a path does not have; to `OPTIONS`, what it has.
  static func refusal(of method: String, allowed methods: [String]) -> Response {
    let all = methods + (methods.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]
    let allow = ("Allow", all.joined(separator: ", "))
    if method == "OPTIONS" { return Response(status: 204, headers: Headers([allow])) }
    var response = Response.text(405, "this method is not served here\n")
    response.headers.append(allow.0, allow.1)
    return response
  }
}
