import Bytes
import Desk
import SQLite
import Testing

/// L21, F2: what cannot be read hides what it governs from everybody whom rules bind, keeps everybody
/// from writing it, is told once, and changes nothing else.
@Suite struct FailClosedTests {
  /// A fault that is made in the file, and what it may touch.
  struct Breakage: CustomTestStringConvertible, Sendable {
    let name: String
    /// ?1 is the cell's step, ?2 its parameter.
    let sql: String
    let told: DeskFault.Kind
    /// Whether all parameters of the step are hidden, and not the one alone.
    var isWholeStep = false
    var testDescription: String { name }
  }

  private static let open = """
    PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA legacy_alter_table = ON;
    DROP TRIGGER field_rule_stays; DROP TRIGGER field_rule_not_deleted;
    DROP TRIGGER field_rule_not_added; DROP TRIGGER refinement_not_added;
    DROP TRIGGER refinement_stays; DROP TRIGGER rule_seal_stays; DROP TRIGGER rule_seal_not_deleted;

    """

  private static func loosened(_ table: String) -> String {
    """
    CREATE TABLE loose AS SELECT * FROM \(table); DROP TABLE \(table);
    ALTER TABLE loose RENAME TO \(table);

    """
  }

  private static let cell = "WHERE step_id = ?1 AND parameter_id = ?2"

  static let breakages = [
    Breakage(
      name: "a flag that is no flag",
      sql: "UPDATE field_rule SET read_only = 7 \(cell);",
      told: .rule
    ),
    Breakage(
      name: "a word for a flag",
      sql: loosened("field_rule") + "UPDATE field_rule SET required = 'x' \(cell);",
      told: .rule
    ),
    Breakage(
      name: "no value for a flag",
      sql: loosened("field_rule") + "UPDATE field_rule SET invisible_online = NULL \(cell);",
      told: .rule
    ),
    Breakage(
      name: "a flag that fell over",
      sql: "UPDATE field_rule SET required = 1 - required \(cell);",
      told: .rule
    ),
    Breakage(name: "a lost rule", sql: "DELETE FROM field_rule \(cell);", told: .rule),
    Breakage(
      name: "a rule of a step that is not there",
      sql: "UPDATE field_rule SET step_id = 999 \(cell);",
      told: .rule
    ),
    Breakage(
      name: "a rule of a parameter that is not there",
      sql: "UPDATE field_rule SET parameter_id = 9999 \(cell);",
      told: .rule
    ),
    Breakage(
      name: "a rule of a version that is not there",
      sql: "UPDATE field_rule SET version_id = 77 \(cell);",
      told: .rule
    ),
    Breakage(
      name: "a refinement for no customer type",
      sql: """
        INSERT INTO field_rule_refinement (version_id, step_id, parameter_id, customer_type)
          SELECT version_id, step_id, parameter_id, 9 FROM field_rule \(cell);
        """,
      told: .rule
    ),
    Breakage(
      name: "a parameter of no kind",
      sql: "UPDATE parameter SET kind = 'ODD' WHERE id = ?2;",
      told: .parameter
    ),
    Breakage(
      name: "a parameter of no time",
      sql: loosened("parameter") + "UPDATE parameter SET known_from = 'x' WHERE id = ?2;",
      told: .parameter
    ),
    Breakage(
      name: "a lost seal",
      sql: "DELETE FROM rule_seal WHERE step_id = ?1;",
      told: .rule
    ),
    Breakage(
      name: "a seal of another kind",
      sql: "UPDATE rule_seal SET rules = 'abc' WHERE step_id = ?1;",
      told: .step,
      isWholeStep: true
    ),
    Breakage(
      name: "a step of no time",
      sql: loosened("step") + "UPDATE step SET known_from = 'x' WHERE id = ?1;",
      told: .step,
      isWholeStep: true
    ),
    Breakage(
      name: "a lost step",
      sql: "DELETE FROM step WHERE id = ?1;",
      told: .missingStep,
      isWholeStep: true
    ),
  ]

  /// A parameter at a step where tickets stand and both sides see it, in the sound file.
  struct Cell {
    let step: Int64
    let parameter: Int64
    let key: String

    init(in house: TestHouse) throws {
      let file = try Connection(path: house.path, mode: .readOnly)
      let found = try file.first(
        Query(
          """
          SELECT rule.step_id, parameter.id, parameter.key
          FROM field_rule AS rule JOIN parameter ON parameter.id = rule.parameter_id
          WHERE rule.invisible = 0 AND rule.invisible_online = 0 AND parameter.origin = 'OWN'
            AND (SELECT count(*) FROM ticket JOIN ticket_parameter ON ticket_id = ticket.id
              WHERE ticket.step_id = rule.step_id AND parameter_id = parameter.id) > 1
            AND NOT EXISTS (SELECT 1 FROM field_rule_refinement AS other
              WHERE other.step_id = rule.step_id AND other.parameter_id = parameter.id)
          ORDER BY rule.step_id, parameter.id
          """
        )
      ) { row in (row.int(0), row.int(1), row.text(2) ?? "") }
      (step, parameter, key) = try #require(found)
    }

