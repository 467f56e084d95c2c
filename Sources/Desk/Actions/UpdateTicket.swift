public import SQLite

/// Changes parameters of a ticket where it stands.
///
/// - Source: R2, R26, R43-R46; L10, L19, L26.
public struct UpdateTicket: Sendable {
  public let ticket: Reference<TicketID>
  public let parameters: [ParameterEdit]
  public let expectedVersion: Int64?
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    parameters: [ParameterEdit],
    expectedVersion: Int64? = nil,
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.parameters = parameters
    self.expectedVersion = expectedVersion
    self.idempotencyKey = idempotencyKey
  }

  /// Writes what differs, or says all that stands against it.
  ///
  /// The version of a side rises only where that side sees something of what differs.
  ///
  /// - Returns: The ticket.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketID> {
    let attempt = Attempt("updateTicket", key: idempotencyKey, digest: digest)
    let beginning = try Undertaking.begin(
      .editParameters,
      on: ticket,
      expectedVersion: expectedVersion,
      as: attempt,
      for: viewer,
      in: context
    )
    let work: Undertaking
    switch beginning {
    case .refused(let problems): return .refused(problems)
    case .again(let written): return .done(written.ticket)
    case .begun(let begun): work = begun
    }
    let (changes, problems) = work.judgement(in: context.workflow).judge(parameters)
    guard problems.isEmpty else { return .refused(problems) }
    let real = work.real(changes, over: try work.values(in: context))
    try work.write(real, in: context)
    try context.touch(work.ticket.id, for: work.sides(seeing: real, in: context.workflow))
    try attempt.keep(Written(ticket: work.ticket.id, number: 0), for: viewer, in: context)
    return .done(work.ticket.id)
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(parameters)
    digest.add(expectedVersion)
    return digest
  }
}
