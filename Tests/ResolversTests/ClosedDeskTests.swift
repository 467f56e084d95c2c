import Bytes
import Desk
import SQLite
import Testing

/// L21: without rules to judge by the desk goes on, shows nothing that they govern, and writes nothing.
@Suite struct ClosedDeskTests {
  /// What every user reads of the tickets, and that nothing of it is governed; who administers reads on.
  private func expectClosed(_ house: TestHouse) throws {
    for user in DemoStory.users.map(\.code) {
      let before = try #require(try FailClosedTests.sound.get()[user])
      let after = try FailClosedTests.tickets(user, house)
      #expect(Set(before.keys) == Set(after.keys), "\(user)")
      for (number, ticket) in after {
        #expect(ticket["status"] == before[number]?["status"])
        if user == "admin" {
          #expect(ticket["subject"] == before[number]?["subject"])
          continue
        }
        for name in ["subject", "requestText", "priority", "dueDate", "solution", "discussion"] {
          #expect(FailClosedTests.isEmpty(ticket[name]), "\(user), \(number), \(name)")
        }
        #expect(FailClosedTests.parameters(ticket).isEmpty, "\(user), \(number)")
      }
    }
  }

  /// That nobody writes, and that everybody is told why.
  private func expectReadOnly(_ house: TestHouse) throws {
    for user in ["student", "attendant", "admin"] {
      let answer = try house.run(
        "{ tickets(first: 1) { nodes { id actions { allowed } } } }",
        as: user
      )
      let ticket = try #require(answer["tickets.nodes.0.id"])
      #expect(!answer.text.contains("true"), "\(user): \(answer.text)")
      for document in [
        "postMessage(input: {ticket: $ticket, text: \"x\"}) { problems { code } }",
        "updateTicket(input: {ticket: $ticket, parameters: []}) { problems { code } }",
        """
        submitTicket(input: {ticket: $ticket, condition: "x", reason: "x"}) { problems { code } }
        """,
      ] {
        let answer = try house.run(
          "mutation ($ticket: ID!) { answer: \(document) }",
          as: user,
          variables: ["ticket": ticket]
        )
        #expect(answer["answer.problems.0.code"] == "RULES_UNREADABLE", "\(user): \(answer.text)")
      }
    }
    let group = try house.run(
      "mutation { createTicketGroup(input: {key: \"x\", name: \"X\"}) { problems { code } } }",
      as: "admin"
    )
    #expect(group["createTicketGroup.problems.0.code"] == "RULES_UNREADABLE", "\(group.text)")
    let type = try house.run("{ ticketTypes { id } }", as: "student")
    let opened = try house.run(
      """
      mutation ($type: ID!) {
        openTicket(input: {type: $type, parameters: []}) { problems { code } }
      }
      """,
      as: "student",
      variables: ["type": type["ticketTypes.0.id"] ?? .null]
    )
    #expect(opened["openTicket.problems.0.code"] == "RULES_UNREADABLE", "\(opened.text)")
  }

  private static let unbound = """
    PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
    DROP TRIGGER rule_version_stays; DROP TRIGGER rule_version_not_deleted;
    DROP TRIGGER rule_version_sealed;

    """

  @Test(arguments: [
    "DELETE FROM rule_version;", "UPDATE rule_version SET number = NULL;",
    "UPDATE rule_version SET number = 2;", "UPDATE rule_version SET published_at = NULL;",
  ])
  func `where nobody knows which rules are in force, all is closed`(sql: String) throws {
    let house = try TestHouse(breaking: Self.unbound + sql)
    try expectClosed(house)
    try expectReadOnly(house)
    #expect(house.faults.all.map(\.kind) == [.ruleVersions])
  }

  @Test func `without its settings it cannot notice a change, so all is closed`() throws {
    let house = try TestHouse(breaking: "DELETE FROM settings;")
    try expectClosed(house)
    try expectReadOnly(house)
    #expect(Set(house.faults.all.map(\.kind)) == [.configuration])
  }

  /// A change of the rules that cannot be read may have made them stricter.
  @Test(arguments: ["field_rule", "rule_seal", "step", "settings"])
  func `a change that cannot be read closes a desk that runs, until it can be read`(
    table: String
  ) throws {
    let house = try TestHouse()
    let file = try Connection(path: house.path, mode: .readWrite)
    let before = try house.run("{ tickets(first: 9) { nodes { subject } } }", as: "student").text
    try file.execute("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;")
    try file.execute(
      """
      UPDATE settings SET revision = revision + 1; ALTER TABLE \(table) RENAME TO hidden_away;
      """
    )
    try expectClosed(house)
    try expectReadOnly(house)
    let told = house.faults.all
    #expect(told.map(\.kind) == [.configuration], "\(told)")
    #expect(told.allSatisfy { $0.place.contains("no such table") }, "\(told)")

    try file.execute("ALTER TABLE hidden_away RENAME TO \(table);")
    let after = try house.run("{ tickets(first: 9) { nodes { subject } } }", as: "student").text
    #expect(before == after)
  }

  /// At the start nobody was promised anything yet, so a desk without its configuration does not begin.
  @Test(arguments: ["field_rule", "rule_version", "step", "parameter"])
  func `a desk whose configuration cannot be read does not start`(table: String) throws {
    #expect(throws: SQLiteError.self) {
      _ = try TestHouse(
        breaking: """
          PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;
          ALTER TABLE \(table) RENAME TO hidden_away;
          """
      )
    }
  }
}
