import Bytes
import Foundation
import GraphQL
import HTTP
import Server
import Synchronization

/// A host that gives addresses for files, and says what it is told to say.
final class AddressHost: GraphQLHost {
  /// What the host answers when a file has come.
  typealias Finish = @Sendable (SpooledFile) -> UploadEnd

  private let cabinet: FileCabinet
  private let targets = Mutex<[String: UploadTarget]>([:])
  private let finish = Mutex<Finish> { .kept(AddressHost.kept($0)) }
  /// What came whole.
  let files = Mutex<[SpooledFile]>([])
  /// Answers that were not given yet.
  private let held = Mutex<[@Sendable () -> Void]>([])
  let holdsAnswers = Atomic(false)
  /// How often an address was looked for.
  let looks = Atomic(0)

  init() throws { cabinet = try FileCabinet() }

  static func kept(_ file: SpooledFile) -> KeptFile {
    KeptFile(
      id: "aWQ",
      name: file.name,
      mediaType: file.mediaType ?? "none",
      size: Int64(file.size)
    )
  }

  /// Says what an address takes.
  func put(_ target: UploadTarget, at token: String) {
    targets.withLock { $0[token] = target }
  }

  /// Says what becomes of files.
  func end(_ finish: @escaping Finish) { self.finish.withLock { $0 = finish } }

  /// Gives the answers that were held.
  func release() {
    let answers = held.withLock { held in
      defer { held = [] }
      return held
    }
    for answer in answers { answer() }
  }

  func upload(
    _ token: String,
    credentials: Credentials,
    on state: inout ()
  ) throws -> UploadTarget {
    looks.add(1, ordering: .relaxed)
    if token == "broken" { throw Broken() }
    return targets.withLock { $0[token] } ?? .unknown
  }

  private struct Broken: Error {}

  func finishUpload(
    _ token: String,
    with file: SpooledFile,
    foundAt: Instant,
    credentials: Credentials,
    answer: @escaping @Sendable (UploadEnd) -> Void
  ) {
    files.withLock { $0.append(file) }
    let end = finish.withLock { $0 }(file)
    guard holdsAnswers.load(ordering: .relaxed) else { return answer(end) }
    held.withLock { $0.append { answer(end) } }
  }

  // MARK: - As the cabinet

  func makeLoopState() throws {}

  func principal(for credentials: Credentials, on state: inout ()) throws -> Bool? {
    try cabinet.principal(for: credentials, on: &state)
  }

  func sessionEnded(for credentials: Credentials) -> GraphQLError {
    cabinet.sessionEnded(for: credentials)
  }

  func schema(for principal: Bool) -> BoundSchema { cabinet.schema(for: principal) }

  var schemas: [BoundSchema] { cabinet.schemas }

  func query(
    _ operation: PlannedOperation,
    for principal: Bool,
    credentials: Credentials,
    on state: inout ()
  ) -> ExecutionResult {
    cabinet.query(operation, for: principal, credentials: credentials, on: &state)
  }

  func mutate(
    _ operation: PlannedOperation,
    for principal: Bool,
    credentials: Credentials,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    cabinet.mutate(operation, for: principal, credentials: credentials, answer: answer)
  }

  func readiness(on state: inout ()) -> Readiness { .ready }
}

/// A server over a ``AddressHost``, asked without a socket.
final class PutServer: Sendable {
  let host: AddressHost
  let server: GuicheServer<AddressHost>
  private let folder = FileManager.default.temporaryDirectory.appending(path: "put-\(UUID())").path

  init(_ configure: (inout ServerConfiguration) throws -> Void = { _ in }) throws {
    try Folders.make(folder)
    host = try AddressHost()
    var configuration = ServerConfiguration()
    configuration.uploads = UploadConfiguration(folder: folder)
    try configure(&configuration)
    server = try GuicheServer(host: host, playground: [], configuration: configuration)
    host.put(.awaited(Self.five), at: "five")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  static let five = AwaitedFile(
    name: "nota.txt",
    mediaType: nil,
    size: 5,
    sha256: nil,
    foundAt: Instant(milliseconds: 0)
  )

  /// The files that wait now.
  var waiting: Int { get throws { try Folders.names(in: folder).count } }

  func request(
    _ method: String = "PUT",
    _ token: String = "five",
    _ headers: [(String, String)] = [],
    length: Int?
  ) -> Request {
    Request(
      method: method,
      target: Target(path: "/uploads/\(token)"),
      headers: Headers(headers + (length.map { [("Content-Length", "\($0)")] } ?? [])),
      remoteAddress: "127.0.0.1"
    )
  }

  /// How the body of a request is taken.
  func intake(of request: Request) -> BodyIntake {
    var state: Void = ()
    return server.intake(of: request, on: &state)
  }

  /// Answers a request whose body is whole.
  func answer(_ request: Request) async -> Response {
    let server = server
    return await withCheckedContinuation { continuation in
      var state: Void = ()
      server.respond(to: request, on: &state, reply: Reply { continuation.resume(returning: $0) })
    }
  }

  /// Puts a file as a connection would hand it on; without a length, in chunks.
  func put(
    _ content: String = "Anexo",
    at token: String = "five",
    with headers: [(String, String)] = [],
    isChunked: Bool = false,
    pieces size: Int = 2
  ) async -> Response {
    let bytes = Array(content.utf8)
    var request = request("PUT", token, headers, length: isChunked ? nil : bytes.count)
    if !bytes.isEmpty || isChunked {
      switch intake(of: request) {
      case .refused(let response): return response
      case .whole: request.body = bytes
      case .pieces(let receiver, let limit):
        guard isChunked || bytes.count <= limit else { return .text(413, "by the connection") }
        for start in stride(from: 0, to: bytes.count, by: size) {
          let piece = bytes[start..<min(start + size, bytes.count)]
          if let response = receiver.receive(piece) { return response }
        }
        if let response = receiver.finish() { return response }
        request.receiver = receiver
      }
    }
    return await answer(request)
  }
}
