import Bytes
public import SQLite

extension DeskReader {
  /// The sign-ins of some users that have not ended, newest first.
  ///
  /// - Returns: A list for each user; empty for another's, unless an administrator asks.
  public func sessions(
    of users: [UserID],
    for viewer: Viewer
  ) throws(SQLiteError) -> OpenSessions {
    try open(.signIn, of: users, isOpen: { viewer.has(.administer) || $0 == viewer.user })
  }

  /// The access tokens of some users that have not ended, newest first, for administrators.
  public func accessTokens(
    of users: [UserID],
    for viewer: Viewer
  ) throws(SQLiteError) -> OpenSessions {
    try open(.accessToken, of: users, isOpen: { _ in viewer.has(.administer) })
  }

  /// One access token that has not ended, for administrators; of none, an empty list.
  public func accessToken(
    _ id: SessionID,
    for viewer: Viewer
  ) throws(SQLiteError) -> OpenSessions {
    var sessions = OpenSessions()
    if viewer.has(.administer) {
      let now = clock.now().milliseconds
      try connection.rows(Self.accessToken, id.rawValue, now) { row in sessions.append(row) }
    }
    sessions.offsets.append(Int32(clamping: sessions.count))
    return sessions
  }

  private func open(
    _ kind: SessionKind,
    of users: [UserID],
    isOpen: (UserID) -> Bool
  ) throws(SQLiteError) -> OpenSessions {
    var sessions = OpenSessions()
    let now = clock.now().milliseconds
    for user in users {
      if isOpen(user) {
        try connection.rows(
          Self.openSessions,
          user.rawValue,
          now,
          kind.rawValue,
          Limits.liveSessions
        ) { row in sessions.append(row) }
      }
      sessions.offsets.append(Int32(clamping: sessions.count))
    }
    return sessions
  }

  static let openSessions = Query(
    """
    SELECT id, name, created_at, expires_at FROM session
    WHERE user_id = ?1 AND kind = ?3 AND revoked_at IS NULL AND expires_at > ?2
    ORDER BY created_at DESC LIMIT ?4
    """
  )
  private static let accessToken = Query(
    """
    SELECT id, name, created_at, expires_at FROM session
    WHERE id = ?1 AND kind = 1 AND revoked_at IS NULL AND expires_at > ?2
    """
  )
}

extension OpenSessions {
  fileprivate mutating func append(_ row: borrowing Row) {
    ids.append(SessionID(row.int(0)))
    row.append(text: 1, to: &names)
    createdAt.append(Instant(milliseconds: row.int(2)))
    expiresAt.append(Instant(milliseconds: row.int(3)))
  }
}

extension SessionStore {
  /// Ends one session, of a user or of anybody, and says whose it was; `nil` where there was none
  /// that had not ended.
  static func end(
    _ id: SessionID,
    kind: SessionKind,
    of user: UserID?,
    in context: WriteContext
  ) throws(SQLiteError) -> UserID? {
    let now = context.clock.now().milliseconds
    let owner = try context.connection.first(owner, id.rawValue, kind.rawValue, now) {
      (row) throws(SQLiteError) in UserID(row.int(0))
    }
    guard let owner, user == nil || owner == user else { return nil }
    try context.connection.run(endOne, id.rawValue, now)
    return owner
  }

  /// Ends the sign-ins of a user, but for one that goes on, and says how many they were.
  @discardableResult
  static func endSignIns(
    of user: UserID,
    except kept: SessionID? = nil,
    in context: WriteContext
  ) throws(SQLiteError) -> Int {
    let now = context.clock.now().milliseconds
    return try context.connection.run(endSignIns, user.rawValue, now, kept?.rawValue ?? 0)
  }

  /// Ends the sign-ins and the access tokens of a user.
  static func endAll(of user: UserID, in context: WriteContext) throws(SQLiteError) {
    let now = context.clock.now().milliseconds
    try context.connection.run(endAll, user.rawValue, now)
  }

  /// How many access tokens of a user have not ended.
  static func accessTokenCount(
    of user: UserID,
    in context: WriteContext
  ) throws(SQLiteError) -> Int64 {
    let now = context.clock.now().milliseconds
    return try context.connection.first(tokenCount, user.rawValue, now) {
      (row) throws(SQLiteError) in row.int(0)
    } ?? 0
  }

  private static let owner = Query(
    """
    SELECT user_id FROM session
    WHERE id = ?1 AND kind = ?2 AND revoked_at IS NULL AND expires_at > ?3
    """
  )
  private static let endOne = Query("UPDATE session SET revoked_at = ?2 WHERE id = ?1")
  private static let endSignIns = Query(
    """
    UPDATE session SET revoked_at = ?2
    WHERE user_id = ?1 AND kind = 0 AND revoked_at IS NULL AND expires_at > ?2 AND id <> ?3
    """
  )
  private static let endAll = Query(
    "UPDATE session SET revoked_at = ?2 WHERE user_id = ?1 AND revoked_at IS NULL"
  )
  private static let tokenCount = Query(
    """
    SELECT count(*) FROM session
    WHERE user_id = ?1 AND kind = 1 AND revoked_at IS NULL AND expires_at > ?2
    """
  )
}
