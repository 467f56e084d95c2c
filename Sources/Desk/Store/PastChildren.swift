import Bytes
public import SQLite

/// Children of a ticket that can be read as they were at a moment.
protocol PastChildren: StoredChildren {
  /// As ``StoredChildren/query(_:for:)``, of those that were there at the moment ?5.
  static func pastQuery(_ shape: ChildShape, for audience: Audience) -> Query
  /// How many a ticket had at the moment ?2.
  static func pastCount(for audience: Audience) -> Query
  /// The rows with nobody named whom customers do not see by name (L28).
  mutating func name(_ seen: (ParticipantKey) -> ParticipantKey)
}

extension DeskReader {
  /// The discussions of some tickets as they were.
  ///
  /// - Parameters:
  ///   - past: The tickets, all of one moment and for one side.
  ///   - page: Which part of each.
  ///   - demand: What is wanted of each page.
  ///   - viewer: Who asks.
  /// - Returns: A page for each; where the section was hidden, and for a viewer who is no administrator,
  ///   that of an empty one.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows until the moment): two statements, stepped once for each ticket.
  public func messages(
    of past: [PastTicket],
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Messages> { try children(of: past, page, demand, viewer) }

  /// The attachments of some tickets as they were, as ``messages(of:_:demand:for:)``.
  public func attachments(
    of past: [PastTicket],
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Attachments> { try children(of: past, page, demand, viewer) }

  /// The step histories of some tickets until then, as ``messages(of:_:demand:for:)``.
  public func movements(
    of past: [PastTicket],
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Movements> { try children(of: past, page, demand, viewer) }

  /// The understandings of some tickets with their states of then, as ``messages(of:_:demand:for:)``.
  public func understandings(
    of past: [PastTicket],
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Understandings> {
    try children(of: past, page, demand, viewer)
  }

  private func children<Rows: PastChildren>(
    of past: [PastTicket],
    _ page: PageRequest,
    _ demand: PageDemand,
    _ viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Rows> {
    let audience = past.first?.audience ?? .online
    var reading = ChildReading<Rows>(
      page,
      demand,
      fromStart: Rows.pastQuery(.fromStart, for: audience),
      fromEnd: Rows.pastQuery(.fromEnd, for: audience),
      moment: past.first?.moment,
      on: self
    )
    for ticket in past {
      let count = viewer.has(.administer) ? try count(Rows.self, of: ticket) : 0
      try reading.read(ticket.id, count: count)
    }
    let result = reading.result()
    guard audience == .online else { return result }
    var rows = result.rows
    rows.name(asSeenOnline)
    return ChildPages(pages: result.pages, rows: rows)
  }

  /// How many children of a kind the side saw.
  private func count<Rows: PastChildren>(
    _ rows: Rows.Type,
    of past: PastTicket
  ) throws(SQLiteError) -> Int {
    guard past.seen.count == 1, !past.seen.accesses(to: Rows.section).isHidden(0) else { return 0 }
    let query = Rows.pastCount(for: past.audience)
    let count = try connection.first(query, past.id.rawValue, past.moment.milliseconds) {
      (row) throws(SQLiteError) in row.int(0)
    }
    return Int(clamping: count ?? 0)
  }

  /// Who acted, as a customer is told it: for somebody of the desk who is no attendant, the configured
  /// one.
  private func asSeenOnline(_ key: ParticipantKey) -> ParticipantKey {
    guard key.side == .attendant, key.attendant.flatMap(workflow.attendant) == nil else {
      return key
    }
    let configured = workflow.defaultAttendant.flatMap(workflow.attendant)
    return ParticipantKey(
      user: configured?.user ?? UserID(0),
      attendant: configured?.id,
      side: .attendant
    )
  }
}

extension Messages: PastChildren {
  static func pastQuery(_ shape: ChildShape, for audience: Audience) -> Query {
    switch (shape, audience) {
    case (.fromStart, .desk): PastStatements.allFromStart
    case (.fromEnd, .desk): PastStatements.allFromEnd
    case (.fromStart, .online): PastStatements.publicFromStart
    case (.fromEnd, .online): PastStatements.publicFromEnd
    }
  }

  static func pastCount(for audience: Audience) -> Query {
    audience == .desk ? PastStatements.messages : PastStatements.publicMessages
  }

  mutating func name(_ seen: (ParticipantKey) -> ParticipantKey) { authors = authors.map(seen) }
}

extension Attachments: PastChildren {
  static func pastQuery(_ shape: ChildShape, for audience: Audience) -> Query {
    shape == .fromStart ? PastStatements.attachmentsFromStart : PastStatements.attachmentsFromEnd
  }

  static func pastCount(for audience: Audience) -> Query { PastStatements.attachments }

  mutating func name(_ seen: (ParticipantKey) -> ParticipantKey) { addedBy = addedBy.map(seen) }
}

extension Movements: PastChildren {
  static func pastQuery(_ shape: ChildShape, for audience: Audience) -> Query {
    shape == .fromStart ? PastStatements.movementsFromStart : PastStatements.movementsFromEnd
  }

  static func pastCount(for audience: Audience) -> Query { PastStatements.movements }

  mutating func name(_ seen: (ParticipantKey) -> ParticipantKey) {
    requestedBy = requestedBy.map(seen)
  }
}

extension Understandings: PastChildren {
  static func pastQuery(_ shape: ChildShape, for audience: Audience) -> Query {
    shape == .fromStart
      ? PastStatements.understandingsFromStart : PastStatements.understandingsFromEnd
  }

  static func pastCount(for audience: Audience) -> Query { PastStatements.understandings }

  mutating func name(_ seen: (ParticipantKey) -> ParticipantKey) {
    proposedBy = proposedBy.map(seen)
  }
}

/// The statements of a ticket's children until a moment.
enum PastStatements {
  static let allFromStart = message("", "ASC")
  static let allFromEnd = message("", "DESC")
  static let publicFromStart = message("AND is_internal = 0", "ASC")
  static let publicFromEnd = message("AND is_internal = 0", "DESC")
  static let attachmentsFromStart = attachment("ASC")
  static let attachmentsFromEnd = attachment("DESC")
  static let movementsFromStart = movement("ASC")
  static let movementsFromEnd = movement("DESC")
  static let understandingsFromStart = understanding("ASC")
  static let understandingsFromEnd = understanding("DESC")

  static let messages = count("message", "posted_at")
  static let publicMessages = Query(
    """
    SELECT count(*) FROM message WHERE ticket_id = ?1 AND posted_at <= ?2 AND is_internal = 0
    """
  )
  static let attachments = count("attachment", "added_at")
  static let movements = count("movement", "moved_at")
  static let understandings = count("understanding", "proposed_at")

  /// All of them, for the tests of their plans.
  static var all: [Query] {
    [
      allFromStart, allFromEnd, publicFromStart, publicFromEnd, attachmentsFromStart,
      attachmentsFromEnd, movementsFromStart, movementsFromEnd, understandingsFromStart,
      understandingsFromEnd, messages, publicMessages, attachments, movements, understandings,
    ]
  }

  private static func count(_ table: String, _ moment: String) -> Query {
    Query("SELECT count(*) FROM \(table) WHERE ticket_id = ?1 AND \(moment) <= ?2")
  }

  private static func part(_ moment: String, _ order: String) -> String {
    """
    WHERE ticket_id = ?1 AND id > ?2 AND id < ?3 AND \(moment) <= ?5
    ORDER BY id \(order) LIMIT ?4
    """
  }

  private static func message(_ condition: String, _ order: String) -> Query {
    Query(
      """
      SELECT id, author_user_id, author_attendant_id, author_side, is_internal, posted_at, text
      FROM message
      WHERE ticket_id = ?1 AND id > ?2 AND id < ?3 AND posted_at <= ?5 \(condition)
      ORDER BY id \(order) LIMIT ?4
      """
    )
  }

  private static func attachment(_ order: String) -> Query {
    Query(
      """
      SELECT id, added_by_user_id, added_by_attendant_id, added_by_side, added_at, size,
        media_type, name
      FROM attachment \(part("added_at", order))
      """
    )
  }

  private static func movement(_ order: String) -> Query {
    Query(
      """
      SELECT id, requested_by_user_id, requested_by_attendant_id, requested_by_side,
        performed_by_attendant_id, from_step_id, to_step_id, reason_id, moved_at, kind,
        transition_id, condition_label, justification
      FROM movement \(part("moved_at", order))
      """
    )
  }

  /// A decision that came later had not been made, and a later version took no one's place yet.
  private static func understanding(_ order: String) -> Query {
    Query(
      """
      SELECT id,
        CASE WHEN decided_at <= ?5 THEN state
          WHEN EXISTS (
            SELECT 1 FROM understanding AS later
            WHERE later.ticket_id = understanding.ticket_id AND later.id > understanding.id
              AND later.proposed_at <= ?5
          ) THEN 'SUPERSEDED' ELSE 'PROPOSED' END,
        proposed_by_user_id, proposed_by_attendant_id, proposed_at,
        CASE WHEN decided_at <= ?5 THEN decided_by_user_id END,
        CASE WHEN decided_at <= ?5 THEN decided_at END, text,
        CASE WHEN decided_at <= ?5 THEN rejection_reason END
      FROM understanding \(part("proposed_at", order))
      """
    )
  }
}
