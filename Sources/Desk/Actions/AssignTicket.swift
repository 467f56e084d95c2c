public import SQLite

/// An attendant takes a ticket at the desk into his own hands.
///
/// - Source: the action table; F15.
public struct TakeTicket: Sendable {
  public let ticket: Reference<TicketID>
  public let expectedVersion: Int64?
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    expectedVersion: Int64? = nil,
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.expectedVersion = expectedVersion
    self.idempotencyKey = idempotencyKey
  }

  /// Assigns the ticket and writes one row of its history, or says all that stands against it.
  ///
  /// - Returns: The movement, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ChildID> {
    let attempt = Attempt("takeTicket", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .take,
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
    var end = work.here
    end.attendant = work.author.attendant
    guard let movement = try work.move(.reassigned, to: end, in: context) else {
      return .refused(.conflict)
    }
    try attempt.keep(Written(movement), for: viewer, in: context)
    return .done(movement)
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(expectedVersion)
    return digest
  }
}

/// Gives a ticket at the desk to another attendant.
///
/// - Source: the action table; F15.
public struct ReassignTicket: Sendable {
  public let ticket: Reference<TicketID>
  public let attendant: Reference<AttendantID>
  public let justification: String?
  public let expectedVersion: Int64?
  public let idempotencyKey: String?

  public init(
    ticket: Reference<TicketID>,
    attendant: Reference<AttendantID>,
    justification: String? = nil,
    expectedVersion: Int64? = nil,
    idempotencyKey: String? = nil
  ) {
    self.ticket = ticket
    self.attendant = attendant
    self.justification = justification
    self.expectedVersion = expectedVersion
    self.idempotencyKey = idempotencyKey
  }

  /// Assigns the ticket and writes one row of its history, or says all that stands against it.
  ///
  /// - Returns: The movement, or that of the first attempt under the same key.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<ChildID> {
    let attempt = Attempt("reassignTicket", key: idempotencyKey, digest: digest)
    let work: Undertaking
    switch try Undertaking.begin(
      .reassign,
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
    var problems: [Problem] = []
    let path = ["input", "attendant"]
    let chosen = try attendant(for: work, in: context)
    if chosen == nil { problems.append(Problem(.notFound, at: path)) }
    if let chosen, chosen == work.ticket.attendant {
      problems.append(Problem(.alreadyAssigned, at: path))
    }
    let said = Justification(justification)
    problems += said.problems
    guard problems.isEmpty else { return .refused(problems) }
    var end = work.here
    end.attendant = chosen
    let movement = try work.move(.reassigned, to: end, justification: said.text, in: context)
    guard let movement else { return .refused(.conflict) }
    try attempt.keep(Written(movement), for: viewer, in: context)
    return .done(movement)
  }

  /// The attendant that is meant; `nil` for one who is not active or could not see the ticket.
  private func attendant(
    for work: Undertaking,
    in context: WriteContext
  ) throws(SQLiteError) -> AttendantID? {
    guard let found = attendant.id.flatMap({ context.workflow.attendant($0) }), found.isActive,
      let viewer = try context.reader.viewer(of: found.user), viewer.audience == .desk,
      TicketScope(of: viewer).contains(customer: work.ticket.customer, type: work.type.id)
    else { return nil }
    return found.id
  }

  private var digest: Digest {
    var digest = Digest()
    digest.add(ticket.id?.rawValue)
    digest.add(attendant.id?.rawValue)
    digest.add(justification)
    digest.add(expectedVersion)
    return digest
  }
}
