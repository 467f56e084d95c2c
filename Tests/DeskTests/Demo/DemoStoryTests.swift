import SQLite
import Testing

@testable import Desk

@Suite struct DemoStoryTests {
  /// A database in memory with the story in it.
  private func seeded() throws -> Connection {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try connection.execute(Migrations.all.map(\.script).joined())
    var seeder = DemoSeeder(into: connection)
    try connection.write { try seeder.seed(passwordHash: "$y$hash") }
    return connection
  }

  private func number(_ connection: Connection, _ sql: String) throws -> Int64 {
    try #require(try connection.first(Query(sql)) { row in row.int(0) })
  }

  private func texts(_ connection: Connection, _ sql: String) throws -> [String] {
    var texts: [String] = []
    try connection.rows(Query(sql)) { row in texts.append(row.text(0) ?? "") }
    return texts
  }

  @Test func `tells a few hundred tickets, each at the end of its way`() {
    let tickets = DemoStory.told.tickets
    #expect(tickets.count >= 300)
    #expect(tickets.map(\.number) == (1...Int64(tickets.count)).map { $0 })
    #expect(tickets.map(\.openedAt) == tickets.map(\.openedAt).sorted())
    for status in TicketStatus.allCases {
      #expect(tickets.filter { $0.status == status }.count >= 40, "\(status)")
    }
    // 2 March 2026, 00:00 UTC.
    #expect(tickets.allSatisfy { $0.updatedAt < 1_772_409_600_000 })
  }

