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

  @Test func `the first version of a new desk begins with nothing`() throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Migrations.all).migrate(connection)
    try connection.execute(
      """
      INSERT INTO profile (id, key, name) VALUES (1, 'a', 'A');
      INSERT INTO profile_permission VALUES (1, 'ADMINISTER');
      INSERT INTO user (id, code, display_name, profile_id) VALUES (1, 'admin', 'Admin', 1);
      """
    )
    let current = CurrentWorkflow(try WorkflowStore.load(connection))
    let context = WriteContext(connection: connection, current: current, clock: .system)
    let admin = try #require(try context.reader.viewer(of: UserID(1)))
    let group = try CreateTicketGroup(key: "g", name: "G", description: nil, position: nil)
      .perform(for: admin, in: context).value
    #expect(group == TicketGroupID(1))
    let draft = try CreateRuleDraft(basedOn: .absent).perform(for: admin, in: context).value
    let made = try #require(draft)
    #expect(try RebaseRuleDraft(draft: .id(made)).perform(for: admin, in: context) == .done(made))
    let published = try PublishRuleDraft(
      draft: .id(made),
      reason: "A primeira",
      expectedRuleVersion: .absent
    ).perform(for: admin, in: context)
    #expect(published == .done(made) && context.workflow.ruleVersion == made.rawValue)
    let read = try context.reader.ruleVersions(ids: [made], for: admin).rows
    #expect(read.numbers == [1] && read.basedOn == [nil] && read.draftedOver == [nil])
  }
}
