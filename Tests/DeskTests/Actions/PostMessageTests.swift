import SQLite
import Testing

@testable import Desk

@Suite struct PostMessageTests {
  private func post(
    _ desk: DemoDesk,
    _ ticket: Reference<TicketID>,
    _ text: String = "Bom dia",
    key: String? = nil,
    as code: String
  ) throws -> Outcome<ChildID> {
    try PostMessage(ticket: ticket, text: text, idempotencyKey: key)
      .perform(for: try desk.viewer(code), in: desk.context)
  }

  @Test func `posts while the ticket is with the desk, and says who wrote`() throws {
    let desk = try DemoDesk()
    let id = try desk.ticket(of: "person", "segunda-via-diploma", at: "analise", .inProgress)
    let before = try desk.reader.tickets(
      ids: [id],
      fields: .dates,
      for: try desk.viewer("person")
    )
    let message = try #require(try post(desk, .id(id), as: "person").value)
    let read = try desk.reader.messages(ids: [message], for: try desk.viewer("person"))
    #expect(read.slots == [0])
    #expect(read.rows.texts.text(0) == "Bom dia")
    #expect(read.rows.authors[0].side == .customer)
    #expect(read.rows.authors[0].attendant == nil)
    let answer = try #require(try post(desk, .id(id), as: "attendant").value)
    #expect(answer.number > message.number)
    let answered = try desk.reader.messages(ids: [answer], for: try desk.viewer("person"))
    #expect(answered.rows.authors[0].side == .attendant)
    #expect(answered.rows.authors[0].attendant != nil)
    // A message is no change of the ticket: who fills in a form while the other side writes does not
    // lose it, and nobody learns from the version that something was written which he may not see.
    let after = try desk.reader.tickets(
      ids: [id],
      fields: .dates,
      for: try desk.viewer("person")
    )
    #expect(after.rows.versions == before.rows.versions)
    #expect(after.rows.updatedAt == before.rows.updatedAt)
  }

  @Test(arguments: [
    "client", "person", "many", "prospect.contact", "attendant", "admin", "visitor",
  ])
  func `is accepted exactly where the action table and the section let it`(code: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(code)
    var accepted = 0
    for told in DemoStory.told.tickets {
      let outcome = try desk.undoing {
        try post(desk, .id(TicketID(told.number)), as: code)
      }
      let isStaff = ["attendant", "admin"].contains(code)
      let isSeen = isStaff || told.seers.contains(code)
      let flags = told.type.flags(of: "discussion", at: told.step, for: told.customer.type)
      let expected: ProblemCode? =
        switch told.status {
        case _ where viewer.permissions.isEmpty: .notPermitted
        case _ where !isSeen: .notFound
        case .completed: .ticketCompleted
        case .cancelled: .ticketCancelled
        case _ where !isStaff && flags.contains(.invisibleOnline): .notPermitted
        case .pending, .inProgress: nil
        }
      #expect(outcome.problems.map(\.code) == [expected].compactMap { $0 }, "\(told.number)")
      // What can be done now is told beforehand, and truly.
      let seen = try desk.reader.tickets(
        ids: [TicketID(told.number)],
        fields: [],
        for: viewer
      ).rows
      #expect(seen.count == (isSeen && !viewer.permissions.isEmpty ? 1 : 0))
      let told = try desk.reader.refusals(on: seen, to: viewer)
      let place = try #require(TicketAction.allCases.firstIndex(of: .postMessage))
      #expect(told.count == seen.count * TicketAction.allCases.count)
      if seen.count == 1 { #expect(told[place] == expected) }
      if outcome.value != nil { accepted += 1 }
    }
    #expect((accepted > 0) == !viewer.permissions.isEmpty)
  }

  @Test func `foreign, blocked, deleted and unknown tickets are one and the same answer`() throws {
    let desk = try DemoDesk()
    let blocked = try desk.ticket { $0.customer.user == "student" && $0.type.key == "apuracao" }
    let foreign = try desk.ticket { $0.seers == ["person"] }
    let before = try desk.changes()
    for ticket in [
      .id(blocked), .id(foreign), .id(TicketID(99_999)), .id(TicketID(0)), .unreadable,
    ]
      as [Reference<TicketID>]
    {
      #expect(
        try post(desk, ticket, as: "student")
          == .refused([Problem(.notFound, at: ["input", "ticket"])])
      )
    }
    #expect(try desk.changes() == before)
  }

  @Test(arguments: [
    ("", ProblemCode.required), (" \n\t ", .required), ("a\u{0}", .invalidValue),
    (String(repeating: "x", count: 20_001), .invalidValue),
  ])
  func `refuses a text that says nothing or too much`(text: String, code: ProblemCode) throws {
    let desk = try DemoDesk()
    let id = try desk.ticket(of: "person", "segunda-via-diploma", at: "analise", .inProgress)
    let before = try desk.changes()
    #expect(
      try post(desk, .id(id), text, as: "person").problems
        == [Problem(code, at: ["input", "text"])]
    )
    #expect(try desk.changes() == before)
  }

  @Test func `the same key again posts nothing`() throws {
    let desk = try DemoDesk()
    let id = try desk.ticket(of: "person", "segunda-via-diploma", at: "analise", .inProgress)
    let first = try post(desk, .id(id), key: "m", as: "person")
    let before = try desk.changes()
    #expect(try post(desk, .id(id), key: "m", as: "person") == first)
    #expect(try post(desk, .id(id), "Outra", key: "m", as: "person").problems.count == 1)
    #expect(try desk.changes() == before)
  }

  @Test func `a customer writes nothing for the desk alone`() throws {
    let desk = try DemoDesk()
    let id = try desk.ticket(of: "person", "segunda-via-diploma", at: "analise", .inProgress)
    let post = PostMessage(ticket: .id(id), text: "Só para vocês", isInternal: true)
    let outcome = try post.perform(for: try desk.viewer("person"), in: desk.context)
    #expect(outcome.problems == [Problem(.notPermitted, at: ["input", "internal"])])
    #expect(try post.perform(for: try desk.viewer("attendant"), in: desk.context).value != nil)
  }
}
