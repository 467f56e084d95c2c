public import Bytes
public import SQLite

/// The desk: one database, its one writer, and the workflow of the moment.
///
/// Every read and write takes a viewer, so no other floor ever sees a raw row.
///
/// - Source: laws 1 and 4 of the house.
public final class Desk: Sendable {
  private let path: String
  /// The bytes of attachments.
  let contents: ContentStore
  private let sweep: ContentSweep
  private let clock: Clock
  /// The workflow that is on disk.
  private let current: CurrentWorkflow
  /// The workflow that the writer has made, perhaps not on disk yet: the next job runs under it.
  private let latest: CurrentWorkflow
  private let writer: WriterThread
  private let memory = WriterMemory()
  private let commits = CommitCount()
  private let copies = CopyGate()
  /// The latest changes of tickets.
  public let events = EventJournal()
  private let faults: FaultLog

  /// Opens a database, and makes or migrates it first where that is needed.
  ///
  /// - Parameters:
  ///   - path: The database's file.
  ///   - files: The folder of the bytes of attachments; beside the database where it is left out.
  ///   - limits: Of attachments.
  ///   - clock: Tells the time of everything that is written.
  ///   - onFault: Told of what cannot be read and is hidden for it, each once for each revision of the
  ///     configuration; by whatever thread meets it.
  /// - Throws: `MigrationError` for a database of a newer program, `SQLiteError` for a file that
  ///   cannot be opened or whose configuration cannot be read: a desk does not begin without it. Single
  ///   rows of it that cannot be read hide what they govern.
  public init(
    path: String,
    files: String? = nil,
    limits: FileLimits = FileLimits(),
    clock: Clock = .system,
    onFault: @escaping @Sendable (DeskFault) -> Void = { _ in }
  ) throws {
    self.path = path
    faults = FaultLog(onFault)
    contents = ContentStore(folder: files ?? "\(path).files", limits: limits)
    let sweep = ContentSweep()
    self.sweep = sweep
    self.clock = clock
    let connection = try Connection(path: path, mode: .readWrite)
    try Migrator(migrations: Migrations.all).migrate(connection)
    // What another program wrote straight into the tables.
    if try SearchIndex.isBehind(connection) {
      try connection.write { try SearchIndex.catchUp(connection) }
    }
    let workflow = try WorkflowStore.load(connection)
    faults.report(workflow.faults)
    current = CurrentWorkflow(workflow)
    latest = CurrentWorkflow(workflow)
    let publish = Self.publishing(current, latest, commits)
    writer = try WriterThread { connection in
      try SearchIndex.catchUp(connection)
    } committed: { connection in
      publish(connection)
      sweep.run(connection)
    } open: {
      try Connection(path: path, mode: .readWrite)
    }
  }

  /// The workflow of the moment.
  public var workflow: Workflow { current.workflow }

  /// A reader with a connection of its own, for one thread.
  ///
  /// - Throws: `SQLiteError`.
  public func makeReader() throws(SQLiteError) -> DeskReader {
    let connection = try Connection(path: path, mode: .readOnly)
    return DeskReader(
      connection: connection,
      current: current,
      clock: clock,
      commits: commits,
      contents: contents,
      faults: faults,
      copies: copies,
      isReadOnly: true
    )
  }

  /// Writes on the writer's thread, durable before the completion is called.
  ///
  /// - Parameters:
  ///   - job: Runs under a savepoint of its own: what it throws undoes it and nothing else.
  ///   - completion: Called once on the writer's thread, after the commit; keep it short.
  public func write(
    _ job: @escaping @Sendable (WriteContext) throws -> Void,
    completion: @escaping @Sendable (Result<Void, any Error>) -> Void
  ) {
    let told = ToldChanges()
    let end = ending(told)
    writer.submit(running(job, told)) { result in
      end(result)
      completion(result)
    }
  }

  /// Writes and waits: for commands and tests, never for a loop.
  ///
  /// - Returns: What the job gives.
  /// - Throws: What the job throws, or why it could not be committed.
  @discardableResult
  public func writeAndWait<Value: Sendable>(
    _ job: @escaping @Sendable (WriteContext) throws -> Value
  ) throws -> Value {
    let told = ToldChanges()
    return try writer.submitAndWait(running(job, told), completion: ending(told))
  }

  /// A job as the writer runs it: under the workflow that the jobs before it left.
  private func running<Value>(
    _ job: @escaping @Sendable (WriteContext) throws -> Value,
    _ told: ToldChanges
  ) -> @Sendable (Connection) throws -> Value {
    let (latest, clock, faults, contents, sweep) = (latest, clock, faults, contents, sweep)
    let memory = memory
    return { connection in
      let context = WriteContext(
        connection: connection,
        current: latest,
        clock: clock,
        contents: contents,
        faults: faults,
        memory: memory.take()
      )
      defer { memory.keep(context.reader.memory) }
      // Also of a job that throws: what it kept has no row then.
      defer { sweep.add(context.loosened) }
      try context.reader.takeRevision()
      let value = try job(context)
      told.keep(try context.changes())
      if let workflow = context.changedWorkflow { latest.replace(with: workflow) }
      return value
    }
  }

  /// What follows a job, before who wrote it hears of it.
  ///
  /// One that is on disk is told to who follows its tickets; of one that was taken back no later one
  /// may find the workflow, nor the viewers.
  ///
  /// After a commit the two workflows are the same, whichever of its jobs were kept; after none,
  /// readers still have what is on disk.
  private func ending(_ told: ToldChanges) -> WriterThread.Completion {
    let (current, latest, events, memory) = (current, latest, events, memory)
    return { result in
      switch result {
      case .success: events.publish(told.changes)
      case .failure:
        latest.replace(with: current.workflow)
        memory.forgetViewers()
      }
    }
  }

  /// What follows a commit: readers get the workflow that is on disk now, all at once.
  ///
  /// Of several changes in one commit only the last is ever seen. Where it cannot be read, a reader
  /// finds by the revision that it has to read it for itself.
  private static func publishing(
    _ current: CurrentWorkflow,
    _ latest: CurrentWorkflow,
    _ commits: CommitCount
  ) -> WriterThread.Committed {
    { connection in
      if latest.workflow !== current.workflow {
        let writer = DeskReader(connection: connection, current: latest, clock: .system)
        try? writer.takeRevision()
        current.replace(with: latest.workflow)
      }
      commits.raise()
    }
  }

  /// Takes away the bytes that no attachment names: what a crash left.
  ///
  /// It reads a folder of as many files as there are contents, so it is for a worker, once after the
  /// start. What loses its row later is taken away after the commit that took the row.
  ///
  /// - Returns: How many there were.
  /// - Throws: `FileError`, `SQLiteError`.
  @discardableResult
  public func collectContents(with reader: DeskReader) throws -> Int {
    let before = sweep.count
    for content in try contents.contents()
    where try !AttachmentStore.names(content.sha256, in: reader.connection) {
      sweep.add([content])
      // It looks after a commit, whatever that was of.
      try writeAndWait { _ in }
    }
    if let failure = sweep.takeFailure() { throw failure }
    return sweep.count - before
  }

  /// Commits what is waiting and stops; later writes are refused.
  public func stop() { writer.stop() }
}
