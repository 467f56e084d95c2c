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
