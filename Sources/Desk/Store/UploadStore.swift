import Bytes
import SQLite

/// An address that takes one file, as the database keeps it.
struct UploadRecord: Hashable {
  let id: Int64
  let user: UserID
  /// Without this sign-in the address takes nothing.
  let session: SessionID
  let ticket: TicketID
  let name: String
  let mediaType: String?
  let size: Int64
  let sha256: [UInt8]?
  let expiresAt: Instant
  /// What became of it; `nil` while it waits.
  let attachment: ChildID?

  fileprivate init(_ row: borrowing Row) {
    id = row.int(0)
    user = UserID(row.int(1))
    session = SessionID(row.int(2))
    let ticket = TicketID(row.int(3))
    self.ticket = ticket
    name = row.text(4) ?? ""
    mediaType = row.text(5)
    size = row.int(6)
    sha256 = row.blob(7)
    expiresAt = Instant(milliseconds: row.int(8))
    attachment = row.optionalInt(9).map { ChildID(ticket: ticket, number: $0) }
  }

  /// What was said of the file.
  var file: RequestedFile {
    RequestedFile(name: name, mediaType: mediaType, size: size, sha256: sha256)
  }

  fileprivate static let columns = """
    id, user_id, session_id, ticket_id, name, media_type, size, sha256, expires_at, attachment_number
    """
}

extension DeskReader {
  /// The address of a token, also one whose time is over.
  ///
  /// - Parameter token: As the client sent it; anything else than a token is just unknown.
  /// - Returns: `nil` where it is unknown.
  /// - Throws: `SQLiteError`.
  func upload(token: String) throws(SQLiteError) -> UploadRecord? {
    guard token.utf8.count == Self.tokenLength else { return nil }
    return try connection.first(Self.uploadByToken, SessionStore.hash(of: token)) {
      (row) throws(SQLiteError) in UploadRecord(row)
    }
  }

  static let uploadByToken = Query(
    "SELECT \(UploadRecord.columns) FROM upload WHERE token_hash = ?1"
  )
}

extension WriteContext {
  /// The address of an id; `nil` where it was taken away.
  func upload(id: Int64) throws(SQLiteError) -> UploadRecord? {
    try connection.first(Self.uploadByID, id) { (row) throws(SQLiteError) in UploadRecord(row) }
  }

  /// How many addresses of a user wait for a file, one of them left out.
  func openUploads(of user: UserID, besides id: Int64?) throws(SQLiteError) -> Int64 {
    let now = clock.now().milliseconds
    return try connection.first(Self.openUploads, user.rawValue, now, id ?? 0) {
      (row) throws(SQLiteError) in row.int(0)
    } ?? 0
  }

  /// Makes an address that takes a file, and gives its id.
  ///
  /// Each takes two old ones away, whosever they are, as long after their end as an idempotency key
  /// can ask for them.
  func insertUpload(
    _ file: RequestedFile,
    token: String,
    for ticket: TicketID,
    of user: UserID,
    in session: SessionID,
    until end: Instant
  ) throws(SQLiteError) -> Int64 {
    let old = clock.now().advanced(byMilliseconds: -Limits.idempotencyMilliseconds)
    try connection.run(Self.sweptUploads, old.milliseconds)
    try connection.run(
      Self.insertUpload,
      SessionStore.hash(of: token),
      user.rawValue,
      session.rawValue,
      ticket.rawValue,
      file.name,
      file.mediaType,
      file.size,
      file.sha256,
      end.milliseconds
    )
    return connection.lastInsertRowID
  }

  /// Gives an address another token: the one of before is unknown from now on.
  func renewUpload(
    _ id: Int64,
    token: String,
    in session: SessionID,
    until end: Instant
  ) throws(SQLiteError) {
    let hash = SessionStore.hash(of: token)
    try connection.run(Self.renewUpload, id, hash, session.rawValue, end.milliseconds)
  }

  /// The hash of an attachment's content, whoever may see it.
  func hash(of attachment: ChildID) throws(SQLiteError) -> [UInt8]? {
    try connection.first(Self.hashOfAttachment, attachment.ticket.rawValue, attachment.number) {
      (row) throws(SQLiteError) in row.blob(0) ?? []
    }
  }

  /// Notes what became of an address.
  func finishUpload(_ id: Int64, as attachment: ChildID) throws(SQLiteError) {
    try connection.run(Self.finishUpload, id, attachment.number)
  }

  private static let uploadByID = Query("SELECT \(UploadRecord.columns) FROM upload WHERE id = ?1")
  static let openUploads = Query(
    """
    SELECT count(*) FROM upload
    WHERE user_id = ?1 AND expires_at > ?2 AND id <> ?3 AND attachment_number IS NULL
    """
  )
  private static let insertUpload = Query(
    """
    INSERT INTO upload (token_hash, user_id, session_id, ticket_id, name, media_type, size, sha256,
      expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    """
  )
  private static let renewUpload = Query(
    "UPDATE upload SET token_hash = ?2, session_id = ?3, expires_at = ?4 WHERE id = ?1"
  )
  private static let finishUpload = Query("UPDATE upload SET attachment_number = ?2 WHERE id = ?1")
  private static let hashOfAttachment = Query(
    "SELECT sha256 FROM attachment WHERE ticket_id = ?1 AND id = ?2"
  )
  static let sweptUploads = Query(
    """
    DELETE FROM upload WHERE id IN (
      SELECT id FROM upload WHERE expires_at < ?1 ORDER BY expires_at LIMIT 2
    )
    """
  )
}
