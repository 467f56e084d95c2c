import Bytes
import Desk
import SQLite
import Synchronization
import Testing

/// A story that is told by real actions, and what was seen after each.
final class AsOfStory {
  /// A clock that a test sets; it begins after the demo story.
  final class Time: Sendable {
    private let now = Mutex(Instant(milliseconds: 1_772_600_000_000))
    var clock: Clock { Clock { self.now.withLock { $0 } } }
    var moment: Instant { now.withLock { $0 } }
    func advance(_ milliseconds: Int64) {
      now.withLock { $0 = $0.advanced(byMilliseconds: milliseconds) }
    }
  }

  /// What a side sees of a ticket, in fields that `Ticket` and `TicketAsOf` both have.
  static let seen = """
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
  struct Record {
    let event: String
    let moment: Instant
    var answers: [(audience: String, seen: JSON)] = []
  }

  let time = Time()
  let house: TestHouse
  private(set) var records: [Record] = []
  var ticket = ""
  private(set) var type = ""
  private var steps: [String: String] = [:]

  init() throws {
    house = try TestHouse(clock: time.clock)
    let types = try ids("{ ticketTypes { id key steps { id key } } }")
    guard case .array(let all)? = types["ticketTypes"],
      let found = all.first(where: { $0["key"] == "segunda-via-diploma" }),
      case .string(let id)? = found["id"], case .array(let steps)? = found["steps"]
    else { throw TestFailure(types.text) }
    type = id
    for step in steps {
      guard case .string(let key)? = step["key"], case .string(let id)? = step["id"] else {
        continue
      }
      self.steps[key] = id
    }
  }

  func step(_ key: String) -> String { steps[key] ?? "" }

  func edit(_ event: String, as user: String, _ parameters: String) throws {
    try tell(
      event,
      as: user,
      """
      updateTicket(input: {ticket: "\(ticket)", parameters: [\(parameters)]}) {
        problems { code } }
      """
    )
  }

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
      let answer = try house.run("{ ticket(id: \"\(ticket)\") { \(Self.seen) } }", as: user)
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

extension AsOfStory {
  /// Tells the story of a diploma, with four versions of the rules on its way.
  static func told() throws -> AsOfStory {
    let story = try AsOfStory()
    try story.begin()
    try story.handOver()
    try story.sendBack()
    try story.end()
    return story
  }

  private func begin() throws {
    try tell(
      "opened",
      as: "student",
      """
      openTicket(input: {type: "\(type)", parameters: [
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
    try tell(
      "asked",
      as: "student",
      "postMessage(input: {ticket: \"\(ticket)\", text: \"Há previsão?\"}) { problems { code } }"
    )
    try attach()
  }

  private func handOver() throws {
    try publish(
      "rules that hide from customers",
      """
      {step: "\(step("pedido"))", parameter: "formaEntrega", invisibleOnline: true},
      {step: "\(step("pedido"))", parameter: "discussion", readOnly: true},
      {step: "\(step("pedido"))", parameter: "curso", required: true,
        refinements: [{customerType: STUDENT, invisibleOnline: true}]}
      """
    )
    try tell(
      "handed over",
      as: "student",
      """
      submitTicket(input: {ticket: "\(ticket)", condition: "enviar", reason: "pedido",
        justification: "Com urgência"}) { problems { code } }
      """
    )
    try tell(
      "noted",
      as: "attendant",
      """
      postMessage(input: {ticket: "\(ticket)", text: "Conferir", internal: true}) {
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
    try propose()
  }

  private func sendBack() throws {
    try publish(
      "rules that hide sections",
      """
      {step: "\(step("analise"))", parameter: "understandings",
        refinements: [{customerType: STUDENT, invisibleOnline: true}]},
      {step: "\(step("analise"))", parameter: "stepHistory", invisible: true},
      {step: "\(step("ajuste"))", parameter: "discussion", invisibleOnline: true}
      """
    )
    try tell(
      "sent back",
      as: "attendant",
      """
      submitTicket(input: {ticket: "\(ticket)", condition: "pendencia", reason: "documento"}) {
        problems { code } }
      """
    )
    try reject()
    try edit(
      "explained",
      as: "student",
      "{key: \"requestText\", value: {text: \"Perdi na mudança.\"}}"
    )
  }

  private func end() throws {
    try tell(
      "a parameter was added",
      as: "admin",
      """
      createParameter(input: {type: "\(type)", key: "extra", label: "Extra", kind: TEXT}) {
        problems { code } }
      """
    )
    try publish(
      "rules that know it",
      "{step: \"\(step("ajuste"))\", parameter: \"discussion\"}"
    )
    try edit("filled it", as: "student", "{key: \"extra\", value: {text: \"Novo\"}}")
    try edit("changed it", as: "student", "{key: \"extra\", value: {text: \"Mais novo\"}}")
    try tell(
      "handed over again",
      as: "student",
      """
      submitTicket(input: {ticket: "\(ticket)", condition: "reenviar", reason: "pedido"}) {
        problems { code } }
      """
    )
    try tell(
      "completed",
      as: "attendant",
      "completeTicket(input: {ticket: \"\(ticket)\", solution: \"Feito\"}) { problems { code } }"
    )
  }

  private func attach() throws {
    time.advance(60_000)
    let file = try Connection(path: house.path, mode: .readWrite)
    try file.run(
      Query(
        """
        INSERT INTO attachment SELECT id, 1, opened_by_user_id, NULL, 0, ?1, 5, zeroblob(32),
          'text/plain', 'identidade.txt' FROM ticket ORDER BY id DESC LIMIT 1
        """
      ),
      time.moment.milliseconds
    )
    try remember("attached")
  }

  private func propose() throws {
    for text in ["Uma via nova", "Uma via com o nome de hoje"] {
      try tell(
        "proposed \(text)",
        as: "attendant",
        """
        proposeUnderstanding(input: {ticket: "\(ticket)", text: "\(text)"}) {
          problems { code } }
        """
      )
    }
  }

  private func reject() throws {
    let found = try house.run(
      "{ ticket(id: \"\(ticket)\") { understandings { nodes { id } } } }",
      as: "student"
    )
    guard case .string(let id)? = found["ticket.understandings.nodes.1.id"] else {
      throw TestFailure(found.text)
    }
    try tell(
      "rejected",
      as: "student",
      "rejectUnderstanding(input: {understanding: \"\(id)\", reason: \"Não\"}) { problems { code } }"
    )
  }
}
