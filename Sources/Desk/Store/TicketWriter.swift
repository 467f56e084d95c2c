import Bytes
import SQLite

/// A draft that is to be written.
struct NewTicket {
  let customer: CustomerID
  let customerType: CustomerType
  let type: TicketTypeID
  let step: StepID
  let openedBy: ParticipantKey
  /// The contact as whom the user opened it, of the customer's own table.
  let contact: Int64?
}

/// A movement that is to be written: one row of the step history.
struct NewMovement {
  let kind: MovementKind
  let requestedBy: ParticipantKey
  let performedBy: AttendantID?
  let from: StepID?
  let to: StepID
  let transition: Transition?
  let reason: ReasonID?
  let justification: String?
  /// The state after it.
  let status: TicketStatus
  let responsibility: Responsibility
}

/// The writes that actions are made of. None of them judges: the action has done so.
extension WriteContext {
  /// Writes a draft: PENDING, with the customer.
  func insert(_ ticket: NewTicket) throws(SQLiteError) -> TicketID {
    let now = clock.now().milliseconds
    try connection.run(
      Self.insertTicket,
      ticket.customer.rawValue,
      ticket.customerType.code,
      ticket.type.rawValue,
      ticket.step.rawValue,
      ticket.openedBy.user.rawValue,
      ticket.openedBy.attendant?.rawValue,
      ticket.openedBy.side.code,
      ticket.customerType == .client ? ticket.contact : nil,
      ticket.customerType == .prospect ? ticket.contact : nil,
      now
    )
    let id = TicketID(connection.lastInsertRowID)
    noteOpening(of: id, ticket)
    return id
  }

  /// Fills a parameter of a ticket, or empties it; the journal keeps what it held.
  ///
  /// - Returns: Whether there is such a column or parameter; a section is none.
  @discardableResult
  func set(
    _ parameter: Parameter,
    to value: ParameterValue?,
    of ticket: TicketID
  ) throws(SQLiteError) -> Bool {
    try note(parameter.common.map { .common($0) } ?? .own(parameter.id), of: ticket)
    try keepValue(of: parameter, of: ticket)
    if let common = parameter.common {
      guard let query = Self.coreUpdates[common] else { return false }
      try connection.run(query, ticket.rawValue, value?.stored)
    } else if let value {
      let id = parameter.id.rawValue
      try connection.run(Self.setOwn, ticket.rawValue, id, value.stored)
    } else {
      try connection.run(Self.emptyOwn, ticket.rawValue, parameter.id.rawValue)
    }
    return true
  }

  /// Says that a ticket was changed: the version of each side that can see the change rises.
  func touch(_ ticket: TicketID, for sides: Set<Audience>) throws(SQLiteError) {
    let now = clock.now().milliseconds
    if sides.contains(.desk) { try connection.run(Self.touchDesk, ticket.rawValue, now) }
    if sides.contains(.online) { try connection.run(Self.touchOnline, ticket.rawValue, now) }
  }

  /// Puts a ticket at a step, in a state, with somebody; both sides' versions rise.
  func place(
    _ ticket: TicketID,
    at step: StepID,
    _ status: TicketStatus,
    _ responsibility: Responsibility,
    attendant: AttendantID?
  ) throws(SQLiteError) {
    try note(of: ticket)
    try connection.run(
      Self.place,
      ticket.rawValue,
      step.rawValue,
      status.code,
      responsibility.code,
      attendant?.rawValue,
      clock.now().milliseconds
    )
  }

  /// Writes a message at the end of a discussion.
  ///
  /// - Returns: Its id; `nil` where the discussion has no number left.
  func insertMessage(
    _ text: String,
    in ticket: TicketID,
    by author: ParticipantKey,
    isInternal: Bool
  ) throws(SQLiteError) -> ChildID? {
    let last = try connection.first(Self.lastMessage, ticket.rawValue) {
      (row) throws(SQLiteError) in row.int(0)
    }
    guard let number = MessageNumber.next(after: last ?? 0, isInternal: isInternal) else {
      return nil
    }
    try note(.message(number: number, isInternal: isInternal), of: ticket)
    try connection.run(
      Self.insertMessage,
      ticket.rawValue,
      number,
      author.user.rawValue,
      author.attendant?.rawValue,
      author.side.code,
      isInternal,
      clock.now().milliseconds,
      text
    )
    return ChildID(ticket: ticket, number: number)
  }

