public import Bytes
public import SQLite

/// What a session is of.
enum SessionKind: Int64 {
  /// Somebody who typed a password.
  case signIn = 0
  /// Another system, by a token that an administrator made.
  case accessToken = 1
}

/// The sessions of users: opaque random tokens, of which the database knows only the hashes.
///
/// - Source: R15, R23.
enum SessionStore {
  /// A session that was just opened.
  struct Opened: Hashable, Sendable {
    let id: SessionID
    /// Shown to the user once, and stored nowhere.
    let token: String
    let expiresAt: Instant
  }

  /// Opens a session of a user; of too many that are open the oldest ends.
  ///
  /// - Throws: `SQLiteError`.
  static func open(of user: UserID, in context: WriteContext) throws(SQLiteError) -> Opened {
    try sweep(of: user, in: context)
    let now = context.clock.now()
    let expiresAt = now.advanced(byMilliseconds: Limits.sessionMilliseconds)
    let opened = try add(to: user, named: nil, until: expiresAt, in: context)
    try context.connection.run(endOldest, user.rawValue, now.milliseconds, Limits.liveSessions)
    return opened
  }

  /// Adds a session under a new token.
  ///
  /// One with a name is the token of another system, as an administrator calls it; one without is a
  /// sign-in.
  static func add(
    to user: UserID,
    named name: String?,
    until expiresAt: Instant,
    in context: WriteContext
  ) throws(SQLiteError) -> Opened {
    let token = Base64.text(of: Random.bytes(Limits.tokenBytes), as: .url)
    let id = randomID()
    let kind: SessionKind = name == nil ? .signIn : .accessToken
    try context.connection.run(
      insert,
      hash(of: token),
      id.rawValue,
      user.rawValue,
      kind.rawValue,
      name,
      context.clock.now().milliseconds,
      expiresAt.milliseconds
    )
    return Opened(id: id, token: token, expiresAt: expiresAt)
  }

  /// A number from 1 to 2^62, of which two are never the same.
  private static func randomID() -> SessionID {
    var number: Int64 = 0
    for byte in Random.bytes(8) { number = number << 8 | Int64(byte) }
    return SessionID(number & (1 << 62 - 1) | 1)
  }

  /// Ends a session; one that is not there has ended already.
  ///
  /// - Returns: Whether there was one that had not ended.
  @discardableResult
  static func revoke(token: String, in context: WriteContext) throws(SQLiteError) -> Bool {
    try context.connection.run(
      revoke,
      hash(of: token),
      context.clock.now().milliseconds
    ) > 0
  }

  /// Removes sessions of a user that ended more than a day ago, the oldest of them first.
  ///
  /// Each sign-in takes away more than it adds, so that they do not fill the disk.
  private static func sweep(of user: UserID, in context: WriteContext) throws(SQLiteError) {
    let day: Int64 = 24 * 60 * 60 * 1_000
    let end = context.clock.now().milliseconds &- day
    try context.connection.run(
      sweep,
      user.rawValue,
      end &- Limits.sessionMilliseconds,
      end,
      Limits.sweptSessions
    )
  }

  /// What the database knows of a token.
  static func hash(of token: String) -> [UInt8] { SHA256.hash(Array(token.utf8)) }

  private static let insert = Query(
    """
    INSERT INTO session (token_hash, id, user_id, kind, name, created_at, expires_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
    """
  )
  static let endOldest = Query(
    """
    UPDATE session SET revoked_at = ?2 WHERE token_hash IN (
      SELECT token_hash FROM session
      WHERE user_id = ?1 AND kind = 0 AND revoked_at IS NULL AND expires_at > ?2
      ORDER BY created_at DESC LIMIT -1 OFFSET ?3
    )
    """
  )
  private static let revoke = Query(
    """
    UPDATE session SET revoked_at = ?2
    WHERE token_hash = ?1 AND revoked_at IS NULL AND expires_at > ?2
    """
  )
  private static let sweep = Query(
    """
    DELETE FROM session WHERE token_hash IN (
      SELECT token_hash FROM session
      WHERE user_id = ?1 AND created_at < ?2 AND expires_at < ?3 ORDER BY created_at LIMIT ?4
    )
    """
  )
}

extension DeskReader {
  /// Who is behind a session's token.
  ///
  /// - Parameter token: As the client sent it; anything else than a token is just unknown.
  /// - Returns: `nil` where no session has it, where it ended or was revoked, and where the user is
  ///   disabled.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(what the profile grants and blocks, and the identities): one statement.
  public func viewer(sessionToken token: String) throws(SQLiteError) -> Viewer? {
    try sessionViewer(token)?.viewer
  }

  /// As ``viewer(sessionToken:)``, with the moment at which the session ends by itself.
  public func sessionViewer(_ token: String) throws(SQLiteError) -> SessionViewer? {
    guard token.utf8.count == Self.tokenLength else { return nil }
    let now = clock.now().milliseconds
    try refresh()
    let isRemembering = isRemembering
    if isRemembering, let viewer = memory.viewers.viewer(token, at: now) { return viewer }
    let found = try viewer(Self.bySession, [SessionStore.hash(of: token), now])
    if isRemembering, let found { memory.viewers.keep(found, for: token) }
    return found
  }

  /// Who is behind a sign-in that has not ended; for an access token nobody.
  func viewer(session: SessionID) throws(SQLiteError) -> Viewer? {
    try viewer(Self.bySessionID, [session.rawValue, clock.now().milliseconds])?.viewer
  }

