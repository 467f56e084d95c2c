import Bytes
import SQLite
import Testing

@testable import Desk

@Suite struct SessionStoreTests {
  private func reader(_ desk: SmallDesk, at milliseconds: Int64) -> DeskReader {
    DeskReader(
      connection: desk.connection,
      current: desk.current,
      clock: .standing(at: Instant(milliseconds: milliseconds))
    )
  }

  @Test func `a token leads to its user until it expires`() throws {
    let desk = try SmallDesk()
    let session = try SessionStore.open(of: UserID(1), in: desk.context)
    let start = desk.time.milliseconds
    let end = start + Limits.sessionMilliseconds
    #expect(session.expiresAt == Instant(milliseconds: end))
    let viewer = try #require(try desk.reader.viewer(sessionToken: session.token))
    #expect(viewer.userCode == "student" && viewer.permissions == [.portal])
    #expect(viewer.identities.map(\.type) == [.person, .student])
    #expect(viewer.audience == .online && viewer.language == .portuguese)
    #expect(try reader(desk, at: end - 1).viewer(sessionToken: session.token) == viewer)
    #expect(try reader(desk, at: end).viewer(sessionToken: session.token) == nil)
  }

  @Test func `every token is another, of 256 bits, and none is stored`() throws {
    let desk = try SmallDesk()
    var tokens: Set<String> = []
    for _ in 0..<20 {
      let token = try SessionStore.open(of: UserID(1), in: desk.context).token
      #expect(Base64.decode(token, as: .url)?.count == 32)
      tokens.insert(token)
    }
    #expect(tokens.count == 20)
    var hashes: [[UInt8]] = []
    try desk.connection.rows(Query("SELECT token_hash FROM session")) { row in
      hashes.append(row.blob(0) ?? [])
    }
    #expect(Set(hashes) == Set(tokens.map { SHA256.hash(Array($0.utf8)) }))
  }

  @Test func `sign-out ends this session alone, at once, and only once`() throws {
    let desk = try SmallDesk()
    let one = try SessionStore.open(of: UserID(1), in: desk.context).token
    let other = try SessionStore.open(of: UserID(1), in: desk.context).token
    #expect(try SessionStore.revoke(token: one, in: desk.context))
    #expect(try desk.reader.viewer(sessionToken: one) == nil)
    #expect(try desk.reader.viewer(sessionToken: other) != nil)
    #expect(try !SessionStore.revoke(token: one, in: desk.context))
    #expect(try !SessionStore.revoke(token: "unknown", in: desk.context))
  }

  @Test func `a disabled user keeps no session`() throws {
    let desk = try SmallDesk()
    let token = try SessionStore.open(of: UserID(1), in: desk.context).token
    try desk.connection.execute("UPDATE user SET is_disabled = 1 WHERE id = 1")
    #expect(try desk.reader.viewer(sessionToken: token) == nil)
  }

  @Test func `a sign-in sweeps what ended more than a day ago`() throws {
    let desk = try SmallDesk()
    let life = Limits.sessionMilliseconds
    let end = 1_000_000 - 86_400_000
    for _ in 0..<3 { _ = try SessionStore.open(of: UserID(1), in: desk.context) }
    _ = try SessionStore.open(of: UserID(2), in: desk.context)
    try desk.connection.execute(
      """
      UPDATE session SET created_at = \(end) - \(life) - 1, expires_at = \(end) - 1
      WHERE token_hash IN (SELECT token_hash FROM session WHERE user_id = 1 LIMIT 2)
        OR user_id = 2
      """
    )
    _ = try SessionStore.open(of: UserID(1), in: desk.context)
    let count = Query("SELECT count(*) FROM session WHERE user_id = ?1")
    #expect(try desk.connection.first(count, 1) { $0.int(0) } == 2)
    #expect(try desk.connection.first(count, 2) { $0.int(0) } == 1)
  }

  @Test(arguments: ["", "x", String(repeating: "A", count: 43), String(repeating: "é", count: 43)])
  func `what is no token is nobody's`(token: String) throws {
    #expect(try SmallDesk().reader.viewer(sessionToken: token) == nil)
  }

  @Test func `a profile's permissions and blocked types come in their order`() throws {
    let desk = try SmallDesk(
      """
      INSERT INTO profile_permission VALUES (4, 'INTEGRATE'), (4, 'ADMINISTER');
      INSERT INTO profile_blocked_type VALUES (4, 1);
      """
    )
    let viewer = try desk.viewer("blocked")
    #expect(viewer.permissions == [.portal, .administer, .integrate])
    #expect(viewer.blockedTypes == [TicketTypeID(1), TicketTypeID(2)])
    #expect(viewer.audience == .desk && viewer.actor == .administrator)
  }

  @Test func `signs in with the right password alone`() throws {
    let desk = try SmallDesk()
    let hash = try PasswordHash.make(of: "guiche-demo")
    #expect(hash.hasPrefix("$y$j9T$"))
    try desk.connection.run(Query("UPDATE user SET password_hash = ?1 WHERE id IN (1, 2)"), hash)
    try desk.connection.execute("UPDATE user SET is_disabled = 1 WHERE id = 2")
    #expect(try desk.reader.user(code: "student", password: "guiche-demo") == UserID(1))
    for (code, password) in [
      ("student", "guiche-demo "), ("student", "guiche-demo\0junk"), ("student", ""),
      ("STUDENT", "guiche-demo"), ("other", "guiche-demo"), ("staff", "guiche-demo"),
      ("unknown", "guiche-demo"),
    ] {
      #expect(try desk.reader.user(code: code, password: password) == nil)
    }
  }
}

@Suite struct PasswordHashTests {
  @Test(
    arguments: [
      ("1234567", .tooShort), ("12345678", nil), (String(repeating: "a", count: 128), nil),
      (String(repeating: "a", count: 129), .tooLong), (String(repeating: "é", count: 128), nil),
      (String(repeating: "€", count: 128), nil), (String(repeating: "😀", count: 127), nil),
      (String(repeating: "😀", count: 128), .tooLong), ("12345678\0", .hasNUL),
    ] as [(String, PasswordHash.Fault?)]
  )
  func `tells what cannot be a password`(password: String, fault: PasswordHash.Fault?) {
    #expect(PasswordHash.fault(of: password) == fault)
  }

  @Test func `the same password has another hash each time, and both are right`() throws {
    let one = try PasswordHash.make(of: "12345678")
    let other = try PasswordHash.make(of: "12345678")
    #expect(one != other)
    #expect(PasswordHash.matches("12345678", one) && PasswordHash.matches("12345678", other))
    #expect(!PasswordHash.matches("12345679", one))
  }

  @Test(arguments: ["", "*0", "*1", "$y$", "plain"])
  func `a broken hash is nobody's`(stored: String) {
    #expect(!PasswordHash.matches("12345678", stored))
  }

  @Test func `nobody is compared at the full cost`() {
    #expect(!PasswordHash.matches("12345678", nil))
    #expect(PasswordHash.isDummyUsable)
  }
}
