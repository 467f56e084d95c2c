import Bytes
public import SQLite

extension Attachments: StoredChildren {
  static var countPlace: Int { 1 }

  static func query(_ shape: ChildShape, for audience: Audience) -> Query {
    shape == .fromStart ? fromStart : fromEnd
  }

  private static let fromStart = statement(order: "ASC")
  private static let fromEnd = statement(order: "DESC")

  private static func statement(order: String) -> Query {
    Query(
      """
      SELECT id, added_by_user_id, added_by_attendant_id, added_by_side, added_at, size,
        media_type, name
      FROM attachment WHERE ticket_id = ?1 AND id > ?2 AND id < ?3
      ORDER BY id \(order) LIMIT ?4
      """
    )
  }

  mutating func append(_ row: borrowing Row, of ticket: TicketID, in workflow: Workflow) {
    tickets.append(ticket)
    numbers.append(row.int(0))
    addedBy.append(ParticipantKey(row, from: 1))
    addedAt.append(Instant(milliseconds: row.int(4)))
    sizes.append(row.int(5))
    row.append(text: 6, to: &mediaTypes)
    row.append(text: 7, to: &names)
  }

  func gathered(_ slots: [Int32]) -> Attachments {
    var copy = Attachments()
    copy.tickets = tickets.gathered(slots)
    copy.numbers = numbers.gathered(slots)
    copy.addedBy = addedBy.gathered(slots)
    copy.addedAt = addedAt.gathered(slots)
    copy.sizes = sizes.gathered(slots)
    copy.mediaTypes = mediaTypes.gathered(slots)
    copy.names = names.gathered(slots)
    return copy
  }
}

/// The bytes of an attachment, and how they are sent.
public struct AttachmentContent: Hashable, Sendable {
  /// The file of this machine that holds them.
  public let path: String
  /// Its SHA-256 in hexadecimal digits.
  public let contentName: String
  /// In bytes.
  public let size: Int64
  public let mediaType: String
  public let name: String
}

extension DeskReader {
  /// Where the bytes of an attachment are.
  ///
  /// - Returns: `nil` where the viewer may not see the attachment, or there is none.
  /// - Throws: `SQLiteError`.
  /// - Source: L15.
  public func attachmentContent(
    _ id: ChildID,
    for viewer: Viewer
  ) throws(SQLiteError) -> AttachmentContent? {
    try snapshot { () throws(SQLiteError) in try content(of: id, for: viewer) }
  }

  private func content(
    of id: ChildID,
    for viewer: Viewer
  ) throws(SQLiteError) -> AttachmentContent? {
    let found = try attachments(ids: [id], for: viewer)
    guard let slot = found.slots.first, slot >= 0 else { return nil }
    let sha256 = try connection.first(Self.contentOfAttachment, id.ticket.rawValue, id.number) {
      (row) throws(SQLiteError) in row.blob(0) ?? []
    }
    guard let sha256 else { return nil }
    return AttachmentContent(
      path: contents.path(of: sha256),
      contentName: Hexadecimal.encode(sha256),
      size: found.rows.sizes[Int(slot)],
      mediaType: FileKind.sent(found.rows.mediaTypes.text(Int(slot)) ?? ""),
      name: found.rows.names.text(Int(slot)) ?? FileName.nameless
    )
  }

  private static let contentOfAttachment = Query(
    "SELECT sha256 FROM attachment WHERE ticket_id = ?1 AND id = ?2"
  )
}

/// What the rows of attachments say of contents.
enum AttachmentStore {
  /// Whether an attachment has the content of a hash.
  static func names(
    _ sha256: [UInt8],
    in connection: Connection
  ) throws(SQLiteError) -> Bool {
    try connection.first(named, sha256) { (row) throws(SQLiteError) in row.bool(0) } ?? false
  }

  private static let named = Query("SELECT EXISTS (SELECT 1 FROM attachment WHERE sha256 = ?1)")
}
