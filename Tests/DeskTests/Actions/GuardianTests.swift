import SQLite
import Testing

@testable import Desk

/// Guardians read the tickets of their dependants by the student's rules, and change nothing.
@Suite struct GuardianTests {
  private func student(_ desk: DemoDesk, _ registration: String = "2024.1187") throws -> CustomerID
  {
    try #require(try desk.context.customer(of: .student, code: registration))
  }

  private func tickets(of viewer: Viewer, in desk: DemoDesk) throws -> [TicketID] {
    let page = PageRequest(size: 100)
    return try desk.reader.ticketPage(.all, page, fields: [], for: viewer).tickets.ids
  }

  @Test func `a guardian reaches the dependants' tickets and nobody else's`() throws {
    let desk = try DemoDesk()
    let guardian = try desk.viewer("guardian")
    let lucas = try student(desk)
    #expect(guardian.identities.map(\.type) == [.person])
    #expect(guardian.dependants.map(\.customer) == [lucas])
    #expect(guardian.dependants.map(\.relation) == ["Mãe"])
    let own = try tickets(of: try desk.viewer("student"), in: desk)
    #expect(try tickets(of: guardian, in: desk) == own && own.count > 10)
    let scope = TicketScope(of: guardian)
    #expect(scope.contains(customer: lucas, type: try desk.type("segunda-via-diploma").id))
    #expect(!scope.contains(customer: lucas, type: try desk.type("apuracao").id))
    #expect(!scope.contains(customer: CustomerID(1), type: try desk.type("segunda-via-diploma").id))
  }

  @Test
  func `what the guardian sees of a ticket is what the student sees, and none of it writable`()
    throws
  {
    let desk = try DemoDesk()
    let (guardian, lucas) = (try desk.viewer("guardian"), try desk.viewer("student"))
    let ids = try tickets(of: lucas, in: desk)
    let theirs = try desk.reader.tickets(ids: ids, fields: .all, for: guardian).rows
    let own = try desk.reader.tickets(ids: ids, fields: .all, for: lucas).rows
    var writable = 0
    for parameter in CommonParameter.allCases {
      let (seen, shown) = (theirs.accesses(to: parameter), own.accesses(to: parameter))
      for place in 0..<ids.count {
        #expect(seen.isHidden(place) == shown.isHidden(place), "\(parameter) of \(ids[place])")
        #expect(!seen[place].isWritable && !seen[place].isRequired)
        if shown[place].isWritable { writable += 1 }
      }
      #expect(theirs.texts(parameter) == own.texts(parameter))
    }
    #expect(writable > 10)
  }

