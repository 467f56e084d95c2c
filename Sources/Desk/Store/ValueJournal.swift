import Bytes
import SQLite

/// The journal of values: what each change of a ticket took away.
///
/// What it holds is governed as the values themselves are. It is read by ``DeskReader`` for the past of
/// a ticket, under the rules of that past, and by nothing else.
extension WriteContext {
  /// Keeps what a parameter of a ticket holds, before it is changed.
  ///
  /// What is filled in at the moment of the opening is no change, and a section holds no value.
  func keepValue(of parameter: Parameter, of ticket: TicketID) throws(SQLiteError) {
    let query: Query
    if let common = parameter.common {
      guard let kept = Self.keepCommon[common] else { return }
      query = kept
    } else {
      query = Self.keepOwn
    }
    let now = clock.now().milliseconds
    try connection.run(query, ticket.rawValue, parameter.id.rawValue, now)
  }

  private static let keepCommon: [CommonParameter: Query] = [
    .subject: keeping("ticket.subject"),
    .requestText: keeping("ticket.request_text"),
    .priority: keeping("ticket.priority"),
    .product: keeping("ticket.product"),
    .dueDate: keeping("ticket.due_date"),
    .solution: keeping("ticket.solution"),
  ]
  private static let keepOwn = keeping(
    "(SELECT value FROM ticket_parameter WHERE ticket_id = ?1 AND parameter_id = ?2)"
  )

  private static func keeping(_ value: String) -> Query {
    Query(
      """
      INSERT INTO value_change (ticket_id, id, parameter_id, changed_at, value)
      SELECT ?1, ifnull((SELECT max(id) FROM value_change WHERE ticket_id = ?1), 0) + 1, ?2, ?3,
        \(value)
      FROM ticket WHERE ticket.id = ?1 AND ticket.opened_at <> ?3
      """
    )
  }
}
