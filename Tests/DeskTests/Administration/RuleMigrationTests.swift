import SQLite
import Testing

@testable import Desk

@Suite struct RuleMigrationTests {
  @Test func `versions of an older file are numbered, and the one in force stays in force`() throws
  {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Array(Migrations.all.prefix(1))).migrate(connection)
    try connection.execute(
      SmallDesk.story + """
        INSERT INTO rule_version (id, created_at) VALUES (2, 0), (3, 0), (4, 0);
        INSERT INTO field_rule (version_id, step_id, parameter_id, invisible) VALUES (4, 1, 1, 1);
        UPDATE rule_version SET published_at = 5 WHERE id IN (2, 4);
        """
    )
    try Migrator(migrations: Migrations.all).migrate(connection)
    var numbers: [Int64?] = []
    try connection.rows(Query("SELECT number FROM rule_version ORDER BY id")) { row in
      numbers.append(row.optionalInt(0))
    }
    #expect(numbers == [1, 2, nil, 3])
    #expect(try WorkflowStore.load(connection).ruleVersion == 4)
    // The draft of before is published last, so it is the one in force from then on.
    try connection.execute("UPDATE rule_version SET published_at = 6 WHERE id = 3")
    #expect(try WorkflowStore.load(connection).ruleVersion == 3)
    for statement in [
      "UPDATE rule_version SET reason = 'x' WHERE id = 3",
      "UPDATE rule_version SET number = 9 WHERE id = 3",
      "DELETE FROM rule_version WHERE id = 4",
    ] {
      #expect(throws: SQLiteError.self) { try connection.execute(statement) }
    }
  }
}
