/// One step of the schema.
public struct Migration: Sendable {
  /// The version of the schema after it: 1 for the first, one more for each.
  public let version: Int
  /// What it adds, for the log.
  public let name: String
  /// Its statements.
  public let script: String

  public init(version: Int, name: String, script: String) {
    self.version = version
    self.name = name
    self.script = script
  }
}

/// Why a database could not be brought to the program's version.
public enum MigrationError: Error, Hashable, Sendable {
  /// A newer program wrote the database; this one would misread it.
  case newerDatabase(version: Int, known: Int)
  /// The list's versions are not 1, 2, 3, …: a mistake of ours.
  case misnumbered(name: String)
  /// A migration's statement failed; the database stands at the version before it.
  case failed(name: String, SQLiteError)
  /// The version could not be read.
  case unreadable(SQLiteError)
}

extension MigrationError: CustomStringConvertible {
  /// A sentence for the operator.
  public var description: String {
    switch self {
    case .newerDatabase(let version, let known):
      "a newer guiche wrote it (version \(version) of the schema; this one knows \(known))"
    case .misnumbered(let name): "the migration \"\(name)\" is out of order"
    case .failed(let name, let error): "the migration \"\(name)\" failed: \(error)"
    case .unreadable(let error): "its version cannot be read: \(error)"
    }
  }
}

/// Brings a database to the program's version of the schema.
///
/// The version is SQLite's `user_version`; a new file has 0.
public struct Migrator: Sendable {
  private let migrations: [Migration]

  /// - Parameter migrations: All there ever were, in order.
  public init(migrations: [Migration]) { self.migrations = migrations }

  /// Runs what is missing, each migration in a transaction of its own.
  ///
  /// Two programs that start at once run each migration once: the version is read under the lock.
  ///
  /// - Returns: The names of the migrations that were run.
  @discardableResult
  public func migrate(_ connection: Connection) throws(MigrationError) -> [String] {
    for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
      throw .misnumbered(name: migration.name)
    }
    let found = try version(of: connection)
    guard found <= migrations.count else {
      throw .newerDatabase(version: found, known: migrations.count)
    }
    var names: [String] = []
    for migration in migrations.dropFirst(max(found, 0)) where try run(migration, on: connection) {
      names.append(migration.name)
    }
    return names
  }

  private func run(
    _ migration: Migration,
    on connection: Connection
  ) throws(MigrationError) -> Bool {
    do {
      try connection.beginWriting()
      guard try Self.version(of: connection) < migration.version else {
        connection.rollBack()
        return false
      }
      try connection.execute(migration.script)
      try connection.execute("PRAGMA user_version = \(migration.version)")
      try connection.commitWriting()
      return true
    } catch {
      connection.rollBack()
      throw .failed(name: migration.name, error)
    }
  }

  private func version(of connection: Connection) throws(MigrationError) -> Int {
    do { return try Self.version(of: connection) } catch { throw .unreadable(error) }
  }

  private static let userVersion = Query("PRAGMA user_version")

  private static func version(of connection: Connection) throws(SQLiteError) -> Int {
    try connection.first(userVersion) { row in Int(row.int(0)) } ?? 0
  }
}
