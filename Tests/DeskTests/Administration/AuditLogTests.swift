import SQLite
import Testing

@testable import Desk

@Suite struct AuditLogTests {
  /// A desk with a few entries by two administrators.
  private func desk() throws -> DemoDesk {
    let desk = try DemoDesk()
    for key in ["um", "dois", "tres"] {
      let id = try desk.done(
        CreateTicketGroup(key: key, name: key, description: nil, position: nil)
      )
      try desk.done(
        UpdateTicketGroup(group: .id(id), name: .set("Outro"), description: .keep, position: nil)
      )
    }
    try desk.done(UpdateSettings(defaultAttendant: .set(.absent)))
    try desk.context.audit("signIn", .session, 1, by: .anonymous)
    return desk
  }

  private func read(
    _ desk: DemoDesk,
    _ filter: AuditFilter = AuditFilter(),
    _ page: PageRequest = PageRequest(size: 100),
    as code: String = "admin"
  ) throws -> (pages: Pages, entries: AuditEntries) {
    try desk.reader.auditLog(filter, page, for: try desk.viewer(code))
  }

  @Test func `tells who changed what, newest first, value by value`() throws {
    let desk = try desk()
    let log = try read(desk)
    #expect(log.entries.count == 8 && log.pages.totalCounts == [8])
    #expect(log.entries.ids == log.entries.ids.sorted(by: >))
    #expect(log.entries.subjects[0] == .session && log.entries.users[0] == nil)
    #expect(log.entries.users[1] == (try desk.viewer("admin").user))
    #expect(
      log.entries.changes[2] == [AuditChange(name: "name", before: "tres", after: "Outro")]
    )
    #expect(
      log.entries.changes[3] == [
        AuditChange(name: "key", before: nil, after: "tres"),
        AuditChange(name: "name", before: nil, after: "tres"),
        AuditChange(name: "position", before: nil, after: "6"),
      ]
    )
  }

  @Test func `is cut by every condition, alone and together`() throws {
    let desk = try desk()
    let admin = try desk.viewer("admin").user
    let group = try #require(desk.workflow.groups.last).id.rawValue
    let filters: [(AuditFilter, Int)] = [
      (AuditFilter(subject: .ticketGroup), 6),
      (AuditFilter(subject: .ticketGroup, key: group), 2),
      (AuditFilter(user: admin), 7),
      (AuditFilter(action: "updateTicketGroup"), 3),
      (AuditFilter(subject: .ticketGroup, key: group, user: admin, action: "createTicketGroup"), 1),
      (AuditFilter(subject: .settings, action: "updateTicketGroup"), 0),
      (AuditFilter(user: UserID(0)), 0),
    ]
    for (filter, count) in filters {
      let log = try read(desk, filter)
      #expect(log.entries.count == count && log.pages.totalCounts == [Int32(count)])
      guard count > 1 else { continue }
      let first = try read(desk, filter, PageRequest(size: 1))
      #expect(first.entries.ids == [log.entries.ids[0]] && first.pages.hasNextPage == [true])
      let second = try read(
        desk,
        filter,
        PageRequest(size: 1, after: first.entries.ids[0].rawValue)
      )
      #expect(second.entries.ids == [log.entries.ids[1]])
      #expect(second.pages.hasPreviousPage == [true])
      let last = try read(desk, filter, PageRequest(size: 1, isFromEnd: true))
      #expect(last.entries.ids == [log.entries.ids[count - 1]])
      #expect(last.pages.hasPreviousPage == [true] && last.pages.hasNextPage == [false])
    }
  }

  @Test(arguments: ["attendant", "client", "visitor"])
  func `is for administrators alone`(code: String) throws {
    let desk = try desk()
    let log = try read(desk, as: code)
    #expect(log.entries.count == 0 && log.pages.totalCounts == [0])
    let found = try desk.reader.auditEntries(
      ids: [AuditEntryID(1)],
      for: try desk.viewer(code)
    )
    #expect(found.slots == [-1])
  }

  @Test func `no condition reads more of the log than its own entries`() throws {
    let connection = try DemoDesk().connection
    for bits in 0..<16 {
      let filter = AuditFilter(
        subject: bits & 1 != 0 ? .step : nil,
        key: bits & 3 == 3 ? 1 : nil,
        user: bits & 4 != 0 ? UserID(1) : nil,
        action: bits & 8 != 0 ? "x" : nil
      )
      for query in [
        AuditQueries.page(filter, fromEnd: false), AuditQueries.page(filter, fromEnd: true),
        AuditQueries.count(filter),
      ] {
        let plan = try connection.plan(of: query)
        #expect(plan.count == 1 && plan[0].hasPrefix("SEARCH audit_entry"), "\(query): \(plan)")
      }
    }
  }

  @Test func `nothing that was done since can change an entry or take one away`() throws {
    let desk = try desk()
    let before = try read(desk)
    for statement in [
      "UPDATE audit_entry SET action = 'x'", "UPDATE audit_entry SET user_id = NULL WHERE id = 1",
      "UPDATE audit_entry SET id = 99 WHERE id = 1", "DELETE FROM audit_entry",
      "DELETE FROM audit_entry WHERE id = 1",
    ] {
      #expect(throws: SQLiteError.self) { try desk.connection.execute(statement) }
    }
    let after = try read(desk)
    #expect(before.entries.ids == after.entries.ids)
    #expect(before.entries.changes == after.entries.changes)
  }
}
