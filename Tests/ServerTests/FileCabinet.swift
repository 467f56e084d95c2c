import Bytes
import Foundation
import GraphQL
import HTTP
import Server
import Synchronization

/// A host that takes files, and answers what it got.
final class FileCabinet: GraphQLHost {
  static let token = "open-sesame"
  private let schema: BoundSchema
  /// How many operations were run.
  let runs = Atomic(0)

  /// - Throws: What is wrong with the schema below.
  init() throws {
    let source = Source(
      """
      scalar Upload @specifiedBy(url: "https://github.com/jaydenseric/graphql-multipart-request-spec")
      scalar Anything
      type Query { name(of: Upload!): String }
      type Mutation {
        keep(file: Upload): [File]!
        keepAll(files: [Upload!]!): [File]!
        keepNested(input: Nested!): [File]!
        say(text: String, anything: Anything): [File]!
      }
      input Nested { title: String lists: [[Upload]] }
      type File { name: String! mediaType: String size: Int! text: String! isSame: Boolean! }
      """
    )
    var bindings = Bindings(context: FileCabinet.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.strings("name") { _, call in [call.arguments.file("of")?.name] }
    }
    bindings.object("Mutation", parents: Root.self) { fields in
      func keep(_ name: String, _ files: @escaping @Sendable (Arguments) -> [SpooledFile]) {
        fields.list(name, of: Files.self) { _, call in
          call.context.runs.add(1, ordering: .relaxed)
          let files = files(call.arguments)
          return ListCells(offsets: [0, Int32(files.count)], children: Files(files: files))
        }
      }
      keep("keep") { $0.file("file").map { [$0] } ?? [] }
      keep("keepAll") { Self.files(in: $0["files"]) }
      keep("keepNested") { Self.files(in: $0.object("input")?["lists"]) }
      keep("say") { Self.files(in: $0["anything"]) }
    }
    bindings.object("File", parents: Files.self) { fields in
      fields.strings("name") { files, _ in files.files.map(\.name) }
      fields.strings("mediaType") { files, _ in files.files.map(\.mediaType) }
      fields.ints("size") { files, _ in files.files.map { Int32(clamping: $0.size) } }
      fields.strings("text") { files, _ in
        files.files.map { String(decoding: $0.head, as: UTF8.self) }
      }
      fields.booleans("isSame") { files, _ in
        files.files.map { SHA256.hash($0.head) == $0.sha256 }
      }
    }
    schema = try bindings.check(against: SchemaBuilder.build(source))
  }

  struct Files: ParentColumn {
    var files: [SpooledFile]
    var count: Int { files.count }
  }

  private static func files(in value: InputValue?) -> [SpooledFile] {
    switch value {
    case .file(let file)?: [file]
    case .list(let items)?: items.flatMap { files(in: $0) }
    default: []
    }
  }

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

  func readiness(on state: inout ()) -> Readiness { .ready }
}

/// A server over a ``FileCabinet``, asked without a socket, and the folder that its files wait in.
final class UploadServer {
  let host: FileCabinet
  private let server: GuicheServer<FileCabinet>
  private let folder = FileManager.default.temporaryDirectory.appending(path: "up-\(UUID())").path

  init(_ configure: (inout ServerConfiguration) -> Void = { _ in }) throws {
    try Folders.make(folder)
    host = try FileCabinet()
    var configuration = ServerConfiguration()
    configuration.uploads = UploadConfiguration(folder: folder)
    configure(&configuration)
    server = try GuicheServer(host: host, playground: [], configuration: configuration)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The files that wait now.
  var waiting: Int { get throws { try Folders.names(in: folder).count } }

  static let headers = [
    ("Content-Type", "multipart/form-data; boundary=b"), ("Apollo-Require-Preflight", "true"),
    ("Authorization", "Bearer \(FileCabinet.token)"), ("Accept", "application/json"),
  ]

  /// Sends a body in pieces of some size, as a connection would give it.
  ///
  /// Where it is not whole, the client is gone before its last byte.
  func send(
    _ body: String,
    _ headers: [(String, String)] = headers,
    method: String = "POST",
    pieces size: Int = 4_096,
    isWhole: Bool = true
  ) async -> Response? {
    let bytes = Array(body.utf8)
    var request = Request(
      method: method,
      target: Target(path: "/graphql"),
      headers: Headers(headers + [("Content-Length", "\(bytes.count)")]),
      remoteAddress: "127.0.0.1"
    )
    var state: Void = ()
    switch server.intake(of: request, on: &state) {
    case .refused(let response): return response
    case .whole: request.body = bytes
    case .pieces(let receiver, let limit):
      guard bytes.count <= limit else { return .text(413, "by the connection") }
      for start in stride(from: 0, to: bytes.count, by: size) {
        let piece = bytes[start..<min(start + size, bytes.count)]
        if let response = receiver.receive(piece) { return response }
      }
      guard isWhole else { return nil }
      if let response = receiver.finish() { return response }
      request.receiver = receiver
    }
    let (server, whole) = (server, request)
    return await withCheckedContinuation { continuation in
      var state: Void = ()
      server.respond(to: whole, on: &state, reply: Reply { continuation.resume(returning: $0) })
    }
  }

  /// Sends a form: operations, map and files, in this order unless told otherwise.
  func send(
    operations: String,
    map: String,
    files: [(name: String, content: String)],
    pieces: Int = 4_096
  ) async -> String {
    var form = Self.part("operations", operations) + Self.part("map", map)
    for file in files { form += Self.file(file.name, file.content) }
    let response = await send(form + "--b--\r\n", pieces: pieces)
    return response.map { "\($0.status) \($0.text)" } ?? "nothing"
  }

  static func part(_ name: String, _ content: String) -> String {
    "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(content)\r\n"
  }

  static func file(_ name: String, _ content: String) -> String {
    "--b\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(name).txt\"\r\n"
      + "Content-Type: text/plain\r\n\r\n\(content)\r\n"
  }
}
