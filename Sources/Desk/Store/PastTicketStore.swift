public import Bytes
public import SQLite

extension DeskReader {
  /// A ticket as one side could see it at a moment of the past.
  ///
  /// The rules are those of the version in force then, and so are the step, the status and whose turn it
  /// was; one ``Policy`` decides, as always. What things are called is what they are called today. Before
  /// the first version of the rules everything is hidden.
  ///
  /// - Parameters:
  ///   - id: Which ticket.
  ///   - moment: When; both ends of a millisecond are in it.
  ///   - audience: For which side; of customers, the ticket's own.
  ///   - viewer: Who asks.
  /// - Returns: `nil` for a viewer who is no administrator, and for a ticket that the viewer may not see.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(the type's parameters + the ticket's movements and changes after the moment), ten
  ///   statements; the configuration is read once for each version.
  /// - Source: F24.
  public func ticketAsOf(
    _ id: TicketID,
    at moment: Instant,
    audience: Audience,
    for viewer: Viewer
  ) throws(SQLiteError) -> PastTicket? {
    guard viewer.has(.administer) else { return nil }
    let found = try tickets(ids: [id], fields: .dates, for: viewer)
    guard let slot = found.slots.first, slot >= 0 else { return nil }
    let openedAt = found.rows.openedAt[Int(slot)]
    let journalBegan = try connection.first(Self.valuesKnownFrom) { (row) throws(SQLiteError) in
      Instant(milliseconds: row.int(0))
    }
    let standing: PastTicket.Standing =
      moment > clock.now() ? .future : moment < openedAt ? .notOpened : .open
    var past = PastTicket(
      id: id,
      moment: moment,
      audience: audience,
      standing: standing,
      valuesKnownFrom: max(openedAt, journalBegan ?? clock.now()),
      seen: Tickets.none(for: audience)
    )
    guard standing == .open else { return past }
    let rules = try workflow(at: moment)
    past.ruleVersion = rules.ruleVersion.map { RuleVersionID($0) }
    try readState(of: &past)
    let type = found.rows.types[Int(slot)]
    if let type = workflow.type(type)?.id {
      try readValues(of: &past, type: type, found.rows.customerTypes[Int(slot)], under: rules)
    }
    return past
  }

  /// Where the ticket stood: what its last movement until then says.
  private func readState(of past: inout PastTicket) throws(SQLiteError) {
    try connection.rows(Self.state, past.id.rawValue, past.moment.milliseconds) { row in
      past.step = row.exactInt(0).map { StepID($0) }
      past.status = row.exactInt(1).flatMap { TicketStatus(code: $0) }
      past.responsibility = row.exactInt(2).flatMap { Responsibility(code: $0) }
    }
  }

  /// What the ticket held, sealed and opened under the rules of then.
  private func readValues(
    of past: inout PastTicket,
    type id: TicketTypeID,
    _ customerType: CustomerType,
    under rules: Workflow
  ) throws(SQLiteError) {
    guard let type = rules.type(id) else { return }
    var values = PastValues()
    if past.knowsValues {
      values.own = try ownValues(of: past.id, type: type)
      try connection.rows(Self.values, past.id.rawValue) { row in values.read(row) }
      try connection.rows(Self.changes, past.id.rawValue, past.moment.milliseconds) { row in
        guard let found = rules.parameter(ParameterID(row.int(0))), found.type == type.place
        else { return }
        values.takeBack(found.parameter, to: row)
      }
    }
    let step = past.step.map { rules.place(of: $0, in: type.place) } ?? .unknown
    past.seen = values.sealed(past, customerType, type.place, step, under: rules)
    var later: Set<ParameterID> = []
    try connection.rows(Self.later, id.rawValue, past.moment.milliseconds) { row in
      later.insert(ParameterID(row.int(0)))
    }
    past.parameters = formParameters(
      of: past.seen,
      at: 0,
      type: type,
      core: CoreValues(of: past.seen),
      own: values.own
    ).filter { !later.contains($0.parameter.id) }
  }

