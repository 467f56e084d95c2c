import Foundation
import SQLite
import Synchronization
import Testing

@testable import Desk

/// Changes of the configuration that share a commit.
@Suite struct WorkflowInGroupTests {
  private struct Refused: Error {}

  /// What jobs and readers saw, in order.
  private final class Notes: Sendable {
    private let stored = Mutex<[String]>([])
    var all: [String] { stored.withLock { $0 } }
    func add(_ note: String) { stored.withLock { $0.append(note) } }
  }

  /// A desk whose writer is held, so that one commit takes all jobs that are given to it.
  private final class HeldDesk {
    let file: URL
    let desk: Desk
    private let gate = DispatchSemaphore(value: 0)

    init() throws {
      file = FileManager.default.temporaryDirectory.appending(path: "group-\(UUID()).db")
      desk = try Desk(path: file.path)
      try desk.writeAndWait { context in
        try context.connection.execute(SmallDesk.story)
        try context.reloadWorkflow()
      }
      let (gate, isHeld) = (gate, DispatchSemaphore(value: 0))
      desk.write(
        { _ in
          isHeld.signal()
          gate.wait()
        },
        completion: { _ in }
      )
      isHeld.wait()
    }

    /// Adds a job that gives type 1 a name, and notes the name that it found.
    func rename(
      to name: String,
      _ notes: Notes,
      then end: @escaping @Sendable (WriteContext) throws -> Void = { _ in }
    ) {
      desk.write(
        { context in
          notes.add("\(name) found \(context.workflow.types[0].name)")
          let rename = Query("UPDATE ticket_type SET name = ?1 WHERE id = 1")
          try context.connection.run(rename, name)
          try context.reloadWorkflow()
          try end(context)
        },
        completion: { [desk] result in
          let outcome = if case .success = result { "kept" } else { "undone" }
          notes.add("\(name) \(outcome), readers see \(desk.workflow.types[0].name)")
        }
      )
    }

    /// Lets the writer go on, and waits until it is done with everything.
    func run() {
      gate.signal()
      try? desk.writeAndWait { _ in }
    }

    /// What the next job and a new reader find.
    func name() throws -> [String] {
      let written = try desk.writeAndWait { context in context.workflow.types[0].name }
      let reader = try desk.makeReader()
      let read = try reader.snapshot { reader.workflow.types[0].name }
      let onDisk = try WorkflowStore.load(try Connection(path: file.path, mode: .readOnly))
      return [written, read, onDisk.types[0].name]
    }

    deinit {
      gate.signal()
      desk.stop()
      for end in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: file.path + end)
      }
    }
  }

  @Test func `one that is undone after one that is kept leaves that one`() throws {
    let (desk, notes) = (try HeldDesk(), Notes())
    desk.rename(to: "A", notes)
    desk.rename(to: "B", notes) { _ in throw Refused() }
    desk.rename(to: "C", notes)
    desk.run()
    #expect(
      notes.all == [
        "A found One", "B found A", "C found A", "A kept, readers see C",
        "B undone, readers see C", "C kept, readers see C",
      ]
    )
    #expect(try desk.name() == ["C", "C", "C"])
  }

  @Test func `one that is undone before one that is kept is not found by it`() throws {
    let (desk, notes) = (try HeldDesk(), Notes())
    desk.rename(to: "A", notes) { _ in throw Refused() }
    desk.rename(to: "B", notes)
    desk.run()
    #expect(
      notes.all == [
        "A found One", "B found One", "A undone, readers see B", "B kept, readers see B",
      ]
    )
    #expect(try desk.name() == ["B", "B", "B"])
  }

  @Test func `the last one undone leaves those before it`() throws {
    let (desk, notes) = (try HeldDesk(), Notes())
    desk.rename(to: "A", notes)
    desk.rename(to: "B", notes) { _ in throw Refused() }
    desk.run()
    #expect(
      notes.all == ["A found One", "B found A", "A kept, readers see A", "B undone, readers see A"]
    )
    #expect(try desk.name() == ["A", "A", "A"])
  }

  /// A row that breaks a foreign key that is judged at the commit.
  private static let breakCommit = """
    PRAGMA defer_foreign_keys = ON;
    INSERT INTO profile_blocked_type VALUES (77, 77);
    """

  @Test func `a commit that fails takes all of them back, for readers and for later jobs`() throws {
    let (desk, notes) = (try HeldDesk(), Notes())
    desk.rename(to: "A", notes)
    desk.rename(to: "B", notes) { try $0.connection.execute(Self.breakCommit) }
    desk.rename(to: "C", notes)
    desk.run()
    #expect(
      notes.all == [
        "A found One", "B found A", "C found B", "A undone, readers see One",
        "B undone, readers see One", "C undone, readers see One",
      ]
    )
    #expect(try desk.name() == ["One", "One", "One"])
    // The same number of a revision, made twice, is not taken for the one that was taken back.
    desk.rename(to: "D", notes)
    desk.run()
    #expect(notes.all.suffix(2) == ["D found One", "D kept, readers see D"])
    #expect(try desk.name() == ["D", "D", "D"])
  }

  @Test func `those who wait for it get the same`() throws {
    let desk = try HeldDesk()
    desk.run()
    #expect(throws: Refused.self) {
      try desk.desk.writeAndWait { context in
        try context.connection.execute("UPDATE ticket_type SET name = 'A' WHERE id = 1")
        try context.reloadWorkflow()
        throw Refused()
      }
    }
    #expect(try desk.name() == ["One", "One", "One"])
    #expect(throws: SQLiteError.self) {
      try desk.desk.writeAndWait { context in
        try context.connection.execute("UPDATE ticket_type SET name = 'A' WHERE id = 1")
        try context.reloadWorkflow()
        try context.connection.execute(Self.breakCommit)
      }
    }
    #expect(try desk.name() == ["One", "One", "One"])
  }

  @Test func `a part of a write that is taken back takes its workflow with it`() throws {
    let desk = try HeldDesk()
    desk.run()
    try desk.desk.writeAndWait { context in
      try context.openSavepoint()
      try context.connection.execute("UPDATE ticket_type SET name = 'A' WHERE id = 1")
      try context.reloadWorkflow()
      try context.closeSavepoint(keeping: true)
      try context.openSavepoint()
      try context.connection.execute("UPDATE ticket_type SET name = 'B' WHERE id = 1")
      try context.reloadWorkflow()
      #expect(context.workflow.types[0].name == "B")
      try context.closeSavepoint(keeping: false)
      #expect(context.workflow.types[0].name == "A")
    }
    #expect(try desk.name() == ["A", "A", "A"])
    try desk.desk.writeAndWait { context in
      try context.openSavepoint()
      try context.connection.execute("UPDATE ticket_type SET name = 'C' WHERE id = 1")
      try context.reloadWorkflow()
      try context.closeSavepoint(keeping: false)
    }
    #expect(try desk.name() == ["A", "A", "A"])
  }
}
