public import SQLite

/// What the statements of one operation did, and for which section of it.
public final class StatementTracing {
  private let connection: Connection
  private let trace = StatementTrace()
  private let former: StatementTrace?

  init(_ connection: Connection) {
    self.connection = connection
    former = connection.trace
    connection.trace = trace
  }

  /// What is worked on now; -1 is nothing in particular.
  public var section: Int {
    get { trace.section }
    set { trace.section = newValue }
  }

  /// Ends the tracing: what is run from now on is not counted.
  public func end() { connection.trace = former }

  /// What one statement did in one section.
  public struct Work: Hashable, Sendable {
    public let section: Int
    /// The statement, with `?1` where its values come.
    public let sql: String
    public let runs: Int
    /// Rows that it gave.
    public let rows: Int
    let query: Query
  }

  /// What was done, in the order in which it was begun; without transactions and savepoints.
  public var work: [Work] {
    trace.uses.compactMap { use in
      guard Self.verbs.contains(where: use.query.sql.hasPrefix) else { return nil }
      return Work(
        section: use.section,
        sql: use.query.sql,
        runs: use.runs,
        rows: use.rows,
        query: use.query
      )
    }
  }

  /// How SQLite runs a statement, a line a step.
  ///
  /// - Throws: `SQLiteError`, for example where the deadline has come.
  public func plan(of work: Work) throws(SQLiteError) -> [String] {
    try connection.plan(of: work.query)
  }

  private static let verbs = ["SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "REPLACE"]
}

extension DeskReader {
  /// Begins to count what this reader's statements do.
  ///
  /// - Returns: The tracing, which whoever began it ends.
  public func traceStatements() -> StatementTracing { StatementTracing(connection) }
}
