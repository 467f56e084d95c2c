import Bytes
import Foundation
import GraphQL
import HTTP
import Server
import Synchronization

/// A host with one file, of ten bytes, that whoever is signed in may have.
final class FileShelf: GraphQLHost {
  static let token = "open-sesame"
  /// What names the content of the file.
  static let content = "c0ffee"
  private let schema: BoundSchema
  let path = FileManager.default.temporaryDirectory.appending(path: "shelf-\(UUID())").path
  /// What the operator was told.
  let notes = Mutex<[String]>([])

  init() throws {
    var bindings = Bindings(context: FileShelf.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.strings("name") { _, _ in ["shelf"] }
    }
    schema = try bindings.check(against: SchemaBuilder.build(Source("type Query { name: String }")))
    try Data("0123456789".utf8).write(to: URL(filePath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func makeLoopState() throws {}

  func principal(for credentials: Credentials, on state: inout ()) throws -> Bool? {
    credentials.token.map { $0 == Self.token ? true : nil } ?? false
  }

  func sessionEnded(for credentials: Credentials) -> GraphQLError {
    GraphQLError("Sign in again.", code: "GONE")
  }

  func schema(for principal: Bool) -> BoundSchema { schema }

  var schemas: [BoundSchema] { [schema] }

  func query(
    _ operation: PlannedOperation,
    for principal: Bool,
    credentials: Credentials,
    on state: inout ()
  ) -> ExecutionResult {
    Executor().run(operation, context: self)
  }

  func mutate(
    _ operation: PlannedOperation,
    for principal: Bool,
    credentials: Credentials,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    answer(Executor().run(operation, context: self))
  }

  func download(_ id: String, for principal: Bool, on state: inout ()) throws -> Download? {
    guard ["file", "lost", "short"].contains(id) else { return nil }
    return Download(
      path: id == "lost" ? "\(path).lost" : path,
      contentName: Self.content,
      size: id == "short" ? 11 : 10,
      mediaType: "text/plain",
      name: "dez.txt"
    )
  }

  func noteUnreadable(_ sentence: String) { notes.withLock { $0.append(sentence) } }

  func readiness(on state: inout ()) -> Readiness { .ready }
}

/// What a server over a ``FileShelf`` answers, without a socket.
final class DownloadServer {
  let host: FileShelf
  private let server: GuicheServer<FileShelf>

  init(_ configuration: ServerConfiguration = ServerConfiguration()) throws {
    host = try FileShelf()
    server = try GuicheServer(host: host, playground: [], configuration: configuration)
  }

  deinit { server.stop() }

  func ask(
    _ method: String = "GET",
    _ path: String = "/attachments/file",
    _ headers: [(String, String)] = [],
    token: String? = FileShelf.token
  ) -> Response {
    let request = Request(
      method: method,
      target: Target(path: path),
      headers: Headers(headers + (token.map { [("Authorization", "Bearer \($0)")] } ?? [])),
      remoteAddress: "127.0.0.1"
    )
    let answer = Mutex<Response?>(nil)
    var state: Void = ()
    server.respond(
      to: request,
      on: &state,
      reply: Reply { response in answer.withLock { $0 = response } }
    )
    return answer.withLock { $0 } ?? .text(599, "no answer at once")
  }
}