    func of(_ sql: String) -> String {
      sql.replacing("?1", with: "\(step)").replacing("?2", with: "\(parameter)")
    }
  }

  /// Everything of tickets that rules govern.
  private static let whole = """
    query ($after: String) {
      tickets(first: 25, after: $after) {
        pageInfo { endCursor }
        nodes {
          id number status responsibility type { key } customer { id } openedAt
          subject requestText priority product dueDate solution
          parameters { key label kind access required value {
            ... on TextValue { text } ... on IntegerValue { integer } ... on DecimalValue { decimal }
            ... on BooleanValue { boolean } ... on DateValue { date }
            ... on ChoiceValue { choice { key label } }
            ... on MultiChoiceValue { choices { key label } }
          } }
          discussion(first: 9) { totalCount nodes { id text } }
          attachments(first: 9) { totalCount nodes { id name } }
          stepHistory(first: 9) { totalCount nodes { id kind justification } }
          understandings(first: 9) { totalCount nodes { id text state } }
        }
      }
    }
    """
  private static let governed = [
    "subject", "requestText", "priority", "product", "dueDate", "solution", "discussion",
    "attachments", "stepHistory", "understandings",
  ]

  /// Whether a governed field looks as if nothing had ever been there.
  static func isEmpty(_ field: JSON?) -> Bool {
    field == .null || field == ["totalCount": 0, "nodes": .array([])]
  }

  /// What a user reads of each ticket, by number; every page but the last has to be full.
  static func tickets(_ user: String, _ house: TestHouse) throws -> [Int64: JSON] {
    var tickets: [Int64: JSON] = [:]
    var after = JSON.null
    repeat {
      let answer = try house.run(whole, as: user, variables: ["after": after])
      #expect(answer.errorMessages == [], "\(user)")
      guard case .array(let nodes)? = answer["tickets.nodes"] else { return tickets }
      for node in nodes {
        guard case .integer(let number)? = node["number"] else { continue }
        tickets[number] = node
      }
      after = nodes.count < 25 ? .null : answer["tickets.pageInfo.endCursor"] ?? .null
      if after == .null { break }
    } while true
    return tickets
  }

  /// What each user reads where nothing is broken; read once for all of these tests.
  static let sound = Result {
    let house = try TestHouse()
    return try Dictionary(
      uniqueKeysWithValues: DemoStory.users.map { ($0.code, try tickets($0.code, house)) }
    )
  }

  static func parameters(_ ticket: JSON) -> [String: JSON] {
    guard case .array(let items)? = ticket["parameters"] else { return [:] }
    var parameters: [String: JSON] = [:]
    for item in items {
      if case .string(let key)? = item["key"] { parameters[key] = item }
    }
    return parameters
  }

  @Test(arguments: breakages)
  func `hides what it governs, tells it once, and leaves the rest alone`(
    _ breakage: Breakage
  ) throws {
    let sound = try TestHouse()
    let cell = try Cell(in: sound)
    let whatSoundShows = try Self.sound.get()
    let broken = try TestHouse(breaking: Self.open + cell.of(breakage.sql))
    let file = try Connection(path: sound.path, mode: .readOnly)
    var affected: Set<Int64> = []
    try file.rows(
      Query(
        """
        SELECT id FROM ticket WHERE step_id = ?1 OR (?2 AND type_id =
          (SELECT type_id FROM step WHERE id = ?1))
        """
      ),
      cell.step,
      breakage.told == .parameter
    ) { row in affected.insert(row.int(0)) }

    var felt = 0
    for user in DemoStory.users.map(\.code) {
      let before = try #require(whatSoundShows[user])
      let after = try Self.tickets(user, broken)
      #expect(Set(before.keys) == Set(after.keys), "\(user)")
      for (number, ticket) in before {
        guard let now = after[number] else { continue }
        if !affected.contains(number) {
          #expect(now == ticket, "\(user), ticket \(number)")
        } else if user != "admin" {
          felt += Self.parameters(ticket)[cell.key] == nil ? 0 : 1
          #expect(Self.parameters(now)[cell.key] == nil, "\(user), ticket \(number)")
          try expectLess(now, than: ticket, isWholeStep: breakage.isWholeStep)
        } else {
          // Who administers reads what is there, and writes nothing of it.
          let read = Self.parameters(now)[cell.key]
          if breakage.told != .missingStep, breakage.name != "a parameter of no kind" {
            #expect(read?["value"] == Self.parameters(ticket)[cell.key]?["value"])
            #expect(read?["access"] == "READ_ONLY")
          }
        }
      }
    }
    #expect(felt > 2, "somebody has to have seen it before")
    let told = broken.faults.all
    #expect(told.contains { $0.kind == breakage.told }, "\(told)")
    #expect(Set(told).count == told.count, "told twice: \(told)")
    #expect(sound.faults.all == [])
    try expectRefused(cell, affected, broken)
  }

