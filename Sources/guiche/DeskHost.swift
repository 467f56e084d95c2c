import Bytes
import Desk
import GraphQL
import HTTP
import Resolvers
import SQLite
import Server
import Synchronization

/// Ties the server to the desk: who is calling, which schema is theirs, and the answers.
final class DeskHost: GraphQLHost {
  let desk: Desk
  let house: House
  let log: Log
  let executor: Executor
  private let callers: Callers
  /// Tells events to who follows them.
  let events: EventDispatcher
  /// Where passwords are hashed: that takes 35 ms, which neither a loop nor the writer has.
  private let hashing: Workers<DeskReader>
  /// Where files are put on the disk itself, which takes seconds for a large one: nobody's sign-in
  /// waits behind it.
  let filing: Workers<DeskReader>

  /// - Throws: Where a thread could not be started.
  init(desk: Desk, house: House, log: Log) throws {
    self.desk = desk
    self.house = house
    self.log = log
    executor = Executor { error, field in
      log.record(.error, "field failed", [("field", field), ("error", "\(error)")].members)
    }
    callers = Callers(throttle: SignInThrottle(), house: house)
    events = try EventDispatcher(desk: desk, executor: executor, callers: callers, log: log)
    hashing = try Workers(count: Limits.hashes, queueLimit: Limits.queuedHashes) {
      try desk.makeReader()
    }
    filing = try Workers(count: Limits.filings, queueLimit: Limits.queuedFilings) {
      try desk.makeReader()
    }
    _ = filing.submit { reader in
      do {
        let count = try desk.collectContents(with: reader)
        log.record(
          .info,
          "contents collected",
          [JSON.Member(name: "count", value: .integer(Int64(count)))]
        )
      } catch {
        log.record(.error, "contents not collected", [("error", "\(error)")].members)
      }
    }
  }

  /// After what is queued; its threads and their connections are gone then.
  func stop() {
    events.stop()
    for workers in [hashing, filing] {
      workers.stop()
      workers.waitUntilStopped()
    }
  }

  func makeLoopState() throws -> DeskReader { try desk.makeReader() }

  func principal(for credentials: Credentials, on reader: inout DeskReader) throws -> Viewer? {
    try reader.openTurn()
    guard let token = credentials.token else {
      if credentials.lens != nil { throw refusal(.notPermitted, .anonymous, credentials) }
      return .anonymous
    }
    guard let viewer = try reader.viewer(sessionToken: token) else { return nil }
    guard let claim = credentials.lens else { return viewer }
    return try look(claim, by: viewer, credentials, on: reader)
  }

  func turnEnded(on reader: inout DeskReader) { reader.closeTurn() }

  func sessionEnded(for credentials: Credentials) -> GraphQLError {
    caller(.anonymous, credentials).sessionEnded
  }

  func schema(for viewer: Viewer) -> BoundSchema { house.schema(for: viewer) }

  var schemas: [BoundSchema] { house.schemas }

  /// Administrators explore in the playground, where no document is known before.
  func mayRunAnyDocument(_ viewer: Viewer) -> Bool { viewer.has(.administer) }

  /// To all others a name that is near enough would tell what they cannot see in the playground.
  func maySeeSuggestions(_ viewer: Viewer) -> Bool { viewer.has(.administer) }

  func query(
    _ operation: PlannedOperation,
    for viewer: Viewer,
    credentials: Credentials,
    on reader: inout DeskReader
  ) -> ExecutionResult {
    let context = RequestContext(caller(viewer, credentials), reader: reader)
    reader.deadline = Clock.monotonicNanoseconds() &+ Limits.operationSeconds &* 1_000_000_000
    defer { reader.deadline = nil }
    do {
      let result = try reader.snapshot {
        run(operation, context, explaining: explained(to: viewer, credentials))
      }
      return try context.recordLenses(of: operation, on: desk).map { .failed($0) } ?? result
    } catch WriterThread.Refusal.overloaded {
      return .failed(caller(viewer, credentials).overloaded)
    } catch {
      return failure("query failed", error)
    }
  }

