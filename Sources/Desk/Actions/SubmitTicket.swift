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
    let attempt = Attempt("submitTicket", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .submit,
      on: ticket,
      expectedVersion: expectedVersion,
      as: attempt,
      for: viewer,
      in: context
    ) {
    case .refused(let problems): return .refused(problems)
    case .again(let written): return .done(written.child)
    case .begun(let begun): work = begun
    }

    let way = way(from: work.ticket, in: context.workflow)
    let judgement = work.judgement(in: context.workflow)
    let (changes, faults) = judgement.judge(parameters)
    let gate = Gate(
      type: work.type,
      destination: way.transition?.to,
      judgement: judgement
    )
    let values = try work.values(in: context)
    let missing = try gate.missing(
      from: work.ticket.id,
      holding: values,
      after: changes,
      on: context.reader
    )
    let problems = way.problems + faults + missing
    guard problems.isEmpty, let destination = way.destination(in: context.workflow) else {
      return .refused(problems.isEmpty ? [Problem(.conflict)] : problems)
    }
    try work.write(work.real(changes, over: values), in: context)
    let movement = try work.move(
      .forwarded,
      to: destination,
      justification: way.justification,
      in: context
    )
    guard let movement else { return .refused(.conflict) }
    try attempt.keep(Written(movement), for: viewer, in: context)
    return .done(movement)
  }

  /// Which way the ticket goes and why, with what is wrong about it.
  private struct Way {
    var transition: Transition?
    var reason: ForwardReason?
    var justification: String?
    var problems: [Problem] = []

    /// Where it leads: to whom the step names, where that is somebody, else to the configured
    /// attendant.
    func destination(in workflow: Workflow) -> Undertaking.Destination? {
      guard let transition, let reason, let to = workflow.step(transition.to) else { return nil }
      let named = to.attendant.flatMap { workflow.attendant($0) }
      return Undertaking.Destination(
        step: to.id,
        status: .inProgress,
        responsibility: transition.responsibility,
        attendant: named.flatMap { $0.isActive ? $0.id : nil } ?? workflow.defaultAttendant,
        transition: transition,
        reason: reason.id
      )
    }
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
    let said = Justification(justification)
    way.justification = said.text
    way.problems += said.problems
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