  /// A user as a viewer, for what runs without a session; `evenDisabled` is for explanations, which
  /// answer also of users who may not sign in.
  func viewer(of user: UserID, evenDisabled: Bool = false) throws(SQLiteError) -> Viewer? {
    try viewer(evenDisabled ? Self.byAnyUser : Self.byUser, [user.rawValue])?.viewer
  }

  /// Checks a user code and a password.
  ///
  /// An unknown user, a disabled one, one without a password and a wrong password take the same
  /// time and give the same answer. It takes about 35 ms: never on a loop or on the writer's thread.
  ///
  /// - Returns: The user; `nil` where code and password do not go together.
  public func user(code: String, password: String) throws(SQLiteError) -> UserID? {
    let found = try connection.first(Self.credentials, code) {
      (row) throws(SQLiteError) in (UserID(row.int(0)), row.text(1))
    }
    return PasswordHash.matches(password, found?.1) ? found?.0 : nil
  }

  private func viewer(
    _ query: Query,
    _ values: [(any Bindable)?]
  ) throws(SQLiteError) -> SessionViewer? {
    var user: UserRow?
    var matches = IdentityMatches()
    try connection.rows(query, binding: values) { row in
      if row.int(0) == UserRow.kind { user = UserRow(row) } else { matches.append(row) }
    }
    return user.map { user in
      let isToken = user.sessionKind == SessionKind.accessToken.rawValue
      let viewer = Viewer(
        user: user.id,
        userCode: user.code,
        displayName: user.displayName,
        language: user.language,
        // Another system's token grants what it is for and nothing else.
        permissions: isToken ? user.permissions.filter { $0 == .integrate } : user.permissions,
        blockedTypes: user.blockedTypes,
        identities: matches.identities,
        dependants: matches.dependants,
        session: isToken ? nil : user.session
      )
      return SessionViewer(viewer: viewer, expiresAt: Instant(milliseconds: user.expiresAt))
    }
  }

  /// Base64 of the token's bytes, without padding.
  static let tokenLength = (Limits.tokenBytes * 4 + 2) / 3

  static let bySession = statement(
    "expires_at, session.id AS session_id, kind",
    """
    FROM session JOIN user ON user.id = session.user_id
    WHERE token_hash = ?1 AND revoked_at IS NULL AND expires_at > ?2 AND is_disabled = 0
      AND (kind = 0 OR EXISTS (SELECT 1 FROM profile_permission
        WHERE profile_permission.profile_id = user.profile_id AND permission = 'INTEGRATE'))
    """
  )
  static let bySessionID = statement(
    "expires_at, session.id AS session_id, kind",
    """
    FROM session JOIN user ON user.id = session.user_id
    WHERE session.id = ?1 AND kind = 0 AND revoked_at IS NULL AND expires_at > ?2
      AND is_disabled = 0
    """
  )
  private static let byUser = statement(
    "0 AS expires_at, NULL AS session_id, 0 AS kind",
    "FROM user WHERE user.id = ?1 AND is_disabled = 0"
  )
  private static let byAnyUser = statement(
    "0 AS expires_at, NULL AS session_id, 0 AS kind",
    "FROM user WHERE user.id = ?1"
  )

  /// The user with the profile, then the customers that the user stands for: all in one statement,
  /// for it precedes every request.
  private static func statement(_ session: String, _ source: String) -> Query {
    Query(
      """
      WITH viewer AS MATERIALIZED (
        SELECT user.id AS id, code, display_name, language, profile_id, \(session)
        \(source)
      )
      SELECT \(UserRow.kind), id, expires_at, code, display_name, language,
        (SELECT group_concat(permission) FROM profile_permission
          WHERE profile_permission.profile_id = viewer.profile_id),
        (SELECT group_concat(type_id) FROM profile_blocked_type
          WHERE profile_blocked_type.profile_id = viewer.profile_id),
        session_id, kind
      FROM viewer
      UNION ALL
      \(IdentityMatches.search)
      UNION ALL
      \(IdentityMatches.dependantSearch)
      """
    )
  }

  private static let credentials = Query(
    "SELECT id, password_hash FROM user WHERE code = ?1 AND is_disabled = 0"
  )
}

/// Who is behind a session, and until when.
public struct SessionViewer: Sendable {
  public let viewer: Viewer
  public let expiresAt: Instant
}

/// A user with what the profile grants and blocks.
private struct UserRow {
  /// In the first column, where the rows of customers have the code of a type.
  static let kind: Int64 = -1

  let id: UserID
  let code: String
  let displayName: String
  let language: Language
  let permissions: [Permission]
  let blockedTypes: [TicketTypeID]
  /// When the session ends; 0 where there is none.
  let expiresAt: Int64
  let session: SessionID?
  let sessionKind: Int64

  init(_ row: borrowing Row) {
    id = UserID(row.int(1))
    code = row.text(3) ?? ""
    displayName = row.text(4) ?? ""
    language = row.text(5).flatMap(Language.init(rawValue:)) ?? .portuguese
    let granted = (row.text(6) ?? "").split(separator: ",")
    permissions = Permission.allCases.filter { granted.contains(Substring($0.rawValue)) }
    let blocked = (row.text(7) ?? "").split(separator: ",")
    expiresAt = row.int(2)
    session = row.optionalInt(8).map { SessionID($0) }
    sessionKind = row.int(9)
    blockedTypes = blocked.compactMap { Int64($0) }.sorted().map { TicketTypeID($0) }
  }
}