  /// Whatever the ticket's state is: the table of actions and the actions themselves say the same.
  @Test func `every action of a guardian is refused, and says why`() throws {
    let desk = try DemoDesk()
    let guardian = try desk.viewer("guardian")
    let ids = try tickets(of: guardian, in: desk)
    let found = try desk.reader.tickets(ids: ids, fields: .people, for: guardian).rows
    let refusals = try desk.reader.refusals(on: found, to: guardian)
    #expect(refusals.count == ids.count * TicketAction.allCases.count)
    #expect(refusals.allSatisfy { $0 == .dependantReadOnly })

    let before = try desk.changes()
    let refused = [Problem(.dependantReadOnly)]
    for id in ids {
      let post = PostMessage(ticket: .id(id), text: "Oi")
      #expect(try post.perform(for: guardian, in: desk.context).problems == refused)
      let submit = SubmitTicket(ticket: .id(id), condition: "x", reason: "y")
      #expect(try submit.perform(for: guardian, in: desk.context).problems == refused)
      let cancel = CancelTicket(ticket: .id(id), justification: "x")
      #expect(try cancel.perform(for: guardian, in: desk.context).problems == refused)
    }
    let type = try desk.type("segunda-via-diploma").id
    let open = OpenTicket(type: .id(type), customer: .id(try student(desk)))
    #expect(
      try open.perform(for: guardian, in: desk.context).problems.contains(
        Problem(.dependantReadOnly, at: ["input", "customer"])
      )
    )
    #expect(try desk.changes() == before)
  }

  @Test func `without the profile's leave, or without the tie, there are no dependants`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let profile = try #require(
      try desk.connection.first(Query("SELECT id FROM profile WHERE key = 'responsavel'")) {
        ProfileID($0.int(0))
      }
    )
    func letSee(_ sees: Bool) throws {
      _ = try UpdateProfile(profile: .id(profile), seesDependants: .set(sees))
        .perform(for: admin, in: desk.context)
    }
    try letSee(false)
    #expect(try desk.viewer("guardian").dependants == [])
    #expect(try tickets(of: try desk.viewer("guardian"), in: desk) == [])
    try letSee(true)
    #expect(try desk.viewer("guardian").dependants.count == 1)
    let cut = SetGuardians(student: .id(try student(desk)), guardians: [])
    #expect(try cut.perform(for: admin, in: desk.context).value != nil)
    #expect(try desk.viewer("guardian").dependants == [])
  }

  @Test func `who is the student is no guardian of oneself`() throws {
    let desk = try DemoDesk()
    try desk.connection.execute(
      """
      UPDATE user SET profile_id = (SELECT id FROM profile WHERE key = 'responsavel')
        WHERE code = 'many';
      INSERT INTO guardian SELECT person.customer_id, student.customer_id, 'Eu'
        FROM person, student WHERE person.user_code = 'many'
          AND registration IN ('2023.0456', '2024.1187');
      """
    )
    let many = try desk.viewer("many")
    #expect(many.dependants.map(\.customer) == [try student(desk)])
    #expect(!many.onlyReads(ticketsOf: try student(desk, "2023.0456")))
    #expect(many.onlyReads(ticketsOf: try student(desk)))
  }

  @Test func `guardians are persons, each once, and as many as there may be`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let lucas = try student(desk)
    let person = try #require(try desk.context.customer(of: .person, code: "P-0001"))
    func set(_ ties: [SetGuardians.Tie], of student: Reference<CustomerID>) throws -> [Problem] {
      try SetGuardians(student: student, guardians: ties).perform(for: admin, in: desk.context)
        .problems
    }
    let tie = SetGuardians.Tie(person: .id(person), relation: "Tia")
    #expect(
      try set([tie], of: .id(person)) == [Problem(.notFound, at: ["input", "student"])]
    )
    let wrong = [tie, tie, .init(person: .id(lucas), relation: " ")]
    #expect(
      try set(wrong, of: .id(lucas)) == [
        Problem(.alreadyExists, at: ["input", "guardians", "1", "person"]),
        Problem(.required, at: ["input", "guardians", "2", "relation"]),
        Problem(.notFound, at: ["input", "guardians", "2", "person"]),
      ]
    )
    let many = Array(repeating: tie, count: Limits.guardians + 1)
    #expect(try set(many, of: .id(lucas)) == [Problem(.limitReached, at: ["input", "guardians"])])
    #expect(try desk.viewer("guardian").dependants.count == 1)
    #expect(try set([tie], of: .id(lucas)) == [])
    #expect(try desk.viewer("guardian").dependants == [])
    let customers = try desk.reader.customers(ids: [lucas, person], for: admin).rows
    let guardians = try desk.reader.ties(.guardians, of: customers, for: admin)
    #expect(guardians.customers == [person] && guardians.offsets == [0, 1, 1])
    let dependants = try desk.reader.ties(.dependants, of: customers, for: admin)
    #expect(dependants.customers == [lucas] && dependants.offsets == [0, 0, 1])
    let own = try desk.viewer("student")
    let mine = try desk.reader.customers(ids: [lucas], for: own).rows
    #expect(try desk.reader.ties(.guardians, of: mine, for: own).count == 0)
  }
}
