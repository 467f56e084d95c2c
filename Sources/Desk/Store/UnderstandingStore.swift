import Bytes
import SQLite

extension Understandings: StoredChildren {
  static var countPlace: Int { 3 }

  static func query(_ shape: ChildShape, for audience: Audience) -> Query {
    shape == .fromStart ? fromStart : fromEnd
  }

  private static let fromStart = statement(order: "ASC")
  private static let fromEnd = statement(order: "DESC")

  private static func statement(order: String) -> Query {
    Query(
      """
      SELECT id,
        CASE WHEN state = 'PROPOSED' AND EXISTS (
          SELECT 1 FROM understanding AS later
          WHERE later.ticket_id = understanding.ticket_id AND later.id > understanding.id
        ) THEN 'SUPERSEDED' ELSE state END,
        proposed_by_user_id, proposed_by_attendant_id, proposed_at,
        decided_by_user_id, decided_at, text, rejection_reason
      FROM understanding WHERE ticket_id = ?1 AND id > ?2 AND id < ?3
      ORDER BY id \(order) LIMIT ?4
      """
    )
  }

  mutating func append(_ row: borrowing Row, of ticket: TicketID, in workflow: Workflow) {
    guard let state = row.text(1).flatMap(UnderstandingState.init(rawValue:)) else { return }
    tickets.append(ticket)
    numbers.append(row.int(0))
    states.append(state)
    proposedBy.append(
      ParticipantKey(
        user: UserID(row.int(2)),
        attendant: row.optionalInt(3).map { AttendantID($0) },
        side: .attendant
      )
    )
    proposedAt.append(Instant(milliseconds: row.int(4)))
    decidedBy.append(
      row.optionalInt(5).map { ParticipantKey(user: UserID($0), attendant: nil, side: .customer) }
    )
    decidedAt.append(row.optionalInt(6).map(Instant.init(milliseconds:)))
    row.append(text: 7, to: &texts)
    row.append(text: 8, to: &rejectionReasons)
  }

  func gathered(_ slots: [Int32]) -> Understandings {
    var copy = Understandings()
    copy.tickets = tickets.gathered(slots)
    copy.numbers = numbers.gathered(slots)
    copy.states = states.gathered(slots)
    copy.proposedBy = proposedBy.gathered(slots)
    copy.proposedAt = proposedAt.gathered(slots)
    copy.decidedBy = decidedBy.gathered(slots)
    copy.decidedAt = decidedAt.gathered(slots)
    copy.texts = texts.gathered(slots)
    copy.rejectionReasons = rejectionReasons.gathered(slots)
    return copy
  }
}

extension DeskReader {
  /// The latest understanding of a ticket, the only one that can be decided; `nil` where there is
  /// none.
  ///
  /// Whether the viewer may know of it is the caller's to ask.
  func latestUnderstanding(
    of ticket: TicketID
  ) throws(SQLiteError) -> (number: Int64, state: UnderstandingState)? {
    let found = try connection.first(Self.latestUnderstanding, ticket.rawValue) {
      (row) throws(SQLiteError) in
      row.text(1).flatMap(UnderstandingState.init(rawValue:)).map { (row.int(0), $0) }
    }
    return found ?? nil
  }

  private static let latestUnderstanding = Query(
    "SELECT id, state FROM understanding WHERE ticket_id = ?1 ORDER BY id DESC LIMIT 1"
  )
}

/// The writes of understandings. None of them judges: the action has done so.
extension WriteContext {
  /// Writes an understanding as the next version of its ticket's.
  func insertUnderstanding(
    _ text: String,
    of ticket: TicketID,
    by author: ParticipantKey
  ) throws(SQLiteError) -> ChildID {
    let latest = try reader.latestUnderstanding(of: ticket)
    let id = ChildID(ticket: ticket, number: (latest?.number ?? 0) &+ 1)
    try note(.understanding, of: ticket)
    try connection.run(
      Self.insertUnderstanding,
      ticket.rawValue,
      id.number,
      author.user.rawValue,
      author.attendant?.rawValue,
      clock.now().milliseconds,
      text
    )
    return id
  }

  /// Writes what a customer decided.
  func decide(
    _ understanding: ChildID,
    approving: Bool,
    _ reason: String?,
    by user: UserID
  ) throws(SQLiteError) {
    let state: UnderstandingState = approving ? .approved : .rejected
    try note(.understanding, of: understanding.ticket)
    try connection.run(
      Self.decideUnderstanding,
      understanding.ticket.rawValue,
      understanding.number,
      state.rawValue,
      user.rawValue,
      clock.now().milliseconds,
      reason
    )
  }

  private static let insertUnderstanding = Query(
    """
    INSERT INTO understanding (ticket_id, id, proposed_by_user_id, proposed_by_attendant_id,
      proposed_at, text)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """
  )
  private static let decideUnderstanding = Query(
    """
    UPDATE understanding SET state = ?3, decided_by_user_id = ?4, decided_at = ?5,
      rejection_reason = ?6
    WHERE ticket_id = ?1 AND id = ?2 AND state = 'PROPOSED'
    """
  )
}
