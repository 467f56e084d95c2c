public import SQLite

/// Explains decisions to administrators, by the policy and the predicates that made them.
extension DeskReader {
  /// Why a parameter is seen, read or written.
  ///
  /// - Parameters:
  ///   - question: What is asked.
  ///   - viewer: Who asks.
  /// - Returns: `nil` for a viewer who is no administrator, for a ticket, a step or a user that is not
  ///   there, and for a type that is blocked for the viewer.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(1), and three statements where a user is asked about.
  /// - Source: F8; moment 6 of the playground.
  public func accessExplanation(
    _ question: AccessQuestion,
    for viewer: Viewer
  ) throws(SQLiteError) -> AccessExplanation? {
    guard viewer.has(.administer), let ground = try ground(of: question.place, for: viewer),
      let type = workflow.type(ground.type)
    else { return nil }
    let parameter = type.parameter(key: question.parameterKey)
    let place =
      parameter?.place
      ?? CommonParameter(rawValue: question.parameterKey).map { ParameterPlace($0) } ?? .unknown
    var access: UserAccess?
    if let user = question.user {
      guard let found = try userAccess(of: user, to: place, ground, for: viewer) else {
        return nil
      }
      access = found
    }
    let policy = workflow.policy
    return AccessExplanation(
      ticket: ground.ticket,
      type: ground.type,
      step: ground.step,
      customerType: ground.customerType,
      parameterKey: question.parameterKey,
      parameter: parameter,
      online: AccessDecision(ground.situation(of: place, from: .online), by: policy),
      desk: AccessDecision(ground.situation(of: place, from: .desk), by: policy),
      isNeededToEnter: policy.isNeeded(
        place,
        toEnter: ground.step,
        of: ground.type,
        customerType: ground.customerType
      ),
      ruleVersion: workflow.ruleVersion.map { RuleVersionID($0) },
      user: access
    )
  }

  private func ground(
    of place: AccessQuestion.Place,
    for viewer: Viewer
  ) throws(SQLiteError) -> ExplainedGround? {
    switch place {
    case .ticket(let id):
      let found = try tickets(ids: [id], fields: [], for: viewer).rows
      guard found.count == 1 else { return nil }
      return ExplainedGround(
        ticket: id,
        customer: found.customers[0],
        customerType: found.customerTypes[0],
        type: found.types[0],
        step: found.steps[0],
        status: found.statuses[0],
        responsibility: found.responsibilities[0]
      )
    case .step(let id, let customerType, let status, let responsibility):
      guard let step = workflow.step(id),
        Catalogue(workflow: workflow, viewer: viewer).shows(step.type)
      else { return nil }
      return ExplainedGround(
        ticket: nil,
        customer: nil,
        customerType: customerType,
        type: step.type,
        step: step.place,
        status: status,
        responsibility: responsibility
      )
    }
  }

  private func userAccess(
    of id: UserID,
    to place: ParameterPlace,
    _ ground: ExplainedGround,
    for viewer: Viewer
  ) throws(SQLiteError) -> UserAccess? {
    let users = try users(ids: [id], for: viewer).rows
    guard users.count == 1, let subject = try self.viewer(of: id, evenDisabled: true) else {
      return nil
    }
    var matches = IdentityMatches()
    try connection.rows(Self.matches, id.rawValue) { row in matches.append(row) }
    var situation = ground.situation(of: place, from: subject.audience)
    situation.isDependants = ground.customer.map { subject.onlyReads(ticketsOf: $0) } ?? false
    let decision = AccessDecision(situation, by: workflow.policy, for: subject.reader)
    let gates = AccessGates(
      subject: subject,
      isDisabled: users.isDisabled[0] ?? true,
      hasPassword: users.hasPassword[0] ?? false,
      passedOver: matches.passedOver,
      ground: ground,
      decision: decision,
      workflow: workflow
    )
    return UserAccess(user: id, gates: gates.all, decision: decision)
  }

  /// All that the code of a user is found at.
  private static let matches = Query(
    """
    WITH viewer AS MATERIALIZED (SELECT id, code, profile_id FROM user WHERE id = ?1)
    \(IdentityMatches.search)
    UNION ALL
    \(IdentityMatches.dependantSearch)
    """
  )
}

