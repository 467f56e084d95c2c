import Bytes
public import SQLite

/// Removes a cancelled ticket with all that belongs to it; a tombstone without content stays.
///
/// - Source: R60, R62; F21, L16.
public struct DeleteTicket: Sendable {
  public let ticket: Reference<TicketID>
  public let idempotencyKey: String?

  public init(ticket: Reference<TicketID>, idempotencyKey: String? = nil) {
    self.ticket = ticket
    self.idempotencyKey = idempotencyKey
  }

  /// Deletes the ticket, or says all that stands against it.
  ///
  /// The same request again is answered though the ticket is gone; any other answers as if it had
  /// never been.
  ///
  /// - Returns: The number that nobody will have again.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<TicketID> {
    let attempt = Attempt("deleteTicket", key: idempotencyKey, digest: digest)
    // Before the ticket is looked for, which the first attempt removed.
    if viewer.has(.administer) {
      switch try attempt.recall(for: viewer, in: context) {
      case .first: break
      case .again(let written): return .done(written.ticket)
      case .refused(let problem): return .refused([problem])
      }
    }
    let work: Undertaking
    switch try Undertaking.begin(.delete, on: ticket, as: attempt, for: viewer, in: context) {
    case .refused(let problems): return .refused(problems)
    case .again(let written): return .done(written.ticket)
    case .begun(let begun): work = begun
    }
    let id = work.ticket.id
    try context.erase(id, by: viewer.user)
    try context.audit(
      "deleteTicket",
      .ticket,
      id.rawValue,
      before: ["type": .string(work.type.key)],
      by: viewer
    )
    try attempt.keep(Written(ticket: id, number: 0), for: viewer, in: context)
    return .done(id)
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    return digest
  }
}
