import Bytes
import SQLite
import Testing

@testable import Desk

@Suite struct RequestUploadTests {
  private let house: UploadDesk

  init() throws { house = try UploadDesk() }

  private var rows: Int64 { get throws { try house.desk.number("SELECT count(*) FROM upload") } }

  @Test func `gives a token of 256 bits, of which the database has the hash alone`() throws {
    let student = try house.signIn()
    var tokens: Set<String> = []
    for _ in 0..<10 {
      let opened = try #require(try house.request(as: student).value)
      #expect(Base64.decode(opened.token, as: .url)?.count == 32)
      #expect(opened.size == 5)
      let end = house.time.clock.now().advanced(byMilliseconds: Limits.uploadMilliseconds)
      #expect(opened.expiresAt == end)
      tokens.insert(opened.token)
    }
    #expect(tokens.count == 10)
    let contents = try house.desk.contents().joined(separator: "\n")
    for token in tokens {
      #expect(!contents.contains(token))
      let hash = Hexadecimal.encode(SHA256.hash(Array(token.utf8))).uppercased()
      #expect(contents.contains(hash))
    }
  }

  @Test func `says what is awaited, cleaned`() throws {
    let student = try house.signIn()
    let hash = Hexadecimal.encode(SHA256.hash(Array("Anexo".utf8)))
    let opened = try #require(
      try house.request(
        as: student,
        name: "../../pasta\\Nota\u{202E}.PDF",
        mediaType: "Application/PDF; charset=x",
        sha256: hash.uppercased()
      ).value
    )
    let file = try #require(try house.awaited(opened.token)).file
    #expect(file.name == "Nota.PDF")
    #expect(file.mediaType == "application/pdf")
    #expect(file.size == 5)
    #expect(file.sha256.map(Hexadecimal.encode) == hash)
  }

  @Test func `refuses what cannot be added, and writes nothing`() throws {
    let student = try house.signIn()
    let closed = try house.desk.ticket { $0.seers.contains("student") && $0.status == .completed }
    let foreign = try house.desk.ticket { $0.seers.contains("person") && $0.status == .pending }
    let blocked = try house.desk.ticket {
      $0.customer.user == "student" && !$0.seers.contains("student")
    }
    let before = try house.desk.contents()
    let cases: [(Outcome<RequestUpload.Opened>, ProblemCode, [String])] = [
      (try house.request(closed, as: student), .ticketCompleted, []),
      (try house.request(foreign, as: student), .notFound, ["input", "ticket"]),
      (try house.request(blocked, as: student), .notFound, ["input", "ticket"]),
      (try house.request(TicketID(99_999), as: student), .notFound, ["input", "ticket"]),
      (try house.request(as: student, name: " \u{2003}"), .required, ["input", "name"]),
      (try house.request(as: student, mediaType: "pdf"), .invalidValue, ["input", "mediaType"]),
      (try house.request(as: student, size: 0), .invalidValue, ["input", "size"]),
      (try house.request(as: student, size: .min), .invalidValue, ["input", "size"]),
      (try house.request(as: student, size: 1_001), .fileTooLarge, ["input", "size"]),
      (
        try house.request(as: student, size: .max), .fileTooLarge, ["input", "size"]
      ),
      (try house.request(as: student, sha256: "abc"), .invalidValue, ["input", "sha256"]),
      (
        try house.request(as: student, sha256: String(repeating: "g", count: 64)), .invalidValue,
        ["input", "sha256"]
      ),
      (
        try house.request(as: student, key: String(repeating: "k", count: 101)), .invalidValue,
        ["input", "idempotencyKey"]
      ),
      (try house.request(as: try house.desk.viewer("student")), .notPermitted, []),
    ]
    for (outcome, code, path) in cases {
      #expect(outcome.problems.map(\.code) == [code])
      #expect(outcome.problems.first?.path == path)
    }
    #expect(try house.desk.contents() == before)
  }

  @Test func `says all that is wrong at once`() throws {
    let student = try house.signIn()
    let outcome = try house.request(
      as: student,
      name: "",
      mediaType: "",
      size: -1,
      sha256: "x"
    )
    #expect(outcome.problems.map { $0.path.last } == ["name", "mediaType", "size", "sha256"])
  }

  @Test func `the desk asks too, and nobody who looks as somebody else`() throws {
    let ticket = try house.draft
    #expect(try house.request(ticket, as: try house.signIn("attendant")).value != nil)
    var lens = try house.signIn()
    lens.lens = Lens(of: try house.desk.viewer("admin"))
    #expect(try house.request(as: lens).problems.map(\.code) == [.notPermitted])
  }

  @Test func `a user has so many that wait, and no more`() throws {
    let student = try house.signIn()
    for _ in 0..<Limits.openUploads { #expect(try house.request(as: student).value != nil) }
    let full = try house.request(as: student)
    #expect(full.problems.map(\.code) == [.limitReached])
    #expect(full.problems.first?.path == ["input"])
    // Another user's are counted apart.
    #expect(try house.request(try house.draft, as: try house.signIn("attendant")).value != nil)
    #expect(try rows == Int64(Limits.openUploads) + 1)
    house.time.advance(byMilliseconds: Limits.uploadMilliseconds)
    #expect(try house.request(as: student).value != nil)
  }

  @Test func `one whose file came waits no more`() throws {
    let student = try house.signIn()
    var last = ""
    for _ in 0..<Limits.openUploads {
      last = try #require(try house.request(as: student).value).token
    }
    #expect(try house.put(last).kept != nil)
    #expect(try house.request(as: student).value != nil)
    #expect(try house.request(as: student).problems.map(\.code) == [.limitReached])
  }

  @Test func `old ones go two by two, a week after their end`() throws {
    let student = try house.signIn()
    for _ in 0..<5 { _ = try house.request(as: student) }
    house.time.advance(
      byMilliseconds: Limits.uploadMilliseconds + Limits.idempotencyMilliseconds
    )
    let later = try house.signIn()
    _ = try house.request(as: later)
    #expect(try rows == 6)
    house.time.advance(byMilliseconds: 1)
    _ = try house.request(as: later)
    #expect(try rows == 5)
    _ = try house.request(as: later)
    #expect(try rows == 4)
  }

  @Test func `a key gives the same upload a new address in the place of the first`() throws {
    let student = try house.signIn()
    let first = try #require(try house.request(as: student, key: "k").value)
    house.time.advance(byMilliseconds: 1_000)
    let second = try #require(try house.request(as: student, key: "k").value)
    #expect(second.token != first.token)
    #expect(second.expiresAt > first.expiresAt)
    #expect(try rows == 1)
    #expect(try house.awaited(first.token) == nil)
    let kept = try #require(try house.put(second.token).kept)
    // Its answer was lost: asked for again, and sent again.
    let third = try #require(try house.request(as: student, key: "k").value)
    #expect(try house.put(third.token).kept == kept)
    #expect(try house.files(of: try house.draft).count == 1)
    let other = try house.request(as: student, size: 6, key: "k")
    #expect(other.problems.map(\.code) == [.idempotencyKeyReused])
  }

  @Test func `a key opens no more than there may be`() throws {
    let student = try house.signIn()
    #expect(try house.request(as: student, key: "k").value != nil)
    house.time.advance(byMilliseconds: Limits.uploadMilliseconds)
    for _ in 0..<Limits.openUploads { #expect(try house.request(as: student).value != nil) }
    let again = try house.request(as: student, key: "k")
    #expect(again.problems.map(\.code) == [.limitReached])
  }

  @Test func `a key whose upload was taken away adds nothing twice`() throws {
    let student = try house.signIn()
    #expect(try house.request(as: student, key: "k").value != nil)
    try house.desk.connection.execute("DELETE FROM upload")
    let again = try house.request(as: student, key: "k")
    #expect(again.problems.map(\.code) == [.idempotencyKeyReused])
  }

  @Test func `a ticket that is full takes none`() throws {
    let ticket = try house.draft
    try house.desk.connection.execute(
      """
      WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 200)
      INSERT INTO attachment SELECT \(ticket.rawValue), n + 1000, 1, NULL, 0, 0, 1, zeroblob(32),
        'text/plain', 'x' FROM number
      """
    )
    let outcome = try house.request(ticket, as: try house.signIn())
    #expect(outcome.problems.map(\.code) == [.limitReached])
    #expect(outcome.problems.first?.path == ["input", "ticket"])
  }

  @Test func `a ticket that has most of its bytes takes no more than the rest`() throws {
    let ticket = try house.draft
    try house.desk.connection.execute(
      """
      INSERT INTO attachment VALUES (\(ticket.rawValue), 99, 1, NULL, 0, 0,
        \(Limits.fileBytesOfTicket - 10), zeroblob(32), 'a/b', 'x')
      """
    )
    let student = try house.signIn()
    let outcome = try house.request(ticket, as: student, size: 11)
    #expect(outcome.problems.map(\.code) == [.limitReached])
    #expect(outcome.problems.first?.path == ["input", "size"])
    #expect(try house.request(ticket, as: student, size: 10).value != nil)
  }

  @Test func `what is counted, swept and looked for is found by an index`() throws {
    let plans: [(Query, String)] = [
      (DeskReader.uploadByToken, "sqlite_autoindex_upload_1 (token_hash=?)"),
      (WriteContext.openUploads, "upload_open (user_id=? AND expires_at>?)"),
      (WriteContext.sweptUploads, "upload_by_age (expires_at<?)"),
      (DeskReader.bySessionID, "session USING INDEX sqlite_autoindex_session_2 (id=?)"),
    ]
    for (query, index) in plans {
      let plan = try house.desk.connection.plan(of: query)
      #expect(plan.contains { $0.contains(index) }, "\(plan)")
      #expect(plan.allSatisfy { !$0.hasPrefix("SCAN upload") && !$0.hasPrefix("SCAN session") })
    }
  }

  @Test func `a file of before gets the table, and keeps what it has`() throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Array(Migrations.all.prefix(4))).migrate(connection)
    try connection.execute(SmallDesk.story)
    let before = try connection.contents().filter { !$0.contains("migration") }
    try Migrator(migrations: Migrations.all).migrate(connection)
    let after = try connection.contents()
    #expect(before.allSatisfy { row in row.hasPrefix("sqlite_") || after.contains(row) })
    #expect(try connection.first(Query("SELECT count(*) FROM upload")) { $0.int(0) } == 0)
  }
}
