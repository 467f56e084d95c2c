import SQLite
import Testing

@testable import Desk

/// What decides who a viewer is, is watched whole: a table that is forgotten leaves streams open.
@Suite struct AccessRevisionTests {
  @Test func `every table of the look for a viewer is watched`() throws {
    let desk = try SmallDesk()
    var tables: Set<String> = []
    try desk.connection.rows(Query("SELECT name FROM sqlite_schema WHERE type = 'table'")) { row in
      tables.insert(row.text(0) ?? "")
    }
    let words = Set(
      DeskReader.bySession.sql.split { !($0.isLetter || $0 == "_") }.map(String.init)
    )
    let read = tables.intersection(words)
    #expect(read.count > 10 && read.isSuperset(of: ["session", "user", "guardian", "customer"]))
    for table in read {
      var events: Set<String> = []
      let triggers = Query("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1")
      try desk.connection.rows(triggers, table) { row in
        let sql = row.text(0) ?? ""
        guard sql.contains("UPDATE access_revision") else { return }
        for event in ["INSERT", "UPDATE", "DELETE"] where sql.contains("AFTER \(event) ON") {
          events.insert(event)
        }
      }
      let all: Set = ["INSERT", "UPDATE", "DELETE"]
      #expect(events == (table == "session" ? all.subtracting(["INSERT"]) : all), "\(table)")
    }
  }

  @Test(arguments: [
    "UPDATE session SET revoked_at = 1", "UPDATE user SET is_disabled = 1 WHERE id = 1",
    "INSERT INTO profile_blocked_type VALUES (1, 1)",
    "DELETE FROM profile_permission WHERE profile_id = 1",
    "UPDATE student SET user_code = NULL WHERE customer_id = 3",
    "UPDATE user SET profile_id = 4 WHERE id = 1",
  ])
  func `a change of somebody's access is counted`(change: String) throws {
    let desk = try SmallDesk(
      """
      INSERT INTO session (token_hash, id, user_id, kind, created_at, expires_at)
        VALUES (zeroblob(32), 1, 1, 0, 0, 9);
      """
    )
    let before = try desk.reader.accessRevision()
    try desk.connection.execute(change)
    #expect(try desk.reader.accessRevision() > before)
  }

  @Test func `a ticket's life is none`() throws {
    let desk = try SmallDesk()
    let before = try desk.reader.accessRevision()
    try desk.message("x", in: try desk.ticket())
    #expect(try desk.reader.accessRevision() == before)
  }
}
