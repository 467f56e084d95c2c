/// SQLite refused.
///
/// - Source: [Result and error codes](https://www.sqlite.org/rescode.html).
public struct SQLiteError: Error, Hashable, Sendable {
  /// The extended result code, for example 2067 for `SQLITE_CONSTRAINT_UNIQUE`.
  public let code: Int32
  /// SQLite's own English sentence, for the log and never for a client.
  public let message: String
  /// The statement's text with `?1` for its values, so that no person's data is logged.
  public let sql: String?
}
