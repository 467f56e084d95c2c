import Bytes
import SQLite
import Testing

@testable import Desk

@Suite struct SignInTests {
  private static let hash = try? PasswordHash.make(of: DemoStory.password)

  private func desk() throws -> DemoDesk {
    let hash = try #require(Self.hash)
    return try DemoDesk(passwordHash: hash)
  }

  private func signIn(
    _ desk: DemoDesk,
    _ code: String,
    _ password: String = DemoStory.password,
    address: String = "192.0.2.1",
    throttle: SignInThrottle = SignInThrottle()
  ) throws -> Outcome<SignIn.Session> {
    let prepared = try SignIn(userCode: code, password: password, address: address)
      .prepare(with: desk.reader, throttle: throttle)
    return try SignIn.perform(prepared, in: desk.context)
  }

  @Test func `begins a session that finds its viewer again, and ends it`() throws {
    let desk = try desk()
    let session = try #require(try signIn(desk, "many").value)
    #expect(session.viewer.userCode == "many")
    #expect(session.viewer.identities.count == 3)
    #expect(session.expiresAt > DemoDesk.now)
    let found = try desk.reader.viewer(sessionToken: session.token)
    #expect(found == session.viewer)
    // The token itself is stored nowhere.
    let stored = try desk.number(
      "SELECT count(*) FROM session WHERE token_hash = ?1",
      Array(session.token.utf8)
    )
    #expect(stored == 0)
    #expect(try SignOut(token: session.token).perform(in: desk.context).value == true)
    #expect(try desk.reader.viewer(sessionToken: session.token) == nil)
    #expect(try SignOut(token: session.token).perform(in: desk.context).value == false)
  }

  @Test(arguments: [
    ("student", "guiche-demO"), ("student", ""), ("student", "guiche-demo\u{0}x"),
    ("nobody", DemoStory.password), ("", ""), ("visitor", DemoStory.password),
    ("former", DemoStory.password), ("desk", DemoStory.password),
    ("Student", DemoStory.password), (String(repeating: "s", count: 100_000), "x"),
    ("student", String(repeating: "x", count: 100_000)),
  ])
  func `whatever is wrong, the answer is one and the same`(code: String, password: String) throws {
    let desk = try desk()
    let before = try desk.changes()
    let outcome = try signIn(desk, code, password)
    #expect(outcome.problems == [Problem(.invalidCredentials)])
    #expect(try desk.changes() == before)
  }

  @Test func `a user who was disabled since the password was checked gets no session`() throws {
    let desk = try desk()
    let prepared = try SignIn(
      userCode: "student",
      password: DemoStory.password,
      address: "192.0.2.1"
    ).prepare(with: desk.reader, throttle: SignInThrottle())
    try desk.connection.execute("UPDATE user SET is_disabled = 1 WHERE code = 'student'")
    #expect(
      try SignIn.perform(prepared, in: desk.context).problems == [Problem(.invalidCredentials)]
    )
  }

  @Test func `after five failures the account waits, with the right password too`() throws {
    let desk = try desk()
    let throttle = SignInThrottle()
    for _ in 0..<5 {
      #expect(
        try signIn(desk, "student", "wrong-one", throttle: throttle).problems.map(\.code)
          == [.invalidCredentials]
      )
    }
    for code in ["student"] {
      #expect(
        try signIn(desk, code, throttle: throttle).problems == [Problem(.tooManyAttempts)]
      )
    }
    #expect(try signIn(desk, "teacher", throttle: throttle).value != nil)
  }
}

@Suite struct SignInThrottleTests {
  private func at(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1_000) }

  @Test func `lets five failures of an account through in a minute, wherever they come from`() {
    let throttle = SignInThrottle()
    for second in 0..<5 {
      let attempt = throttle.begin(account: "a", address: "\(second)", at: at(Int64(second)))
      #expect(attempt != nil)
    }
    #expect(throttle.begin(account: "a", address: "9", at: at(59)) == nil)
    #expect(throttle.begin(account: "b", address: "9", at: at(59)) != nil)
    #expect(throttle.begin(account: "a", address: "9", at: at(60)) != nil)
    #expect(throttle.begin(account: "a", address: "9", at: at(60)) == nil)
  }

  @Test func `lets twenty failures of an address through, whatever the account`() {
    let throttle = SignInThrottle()
    for account in 0..<20 {
      #expect(throttle.begin(account: "\(account)", address: "x", at: at(0)) != nil)
    }
    #expect(throttle.begin(account: "new", address: "x", at: at(1)) == nil)
    #expect(throttle.begin(account: "new", address: "y", at: at(1)) != nil)
  }

  @Test func `attempts that are under way count, and those that succeeded do not`() throws {
    let throttle = SignInThrottle()
    var attempts: [SignInThrottle.Attempt] = []
    for _ in 0..<5 {
      attempts.append(try #require(throttle.begin(account: "a", address: "x", at: at(0))))
    }
    #expect(throttle.begin(account: "a", address: "x", at: at(0)) == nil)
    throttle.succeed(attempts[2])
    throttle.succeed(attempts[2])
    #expect(throttle.begin(account: "a", address: "x", at: at(0)) != nil)
    #expect(throttle.begin(account: "a", address: "x", at: at(0)) == nil)
  }

  @Test func `a clock that is set back neither frees nor prolongs`() {
    let throttle = SignInThrottle()
    for _ in 0..<5 { _ = throttle.begin(account: "a", address: "x", at: at(1_000)) }
    #expect(throttle.begin(account: "a", address: "x", at: at(0)) == nil)
    #expect(throttle.begin(account: "a", address: "x", at: at(1_060)) != nil)
  }

  @Test func `remembers no more than its limit, and an old success disturbs nothing`() throws {
    let throttle = SignInThrottle()
    let old = try #require(throttle.begin(account: "a", address: "x", at: at(0)))
    for number in 0..<(Limits.signInRemembered * 2) {
      #expect(throttle.begin(account: "u\(number)", address: "h\(number)", at: at(1)) != nil)
    }
    throttle.succeed(old)
    for _ in 0..<5 { #expect(throttle.begin(account: "a", address: "z", at: at(1)) != nil) }
    #expect(throttle.begin(account: "a", address: "z", at: at(1)) == nil)
  }
}
