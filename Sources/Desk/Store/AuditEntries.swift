public import Bytes

/// Entries of the audit log.
///
/// - Shape: cell `i` of each column is of entry `i`.
public struct AuditEntries: Sendable {
  public internal(set) var ids: [AuditEntryID] = []
  public internal(set) var at: [Instant] = []
  /// `nil` where nobody was signed in.
  public internal(set) var users: [UserID?] = []
  /// The mutations' names.
  public internal(set) var actions = TextColumn()
  /// `nil` for what this version does not know.
  public internal(set) var subjects: [AuditSubject?] = []
  /// The objects' keys; `nil` for the settings.
  public internal(set) var keys: [Int64?] = []
  /// What differs, entry by entry.
  public internal(set) var changes: [[AuditChange]] = []

  public var count: Int { ids.count }
}

/// One value that a change made another.
public struct AuditChange: Hashable, Sendable {
  public let name: String
  /// `nil` where it was not there, or empty.
  public let before: String?
  public let after: String?
}

/// Which entries of the audit log are meant; what is `nil` does not matter.
public struct AuditFilter: Hashable, Sendable {
  public var subject: AuditSubject?
  /// Together with `subject` alone.
  public var key: Int64?
  public var user: UserID?
  public var action: String?

  public init(
    subject: AuditSubject? = nil,
    key: Int64? = nil,
    user: UserID? = nil,
    action: String? = nil
  ) {
    self.subject = subject
    self.key = key
    self.user = user
    self.action = action
  }
}
