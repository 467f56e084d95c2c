import SQLite
import Testing

@testable import Desk

@Suite struct MigrationTests {
  @Test(arguments: [
    "UPDATE movement SET kind = 'CANCELLED'",
    "DELETE FROM movement",
    "DELETE FROM ticket",
    "DELETE FROM tombstone",
    "UPDATE tombstone SET deleted_at = 9",
    "UPDATE audit_entry SET action = 'x'",
    "DELETE FROM audit_entry",
    "UPDATE rule_version SET reason = 'x'",
    "DELETE FROM rule_version",
    "UPDATE field_rule SET invisible = 0",
    "DELETE FROM field_rule",
    "INSERT INTO field_rule (version_id, step_id, parameter_id) VALUES (1, 1, 1)",
    "UPDATE field_rule_refinement SET invisible_online = 0",
    "DELETE FROM field_rule_refinement",
  ])
  func `what is history cannot be changed`(statement: String) throws {
    let desk = try SmallDesk(
      """
      INSERT INTO tombstone VALUES (77, 1, 0, 0, 1);
      INSERT INTO audit_entry (at, action, subject_kind) VALUES (0, 'a', 'b');
      """
    )
    try desk.movement(in: try desk.ticket())
    #expect(throws: SQLiteError.self) { try desk.connection.execute(statement) }
  }

  @Test(arguments: [
    "INSERT INTO step (type_id, key, name, is_entry, is_default_entry) VALUES (1, 'x', 'X', 1, 1)",
    "INSERT INTO step (type_id, key, name, is_entry, is_default_entry) VALUES (2, 'x', 'X', 0, 1)",
    "INSERT INTO transition VALUES (9, 1, 1, 3, 'x', 'X', 0, 0)",
    "INSERT INTO student (customer_id, registration) VALUES (2, 'R2')",
    "UPDATE ticket SET customer_type = 0",
    "UPDATE ticket SET step_id = 3",
    "UPDATE ticket SET responsibility = 1",
    "INSERT INTO message VALUES (1, 5, 1, NULL, 0, 0, 0, 'gap')",
    "INSERT INTO message VALUES (1, 1048576, 1, NULL, 0, 1, 0, 'internal by a customer')",
    "INSERT INTO ticket_parameter VALUES (1, 1, 1.5)",
  ])
  func `what cannot be true cannot be written`(statement: String) throws {
    let desk = try SmallDesk()
    try desk.ticket()
    #expect(throws: SQLiteError.self) { try desk.connection.execute(statement) }
  }

  @Test func `a ticket goes with all that belongs to it once its tombstone stands`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    try desk.movement(in: ticket)
    try desk.message("text", in: ticket)
    try desk.connection.execute(
      "INSERT INTO tombstone VALUES (1, 1, 0, 0, 4); DELETE FROM ticket WHERE id = 1"
    )
    #expect(try count("movement", desk) == 0)
    #expect(try count("message", desk) == 0)
    #expect(try desk.ticket() == TicketID(2), "a number is never given twice")
  }

  @Test func `the counts are what counting gives, whatever happens to tickets`() throws {
    let desk = try SmallDesk()
    for index in 0..<12 {
      try desk.ticket(
        ofType: index % 3 == 0 ? 2 : 1,
        step: index % 3 == 0 ? 3 : 1,
        TicketStatus.allCases[index % 4],
        .customer,
        attendant: index % 2 == 0 ? 1 : nil
      )
    }
    try desk.connection.execute(
      """
      UPDATE ticket SET status = 1, responsibility = 1 WHERE id IN (1, 2, 3);
      UPDATE ticket SET attendant_id = 1 WHERE id IN (2, 4);
      UPDATE ticket SET attendant_id = NULL WHERE id = 5;
      UPDATE ticket SET type_id = 1, step_id = 2 WHERE id = 7;
      UPDATE ticket SET status = 3 WHERE id IN (8, 9);
      DELETE FROM ticket WHERE id IN (6, 10);
      """
    )
    var kept: [[Int64]] = []
    try desk.connection.rows(
      Query("SELECT * FROM ticket_count WHERE count > 0 ORDER BY 1, 2, 3")
    ) { row in kept.append((0..<4).map { row.int($0) }) }
    var counted: [[Int64]] = []
    try desk.connection.rows(
      Query(
        """
        SELECT ifnull(attendant_id, 0), bucket, type_id, count(*) FROM ticket
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """
      )
    ) { row in counted.append((0..<4).map { row.int($0) }) }
    #expect(kept == counted)
    #expect(kept.reduce(0) { $0 + $1[3] } == 10)
  }

  @Test func `every type has the ten common parameters`() throws {
    let desk = try SmallDesk()
    for type in desk.reader.workflow.types {
      #expect(type.parameters.map(\.key) == CommonParameter.allCases.map(\.rawValue))
      #expect(type.parameters.allSatisfy { $0.id.rawValue > 0 })
    }
  }

  private func count(_ table: String, _ desk: SmallDesk) throws -> Int64? {
    try desk.connection.first(Query("SELECT count(*) FROM \(table)")) { row in row.int(0) }
  }
}
