import Bytes
public import SQLite

/// Ends one of the viewer's own sessions.
public struct EndSession: Sendable {
  public let session: Reference<SessionID>

  public init(session: Reference<SessionID>) { self.session = session }

  /// Ends the session; another's is answered like one that never was.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<SessionID> {
    guard viewer.session != nil else { return .refused(.notPermitted) }
    guard let id = session.id,
      try SessionStore.end(id, kind: .signIn, of: viewer.user, in: context) != nil
    else { return .refused(.notFound, at: "input", "session") }
    try context.audit("endSession", .session, id.rawValue, by: viewer)
    return .done(id)
  }
}

/// Ends every session of the viewer's but the one that asks.
public struct EndOtherSessions: Sendable {
  public init() {}

  /// Ends them.
  ///
  /// - Returns: How many there were.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Int> {
    guard let kept = viewer.session else { return .refused(.notPermitted) }
    let count = try SessionStore.endSignIns(of: viewer.user, except: kept, in: context)
    if count > 0 { try context.audit("endOtherSessions", .session, nil, by: viewer) }
    return .done(count)
  }
}

/// Ends every session of a user; an administrator does so.
public struct EndUserSessions: Sendable {
  public let user: Reference<UserID>

  public init(user: Reference<UserID>) { self.user = user }

  /// Ends them, the one that asks too where it is of that user.
  ///
  /// - Returns: How many there were.
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Int> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = user.id, try context.user(id) != nil else {
      return .refused(.notFound, at: "input", "user")
    }
    let count = try SessionStore.endSignIns(of: id, in: context)
    try context.audit("endUserSessions", .user, id.rawValue, by: viewer)
    return .done(count)
  }
}

/// Makes a long-lived token by which another system signs in as a user who integrates.
///
/// - Source: R68.
public struct CreateAccessToken: Sendable {
  /// A token that was just made.
  public struct Made: Sendable {
    public let id: SessionID
    /// To be shown once: it is stored nowhere.
    public let token: String
  }

  public let user: Reference<UserID>
  public let name: String
  /// A moment as RFC 3339 writes it.
  public let expiresAt: String

  public init(user: Reference<UserID>, name: String, expiresAt: String) {
    self.user = user
    self.name = name
    self.expiresAt = expiresAt
  }

  /// Makes the token, or says all that stands against it.
  ///
  /// It grants `INTEGRATE` and nothing else,
  /// for as long as the user's profile does.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Made> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    var input = PeopleInput()
    let name = input.line(name, "name")
    let now = context.clock.now()
    let latest = now.advanced(byMilliseconds: Limits.accessTokenMilliseconds)
    let end = Instant(expiresAt).flatMap { now < $0 && $0 < latest ? $0 : nil }
    if end == nil { input.refuse(.invalidValue, "expiresAt") }
    var record: UserRecord?
    if let id = user.id { record = try context.user(id) }
    if let record {
      let profile = try context.reader.profile(record.profile)
      if record.isDisabled || profile?.permissions.contains(.integrate) != true {
        input.refuse(.notPermitted, "user")
      }
    } else {
      input.refuse(.notFound, "user")
    }
    guard input.isGood, let id = user.id, let end else { return .refused(input.problems) }
    if try SessionStore.accessTokenCount(of: id, in: context) >= Limits.accessTokens {
      return .refused(.limitReached, at: "input", "user")
    }
    let opened = try SessionStore.add(to: id, named: name, until: end, in: context)
    try context.audit(
      "createAccessToken",
      .session,
      opened.id.rawValue,
      after: [
        "user": .integer(id.rawValue), "name": .string(name),
        "expiresAt": .integer(end.milliseconds),
      ],
      by: viewer
    )
    return .done(Made(id: opened.id, token: opened.token))
  }
}

/// Ends an access token before its time.
public struct RevokeAccessToken: Sendable {
  public let accessToken: Reference<SessionID>

  public init(accessToken: Reference<SessionID>) { self.accessToken = accessToken }

  /// Ends the token; the next request that comes with it is refused.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<SessionID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = accessToken.id,
      let user = try SessionStore.end(id, kind: .accessToken, of: nil, in: context)
    else { return .refused(.notFound, at: "input", "accessToken") }
    let before: JSON = ["user": .integer(user.rawValue)]
    try context.audit("revokeAccessToken", .session, id.rawValue, before: before, by: viewer)
    return .done(id)
  }
}
