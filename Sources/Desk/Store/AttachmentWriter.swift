import Bytes
import SQLite

extension WriteContext {
  /// How many files a ticket has, how many bytes they are together, and the number of the last.
  func attachments(
    of ticket: TicketID
  ) throws(SQLiteError) -> (count: Int64, bytes: Int64, last: Int64) {
    try reader.attachments(of: ticket)
  }

  /// The hashes of a ticket's files.
  func contents(of ticket: TicketID) throws(SQLiteError) -> [[UInt8]] {
    var contents: [[UInt8]] = []
    try connection.rows(Self.contents, ticket.rawValue) { (row) throws(SQLiteError) in
      if let sha256 = row.blob(0) { contents.append(sha256) }
    }
    return contents
  }

  /// Writes the row of a file whose content is kept already.
  func insertAttachment(
    _ id: ChildID,
    _ file: SpooledFile,
    by author: ParticipantKey
  ) throws(SQLiteError) {
    try note(.attachment, of: id.ticket)
    try connection.run(
      Self.insertAttachment,
      id.ticket.rawValue,
      id.number,
      author.user.rawValue,
      author.attendant?.rawValue,
      author.side.code,
      clock.now().milliseconds,
      file.size,
      file.sha256,
      FileKind.mediaType(of: file.head, declared: file.mediaType),
      FileName(file.name).text
    )
  }

  private static let contents = Query(
    "SELECT DISTINCT sha256 FROM attachment WHERE ticket_id = ?1"
  )
  private static let insertAttachment = Query(
    """
    INSERT INTO attachment (ticket_id, id, added_by_user_id, added_by_attendant_id, added_by_side,
      added_at, size, sha256, media_type, name)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    """
  )
}

extension DeskReader {
  /// As ``WriteContext/attachments(of:)``, whoever may see them.
  func attachments(
    of ticket: TicketID
  ) throws(SQLiteError) -> (count: Int64, bytes: Int64, last: Int64) {
    try connection.first(Self.attachmentTotal, ticket.rawValue) { (row) throws(SQLiteError) in
      (row.int(0), row.int(1), row.int(2))
    } ?? (0, 0, 0)
  }

  private static let attachmentTotal = Query(
    "SELECT count(*), ifnull(sum(size), 0), ifnull(max(id), 0) FROM attachment WHERE ticket_id = ?1"
  )
}
