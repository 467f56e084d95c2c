import CSQLite

extension Connection {
  private static let size = Query(
    "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
  )

  /// How many bytes the database has, as of the open transaction.
  public func databaseBytes() throws(SQLiteError) -> Int64 {
    try first(Self.size) { (row) throws(SQLiteError) in row.int(0) } ?? 0
  }

  /// A copy of the whole database in memory, as of the open transaction, with a connection of its own.
  ///
  /// Whatever is done with the copy, the database never knows; it is gone with its connection.
  ///
  /// - Throws: ``SQLiteError``.
  /// - Complexity: O(bytes), in time and in memory.
  /// - Source: [Online Backup](https://www.sqlite.org/c3ref/backup_finish.html).
  public func copyInMemory() throws(SQLiteError) -> Connection {
    let copy = try Connection(path: ":memory:", mode: .readWrite)
    guard let backup = unsafe sqlite3_backup_init(copy.handle, "main", handle, "main") else {
      throw copy.failure(unsafe sqlite3_extended_errcode(copy.handle), sql: nil)
    }
    unsafe sqlite3_backup_step(backup, -1)
    let code = unsafe sqlite3_backup_finish(backup)
    guard code == SQLITE_OK else { throw copy.failure(code, sql: nil) }
    return copy
  }
}
