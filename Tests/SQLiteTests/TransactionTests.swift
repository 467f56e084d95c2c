import Bytes
import Testing

@testable import SQLite

@Suite struct TransactionTests {
  struct Refused: Error {}

  let database = TemporaryDatabase()
  let connection: Connection

  init() throws {
    connection = try database.writer()
    try connection.execute("CREATE TABLE t (a)")
  }

  func insert(_ number: Int) throws(SQLiteError) {
    try connection.run(Query("INSERT INTO t VALUES (?1)"), number)
  }

  @Test func `a read sees one state from its first statement on`() throws {
    let reader = try database.reader()
    try reader.read { () throws(SQLiteError) in
      #expect(try reader.numbers("SELECT count(*) FROM t") == [0])
      try insert(1)
      #expect(try reader.numbers("SELECT count(*) FROM t") == [0])
      try reader.read { () throws(SQLiteError) in
        #expect(try reader.numbers("SELECT count(*) FROM t") == [0])
      }
      #expect(reader.isInTransaction)
    }
    #expect(!reader.isInTransaction)
    #expect(try reader.numbers("SELECT count(*) FROM t") == [1])
  }

  @Test func `a read that throws ends`() throws {
    #expect(throws: SQLiteError.self) {
      try connection.read { () throws(SQLiteError) in try connection.execute("nonsense") }
    }
    #expect(!connection.isInTransaction)
  }

  @Test func `a read ends though its deadline has passed`() throws {
    try connection.beginReading()
    connection.deadline = Clock.monotonicNanoseconds() - 1
    connection.endReading()
    #expect(!connection.isInTransaction)
    #expect(connection.deadline != nil)
    connection.endReading()
  }

  @Test func `a write is kept or undone whole`() throws {
    try connection.write { try insert(1) }
    #expect(throws: Refused.self) {
      try connection.write {
        try insert(2)
        throw Refused()
      }
    }
    #expect(try database.reader().numbers("SELECT a FROM t") == [1])
    #expect(!connection.isInTransaction)
  }

  @Test func `a nested part is undone alone`() throws {
    try connection.write {
      try insert(1)
      try connection.nested {
        try insert(2)
        #expect(throws: Refused.self) {
          try connection.nested {
            try insert(3)
            throw Refused()
          }
        }
        try insert(4)
      }
    }
    #expect(try connection.numbers("SELECT a FROM t") == [1, 2, 4])
  }

  @Test(arguments: [true, false])
  func `a savepoint is closed after the deadline too`(keeping: Bool) throws {
    try connection.write {
      try connection.openSavepoint()
      try insert(1)
      connection.deadline = Clock.monotonicNanoseconds() - 1
      try connection.closeSavepoint(keeping: keeping)
      connection.deadline = nil
    }
    #expect(try connection.numbers("SELECT a FROM t") == (keeping ? [1] : []))
  }
}
