import SQLite
import Testing

@testable import Desk

/// The desk itself writes nothing for a viewer with a lens, whatever stands above it.
///
/// - Source: F9, L20.
@Suite struct LensWriteTests {
  private let desk: DemoDesk

  init() throws { desk = try DemoDesk() }

  private func seen(_ code: String) throws -> Viewer {
    var viewer = try desk.viewer(code)
    viewer.lens = Lens(of: try desk.viewer("admin"))
    return viewer
  }

  /// Tries an action with the lens and without it.
  private func tries<Value>(
    as code: String,
    _ action: (Viewer) throws -> Outcome<Value>
  ) throws {
    let before = try desk.changes()
    #expect(try action(seen(code)).problems.map(\.code) == [.notPermitted])
    #expect(try desk.changes() == before)
    #expect(try desk.undoing { try action(desk.viewer(code)) }.problems.isEmpty)
  }

  @Test func `a customer who is looked as does nothing`() throws {
    let ticket = try desk.ticket(of: "person", "segunda-via-diploma", at: "analise", .inProgress)
    try tries(as: "person") { viewer in
      try PostMessage(ticket: .id(ticket), text: "Bom dia").perform(for: viewer, in: desk.context)
    }
    let type = try desk.type("duvida").id
    try tries(as: "person") { viewer in
      try OpenTicket(type: .id(type)).perform(for: viewer, in: desk.context)
    }
  }

  @Test func `an attendant who is looked as does nothing`() throws {
    let ticket = try desk.ticket(of: "person", "segunda-via-diploma", at: "analise", .inProgress)
    try tries(as: "attendant") { viewer in
      try PostMessage(ticket: .id(ticket), text: "Nota", isInternal: true)
        .perform(for: viewer, in: desk.context)
    }
  }

  /// Nobody looks as an administrator; if somebody did, nothing would be set up.
  @Test func `an administrator who were looked as would do nothing`() throws {
    try tries(as: "admin") { viewer in
      try CreateForwardReason(code: "lente", label: "Lente", position: nil)
        .perform(for: viewer, in: desk.context)
    }
  }

  @Test func `only an administrator with a session looks, and as nobody who looks`() throws {
    let administrator = try desk.viewer("admin")
    #expect(administrator.session == nil)
    #expect(
      try desk.reader.viewer(as: .userCode("person"), for: administrator)
        == .refused(.notPermitted, nil)
    )
    #expect(
      try desk.reader.viewer(as: .userCode("person"), for: try seen("admin"))
        == .refused(.notPermitted, nil)
    )
  }

  @Test func `a synthetic view is an administrator's, and blocked types are not in it`() throws {
    let step = try desk.step("analise", of: "segunda-via-diploma").id
    let administrator = try desk.viewer("admin")
    let view = try #require(desk.reader.syntheticView(at: step, of: .teacher, for: administrator))
    #expect(view.sides.count == 8)
    for code in ["person", "attendant", "academic"] {
      let viewer = try desk.viewer(code)
      #expect(desk.reader.syntheticView(at: step, of: .teacher, for: viewer) == nil)
    }
    #expect(desk.reader.syntheticView(at: step, of: .teacher, for: try seen("admin")) == nil)
    #expect(
      desk.reader.syntheticView(at: StepID(9_999), of: .teacher, for: administrator) == nil
    )
  }

  /// What the view says of a step is what the story's tickets there have.
  @Test func `a synthetic view agrees with the forms of tickets`() throws {
    let administrator = try desk.viewer("admin")
    var compared = 0
    for told in DemoStory.told.tickets {
      guard let code = told.seers.first else { continue }
      let viewer = try desk.viewer(code)
      let found = try desk.reader.tickets(
        ids: [TicketID(told.number)],
        fields: .people,
        for: viewer
      )
      guard found.rows.count == 1,
        viewer.identities.contains(where: { $0.customer == found.rows.customers[0] })
      else { continue }
      let tickets = found.rows
      let step = try #require(desk.workflow.step(tickets.steps[0]))
      let view = try #require(
        desk.reader.syntheticView(
          at: step.id,
          of: tickets.customerTypes[0],
          for: administrator
        )
      )
      let side = view.sides.first {
        $0.audience == .online && $0.status == tickets.statuses[0]
          && $0.responsibility == tickets.responsibilities[0]
      }
      guard let side else { continue }
      let fields = side.fields.filter { !$0.access.isHidden && $0.parameter.kind != .section }
      let form = try desk.reader.forms(of: tickets, for: viewer)
      #expect(form.fields.items.map(\.parameter.key) == fields.map(\.parameter.key))
      #expect(
        form.fields.items.map(\.access.isWritable) == fields.map(\.access.isWritable),
        "ticket \(told.number)"
      )
      #expect(form.fields.items.map(\.access.isRequired) == fields.map(\.access.isRequired))
      #expect(form.gates.map(\.needs) == side.ways.map(\.needs), "ticket \(told.number)")
      compared += 1
    }
    #expect(compared > 100)
  }
}
