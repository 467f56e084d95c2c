public import Bytes
public import SQLite

/// What an action runs in: the writer's connection, inside a transaction that is its own.
///
/// Its ``reader`` sees what was written so far, under the steps and rules of that moment, so a
/// payload is read by the same code as everything else (L8).
public final class WriteContext {
  let connection: Connection
  public let clock: Clock
  /// Reads inside the transaction.
  public let reader: DeskReader
  /// The workflow as the action changed it; `nil` where it did not.
  private(set) var changedWorkflow: Workflow?
  /// What is done to tickets, for who follows them.
  var notes = ChangeNotes()
  /// Contents that may have no row when this is over: they were kept just now, or their row was
  /// deleted.
  private(set) var loosened: [ContentStore.Content] = []
  /// The workflows to go back to where an open part of the write is taken back, innermost last.
  private var parts: [(workflow: Workflow, changed: Workflow?)] = []

  init(
    connection: Connection,
    current: CurrentWorkflow,
    clock: Clock,
    contents: ContentStore = ContentStore(folder: ""),
    faults: FaultLog = .silent,
    memory: ReaderMemory = ReaderMemory()
  ) {
    self.connection = connection
    self.clock = clock
    reader = DeskReader(
      connection: connection,
      current: current,
      clock: clock,
      contents: contents,
      faults: faults,
      memory: memory
    )
  }

  public var workflow: Workflow { reader.workflow }

  /// Has a content looked at after the commit: it goes where no row names it then.
  func loosen(_ sha256: [UInt8]) {
    loosened.append(
      ContentStore.Content(path: reader.contents.path(of: sha256), sha256: sha256)
    )
  }

  /// Reads the configuration again, after it was changed; readers get it after the commit.
  func reloadWorkflow() throws(SQLiteError) {
    try connection.run(Self.countRevision)
    let workflow = try WorkflowStore.load(connection)
    changedWorkflow = workflow
    reader.faults.report(workflow.faults)
    reader.use(workflow)
  }

  private static let countRevision = Query("UPDATE settings SET revision = revision + 1")
}

extension WriteContext {
  /// Begins a part of the write that can be taken back alone; closed innermost first.
  ///
  /// - Throws: `SQLiteError`.
  public func openSavepoint() throws(SQLiteError) {
    try connection.openSavepoint()
    parts.append((workflow, changedWorkflow))
    notes.openPart()
  }

  /// Ends the innermost such part, and keeps or takes back what it wrote: the workflow too.
  ///
  /// - Throws: `SQLiteError`.
  public func closeSavepoint(keeping: Bool) throws(SQLiteError) {
    try connection.closeSavepoint(keeping: keeping)
    notes.closePart(keeping: keeping)
    if keeping, notes.isWhole { try settleChanges() }
    guard let part = parts.popLast(), !keeping else { return }
    changedWorkflow = part.changed
    reader.use(part.workflow)
  }
}
