import Bytes
public import SQLite

/// Ends a ticket as done, with its solution.
///
/// - Source: R33, R34, R51; Q4, Q5.
public struct CompleteTicket: Sendable {
  public let ticket: Reference<TicketID>
  /// `nil` keeps the solution that the ticket has.
  public let solution: String?
  public let justification: String?
  public let parameters: [ParameterEdit]
  public let expectedVersion: Int64?
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    solution: String?,
    justification: String? = nil,
    parameters: [ParameterEdit] = [],
    expectedVersion: Int64? = nil,
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.solution = solution
    self.justification = justification
    self.parameters = parameters
    self.expectedVersion = expectedVersion
    self.idempotencyKey = idempotencyKey
  }

  /// Completes the ticket and writes one row of its history, or says all that stands against it.
  ///
  /// The solution is judged like any parameter: where the rules hide it from the desk it is unknown,
  /// where they make it read-only it cannot be given, and in neither case is it asked for.
  ///
  /// - Returns: The movement, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ChildID> {
    let attempt = Attempt("completeTicket", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .complete,
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
    let judgement = work.judgement(in: context.workflow)
    let (changes, faults) = judgement.judge(edits)
    let said = Justification(justification)
    let gate = Gate(
      type: work.type,
      destination: nil,
      asksForSolution: true,
      judgement: judgement
    )
    let values = try work.values(in: context)
    let missing = try gate.missing(
      from: work.ticket.id,
      holding: values,
      after: changes,
      on: context.reader
    )
    let problems = faults.map(located) + said.problems + missing.map(located)
    guard problems.isEmpty else { return .refused(problems) }
    try work.write(work.real(changes, over: values), in: context)
    var end = work.here
    end.status = .completed
    let movement = try work.move(.completed, to: end, justification: said.text, in: context)
    guard let movement else { return .refused(.conflict) }
    try attempt.keep(Written(movement), for: viewer, in: context)
    return .done(movement)
  }

  private static let solutionKey = CommonParameter.solution.rawValue

  /// The parameters, and behind them the solution where one is given.
  private var edits: [ParameterEdit] {
    guard let solution else { return parameters }
    return parameters + [ParameterEdit(key: Self.solutionKey, value: .text(solution))]
  }

  /// A problem at the place in the input where the caller wrote what it is about.
  private func located(_ problem: Problem) -> Problem {
    let isSolution =
      problem.code == .parameterRequired
      ? problem.parameterKey == Self.solutionKey
      : solution != nil
        && problem.path.prefix(3) == ["input", "parameters", String(parameters.count)]
    guard isSolution else { return problem }
    return Problem(
      problem.code,
      at: ["input", "solution"],
      parameterKey: problem.parameterKey,
      parameterLabel: problem.parameterLabel
    )
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(solution)
    digest.add(justification)
    digest.add(parameters)
    digest.add(expectedVersion)
    return digest
  }
}

/// What is said about a movement.
struct Justification {
  let text: String?
  let problems: [Problem]

  /// - Parameters:
  ///   - text: As it was given.
  ///   - isRequired: Whether something has to be said.
  init(_ text: String?, isRequired: Bool = false) {
    let path = ["input", "justification"]
    let most = Limits.justificationCharacters
    switch text.map({ WrittenText($0, characters: most, lines: true) }) ?? .blank {
    case .blank:
      self.text = nil
      problems = isRequired ? [Problem(.required, at: path)] : []
    case .good(let text):
      self.text = text
      problems = []
    case .bad:
      self.text = nil
      problems = [Problem(.invalidValue, at: path)]
    }
  }
}
