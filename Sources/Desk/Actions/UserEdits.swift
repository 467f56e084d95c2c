import Bytes
public import SQLite

/// Makes somebody who can sign in.
///
/// In two parts, for hashing the password takes long: ``prepare(for:)`` runs on a worker,
/// ``perform(_:for:in:)`` on the writer.
///
/// - Source: R13-R16.
public struct CreateUser: Sendable {
  /// The user with the password hashed; only ``prepare(for:)`` makes one.
  public struct Prepared: Sendable {
    fileprivate let user: CreateUser
    fileprivate let password: NewPassword
  }

  public let code: String
  public let displayName: String
  public let profile: Reference<ProfileID>
  public let language: Language
  private let password: String?

  /// A user to make; without a password one who cannot sign in yet.
  public init(
    code: String,
    displayName: String,
    profile: Reference<ProfileID>,
    language: Language,
    password: String?
  ) {
    self.code = code
    self.displayName = displayName
    self.profile = profile
    self.language = language
    self.password = password
  }

  /// Hashes the password, which takes about 35 ms: never on a loop or on the writer's thread.
  public func prepare(for viewer: Viewer) -> Prepared {
    Prepared(
      user: self,
      password: NewPassword(password, isPermitted: viewer.has(.administer))
    )
  }

  /// Adds the user, or says all that stands against it.
  ///
  /// - Throws: `SQLiteError`.
  public static func perform(
    _ prepared: Prepared,
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<UserID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    let user = prepared.user
    var input = PeopleInput()
    let code = input.code(user.code, "code")
    let name = input.line(user.displayName, "displayName")
    let hash = prepared.password.hash(forCode: code, &input, "password")
    let profile = try user.profile.id.existing(in: context)
    if profile == nil { input.refuse(.notFound, "profile") }
    if !code.isEmpty, try context.hasUser(code: code) { input.refuse(.alreadyExists, "code") }
    guard input.isGood, let profile else { return .refused(input.problems) }
    let record = UserRecord(
      code: code,
      displayName: name,
      profile: profile,
      language: user.language,
      isDisabled: false
    )
    let id = try context.insert(record, passwordHash: hash)
    let after = record.audited
    try context.audit("createUser", .user, id.rawValue, after: after, by: viewer)
    return .done(id)
  }
}

extension Optional<ProfileID> {
  /// The profile, where there is one.
  fileprivate func existing(in context: WriteContext) throws(SQLiteError) -> ProfileID? {
    guard let self, try context.reader.profile(self) != nil else { return nil }
    return self
  }
}

/// Changes a user; the code stays.
public struct UpdateUser: Sendable {
  public let user: Reference<UserID>
  public let displayName: Change<String>
  public let profile: Change<Reference<ProfileID>>
  public let language: Change<Language>
  public let isDisabled: Change<Bool>

  public init(
    user: Reference<UserID>,
    displayName: Change<String> = .keep,
    profile: Change<Reference<ProfileID>> = .keep,
    language: Change<Language> = .keep,
    isDisabled: Change<Bool> = .keep
  ) {
    self.user = user
    self.displayName = displayName
    self.profile = profile
    self.language = language
    self.isDisabled = isDisabled
  }

