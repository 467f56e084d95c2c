import Bytes
import GraphQL
import HTTP
import SQLite
import Server
import Synchronization

@testable import Desk
@testable import guiche

/// The program's own host, listened to: what it does for a request, it tells the ``StatementLog``.
final class CountedHost: GraphQLHost {
  private let inner: DeskHost
  private let work: WorkLog

  init(_ inner: DeskHost, work: WorkLog) {
    self.inner = inner
    self.work = work
  }

  func makeLoopState() throws -> DeskReader {
    let reader = try inner.makeLoopState()
    work.statements.follow(reader.connection)
    return reader
  }

  // Who asks is remembered, and looked for again when the file's log was emptied: a second after a
  // write, by the clock of the machine. So what that takes is left out.
  func principal(for credentials: Credentials, on reader: inout DeskReader) throws -> Viewer? {
    try work.statements.ignoring { try inner.principal(for: credentials, on: &reader) }
  }

  func turnEnded(on reader: inout DeskReader) { inner.turnEnded(on: &reader) }

  func sessionEnded(for credentials: Credentials) -> GraphQLError {
    inner.sessionEnded(for: credentials)
  }

  func schema(for viewer: Viewer) -> BoundSchema { inner.schema(for: viewer) }

  var schemas: [BoundSchema] { inner.schemas }

  func mayRunAnyDocument(_ viewer: Viewer) -> Bool { inner.mayRunAnyDocument(viewer) }

  func maySeeSuggestions(_ viewer: Viewer) -> Bool { inner.maySeeSuggestions(viewer) }

  func viewedAs(_ viewer: Viewer) -> String? { inner.viewedAs(viewer) }

  func record(
    _ views: [LensView],
    of viewer: Viewer,
    credentials: Credentials
  ) throws(PrincipalRefusal) {
    try inner.record(views, of: viewer, credentials: credentials)
  }

  func query(
    _ operation: PlannedOperation,
    for viewer: Viewer,
    credentials: Credentials,
    on reader: inout DeskReader
  ) -> ExecutionResult {
    let before = reader.statistics
    defer { work.add(reader.statistics, since: before) }
    return inner.query(operation, for: viewer, credentials: credentials, on: &reader)
  }

  func mutate(
    _ operation: PlannedOperation,
    for viewer: Viewer,
    credentials: Credentials,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    inner.mutate(operation, for: viewer, credentials: credentials, answer: answer)
  }

  func subscribe(
    to operation: PlannedOperation,
    for viewer: Viewer,
    credentials: Credentials,
    after position: String?,
    on reader: inout DeskReader,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    inner.subscribe(
      to: operation,
      for: viewer,
      credentials: credentials,
      after: position,
      on: &reader,
      receiver: receiver
    )
  }

  func watchSession(
    of viewer: Viewer,
    credentials: Credentials,
    receiver: any EventReceiver
  ) -> (any LiveSubscription)? {
    inner.watchSession(of: viewer, credentials: credentials, receiver: receiver)
  }

  func download(
    _ id: String,
    for viewer: Viewer,
    on reader: inout DeskReader
  ) throws -> Download? {
    let before = reader.statistics
    defer { work.add(reader.statistics, since: before) }
    return try inner.download(id, for: viewer, on: &reader)
  }

  func upload(
    _ token: String,
    credentials: Credentials,
    on reader: inout DeskReader
  ) throws -> UploadTarget {
    let before = reader.statistics
    defer { work.add(reader.statistics, since: before) }
    return try inner.upload(token, credentials: credentials, on: &reader)
  }

  func finishUpload(
    _ token: String,
    with file: SpooledFile,
    foundAt: Instant,
    credentials: Credentials,
    answer: @escaping @Sendable (UploadEnd) -> Void
  ) {
    inner.finishUpload(
      token,
      with: file,
      foundAt: foundAt,
      credentials: credentials,
      answer: answer
    )
  }

  func quota(of viewer: Viewer, credentials: Credentials) -> Quota {
    inner.quota(of: viewer, credentials: credentials)
  }

  func stop() { inner.stop() }

  func readiness(on reader: inout DeskReader) -> Readiness { inner.readiness(on: &reader) }
}

/// What a running desk did for the requests since it was last asked.
final class WorkLog: Sendable {
  let statements = StatementLog()
  private let counts = Mutex((prepares: 0, rows: 0))

  /// Counts what a reader did for a request.
  func add(_ now: Statistics, since before: Statistics) {
    counts.withLock {
      $0.prepares += now.prepares - before.prepares
      $0.rows += now.rows - before.rows
    }
  }

  /// What was done since the last call.
  func take() -> Work {
    let statements = statements.take()
    return counts.withLock { counts in
      defer { counts = (0, 0) }
      return Work(statements: statements, prepares: counts.prepares, rows: counts.rows)
    }
  }
}

/// What one request cost.
struct Work: Hashable, Sendable {
  /// The text of each statement that was run, in order; a mutation's too.
  var statements: [String]
  /// Statements that a reader had to compile.
  var prepares: Int
  /// Rows that a reader was given.
  var rows: Int
}
