import Foundation
import SQLite
import Testing

@testable import Desk

/// The reference data at its smallest.
final class ReferenceDesk {
  let desk: Desk
  /// Reads the raw rows.
  let connection: Connection
  static let scale = ReferenceScale(thousandths: 1) ?? .full

  private let path: String

  /// Data of a seed's own.
  init(seed: UInt64) throws {
    path = try Self.write(seed: seed)
    desk = try Desk(path: path)
    connection = try Connection(path: path, mode: .readOnly)
  }

  /// The data of seed 1, which is written once and copied for each test.
  init() throws {
    path = Self.newPath()
    try FileManager.default.copyItem(atPath: Self.first.get(), toPath: path)
    desk = try Desk(path: path)
    connection = try Connection(path: path, mode: .readOnly)
  }

  deinit {
    desk.stop()
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + ending)
    }
  }

  private static let first = Result { try write(seed: 1) }

  private static func newPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "reference-\(UUID())").path
  }

  private static func write(seed: UInt64) throws -> String {
    let path = newPath()
    let desk = try Desk(path: path)
    try #require(try desk.makeReferenceData(scale, seed: seed))
    desk.stop()
    return path
  }

  func number(_ sql: String) throws -> Int64 {
    try #require(try connection.first(Query(sql)) { row in row.int(0) })
  }

  func texts(_ sql: String) throws -> [String] {
    var texts: [String] = []
    try connection.rows(Query(sql)) { row in texts.append(row.text(0) ?? "NULL") }
    return texts
  }

  /// Every row of every table but those that index words, each as a text.
  func rows() throws -> [String: [String]] {
    var rows: [String: [String]] = [:]
    let tables = try texts(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    )
    for table in tables {
      let columns = try texts("SELECT name FROM pragma_table_xinfo('\(table)')")
      let quoted = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
      rows[table] = try texts("SELECT \(quoted) FROM \"\(table)\"").sorted()
    }
    return rows
  }
}

@Suite struct ReferenceDataTests {
  @Test func `is the same at every run, and another one for another seed`() throws {
    let rows = try ReferenceDesk().rows()
    #expect(rows.count > 30)
    #expect(rows["message"]?.count == 1_200)
    let again = try ReferenceDesk(seed: 1).rows()
    for table in rows.keys.sorted() { #expect(rows[table] == again[table], "\(table)") }
    let other = try ReferenceDesk(seed: 2).rows()
    #expect(other["message"]?.count == 1_200)
    #expect(other["message"] != rows["message"])
    #expect(other["ticket"] != rows["ticket"])
  }

  @Test func `is sound`() throws {
    let data = try ReferenceDesk()
    #expect(try data.texts("PRAGMA integrity_check") == ["ok"])
    #expect(try data.number("SELECT count(*) FROM pragma_foreign_key_check") == 0)
  }

  @Test func `has as much as its scale says`() throws {
    let data = try ReferenceDesk()
    let scale = ReferenceDesk.scale
    for (table, count) in [
      ("customer", scale.customers), ("user", scale.users), ("attendant", scale.attendants),
      ("ticket", scale.tickets), ("message", scale.messages), ("movement", scale.movements),
      ("attachment", scale.attachments), ("ticket_group", 6), ("ticket_type", 20), ("step", 100),
    ] {
      #expect(try data.number("SELECT count(*) FROM \(table)") == Int64(count), "\(table)")
    }
    #expect(try data.number("SELECT count(DISTINCT type) FROM customer") == 5)
    #expect(
      try data.number("SELECT min(c) FROM (SELECT count(*) AS c FROM step GROUP BY type_id)") == 5
    )
    #expect(try data.number("SELECT count(*) FROM understanding WHERE state = 'APPROVED'") > 0)
    #expect(try data.number("SELECT count(*) FROM understanding WHERE state = 'REJECTED'") > 0)
    #expect(try data.number("SELECT count(*) FROM message WHERE is_internal") > 0)
    #expect(try data.number("SELECT count(DISTINCT bucket) FROM ticket") == 4)
    #expect(try data.number("SELECT count(DISTINCT type_id) FROM ticket") == 20)
  }

