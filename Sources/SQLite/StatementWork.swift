import CSQLite

/// What SQLite did for the statements that a connection keeps, for measurements.
///
/// - Source: [Status of prepared statements](https://www.sqlite.org/c3ref/c_stmtstatus_counter.html).
public struct StatementWork: Hashable, Sendable {
  /// Steps of SQLite's machine: the same for the same data, whatever else the computer does.
  public var steps = 0
  /// Rows that were passed on the way through a whole table.
  public var scanned = 0
  /// Times that rows were sorted.
  public var sorts = 0

  public static func - (left: StatementWork, right: StatementWork) -> StatementWork {
    StatementWork(
      steps: left.steps - right.steps,
      scanned: left.scanned - right.scanned,
      sorts: left.sorts - right.sorts
    )
  }
}

extension Connection {
  /// What was done for all statements that are kept; those that were forgotten no longer count.
  ///
  /// - Complexity: O(statements).
  public var work: StatementWork {
    var work = StatementWork()
    for statement in statements {
      guard let handle = unsafe statement?.handle else { continue }
      work.steps += unsafe Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_VM_STEP, 0))
      work.scanned += unsafe Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0))
      work.sorts += unsafe Int(sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_SORT, 0))
    }
    return work
  }
}
