import Bytes
import Foundation
import SQLite
import Testing

@testable import Desk

@Suite struct AddAttachmentsTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "add-\(UUID())").path
  private let desk: DemoDesk
  private let contents: ContentStore

  init() throws {
    try Folders.make(folder)
    desk = try DemoDesk()
    contents = ContentStore(folder: "\(folder)/files")
  }

  private func file(_ name: String, _ content: String) throws -> SpooledFile {
    let spool = try Spool(in: folder)
    try spool.append(Array(content.utf8)[...])
    return spool.finish(named: name, mediaType: nil)
  }

  private func add(
    _ files: [SpooledFile],
    to ticket: TicketID,
    as user: String = "student",
    key: String? = nil
  ) throws -> Outcome<[ChildID]> {
    let action = AddAttachments(ticket: .id(ticket), files: files, idempotencyKey: key)
    return try AddAttachments.perform(
      try action.prepare(in: contents),
      for: try desk.viewer(user),
      in: desk.context
    )
  }

  private var draft: TicketID {
    get throws { try desk.ticket { $0.seers.contains("student") && $0.status == .pending } }
  }

  @Test func `keeps each content once under its hash, and a row for each file`() throws {
    let files = [try file("a.txt", "igual"), try file("b.txt", "igual")]
    let ids = try #require(try add(files, to: draft).value)
    #expect(ids.count == 2)
    let path = contents.path(of: SHA256.hash(Array("igual".utf8)))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "igual")
    let found = try desk.reader.attachments(ids: ids, for: try desk.viewer("student"))
    #expect(found.rows.count == 2)
    #expect(found.rows.names.text(1) == "b.txt")
    #expect(found.rows.sizes == [5, 5])
  }

  @Test func `answers a repeated attempt with the first rows`() throws {
    let files = [try file("a.txt", "uma vez"), try file("b.txt", "só")]
    let first = try add(files, to: draft, key: "k")
    let before = try desk.changes()
    let again = [try file("a.txt", "uma vez"), try file("b.txt", "só")]
    #expect(try add(again, to: draft, key: "k") == first)
    #expect(try desk.changes() == before)
    let other = try add([try file("a.txt", "outra")], to: draft, key: "k")
    #expect(other.problems.map(\.code) == [.idempotencyKeyReused])
  }

  @Test func `refuses what cannot be added, and leaves nothing behind`() throws {
    let ticket = try draft
    let many = try (0...Limits.filesOfRequest).map { try file("\($0)", "x\($0)") }
    let closed = try desk.ticket { $0.seers.contains("student") && $0.status == .completed }
    let foreign = try desk.ticket { $0.seers.contains("person") && $0.status == .pending }
    let cases: [(Outcome<[ChildID]>, ProblemCode)] = [
      (try add([], to: ticket), .required),
      (try add([try file("vazio", "")], to: ticket), .invalidValue),
      (try add(many, to: ticket), .invalidValue),
      (try add([try file("a", "x")], to: closed), .ticketCompleted),
      (try add([try file("a", "x")], to: foreign), .notFound),
      (try add([try file("a", "x")], to: TicketID(99_999)), .notFound),
    ]
    for (outcome, code) in cases { #expect(outcome.problems.map(\.code) == [code]) }
    #expect(Folders.size(of: "\(folder)/files") == nil)
  }

  @Test func `takes no more files than a ticket may have`() throws {
    let ticket = try draft
    for round in 0..<(Limits.filesOfTicket / Limits.filesOfRequest) {
      let files = try (0..<Limits.filesOfRequest).map { try file("f", "\(round) \($0)") }
      let outcome = try add(files, to: ticket)
      if case .refused(let problems) = outcome {
        #expect(problems.map(\.code) == [.limitReached])
      }
    }
    let outcome = try add([try file("f", "mais um")], to: ticket)
    #expect(outcome.problems.map(\.code) == [.limitReached])
  }

  @Test func `collects what no row names, and nothing else`() throws {
    let desk = try Desk(path: "\(folder)/guiche.sqlite", files: "\(folder)/files")
    defer { desk.stop() }
    try desk.tellDemoStory()
    let reader = try desk.makeReader()
    let kept = try contents.contents().count
    #expect(kept > 10)
    let gone = try file("b", "vai")
    try contents.keep(gone)
    #expect(try contents.contents().count == kept + 1)
    #expect(try desk.collectContents(with: reader) == 1)
    #expect(Folders.size(of: contents.path(of: gone.sha256)) == nil)
    #expect(try contents.contents().count == kept)
  }
}
