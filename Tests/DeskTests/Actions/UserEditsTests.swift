import Bytes
import SQLite
import Testing

@testable import Desk

/// Users, profiles and passwords, and that somebody can always administer the desk.
@Suite struct UserEditsTests {
  private func user(_ code: String, in desk: DemoDesk) throws -> Reference<UserID> {
    Reference(
      try desk.connection.first(Query("SELECT id FROM user WHERE code = ?1"), code) {
        UserID($0.int(0))
      }
    )
  }

  private func profile(_ key: String, in desk: DemoDesk) throws -> Reference<ProfileID> {
    Reference(
      try desk.connection.first(Query("SELECT id FROM profile WHERE key = ?1"), key) {
        ProfileID($0.int(0))
      }
    )
  }

  private func create(
    _ code: String,
    password: String?,
    in desk: DemoDesk
  ) throws -> Outcome<UserID> {
    let admin = try desk.viewer("admin")
    let prepared = CreateUser(
      code: code,
      displayName: "Novo",
      profile: try profile("portal", in: desk),
      language: .english,
      password: password
    ).prepare(for: admin)
    return try CreateUser.perform(prepared, for: admin, in: desk.context)
  }

  @Test func `the user of the appointed attendant stays one who can attend`() throws {
    let desk = try DemoDesk()
    let appointed = try user("desk", in: desk)
    let admin = try desk.viewer("admin")
    let disabling = UpdateUser(user: appointed, isDisabled: .set(true))
    let demoting = UpdateUser(user: appointed, profile: .set(try profile("portal", in: desk)))
    for (action, name) in [(disabling, "isDisabled"), (demoting, "profile")] {
      let before = try desk.contents()
      #expect(
        try action.perform(for: admin, in: desk.context).problems
          == [Problem(.inUse, at: ["input", name])]
      )
      #expect(try desk.contents() == before)
    }
    try desk.done(UpdateSettings(defaultAttendant: .set(.absent)))
    #expect(try disabling.perform(for: admin, in: desk.context).problems == [])
  }

  @Test func `a new user signs in with the password, and it stands nowhere`() throws {
    let desk = try DemoDesk()
    let password = "uma senha boa"
    let id = try #require(try create("novo", password: password, in: desk).value)
    #expect(try desk.reader.user(code: "novo", password: password) == id)
    #expect(try desk.reader.user(code: "novo", password: "outra senha") == nil)
    #expect(
      try desk.number(
        "SELECT count(*) FROM audit_entry WHERE before || after LIKE '%senha%' OR after LIKE '%$y$%'"
      ) == 0
    )
    #expect(try desk.number("SELECT count(*) FROM audit_entry WHERE action = 'createUser'") == 1)
  }

  @Test(arguments: [
    ("seven77", "a".repeated(7)), ("toolong", "a".repeated(129)), ("novo-usuario", "novo-usuario"),
    ("novo-usuario", "NOVO-usuario"), ("nul", "senha\0senha"),
  ])
  func `a password is 8 to 128 characters and no user code`(code: String, password: String) throws {
    let desk = try DemoDesk()
    let before = try desk.changes()
    #expect(
      try create(code, password: password, in: desk).problems
        == [Problem(.invalidValue, at: ["input", "password"])]
    )
    #expect(try desk.changes() == before)
  }

  @Test func `the last who can administer cannot be disabled, moved or deprived`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let own = try user("admin", in: desk)
    let portal = try profile("portal", in: desk)
    let administration = try profile("administracao", in: desk)
    func problems(_ update: UpdateUser) throws -> [Problem] {
      try update.perform(for: admin, in: desk.context).problems
    }
    func deprive() throws -> [Problem] {
      try UpdateProfile(profile: administration, permissions: .set([.attend]))
        .perform(for: admin, in: desk.context).problems
    }
    let disable = UpdateUser(user: own, isDisabled: .set(true))
    let move = UpdateUser(user: own, profile: .set(portal))
    #expect(try problems(disable) == [Problem(.lastAdministrator, at: ["input", "isDisabled"])])
    #expect(try problems(move) == [Problem(.lastAdministrator, at: ["input", "profile"])])
    #expect(try deprive() == [Problem(.lastAdministrator, at: ["input", "permissions"])])

    // One without a password, and one who is disabled, would not help.
    try desk.connection.execute(
      """
      UPDATE user SET profile_id = (SELECT id FROM profile WHERE key = 'administracao')
      WHERE code IN ('desk', 'former')
      """
    )
    #expect(try problems(disable) == [Problem(.lastAdministrator, at: ["input", "isDisabled"])])
    // One who can sign in does; but not where the whole profile is deprived.
    try desk.connection.execute(
      """
      UPDATE user SET profile_id = (SELECT id FROM profile WHERE key = 'administracao')
      WHERE code = 'attendant'
      """
    )
    #expect(try deprive() == [Problem(.lastAdministrator, at: ["input", "permissions"])])
    #expect(try problems(disable) == [])
    #expect(try desk.reader.viewer(of: admin.user) == nil)
  }

  @Test func `disabling a user ends the sessions for good`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let student = try user("student", in: desk)
    let id = try #require(student.id)
    let token = try SessionStore.open(of: id, in: desk.context).token
    #expect(try desk.reader.viewer(sessionToken: token) != nil)
    _ = try UpdateUser(user: student, isDisabled: .set(true)).perform(for: admin, in: desk.context)
    #expect(try desk.reader.viewer(sessionToken: token) == nil)
    _ = try UpdateUser(user: student, isDisabled: .set(false)).perform(for: admin, in: desk.context)
    #expect(try desk.reader.viewer(of: id) != nil)
    #expect(try desk.reader.viewer(sessionToken: token) == nil)
  }

  @Test func `a profile in use stays, keys are taken once, and blocked types have to exist`() throws
  {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    func make(_ key: String, blocked: [Reference<TicketTypeID>] = []) throws -> Outcome<ProfileID> {
      try CreateProfile(
        key: key,
        name: "Novo",
        permissions: [.integrate, .portal],
        blockedTypes: blocked
      )
      .perform(for: admin, in: desk.context)
    }
    #expect(try make("portal").problems == [Problem(.alreadyExists, at: ["input", "key"])])
    #expect(try make("a b").problems == [Problem(.invalidValue, at: ["input", "key"])])
    #expect(
      try make("novo", blocked: [.id(TicketTypeID(999)), .unreadable]).problems
        == [
          Problem(.notFound, at: ["input", "blockedTypes", "0"]),
          Problem(.notFound, at: ["input", "blockedTypes", "1"]),
        ]
    )
    let type = try desk.type("apuracao").id
    let id = try #require(try make("novo", blocked: [.id(type), .id(type)]).value)
    let record = try #require(try desk.reader.profile(id))
    #expect(record.permissions == [.portal, .integrate] && record.blockedTypes == [type])
    let used = DeleteProfile(profile: try profile("portal", in: desk))
    #expect(
      try used.perform(for: admin, in: desk.context).problems
        == [Problem(.inUse, at: ["input", "profile"])]
    )
    #expect(try DeleteProfile(profile: .id(id)).perform(for: admin, in: desk.context).value == id)
    #expect(try desk.reader.profile(id) == nil)
  }

  @Test func `an administrator changes no part of a list that is hidden from the administrator`()
    throws
  {
    let desk = try DemoDesk()
    let (hidden, shown) = (try desk.type("apuracao").id, try desk.type("proposta").id)
    try desk.connection.execute(
      """
      INSERT INTO profile_blocked_type SELECT id, \(hidden.rawValue) FROM profile
      WHERE key = 'administracao'
      """
    )
    let admin = try desk.viewer("admin")
    let portal = try profile("portal", in: desk)
    func block(_ types: [TicketTypeID]) throws -> [Problem] {
      try UpdateProfile(profile: portal, blockedTypes: .set(types.map(Reference.id)))
        .perform(for: admin, in: desk.context).problems
    }
    #expect(try block([hidden]) == [Problem(.notFound, at: ["input", "blockedTypes", "0"])])
    #expect(try block([shown]) == [])
    let id = try #require(portal.id)
    #expect(try desk.reader.profile(id)?.blockedTypes == [hidden, shown].sorted())
  }

  @Test func `one's own password is changed with the old one, and ends the other sessions`() throws
  {
    let hash = try PasswordHash.make(of: "a senha velha")
    let desk = try DemoDesk(passwordHash: hash)
    let throttle = SignInThrottle()
    let id = try #require(try user("student", in: desk).id)
    let other = try SessionStore.open(of: id, in: desk.context).token
    let token = try SessionStore.open(of: id, in: desk.context).token
    let viewer = try #require(try desk.reader.viewer(sessionToken: token))
    func change(_ old: String, _ new: String) throws -> Outcome<UserID> {
      let prepared = try ChangePassword(currentPassword: old, newPassword: new, address: "a")
        .prepare(for: viewer, with: desk.reader, throttle: throttle)
      return try ChangePassword.perform(prepared, for: viewer, in: desk.context)
    }
    let wrong = [Problem(.invalidCredentials, at: ["input", "currentPassword"])]
    #expect(try change("a senha errada", "a senha nova").problems == wrong)
    #expect(
      try change("a senha velha", "curta").problems
        == [Problem(.invalidValue, at: ["input", "newPassword"])]
    )
    #expect(try change("a senha velha", "a senha nova").value == id)
    #expect(try desk.reader.user(code: "student", password: "a senha nova") == id)
    #expect(try desk.reader.user(code: "student", password: "a senha velha") == nil)
    #expect(try desk.reader.viewer(sessionToken: token) != nil)
    #expect(try desk.reader.viewer(sessionToken: other) == nil)
    // Four more that fail, with the one before: then it is enough for a minute.
    for _ in 0..<4 { #expect(try change("x", "a senha nova").problems == wrong) }
    #expect(try change("a senha nova", "a senha novíssima").problems == [Problem(.tooManyAttempts)])
  }

  @Test func `an administrator's password ends the user's sessions`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let student = try user("student", in: desk)
    let id = try #require(student.id)
    let token = try SessionStore.open(of: id, in: desk.context).token
    let prepared = SetUserPassword(user: student, password: "outra senha").prepare(for: admin)
    #expect(try SetUserPassword.perform(prepared, for: admin, in: desk.context).value == id)
    #expect(try desk.reader.user(code: "student", password: "outra senha") == id)
    #expect(try desk.reader.viewer(sessionToken: token) == nil)
    // Who may not set it makes the server hash nothing, and is refused.
    let attendant = try desk.viewer("attendant")
    let theirs = SetUserPassword(user: student, password: "terceira senha").prepare(for: attendant)
    #expect(
      try SetUserPassword.perform(theirs, for: attendant, in: desk.context).problems
        == [Problem(.notPermitted)]
    )
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