  /// Changes the user, or says all that stands against it.
  ///
  /// Disabling ends all sessions.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<UserID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = user.id, let before = try context.user(id) else {
      return .refused(.notFound, at: "input", "user")
    }
    var input = PeopleInput()
    var record = before
    if case .set(let name) = displayName { record.displayName = input.line(name, "displayName") }
    if case .set(let given) = profile {
      if let found = try given.id.existing(in: context) {
        record.profile = found
      } else {
        input.refuse(.notFound, "profile")
      }
    }
    record.language = language.applied(to: record.language)
    record.isDisabled = isDisabled.applied(to: record.isDisabled)
    if input.isGood, try endsAdministration(before, record, id, in: context) {
      input.refuse(.lastAdministrator, record.isDisabled ? "isDisabled" : "profile")
    }
    // Without the appointed attendant no customer could move a ticket: appoint another first.
    let appointed = context.workflow.defaultAttendant.flatMap(context.workflow.attendant)
    if input.isGood, appointed?.user == id, try !record.isOfDesk(in: context) {
      input.refuse(.inUse, record.isDisabled ? "isDisabled" : "profile")
    }
    guard input.isGood else { return .refused(input.problems) }
    guard record != before else { return .done(id) }
    try context.update(id, to: record)
    if record.isDisabled { try SessionStore.endAll(of: id, in: context) }
    try context.audit(
      "updateUser",
      .user,
      id.rawValue,
      before: before.audited,
      after: record.audited,
      by: viewer
    )
    return .done(id)
  }

  /// Whether the desk would lose its last administrator.
  private func endsAdministration(
    _ before: UserRecord,
    _ after: UserRecord,
    _ id: UserID,
    in context: WriteContext
  ) throws(SQLiteError) -> Bool {
    guard try before.administers(in: context), try !after.administers(in: context) else {
      return false
    }
    return try !context.hasAdministrator(besides: id)
  }
}

/// A user as an action judges and writes it.
struct UserRecord: Hashable {
  let code: String
  var displayName: String
  var profile: ProfileID
  var language: Language
  var isDisabled: Bool

  /// As the audit log keeps it: no password, and no hash of one.
  var audited: JSON {
    [
      "code": .string(code), "displayName": .string(displayName),
      "profile": .integer(profile.rawValue), "language": .string(language.rawValue),
      "isDisabled": .boolean(isDisabled),
    ]
  }

  /// Whether the user may administer the desk.
  func administers(in context: WriteContext) throws(SQLiteError) -> Bool {
    try permissions(in: context).contains(.administer)
  }

  /// Whether the user may attend tickets, as attendants and administrators may.
  func isOfDesk(in context: WriteContext) throws(SQLiteError) -> Bool {
    try !permissions(in: context).isDisjoint(with: [.attend, .administer])
  }

  /// What the profile grants; nothing to a disabled user.
  private func permissions(in context: WriteContext) throws(SQLiteError) -> Set<Permission> {
    guard !isDisabled, let profile = try context.reader.profile(profile) else { return [] }
    return Set(profile.permissions)
  }
}

/// The reads and writes of actions on users.
extension WriteContext {
  /// A user as it is, disabled ones too; `nil` where there is none.
  func user(_ id: UserID) throws(SQLiteError) -> UserRecord? {
    try connection.first(Self.user, id.rawValue) { (row) throws(SQLiteError) in
      UserRecord(
        code: row.text(0) ?? "",
        displayName: row.text(1) ?? "",
        profile: ProfileID(row.int(2)),
        language: row.text(3).flatMap(Language.init(rawValue:)) ?? .portuguese,
        isDisabled: row.bool(4)
      )
    }
  }

  fileprivate func insert(
    _ record: UserRecord,
    passwordHash: String?
  ) throws(SQLiteError) -> UserID {
    try connection.run(
      Self.insertUser,
      record.code,
      record.displayName,
      passwordHash,
      record.profile.rawValue,
      record.language.rawValue,
      clock.now().milliseconds
    )
    let id = UserID(connection.lastInsertRowID)
    try PeopleIndex.index(user: id, on: connection)
    return id
  }

  fileprivate func update(_ id: UserID, to record: UserRecord) throws(SQLiteError) {
    try connection.run(
      Self.updateUser,
      id.rawValue,
      record.displayName,
      record.profile.rawValue,
      record.language.rawValue,
      record.isDisabled
    )
    try PeopleIndex.index(user: id, on: connection)
  }

  private static let user = Query(
    "SELECT code, display_name, profile_id, language, is_disabled FROM user WHERE id = ?1"
  )
  private static let insertUser = Query(
    """
    INSERT INTO user (code, display_name, password_hash, profile_id, language, created_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    """
  )
  private static let updateUser = Query(
    """
    UPDATE user SET display_name = ?2, profile_id = ?3, language = ?4, is_disabled = ?5
    WHERE id = ?1
    """
  )
}
