import Bytes
import Foundation
import SQLite
import Testing

@testable import Desk

@Suite struct FinishUploadTests {
  private let house: UploadDesk

  init() throws { house = try UploadDesk() }

  private func open(
    _ ticket: TicketID? = nil,
    as viewer: Viewer,
    sha256: String? = nil
  ) throws -> String {
    try #require(try house.request(ticket, as: viewer, sha256: sha256).value).token
  }

  /// Whether an address says what one says that never was.
  private func isUnknown(_ token: String, from sender: Viewer? = nil) throws -> Bool {
    try house.reader.upload(token, from: sender) == .unknown
  }

  @Test func `adds the file as whoever asked for the address`() throws {
    let student = try house.signIn()
    let ticket = try house.draft
    let token = try open(ticket, as: student)
    let kept = try #require(try house.put(token).kept)
    #expect(kept.name == "nota.txt" && kept.mediaType == "text/plain" && kept.size == 5)
    let found = try house.reader.attachments(ids: [kept.id], for: student)
    #expect(found.rows.names.text(0) == "nota.txt")
    #expect(found.rows.addedBy.first?.user == student.user)
    let path = house.contents.path(of: SHA256.hash(Array("Anexo".utf8)))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "Anexo")
  }

  @Test func `the same file twice is there once, another one is refused`() throws {
    let student = try house.signIn()
    let ticket = try house.draft
    let token = try open(ticket, as: student)
    let first = try house.put(token)
    #expect(first.kept != nil)
    let changes = try house.desk.changes()
    #expect(try house.put(token) == first)
    #expect(try house.put(token, "Outro") == .used)
    #expect(try house.desk.changes() == changes)
    #expect(try house.files(of: ticket).count == 1)
  }

  /// Both came whole before either was written.
  @Test func `of two at once one is added`() throws {
    let student = try house.signIn()
    let ticket = try house.draft
    let token = try open(ticket, as: student)
    let (one, same, other) = (
      try house.prepared(token), try house.prepared(token), try house.prepared(token, "Outro")
    )
    let kept = try FinishUpload.perform(one, in: house.context)
    #expect(kept.kept != nil)
    #expect(try FinishUpload.perform(other, in: house.context) == .used)
    #expect(try FinishUpload.perform(same, in: house.context) == kept)
    #expect(try house.files(of: ticket) == ["nota.txt"])
  }

  @Test func `what was broken off can be sent again`() throws {
    let student = try house.signIn()
    let token = try open(as: student)
    _ = try house.prepared(token)
    #expect(try house.put(token).kept != nil)
  }

  @Test func `bytes that differ from what was said are refused, and can be sent again`() throws {
    let student = try house.signIn()
    let hash = Hexadecimal.encode(SHA256.hash(Array("Anexo".utf8)))
    let token = try open(as: student, sha256: hash)
    #expect(try house.put(token, "anexo") == .differs)
    #expect(try house.put(token, "Anexos") == .differs)
    #expect(Folders.size(of: house.contents.path(of: SHA256.hash(Array("anexo".utf8)))) == nil)
    #expect(try house.put(token, "Anexo").kept != nil)
  }

  @Test(arguments: ["", "x", String(repeating: "A", count: 43), String(repeating: "é", count: 200)])
  func `what is no token is unknown`(token: String) throws {
    #expect(try isUnknown(token))
  }

  @Test func `an address is unknown from the moment of its end`() throws {
    let student = try house.signIn()
    let token = try open(as: student)
    house.time.advance(byMilliseconds: Limits.uploadMilliseconds - 1)
    let begun = try house.prepared(token)
    house.time.advance(byMilliseconds: 1)
    #expect(try isUnknown(token))
    // Who has begun in time may end later.
    #expect(try FinishUpload.perform(begun, in: house.context).kept != nil)
    #expect(try isUnknown(token))
  }

  @Test func `who sends it with a sign-in has to be who asked`() throws {
    let student = try house.signIn()
    let token = try open(as: student)
    #expect(try isUnknown(token, from: try house.signIn("teacher")))
    #expect(try isUnknown(token, from: try house.signIn("admin")))
    #expect(try house.awaited(token, from: student) != nil)
    #expect(try house.awaited(token, from: try house.signIn("student")) != nil)
  }

  // MARK: - What changed meanwhile

  /// A change, and how the address answers to it: `nil` is unknown.
  struct Change: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let sql: String
    let code: ProblemCode?

    init(_ name: String, _ sql: String, _ code: ProblemCode? = nil) {
      (testDescription, self.sql, self.code) = (name, sql, code)
    }
  }

  private static let changes = [
    Change("the session ended", "UPDATE session SET revoked_at = 1"),
    Change("the session ran out", "UPDATE session SET expires_at = 1"),
    Change("the user is disabled", "UPDATE user SET is_disabled = 1 WHERE code = 'student'"),
    Change(
      "the profile grants nothing",
      "DELETE FROM profile_permission WHERE profile_id = PROFILE"
    ),
    Change(
      "the type is blocked",
      "INSERT OR IGNORE INTO profile_blocked_type VALUES (PROFILE, TYPE)"
    ),
    Change("the user is no customer", "UPDATE student SET user_code = NULL"),
    Change(
      "the ticket is deleted",
      "INSERT INTO tombstone VALUES (TICKET, 1, 0, 0, 1); DELETE FROM ticket WHERE id = TICKET"
    ),
    Change("the address is taken away", "DELETE FROM upload"),
    Change(
      "the ticket is completed",
      "UPDATE ticket SET status = 2 WHERE id = TICKET",
      .ticketCompleted
    ),
    Change(
      "the ticket is cancelled",
      "UPDATE ticket SET status = 3 WHERE id = TICKET",
      .ticketCancelled
    ),
    Change(
      "the ticket is full",
      """
      INSERT INTO attachment VALUES (TICKET, 99, 1, NULL, 0, 0, 524288000, zeroblob(32), 'a/b', 'x')
      """,
      .limitReached
    ),
  ]

  private func apply(_ change: Change, to ticket: TicketID) throws {
    let profile = try house.desk.number("SELECT profile_id FROM user WHERE code = 'student'")
    let type = try house.desk.number(
      "SELECT type_id FROM ticket WHERE id = ?1",
      ticket.rawValue
    )
    try house.desk.connection.execute(
      change.sql.replacing("PROFILE", with: "\(profile)").replacing("TYPE", with: "\(type)")
        .replacing("TICKET", with: "\(ticket.rawValue)")
    )
  }

  /// Before anything is sent, and once more when it has come.
  @Test(arguments: changes)
  func `is judged by the decision of the moment`(change: Change) throws {
    let student = try house.signIn()
    let ticket = try house.draft
    let token = try open(ticket, as: student)
    let begun = try house.prepared(token)
    try apply(change, to: ticket)
    let before = try house.desk.contents()
    let found = try house.reader.upload(token)
    let end = try FinishUpload.perform(begun, in: house.context)
    if let code = change.code {
      #expect(found == .refused(Problem(code), .portuguese))
      #expect(end.code == code)
    } else {
      #expect(found == .unknown)
      #expect(end == .unknown)
    }
    #expect(try house.desk.contents() == before)
    #expect(Folders.size(of: house.contents.path(of: SHA256.hash(Array("Anexo".utf8)))) == nil)
  }

  /// The section is governed: hidden or locked, it takes nothing, as `addAttachments` says it.
  @Test(arguments: [
    ("invisible_online", ProblemCode.notPermitted), ("read_only", .parameterReadOnly),
  ])
  func `a section that is hidden or locked meanwhile takes nothing`(
    flag: String,
    code: ProblemCode
  ) throws {
    let student = try house.signIn()
    let ticket = try house.draft
    let token = try open(ticket, as: student)
    let begun = try house.prepared(token)
    try lockAttachments(of: ticket, by: flag)
    #expect(try house.reader.upload(token) == .refused(Problem(code), .portuguese))
    #expect(try FinishUpload.perform(begun, in: house.context).code == code)
    #expect(try house.request(ticket, as: student).problems.map(\.code) == [code])
  }

  @Test func `what was kept is told again while its sender may see it`() throws {
    let student = try house.signIn()
    let ticket = try house.draft
    let token = try open(ticket, as: student)
    let kept = try house.put(token)
    try apply(Self.changes[8], to: ticket)
    #expect(try house.put(token) == kept, "a completed ticket still shows its files")
    let again = try house.prepared(token)
    try lockAttachments(of: ticket, by: "invisible_online")
    #expect(try FinishUpload.perform(again, in: house.context) == .unknown)
  }

  /// Publishes rules that have one flag more: of the attachments, where the ticket is.
  private func lockAttachments(of ticket: TicketID, by flag: String) throws {
    let admin = try house.desk.viewer("admin")
    let step = try house.desk.number("SELECT step_id FROM ticket WHERE id = ?1", ticket.rawValue)
    let made = try CreateRuleDraft(basedOn: .absent).perform(for: admin, in: house.context)
    let draft = try #require(made.value)
    let parameter = try house.desk.number(
      """
      SELECT id FROM parameter WHERE key = 'attachments'
        AND type_id = (SELECT type_id FROM ticket WHERE id = ?1)
      """,
      ticket.rawValue
    )
    try house.desk.connection.execute(
      """
      INSERT INTO field_rule (version_id, step_id, parameter_id, \(flag))
        VALUES (\(draft.rawValue), \(step), \(parameter), 1)
        ON CONFLICT DO UPDATE SET \(flag) = 1
      """
    )
    let published = try PublishRuleDraft(
      draft: .id(draft),
      reason: "Prova",
      expectedRuleVersion: .absent
    ).perform(for: admin, in: house.context)
    #expect(published.value != nil, "\(published.problems)")
    house.reader.use(house.context.workflow)
  }
}
