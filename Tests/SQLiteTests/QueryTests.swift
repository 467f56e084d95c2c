import Bytes
import Testing

@testable import SQLite

@Suite struct QueryTests {
  let connection: Connection

  init() throws {
    connection = try Connection(path: ":memory:", mode: .readWrite)
    try connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
  }

  @Test func `binds each kind of value and reads it back`() throws {
    let query = Query("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9")
    let nothing: String? = nil
    let some: String? = "some"
    let values = try #require(
      try connection.first(
        query,
        Int64.min,
        1.5,
        "caf\u{E9}\0x",
        [0, 255] as [UInt8],
        true,
        nothing,
        some,
        "",
        7
      ) { row in
        #expect(row.int(0) == .min)
        #expect(row.double(1) == 1.5)
        #expect(row.blob(3) == [0, 255])
        #expect(row.bool(4) == true)
        #expect(row.isNull(5) == true)
        #expect(row.optionalInt(5) == nil && row.blob(5) == nil)
        #expect(row.optionalInt(8) == 7)
        #expect(row.isNull(99) == true)
        return (2..<8).map { row.text($0) }
      }
    )
    #expect(values[0] == "caf\u{E9}\0x")
    #expect(values[3] == nil)
    #expect(values[4] == "some")
    #expect(values[5] == "")
  }

  @Test func `an empty blob is not null`() throws {
    let isBlob = try connection.first(Query("SELECT ?1"), [] as [UInt8]) { row in
      row.blob(0) == [] && !row.isNull(0)
    }
    #expect(isBlob == true)
  }

  @Test func `a list is one value`() throws {
    let each = "SELECT value FROM json_each(?1)"
    #expect(try connection.numbers(each, JSONArray([3, 1, 2] as [Int64])) == [3, 1, 2])
    #expect(try connection.numbers(each, JSONArray([] as [Int64])) == [])
    #expect(try connection.texts(each, JSONArray(["a\"b", "\u{1}é"])) == ["a\"b", "\u{1}é"])
  }

  @Test func `texts go into a column without a String between`() throws {
    var texts = TextColumn()
    try connection.rows(Query("SELECT value FROM json_each('[\"a\", null, \"\", \"çé\"]')")) {
      row in
      row.append(text: 0, to: &texts)
    }
    #expect(texts == TextColumn(["a", nil, "", "çé"]))
  }

  @Test func `equal texts are one query`() {
    #expect(Query("SELECT 41").number == Query("SELECT 41").number)
    #expect(Query("SELECT 41") != Query("SELECT 42"))
  }

  @Test func `a query is compiled once`() throws {
    let query = Query("SELECT ?1 + 1 FROM (SELECT 1 UNION ALL SELECT 2)")
    for number in 0..<5 {
      try connection.rows(query, number) { row in #expect(row.int(0) == Int64(number) + 1) }
    }
    #expect(connection.statistics.runs(of: query) == 5)
    #expect(connection.statistics.rows == 10)
    #expect(connection.statistics.prepares == 1)
    #expect(connection.statistics.runs(of: Query("SELECT 'never run'")) == 0)
  }

  @Test func `a query runs inside a row of its own`() throws {
    let query = Query("SELECT value FROM json_each(?1)")
    var pairs: [[Int64]] = []
    try connection.rows(query, "[1,2]") { (outer) throws(SQLiteError) in
      let number = outer.int(0)
      try connection.rows(query, "[3,4]") { row in pairs.append([number, row.int(0)]) }
    }
    #expect(pairs == [[1, 3], [1, 4], [2, 3], [2, 4]])
  }

  /// What was bound or half read before must not show in the next run.
  @Test func `a reading that throws leaves the statement fresh`() throws {
    let query = Query("SELECT value FROM json_each(?1)")
    let stop = SQLiteError(code: 4, message: "stop")
    let error = #expect(throws: SQLiteError.self) {
      try connection.rows(query, "[1,2,3]") { (_) throws(SQLiteError) in throw stop }
    }
    #expect(error == stop)
    #expect(try connection.numbers(query.sql, "[4]") == [4])
    #expect(connection.statistics.prepares == 1)
  }

  @Test(arguments: [[], [1, 2]] as [[Int]])
  func `wants as many values as places`(values: [Int]) throws {
    let error = #expect(throws: SQLiteError.self) {
      try connection.rows(Query("SELECT ?1"), binding: values) { _ in }
    }
    #expect(error?.code == 25)
  }

  @Test(arguments: ["SELECT 1; SELECT 2", "", "  ", "SELECT 1; DROP TABLE t"])
  func `is exactly one statement`(sql: String) {
    let error = #expect(throws: SQLiteError.self) { try connection.run(Query(sql)) }
    #expect(error?.code == 21)
  }

  @Test func `a last semicolon is no second statement`() throws {
    #expect(try connection.numbers("SELECT 1;\n") == [1])
  }

  @Test func `says what it changed`() throws {
    let insert = Query("INSERT INTO t (name) VALUES (?1)")
    #expect(try connection.run(insert, "a") == 1)
    #expect(try connection.run(insert, "b") == 1)
    #expect(connection.lastInsertRowID == 2)
    #expect(try connection.run(Query("UPDATE t SET name = name || 'x'")) == 2)
  }

  @Test func `an error names the constraint and the text but no value`() throws {
    let insert = Query("INSERT INTO t (name) VALUES (?1)")
    try connection.run(insert, "secret name")
    let error = try #require(
      #expect(throws: SQLiteError.self) { try connection.run(insert, "secret name") }
    )
    #expect(error.isUnique && error.isConstraint && !error.isForeignKey)
    #expect(error.sql == insert.sql)
    #expect(!"\(error)".contains("secret"))
  }

  @Test func `a key without its row is refused`() throws {
    try connection.execute("CREATE TABLE c (t INTEGER REFERENCES t (id))")
    let error = #expect(throws: SQLiteError.self) {
      try connection.run(Query("INSERT INTO c VALUES (9)"))
    }
    #expect(error?.isForeignKey == true)
  }

  @Test func `tells how it would be run`() throws {
    let byName = Query("SELECT id FROM t WHERE name = ?1")
    #expect(
      try connection.plan(of: byName) == [
        "SEARCH t USING COVERING INDEX sqlite_autoindex_t_1 (name=?)"
      ]
    )
    #expect(try connection.plan(of: Query("SELECT id FROM t WHERE id + 1 = ?1")).first == "SCAN t")
  }

  @Test func `a full cache makes room`() throws {
    for number in 0..<(Limits.cachedStatements + 5) {
      #expect(try connection.numbers("SELECT \(number)") == [Int64(number)])
    }
    #expect(connection.statementCount <= Limits.cachedStatements)
    #expect(try connection.numbers("SELECT 0") == [0])
  }

  @Test func `tells every text that is run`() throws {
    var log: [String] = []
    connection.onStatement = { log.append($0) }
    _ = try connection.numbers("SELECT ?1", 1)
    try connection.read { () throws(SQLiteError) in _ = try connection.numbers("SELECT 2") }
    #expect(log == ["SELECT ?1", "BEGIN", "SELECT 2", "COMMIT"])
  }
}