/// A ticket, or what could be one, as the decision looks at it.
struct ExplainedGround {
  let ticket: TicketID?
  let customer: CustomerID?
  let customerType: CustomerType
  let type: TypePlace
  let step: StepPlace
  let status: TicketStatus
  /// `nil` is the turn of whoever looks.
  let responsibility: Responsibility?

  func situation(of parameter: ParameterPlace, from audience: Audience) -> Situation {
    Situation(
      audience: audience,
      customerType: customerType,
      type: type,
      step: step,
      parameter: parameter,
      status: status,
      responsibility: responsibility ?? (audience == .desk ? .attendant : .customer)
    )
  }
}

/// The gates between a user and a parameter of a ticket.
struct AccessGates {
  /// The user as a viewer, also where they may not sign in.
  let subject: Viewer
  let isDisabled: Bool
  let hasPassword: Bool
  let passedOver: [Identity]
  let ground: ExplainedGround
  let decision: AccessDecision
  let workflow: Workflow

  /// In the order in which they are passed; each is judged by itself.
  var all: [AccessGate] {
    [signIn, permission, type, identity, ownership, state, step, field]
  }

  private var signIn: AccessGate {
    if isDisabled { return AccessGate(.signIn, stops: .seeing, .disabled) }
    return hasPassword ? AccessGate(.signIn) : AccessGate(.signIn, stops: .seeing, .noPassword)
  }

  private var permission: AccessGate {
    guard subject.mayMeetTickets else {
      return AccessGate(.permission, stops: .seeing, .noPermission)
    }
    return AccessGate(.permission, subject.audience == .desk ? .desk : .passed)
  }

  private var type: AccessGate {
    let id = workflow.type(ground.type)?.id
    let isBlocked = id.map { TicketScope(of: subject).blocks($0) } ?? true
    return isBlocked ? AccessGate(.type, stops: .seeing, .typeBlocked) : AccessGate(.type)
  }

  private var identity: AccessGate {
    if subject.audience == .desk { return AccessGate(.identity, .desk) }
    return AccessGate(
      .identity,
      stops: subject.standsForSomebody ? nil : .seeing,
      .identities(subject.identities, passedOver: passedOver)
    )
  }

  private var ownership: AccessGate {
    guard let customer = ground.customer, subject.knows(customer) else {
      let record = passedOver.first { $0.customer == ground.customer }
      return AccessGate(.ownership, stops: .seeing, .notTheirs(passedOver: record))
    }
    if subject.audience == .desk { return AccessGate(.ownership, .desk) }
    if let own = subject.identities.first(where: { $0.customer == customer }) {
      return AccessGate(.ownership, .owner(own))
    }
    let ward = subject.dependants.first { $0.customer == customer }
    return AccessGate(.ownership, ward.map { .guardian($0) } ?? .passed)
  }

  private var state: AccessGate {
    let lock = workflow.policy.lock(of: decision.situation)
    // That there is no such parameter is the last gate's to say.
    guard let lock, lock != .unknown(.parameter) else { return AccessGate(.state) }
    return AccessGate(.state, stops: .writing, .locked(lock))
  }

  private var step: AccessGate {
    guard decision.ruled.because == .unknown(.step) else { return AccessGate(.step) }
    return AccessGate(.step, stops: .seeing, .stepUnknown)
  }

  /// What the lock alone forbids is the state's gate.
  private var field: AccessGate {
    let effect: AccessGate.Effect? =
      switch decision.access.because {
      case .nothingForbids, .locked, .neverWritten, .unknown(.state): nil
      case .unknown, .unreadableRule, .flag:
        decision.access.isHidden ? .seeing : .writing
      case .administratorReads: .writing
      }
    return AccessGate(.field, stops: effect, .decided(decision))
  }
}

extension DeskReader {
  /// The number of the version of the rules in force; `nil` where none was ever published.
  public func ruleNumber() throws(SQLiteError) -> Int64? {
    guard let version = workflow.ruleVersion else { return nil }
    return try connection.first(Self.ruleNumber, version) {
      (row) throws(SQLiteError) in row.optionalInt(0)
    } ?? nil
  }

  private static let ruleNumber = Query("SELECT number FROM rule_version WHERE id = ?1")
}
