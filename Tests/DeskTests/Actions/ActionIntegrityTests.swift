import Bytes
import Dispatch
import SQLite
import Synchronization
import Testing

@testable import Desk

/// What holds for every action: it happens once, whole, or not at all.
@Suite struct ActionIntegrityTests {
  /// The history tells of each movement once, and of nothing else.
  private func history(_ desk: DemoDesk, _ ticket: TicketID) throws -> Int64 {
    try desk.number("SELECT count(*) FROM movement WHERE ticket_id = ?1", ticket.rawValue)
  }

  @Test(arguments: ActionTrial.all)
  func `the same key again is one movement and one answer`(trial: ActionTrial) throws {
    let desk = try DemoDesk()
    let (ticket, _, perform) = try trial.prepare(desk)
    let before = try history(desk, ticket)
    let first = try perform(desk.context, "key", nil)
    #expect(first.1 == [])
    if trial.name != "deleteTicket" {
      #expect(try history(desk, ticket) == before + trial.movements)
    }
    let contents = try desk.contents()
    let again = try perform(desk.context, "key", nil)
    #expect(again.value == first.value && again.1 == [])
    #expect(try desk.contents() == contents)
  }

  /// Interrupts the action before its first statement, its second, and so on until it is done; what
  /// an interruption leaves behind is what was there before.
  @Test(arguments: ActionTrial.all)
  func `an action that is cut off anywhere leaves everything as it was`(
    trial: ActionTrial
  ) throws {
    let desk = try DemoDesk()
    let (_, _, perform) = try trial.prepare(desk)
    let before = try desk.contents()
    var cut = 0
    while cut < 100 {
      var count = 0
      do {
        let problems = try desk.connection.nested {
          let connection = desk.connection
          if cut == 0 { connection.deadline = 0 }
          connection.onStatement = { _ in
            count += 1
            if count == cut { connection.deadline = 0 }
          }
          return try perform(desk.context, "key", nil).1
        }
        desk.connection.onStatement = nil
        desk.connection.deadline = nil
        #expect(problems == [])
        break
      } catch let error as SQLiteError where error.isInterrupted {
        desk.connection.onStatement = nil
        desk.connection.deadline = nil
        #expect(try desk.contents() == before, "cut after statement \(cut)")
        cut += 1
      }
    }
    // At least: find the ticket, look for the key, write, remember the key.
    #expect(cut > 4)
    #expect(try desk.contents() != before)
    try checkIntegrity(of: desk)
  }

  /// What is true of tickets and their histories, whatever was done.
  private func checkIntegrity(of desk: DemoDesk) throws {
    #expect(try desk.number("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    #expect(
      try desk.number(
        """
        SELECT count(*) FROM ticket WHERE movement_count <>
          (SELECT count(*) FROM movement WHERE ticket_id = ticket.id)
        """
      ) == 0
    )
    // The last row of the history says how the ticket stands.
    #expect(
      try desk.number(
        """
        SELECT count(*) FROM ticket JOIN movement ON movement.ticket_id = ticket.id
          AND movement.id = ticket.movement_count
        WHERE movement.status <> ticket.status OR movement.to_step_id <> ticket.step_id
          OR movement.responsibility <> ticket.responsibility
        """
      ) == 0
    )
  }

  /// Eight writers saw one version; each comes over the desk's writer.
  @Test(arguments: ActionTrial.all.filter(\.takesVersion))
  func `of many writers with one version exactly one wins`(trial: ActionTrial) throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    defer { desk.stop() }
    try desk.tellDemoStory()
    // The same story in memory says which ticket it is and brings it into the same state.
    let twin = try DemoDesk()
    let (ticket, user, perform) = try trial.prepare(twin)
    let isNew =
      try twin.number("SELECT count(*) FROM ticket")
      != Int64(DemoStory.told.tickets.count)
    if isNew {
      try desk.writeAndWait { context in
        let viewer = try #require(try context.reader.viewer(of: studentID(context)))
        let type = try #require(context.workflow.types.first { $0.key == "duvida" })
        let opened = try OpenTicket(type: .id(type.id)).perform(for: viewer, in: context)
        #expect(opened.value == ticket)
      }
    }
    let version = try #require(try twin.version(ticket, as: user))
    let before = try twin.number("SELECT count(*) FROM movement")
    let won = Atomic(0)
    let lost = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      do {
        try desk.writeAndWait { context in
          let problems = try perform(context, nil, version).1
          if problems.isEmpty {
            won.add(1, ordering: .relaxed)
          } else if problems == [Problem(.conflict, at: ["input", "expectedVersion"])] {
            lost.add(1, ordering: .relaxed)
          }
        }
      } catch {
        Issue.record(error)
      }
    }
    #expect(won.load(ordering: .relaxed) == 1)
    #expect(lost.load(ordering: .relaxed) == 7)
    let after = try desk.writeAndWait { context in
      try context.connection.first(Query("SELECT count(*) FROM movement")) {
        (row) throws(SQLiteError) in row.int(0)
      }
    }
    #expect(after == before + trial.movements)
  }
}

private func studentID(_ context: WriteContext) throws -> UserID {
  let found = try context.connection.first(Query("SELECT id FROM user WHERE code = 'student'")) {
    (row) throws(SQLiteError) in UserID(row.int(0))
  }
  return try #require(found)
}
