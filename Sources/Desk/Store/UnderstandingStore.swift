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
      SELECT id, state, proposed_by_user_id, proposed_by_attendant_id, proposed_at,
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
