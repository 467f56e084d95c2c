import Bytes
import SQLite

/// What kind of object an entry of the audit log is about.
///
/// - Invariant: the raw values are what the database holds, so they never change their meaning.
public enum AuditSubject: String, Hashable, Sendable, CaseIterable {
  case user = "USER"
  case profile = "PROFILE"
  case session = "SESSION"
  case customer = "CUSTOMER"
  case contact = "CONTACT"
  case enrolment = "ENROLMENT"
  case ticket = "TICKET"
  case ticketGroup = "TICKET_GROUP"
  case ticketType = "TICKET_TYPE"
  case step = "STEP"
  case transition = "TRANSITION"
  case parameter = "PARAMETER"
  case forwardReason = "FORWARD_REASON"
  case ruleVersion = "RULE_VERSION"
  case article = "ARTICLE"
  case settings = "SETTINGS"
}

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
  /// - Parameter table: Where the object will be; its making must be audited.
  /// - Returns: A key that is free.
  /// - Throws: `SQLiteError`.
  func newKey(in table: KeyedTable) throws(SQLiteError) -> Int64 {
    let query = Query(
      """
      SELECT max(ifnull((SELECT max(id) FROM \(table.rawValue)), 0), ifnull((
        SELECT max(subject_id) FROM audit_entry WHERE subject_kind = '\(table.subject.rawValue)'
      ), 0)) + 1
      """
    )
    return try connection.first(query) { (row) throws(SQLiteError) in row.int(0) } ?? 0
  }
}

/// The tables whose rows administrators add and take away.
enum KeyedTable: String {
  case groups = "ticket_group"
  case types = "ticket_type"
  case steps = "step"
  case transitions = "transition"
  case parameters = "parameter"
  case reasons = "forward_reason"
  case ruleVersions = "rule_version"

  /// What the audit log calls the objects.
  var subject: AuditSubject {
    switch self {
    case .groups: .ticketGroup
    case .types: .ticketType
    case .steps: .step
    case .transitions: .transition
    case .parameters: .parameter
    case .reasons: .forwardReason
    case .ruleVersions: .ruleVersion
    }
  }
}
