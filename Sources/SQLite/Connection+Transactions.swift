extension Connection {
  private static let begin = Query("BEGIN")
  private static let beginImmediate = Query("BEGIN IMMEDIATE")
  private static let commit = Query("COMMIT")
  private static let rollback = Query("ROLLBACK")
  // Savepoints of one name nest: the innermost is meant.
  private static let savepoint = Query("SAVEPOINT nested")
  private static let release = Query("RELEASE nested")
  private static let rollbackToSavepoint = Query("ROLLBACK TO nested")

  /// Reads in one transaction: all statements of the body see the same state of the database.
  ///
  /// Inside another transaction it is a part of that one.
  public func read<Value>(
    _ body: () throws(SQLiteError) -> Value
  ) throws(SQLiteError) -> Value {
    guard !isInTransaction else { return try body() }
    try beginReading()
    defer { endReading() }
    return try body()
  }

  /// Begins what ``read(_:)`` does for a time that is no closure's, such as a turn of a loop.
  ///
  /// The state that is seen is fixed by the first statement.
  public func beginReading() throws(SQLiteError) {
    try run(Self.begin)
  }

  /// Ends the transaction of ``beginReading()``; a second time does nothing.
  public func endReading() {
    guard isInTransaction else { return }
    // Nothing was written, so a commit that cannot be made loses nothing.
    let deadline = deadline
    self.deadline = nil
    do { try run(Self.commit) } catch { rollBack() }
    self.deadline = deadline
  }

  /// Writes in one transaction that is durable when this returns; what the body throws undoes it.
  public func write<Value>(_ body: () throws -> Value) throws -> Value {
    try beginWriting()
    do {
      let value = try body()
      try commitWriting()
      return value
    } catch {
      rollBack()
      throw error
    }
  }

  /// Undoes what the body did when it throws, and only that; nested as deep as one likes.
  public func nested<Value>(_ body: () throws -> Value) throws -> Value {
    try openSavepoint()
    do {
      let value = try body()
      try closeSavepoint(keeping: true)
      return value
    } catch {
      try closeSavepoint(keeping: false)
      throw error
    }
  }

  /// Begins what ``nested(_:)`` does where a closure does not fit; closed innermost first.
  public func openSavepoint() throws(SQLiteError) {
    try run(Self.savepoint)
  }

  /// Ends the innermost savepoint and keeps or undoes what was written since.
  ///
  /// A deadline does not keep it from being done.
  public func closeSavepoint(keeping: Bool) throws(SQLiteError) {
    let deadline = deadline
    self.deadline = nil
    defer { self.deadline = deadline }
    if !keeping { try run(Self.rollbackToSavepoint) }
    try run(Self.release)
  }

  func beginWriting() throws(SQLiteError) {
    try run(Self.beginImmediate)
  }

  func commitWriting() throws(SQLiteError) {
    try run(Self.commit)
  }

  /// Undoes the open transaction, where SQLite has not done so itself.
  func rollBack() {
    guard isInTransaction else { return }
    let deadline = deadline
    self.deadline = nil
    defer { self.deadline = deadline }
    do { try run(Self.rollback) } catch {}
  }
}
