import Bytes
public import SQLite

/// Gives a user another password; an administrator does so.
///
/// In two parts, as ``CreateUser``.
public struct SetUserPassword: Sendable {
  /// What ``prepare(for:)`` made of it.
  public struct Prepared: Sendable {
    fileprivate let user: Reference<UserID>
    fileprivate let password: NewPassword
  }

  public let user: Reference<UserID>
  private let password: String

  public init(user: Reference<UserID>, password: String) {
    self.user = user
    self.password = password
  }

  /// Hashes the password, which takes about 35 ms: never on a loop or on the writer's thread.
  public func prepare(for viewer: Viewer) -> Prepared {
    Prepared(
      user: user,
      password: NewPassword(password, isPermitted: viewer.has(.administer))
    )
  }

  /// Sets the password and ends the user's sign-ins, but for the one that this is done with.
  ///
  /// - Throws: `SQLiteError`.
  public static func perform(
    _ prepared: Prepared,
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<UserID> {
    guard viewer.has(.administer) else { return .refused(.notPermitted) }
    guard let id = prepared.user.id, let record = try context.user(id) else {
      return .refused(.notFound, at: "input", "user")
    }
    var input = PeopleInput()
    let hash = prepared.password.hash(forCode: record.code, &input, "password")
    guard input.isGood, let hash else { return .refused(input.problems) }
    try context.setPassword(hash, of: id)
    try SessionStore.endSignIns(of: id, except: viewer.session, in: context)
    try context.audit("setUserPassword", .user, id.rawValue, by: viewer)
    return .done(id)
  }
}

/// Changes one's own password.
///
/// In two parts, as ``SignIn``, and throttled as it is: whoever found an open session cannot try
/// passwords out.
public struct ChangePassword: Sendable {
  /// What ``prepare(for:with:throttle:)`` made of it.
  public struct Prepared: Sendable {
    fileprivate enum Result: Sendable {
      case notPermitted
      case tooMany
      case failed
      case matched(UserID, stored: String, NewPassword, SignInThrottle.Attempt, SignInThrottle)
    }

    fileprivate let result: Result
  }

  private let currentPassword: String
  private let newPassword: String
  private let address: String

  /// - Parameters:
  ///   - currentPassword: As it was typed.
  ///   - newPassword: As it was typed.
  ///   - address: Where the request comes from, as the server sees it.
  public init(currentPassword: String, newPassword: String, address: String) {
    self.currentPassword = currentPassword
    self.newPassword = newPassword
    self.address = address
  }

  /// Checks the one password and hashes the other, about 70 ms: never on a loop or on the writer's
  /// thread.
  ///
  /// - Throws: `SQLiteError`.
  public func prepare(
    for viewer: Viewer,
    with reader: DeskReader,
    throttle: SignInThrottle
  ) throws(SQLiteError) -> Prepared {
    guard viewer.session != nil else { return Prepared(result: .notPermitted) }
    let now = reader.clock.now()
    guard let attempt = throttle.begin(account: viewer.userCode, address: address, at: now) else {
      return Prepared(result: .tooMany)
    }
    let stored = try reader.passwordHash(of: viewer.user)
    guard PasswordHash.matches(currentPassword, stored), let stored else {
      return Prepared(result: .failed)
    }
    let password = NewPassword(newPassword, isPermitted: true)
    return Prepared(result: .matched(viewer.user, stored: stored, password, attempt, throttle))
  }

  /// Sets the password and ends the user's other sign-ins.
  ///
  /// - Throws: `SQLiteError`.
  public static func perform(
    _ prepared: Prepared,
    for viewer: Viewer,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<UserID> {
    guard viewer.lens == nil else { return .refused(.notPermitted) }
    switch prepared.result {
    case .notPermitted: return .refused(.notPermitted)
    case .tooMany: return .refused(.tooManyAttempts)
    case .failed: return .refused(.invalidCredentials, at: "input", "currentPassword")
    case .matched(let user, let stored, let password, let attempt, let throttle):
      throttle.succeed(attempt)
      // Another change may have come between.
      guard user == viewer.user, try context.reader.passwordHash(of: user) == stored else {
        return .refused(.invalidCredentials, at: "input", "currentPassword")
      }
      var input = PeopleInput()
      let hash = password.hash(forCode: viewer.userCode, &input, "newPassword")
      guard input.isGood, let hash else { return .refused(input.problems) }
      try context.setPassword(hash, of: user)
      try SessionStore.endSignIns(of: user, except: viewer.session, in: context)
      try context.audit("changePassword", .user, user.rawValue, by: viewer)
      return .done(user)
    }
  }
}

extension DeskReader {
  /// The hash of a user's password; `nil` where there is none.
  fileprivate func passwordHash(of user: UserID) throws(SQLiteError) -> String? {
    let found = try connection.first(Self.passwordHash, user.rawValue) {
      (row) throws(SQLiteError) in row.text(0)
    }
    return found ?? nil
  }

  private static let passwordHash = Query("SELECT password_hash FROM user WHERE id = ?1")
}

extension WriteContext {
  fileprivate func setPassword(_ hash: String, of user: UserID) throws(SQLiteError) {
    try connection.run(Self.setPassword, user.rawValue, hash)
  }

  private static let setPassword = Query("UPDATE user SET password_hash = ?2 WHERE id = ?1")
}
