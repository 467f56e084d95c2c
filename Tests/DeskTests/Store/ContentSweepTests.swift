import Bytes
import Foundation
import SQLite
import Testing

@testable import Desk

/// The bytes of a file live exactly as long as a row names them.
@Suite struct ContentSweepTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "sweep-\(UUID())")
  private let desk: Desk
  private let contents: ContentStore

  init() throws {
    try Folders.make(folder.path)
    desk = try Desk(path: "\(folder.path)/guiche.sqlite", files: "\(folder.path)/files")
    try desk.tellDemoStory()
    contents = ContentStore(folder: "\(folder.path)/files")
  }

  private func file(_ content: String) throws -> SpooledFile {
    let spool = try Spool(in: folder.path)
    try spool.append(Array(content.utf8)[...])
    return spool.finish(named: "a.txt", mediaType: nil)
  }

  private func isKept(_ content: String) -> Bool {
    Folders.size(of: contents.path(of: SHA256.hash(Array(content.utf8)))) == content.utf8.count
  }

  private func viewer(_ code: String, _ context: WriteContext) throws -> Viewer {
    let user = try context.connection.first(Query("SELECT id FROM user WHERE code = ?1"), code) {
      UserID($0.int(0))
    }
    return try #require(try context.reader.viewer(of: user ?? UserID(0)))
  }

  /// Opens tickets of the student's, each with some files.
  private func tickets(_ files: [[String]]) throws -> [TicketID] {
    let drafts = DemoStory.told.tickets.filter {
      $0.seers.contains("student") && $0.status == .pending
    }
    try #require(drafts.count >= files.count)
    return try zip(drafts, files).map { draft, files in
      let ticket = TicketID(draft.number)
      let prepared = try AddAttachments(ticket: .id(ticket), files: files.map(file))
        .prepare(in: contents)
      try desk.writeAndWait { context in
        let viewer = try viewer("student", context)
        #expect(try AddAttachments.perform(prepared, for: viewer, in: context).problems.isEmpty)
      }
      return ticket
    }
  }

  private func delete(_ ticket: TicketID, undoing: Bool = false) throws {
    try desk.writeAndWait { context in
      let admin = try viewer("admin", context)
      let cancelled = try CancelTicket(ticket: .id(ticket), justification: "Aberto por engano")
        .perform(for: admin, in: context)
      #expect(cancelled.problems.isEmpty)
      #expect(
        try DeleteTicket(ticket: .id(ticket)).perform(for: admin, in: context).problems.isEmpty
      )
      if undoing { throw Undone() }
    }
  }

  private struct Undone: Error {}

  @Test func `the contents of a deleted ticket go with its commit, but for what others name`()
    throws
  {
    defer { desk.stop() }
    let tickets = try tickets([["só aqui", "dos dois"], ["dos dois"]])
    #expect(isKept("só aqui") && isKept("dos dois"))
    try delete(tickets[0])
    #expect(!isKept("só aqui"))
    #expect(isKept("dos dois"))
    try delete(tickets[1])
    #expect(!isKept("dos dois"))
  }

  @Test func `a deletion that is undone takes nothing away`() throws {
    defer { desk.stop() }
    let ticket = try tickets([["fica"]])[0]
    #expect(throws: Undone.self) { try delete(ticket, undoing: true) }
    // Whatever is looked at after a commit has been looked at now.
    try desk.writeAndWait { _ in }
    #expect(isKept("fica"))
  }

  @Test func `the same content that comes while its last row goes stays`() throws {
    defer { desk.stop() }
    let tickets = try tickets([["de novo"], ["outro"]])
    let prepared = try AddAttachments(ticket: .id(tickets[1]), files: [file("de novo")])
      .prepare(in: contents)
    // Both in one commit, and the row that goes first.
    try desk.writeAndWait { context in
      let admin = try viewer("admin", context)
      _ = try CancelTicket(ticket: .id(tickets[0]), justification: "Engano")
        .perform(for: admin, in: context)
      _ = try DeleteTicket(ticket: .id(tickets[0])).perform(for: admin, in: context)
      let student = try viewer("student", context)
      #expect(try AddAttachments.perform(prepared, for: student, in: context).problems.isEmpty)
    }
    #expect(isKept("de novo"))
    #expect(try desk.collectContents(with: try desk.makeReader()) == 0)
  }

  @Test func `a content whose row is not committed goes with the next commit`() throws {
    defer { desk.stop() }
    let ticket = try tickets([["primeiro"]])[0]
    let prepared = try AddAttachments(ticket: .id(ticket), files: [file("sem linha")])
      .prepare(in: contents)
    #expect(throws: Undone.self) {
      try desk.writeAndWait { context in
        let student = try viewer("student", context)
        #expect(try AddAttachments.perform(prepared, for: student, in: context).problems.isEmpty)
        #expect(isKept("sem linha"))
        throw Undone()
      }
    }
    try desk.writeAndWait { _ in }
    #expect(!isKept("sem linha"))
    #expect(isKept("primeiro"))
  }

  @Test func `takes away what a crash left, and nothing that is none of ours`() throws {
    defer { desk.stop() }
    let kept = try contents.contents().count
    let inner = "\(folder.path)/files/ab"
    try Folders.make(inner)
    let hash = String(repeating: "ab", count: 32)
    let halfway = String(repeating: "cd", count: Spool.nameBytes)
    for name in [hash, halfway, "LEIA-ME", "ab"] {
      try Data("x".utf8).write(to: URL(filePath: "\(inner)/\(name)"))
    }
    #expect(try desk.collectContents(with: try desk.makeReader()) == 2)
    #expect(try Folders.names(in: inner).filter { $0.count < 32 } == ["LEIA-ME", "ab"])
    #expect(Folders.size(of: "\(inner)/\(hash)") == nil)
    #expect(try contents.contents().count == kept)
  }

  @Test func `a link in the place of a content makes room for it`() throws {
    let other = folder.appending(path: "other")
    try Data("y".utf8).write(to: other)
    let path = contents.path(of: SHA256.hash(Array("x".utf8)))
    try FileManager.default.createDirectory(
      atPath: Folders.parent(of: path),
      withIntermediateDirectories: true
    )
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: other.path)
    try contents.keep(file("x"))
    let kind = try FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    #expect(kind == .typeRegular)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("x".utf8))
    #expect(try Data(contentsOf: other) == Data("y".utf8))
  }

  @Test func `an operator decides how much a ticket takes`() throws {
    desk.stop()
    var limits = FileLimits()
    limits.bytesOfFile = 4
    limits.filesOfRequest = 2
    limits.filesOfTicket = 3
    limits.bytesOfTicket = 8
    let desk = try Desk(
      path: "\(folder.path)/guiche.sqlite",
      files: "\(folder.path)/files",
      limits: limits
    )
    defer { desk.stop() }
    let draft = DemoStory.told.tickets.first {
      $0.seers.contains("student") && $0.status == .pending && $0.attachments.isEmpty
    }
    let ticket = TicketID(try #require(draft).number)
    let reader = try desk.makeReader()
    func add(_ files: String...) throws -> [ProblemCode] {
      let prepared = try AddAttachments(ticket: .id(ticket), files: files.map(file))
        .prepare(in: reader.contents)
      return try desk.writeAndWait { context in
        let viewer = try viewer("student", context)
        return try AddAttachments.perform(prepared, for: viewer, in: context).problems.map(\.code)
      }
    }
    #expect(try add("12345") == [.invalidValue])
    #expect(try add("1", "2", "3") == [.invalidValue])
    #expect(try add("1", "2") == [])
    #expect(try add("3", "4") == [.limitReached])
    #expect(try add("3") == [])
    #expect(try add("4") == [.limitReached])
  }
}
