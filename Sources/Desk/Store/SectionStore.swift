import SQLite

extension DeskReader {
  /// The sections of a ticket that have an entry which everybody may see.
  func filledSections(of ticket: TicketID) throws(SQLiteError) -> Set<ParameterPlace> {
    var filled: Set<ParameterPlace> = []
    let sections: [CommonParameter] = [.discussion, .attachments, .stepHistory, .understandings]
    try connection.rows(Self.filledSections, ticket.rawValue) { row in
      for (section, column) in zip(sections, 0...) where row.bool(column) {
        filled.insert(ParameterPlace(section))
      }
    }
    return filled
  }

  private static let filledSections = Query(
    """
    SELECT public_message_count > 0, attachment_count > 0, movement_count > 0,
      understanding_count > 0
    FROM ticket WHERE id = ?1
    """
  )
}
