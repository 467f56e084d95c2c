import SQLite
import Testing

@testable import Desk

/// Q11: with no attendant configured every movement fails, and reads still work.
@Suite struct ConfiguredAttendantTests {
  @Test(arguments: ActionTrial.all)
  func `without one nothing moves, and the same one problem says so`(trial: ActionTrial) throws {
    let desk = try DemoDesk()
    let (_, _, perform) = try trial.prepare(desk)
    try desk.connection.execute("UPDATE settings SET default_attendant_id = NULL")
    try desk.context.reloadWorkflow()
    let before = try desk.contents()
    let problems = try perform(desk.context, "key", nil).1
    if trial.movements > 0 {
      #expect(problems == [Problem(.attendantNotConfigured)])
      #expect(try desk.contents() == before)
    } else {
      #expect(problems == [])
    }
  }

  @Test func `one who is not active any more is as none`() throws {
    let desk = try DemoDesk()
    let draft = try desk.draft()
    try desk.connection.execute(
      """
      UPDATE attendant SET is_active = 0
        WHERE id = (SELECT default_attendant_id FROM settings)
      """
    )
    try desk.context.reloadWorkflow()
    #expect(try desk.refusal(of: .submit, on: draft, to: "student") == .attendantNotConfigured)
    #expect(try desk.refusal(of: .cancel, on: draft, to: "admin") == .attendantNotConfigured)
    #expect(try desk.refusal(of: .editParameters, on: draft, to: "student") == nil)
    #expect(try desk.refusal(of: .postMessage, on: draft, to: "student") == nil)
  }

  @Test func `a step with no way out says so`() throws {
    let desk = try DemoDesk()
    let draft = try desk.draft()
    #expect(try desk.refusal(of: .submit, on: draft, to: "student") == nil)
    try desk.connection.execute("UPDATE forward_reason SET is_active = 0")
    try desk.context.reloadWorkflow()
    // A way for which no reason can be given is none.
    #expect(try desk.refusal(of: .submit, on: draft, to: "student") == .noWayOut)
    #expect(
      try SubmitTicket(ticket: .id(draft), condition: "perguntar", reason: "pedido")
        .perform(for: try desk.viewer("student"), in: desk.context).problems
        == [Problem(.noWayOut)]
    )
  }
}
