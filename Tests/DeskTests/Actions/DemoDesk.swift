import Bytes
import SQLite
import Testing

@testable import Desk

/// The demo story in memory, with a clock that stands the day after it.
final class DemoDesk {
  let connection: Connection
  let context: WriteContext
  let current: CurrentWorkflow
  /// 3 March 2026, 00:00 UTC.
  static let now = Instant(milliseconds: 1_772_496_000_000)

  var reader: DeskReader { context.reader }
  var workflow: Workflow { context.workflow }

  init(passwordHash: String = "$y$none", now: Instant = DemoDesk.now) throws {
    let connection = try Connection(path: ":memory:", mode: .readWrite)
    try Migrator(migrations: Migrations.all).migrate(connection)
    var seeder = DemoSeeder(into: connection)
    try connection.write {
      try seeder.seed(passwordHash: passwordHash)
      try SearchIndex.catchUp(connection)
    }
    self.connection = connection
    current = CurrentWorkflow(try WorkflowStore.load(connection))
    context = WriteContext(connection: connection, current: current, clock: .standing(at: now))
  }

  func viewer(_ code: String) throws -> Viewer {
    let user = try connection.first(Query("SELECT id FROM user WHERE code = ?1"), code) { row in
      UserID(row.int(0))
    }
    let viewer = try reader.viewer(of: user ?? UserID(0))
    return try #require(viewer)
  }

  func type(_ key: String) throws -> TicketType {
    try #require(workflow.types.first { $0.key == key })
  }

  func step(_ key: String, of type: String) throws -> Step {
    try #require(workflow.steps(of: try self.type(type)).first { $0.key == key })
  }

  /// The first ticket of the story that is like this.
  func ticket(_ isWanted: (DemoTicket) -> Bool) throws -> TicketID {
    let found = DemoStory.told.tickets.first { isWanted($0) }
    return TicketID(try #require(found).number)
  }

  func ticket(
    of user: String,
    _ type: String,
    at step: String,
    _ status: TicketStatus
  ) throws -> TicketID {
    try ticket {
      $0.seers.contains(user) && $0.type.key == type && $0.step.key == step && $0.status == status
    }
  }

  func record(_ id: TicketID, as code: String = "admin") throws -> TicketRecord {
    let record = try context.ticket(id, for: try viewer(code))
    return try #require(record)
  }

  func values(_ id: TicketID) throws -> [ParameterPlace: ParameterValue] {
    try context.values(of: try record(id))
  }

  func number(_ sql: String, _ values: (any Bindable)?...) throws -> Int64 {
    let number = try connection.first(Query(sql), binding: values) { row in row.int(0) }
    return try #require(number)
  }

  /// How many rows were ever written over this connection.
  func changes() throws -> Int64 { try number("SELECT total_changes()") }

  /// Runs a body and undoes what it wrote.
  func undoing<Value>(_ body: () throws -> Value) throws -> Value {
    var value: Value?
    do {
      try connection.nested {
        value = try body()
        throw Undone()
      }
    } catch is Undone {}
    return try #require(value)
  }
}

private struct Undone: Error {}
