import Bytes
import Desk
import SQLite
import Synchronization
import Testing

/// F24: what somebody could see of a ticket at a moment is what they were answered then.
@Suite struct TicketAsOfTests {
  /// A clock that a test sets; it begins after the demo story.
  private final class Time: Sendable {
    private let now = Mutex(Instant(milliseconds: 1_772_600_000_000))
    var clock: Clock { Clock { self.now.withLock { $0 } } }
    var moment: Instant { now.withLock { $0 } }
    func advance(_ milliseconds: Int64) {
      now.withLock { $0 = $0.advanced(byMilliseconds: milliseconds) }
    }
  }

  /// What a side sees of a ticket, in fields that `Ticket` and `TicketAsOf` both have.
  private static let seen = """
    subject requestText priority product dueDate solution status responsibility step { key name }
    parameters { key label kind access required value {
      ... on TextValue { text } ... on IntegerValue { integer } ... on DecimalValue { decimal }
      ... on BooleanValue { boolean } ... on DateValue { date }
      ... on ChoiceValue { choice { key label } }
      ... on MultiChoiceValue { choices { key label } }
    } }
    discussion(first: 50) { totalCount nodes { id text postedAt
      author { displayName isAttendant } } }
    newest: discussion(last: 1) { pageInfo { hasPreviousPage hasNextPage endCursor } nodes { id } }
    attachments(first: 50) { totalCount nodes { id name size addedAt } }
    stepHistory(first: 50) { totalCount nodes { id kind movedAt from { key } to { key } condition
      conditionLabel reason { code } justification requestedBy { displayName isAttendant }
      performedBy { displayName } } }
    understandings(first: 50) { totalCount nodes { id version text state rejectionReason decidedAt
      proposedBy { displayName } decidedBy { displayName } } }
    """

  /// What two sides were answered at a moment.
  private struct Record {
    let event: String
    let moment: Instant
    var answers: [(audience: String, seen: JSON)] = []
  }

  /// A story that is told by real actions, and what was seen after each.
  private final class Story {
    let time = Time()
    let house: TestHouse
    private(set) var records: [Record] = []
    var ticket = ""

    init() throws { house = try TestHouse(clock: time.clock) }

    func ids(_ document: String) throws -> TestHouse.Answer { try house.run(document, as: "admin") }

    /// Does something, and remembers what both sides see then.
    @discardableResult
    func tell(_ event: String, as user: String, _ document: String) throws -> TestHouse.Answer {
      time.advance(60_000)
      let answer = try house.run("mutation { \(document) }", as: user)
      #expect(!answer.text.contains("\"code\""), "\(event): \(answer.text)")
      if ticket.isEmpty, case .string(let id)? = answer["openTicket.ticket.id"] { ticket = id }
      try remember(event)
      return answer
    }

    func remember(_ event: String) throws {
      var record = Record(event: event, moment: time.moment)
      for (audience, user) in [("ONLINE", "student"), ("DESK", "attendant")] {
        let answer = try house.run("{ ticket(id: \"\(ticket)\") { \(seen) } }", as: user)
        #expect(answer.errorMessages == [], "\(event)")
        record.answers.append((audience, answer["ticket"] ?? .null))
      }
      records.append(record)
    }

    /// Publishes rules: cells as `setFieldRules` takes them.
    func publish(_ event: String, _ rules: String) throws {
      let begun = try ids("mutation { createRuleDraft(input: {}) { version { id } } }")
      guard case .string(let draft)? = begun["createRuleDraft.version.id"] else {
        throw TestFailure(begun.text)
      }
      let set = try ids(
        """
        mutation { setFieldRules(input: {draft: "\(draft)", rules: [\(rules)]}) {
          problems { code path } } }
        """
      )
      #expect(set["setFieldRules.problems"] == .array([]), "\(set.text)")
      try tell(
        event,
        as: "admin",
        "publishRuleDraft(input: {draft: \"\(draft)\", reason: \"\(event)\"}) { problems { code } }"
      )
    }
  }

