import Bytes
import SQLite

extension Movements: StoredChildren {
  static var countPlace: Int { 2 }

  static func query(_ shape: ChildShape, for audience: Audience) -> Query {
    shape == .fromStart ? fromStart : fromEnd
  }

  private static let fromStart = statement(order: "ASC")
  private static let fromEnd = statement(order: "DESC")

  private static func statement(order: String) -> Query {
    Query(
      """
      SELECT id, requested_by_user_id, requested_by_attendant_id, requested_by_side,
        performed_by_attendant_id, from_step_id, to_step_id, reason_id, moved_at, kind,
        transition_id, condition_label, justification
      FROM movement WHERE ticket_id = ?1 AND id > ?2 AND id < ?3
      ORDER BY id \(order) LIMIT ?4
      """
    )
  }

  mutating func append(_ row: borrowing Row, of ticket: TicketID, in workflow: Workflow) {
    guard let kind = row.text(9).flatMap(MovementKind.init(rawValue:)) else { return }
    tickets.append(ticket)
    numbers.append(row.int(0))
    kinds.append(kind)
    requestedBy.append(ParticipantKey(row, from: 1))
    performedBy.append(row.optionalInt(4).map { AttendantID($0) })
    from.append(row.optionalInt(5).map { workflow.place(of: StepID($0)) } ?? .unknown)
    to.append(workflow.place(of: StepID(row.int(6))))
    reasons.append(row.optionalInt(7).map { ReasonID($0) })
    movedAt.append(Instant(milliseconds: row.int(8)))
    transitions.append(row.optionalInt(10).map { TransitionID($0) })
    row.append(text: 11, to: &conditionLabels)
    row.append(text: 12, to: &justifications)
  }

  func gathered(_ slots: [Int32]) -> Movements {
    var copy = Movements()
    copy.tickets = tickets.gathered(slots)
    copy.numbers = numbers.gathered(slots)
    copy.kinds = kinds.gathered(slots)
    copy.requestedBy = requestedBy.gathered(slots)
    copy.performedBy = performedBy.gathered(slots)
    copy.from = from.gathered(slots)
    copy.to = to.gathered(slots)
    copy.reasons = reasons.gathered(slots)
    copy.movedAt = movedAt.gathered(slots)
    copy.transitions = transitions.gathered(slots)
    copy.conditionLabels = conditionLabels.gathered(slots)
    copy.justifications = justifications.gathered(slots)
    return copy
  }
}
