import CSQLite

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

  public init(code: Int32, message: String, sql: String? = nil) {
    self.code = code
    self.message = message
    self.sql = sql
  }

  /// The code without its extension, for example 19 for every `SQLITE_CONSTRAINT_…`.
  public var primaryCode: Int32 { code & 0xFF }
  /// Another connection held the lock for too long.
  public var isBusy: Bool { primaryCode == SQLITE_BUSY }
  /// The connection's deadline passed.
  public var isInterrupted: Bool { primaryCode == SQLITE_INTERRUPT }
  /// A value breaks a constraint of the schema.
  public var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }
  /// A value that has to be the only one is there already.
  public var isUnique: Bool {
    code == SQLITE_CONSTRAINT | (8 << 8) || code == SQLITE_CONSTRAINT | (6 << 8)
  }
  /// A key names a row that is not there, or a row is still named by another.
  public var isForeignKey: Bool { code == SQLITE_CONSTRAINT | (3 << 8) }
}

extension SQLiteError: CustomStringConvertible {
  /// SQLite's sentence with its code and the first line of the statement, for the log and the
  /// operator.
  public var description: String {
    let statement = sql?.split(separator: "\n").first.map { ", at \($0)" } ?? ""
    return "\(message) (SQLite \(code))\(statement)"
  }
}
