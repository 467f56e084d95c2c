import SQLite

/// Keeps the indexes of words true to the texts.
///
/// Triggers note what was changed, whoever changed it; this does the rest in the same transaction,
/// once for all jobs of a commit: each savepoint would make the index write its words to its pages.
///
/// - Source: R69, R70.
enum SearchIndex {
  /// Brings the indexes up to date with all that was written over the connection.
  ///
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(changed texts); one statement where nothing changed.
  static func catchUp(_ connection: Connection) throws(SQLiteError) {
    let pending = try pending(connection)
    if pending & 1 != 0 {
      for query in ticketSteps { try connection.run(query) }
    }
    if pending & 2 != 0 {
      for query in articleSteps { try connection.run(query) }
    }
  }

  /// Whether something was written that the indexes do not know yet.
  static func isBehind(_ connection: Connection) throws(SQLiteError) -> Bool {
    try pending(connection) != 0
  }

  /// 1 for tickets and 2 for articles, together.
  private static func pending(_ connection: Connection) throws(SQLiteError) -> Int64 {
    try connection.first(isPending) { (row) throws(SQLiteError) in row.int(0) } ?? 0
  }

  private static let isPending = Query(
    """
    SELECT EXISTS (SELECT 1 FROM search_pending) + 2 * EXISTS (SELECT 1 FROM article_pending)
    """
  )

  /// Takes out what was indexed, puts in what is there now.
  private static let ticketSteps = [
    Query(
      """
      INSERT INTO search_index (search_index, rowid, words, scope)
        SELECT 'delete', id, words, scope FROM search_pending WHERE words IS NOT NULL
      """
    ),
    Query(
      """
      INSERT INTO search_index (rowid, words, scope)
        SELECT now.id, now.words, now.scope
        FROM search_pending CROSS JOIN search_content AS now ON now.id = search_pending.id
        WHERE now.words IS NOT NULL
      """
    ),
    Query("DELETE FROM search_pending"),
  ]

  private static let articleSteps = [
    Query(
      """
      INSERT INTO article_index (article_index, rowid, title, body)
        SELECT 'delete', id, title, body FROM article_pending WHERE title IS NOT NULL
      """
    ),
    Query(
      """
      INSERT INTO article_index (rowid, title, body)
        SELECT article.id, article.title, article.body
        FROM article_pending CROSS JOIN article ON article.id = article_pending.id
      """
    ),
    Query("DELETE FROM article_pending"),
  ]
}

extension DeskReader {
  /// Has the indexes know what the transaction wrote so far: precedes every question to them.
  ///
  /// Where nothing can be written they know everything that is seen.
  func catchUpWords() throws(SQLiteError) {
    if !isReadOnly { try SearchIndex.catchUp(connection) }
  }
}
