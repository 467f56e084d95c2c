import SQLite
import Testing

@testable import Desk

@Suite struct AssignmentTests {
  private func attendant(_ code: String, _ desk: DemoDesk) throws -> AttendantID {
    try #require(desk.workflow.attendants.first { $0.userCode == code }).id
  }

  private func take(
    _ desk: DemoDesk,
    _ ticket: TicketID,
    as code: String
  ) throws -> Outcome<ChildID> {
    try TakeTicket(ticket: .id(ticket)).perform(for: try desk.viewer(code), in: desk.context)
  }

  private func reassign(
    _ desk: DemoDesk,
    _ ticket: TicketID,
    to attendant: Reference<AttendantID>,
    _ justification: String? = nil,
    as code: String = "attendant"
  ) throws -> Outcome<ChildID> {
    try ReassignTicket(ticket: .id(ticket), attendant: attendant, justification: justification)
      .perform(for: try desk.viewer(code), in: desk.context)
  }

  @Test func `who takes a ticket has it, and the history says so`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    let own = try attendant("attendant", desk)
    let before = try desk.record(ticket)
    #expect(before.attendant != own)
    let movement = try #require(try take(desk, ticket, as: "attendant").value)
    let after = try desk.record(ticket)
    #expect(after.attendant == own && after.step == before.step)
    #expect(after.responsibility == .attendant && after.status == .inProgress)
    let rows = try desk.reader.movements(ids: [movement], for: try desk.viewer("person")).rows
    #expect(rows.kinds == [.reassigned] && rows.performedBy == [own])
    // It is taken once.
    #expect(try desk.refusal(of: .take, on: ticket, to: "attendant") == .alreadyAssigned)
    #expect(try take(desk, ticket, as: "attendant").problems == [Problem(.alreadyAssigned)])
    // Another takes it from there.
    #expect(try take(desk, ticket, as: "admin").value != nil)
  }

  @Test func `an administrator who is no attendant cannot take`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    try desk.connection.execute(
      "UPDATE attendant SET is_active = 0 WHERE user_id = (SELECT id FROM user WHERE code = 'admin')"
    )
    try desk.context.reloadWorkflow()
    #expect(try desk.refusal(of: .take, on: ticket, to: "admin") == .onlyAttendants)
    #expect(try take(desk, ticket, as: "admin").problems == [Problem(.onlyAttendants)])
    #expect(try desk.refusal(of: .reassign, on: ticket, to: "admin") == nil)
  }

  @Test func `a ticket is given to an attendant who can see it`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    let caio = try attendant("attendant", desk)
    let movement = try reassign(desk, ticket, to: .id(caio), "Plantão", as: "admin")
    let rows = try desk.reader.movements(
      ids: [try #require(movement.value)],
      for: try desk.viewer("admin")
    ).rows
    #expect(rows.kinds == [.reassigned] && rows.justifications.text(0) == "Plantão")
    #expect(try desk.record(ticket).attendant == caio)
    let path = ["input", "attendant"]
    #expect(
      try reassign(desk, ticket, to: .id(caio)).problems == [Problem(.alreadyAssigned, at: path)]
    )
  }

  @Test func `nobody gets a ticket who is not there, not active or must not see its type`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.atDesk()
    let rosa = try attendant("attendant.secretary", desk)
    let igor = try attendant("attendant.support", desk)
    try desk.connection.execute(
      """
      UPDATE attendant SET is_active = 0 WHERE id = \(rosa.rawValue);
      INSERT INTO profile (id, key, name) VALUES (900, 'narrow', 'N');
      INSERT INTO profile_permission VALUES (900, 'ATTEND');
      INSERT INTO profile_blocked_type SELECT 900, id FROM ticket_type WHERE key = 'duvida';
      UPDATE user SET profile_id = 900 WHERE code = 'attendant.support';
      """
    )
    try desk.context.reloadWorkflow()
    let before = try desk.contents()
    for attendant: Reference<AttendantID> in [
      .id(rosa), .id(igor), .id(AttendantID(9_999)), .unreadable, .absent,
    ] {
      #expect(
        try reassign(desk, ticket, to: attendant).problems
          == [Problem(.notFound, at: ["input", "attendant"])]
      )
    }
    #expect(try desk.contents() == before)
  }
}