  @Test func `full size is what the design says`() {
    let full = ReferenceScale.full
    #expect(full.customers == 10_000 && full.users == 10_200 && full.busyCustomers == 200)
    #expect(full.tickets == 200_000 && full.messages == 1_200_000 && full.movements == 800_000)
    #expect(full.attachments == 200_000)
    #expect(ReferenceScale(thousandths: 0) == nil && ReferenceScale(thousandths: 10_001) == nil)
  }

  @Test func `every history leads step by step to where its ticket stands`() throws {
    let data = try ReferenceDesk()
    let wrong = try data.texts(
      """
      SELECT ticket.id FROM ticket JOIN movement ON ticket_id = ticket.id AND movement.id = version
      WHERE to_step_id <> step_id OR movement.status <> ticket.status
        OR movement.responsibility <> ticket.responsibility OR moved_at <> updated_at
      """
    )
    #expect(wrong == [])
    let broken = try data.texts(
      """
      SELECT later.ticket_id FROM movement AS later
      LEFT JOIN movement AS earlier
        ON earlier.ticket_id = later.ticket_id AND earlier.id = later.id - 1
      WHERE later.from_step_id IS NOT earlier.to_step_id OR later.moved_at < earlier.moved_at
      """
    )
    #expect(broken == [])
    let led = try data.texts(
      """
      SELECT ticket_id FROM movement JOIN transition ON transition.id = transition_id
      WHERE kind <> 'FORWARDED' OR transition.from_step_id <> movement.from_step_id
        OR transition.to_step_id <> movement.to_step_id
        OR transition.responsibility <> movement.responsibility
        OR NOT EXISTS (SELECT 1 FROM transition_reason AS allowed
          WHERE allowed.transition_id = transition.id AND allowed.reason_id = movement.reason_id)
      """
    )
    #expect(led == [])
  }

  @Test func `the counts of tickets are those of their rows`() throws {
    let wrong = try ReferenceDesk().texts(
      """
      SELECT id FROM ticket WHERE movement_count <> version
        OR movement_count <> (SELECT count(*) FROM movement WHERE ticket_id = ticket.id)
        OR attachment_count <> (SELECT count(*) FROM attachment WHERE ticket_id = ticket.id)
        OR understanding_count <> (SELECT count(*) FROM understanding WHERE ticket_id = ticket.id)
        OR public_message_count + internal_message_count
          <> (SELECT count(*) FROM message WHERE ticket_id = ticket.id)
      """
    )
    #expect(wrong == [])
  }

  @Test func `customers open what is open for them, and take part as themselves`() throws {
    let data = try ReferenceDesk()
    #expect(
      try data.texts(
        """
        SELECT ticket.id FROM ticket JOIN ticket_type ON ticket_type.id = type_id
        WHERE NOT CASE customer_type WHEN 0 THEN opens_for_client WHEN 1 THEN opens_for_person
          WHEN 2 THEN opens_for_student WHEN 3 THEN opens_for_teacher ELSE opens_for_prospect END
        """
      ) == []
    )
    #expect(
      try data.texts(
        """
        SELECT ticket_id FROM message WHERE (author_side = 1) <> (author_attendant_id IS NOT NULL)
          OR author_attendant_id IS NOT NULL AND author_user_id
            <> (SELECT user_id FROM attendant WHERE id = author_attendant_id)
        """
      ) == []
    )
  }

  @Test func `rules govern half of the parameters, with every combination of flags`() throws {
    let data = try ReferenceDesk()
    let flags = """
      required + 2 * read_only + 4 * needed_from_previous + 8 * invisible + 16 * invisible_online
      """
    let combinations = "SELECT count(DISTINCT \(flags)) FROM"
    #expect(try data.number("\(combinations) field_rule") == 32)
    // One that adds no flag would say nothing.
    #expect(try data.number("\(combinations) field_rule_refinement") == 31)
    #expect(
      try data.number("SELECT count(DISTINCT customer_type) FROM field_rule_refinement") == 5
    )
    let ruled = try data.number("SELECT count(DISTINCT parameter_id) FROM field_rule")
    #expect(try data.number("SELECT count(*) FROM parameter") == 2 * ruled)
    #expect(data.desk.workflow.ruleVersion != nil)
  }

  @Test(arguments: ReferenceData.User.allCases)
  func `who can sign in has tickets to read`(user: ReferenceData.User) throws {
    let data = try ReferenceDesk()
    let reader = try data.desk.makeReader()
    let found = try reader.user(code: user.code, password: ReferenceData.password)
    let id = try #require(found)
    let stood = try reader.viewer(of: id)
    let viewer = try #require(stood)
    #expect((viewer.audience == .online) == user.isCustomer)
    let page = try reader.ticketPage(.all, PageRequest(size: 100), fields: .all, for: viewer)
    #expect(page.tickets.count > 0)
    #expect(page.pages.totalCounts[0] >= page.tickets.count)
    let messages = try reader.messages(
      of: page.tickets,
      PageRequest(size: 10, isFromEnd: true),
      for: viewer
    )
    #expect(messages.rows.count > 0)
    #expect(viewer.identities.count == (user == .many ? 3 : user.isCustomer ? 1 : 0))
    #expect(viewer.blockedTypes.isEmpty != [.narrow, .narrowAttendant].contains(user))
  }

  @Test func `is written into an empty desk only`() throws {
    let data = try ReferenceDesk()
    #expect(try data.desk.makeReferenceData(ReferenceDesk.scale) == false)
    #expect(try data.number("SELECT count(*) FROM ticket") == 200)
  }
}

