public import SQLite

extension DeskReader {
  /// Rises whenever anything changed that decides who a viewer is, by whatever program.
  ///
  /// Who follows events over a long time finds out by it when to look again at who they are.
  ///
  /// - Throws: `SQLiteError`.
  public func accessRevision() throws(SQLiteError) -> Int64 {
    try connection.first(Self.accessRevision) { (row) throws(SQLiteError) in row.int(0) } ?? 0
  }

  private static let accessRevision = Query("SELECT number FROM access_revision WHERE id = 1")
}
