import SQLite

/// Why an empty desk could not be begun.
public enum InitialiseFault: Error, Hashable, Sendable {
  /// There are users already.
  case notEmpty
  /// A user code is 1 to 256 bytes, without control characters or white space around it.
  case userCode
  case password(PasswordHash.Fault)
}

extension Desk {
  /// Begins an empty desk: its first administrator, who is also the configured attendant, and the
  /// profiles that most desks have.
  ///
  /// Hashing the password takes about 35 ms, so this is for commands and not for a loop.
  ///
  /// - Parameters:
  ///   - administrator: What the administrator signs in with.
  ///   - password: What goes with it.
  ///   - displayName: What others read; the code where it is left out.
  /// - Throws: ``InitialiseFault``, or `SQLiteError`; nothing is written then.
  public func initialise(
    administrator: String,
    password: String,
    displayName: String? = nil
  ) throws {
    guard Self.isUserCode(administrator) else { throw InitialiseFault.userCode }
    let hash: String
    do {
      hash = try PasswordHash.make(of: password)
    } catch {
      throw InitialiseFault.password(error)
    }
    let name = displayName ?? administrator
    try writeAndWait { context in
      guard try UserStore.isEmpty(context) else { throw InitialiseFault.notEmpty }
      let profile = try UserStore.addProfile(
        key: "administration",
        name: "Administração",
        permissions: [.attend, .administer],
        in: context
      )
      _ = try UserStore.addProfile(
        key: "attendance",
        name: "Atendimento",
        permissions: [.attend],
        in: context
      )
      _ = try UserStore.addProfile(
        key: "portal",
        name: "Portal do cliente",
        permissions: [.portal],
        in: context
      )
      let user = try UserStore.addUser(
        code: administrator,
        name: name,
        passwordHash: hash,
        profile: profile,
        in: context
      )
      try UserStore.configureAttendant(user, name: name, in: context)
    }
  }

  /// Whether a text can be what somebody signs in with.
  static func isUserCode(_ code: String) -> Bool {
    guard code.utf8.count <= Limits.keyBytes,
      case .good = WrittenText(code, characters: Limits.keyBytes, lines: false),
      let first = code.unicodeScalars.first, let last = code.unicodeScalars.last
    else { return false }
    return !first.properties.isWhitespace && !last.properties.isWhitespace
  }
}
