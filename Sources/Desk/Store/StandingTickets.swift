import SQLite

/// Where open tickets stand, and whose they are.
struct OpenPlace: Hashable {
  let step: StepID
  let customerType: CustomerType
}

/// A ticket that is neither completed nor cancelled, with what of it has a value.
struct StandingTicket: Hashable {
  let id: TicketID
  let customer: CustomerID
  let status: TicketStatus
  let responsibility: Responsibility
  /// - Shape: a bit for each common parameter at its place; the discussion's as customers see it.
  let filled: UInt16
  /// Whether anybody wrote to the discussion, to the desk alone or to all.
  let hasMessages: Bool

  /// Whether a side would find something in a common parameter.
  func has(_ parameter: CommonParameter, for audience: Audience) -> Bool {
    if parameter == .discussion, audience == .desk { return hasMessages }
    return filled & (UInt16(1) << UInt16(truncatingIfNeeded: parameter.place)) != 0
  }
}

extension DeskReader {
  /// The open tickets of one customer type at one step.
  ///
  /// - Complexity: O(tickets there), by one index.
  func openTickets(at place: OpenPlace) throws(SQLiteError) -> [StandingTicket] {
    var tickets: [StandingTicket] = []
    try connection.rows(
      Self.openTickets,
      place.step.rawValue,
      place.customerType.code
    ) { row in
      guard let status = TicketStatus(code: row.int(2)),
        let responsibility = Responsibility(code: row.int(3))
      else { return }
      var filled: UInt16 = 0
      for (parameter, column) in zip(CommonParameter.allCases, 4...) where row.bool(column) {
        filled |= UInt16(1) << UInt16(truncatingIfNeeded: parameter.place)
      }
      tickets.append(
        StandingTicket(
          id: TicketID(row.int(0)),
          customer: CustomerID(row.int(1)),
          status: status,
          responsibility: responsibility,
          filled: filled,
          hasMessages: row.bool(4 + CommonParameter.allCases.count)
        )
      )
    }
    return tickets
  }

  /// How many of them have a value of a parameter of their type's own.
  ///
  /// - Complexity: O(tickets there), each a look-up.
  func openValues(
    of parameter: ParameterID,
    at place: OpenPlace
  ) throws(SQLiteError) -> Int {
    let count = try connection.first(
      Self.openValues,
      place.step.rawValue,
      place.customerType.code,
      parameter.rawValue
    ) { (row) throws(SQLiteError) in row.int(0) }
    return Int(clamping: count ?? 0)
  }

  /// The columns of the common parameters, in their order.
  static let openTickets = Query(
    """
    SELECT id, customer_id, status, responsibility, subject IS NOT NULL, request_text IS NOT NULL,
      priority IS NOT NULL, product IS NOT NULL, due_date IS NOT NULL, solution IS NOT NULL,
      public_message_count > 0, attachment_count > 0, movement_count > 0, understanding_count > 0,
      public_message_count + internal_message_count > 0
    FROM ticket WHERE step_id = ?1 AND customer_type = ?2 AND status < 2
    """
  )
  static let openValues = Query(
    """
    SELECT count(*) FROM ticket JOIN ticket_parameter
      ON ticket_id = ticket.id AND parameter_id = ?3
    WHERE step_id = ?1 AND customer_type = ?2 AND status < 2
    """
  )
}
