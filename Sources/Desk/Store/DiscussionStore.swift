import Bytes
import SQLite

extension Messages: StoredChildren {
  static var countPlace: Int { 0 }

  static func query(_ shape: ChildShape, for audience: Audience) -> Query {
    switch (shape, audience) {
    case (.fromStart, .desk): allFromStart
    case (.fromEnd, .desk): allFromEnd
    case (.fromStart, .online): publicFromStart
    case (.fromEnd, .online): publicFromEnd
    }
  }

  private static let allFromStart = statement("", order: "ASC")
  private static let allFromEnd = statement("", order: "DESC")
  private static let publicFromStart = statement("AND is_internal = 0", order: "ASC")
  private static let publicFromEnd = statement("AND is_internal = 0", order: "DESC")

  private static func statement(_ condition: String, order: String) -> Query {
    Query(
      """
      SELECT id, author_user_id, author_attendant_id, author_side, is_internal, posted_at, text
      FROM message WHERE ticket_id = ?1 AND id > ?2 AND id < ?3 \(condition)
      ORDER BY id \(order) LIMIT ?4
      """
    )
  }

  mutating func append(_ row: borrowing Row, of ticket: TicketID, in workflow: Workflow) {
    tickets.append(ticket)
    numbers.append(row.int(0))
    authors.append(ParticipantKey(row, from: 1))
    isInternal.append(row.bool(4))
    postedAt.append(Instant(milliseconds: row.int(5)))
    row.append(text: 6, to: &texts)
  }

  func gathered(_ slots: [Int32]) -> Messages {
    var copy = Messages()
    copy.tickets = tickets.gathered(slots)
    copy.numbers = numbers.gathered(slots)
    copy.authors = authors.gathered(slots)
    copy.isInternal = isInternal.gathered(slots)
    copy.postedAt = postedAt.gathered(slots)
    copy.texts = texts.gathered(slots)
    return copy
  }
}

extension Array {
  /// The elements at some places, in that order.
  func gathered(_ slots: [Int32]) -> [Element] { slots.map { self[Int($0)] } }
}
