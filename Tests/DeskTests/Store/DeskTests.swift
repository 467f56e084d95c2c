import Bytes
import Glibc
import SQLite
import Testing

@testable import Desk

/// A database file that is gone with its folder when the test is over.
struct DeskFile: ~Copyable {
  let folder: String
  var path: String { folder + "/desk.db" }

  init() throws {
    var template = Array("/tmp/guiche-desk-XXXXXX\0".utf8CString.dropLast())
    folder = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    for name in ["desk.db", "desk.db-wal", "desk.db-shm"] { unlink(folder + "/" + name) }
    rmdir(folder)
  }
}

@Suite struct DeskTests {
  @Test func `makes its file, and finds everything in it again`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    try desk.writeAndWait { context in try context.connection.execute(SmallDesk.story) }
    desk.stop()
    let again = try Desk(path: file.path)
    #expect(again.workflow.types.map(\.key) == ["one", "two"])
    #expect(again.workflow.defaultAttendant == AttendantID(1))
    #expect(try again.makeReader().viewer(of: UserID(1))?.userCode == "student")
    again.stop()
  }

  @Test func `refuses the database of a newer program`() throws {
    let file = try DeskFile()
    try Desk(path: file.path).stop()
    try Connection(path: file.path, mode: .readWrite).execute("PRAGMA user_version = 99")
    #expect(throws: MigrationError.self) { try Desk(path: file.path) }
  }

  /// A worker's reader never looks for a change itself: it takes what a loop's has found (L21).
  @Test func `rules that cannot be read close the readers that did not try`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    try desk.writeAndWait { context in
      try context.connection.execute(SmallDesk.story)
      try context.reloadWorkflow()
    }
    let (loop, worker) = (try desk.makeReader(), try desk.makeReader())
    func isClosed() throws -> [Bool] {
      try loop.openTurn()
      loop.closeTurn()
      return [
        loop.workflow.policy.isClosed, try worker.snapshot { worker.workflow.policy.isClosed },
      ]
    }
    #expect(try isClosed() == [false, false])
    let hand = try Connection(path: file.path, mode: .readWrite)
    try hand.execute(
      """
      PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;
      UPDATE settings SET revision = revision + 1; ALTER TABLE field_rule RENAME TO hidden_away;
      """
    )
    #expect(try isClosed() == [true, true])
    try hand.execute("ALTER TABLE hidden_away RENAME TO field_rule;")
    #expect(try isClosed() == [false, false])
    desk.stop()
  }

  @Test func `a change of the configuration reaches readers after its commit, all at once`()
    throws
  {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    let reader = try desk.makeReader()
    try desk.writeAndWait { context in
      try context.connection.execute(SmallDesk.story)
      try context.reloadWorkflow()
      #expect(context.workflow.types.count == 2)
      #expect(desk.workflow.types.count == 0)
    }
    #expect(desk.workflow.types.count == 2 && desk.workflow.revision == 2)
    #expect(reader.workflow.types.count == 0, "until the next snapshot")
    #expect(try reader.snapshot { reader.workflow.types.count } == 2)
    desk.stop()
  }

  @Test func `what another process configures is seen by the next request`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    let reader = try desk.makeReader()
    #expect(try reader.viewer(sessionToken: String(repeating: "A", count: 43)) == nil)
    let other = try Connection(path: file.path, mode: .readWrite)
    try other.execute(SmallDesk.story + "UPDATE settings SET revision = revision + 1;")
    #expect(try reader.viewer(sessionToken: String(repeating: "A", count: 43)) == nil)
    #expect(try reader.snapshot { reader.workflow.types.count } == 2)
    #expect(try desk.makeReader().snapshot { desk.workflow.types.count } == 2)
    #expect(try desk.writeAndWait { context in context.workflow.types.count } == 2)
    desk.stop()
  }

  @Test func `a read takes no statements beyond its own`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    let reader = try desk.makeReader()
    let before = reader.statistics
    try reader.snapshot { () throws(SQLiteError) in }
    #expect(reader.statistics.runs - before.runs == 2, "BEGIN and COMMIT")
    desk.stop()
  }

  @Test func `a write that throws leaves nothing behind, in the workflow neither`() throws {
    struct Refused: Error {}
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    #expect(throws: Refused.self) {
      try desk.writeAndWait { context in
        try context.connection.execute(SmallDesk.story)
        try context.reloadWorkflow()
        throw Refused()
      }
    }
    #expect(desk.workflow.types.count == 0)
    let seen = try desk.writeAndWait { context in context.workflow.types.count }
    #expect(seen == 0)
    #expect(try desk.makeReader().viewer(of: UserID(1)) == nil)
    desk.stop()
  }

  @Test func `a session that ends elsewhere is over for a reader that remembered it`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    let token = try desk.writeAndWait { context in
      try context.connection.execute(SmallDesk.story)
      return try SessionStore.open(of: UserID(1), in: context).token
    }
    let reader = try desk.makeReader()
    for _ in 0..<3 { #expect(try reader.viewer(sessionToken: token)?.userCode == "student") }
    let runs = reader.statistics.runs(of: DeskReader.bySession)
    #expect(runs == 1, "remembered")
    try desk.writeAndWait { context in
      try context.connection.execute("UPDATE profile_permission SET permission = 'ATTEND'")
    }
    #expect(try reader.viewer(sessionToken: token)?.permissions == [.attend])
    try desk.writeAndWait { context in
      try SessionStore.revoke(token: token, in: context)
    }
    #expect(try reader.viewer(sessionToken: token) == nil)
    desk.stop()
  }

  @Test func `what a reader remembers ends with the session`() throws {
    let file = try DeskFile()
    let time = ManualTime()
    let desk = try Desk(path: file.path, clock: time.clock)
    let token = try desk.writeAndWait { context in
      try context.connection.execute(SmallDesk.story)
      return try SessionStore.open(of: UserID(1), in: context).token
    }
    let reader = try desk.makeReader()
    #expect(try reader.viewer(sessionToken: token) != nil)
    time.advance(byMilliseconds: Limits.sessionMilliseconds)
    #expect(try reader.viewer(sessionToken: token) == nil)
    desk.stop()
  }

  @Test func `the requests of one turn share a transaction and one look for changes`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    let token = try desk.writeAndWait { context in
      try context.connection.execute(SmallDesk.story)
      return try SessionStore.open(of: UserID(1), in: context).token
    }
    let reader = try desk.makeReader()
    try reader.openTurn()
    #expect(try reader.viewer(sessionToken: token)?.userCode == "student")
    let before = reader.statistics
    for _ in 0..<5 {
      try reader.openTurn()
      #expect(try reader.viewer(sessionToken: token)?.userCode == "student")
      try reader.snapshot { () throws(SQLiteError) in }
    }
    #expect(reader.statistics.runs == before.runs)
    reader.closeTurn()
    reader.closeTurn()
    #expect(reader.statistics.runs == before.runs + 1, "COMMIT")
    desk.stop()
  }

  @Test func `a turn ends where this process commits, so that who was told of it finds it`() throws
  {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    let token = try desk.writeAndWait { context in
      try context.connection.execute(SmallDesk.story)
      return try SessionStore.open(of: UserID(1), in: context).token
    }
    let reader = try desk.makeReader()
    try reader.openTurn()
    #expect(try reader.viewer(sessionToken: token)?.permissions == [.portal])
    try desk.writeAndWait { context in
      try context.connection.execute("UPDATE profile_permission SET permission = 'ATTEND'")
    }
    #expect(try reader.viewer(sessionToken: token)?.permissions == [.portal], "the same state")
    try reader.openTurn()
    #expect(try reader.viewer(sessionToken: token)?.permissions == [.attend])
    reader.closeTurn()
    desk.stop()
  }

  @Test func `what another process commits is seen by the next turn, and never half`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    let reader = try desk.makeReader()
    try reader.openTurn()
    let other = try Connection(path: file.path, mode: .readWrite)
    try other.execute(SmallDesk.story + "UPDATE settings SET revision = revision + 1;")
    try reader.openTurn()
    #expect(try reader.snapshot { reader.workflow.types.count } == 0)
    reader.closeTurn()
    try reader.openTurn()
    #expect(try reader.snapshot { reader.workflow.types.count } == 2)
    reader.closeTurn()
    desk.stop()
  }
}
