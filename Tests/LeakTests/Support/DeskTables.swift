import Bytes
import Foundation
import SQLite
import TestKit

/// The tables of a desk's file, read beside the running program.
enum DeskTables {
  /// What tickets are made of.
  static let tickets = [
    "ticket", "ticket_parameter", "message", "attachment", "movement", "understanding",
    "idempotency_key",
  ]

  /// All rows of some tables, each as one text.
  static func contents(_ tables: [String] = tickets, of folder: URL) throws -> [String] {
    let connection = try Connection(path: file(in: folder), mode: .readOnly)
    return try tables.flatMap { table in
      var rows: [String] = []
      var columns: [String] = []
      try connection.rows(Query("SELECT name FROM pragma_table_xinfo('\(table)')")) { row in
        columns.append("quote(\(row.text(0) ?? ""))")
      }
      let all = columns.joined(separator: " || ',' || ")
      try connection.rows(Query("SELECT \(all) FROM \(table) ORDER BY 1")) { row in
        rows.append("\(table): \(row.text(0) ?? "")")
      }
      return rows
    }
  }

  /// Changes a file that no program has open, whatever its tables and triggers check.
  static func change(_ script: String, in folder: URL) throws {
    let connection = try Connection(path: file(in: folder), mode: .readWrite)
    var triggers: [(name: String, text: String)] = []
    try connection.rows(Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")) {
      row in triggers.append((row.text(0) ?? "", row.text(1) ?? ""))
    }
    let dropped = triggers.map { "DROP TRIGGER \"\($0.name)\";" }.joined()
    let made = triggers.map { "\($0.text);" }.joined(separator: "\n")
    try connection.execute(
      """
      PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
      \(dropped)
      \(script)
      \(made)
      """
    )
  }

  static func file(in folder: URL) -> String { folder.appending(path: "guiche.sqlite").path }
}
