import CSQLite

extension Connection {
  /// The query's statement, ready for its values.
  ///
  /// A query that runs inside a row of its own gets a second statement for that time.
  ///
  /// - Complexity: O(1) after the first time.
  func lease(_ query: Query) throws(SQLiteError) -> (Statement, isCached: Bool) {
    if query.number < statements.count, let known = statements[query.number] {
      guard !known.isRunning else { return (try Statement(query, on: self), false) }
      statements[query.number]?.isRunning = true
      return (known, true)
    }
    var made = try Statement(query, on: self)
    made.isRunning = true
    if statementCount >= Limits.cachedStatements { forgetIdleStatements() }
    while statements.count <= query.number { statements.append(nil) }
    statements[query.number] = made
    statementCount += 1
    return (made, true)
  }

  /// Ends a run: the rows are let go of and the values forgotten.
  func giveBack(_ statement: Statement, of query: Query, isCached: Bool) {
    guard isCached else { return statement.finalize() }
    unsafe sqlite3_reset(statement.handle)
    if statement.parameterCount > 0 { unsafe sqlite3_clear_bindings(statement.handle) }
    statements[query.number]?.isRunning = false
  }

  func finalizeStatements() {
    for statement in statements { statement?.finalize() }
    statements = []
    statementCount = 0
  }

  /// Makes room when the cache is full: those in use come back at once, and a full cache is rare.
  private func forgetIdleStatements() {
    for (number, statement) in statements.enumerated() {
      guard let statement, !statement.isRunning else { continue }
      statement.finalize()
      statements[number] = nil
      statementCount -= 1
    }
  }
}
