import CSQLite

extension Connection {
  /// Reads all rows of a query.
  ///
  /// - Parameters:
  ///   - query: The statement.
  ///   - values: What is bound, the first to `?1`; exactly as many as the statement asks for.
  ///   - each: Gets every row in turn; what it throws ends the reading.
  /// - Throws: ``SQLiteError``.
  public func rows(
    _ query: Query,
    _ values: (any Bindable)?...,
    each: (borrowing Row) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    try rows(query, binding: values, each: each)
  }

  /// Reads all rows of a query whose values come as an array.
  public func rows(
    _ query: Query,
    binding values: [(any Bindable)?],
    each: (borrowing Row) throws(SQLiteError) -> Void
  ) throws(SQLiteError) {
    try run(query, values) { (statement) throws(SQLiteError) in
      while try step(statement, of: query) { try each(unsafe Row(statement.handle)) }
    }
  }

  /// Reads the first row of a query; `nil` where there is none.
  public func first<Value>(
    _ query: Query,
    _ values: (any Bindable)?...,
    read: (borrowing Row) throws(SQLiteError) -> Value
  ) throws(SQLiteError) -> Value? {
    try first(query, binding: values, read: read)
  }

  /// Reads the first row of a query whose values come as an array; `nil` where there is none.
  public func first<Value>(
    _ query: Query,
    binding values: [(any Bindable)?],
    read: (borrowing Row) throws(SQLiteError) -> Value
  ) throws(SQLiteError) -> Value? {
    try run(query, values) { (statement) throws(SQLiteError) -> Value? in
      guard try step(statement, of: query) else { return nil }
      return try read(unsafe Row(statement.handle))
    }
  }

  /// Runs a statement for what it changes.
  ///
  /// - Returns: How many rows were inserted, changed or deleted, those by triggers and cascades
  ///   not counted.
  @discardableResult
  public func run(_ query: Query, _ values: (any Bindable)?...) throws(SQLiteError) -> Int {
    try run(query, binding: values)
  }

  /// Runs a statement, whose values come as an array, for what it changes.
  @discardableResult
  public func run(
    _ query: Query,
    binding values: [(any Bindable)?]
  ) throws(SQLiteError) -> Int {
    try run(query, values) { (statement) throws(SQLiteError) in
      while try step(statement, of: query) {}
    }
    return unsafe Int(sqlite3_changes64(handle))
  }

  /// How SQLite would run a query, a line a step.
  ///
  /// Nothing is run, and the statement is not kept.
  public func plan(of query: Query) throws(SQLiteError) -> [String] {
    let explained = Query("EXPLAIN QUERY PLAN " + query.sql)
    let statement = try Statement(explained, on: self)
    defer { statement.finalize() }
    var steps: [String] = []
    while try step(statement, of: explained) {
      steps.append(unsafe Row(statement.handle).text(3) ?? "")
    }
    return steps
  }

  private func run<Result>(
    _ query: Query,
    _ values: [(any Bindable)?],
    _ body: (Statement) throws(SQLiteError) -> Result
  ) throws(SQLiteError) -> Result {
    let (statement, isCached) = try lease(query)
    defer { giveBack(statement, of: query, isCached: isCached) }
    try statement.bind(values, of: query, on: self)
    if let deadline, Connection.hasPassed(deadline) {
      throw SQLiteError(code: SQLITE_INTERRUPT, message: "interrupted", sql: query.sql)
    }
    statistics.countRun(of: query)
    onStatement?(query.sql)
    trace?.ran(query)
    return try body(statement)
  }

  /// Goes to the next row; `false` where there is none.
  private func step(_ statement: Statement, of query: Query) throws(SQLiteError) -> Bool {
    switch unsafe sqlite3_step(statement.handle) {
    case SQLITE_ROW:
      statistics.rows += 1
      trace?.gave(rowOf: query)
      return true
    case SQLITE_DONE:
      return false
    case let code:
      throw failure(code, sql: query.sql)
    }
  }
}
