public import Bytes
public import SQLite

/// Begins a session with a user code and a password.
///
/// In two parts, for checking a password takes long: ``prepare(with:throttle:)`` runs on a worker,
/// ``perform(_:in:)`` on the writer. An unknown user, a wrong password, a disabled user and one
/// whose profile grants nothing get the same answer after the same work.
///
/// - Source: R12-R19, R23; L16.
public struct SignIn: Sendable {
  /// What came of checking the password; only ``prepare(with:throttle:)`` makes one.
  public struct Prepared: Sendable {
    fileprivate enum Result: Sendable {
      case tooMany
      case failed
      case matched(UserID, SignInThrottle.Attempt, SignInThrottle)
    }

    fileprivate let result: Result
  }

  /// A session that began.
  public struct Session: Sendable {
    /// To be shown once.
    public let token: String
    public let expiresAt: Instant
    /// Who signed in.
    public let viewer: Viewer
  }

  private let userCode: String
  private let password: String
  private let address: String

  /// - Parameters:
  ///   - userCode: As it was typed.
  ///   - password: As it was typed.
  ///   - address: Where the request comes from, as the server sees it.
  public init(userCode: String, password: String, address: String) {
    self.userCode = userCode
    self.password = password
    self.address = address
  }

  /// Checks the password, which takes about 35 ms: never on a loop or on the writer's thread.
  ///
  /// - Throws: `SQLiteError`.
  public func prepare(
    with reader: DeskReader,
    throttle: SignInThrottle
  ) throws(SQLiteError) -> Prepared {
    let now = reader.clock.now()
    guard let attempt = throttle.begin(account: userCode, address: address, at: now) else {
      return Prepared(result: .tooMany)
    }
    // A code that is too long for one costs what a wrong password costs.
    let code = userCode.utf8.count <= Limits.keyBytes ? userCode : ""
    guard let user = try reader.user(code: code, password: password) else {
      return Prepared(result: .failed)
    }
    return Prepared(result: .matched(user, attempt, throttle))
  }

  /// Opens the session, where the user may still sign in.
  ///
  /// - Throws: `SQLiteError`.
  public static func perform(
    _ prepared: Prepared,
    in context: WriteContext
  ) throws(SQLiteError) -> Outcome<Session> {
    switch prepared.result {
    case .tooMany: return .refused(.tooManyAttempts)
    case .failed: return .refused(.invalidCredentials)
    case .matched(let user, let attempt, let throttle):
      guard try context.reader.viewer(of: user)?.permissions.isEmpty == false else {
        return .refused(.invalidCredentials)
      }
      let opened = try SessionStore.open(of: user, in: context)
      throttle.succeed(attempt)
      guard let viewer = try context.reader.viewer(sessionToken: opened.token) else {
        return .refused(.invalidCredentials)
      }
      return .done(
        Session(token: opened.token, expiresAt: opened.expiresAt, viewer: viewer)
      )
    }
  }
}

/// Ends the session with which it is asked for.
///
/// - Source: R15.
public struct SignOut: Sendable {
  private let token: String

  /// - Parameter token: The session's.
  public init(token: String) { self.token = token }

  /// Ends the session; one that has ended already is ended.
  ///
  /// - Throws: `SQLiteError`.
  public func perform(in context: WriteContext) throws(SQLiteError) -> Outcome<Bool> {
    .done(try SessionStore.revoke(token: token, in: context))
  }
}