  @Test(arguments: DemoType.all.map(\.key), DemoOutcome.allCases)
  func `every journey goes to its end and stands where the outcome says`(
    key: String,
    outcome: DemoOutcome
  ) throws {
    let type = try #require(DemoType.all.first { $0.key == key })
    try #require(type.journeys.count == DemoOutcome.allCases.count)
    let customer = try #require(
      DemoCustomer.all.first { type.opensFor.contains($0.type) }
    )
    let ticket = try #require(
      DemoWalk.ticket(number: 1, customer: customer, type: type, outcome: outcome, openedAt: 0)
    )
    let forwards = ticket.movements.filter { $0.kind == .forwarded }
    #expect(forwards.map(\.condition) == type.journeys[outcome.rawValue])
    let expected: (TicketStatus, Responsibility) =
      switch outcome {
      case .draft: (.pending, .customer)
      case .atDesk, .atDeskAgain: (.inProgress, .attendant)
      case .returned, .returnedAgain: (.inProgress, .customer)
      case .completed: (.completed, .attendant)
      case .cancelled: (.cancelled, .customer)
      }
    #expect(ticket.status == expected.0)
    #expect(ticket.responsibility == expected.1)
  }

  @Test func `the histories lead step by step to where the tickets stand`() {
    for ticket in DemoStory.told.tickets {
      var step: String?
      var at: Int64 = 0
      for movement in ticket.movements {
        #expect(movement.from == step)
        #expect(movement.at >= at)
        step = movement.to
        at = movement.at
      }
      #expect(step == ticket.step.key)
      #expect(ticket.movements.first?.kind == .opened)
      #expect(ticket.movements.filter { $0.kind == .opened }.count == 1)
      #expect(ticket.movements.last.map { [$0.status] } == [ticket.status])
    }
  }

  @Test(arguments: DemoUser.online)
  func `every customer has tickets of each bucket in sight`(code: String) {
    let mine = DemoStory.told.tickets.filter { $0.seers.contains(code) }
    #expect(mine.contains { $0.status == .pending })
    #expect(mine.contains { $0.status == .inProgress && $0.responsibility == .customer })
    #expect(mine.contains { $0.status == .inProgress && $0.responsibility == .attendant })
    #expect(mine.contains { $0.status == .completed })
    #expect(mine.contains { $0.status == .cancelled })
  }

  @Test func `one user is person, student and teacher at once`() {
    let types = DemoCustomer.all.filter { $0.signedIn.contains("many") }.map(\.type)
    #expect(types == [.person, .student, .teacher])
  }

  @Test func `nobody can sign in for a foreign customer`() {
    #expect(DemoCustomer.others.allSatisfy { $0.signedIn.isEmpty })
    #expect(DemoCustomer.main.allSatisfy { !$0.signedIn.isEmpty })
  }

  @Test func `every flag is set somewhere, for all and by refinement`() {
    var base: FieldFlags = []
    var refined: FieldFlags = []
    for rule in DemoType.all.flatMap({ $0.always + $0.steps.flatMap(\.rules) }) {
      base.formUnion(rule.flags)
      for refinement in rule.refinements { refined.formUnion(refinement.flags) }
    }
    #expect(base == .all)
    #expect(refined == [.required, .readOnly, .invisibleOnline])
  }

  @Test func `every rule and every way names something that its type has`() {
    for type in DemoType.all {
      let keys = Set(type.parameters.map(\.key)).union(CommonParameter.allCases.map(\.rawValue))
      for rule in type.always + type.steps.flatMap(\.rules) {
        #expect(keys.contains(rule.parameter), "\(type.key) \(rule.parameter)")
      }
      let reasons = Set(DemoReason.all.map(\.key))
      for way in type.steps.flatMap(\.ways) {
        #expect(type.step(way.to) != nil, "\(type.key) \(way.to)")
        #expect(!way.reasons.isEmpty && reasons.isSuperset(of: way.reasons))
      }
      #expect(type.steps.filter(\.isDefaultEntry).count == 1)
      #expect((3...6).contains(type.steps.count))
      #expect(DemoGroup.all.contains { $0.key == type.group })
    }
  }

  @Test func `is written whole, and every canary stands in the database once`() throws {
    let connection = try seeded()
    let told = DemoStory.told
    let count = Int64(told.tickets.count)
    #expect(try number(connection, "SELECT count(*) FROM ticket") == count)
    #expect(
      try number(connection, "SELECT count(*) FROM movement")
        == Int64(told.tickets.map(\.movements.count).reduce(0, +))
    )
    #expect(try number(connection, "SELECT count(*) FROM pragma_foreign_key_check") == 0)
    #expect(try number(connection, "SELECT count(*) FROM understanding") > 100)
    #expect(try number(connection, "SELECT count(*) FROM message") > 700)
    #expect(try number(connection, "SELECT count(*) FROM message WHERE is_internal") > 100)

    let all = try texts(
      connection,
      """
      SELECT subject FROM ticket UNION ALL SELECT request_text FROM ticket
      UNION ALL SELECT product FROM ticket UNION ALL SELECT due_date FROM ticket
      UNION ALL SELECT solution FROM ticket UNION ALL SELECT value FROM ticket_parameter
      UNION ALL SELECT text FROM message UNION ALL SELECT name FROM attachment
      UNION ALL SELECT justification FROM movement UNION ALL SELECT text FROM understanding
      """
    ).joined(separator: "\n")
    let words = Set(told.canaries.map(\.word))
    #expect(words.count == told.canaries.count)
    #expect(words.count > 500)
    var written: [String: Int] = [:]
    for word in all.split(whereSeparator: { " \n".contains($0) }) {
      let word = word.prefix(word.hasPrefix("CANARIO-") ? 12 : word.count)
      written[String(word), default: 0] += 1
    }
    for word in words { #expect(written[word] == 1, "\(word)") }
    let planted = written.keys.filter { $0.hasPrefix("CANARIO-") }
    #expect(Set(planted).isSubset(of: words))
  }

  @Test func `canaries mark what each kind of rule hides`() {
    let canaries = DemoStory.canaries
    let places = Set(canaries.map(\.place))
    for place in [
      "parecerReservado", "custoInterno", "dueDate", "requestText", "product", "discussion",
      "attachments", "stepHistory", "understandings", "internal message", "article", "attendant",
    ] {
      #expect(places.contains(place), "\(place)")
    }
    for code in DemoUser.online + ["attendant"] {
      #expect(canaries.filter { $0.hiddenFrom.contains(code) }.count > 50, "\(code)")
    }
    #expect(!canaries.contains { $0.hiddenFrom.contains("admin") })
  }

  @Test func `is written the same every time`() throws {
    let first = try seeded()
    let second = try seeded()
    let sum = "SELECT sum(updated_at * id + version) FROM ticket"
    #expect(try number(first, sum) == number(second, sum))
  }
}