  /// The steps and parameters of today under the rules that were in force at a moment.
  private func workflow(at moment: Instant) throws(SQLiteError) -> Workflow {
    if workflow.policy.isClosed { return workflow }
    let found = try connection.first(Self.versionAt, moment.milliseconds) {
      (row) throws(SQLiteError) in (version: row.exactInt(0), isAny: row.bool(1))
    }
    // Rules were to come, and until they came nothing was to be seen.
    guard let found, found.version != nil || !found.isAny else { return workflow.closed() }
    let key = PastRules(version: found.version, revision: workflow.revision)
    if let known = pastWorkflows[key] { return known }
    let loaded = try WorkflowStore.load(
      connection,
      rules: .published(found.version.map { RuleVersionID($0) })
    )
    faults.report(loaded.faults)
    if pastWorkflows.count >= Limits.cachedPastRules { pastWorkflows.removeAll() }
    pastWorkflows[key] = loaded
    return loaded
  }
}

/// Which rules of the past, over which configuration.
struct PastRules: Hashable {
  let version: Int64?
  let revision: Int64
}

/// What a ticket held at a moment, raw.
private struct PastValues {
  private var common: [CommonParameter: String] = [:]
  var own: [Int32: ParameterValue] = [:]

  private static let columns: [CommonParameter] = [
    .subject, .requestText, .priority, .product, .dueDate, .solution,
  ]

  /// Takes what the ticket holds today.
  mutating func read(_ row: borrowing Row) {
    for (parameter, column) in zip(Self.columns, 0...) { common[parameter] = row.text(column) }
  }

  /// Puts back what a change took away; from the last change to the first one after the moment.
  mutating func takeBack(_ parameter: Parameter, to row: borrowing Row) {
    if let parameter = parameter.common {
      common[parameter] = row.text(1)
    } else {
      let place = parameter.place.rawValue
      own[place] =
        row.isNull(1) ? nil : ParameterValue(row, column: 1, kind: parameter.kind)
    }
  }

  /// One ticket of these values, sealed, in the situation of then.
  func sealed(
    _ past: PastTicket,
    _ customerType: CustomerType,
    _ type: TypePlace,
    _ step: StepPlace,
    under rules: Workflow
  ) -> Tickets {
    var ticket = TicketColumns(for: past.audience)
    ticket.ids = [past.id]
    ticket.customerTypes = [customerType]
    ticket.types = [type]
    ticket.steps = [step]
    ticket.situations.append(
      customerType: customerType,
      type: type,
      step: step,
      status: past.status,
      responsibility: past.responsibility
    )
    ticket.subjects = Governed(text(.subject))
    ticket.requestTexts = Governed(text(.requestText))
    ticket.products = Governed(text(.product))
    ticket.dueDates = Governed(text(.dueDate))
    ticket.solutions = Governed(text(.solution))
    ticket.priorities = Governed([common[.priority].flatMap(Priority.init(rawValue:))])
    return Tickets(
      ticket,
      fields: [.subject, .details, .requestText, .solution],
      policy: rules.policy,
      reader: .ruled
    )
  }

  private func text(_ parameter: CommonParameter) -> TextColumn { TextColumn([common[parameter]]) }
}

extension Tickets {
  /// No ticket, for who may see none.
  static func none(for audience: Audience) -> Tickets {
    Tickets(
      TicketColumns(for: audience),
      fields: [],
      policy: Policy(rules: .empty),
      reader: .ruled
    )
  }
}

extension DeskReader {
  static let valuesKnownFrom = Query("SELECT values_known_from FROM settings WHERE id = 1")
  static let versionAt = Query(
    """
    SELECT
      (SELECT id FROM rule_version WHERE number IS NOT NULL AND published_at <= ?1
        ORDER BY number DESC LIMIT 1),
      EXISTS (SELECT 1 FROM rule_version WHERE number IS NOT NULL)
    """
  )
  static let state = Query(
    """
    SELECT to_step_id, status, responsibility FROM movement
    WHERE ticket_id = ?1 AND moved_at <= ?2 ORDER BY id DESC LIMIT 1
    """
  )
  static let values = Query(
    """
    SELECT subject, request_text, priority, product, due_date, solution FROM ticket WHERE id = ?1
    """
  )
  static let changes = Query(
    """
    SELECT parameter_id, value FROM value_change WHERE ticket_id = ?1 AND changed_at > ?2
    ORDER BY id DESC
    """
  )
  static let later = Query("SELECT id FROM parameter WHERE type_id = ?1 AND created_at > ?2")
}
