import Bytes
import SQLite

extension WriteContext {
  /// Adds an entry to the audit log, in the transaction of the change that it tells of.
  ///
  /// The log keeps neither passwords nor tokens, and of a ticket no content.
  ///
  /// - Parameters:
  ///   - action: The mutation's name.
  ///   - subject: What kind of object was changed.
  ///   - id: The object's key; `nil` for the settings.
  ///   - before: What it was, as an object of names and values; `nil` where it was not there.
  ///   - after: What it is; `nil` where it is gone.
  ///   - viewer: Who changed it.
  /// - Throws: `SQLiteError`.
  func audit(
    _ action: String,
    _ subject: AuditSubject,
    _ id: Int64?,
    before: JSON? = nil,
    after: JSON? = nil,
    by viewer: Viewer
  ) throws(SQLiteError) {
    try connection.run(
      Self.audit,
      clock.now().milliseconds,
      viewer.isAnonymous ? nil : viewer.user.rawValue,
      action,
      subject.rawValue,
      id,
      before?.text,
      after?.text
    )
  }

  private static let audit = Query(
    """
    INSERT INTO audit_entry (at, user_id, action, subject_kind, subject_id, before, after)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  )
}

extension WriteContext {
  /// A key for a new object that none of its kind ever had, so that neither an id that somebody kept
  /// nor an entry of the audit log comes to mean another.
  ///
  /// - Parameter subject: A kind whose objects can be deleted, and whose making is audited.
  /// - Returns: A key that is free.
  /// - Throws: `SQLiteError`.
  func newKey(of subject: AuditSubject) throws(SQLiteError) -> Int64 {
    let table = subject.table
    let query = Query(
      """
      SELECT max(ifnull((SELECT max(id) FROM \(table)), 0), ifnull((SELECT max(subject_id)
        FROM audit_entry WHERE subject_kind = '\(subject.rawValue)'), 0)) + 1
      """
    )
    return try connection.first(query) { (row) throws(SQLiteError) in row.int(0) } ?? 0
  }
}

extension AuditSubject {
  /// Where the objects of the workflow's kinds are.
  fileprivate var table: String {
    switch self {
    case .ticketGroup: "ticket_group"
    case .ticketType: "ticket_type"
    case .step: "step"
    case .transition: "transition"
    case .parameter: "parameter"
    case .forwardReason: "forward_reason"
    case .ruleVersion: "rule_version"
    default: "audit_entry"
    }
  }
}
