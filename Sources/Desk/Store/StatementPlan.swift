public import SQLite

/// How SQLite runs one statement of a read.
public struct StatementPlan: Hashable, Sendable {
  /// The statement, with `?1` where its values come.
  public let sql: String
  /// What `EXPLAIN QUERY PLAN` says, a line a step.
  public let steps: [String]

  init(sql: String, steps: [String]) {
    self.sql = sql
    self.steps = steps
  }

  /// The steps that cost more the more data there is: a scan of what grows, and sorting.
  ///
  /// A table may stand here under another name, so it is not asked what grows but what does not.
  ///
  /// - Source: [EXPLAIN QUERY PLAN](https://www.sqlite.org/eqp.html).
  public var faults: [String] { steps.filter(Self.isFault) }

  private static func isFault(_ step: String) -> Bool {
    if step.contains("USE TEMP B-TREE") || step.contains("AUTOMATIC") { return true }
    let words = step.split(separator: " ")
    guard words.first == "SCAN", words.count > 1 else { return false }
    // A search in an index of words is told as a scan, with what it searches by behind the colon.
    if step.contains(" VIRTUAL TABLE INDEX ") { return step.hasSuffix(" 0:") }
    return !steady.contains(String(words[1]))
  }

  /// What does not grow with the tickets or the people: the workflow, the counts by type, the articles
  /// that administrators write, and what a statement makes for itself of a few values.
  private static let steady: Set<String> = [
    "CONSTANT", "viewer", "ticket_count", "ticket_group", "ticket_type", "step", "transition",
    "transition_reason", "forward_reason", "parameter", "parameter_choice", "profile",
    "profile_permission", "profile_blocked_type", "settings", "article",
  ]
}

extension DeskReader {
  /// Runs a body and explains every statement that it ran.
  ///
  /// - Parameter body: Reads with this reader.
  /// - Returns: A plan for each text, in the order in which they were run first.
  /// - Throws: `SQLiteError`.
  public func explain(
    _ body: () throws(SQLiteError) -> Void
  ) throws(SQLiteError) -> [StatementPlan] {
    var statements: [String] = []
    let former = connection.onStatement
    connection.onStatement = { sql in
      if !statements.contains(sql) { statements.append(sql) }
    }
    defer { connection.onStatement = former }
    try body()
    connection.onStatement = nil
    var plans: [StatementPlan] = []
    for sql in statements where sql.hasPrefix("SELECT") || sql.hasPrefix("WITH") {
      plans.append(StatementPlan(sql: sql, steps: try connection.plan(of: Query(sql))))
    }
    return plans
  }

  /// What SQLite did for this reader's statements so far.
  public var work: StatementWork { connection.work }
}
