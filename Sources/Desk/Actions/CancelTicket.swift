import Bytes
public import SQLite

/// Calls a ticket off that was opened by mistake or twice: administrators alone, and only under the
/// customer's responsibility.
///
/// - Source: R59, R61-R63; F21.
public struct CancelTicket: Sendable {
  public let ticket: Reference<TicketID>
  public let justification: String
  public let expectedVersion: Int64?
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    justification: String,
    expectedVersion: Int64? = nil,
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.justification = justification
    self.expectedVersion = expectedVersion
    self.idempotencyKey = idempotencyKey
  }

  /// Cancels the ticket and writes one row of its history, or says all that stands against it.
  ///
  /// - Returns: The movement, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ChildID> {
    let attempt = Attempt("cancelTicket", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .cancel,
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
    let said = Justification(justification, isRequired: true)
    guard said.problems.isEmpty else { return .refused(said.problems) }
    var end = work.here
    end.status = .cancelled
    let movement = try work.move(.cancelled, to: end, justification: said.text, in: context)
    guard let movement else { return .refused(.conflict) }
    try context.audit(
      "cancelTicket",
      .ticket,
      work.ticket.id.rawValue,
      before: ["status": .string(work.ticket.status.rawValue)],
      after: ["status": .string(end.status.rawValue)],
      by: viewer
    )
    try attempt.keep(Written(movement), for: viewer, in: context)
    return .done(movement)
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(justification)
    digest.add(expectedVersion)
    return digest
  }
}
