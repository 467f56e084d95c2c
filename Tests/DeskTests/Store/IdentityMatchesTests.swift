import SQLite
import Testing

@testable import Desk

@Suite struct IdentityMatchesTests {
  /// The seven look-ups for one code.
  private static let search = Query(
    "WITH viewer AS MATERIALIZED (SELECT ?1 AS code) " + IdentityMatches.search
  )

  /// The seven places where a user's code can stand, by bit.
  private static let matches = [
    "UPDATE client SET user_code = 'u'",
    "INSERT INTO client_contact VALUES (70, 10, 'Carla', NULL, NULL, 'u')",
    "UPDATE person SET user_code = 'u'",
    "UPDATE student SET user_code = 'u'",
    "UPDATE teacher SET user_code = 'u'",
    "UPDATE prospect SET user_code = 'u'",
    "INSERT INTO prospect_contact VALUES (80, 14, 'Pia', NULL, NULL, 'u')",
  ]

  private func connection() throws -> Connection {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Migrations.all).migrate(connection)
    try connection.execute(
      """
      INSERT INTO profile (id, key, name) VALUES (1, 'p', 'P');
      INSERT INTO user (id, code, display_name, profile_id) VALUES (1, 'u', 'U', 1),
        (2, 'v', 'V', 1);
      INSERT INTO customer (id, type, name) VALUES (10, 0, 'C'), (11, 1, 'P'), (12, 2, 'S'),
        (13, 3, 'T'), (14, 4, 'Q');
      INSERT INTO client (customer_id, code) VALUES (10, 'C');
      INSERT INTO person (customer_id, code) VALUES (11, 'P');
      INSERT INTO student (customer_id, registration) VALUES (12, 'S');
      INSERT INTO teacher (customer_id, code) VALUES (13, 'T');
      INSERT INTO prospect (customer_id, code) VALUES (14, 'Q');
      """
    )
    return connection
  }

  /// R10, R11, R17-R20 and F17, for each of the 2^7 ways in which the tables can match.
  @Test(arguments: 0..<128)
  func `finds each table's match, contacts first, in a fixed order`(matches: Int) throws {
    let connection = try connection()
    for (bit, statement) in Self.matches.enumerated() where matches & 1 << bit != 0 {
      try connection.execute(statement)
    }
    var expected: [String] = []
    if matches & 2 != 0 {
      expected.append("CLIENT 10 contact 70 Carla")
    } else if matches & 1 != 0 {
      expected.append("CLIENT 10 record")
    }
    if matches & 4 != 0 { expected.append("PERSON 11 record") }
    if matches & 8 != 0 { expected.append("STUDENT 12 record") }
    if matches & 16 != 0 { expected.append("TEACHER 13 record") }
    if matches & 64 != 0 {
      expected.append("PROSPECT 14 contact 80 Pia")
    } else if matches & 32 != 0 {
      expected.append("PROSPECT 14 record")
    }
    #expect(try found(connection) == expected)
    #expect(try identities("v", connection) == [])
  }

  @Test func `a contact anywhere keeps the records of its table out, and each customer comes once`()
    throws
  {
    let connection = try connection()
    try connection.execute(
      """
      INSERT INTO customer (id, type, name) VALUES (21, 0, 'D'), (20, 0, 'E'), (22, 0, 'F');
      INSERT INTO client (customer_id, code) VALUES (21, 'D'), (20, 'E');
      INSERT INTO client (customer_id, code, user_code) VALUES (22, 'F', 'u');
      INSERT INTO client_contact VALUES (5, 21, 'Five', NULL, NULL, 'u'),
        (6, 20, 'Six', NULL, NULL, 'u'), (4, 21, 'Four', NULL, NULL, 'u');
      """
    )
    #expect(
      try found(connection) == ["CLIENT 20 contact 6 Six", "CLIENT 21 contact 4 Four"]
    )
  }

  @Test func `searches by indexes alone, with the session in one statement`() throws {
    let connection = try connection()
    // In the session's statement the guardian's look-up of the person stands beside the seven.
    for (query, lookups) in [(Self.search, 7), (DeskReader.bySession, 8)] {
      let plan = try connection.plan(of: query)
      let scans = plan.filter { $0.contains("SCAN") && $0 != "SCAN viewer" }
      #expect(scans.filter { $0 != "SCAN CONSTANT ROW" } == [], "\(plan)")
      #expect(plan.filter { $0.contains("TEMP") || $0.contains("AUTOMATIC") } == [])
      #expect(plan.filter { $0.contains("_by_user (user_code=?)") }.count == lookups)
    }
  }

  private func identities(_ code: String, _ connection: Connection) throws -> [Identity] {
    var matches = IdentityMatches()
    try connection.rows(Self.search, code) { row in matches.append(row) }
    return matches.identities
  }

  private func found(_ connection: Connection) throws -> [String] {
    try identities("u", connection).map { identity in
      let via =
        switch identity.via {
        case .contact(let id, let name): "contact \(id) \(name)"
        case .record: "record"
        }
      return "\(identity.type.rawValue) \(identity.customer.rawValue) \(via)"
    }
  }
}
