public import SQLite

/// Approves or rejects the latest understanding of a ticket, once.
///
/// A decision is an answer and no hand-over: the history keeps it, and the ticket stays where it is,
/// under the customer's responsibility, until the customer forwards it. Where the rules hide the
/// understandings from the desk, the history, which both sides read, has no row of it.
///
/// - Source: R7, R56, Q2; F20, L6.
public struct DecideUnderstanding: Sendable {
  /// What a customer can decide.
  public enum Decision: Hashable, Sendable {
    case approve
    /// With the reason.
    case reject(String)
  }

  /// `nil` where what was given names no understanding.
  public let understanding: ChildID?
  public let decision: Decision
  public let idempotencyKey: String?

  public init(understanding: ChildID?, decision: Decision, idempotencyKey: String? = nil) {
    self.understanding = understanding
    self.decision = decision
    self.idempotencyKey = idempotencyKey
  }

  /// What came of it.
  public struct Decided: Hashable, Sendable {
    public let understanding: ChildID
    /// `nil` where the history has none of it.
    public let movement: ChildID?
  }

  /// Writes the decision and one row of the history, or says all that stands against it.
  ///
  /// - Returns: What was decided, or what the first attempt under the same key decided.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Decided> {
    let path = ["input", "understanding"]
    guard viewer.actor != nil else { return .refused(.notPermitted) }
    guard let understanding else { return .refused([Problem(.notFound, at: path)]) }
    let attempt = Attempt(name, key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .decideUnderstanding,
      on: .id(understanding.ticket),
      named: path,
      as: attempt,
      for: viewer,
      in: context
    ) {
    case .again(let written):
      let movement = written.number == 0 ? nil : written.child
      return .done(Decided(understanding: understanding, movement: movement))
    case .refused(let problems):
      return .refused(try located(problems, of: understanding, in: context))
    case .begun(let begun): work = begun
    }
    guard let latest = try context.reader.latestUnderstanding(of: understanding.ticket),
      latest.number >= understanding.number
    else { return .refused([Problem(.notFound, at: path)]) }
    guard latest.number == understanding.number else {
      return .refused([Problem(.alreadyDecided, at: path)])
    }
    var reason: String?
    if case .reject(let given) = decision {
      switch WrittenText(given, characters: Limits.justificationCharacters, lines: true) {
      case .blank: return .refused(.required, at: "input", "reason")
      case .bad: return .refused(.invalidValue, at: "input", "reason")
      case .good(let text): reason = text
      }
    }
    try context.decide(understanding, approving: decision == .approve, reason, by: viewer.user)
    let seeing = work.sides(seeing: .understandings, in: context.workflow)
    guard seeing == Set(Audience.allCases) else {
      try context.touch(work.ticket.id, for: seeing)
      try attempt.keep(Written(ticket: work.ticket.id, number: 0), for: viewer, in: context)
      return .done(Decided(understanding: understanding, movement: nil))
    }
    // The reason stays with the understanding: who does not see those reads none in the history.
    let kind: MovementKind =
      decision == .approve ? .understandingApproved : .understandingRejected
    guard let movement = try work.move(kind, to: work.here, in: context) else {
      return .refused(.conflict)
    }
    try attempt.keep(Written(movement), for: viewer, in: context)
    return .done(Decided(understanding: understanding, movement: movement))
  }

  /// A ticket's refusal, said of the understanding where it is about that.
  private func located(
    _ problems: [Problem],
    of understanding: ChildID,
    in context: WriteContext
  ) throws(SQLiteError) -> [Problem] {
    guard let code = problems.first?.code, code == .alreadyDecided || code == .notFound else {
      return problems
    }
    let path = ["input", "understanding"]
    let latest = try context.reader.latestUnderstanding(of: understanding.ticket)
    let isThere = code == .alreadyDecided && (latest?.number ?? 0) >= understanding.number
    return [Problem(isThere ? .alreadyDecided : .notFound, at: path)]
  }

  private var name: String {
    decision == .approve ? "approveUnderstanding" : "rejectUnderstanding"
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(understanding?.ticket.rawValue)
    digest.add(understanding?.number)
    if case .reject(let reason) = decision { digest.add(reason) }
    return digest
  }
}
