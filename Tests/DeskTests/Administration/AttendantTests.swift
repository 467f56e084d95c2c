import SQLite
import Testing

@testable import Desk

@Suite struct AttendantTests {
  private func user(_ code: String, _ desk: DemoDesk) throws -> UserID {
    UserID(try desk.number("SELECT id FROM user WHERE code = ?1", code))
  }

  @Test func `a user becomes an attendant, once`() throws {
    let desk = try DemoDesk()
    let visitor = try user("visitor", desk)
    // Who cannot attend tickets would perform the moves of customers, or get their tickets.
    #expect(
      try desk.problems(CreateAttendant(user: .id(visitor), displayName: "Ester"))
        == ["INVALID_VALUE input user"]
    )
    try desk.connection.execute(
      """
      UPDATE user SET profile_id = (SELECT id FROM profile WHERE key = 'atendimento')
      WHERE code = 'visitor'
      """
    )
    let id = try desk.done(CreateAttendant(user: .id(visitor), displayName: "Ester"))
    #expect(desk.workflow.attendant(id)?.displayName == "Ester")
    #expect(
      try desk.lastEntry() == [
        "createAttendant", "USER", nil,
        #"{"user":"visitor","displayName":"Ester","isActive":true}"#,
      ]
    )
    #expect(
      try desk.problems(CreateAttendant(user: .id(visitor), displayName: ""))
        == ["ALREADY_EXISTS input user", "REQUIRED input displayName"]
    )
    #expect(
      try desk.problems(CreateAttendant(user: .id(UserID(7_777)), displayName: "X"))
        == ["NOT_FOUND input user"]
    )
    try desk.done(
      UpdateAttendant(attendant: .id(id), displayName: .set("Ester P."), isActive: false)
    )
    #expect(desk.workflow.attendant(id)?.isActive == false)
    #expect(desk.workflow.attendant(id)?.displayName == "Ester P.")
    #expect(
      try desk.problems(UpdateAttendant(attendant: .unreadable, displayName: .keep, isActive: nil))
        == ["NOT_FOUND input attendant"]
    )
  }

  @Test func `the appointed one stays on duty until another is appointed`() throws {
    let desk = try DemoDesk()
    let appointed = try #require(desk.workflow.defaultAttendant)
    let goes = UpdateAttendant(attendant: .id(appointed), displayName: .keep, isActive: false)
    #expect(try desk.problems(goes) == ["IN_USE input isActive"])
    let other = try #require(desk.workflow.attendants.first { $0.id != appointed })
    try desk.done(UpdateSettings(defaultAttendant: .set(.id(other.id))))
    #expect(desk.workflow.defaultAttendant == other.id)
    try desk.done(goes)
    #expect(
      try desk.problems(UpdateSettings(defaultAttendant: .set(.id(appointed))))
        == ["INVALID_VALUE input defaultAttendant"]
    )
  }

  @Test func `with nobody appointed a customer's move is refused, and reading goes on`() throws {
    let desk = try DemoDesk()
    let ticket = try desk.ticket { $0.seers.contains("person") && $0.status == .pending }
    try desk.done(UpdateSettings(defaultAttendant: .set(.absent)))
    #expect(desk.workflow.defaultAttendant == nil)
    #expect(
      try desk.lastEntry() == [
        "updateSettings", "SETTINGS", #"{"defaultAttendant":"Atendimento Aurora"}"#,
        #"{"defaultAttendant":null}"#,
      ]
    )
    let person = try desk.viewer("person")
    let outcome = try SubmitTicket(ticket: .id(ticket), condition: "perguntar", reason: "pedido")
      .perform(for: person, in: desk.context)
    #expect(outcome.problems.map(\.code) == [.attendantNotConfigured])
    let read = try desk.reader.tickets(ids: [ticket], fields: .all, for: person)
    #expect(read.slots == [0])
    let entries = try desk.entries
    try desk.done(UpdateSettings(defaultAttendant: .keep))
    #expect(try desk.entries == entries)
    #expect(
      try desk.problems(UpdateSettings(defaultAttendant: .set(.id(AttendantID(99)))))
        == ["NOT_FOUND input defaultAttendant"]
    )
  }
}