  func mutate(
    _ operation: PlannedOperation,
    for viewer: Viewer,
    credentials: Credentials,
    answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    // No mutation gets here through a lens: the server refuses it, and so does whatever writes.
    guard credentials.lens == nil, viewer.lens == nil else {
      return answer(.refused([refusal(.notPermitted, viewer, credentials).error]))
    }
    guard operation.plan.needsPreparation else {
      return write(operation, prepared: nil, credentials, answer)
    }
    let workers = operation.variables.holdFiles ? filing : hashing
    let isQueued = workers.submit { [self] reader in
      let context = RequestContext(caller(viewer, credentials), reader: reader)
      do throws(RequestErrors) {
        let prepared = try executor.prepare(operation, context: context)
        write(operation, prepared: prepared, credentials, answer)
      } catch {
        answer(.refused(error.errors))
      }
    }
    guard !isQueued else { return }
    answer(.refused([caller(viewer, credentials).overloaded]))
  }

  /// Runs a mutation whole on the writer's thread, and answers after the commit.
  private func write(
    _ operation: PlannedOperation,
    prepared: (any Sendable)?,
    _ credentials: Credentials,
    _ answer: @escaping @Sendable (ExecutionResult) -> Void
  ) {
    let outcome = Outcome()
    desk.write(
      { [self] writer in
        // The session may have ended, and the profile changed, since the request came in.
        let viewer = try credentials.token.map { try writer.reader.viewer(sessionToken: $0) }
        guard let viewer = viewer ?? (credentials.token == nil ? .anonymous : nil) else {
          outcome.result = .failed(sessionEnded(for: credentials))
          return
        }
        let context = RequestContext(caller(viewer, credentials), writer: writer)
        let result = run(
          operation,
          context,
          prepared: prepared,
          explaining: explained(to: viewer, credentials)
        )
        outcome.result = result
        if result.isAborted { throw BrokenOff() }
      },
      completion: { [self] written in
        switch written {
        case .success: answer(outcome.result)
        case .failure(is BrokenOff): answer(outcome.result)
        case .failure(WriterThread.Refusal.overloaded):
          answer(.refused([caller(.anonymous, credentials).overloaded]))
        case .failure(let error): answer(failure("mutation not written", error))
        }
      }
    )
  }

  /// What is explained to somebody: administrators get what they ask for, whoever's eyes they look
  /// through; nobody else gets anything.
  private func explained(to asker: Viewer, _ credentials: Credentials) -> ExplainParts {
    asker.has(.administer) || asker.lens != nil ? credentials.explain : []
  }

  /// Runs an operation, and explains it where that is asked for.
  private func run(
    _ operation: PlannedOperation,
    _ context: RequestContext,
    prepared: (any Sendable)? = nil,
    explaining parts: ExplainParts
  ) -> ExecutionResult {
    let explanation = parts.isEmpty ? nil : OperationExplanation(parts, of: context)
    let result = executor.run(
      operation,
      context: context,
      prepared: prepared,
      deadline: .now + .seconds(Limits.operationSeconds),
      tracer: explanation
    )
    guard let explanation else { return result }
    log.record(.info, "explained", [("request", explanation.requestID)].members)
    return explanation.add(to: result)
  }

  func download(
    _ id: String,
    for viewer: Viewer,
    on reader: inout DeskReader
  ) throws -> Download? {
    try house.attachment(id, for: viewer, on: reader).map { content in
      Download(
        path: content.path,
        contentName: content.contentName,
        size: Int(content.size),
        mediaType: content.mediaType,
        name: content.name
      )
    }
  }

  func noteUnreadable(_ sentence: String) {
    log.record(.error, "content unreadable", [("error", sentence)].members)
  }

  func noteUnwritten(_ sentence: String) {
    log.record(.error, "file not kept", [("error", sentence)].members)
  }

  func readiness(on reader: inout DeskReader) -> Readiness {
    do {
      try reader.snapshot { () throws(SQLiteError) in }
      return .ready
    } catch {
      log.record(.error, "not ready", [("error", "\(error)")].members)
      return .unready("the database cannot be read")
    }
  }

  func caller(_ viewer: Viewer, _ credentials: Credentials) -> Caller {
    callers.caller(viewer, credentials)
  }

  func failure(_ event: String, _ error: any Error) -> ExecutionResult {
    log.record(.error, event, [("error", "\(error)")].members)
    return .failed(.internalError)
  }
}

/// What a mutation answers, on its way from the writer to its completion.
private final class Outcome: Sendable {
  private let stored = Mutex(ExecutionResult.failed(.internalError))

  var result: ExecutionResult {
    get { stored.withLock { $0 } }
    set { stored.withLock { $0 = newValue } }
  }
}

/// Takes back what a mutation wrote that was broken off.
private struct BrokenOff: Error {}

extension [(String, String)] {
  /// The fields of a line of the log.
  fileprivate var members: [JSON.Member] {
    map { JSON.Member(name: $0.0, value: .string($0.1)) }
  }
}