  /// That nothing is seen that was not seen before; at a step that is hidden whole, nothing at all.
  private func expectLess(_ now: JSON, than before: JSON, isWholeStep: Bool) throws {
    for name in Self.governed {
      let isAsBefore = now[name] == before[name] && !isWholeStep
      #expect(Self.isEmpty(now[name]) || isAsBefore, "\(name)")
    }
    let (seen, seenBefore) = (Self.parameters(now), Self.parameters(before))
    if isWholeStep { #expect(seen.isEmpty) }
    for (key, parameter) in seen { #expect(parameter == seenBefore[key], "\(key)") }
  }

  /// That nobody can write the parameter.
  private func expectRefused(_ cell: Cell, _ tickets: Set<Int64>, _ house: TestHouse) throws {
    let values = Query("SELECT group_concat(value) FROM ticket_parameter WHERE parameter_id = ?1")
    let file = try Connection(path: house.path, mode: .readOnly)
    let before = try file.first(values, cell.parameter) { row in row.text(0) }
    for user in ["client", "student", "teacher", "person", "prospect", "attendant", "admin"] {
      for (number, ticket) in try Self.tickets(user, house) where tickets.contains(number) {
        let answer = try house.run(
          """
          mutation ($ticket: ID!, $key: String!) {
            updateTicket(input: {ticket: $ticket, parameters: [{key: $key, value: {text: "x"}}]}) {
              ticket { id } problems { code }
            }
          }
          """,
          as: user,
          variables: ["ticket": ticket["id"] ?? .null, "key": .string(cell.key)]
        )
        #expect(answer["updateTicket.ticket"] == .null, "\(user): \(answer.text)")
        #expect(answer.errorCodes == [], "\(user): \(answer.text)")
      }
    }
    #expect(try file.first(values, cell.parameter) { row in row.text(0) } == before)
  }

  /// L3: where a ticket stands in an order must not tell what it hides.
  @Test(arguments: ["PRIORITY", "DUE_DATE"], ["ASC", "DESC"])
  func `tickets at a lost step come last, as those without a value`(
    field: String,
    direction: String
  ) throws {
    let cell = try Cell(in: try TestHouse())
    let house = try TestHouse(breaking: Self.open + cell.of("DELETE FROM step WHERE id = ?1;"))
    var values: [(number: JSON, isEmpty: Bool)] = []
    var after = JSON.null
    repeat {
      let answer = try house.run(
        """
        query ($after: String) {
          tickets(first: 30, after: $after, orderBy: {field: \(field), direction: \(direction)}) {
            pageInfo { endCursor hasNextPage } nodes { number priority dueDate step { key } } } }
        """,
        as: "attendant",
        variables: ["after": after]
      )
      #expect(answer.errorMessages == [])
      guard case .array(let nodes)? = answer["tickets.nodes"] else { break }
      for node in nodes {
        let value = node[field == "PRIORITY" ? "priority" : "dueDate"]
        if node["step"]?["key"] == "" { #expect(value == .null) }
        values.append((node["number"] ?? .null, value == .null))
      }
      after =
        answer["tickets.pageInfo.hasNextPage"] == true
        ? answer["tickets.pageInfo.endCursor"] ?? .null : .null
    } while after != .null
    let all = try #require(try Self.sound.get()["attendant"])
    #expect(values.count == all.count && Set(values.map(\.number)).count == all.count)
    #expect(!values.drop { !$0.isEmpty }.contains { !$0.isEmpty }, "a value behind an empty one")
  }

  /// A ticket whose own row cannot be read is not there for anybody, and pages stay full.
  @Test(arguments: ["status = 9", "responsibility = 5", "customer_type = 7", "type_id = 999"])
  func `a ticket that cannot be read is not there, and its page is full`(change: String) throws {
    let sound = try Self.sound.get()
    let broken = try TestHouse(
      breaking: Self.open + "UPDATE ticket SET \(change) WHERE id % 7 = 3;"
    )
    for user in DemoStory.users.map(\.code) {
      let before = try #require(sound[user]).filter { $0.key % 7 != 3 }
      let after = try Self.tickets(user, broken)
      #expect(before == after, "\(user): \(Set(before.keys).symmetricDifference(after.keys))")
      for ends in ["first: 3", "last: 3"] {
        let page = try broken.run("{ tickets(\(ends)) { nodes { number } } }", as: user)
        guard case .array(let nodes)? = page["tickets.nodes"] else { continue }
        #expect(nodes.count == min(3, after.count), "\(user), \(ends)")
      }
    }
    #expect(broken.faults.all.contains { $0.kind == .ticket })
  }
}
