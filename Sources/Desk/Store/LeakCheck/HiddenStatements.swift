import SQLite

/// The statements of ``HiddenChanges``: ?1 is a group of tickets, ?2 and ?3 are two values of which each
/// cell gets the one that it does not have.
enum HiddenStatements {
  /// By group, the tickets of it.
  static let preparation = """
    DROP TRIGGER movement_stays;
    CREATE TEMP TABLE part (
      place INTEGER NOT NULL,
      ticket_id INTEGER NOT NULL,
      PRIMARY KEY (place, ticket_id)
    ) WITHOUT ROWID;
    """

  static let tickets = Query(
    "SELECT id, customer_id, customer_type, type_id, step_id FROM ticket ORDER BY id DESC"
  )
  static let note = Query("INSERT INTO temp.part VALUES (?1, ?2)")

  private static let inPart = "IN (SELECT ticket_id FROM temp.part WHERE place = ?1)"

  /// The parameters that are columns of the ticket.
  static let columns: [CommonParameter: Query] = [
    .subject: column("subject"),
    .requestText: column("request_text"),
    .priority: column("priority"),
    .product: column("product"),
    .dueDate: column("due_date"),
    .solution: column("solution"),
  ]

  private static func column(_ name: String) -> Query {
    Query(
      """
      UPDATE ticket SET \(name) = CASE WHEN \(name) IS ?2 THEN ?3 ELSE ?2 END WHERE id \(inPart)
      """
    )
  }

  /// The values of a parameter of the type's own, ?4.
  static let ownChanged = Query(
    """
    UPDATE ticket_parameter SET value = CASE WHEN value IS ?2 THEN ?3 ELSE ?2 END
    WHERE parameter_id = ?4 AND ticket_id \(inPart)
    """
  )
  /// Sets a parameter of the type's own, ?3, where it is not set.
  static let ownSet = Query(
    """
    INSERT INTO ticket_parameter SELECT ticket_id, ?3, ?2 FROM temp.part
    WHERE place = ?1 AND NOT EXISTS (SELECT 1 FROM ticket_parameter AS own
      WHERE own.ticket_id = part.ticket_id AND own.parameter_id = ?3)
    """
  )

  /// Changes the entries of a section, and adds one.
  static let sections: [CommonParameter: [Query]] = [
    .discussion: discussion, .attachments: attachments, .stepHistory: stepHistory,
    .understandings: understandings,
  ]

  private static let discussion = [
    Query("UPDATE message SET text = 'Trocada: ' || text WHERE ticket_id \(inPart)"),
    Query(
      """
      INSERT INTO message (ticket_id, id, author_user_id, author_side, posted_at, text)
      SELECT ticket.id, ((ifnull((SELECT max(id) FROM message WHERE ticket_id = ticket.id), 0) >> 20)
        + 1) << 20, opened_by_user_id, 0, opened_at + 1, 'Mais uma, que não aparece.'
      FROM ticket WHERE ticket.id \(inPart)
      """
    ),
  ]

  private static let attachments = [
    Query(
      """
      UPDATE attachment SET name = 'trocado-' || name, size = size + 1,
        media_type = 'application/x-trocado' WHERE ticket_id \(inPart)
      """
    ),
    Query(
      """
      INSERT INTO attachment (ticket_id, id, added_by_user_id, added_by_side, added_at, size, sha256,
        media_type, name)
      SELECT ticket.id, ifnull((SELECT max(id) FROM attachment WHERE ticket_id = ticket.id), 0) + 1,
        opened_by_user_id, 0, opened_at + 1, 1, zeroblob(32), 'text/plain', 'mais-um.txt'
      FROM ticket WHERE ticket.id \(inPart)
      """
    ),
  ]

  private static let stepHistory = [
    Query(
      """
      UPDATE movement SET justification = 'Trocada: ' || ifnull(justification, ''),
        condition_label = 'Trocada' WHERE ticket_id \(inPart)
      """
    ),
    Query(
      """
      INSERT INTO movement (ticket_id, id, kind, requested_by_user_id, requested_by_side, to_step_id,
        status, responsibility, moved_at, justification)
      SELECT ticket.id, ifnull((SELECT max(id) FROM movement WHERE ticket_id = ticket.id), 0) + 1,
        'REASSIGNED', opened_by_user_id, 1, step_id, status, responsibility, updated_at,
        'Mais um, que não aparece.'
      FROM ticket WHERE ticket.id \(inPart)
      """
    ),
  ]

  private static let understandings = [
    Query("UPDATE understanding SET text = 'Trocado: ' || text WHERE ticket_id \(inPart)"),
    Query(
      """
      INSERT INTO understanding (ticket_id, id, proposed_by_user_id, proposed_at, text)
      SELECT ticket.id, ifnull((SELECT max(id) FROM understanding WHERE ticket_id = ticket.id), 0) + 1,
        opened_by_user_id, opened_at + 1, 'Mais um, que não aparece.'
      FROM ticket WHERE ticket.id \(inPart)
      """
    ),
  ]

  /// The messages that are for the desk alone: each gets another text, and each ticket one more.
  static let internalMessages = [
    Query("UPDATE message SET text = 'Trocada: ' || text WHERE is_internal = 1"),
    Query(
      """
      INSERT INTO message (ticket_id, id, author_user_id, author_side, is_internal, posted_at, text)
      SELECT ticket_id, last + 1, opened_by_user_id, 1, 1, opened_at + 1, 'Mais uma, só do atendimento.'
      FROM (
        SELECT ticket.id AS ticket_id, opened_by_user_id, opened_at,
          ifnull((SELECT max(id) FROM message WHERE ticket_id = ticket.id), 0) AS last
        FROM ticket WHERE ticket.id IN (SELECT ticket_id FROM temp.part)
      ) WHERE (last + 1) & 1048575 <> 0
      """
    ),
  ]

  /// Whose turn it is in tickets that are under way.
  static let turn = Query(
    "UPDATE ticket SET responsibility = 1 - responsibility WHERE status = 1 AND id \(inPart)"
  )

  static let deskVersion = Query(
    """
    UPDATE ticket SET version = version + 1, updated_at = updated_at + 1000
    WHERE id IN (SELECT ticket_id FROM temp.part)
    """
  )
  static let onlineVersion = Query(
    """
    UPDATE ticket SET online_version = online_version + 1, online_updated_at = online_updated_at + 1000
    WHERE id IN (SELECT ticket_id FROM temp.part)
    """
  )
}