  /// Writes a row of the step history.
  func insert(_ movement: NewMovement, of ticket: TicketID) throws(SQLiteError) -> ChildID {
    let last = try connection.first(Self.lastMovement, ticket.rawValue) {
      (row) throws(SQLiteError) in row.int(0)
    }
    let number = (last ?? 0) &+ 1
    try connection.run(
      Self.insertMovement,
      ticket.rawValue,
      number,
      movement.kind.rawValue,
      movement.requestedBy.user.rawValue,
      movement.requestedBy.attendant?.rawValue,
      movement.requestedBy.side.code,
      movement.performedBy?.rawValue,
      movement.from?.rawValue,
      movement.to.rawValue,
      movement.transition?.id.rawValue,
      movement.reason?.rawValue,
      movement.status.code,
      movement.responsibility.code,
      workflow.ruleVersion,
      clock.now().milliseconds,
      movement.transition?.conditionLabel,
      movement.justification
    )
    return ChildID(ticket: ticket, number: number)
  }
}

extension WriteContext {
  /// Removes a ticket with all that belongs to it, and leaves a tombstone without content.
  func erase(_ ticket: TicketID, by user: UserID) throws(SQLiteError) {
    try note(of: ticket)
    notes.noteDeletion(of: ticket)
    for content in try contents(of: ticket) { loosen(content) }
    try connection.run(Self.bury, ticket.rawValue, clock.now().milliseconds, user.rawValue)
    try connection.run(Self.erase, ticket.rawValue)
  }

  private static let bury = Query(
    """
    INSERT INTO tombstone (ticket_id, type_id, opened_at, deleted_at, deleted_by_user_id)
    SELECT id, type_id, opened_at, ?2, ?3 FROM ticket WHERE id = ?1
    """
  )
  private static let erase = Query("DELETE FROM ticket WHERE id = ?1")
}

extension WriteContext {
  private static let insertTicket = Query(
    """
    INSERT INTO ticket (customer_id, customer_type, type_id, step_id, opened_by_user_id,
      opened_by_attendant_id, opened_by_side, opened_by_client_contact_id,
      opened_by_prospect_contact_id, opened_at, updated_at, online_updated_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10, ?10)
    """
  )
  private static let coreUpdates: [CommonParameter: Query] = [
    .subject: Query("UPDATE ticket SET subject = ?2 WHERE id = ?1"),
    .requestText: Query("UPDATE ticket SET request_text = ?2 WHERE id = ?1"),
    .priority: Query("UPDATE ticket SET priority = ?2 WHERE id = ?1"),
    .product: Query("UPDATE ticket SET product = ?2 WHERE id = ?1"),
    .dueDate: Query("UPDATE ticket SET due_date = ?2 WHERE id = ?1"),
    .solution: Query("UPDATE ticket SET solution = ?2 WHERE id = ?1"),
  ]
  private static let setOwn = Query(
    """
    INSERT INTO ticket_parameter (ticket_id, parameter_id, value) VALUES (?1, ?2, ?3)
    ON CONFLICT DO UPDATE SET value = excluded.value
    """
  )
  private static let emptyOwn = Query(
    "DELETE FROM ticket_parameter WHERE ticket_id = ?1 AND parameter_id = ?2"
  )
  private static let touchDesk = Query(
    "UPDATE ticket SET version = version + 1, updated_at = ?2 WHERE id = ?1"
  )
  private static let touchOnline = Query(
    """
    UPDATE ticket SET online_version = online_version + 1, online_updated_at = ?2 WHERE id = ?1
    """
  )
  private static let place = Query(
    """
    UPDATE ticket SET step_id = ?2, status = ?3, responsibility = ?4, attendant_id = ?5,
      version = version + 1, updated_at = ?6,
      online_version = online_version + 1, online_updated_at = ?6
    WHERE id = ?1
    """
  )
  private static let lastMessage = Query(
    "SELECT id FROM message WHERE ticket_id = ?1 ORDER BY id DESC LIMIT 1"
  )
  private static let insertMessage = Query("INSERT INTO message VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")
  private static let lastMovement = Query(
    "SELECT id FROM movement WHERE ticket_id = ?1 ORDER BY id DESC LIMIT 1"
  )
  private static let insertMovement = Query(
    """
    INSERT INTO movement (ticket_id, id, kind, requested_by_user_id, requested_by_attendant_id,
      requested_by_side, performed_by_attendant_id, from_step_id, to_step_id, transition_id,
      reason_id, status, responsibility, rule_version_id, moved_at, condition_label, justification)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
    """
  )
}
