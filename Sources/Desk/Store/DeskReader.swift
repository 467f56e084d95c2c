public import Bytes
public import SQLite

/// Reads what a viewer may see, and nothing else.
///
/// Each thread has its own, with its own connection; one thread at a time uses it. Everything that
/// it gives out has passed the one scope of visible tickets, and what rules govern comes sealed.
///
/// - Source: the first law of the house; F1, L20.
public final class DeskReader {
  let connection: Connection
  let clock: Clock
  /// Told of what cannot be read.
  let faults: FaultLog
  private let current: CurrentWorkflow
  /// The workflow under which everything is read until the next ``snapshot(_:)``.
  public private(set) var workflow: Workflow
  /// The workflows of the past that were asked for last.
  var pastWorkflows: [PastRules: Workflow] = [:]

  /// What is hidden from whoever searched last; made again for another workflow or viewer.
  var hiddenTexts: HiddenTexts?

  /// Whether nothing can be written over its connection.
  let isReadOnly: Bool
  /// What stays true from one request to the next.
  var memory: ReaderMemory
  /// How many rows the connection had changed when the viewers were found to be true; `nil` where
  /// they were not.
  private var trueAt: Int64?
  /// SQLite's number for what was committed by others when ``refresh()`` looked last.
  private var dataVersion: Int64?
  private let commits: CommitCount
  /// Asked before the whole desk is copied.
  let copies: CopyGate
  /// Where the bytes of attachments are.
  public let contents: ContentStore
  /// How many commits there were before the open turn began; `nil` where none is open.
  private var turn: Int?

  init(
    connection: Connection,
    current: CurrentWorkflow,
    clock: Clock,
    commits: CommitCount = CommitCount(),
    contents: ContentStore = ContentStore(folder: ""),
    faults: FaultLog = .silent,
    copies: CopyGate = CopyGate(),
    memory: ReaderMemory = ReaderMemory(),
    isReadOnly: Bool = false
  ) {
    self.connection = connection
    self.current = current
    self.clock = clock
    self.commits = commits
    self.contents = contents
    self.faults = faults
    self.copies = copies
    self.isReadOnly = isReadOnly
    self.memory = memory
    workflow = current.workflow
  }

  /// Reads with one state of the database and one workflow from beginning to end.
  ///
  /// Inside a write it is a part of that, and sees what was written.
  ///
  /// - Throws: `SQLiteError`.
  public func snapshot<Value>(
    _ body: () throws(SQLiteError) -> Value
  ) throws(SQLiteError) -> Value {
    if isReadOnly, turn == nil { workflow = current.workflow }
    return try connection.read(body)
  }

  /// Begins to read for the requests of one turn of a loop, or goes on with the turn that is open.
  ///
  /// They share one read transaction, and what was remembered is checked once for all of them. A
  /// turn ends early where something was committed since: who was told of a commit finds it with
  /// the next request, whichever loop that comes to. What another process commits is seen by the
  /// next turn, a few milliseconds later.
  ///
  /// - Throws: `SQLiteError`; no turn is open then.
  public func openTurn() throws(SQLiteError) {
    guard isReadOnly else { return }
    let before = commits.count
    if turn == before, connection.isInTransaction { return }
    closeTurn()
    try connection.beginReading()
    do throws(SQLiteError) {
      try refresh()
      turn = before
    } catch {
      connection.endReading()
      throw error
    }
  }

  /// Whether something was committed since the open turn began, so that ``openTurn()`` begins another.
  public var isTurnOver: Bool { turn != commits.count }

  /// Ends the turn of ``openTurn()``; it must not stay open while a loop waits, for it keeps SQLite
  /// from reusing its log.
  public func closeTurn() {
    guard turn != nil else { return }
    turn = nil
    connection.endReading()
  }

  /// Drops what is remembered if anything was committed since, by whatever connection or process.
  ///
  /// It precedes every request, with the look for who asks. A write begins with ``takeRevision()``
  /// instead.
  func refresh() throws(SQLiteError) {
    guard isReadOnly, turn == nil else { return }
    let version = try connection.first(Self.dataVersion) { (row) throws(SQLiteError) in row.int(0) }
    guard version != dataVersion || version == nil else { return }
    trueAt = nil
    // A configuration that cannot be read is read again by the next request.
    dataVersion = try followRevision() ? version : nil
  }

  /// Reads the configuration again where another process changed it.
  ///
  /// One that changed and cannot be read hides everything that is governed until it can be: the rules
  /// of before may be laxer than those of now (L21).
  ///
  /// - Returns: Whether the workflow is the one of the database.
  /// - Throws: `SQLiteError` for a reading that was interrupted, which says nothing of the rules.
  @discardableResult
  func followRevision() throws(SQLiteError) -> Bool {
    try takeConfiguration { current.advance(to: $0) }
  }

  /// Takes the configuration as the transaction of a write has it, whatever was remembered.
  ///
  /// A writer follows its transaction in both directions: one that was taken back leaves an older
  /// revision than what was made in it.
  func takeRevision() throws(SQLiteError) { try takeConfiguration { current.replace(with: $0) } }

  /// Whether what is remembered of viewers is what the transaction would find: not after a change of
  /// its own.
  var isRemembering: Bool { trueAt == connection.changedRows }

  @discardableResult
  private func takeConfiguration(
    _ keep: (Workflow) -> Void
  ) throws(SQLiteError) -> Bool {
    var found = current.workflow.revision
    do throws(SQLiteError) {
      let read = try connection.first(Self.revision) { (row) throws(SQLiteError) in
        (row.exactInt(0), access: row.exactInt(1))
      }
      memory.viewers.follow(read?.access)
      trueAt = read?.access == nil ? nil : connection.changedRows
      guard let revision = read?.0 else {
        close(at: "settings", revision: found)
        return false
      }
      found = revision
      if revision != current.workflow.revision || current.workflow.policy.isClosed {
        let workflow = try WorkflowStore.load(connection)
        faults.report(workflow.faults)
        keep(workflow)
      }
    } catch {
      if error.isInterrupted || error.isBusy { throw error }
      close(at: "\(error)", revision: found)
      return false
    }
    workflow = current.workflow
    return true
  }

  /// Goes on without the rules: everything governed is hidden, and nothing is written.
  ///
  /// It does so for all readers, for a worker's never looks for a change itself.
  private func close(at place: String, revision: Int64) {
    faults.report(DeskFault(.configuration, at: place, revision: revision))
    current.close()
    workflow = current.workflow
  }

  private static let dataVersion = Query("PRAGMA data_version")
  private static let revision = Query(
    """
    SELECT revision, (SELECT number FROM access_revision WHERE id = 1) FROM settings WHERE id = 1
    """
  )

  /// Reads under another workflow: the one that the same transaction made.
  func use(_ workflow: Workflow) { self.workflow = workflow }

  /// The moment that sessions end by.
  public var now: Instant { clock.now() }

  /// What the connection did so far; tests count their SQL with it.
  public var statistics: Statistics { connection.statistics }

  /// The statement of a key, made the first time that it is asked for.
  func query(_ key: Int, _ make: () -> Query) -> Query {
    if let query = memory.ticketQueries[key] { return query }
    let query = make()
    memory.ticketQueries[key] = query
    return query
  }

  /// The moment, in `Clock.monotonicNanoseconds`, after which reading is interrupted.
  public var deadline: Int64? {
    get { connection.deadline }
    set { connection.deadline = newValue }
  }

  /// Whether that moment has passed.
  public var isOverdue: Bool { deadline.map { $0 <= Clock.monotonicNanoseconds() } ?? false }
}
