import Glibc

@testable import SQLite

/// A database file of a test's own, gone with its log when the test ends.
final class TemporaryDatabase: Sendable {
  let path: String

  init() {
    var random = SystemRandomNumberGenerator()
    path = "/tmp/guiche-test-\(String(random.next(), radix: 36)).sqlite"
  }

  deinit {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  func writer() throws(SQLiteError) -> Connection {
    try Connection(path: path, mode: .readWrite)
  }

  func reader() throws(SQLiteError) -> Connection {
    try Connection(path: path, mode: .readOnly)
  }
}

extension Connection {
  /// The numbers of a query's first column.
  func numbers(_ sql: String, _ values: (any Bindable)?...) throws(SQLiteError) -> [Int64] {
    var numbers: [Int64] = []
    try rows(Query(sql), binding: values) { row in numbers.append(row.int(0)) }
    return numbers
  }

  /// The texts of a query's first column.
  func texts(_ sql: String, _ values: (any Bindable)?...) throws(SQLiteError) -> [String?] {
    var texts: [String?] = []
    try rows(Query(sql), binding: values) { row in texts.append(row.text(0)) }
    return texts
  }
}
