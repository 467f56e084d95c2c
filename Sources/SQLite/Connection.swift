import CSQLite
import Glibc

/// A connection to a database file.
///
/// One thread at a time uses it: it is not `Sendable`, and SQLite is told not to lock for it. It
/// keeps each ``Query``'s prepared statement.
///
/// - Source: [C interface](https://www.sqlite.org/c3ref/intro.html).
@safe public final class Connection {
  /// What a connection may do.
  public enum Mode: Hashable, Sendable {
    /// Reads; the file has to be there.
    case readOnly
    /// Reads and writes; the file is made where it is missing, for its owner's eyes alone.
    case readWrite
  }

  let handle: OpaquePointer
  /// By the query's number.
  var statements: [Statement?] = []
  var statementCount = 0
  /// The moment the progress handler compares with; `.max` is never.
  ///
  /// SQLite holds the pointer.
  private let deadlineCell: UnsafeMutablePointer<Int64>
  public internal(set) var statistics = Statistics()
  /// Told the text of every statement that is run, for `explain` and tests.
  public var onStatement: ((String) -> Void)?
  /// Counts what the statements do, for `explain`; `nil` costs a comparison a row.
  public var trace: StatementTrace?

  /// Done once in a process: the library counts no memory.
  ///
  /// It would take one lock of the process for each piece of memory that it takes or gives back, and
  /// Debian's takes many, for it is built without an allocator of each connection's own. Where something
  /// else of the process has used the library before, it goes on to count.
  private static let prepareLibrary: Void = {
    _ = csqlite_count_no_memory()
  }()

  /// Opens a database and sets what every connection of the house has.
  ///
  /// - Parameters:
  ///   - path: A file, or `:memory:`.
  ///   - mode: What it may do.
  /// - Throws: ``SQLiteError``, for example where the file is no database.
  public init(path: String, mode: Mode) throws(SQLiteError) {
    _ = Connection.prepareLibrary
    if mode == .readWrite, path != ":memory:" { Connection.makePrivateFile(path) }
    let access =
      switch mode {
      case .readOnly: SQLITE_OPEN_READONLY
      case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
      }
    var opened: OpaquePointer?
    let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard let connection = unsafe opened else {
      throw SQLiteError(code: SQLITE_NOMEM, message: "out of memory")
    }
    guard code == SQLITE_OK else {
      let message = unsafe String(cString: sqlite3_errmsg(connection))
      unsafe sqlite3_close_v2(connection)
      throw SQLiteError(code: code, message: message)
    }
    unsafe handle = connection
    unsafe deadlineCell = .allocate(capacity: 1)
    unsafe deadlineCell.initialize(to: .max)
    try configure(mode)
  }

  deinit {
    finalizeStatements()
    unsafe sqlite3_close_v2(handle)
    unsafe deadlineCell.deallocate()
  }

  /// The moment, in `Clock.monotonicNanoseconds`, after which statements are interrupted; `nil` is
  /// never.
  ///
  /// A statement that runs is stopped within some thousand steps, one that has not begun is not
  /// begun; both throw an error that ``SQLiteError/isInterrupted``.
  public var deadline: Int64? {
    get { unsafe deadlineCell.pointee == .max ? nil : deadlineCell.pointee }
    set { unsafe deadlineCell.pointee = newValue ?? .max }
  }

  /// The row number of the last row that was inserted.
  public var lastInsertRowID: Int64 { unsafe sqlite3_last_insert_rowid(handle) }

  /// How many rows were inserted, changed or deleted since it was opened, by triggers and cascades
  /// too.
  public var changedRows: Int64 { unsafe sqlite3_total_changes64(handle) }

  /// A transaction is open.
  public var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Runs a text of many statements that give no rows: migrations and pragmas.
  public func execute(_ script: String) throws(SQLiteError) {
    statistics.runs += 1
    onStatement?(script)
    let code = unsafe sqlite3_exec(handle, script, nil, nil, nil)
    guard code == SQLITE_OK else { throw failure(code, sql: script) }
  }

  /// Copies the log into the file and cuts it to nothing, where nobody reads from it just now.
  ///
  /// It waits for nobody, and what it cannot do is done another time.
  func emptyLog() {
    unsafe sqlite3_busy_timeout(handle, 0)
    unsafe sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    unsafe sqlite3_busy_timeout(handle, Limits.busyTimeout)
  }

  /// What SQLite says about a failure, with the statement's text.
  func failure(_ code: Int32, sql: String?) -> SQLiteError {
    SQLiteError(code: code, message: unsafe String(cString: sqlite3_errmsg(handle)), sql: sql)
  }

  /// SQLite would make the file readable for all, and gives its log the same rights.
  ///
  /// A file that is there is not opened: to close it again would take away every lock that this process
  /// has on it, and another program would take the log for one that nobody uses and remove it.
  ///
  /// - Source: [How To Corrupt](https://www.sqlite.org/howtocorrupt.html), section 2.2.
  private static func makePrivateFile(_ path: String) {
    let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 { _ = close(descriptor) }
  }

  private func configure(_ mode: Mode) throws(SQLiteError) {
    unsafe sqlite3_busy_timeout(handle, Limits.busyTimeout)
    _ = unsafe sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Limits.valueLength)
    _ = unsafe sqlite3_limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, Limits.patternLength)
    for (option, value) in [
      (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
      (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
      (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
    ] as [(Int32, Int32)] {
      let code = unsafe csqlite_configure(handle, option, value)
      guard code == SQLITE_OK else { throw failure(code, sql: nil) }
    }
    unsafe sqlite3_progress_handler(
      handle,
      Limits.stepsPerLook,
      { cell in
        let deadline = unsafe cell?.load(as: Int64.self) ?? .max
        return Connection.hasPassed(deadline) ? 1 : 0
      },
      deadlineCell
    )
    // The file is not mapped into memory: SQLite drops the whole map of every connection at each commit
    // of another one, and all processors have to forget it.
    try execute("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -\(Limits.pageCache);")
    switch mode {
    case .readOnly:
      // The second one reads the file, so that one which is no database is found here.
      try execute("PRAGMA query_only = ON; PRAGMA user_version;")
    case .readWrite:
      try execute(
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA journal_size_limit = \(Limits.journalSize);
        PRAGMA wal_autocheckpoint = \(Limits.checkpointPages);
        """
      )
    }
    statistics = Statistics()
  }
}
