import CSQLite

/// A statement that SQLite has compiled.
@safe struct Statement {
  let handle: OpaquePointer
  /// How many values it asks for.
  let parameterCount: Int
  /// It stands on a row at the moment, so the same query needs another one.
  var isRunning = false

  /// Compiles a text.
  init(_ query: Query, on connection: Connection) throws(SQLiteError) {
    connection.statistics.prepares += 1
    var prepared: OpaquePointer?
    var sql = query.sql
    let (code, isAlone) = sql.withUTF8 { text in
      unsafe text.withMemoryRebound(to: CChar.self) { text in
        var tail: UnsafePointer<CChar>?
        let code = unsafe sqlite3_prepare_v3(
          connection.handle,
          text.baseAddress,
          Int32(clamping: text.count),
          UInt32(SQLITE_PREPARE_PERSISTENT),
          &prepared,
          &tail
        )
        return unsafe (code, Statement.isBlank(text, from: tail))
      }
    }
    guard code == SQLITE_OK else { throw connection.failure(code, sql: query.sql) }
    guard let statement = unsafe prepared, isAlone else {
      unsafe sqlite3_finalize(prepared)
      throw SQLiteError(
        code: SQLITE_MISUSE,
        message: "a query is exactly one statement",
        sql: query.sql
      )
    }
    unsafe handle = statement
    parameterCount = unsafe Int(sqlite3_bind_parameter_count(statement))
  }

  /// Only blanks and a last semicolon follow what was compiled.
  private static func isBlank(
    _ text: UnsafeBufferPointer<CChar>,
    from tail: UnsafePointer<CChar>?
  ) -> Bool {
    guard let tail = unsafe tail, let start = text.baseAddress else { return true }
    return unsafe text[(tail - start)...].allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x3B }
  }

  func finalize() { unsafe sqlite3_finalize(handle) }

  /// Binds the values, the first to `?1`.
  func bind(
    _ values: [(any Bindable)?],
    of query: Query,
    on connection: Connection
  ) throws(SQLiteError) {
    guard values.count == parameterCount else {
      throw SQLiteError(
        code: SQLITE_RANGE,
        message: "\(parameterCount) values are asked for, \(values.count) given",
        sql: query.sql
      )
    }
    var place: Int32 = 0
    for value in values {
      place &+= 1
      let code = bind(value?.bound, at: place)
      guard code == SQLITE_OK else { throw connection.failure(code, sql: query.sql) }
    }
  }

  private func bind(_ value: Bound?, at place: Int32) -> Int32 {
    switch value {
    case nil: unsafe sqlite3_bind_null(handle, place)
    case .integer(let number): unsafe sqlite3_bind_int64(handle, place, number)
    case .double(let number): unsafe sqlite3_bind_double(handle, place, number)
    case .text(var text):
      text.withUTF8 { unsafe bind(text: $0, at: place) }
    case .utf8(let bytes):
      unsafe bytes.withUnsafeBufferPointer { unsafe bind(text: $0, at: place) }
    case .blob(let bytes) where bytes.isEmpty:
      unsafe sqlite3_bind_zeroblob(handle, place, 0)
    case .blob(let bytes):
      unsafe bytes.withUnsafeBytes {
        unsafe csqlite_bind_blob(handle, place, $0.baseAddress, UInt64($0.count))
      }
    }
  }

  /// SQLite binds a text without an address as NULL, so an empty one gets some address.
  private func bind(text: UnsafeBufferPointer<UInt8>, at place: Int32) -> Int32 {
    guard !text.isEmpty else { return unsafe csqlite_bind_text(handle, place, "", 0) }
    return unsafe text.withMemoryRebound(to: CChar.self) {
      unsafe csqlite_bind_text(handle, place, $0.baseAddress, UInt64($0.count))
    }
  }
}
