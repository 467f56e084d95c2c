import SQLite
import Testing

@testable import Desk

/// Who hears of an event: the one decision, at the moment of telling and at that of the change.
@Suite struct EventSightTests {
  /// What an action on a ticket of the small desk is to each of its users.
  private func sights(
    step: Int64 = 1,
    customer: Int64 = 3,
    ofType type: Int64 = 1,
    _ action: (WriteContext, TicketID) throws -> Void,
    then later: (WriteContext, TicketID) throws -> Void = { _, _ in }
  ) throws -> [String: [TicketChangeKind]] {
    let desk = try SmallDesk()
    let ticket = try desk.ticket(customer: customer, ofType: type, step: step, .inProgress)
    try action(desk.context, ticket)
    let change = try #require(try desk.context.changes().first)
    let event = TicketEvent(sequence: 1, change: change)
    try later(desk.context, ticket)
    var sights: [String: [TicketChangeKind]] = [:]
    for code in ["student", "other", "staff", "admin", "blocked", "nobody"] {
      sights[code] = try desk.reader.sighting(of: event, for: desk.viewer(code))?.kinds
    }
    return sights
  }

  private static let customer = ParticipantKey(user: UserID(1), attendant: nil, side: .customer)

  private static let attendant = ParticipantKey(
    user: UserID(3),
    attendant: AttendantID(1),
    side: .attendant
  )

  private func set(_ parameter: CommonParameter) -> (WriteContext, TicketID) throws -> Void {
    { context, ticket in
      let type = try #require(context.workflow.type(TicketTypeID(1)))
      let found = try #require(type.parameters.first { $0.common == parameter })
      try context.set(found, to: .text("x"), of: ticket)
    }
  }

  private func post(isInternal: Bool = false) -> (WriteContext, TicketID) throws -> Void {
    { context, ticket in
      let author = isInternal ? Self.attendant : Self.customer
      _ = try context.insertMessage("x", in: ticket, by: author, isInternal: isInternal)
    }
  }

  private func move(to step: Int64) -> (WriteContext, TicketID) throws -> Void {
    { context, ticket in
      try context.place(ticket, at: StepID(step), .inProgress, .customer, attendant: nil)
    }
  }

  @Test func `everybody hears of what they see, and nobody else`() throws {
    #expect(
      try sights(set(.subject))
        == ["student": [.parameters], "staff": [.parameters], "admin": [.parameters]]
    )
    #expect(
      try sights(customer: 13, set(.subject))
        == ["other": [.parameters], "staff": [.parameters], "admin": [.parameters]]
    )
    // The twin is a customer of their own, and its second type is blocked.
    #expect(
      try sights(customer: 14, set(.product))
        == ["blocked": [.parameters], "staff": [.parameters], "admin": [.parameters]]
    )
    #expect(
      try sights(step: 3, customer: 14, ofType: 2, post())
        == ["staff": [.messages], "admin": [.messages]]
    )
  }

  /// At step 2 the subject is hidden from customers, the discussion from students.
  @Test func `a change of what is hidden is none`() throws {
    #expect(
      try sights(step: 2, set(.subject)) == ["staff": [.parameters], "admin": [.parameters]]
    )
    #expect(try sights(step: 2, post()) == ["staff": [.messages], "admin": [.messages]])
    #expect(try sights(post(isInternal: true)) == ["staff": [.messages], "admin": [.messages]])
    let both: (WriteContext, TicketID) throws -> Void = { context, ticket in
      try self.set(.subject)(context, ticket)
      try self.set(.product)(context, ticket)
    }
    #expect(try sights(step: 2, both)["student"] == [.parameters])
  }

  @Test func `a movement is seen by everybody who sees the ticket`() throws {
    #expect(
      try sights(move(to: 2)) == ["student": [.moved], "staff": [.moved], "admin": [.moved]]
    )
    let nowhere = try sights { context, ticket in try context.note(of: ticket) }
    #expect(nowhere.isEmpty, "a change of nothing is none")
  }

  /// What was hidden at the change stays unsaid when the ticket comes to where it is visible, and what
  /// is hidden by now is not told for having been visible.
  @Test func `the decision is that of then and that of now`() throws {
    let staff: [String: [TicketChangeKind]] = ["staff": [.parameters], "admin": [.parameters]]
    #expect(try sights(step: 2, set(.subject), then: move(to: 1)) == staff)
    #expect(try sights(step: 1, set(.subject), then: move(to: 2)) == staff)
    #expect(try sights(step: 2, post(), then: move(to: 1))["student"] == nil)
  }

  @Test func `a ticket that is gone tells its deletion alone`() throws {
    let erase: (WriteContext, TicketID) throws -> Void = { try $0.erase($1, by: UserID(4)) }
    #expect(
      try sights(erase) == ["student": [.deleted], "staff": [.deleted], "admin": [.deleted]]
    )
    #expect(try sights(customer: 13, erase)["student"] == nil)
    #expect(try sights(post(), then: erase).isEmpty)
  }

  @Test func `rules that cannot be read hide every change but the ticket's way`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    try post()(desk.context, ticket)
    try move(to: 2)(desk.context, ticket)
    let change = try #require(try desk.context.changes().first)
    desk.reader.use(desk.reader.workflow.closed())
    let event = TicketEvent(sequence: 1, change: change)
    let student = try desk.viewer("student")
    #expect(try desk.reader.sighting(of: event, for: student)?.kinds == [.moved])
  }

  @Test func `a list is concerned where the ticket was in it, or is`() throws {
    let desk = try SmallDesk()
    let ticket = try desk.ticket(.inProgress)
    try desk.context.place(
      ticket,
      at: StepID(2),
      .inProgress,
      .attendant,
      attendant: AttendantID(1)
    )
    let change = try #require(try desk.context.changes().first)
    let event = TicketEvent(sequence: 1, change: change)
    let student = try #require(try desk.reader.sighting(of: event, for: desk.viewer("student")))
    let staff = try #require(try desk.reader.sighting(of: event, for: desk.viewer("staff")))
    let views = TicketView.allCases
    #expect(
      views.filter { student.concerns($0) } == [.all, .underMyResponsibility, .awaitingReturn]
    )
    #expect(views.filter { student.isIn($0) } == [.all, .awaitingReturn])
    #expect(views.filter { staff.isIn($0) } == [.all, .underMyResponsibility])
    #expect(staff.concerns(.underMyResponsibility, of: AttendantID(1)))
    #expect(!staff.concerns(.underMyResponsibility, of: AttendantID(2)))
  }
}