  /// Tells the story of a diploma, with four versions of the rules on its way.
  private func told() throws -> Story {
    let story = try Story()
    let types = try story.ids("{ ticketTypes { id key steps { id key } } }")
    guard case .array(let all)? = types["ticketTypes"],
      let type = all.first(where: { $0["key"] == "segunda-via-diploma" }),
      case .string(let typeID)? = type["id"], case .array(let steps)? = type["steps"]
    else { throw TestFailure(types.text) }
    func step(_ key: String) -> String {
      guard case .string(let id)? = steps.first(where: { $0["key"] == .string(key) })?["id"] else {
        return ""
      }
      return id
    }
    func edit(_ event: String, as user: String, _ parameters: String) throws {
      try story.tell(
        event,
        as: user,
        """
        updateTicket(input: {ticket: "\(story.ticket)", parameters: [\(parameters)]}) {
          problems { code } }
        """
      )
    }

    try story.tell(
      "opened",
      as: "student",
      """
      openTicket(input: {type: "\(typeID)", parameters: [
        {key: "subject", value: {text: "Segunda via"}}, {key: "requestText", value: {text: "Perdi."}},
        {key: "nomeCompleto", value: {text: "Ana"}}, {key: "curso", value: {choice: "direito"}},
        {key: "anoConclusao", value: {integer: 2018}},
        {key: "formaEntrega", value: {choice: "correio"}}]}) { ticket { id } problems { code } }
      """
    )
    try edit("edited", as: "student", "{key: \"subject\", value: {text: \"Outra via\"}}")
    try edit(
      "emptied and filled",
      as: "student",
      "{key: \"nomeCompleto\"}, {key: \"notaPessoal\", value: {text: \"Lembrar do RG\"}}"
    )
    try edit("filled again", as: "student", "{key: \"nomeCompleto\", value: {text: \"Ana B.\"}}")
    try story.tell(
      "asked",
      as: "student",
      "postMessage(input: {ticket: \"\(story.ticket)\", text: \"Há previsão?\"}) { problems { code } }"
    )
    try attach(to: story)
    try story.publish(
      "rules that hide from customers",
      """
      {step: "\(step("pedido"))", parameter: "formaEntrega", invisibleOnline: true},
      {step: "\(step("pedido"))", parameter: "discussion", readOnly: true},
      {step: "\(step("pedido"))", parameter: "curso", required: true,
        refinements: [{customerType: STUDENT, invisibleOnline: true}]}
      """
    )
    try story.tell(
      "handed over",
      as: "student",
      """
      submitTicket(input: {ticket: "\(story.ticket)", condition: "enviar", reason: "pedido",
        justification: "Com urgência"}) { problems { code } }
      """
    )
    try story.tell(
      "noted",
      as: "attendant",
      """
      postMessage(input: {ticket: "\(story.ticket)", text: "Conferir", internal: true}) {
        problems { code } }
      """
    )
    try edit(
      "judged",
      as: "attendant",
      """
      {key: "priority", value: {choice: "HIGH"}}, {key: "taxa", value: {decimal: "180.00"}},
      {key: "parecerReservado", value: {text: "Rasura"}}
      """
    )
    try propose(in: story)
    try story.publish(
      "rules that hide sections",
      """
      {step: "\(step("analise"))", parameter: "understandings",
        refinements: [{customerType: STUDENT, invisibleOnline: true}]},
      {step: "\(step("analise"))", parameter: "stepHistory", invisible: true},
      {step: "\(step("ajuste"))", parameter: "discussion", invisibleOnline: true}
      """
    )
    try story.tell(
      "sent back",
      as: "attendant",
      """
      submitTicket(input: {ticket: "\(story.ticket)", condition: "pendencia", reason: "documento"}) {
        problems { code } }
      """
    )
    try reject(in: story)
    try edit(
      "explained",
      as: "student",
      "{key: \"requestText\", value: {text: \"Perdi na mudança.\"}}"
    )
    try story.tell(
      "a parameter was added",
      as: "admin",
      """
      createParameter(input: {type: "\(typeID)", key: "extra", label: "Extra", kind: TEXT}) {
        problems { code } }
      """
    )
    try story.publish(
      "rules that know it",
      "{step: \"\(step("ajuste"))\", parameter: \"discussion\"}"
    )
    try edit("filled it", as: "student", "{key: \"extra\", value: {text: \"Novo\"}}")
    try edit("changed it", as: "student", "{key: \"extra\", value: {text: \"Mais novo\"}}")
    try story.tell(
      "handed over again",
      as: "student",
      """
      submitTicket(input: {ticket: "\(story.ticket)", condition: "reenviar", reason: "pedido"}) {
        problems { code } }
      """
    )
    try story.tell(
      "completed",
      as: "attendant",
      "completeTicket(input: {ticket: \"\(story.ticket)\", solution: \"Feito\"}) { problems { code } }"
    )
    return story
  }

  private func attach(to story: Story) throws {
    story.time.advance(60_000)
    let file = try Connection(path: story.house.path, mode: .readWrite)
    try file.run(
      Query(
        """
        INSERT INTO attachment SELECT id, 1, opened_by_user_id, NULL, 0, ?1, 5, zeroblob(32),
          'text/plain', 'identidade.txt' FROM ticket ORDER BY id DESC LIMIT 1
        """
      ),
      story.time.moment.milliseconds
    )
    try story.remember("attached")
  }

  private func propose(in story: Story) throws {
    for text in ["Uma via nova", "Uma via com o nome de hoje"] {
      try story.tell(
        "proposed \(text)",
        as: "attendant",
        """
        proposeUnderstanding(input: {ticket: "\(story.ticket)", text: "\(text)"}) {
          problems { code } }
        """
      )
    }
  }

  private func reject(in story: Story) throws {
    let found = try story.house.run(
      "{ ticket(id: \"\(story.ticket)\") { understandings { nodes { id } } } }",
      as: "student"
    )
    guard case .string(let id)? = found["ticket.understandings.nodes.1.id"] else {
      throw TestFailure(found.text)
    }
    try story.tell(
      "rejected",
      as: "student",
      "rejectUnderstanding(input: {understanding: \"\(id)\", reason: \"Não\"}) { problems { code } }"
    )
  }

  @Test func `a story that is asked about afterwards answers what it answered then`() throws {
    let story = try told()
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
              \(Self.seen) } }
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
    let story = try told()
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
    let story = try told()
    for (user, extra) in [
      ("student", ""), ("attendant", ""),
      ("admin", "auditLog(first: 100) { nodes { before after } }"),
    ] {
      let answer = try story.house.run(
        """
        { searchTickets(text: "Segunda via", first: 50) { nodes { subject } }
          node(id: "\(story.ticket)") { ... on Ticket { \(Self.seen) } } \(extra) }
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
