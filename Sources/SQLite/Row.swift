public import Bytes
import CSQLite

/// The row that a statement stands on; it lives as long as the closure that got it.
///
/// Columns are counted from 0. A column that is not there reads as NULL, and a value of another
/// type is converted as SQLite converts it.
@safe public struct Row: ~Copyable {
  private let statement: OpaquePointer

  init(_ statement: OpaquePointer) { unsafe self.statement = statement }

  public func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(statement, Int32(truncatingIfNeeded: column)) == SQLITE_NULL
  }

  /// A number; 0 for NULL.
  public func int(_ column: Int) -> Int64 {
    unsafe sqlite3_column_int64(statement, Int32(truncatingIfNeeded: column))
  }

  public func optionalInt(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }

  /// A number that is stored as a whole one; `nil` for NULL and for a value of any other type.
  ///
  /// It is for what must not be read as something that it is not: SQLite reads a word as 0.
  public func exactInt(_ column: Int) -> Int64? {
    unsafe sqlite3_column_type(statement, Int32(truncatingIfNeeded: column)) == SQLITE_INTEGER
      ? int(column) : nil
  }

  /// A number as a truth: NULL and 0 are false.
  public func bool(_ column: Int) -> Bool { int(column) != 0 }

  /// A number with a fraction; 0 for NULL.
  public func double(_ column: Int) -> Double {
    unsafe sqlite3_column_double(statement, Int32(truncatingIfNeeded: column))
  }

  /// A text; `nil` for NULL.
  ///
  /// What is not UTF-8 in it is repaired with U+FFFD.
  public func text(_ column: Int) -> String? {
    guard let bytes = unsafe utf8(column) else { return nil }
    return unsafe String(decoding: bytes, as: UTF8.self)
  }

  /// A blob; `nil` for NULL.
  public func blob(_ column: Int) -> [UInt8]? {
    let column = Int32(truncatingIfNeeded: column)
    guard unsafe sqlite3_column_type(statement, column) != SQLITE_NULL else { return nil }
    guard let start = unsafe sqlite3_column_blob(statement, column) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(statement, column))
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Copies a text straight from SQLite's memory to the end of a column.
  public func append(text column: Int, to texts: inout TextColumn) {
    guard let bytes = unsafe utf8(column) else { return texts.appendNull() }
    unsafe texts.append(copying: UnsafeRawBufferPointer(bytes))
  }

  private func utf8(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
    let column = Int32(truncatingIfNeeded: column)
    guard let start = unsafe sqlite3_column_text(statement, column) else { return nil }
    let count = unsafe Int(sqlite3_column_bytes(statement, column))
    return unsafe UnsafeBufferPointer(start: start, count: count)
  }
}
