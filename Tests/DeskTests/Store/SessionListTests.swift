import Bytes
import SQLite
import Testing

@testable import Desk

/// Sessions as their users and administrators see and end them, and the tokens of other systems.
@Suite struct SessionListTests {
  private let student = UserID(1)

  private func viewer(_ token: String, in desk: SmallDesk) throws -> Viewer {
    try #require(try desk.reader.viewer(sessionToken: token))
  }

  /// A desk whose user `other` integrates, with the time of its context.
  private func desk() throws -> SmallDesk {
    try SmallDesk(
      """
      INSERT INTO profile (id, key, name) VALUES (9, 'integrate', 'I');
      INSERT INTO profile_permission VALUES (9, 'INTEGRATE'), (9, 'PORTAL');
      UPDATE user SET profile_id = 9 WHERE id = 2;
      """
    )
  }

  @Test func `a list holds the sign-ins that go on, and tells nothing of their tokens`() throws {
    let desk = try desk()
    let one = try SessionStore.open(of: student, in: desk.context)
    let two = try SessionStore.open(of: student, in: desk.context)
    _ = try SessionStore.open(of: UserID(2), in: desk.context)
    let mine = try viewer(one.token, in: desk)
    #expect(mine.session == one.id && one.id != two.id)
    let list = try desk.reader.sessions(of: [student, UserID(2)], for: mine)
    #expect(Set(list.ids) == [one.id, two.id] && list.offsets == [0, 2, 2])
    try SessionStore.revoke(token: two.token, in: desk.context)
    #expect(try desk.reader.sessions(of: [student], for: mine).ids == [one.id])
    let admin = try desk.viewer("admin")
    #expect(try desk.reader.sessions(of: [student, UserID(2)], for: admin).offsets == [0, 1, 2])
  }

  @Test func `one ends one's own sessions and nobody else's`() throws {
    let desk = try desk()
    let mine = try SessionStore.open(of: student, in: desk.context)
    let other = try SessionStore.open(of: student, in: desk.context)
    let foreign = try SessionStore.open(of: UserID(2), in: desk.context)
    let viewer = try viewer(mine.token, in: desk)
    let missing = [Problem(.notFound, at: ["input", "session"])]
    for id in [foreign.id, SessionID(12)] {
      let end = EndSession(session: .id(id))
      #expect(try end.perform(for: viewer, in: desk.context).problems == missing)
    }
    #expect(try desk.reader.viewer(sessionToken: foreign.token) != nil)
    let end = EndSession(session: .id(other.id))
    #expect(try end.perform(for: viewer, in: desk.context).value == other.id)
    #expect(try end.perform(for: viewer, in: desk.context).problems == missing)
    #expect(try desk.reader.viewer(sessionToken: other.token) == nil)

    _ = try SessionStore.open(of: student, in: desk.context)
    #expect(try EndOtherSessions().perform(for: viewer, in: desk.context).value == 1)
    #expect(try desk.reader.viewer(sessionToken: mine.token) != nil)
    let admin = try desk.viewer("admin")
    let all = EndUserSessions(user: .id(student))
    #expect(try all.perform(for: admin, in: desk.context).value == 1)
    #expect(try desk.reader.viewer(sessionToken: mine.token) == nil)
  }

  @Test func `of too many sign-ins the oldest ends`() throws {
    let desk = try desk()
    var tokens: [String] = []
    for second in 0...Limits.liveSessions {
      let context = WriteContext(
        connection: desk.connection,
        current: desk.current,
        clock: .standing(at: Instant(milliseconds: desk.time.milliseconds + Int64(second)))
      )
      tokens.append(try SessionStore.open(of: student, in: context).token)
    }
    let reader = DeskReader(
      connection: desk.connection,
      current: desk.current,
      clock: .standing(at: Instant(milliseconds: desk.time.milliseconds + 100))
    )
    #expect(try reader.viewer(sessionToken: tokens[0]) == nil)
    for token in tokens.dropFirst() { #expect(try reader.viewer(sessionToken: token) != nil) }
  }

  @Test func `a list and the end of the oldest go down an index`() throws {
    let desk = try desk()
    for query in [DeskReader.openSessions, SessionStore.endOldest] {
      let plan = try desk.connection.plan(of: query)
      #expect(plan.contains { $0.contains("session_not_revoked") }, "\(plan)")
      #expect(plan.allSatisfy { !$0.contains("SCAN session") && !$0.contains("TEMP") }, "\(plan)")
    }
  }

  private func token(
    for user: UserID,
    until end: String = "2000-01-01T00:00:00Z",
    in desk: SmallDesk
  ) throws -> Outcome<CreateAccessToken.Made> {
    try CreateAccessToken(user: .id(user), name: "Acadêmico", expiresAt: end)
      .perform(for: try desk.viewer("admin"), in: desk.context)
  }

  /// 1,000,000 ms after the epoch is 1970-01-01T00:16:40Z.
  @Test func `an access token grants INTEGRATE alone, for as long as the profile does`() throws {
    let desk = try desk()
    let end = "1971-01-01T00:00:00Z"
    let made = try #require(try token(for: UserID(2), until: end, in: desk).value)
    let viewer = try viewer(made.token, in: desk)
    #expect(viewer.permissions == [.integrate] && viewer.session == nil)
    #expect(TicketScope(of: viewer).reach == .nobody)
    #expect(
      try EndOtherSessions().perform(for: viewer, in: desk.context).problems == [
        Problem(.notPermitted)
      ]
    )
    let admin = try desk.viewer("admin")
    #expect(try desk.reader.accessTokens(of: [UserID(2)], for: admin).ids == [made.id])
    #expect(try desk.reader.sessions(of: [UserID(2)], for: admin).count == 0)
    #expect(try desk.reader.accessTokens(of: [UserID(2)], for: viewer).count == 0)

    try desk.connection.execute("DELETE FROM profile_permission WHERE permission = 'INTEGRATE'")
    #expect(try desk.reader.viewer(sessionToken: made.token) == nil)
    try desk.connection.execute("INSERT INTO profile_permission VALUES (9, 'INTEGRATE')")
    #expect(try desk.reader.viewer(sessionToken: made.token) != nil)
    let revoke = RevokeAccessToken(accessToken: .id(made.id))
    #expect(try revoke.perform(for: admin, in: desk.context).value == made.id)
    #expect(try desk.reader.viewer(sessionToken: made.token) == nil)
    #expect(
      try revoke.perform(for: admin, in: desk.context).problems
        == [Problem(.notFound, at: ["input", "accessToken"])]
    )
  }

  @Test func `an access token is for who integrates, and ends`() throws {
    let desk = try desk()
    let end = "1971-01-01T00:00:00Z"
    #expect(
      try token(for: student, until: end, in: desk).problems
        == [Problem(.notPermitted, at: ["input", "user"])]
    )
    for end in ["1970-01-01T00:16:40Z", "1975-02-01T00:00:00Z", "tomorrow", ""] {
      #expect(
        try token(for: UserID(2), until: end, in: desk).problems
          == [Problem(.invalidValue, at: ["input", "expiresAt"])],
        "\(end)"
      )
    }
    for _ in 0..<Limits.accessTokens {
      #expect(try token(for: UserID(2), until: end, in: desk).value != nil)
    }
    #expect(
      try token(for: UserID(2), until: end, in: desk).problems
        == [Problem(.limitReached, at: ["input", "user"])]
    )
  }
}
