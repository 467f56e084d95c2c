import SQLite
import Testing

@Suite struct ConnectionCopyTests {
  private static let all = Query("SELECT group_concat(a, ' ') FROM (SELECT a FROM t ORDER BY a)")

  private func rows(_ connection: Connection) throws -> String? {
    try connection.first(Self.all) { (row) throws(SQLiteError) in row.text(0) } ?? nil
  }

  @Test func `a copy is the database of the open transaction, and its changes are its own`() throws
  {
    let database = TemporaryDatabase()
    let writer = try Connection(path: database.path, mode: .readWrite)
    try writer.execute(
      "CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1), (2);"
    )
    let reader = try Connection(path: database.path, mode: .readOnly)
    try reader.beginReading()
    #expect(try rows(reader) == "1 2")
    try writer.execute("INSERT INTO t VALUES (3);")
    #expect(try reader.databaseBytes() == 8_192)

    let copy = try reader.copyInMemory()
    #expect(try rows(copy) == "1 2")
    try copy.execute(
      "DELETE FROM t WHERE a = 1; INSERT INTO t VALUES (9); CREATE TABLE u (b INTEGER) STRICT;"
    )
    #expect(try rows(copy) == "2 9")
    #expect(try rows(reader) == "1 2")
    reader.endReading()
    #expect(try rows(reader) == "1 2 3")
    #expect(try rows(writer) == "1 2 3")
    #expect(try copy.databaseBytes() == 12_288)
  }
}
