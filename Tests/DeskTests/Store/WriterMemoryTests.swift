import Foundation
import SQLite
import Synchronization
import Testing

@testable import Desk

/// Who is behind a session is remembered, and nothing is remembered that is not so any more.
@Suite struct WriterMemoryTests {
  private struct Refused: Error {}

  private let file: DeskFileBox
  private let desk: Desk
  private let token: String

  /// Keeps a `DeskFile` for as long as the suite's value lives.
  private final class DeskFileBox {
    let file: DeskFile
    init() throws { file = try DeskFile() }
  }

  init() throws {
    file = try DeskFileBox()
    desk = try Desk(path: file.file.path)
    token = try desk.writeAndWait { context in
      try context.connection.execute(SmallDesk.story)
      try context.reloadWorkflow()
      return try SessionStore.open(of: UserID(1), in: context).token
    }
  }

  private static let rename = Query("UPDATE user SET display_name = ?1 WHERE id = 1")

  /// Whom a job finds, and whether it had to look.
  private static func look(_ token: String, _ context: WriteContext) throws -> String {
    let before = context.reader.statistics.runs(of: DeskReader.bySession)
    let name = try context.reader.viewer(sessionToken: token)?.displayName ?? "nobody"
    let looks = context.reader.statistics.runs(of: DeskReader.bySession) - before
    return looks == 0 ? "\(name) remembered" : name
  }

  private func look() throws -> String {
    let token = token
    return try desk.writeAndWait { context in try Self.look(token, context) }
  }

  @Test func `a job remembers whom those before it found, until access changes`() throws {
    let name = try look()
    #expect(try look() == "\(name) remembered")
    let token = token
    let found = try desk.writeAndWait { context in
      let before = try Self.look(token, context)
      try context.connection.run(Self.rename, "Ida")
      return [before, try Self.look(token, context), try Self.look(token, context)]
    }
    #expect(found == ["\(name) remembered", "Ida", "Ida"])
    #expect(try look() == "Ida")
    #expect(try look() == "Ida remembered")
    try desk.writeAndWait { context in
      try context.connection.execute("UPDATE user SET is_disabled = 1 WHERE id = 1")
    }
    #expect(try look() == "nobody")
    #expect(try look() == "nobody")
    desk.stop()
  }

  @Test func `what was taken back was never found`() throws {
    let name = try look()
    let token = token
    #expect(throws: Refused.self) {
      try desk.writeAndWait { context in
        try context.connection.run(Self.rename, "Ida")
        _ = try Self.look(token, context)
        throw Refused()
      }
    }
    #expect(try look() == name)
    desk.stop()
  }

  /// The same number of changes, made twice, is not taken for the one that was taken back.
  @Test func `a commit that fails takes back whom its jobs found`() throws {
    let token = token
    let found = Mutex<[String]>([])
    let (gate, end) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    desk.write({ _ in gate.wait() }, completion: { _ in })
    for place in 0..<3 {
      desk.write(
        { context in
          if place == 0 { try context.connection.run(Self.rename, "Ida") }
          let seen = try Self.look(token, context)
          found.withLock { $0.append(seen) }
          guard place == 2 else { return }
          try context.connection.execute(
            "PRAGMA defer_foreign_keys = ON; INSERT INTO profile_blocked_type VALUES (77, 77);"
          )
        },
        completion: { _ in if place == 2 { end.signal() } }
      )
    }
    gate.signal()
    end.wait()
    let hand = try Connection(path: file.file.path, mode: .readWrite)
    try hand.run(Self.rename, "Eva")
    #expect(try look() == "Eva")
    #expect(found.withLock { $0 } == ["Ida", "Ida", "Ida remembered"])
    desk.stop()
  }

  @Test func `a reader remembers over commits that change nobody's access`() throws {
    let reader = try desk.makeReader()
    func look() throws -> String {
      let before = reader.statistics.runs(of: DeskReader.bySession)
      let viewer = try reader.viewer(sessionToken: token)
      let looks = reader.statistics.runs(of: DeskReader.bySession) - before
      return (viewer?.displayName ?? "nobody") + (looks == 0 ? " remembered" : "")
    }
    let name = try look()
    try desk.writeAndWait { context in
      try context.connection.execute("UPDATE settings SET revision = revision")
    }
    #expect(try look() == "\(name) remembered")
    try desk.writeAndWait { context in try context.connection.run(Self.rename, "Ida") }
    #expect(try look() == "Ida")
    let hand = try Connection(path: file.file.path, mode: .readWrite)
    try hand.execute("UPDATE session SET revoked_at = 5")
    #expect(try look() == "nobody")
    desk.stop()
  }
}
