import Testing

@testable import SQLite

@Suite struct MigratorTests {
  let database = TemporaryDatabase()

  static let people = Migration(version: 1, name: "people", script: "CREATE TABLE person (id)")
  static let names = Migration(
    version: 2,
    name: "names",
    script: "ALTER TABLE person ADD COLUMN name; INSERT INTO person VALUES (1, 'a')"
  )

  @Test func `runs each migration once`() throws {
    let connection = try database.writer()
    #expect(try Migrator(migrations: [Self.people]).migrate(connection) == ["people"])
    let both = Migrator(migrations: [Self.people, Self.names])
    #expect(try both.migrate(connection) == ["names"])
    #expect(try both.migrate(connection) == [])
    #expect(try connection.texts("SELECT name FROM person") == ["a"])
    #expect(try connection.numbers("PRAGMA user_version") == [2])
  }

  @Test func `says to the operator in a sentence why a database cannot be opened`() {
    #expect(
      "\(MigrationError.newerDatabase(version: 9, known: 1))"
        == "a newer guiche wrote it (version 9 of the schema; this one knows 1)"
    )
    let full = SQLiteError(code: 13, message: "database or disk is full", sql: "COMMIT\nx")
    #expect("\(full)" == "database or disk is full (SQLite 13), at COMMIT")
    #expect(
      "\(MigrationError.failed(name: "people", SQLiteError(code: 1, message: "no")))"
        == "the migration \"people\" failed: no (SQLite 1)"
    )
  }

  @Test func `refuses a newer database and leaves it`() throws {
    let connection = try database.writer()
    try Migrator(migrations: [Self.people, Self.names]).migrate(connection)
    #expect(throws: MigrationError.newerDatabase(version: 2, known: 1)) {
      try Migrator(migrations: [Self.people]).migrate(connection)
    }
    #expect(try connection.numbers("PRAGMA user_version") == [2])
  }

  @Test func `a migration that fails leaves nothing and stops`() throws {
    let connection = try database.writer()
    let broken = Migration(version: 2, name: "broken", script: "CREATE TABLE x (a); nonsense")
    let error = #expect(throws: MigrationError.self) {
      try Migrator(migrations: [Self.people, broken]).migrate(connection)
    }
    guard case .failed(name: "broken", _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try connection.numbers("PRAGMA user_version") == [1])
    #expect(try connection.texts("SELECT name FROM sqlite_schema") == ["person"])
    #expect(!connection.isInTransaction)
  }

  @Test func `refuses a list that is not numbered from one`() throws {
    let connection = try database.writer()
    #expect(throws: MigrationError.misnumbered(name: "names")) {
      try Migrator(migrations: [Self.names]).migrate(connection)
    }
  }
}