@Suite struct ListReadTests {
  /// `guiche-bench plans` says the same of the same statements on as much data as one likes.
  @Test func `no list scans what grows, and none sorts`() throws {
    let data = try ReferenceDesk()
    let plans = try data.desk.makeReader().explainLists(
      as: ReferenceData.User.allCases.map(\.code)
    )
    for plan in plans {
      #expect(plan.plan.faults == [], "\(plan.read) as \(plan.user): \(plan.plan.sql)")
      #expect(!plan.plan.steps.isEmpty)
    }
    // Every shape of a page of tickets is among them, and so is every child list from both ends.
    let texts = plans.map(\.plan.sql)
    for reach in ["customer_id = ?4 AND ", ""] {
      for bucket in [true, false] {
        for blocked in [true, false] {
          for order in ["id LIMIT", "id DESC LIMIT"] {
            let condition =
              "FROM ticket WHERE \(reach)"
              + (bucket ? "bucket = ?\(reach.isEmpty ? 4 : 5) AND " : "") + "id < ?1 AND id > ?2"
            let found = texts.contains {
              $0.contains(condition) && $0.contains("NOT IN") == blocked && $0.contains(order)
            }
            #expect(found, "\(condition) \(blocked) \(order)")
          }
        }
      }
    }
    for table in ["message", "attachment", "movement", "understanding"] {
      for order in ["ASC", "DESC"] {
        #expect(texts.contains { $0.contains("FROM \(table) ") && $0.contains("BY id \(order)") })
      }
    }
    #expect(texts.contains { $0.contains("FROM session") })
    #expect(texts.contains { $0.contains("password_hash") })
  }

  @Test(arguments: [
    ("SELECT * FROM ticket", true),
    ("SELECT count(*) FROM ticket", true),
    ("SELECT id FROM ticket WHERE customer_id = 1 ORDER BY subject", true),
    ("SELECT DISTINCT subject FROM ticket WHERE customer_id = 1", true),
    ("SELECT * FROM ticket AS t WHERE t.subject = 'x'", true),
    ("SELECT * FROM user WHERE display_name = 'x'", true),
    ("SELECT * FROM message JOIN ticket ON ticket_id = ticket.id WHERE text = 'x'", true),
    ("SELECT * FROM ticket WHERE id = 1", false),
    ("SELECT * FROM step", false),
    ("SELECT value FROM json_each('[1]')", false),
  ])
  func `tells a statement that grows with the data`(sql: String, isFault: Bool) throws {
    let desk = try SmallDesk()
    let plan = StatementPlan(sql: sql, steps: try desk.connection.plan(of: Query(sql)))
    #expect(plan.faults.isEmpty != isFault, "\(plan.steps)")
  }
}
