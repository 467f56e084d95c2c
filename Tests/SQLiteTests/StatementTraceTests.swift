import Testing

@testable import SQLite

@Suite struct StatementTraceTests {
  let connection: Connection
  private static let all = Query("SELECT id FROM t")
  private static let one = Query("SELECT id FROM t WHERE id = ?1")
  private static let add = Query("INSERT INTO t (id) VALUES (?1)")

  init() throws {
    connection = try Connection(path: ":memory:", mode: .readWrite)
    try connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY)")
    for id in 1...3 { try connection.run(Self.add, id) }
  }

  @Test func `counts runs and rows of each statement in each section`() throws {
    let trace = StatementTrace()
    connection.trace = trace
    try connection.rows(Self.all) { _ in }
    trace.section = 4
    try connection.rows(Self.all) { (row) throws(SQLiteError) in
      // The rows of a statement inside another's row are its own.
      let id = row.int(0)
      try connection.rows(Self.one, id) { _ in }
    }
    try connection.run(Self.add, 9)
    connection.trace = nil
    try connection.rows(Self.all) { _ in }
    let told = trace.uses.map { "\($0.section) \($0.query.sql) \($0.runs) \($0.rows)" }
    #expect(
      told == [
        "-1 \(Self.all.sql) 1 3", "4 \(Self.all.sql) 1 3", "4 \(Self.one.sql) 3 3",
        "4 \(Self.add.sql) 1 0",
      ]
    )
  }

  @Test func `explains without running, without values and without keeping a statement`() throws {
    let before = connection.statementCount
    #expect(try connection.plan(of: Self.one) == ["SEARCH t USING INTEGER PRIMARY KEY (rowid=?)"])
    #expect(try connection.plan(of: Self.all) == ["SCAN t"])
    #expect(try connection.plan(of: Self.add) == [])
    #expect(connection.statementCount == before)
    var count = 0
    try connection.rows(Self.all) { _ in count += 1 }
    #expect(count == 3)
  }
}
