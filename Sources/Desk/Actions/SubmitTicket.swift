import Bytes
public import SQLite

/// Hands a ticket over along a condition of its step, once all that is required is filled in.
///
/// - Source: R21, R22, R47-R52, R57; Q3-Q6, Q11; F13, F15, F16.
public struct SubmitTicket: Sendable {
  public let ticket: Reference<TicketID>
  /// The key of a condition of the ticket's step.
  public let condition: String
  /// The key of a reason.
  public let reason: String
  public let justification: String?
  public let expectedVersion: Int64?
  /// Written before the gate is asked, in the same transaction.
  public let parameters: [ParameterEdit]
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    condition: String,
    reason: String,
    justification: String? = nil,
    expectedVersion: Int64? = nil,
    parameters: [ParameterEdit] = [],
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.condition = condition
    self.reason = reason
    self.justification = justification
    self.expectedVersion = expectedVersion
    self.parameters = parameters
    self.idempotencyKey = idempotencyKey
  }

  /// Moves the ticket and writes one row of its history, or says all that stands against it.
  ///
  /// - Returns: The movement, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ChildID> {
    guard let actor = viewer.actor else { return .refused(.notPermitted) }
    guard let target = try ticket.record(for: viewer, in: context),
      let type = context.workflow.type(target.type)
    else {
      return .refused(.notFound, at: "input", "ticket")
    }
    let attempt = Attempt("submitTicket", key: idempotencyKey, digest: digest)
    switch try attempt.recall(for: viewer, in: context) {
    case .first: break
    case .again(let written): return .done(written.child)
    case .refused(let problem): return .refused([problem])
    }
    // A loser of a race learns of the race first: the ticket's state is not what was seen.
    if let expectedVersion, expectedVersion != target.version {
      return .refused(.conflict, at: "input", "expectedVersion")
    }
    if let refusal = target.refusal(of: .submit, by: actor) {
      return .refused([Problem(ProblemCode(refusal))])
    }
    guard let configured = context.workflow.defaultAttendant else {
      return .refused(.attendantNotConfigured)
    }

    let way = way(from: target, in: context.workflow)
    let judgement = EditJudgement(
      type: type,
      policy: context.workflow.policy,
      viewer: viewer,
      situation: target.situation(of: .unknown, for: viewer.audience)
    )
    let (changes, faults) = judgement.judge(parameters)
    let gate = Gate(
      ticket: target,
      type: type,
      destination: way.transition?.to,
      judgement: judgement
    )
    let missing = try gate.missing(after: changes, in: context)
    let problems = way.problems + faults + missing
    guard problems.isEmpty else { return .refused(problems) }
    let author = Performer(viewer, of: target.customer, in: context.workflow).key
    guard
      let movement = try move(target, along: way, by: author, configured, in: context)
    else { return .refused(.conflict) }
    for change in changes {
      try context.set(change.parameter, to: change.value, of: target.id)
    }
    try attempt.keep(Written(movement), for: viewer, in: context)
    return .done(movement)
  }

  /// Puts the ticket at the next step and writes the one row of its history.
  private func move(
    _ target: TicketRecord,
    along way: Way,
    by author: ParticipantKey,
    _ configured: AttendantID,
    in context: WriteContext
  ) throws(SQLiteError) -> ChildID? {
    let workflow = context.workflow
    guard let transition = way.transition, let reason = way.reason,
      let to = workflow.step(transition.to), let from = workflow.step(target.step)
    else { return nil }
    let named = to.attendant.flatMap { workflow.attendant($0) }
    try context.place(
      target.id,
      at: to.id,
      .inProgress,
      transition.responsibility,
      attendant: named.flatMap { $0.isActive ? $0.id : nil } ?? configured
    )
    return try context.insert(
      NewMovement(
        kind: .forwarded,
        requestedBy: author,
        performedBy: author.attendant ?? configured,
        from: from.id,
        to: to.id,
        transition: transition,
        reason: reason.id,
        justification: way.justification,
        status: .inProgress,
        responsibility: transition.responsibility
      ),
      of: target.id
    )
  }

  /// Which way the ticket goes and why, with what is wrong about it.
  private struct Way {
    var transition: Transition?
    var reason: ForwardReason?
    var justification: String?
    var problems: [Problem] = []
  }

  private func way(from target: TicketRecord, in workflow: Workflow) -> Way {
    var way = Way()
    let ways = workflow.step(target.step).map { workflow.transitions(from: $0) } ?? []
    way.transition = ways.first { transition in
      condition.hasSameBytes(as: transition.conditionKey) && workflow.step(transition.to) != nil
    }
    if let transition = way.transition {
      way.reason = workflow.reasons(for: transition).first { reason.hasSameBytes(as: $0.key) }
      if way.reason == nil {
        way.problems.append(Problem(.unknownReason, at: ["input", "reason"]))
      }
    } else {
      way.problems.append(Problem(.unknownCondition, at: ["input", "condition"]))
    }
    if let justification {
      let most = Limits.justificationCharacters
      switch WrittenText(justification, characters: most, lines: true) {
      case .blank: break
      case .good(let text): way.justification = text
      case .bad:
        way.problems.append(Problem(.invalidValue, at: ["input", "justification"]))
      }
    }
    return way
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(condition)
    digest.add(reason)
    digest.add(justification)
    digest.add(expectedVersion)
    digest.add(parameters)
    return digest
  }
}
