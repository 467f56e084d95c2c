import Bytes
import Desk
import Testing

/// F24: what somebody could see of a ticket at a moment is what they were answered then.
@Suite struct TicketAsOfTests {
  @Test func `a story that is asked about afterwards answers what it answered then`() throws {
    let story = try AsOfStory.told()
    story.time.advance(3_600_000)
    #expect(story.records.count > 20)
    // It would be easy to be right where nothing changes.
    for audience in [0, 1] {
      #expect(Set(story.records.map { $0.answers[audience].seen }).count > 14)
    }
    for record in story.records {
      for (audience, before) in record.answers {
        // At the moment itself, and as long as nothing else happened.
        for later in [Int64(0), 59_999] {
          let moment = record.moment.advanced(byMilliseconds: later)
          let answer = try story.house.run(
            """
            { ticketAsOf(id: "\(story.ticket)", asOf: "\(moment.text)", audience: \(audience)) {
              \(AsOfStory.seen) } }
            """,
            as: "admin"
          )
          #expect(answer.errorMessages == [])
          #expect(
            answer["ticketAsOf"] == before,
            "\(audience), \(record.event): \(answer.text) was \(before)"
          )
        }
      }
    }
  }

  @Test func `it says which rules there were, and nothing of what was not there`() throws {
    let story = try AsOfStory.told()
    let opened = try #require(story.records.first?.moment)
    func asOf(_ moment: Instant) throws -> TestHouse.Answer {
      try story.house.run(
        """
        { ticketAsOf(id: "\(story.ticket)", asOf: "\(moment.text)") { standing subject status
          ruleVersion { number } valuesKnownFrom step { key } parameters { key }
          discussion { totalCount } ticket { subject } } }
        """,
        as: "admin"
      )
    }
    let first = try asOf(opened)
    #expect(first["ticketAsOf.ruleVersion.number"] == 1)
    #expect(first["ticketAsOf.valuesKnownFrom"] == .string(opened.text))
    #expect(first["ticketAsOf.subject"] == "Segunda via")
    #expect(first["ticketAsOf.ticket.subject"] == "Outra via")
    let last = try asOf(story.time.moment)
    #expect(last["ticketAsOf.ruleVersion.number"] == 4)

    for (moment, standing) in [
      (opened.advanced(byMilliseconds: -1), "NOT_OPENED_YET"),
      (story.time.moment.advanced(byMilliseconds: 1), "IN_THE_FUTURE"),
    ] {
      let answer = try asOf(moment)
      #expect(answer.errorMessages == [])
      #expect(answer["ticketAsOf.standing"] == .string(standing))
      #expect(answer["ticketAsOf.subject"] == .null && answer["ticketAsOf.status"] == .null)
      #expect(answer["ticketAsOf.parameters"] == .array([]))
      #expect(answer["ticketAsOf.discussion.totalCount"] == 0)
      #expect(answer["ticketAsOf.ruleVersion"] == .null)
    }
  }

  /// The journal is asked for the past of a ticket and for nothing else.
  @Test func `what was edited away is found nowhere else`() throws {
    let story = try AsOfStory.told()
    for (user, extra) in [
      ("student", ""), ("attendant", ""),
      ("admin", "auditLog(first: 100) { nodes { changes { name before after } } }"),
    ] {
      let answer = try story.house.run(
        """
        { searchTickets(text: "Segunda via", first: 50) { nodes { subject } }
          node(id: "\(story.ticket)") { ... on Ticket { \(AsOfStory.seen) } } \(extra) }
        """,
        as: user
      )
      #expect(answer.errorMessages == [], "\(user)")
      #expect(!answer.text.contains("\"Segunda via\""), "\(user)")
      #expect(!answer.text.contains("\"Novo\""), "\(user)")
    }
  }

  @Test(arguments: ["student", "attendant", "client", "guardian"])
  func `nobody but who administers has it`(user: String) throws {
    let house = try TestHouse()
    func refusal(_ name: String) throws -> String {
      let document = "{ \(name)(number: 1, asOf: \"2026-03-02T09:30:00Z\") { standing } }"
      let answer = try house.run(document, as: user)
      #expect(answer.errorCodes == ["VALIDATION_FAILED"])
      return answer.text.replacing(name, with: "NAME")
    }
    #expect(try refusal("ticketAsOf") == refusal("tocketAsOf"))
    #expect(try refusal("ticketAsOf").contains("TicketAsOf") == false)
  }

  @Test func `a moment that is none is the caller's mistake`() throws {
    let house = try TestHouse()
    for text in ["", "yesterday", "2026-03-02", "2026-13-02T09:30:00Z", "2026-03-02T09:30:00"] {
      let document = "{ ticketAsOf(number: 1, asOf: \"\(text)\") { standing } }"
      let answer = try house.run(document, as: "admin")
      #expect(answer.errorCodes.count == 1 && answer["ticketAsOf"] == .null, "\(answer.text)")
    }
    for arguments in ["", "id: \"x\", number: 1, "] {
      let document = "{ ticketAsOf(\(arguments)asOf: \"2026-03-02T09:30:00Z\") { standing } }"
      #expect(try house.run(document, as: "admin").errorCodes == ["BAD_USER_INPUT"])
    }
    let none = try house.run(
      """
      { a: ticketAsOf(id: "x", asOf: "2026-03-02T09:30:00Z") { standing }
        b: ticketAsOf(number: 999999, asOf: "2026-03-02T09:30:00Z") { standing } }
      """,
      as: "admin"
    )
    #expect(none.text == #"{"data":{"a":null,"b":null}}"#)
  }

  @Test func `a type that is blocked for an administrator stays out`() throws {
    let house = try TestHouse(
      breaking: """
        INSERT INTO profile_blocked_type SELECT profile_id,
          (SELECT type_id FROM ticket WHERE id = 1) FROM user WHERE code = 'admin';
        """
    )
    let answer = try house.run(
      "{ ticketAsOf(number: 1, asOf: \"2026-06-02T09:30:00Z\") { standing } }",
      as: "admin"
    )
    #expect(answer.text == #"{"data":{"ticketAsOf":null}}"#)
  }

  /// Before the first version of the rules nothing was to be seen.
  @Test func `before the first rules everything is hidden`() throws {
    let house = try TestHouse(
      breaking: """
        DROP TRIGGER rule_version_stays;
        UPDATE rule_version SET published_at = 1780000000000;
        """
    )
    let answer = try house.run(
      """
      { ticketAsOf(number: 1, asOf: "2026-03-02T09:30:00Z", audience: DESK) { standing subject
        parameters { key } stepHistory { totalCount } ruleVersion { number } } }
      """,
      as: "admin"
    )
    #expect(answer["ticketAsOf.standing"] == "SEEN", "\(answer.text)")
    #expect(answer["ticketAsOf.subject"] == .null && answer["ticketAsOf.ruleVersion"] == .null)
    #expect(answer["ticketAsOf.parameters"] == .array([]))
    #expect(answer["ticketAsOf.stepHistory.totalCount"] == 0)
  }

  /// No statement for each row: what is asked once costs as much for a long ticket as for a short one.
  @Test func `costs few statements, and the rules are read once`() throws {
    let house = try TestHouse()
    let reader = try house.desk.makeReader()
    let document = """
      { ticketAsOf(number: 1, asOf: "2026-06-02T09:30:00Z") { subject parameters { key }
        discussion { totalCount nodes { text } } attachments { totalCount nodes { name } }
        stepHistory { totalCount nodes { kind } } understandings { nodes { text } } } }
      """
    var costs: [Int] = []
    for _ in 0..<3 {
      let before = reader.statistics.runs
      let answer = try house.query(document, as: "admin", on: reader)
      #expect(answer["ticketAsOf.subject"] != .null, "\(answer.text)")
      costs.append(reader.statistics.runs - before)
    }
    #expect(costs[0] > costs[1] && costs[1] == costs[2], "\(costs)")
    #expect(costs[1] <= 20, "\(costs)")
  }
}
