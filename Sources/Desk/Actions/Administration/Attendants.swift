import Bytes
public import SQLite

/// Makes a user an attendant (R21, R47).
public struct CreateAttendant: AdministratorAction {
  public let user: Reference<UserID>
  /// All that customers see of the attendant (L28).
  public let displayName: String

  public init(user: Reference<UserID>, displayName: String) {
    self.user = user
    self.displayName = displayName
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<AttendantID> {
    var findings = Findings()
    let attendants = context.workflow.attendants
    let user = try existing(in: context)
    if user == nil {
      findings.add(.notFound, "user")
    } else if attendants.contains(where: { $0.user == user }) {
      findings.add(.alreadyExists, "user")
    } else if let user, try !context.isOfDesk(user) {
      findings.add(.invalidValue, "user")
    }
    findings.room(attendants.count, Limits.attendants)
    let name = findings.line(displayName, at: "displayName")
    guard let user, findings.isEmpty else { return .refused(findings.problems) }

    try context.connection.run(Self.insert, user.rawValue, name)
    let id = AttendantID(context.connection.lastInsertRowID)
    try context.record("createAttendant", .user, user.rawValue, by: administrator) {
      $0.attendant(id)?.audited(in: $0)
    }
    return .done(id)
  }

  private func existing(in context: WriteContext) throws(SQLiteError) -> UserID? {
    guard let id = user.id else { return nil }
    return try context.connection.first(Self.user, id.rawValue) { (row) throws(SQLiteError) in
      UserID(row.int(0))
    }
  }

  private static let user = Query("SELECT id FROM user WHERE id = ?1")
  private static let insert = Query(
    "INSERT INTO attendant (user_id, display_name) VALUES (?1, ?2)"
  )
}

/// Gives an attendant another name, or takes them off duty: what they did stays theirs.
public struct UpdateAttendant: AdministratorAction {
  public let attendant: Reference<AttendantID>
  public let displayName: Change<String>
  public let isActive: Bool?

  public init(
    attendant: Reference<AttendantID>,
    displayName: Change<String>,
    isActive: Bool?
  ) {
    self.attendant = attendant
    self.displayName = displayName
    self.isActive = isActive
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<AttendantID> {
    let workflow = context.workflow
    guard let attendant = workflow.attendant(attendant) else {
      return .refused(.notFound, at: "input", "attendant")
    }
    var findings = Findings()
    let name = findings.line(displayName, of: attendant.displayName, at: "displayName")
    // Without the appointed one no customer could move a ticket: appoint another first.
    if isActive == false, workflow.defaultAttendant == attendant.id {
      findings.add(.inUse, "isActive")
    }
    guard findings.isEmpty else { return .refused(findings.problems) }

    let id = attendant.id.rawValue
    try context.connection.run(Self.update, id, name, isActive ?? attendant.isActive)
    let before = attendant.audited(in: workflow)
    try context.record(
      "updateAttendant",
      .user,
      attendant.user.rawValue,
      before: before,
      by: administrator
    ) { $0.attendant(attendant.id)?.audited(in: $0) }
    return .done(attendant.id)
  }

  private static let update = Query(
    "UPDATE attendant SET display_name = ?2, is_active = ?3 WHERE id = ?1"
  )
}

/// Changes what counts for the whole desk.
public struct UpdateSettings: AdministratorAction {
  /// Who performs the movements of customers (R21, R22); `.set(.absent)` is nobody (Q11).
  public let defaultAttendant: Change<Reference<AttendantID>>

  public init(defaultAttendant: Change<Reference<AttendantID>>) {
    self.defaultAttendant = defaultAttendant
  }

  public func change(
    by administrator: Administrator,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Bool> {
    let workflow = context.workflow
    guard case .set(let reference) = defaultAttendant else { return .done(true) }
    var appointed: AttendantID?
    if reference != .absent {
      guard let attendant = workflow.attendant(reference) else {
        return .refused(.notFound, at: "input", "defaultAttendant")
      }
      guard attendant.isActive, try context.isOfDesk(attendant.user) else {
        return .refused(.invalidValue, at: "input", "defaultAttendant")
      }
      appointed = attendant.id
    }
    let before = Self.audited(workflow)
    try context.connection.run(Self.update, appointed?.rawValue)
    try context.record("updateSettings", .settings, nil, before: before, by: administrator) {
      Self.audited($0)
    }
    return .done(true)
  }

  private static func audited(_ workflow: Workflow) -> JSON {
    let attendant = workflow.defaultAttendant.flatMap { workflow.attendant($0) }
    return ["defaultAttendant": JSON(attendant?.displayName)]
  }

  private static let update = Query("UPDATE settings SET default_attendant_id = ?1 WHERE id = 1")
}

extension WriteContext {
  /// Whether a user may attend tickets.
  func isOfDesk(_ id: UserID) throws(SQLiteError) -> Bool {
    try user(id)?.isOfDesk(in: self) ?? false
  }
}
