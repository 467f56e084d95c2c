import Bytes
import Foundation
import Glibc
import Testing

@testable import SQLite

@Suite struct ConnectionTests {
  @Test(arguments: [
    ("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1"), ("trusted_schema", "0"),
    ("busy_timeout", "5000"), ("temp_store", "2"), ("wal_autocheckpoint", "1000"),
    ("journal_size_limit", "67108864"), ("mmap_size", "0"),
  ])
  func `sets what every writer has`(pragma: String, value: String) throws {
    let database = TemporaryDatabase()
    #expect(try database.writer().texts("PRAGMA \(pragma)") == [value])
  }

  @Test func `a reader cannot write`() throws {
    let database = TemporaryDatabase()
    try database.writer().execute("CREATE TABLE t (a)")
    let reader = try database.reader()
    #expect(throws: SQLiteError.self) { try reader.run(Query("INSERT INTO t VALUES (1)")) }
    #expect(try reader.numbers("SELECT count(*) FROM t") == [0])
  }

  @Test func `a reader does not make a file`() throws {
    let database = TemporaryDatabase()
    #expect(throws: SQLiteError.self) { try database.reader() }
    #expect(access(database.path, F_OK) == -1)
  }

  @Test func `the file is for its owner alone`() throws {
    let database = TemporaryDatabase()
    try database.writer().execute("CREATE TABLE t (a)")
    var status = stat()
    try #require(stat(database.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  /// A process that opens and closes a file beside SQLite loses all its locks on it, and the next
  /// program that looks takes the log away.
  @Test func `a second connection leaves the lock of the first`() throws {
    let database = TemporaryDatabase()
    let first = try database.writer()
    try first.execute("CREATE TABLE t (a)")
    let second = try database.writer()
    #expect(try second.numbers("SELECT count(*) FROM t") == [0])
    var status = stat()
    try #require(stat(database.path, &status) == 0)
    let locks = try String(contentsOfFile: "/proc/locks", encoding: .utf8)
    let mine = locks.split(separator: "\n").filter {
      $0.contains(" \(getpid()) ") && $0.contains(":\(status.st_ino) ")
    }
    #expect(!mine.isEmpty, "\(locks)")
    withExtendedLifetime((first, second)) {}
  }

  @Test(arguments: [Connection.Mode.readOnly, .readWrite])
  func `refuses a file that is no database`(mode: Connection.Mode) throws {
    let database = TemporaryDatabase()
    let file = try #require(fopen(database.path, "w"))
    for _ in 0..<100 { fputs("this is no database at all\n", file) }
    fclose(file)
    let error = #expect(throws: SQLiteError.self) {
      try Connection(path: database.path, mode: mode)
    }
    #expect(error?.code == 26)
  }

  /// The schema tables, a function with side effects and a text in double quotation marks.
  @Test(arguments: [
    "UPDATE sqlite_schema SET sql = ''", "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
    "SELECT \"no column\" FROM t", "SELECT load_extension('x')",
  ])
  func `refuses what only an attacker or a mistake writes`(sql: String) throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try connection.execute("CREATE TABLE t (a)")
    #expect(throws: SQLiteError.self) { try connection.execute(sql) }
  }

  @Test func `a long pattern is refused`() throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    let query = "SELECT 'a' LIKE ?1"
    #expect(try connection.numbers(query, String(repeating: "a", count: 200)) == [0])
    #expect(throws: SQLiteError.self) {
      try connection.numbers(query, String(repeating: "a", count: 201))
    }
  }

  @Test func `a value over the limit is refused`() throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    let error = #expect(throws: SQLiteError.self) {
      try connection.numbers("SELECT length(zeroblob(17 * 1024 * 1024))")
    }
    #expect(error?.code == 18)
  }

  @Test func `a statement without end is interrupted at the deadline`() throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    connection.deadline = Clock.monotonicNanoseconds() + 20_000_000
    let endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    let error = #expect(throws: SQLiteError.self) { try connection.numbers(endless) }
    #expect(error?.isInterrupted == true)
    connection.deadline = nil
    #expect(try connection.numbers("SELECT 1") == [1])
  }

  @Test func `nothing is begun after the deadline`() throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    connection.deadline = Clock.monotonicNanoseconds() - 1
    let error = #expect(throws: SQLiteError.self) { try connection.numbers("SELECT 1") }
    #expect(error?.isInterrupted == true)
    #expect(connection.statistics.runs == 0)
  }

  @Test func `another writer's lock is an error that says so`() throws {
    let database = TemporaryDatabase()
    let first = try database.writer()
    let second = try database.writer()
    try second.execute("PRAGMA busy_timeout = 0")
    try first.beginWriting()
    let error = #expect(throws: SQLiteError.self) { try second.beginWriting() }
    #expect(error?.isBusy == true)
    try first.commitWriting()
    try second.beginWriting()
    #expect(second.isInTransaction)
  }
}
