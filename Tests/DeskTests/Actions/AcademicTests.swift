import SQLite
import Testing

@testable import Desk

/// What another system writes and opens: by its own ids, exactly once (R68).
@Suite struct AcademicTests {
  private let course = AcademicUnit(code: "MAT", name: "Matemática")

  private func upsert(
    _ id: String = "E-1",
    _ holder: UpsertEnrolment.Holder = .student(registration: "2024.1187"),
    course: AcademicUnit? = nil,
    isActive: Bool = true,
    as user: String = "academic",
    in desk: DemoDesk
  ) throws -> Outcome<UpsertEnrolment.Written> {
    try UpsertEnrolment(
      externalID: id,
      holder: holder,
      course: course ?? self.course,
      term: .init(
        AcademicUnit(code: "2026.1", name: "1º de 2026"),
        startsOn: "2026-02-09",
        endsOn: "2026-06-26"
      ),
      isActive: isActive
    ).perform(for: try desk.viewer(user), in: desk.context)
  }

  @Test func `what is known is changed, what is not is added, and the same again changes nothing`()
    throws
  {
    let desk = try DemoDesk()
    let first = try #require(try upsert(in: desk).value)
    let audited = try desk.number("SELECT count(*) FROM audit_entry")
    #expect(try upsert(in: desk).value == first)
    #expect(try desk.number("SELECT count(*) FROM audit_entry") == audited)
    #expect(try upsert(isActive: false, in: desk).value == first)
    #expect(try desk.number("SELECT count(*) FROM audit_entry") == audited + 1)
    // A new name of the course is the course's, wherever it stands.
    _ = try upsert("E-2", course: AcademicUnit(code: "MAT", name: "Matemática aplicada"), in: desk)
    let student = try desk.viewer("student")
    let own = try desk.reader.customers(ids: student.identities.map(\.customer), for: student).rows
    let contexts = try desk.reader.academicContexts(of: own, for: student).contexts
    #expect(contexts.count == 4)
    #expect(contexts.courses.names.text(2) == "Matemática aplicada")
    #expect(contexts.isActive == [false, true, false, true])
    #expect(contexts.terms.names.text(2) == "1º de 2026" && contexts.classes.names.isNull(2))
    // Nobody else's.
    let person = try desk.viewer("person")
    #expect(try desk.reader.academicContexts(ids: contexts.ids, for: person).rows.count == 0)
    #expect(
      try desk.reader.academicContexts(ids: contexts.ids, for: try desk.viewer("admin")).rows.count
        == 4
    )
    #expect(
      try desk.reader.academicContexts(ids: contexts.ids, for: try desk.viewer("guardian")).rows
        .count == 4
    )
  }

  @Test func `an enrolment stays with its holder, and bad parts are all named`() throws {
    let desk = try DemoDesk()
    _ = try upsert(in: desk)
    let before = try desk.changes()
    #expect(
      try upsert("E-1", .teacher(code: "D-0001"), in: desk).problems
        == [Problem(.conflict, at: ["input", "externalId"])]
    )
    let outcome = try UpsertEnrolment(
      externalID: " x",
      holder: .student(registration: "nobody"),
      course: AcademicUnit(code: "", name: ""),
      term: .init(course, startsOn: "2026-02-30", endsOn: "2026-01-01")
    ).perform(for: try desk.viewer("academic"), in: desk.context)
    #expect(
      outcome.problems == [
        Problem(.invalidValue, at: ["input", "externalId"]),
        Problem(.notFound, at: ["input", "holder", "registration"]),
        Problem(.required, at: ["input", "course", "code"]),
        Problem(.required, at: ["input", "course", "name"]),
        Problem(.invalidValue, at: ["input", "term", "startsOn"]),
      ]
    )
    for user in ["student", "attendant"] {
      #expect(try upsert(as: user, in: desk).problems == [Problem(.notPermitted)])
    }
    #expect(try desk.changes() == before)
  }

  private func open(
    _ externalID: String = "T-1",
    registration: String = "2024.1187",
    type: String = "segunda-via-diploma",
    step: String? = nil,
    _ parameters: [ParameterEdit] = [],
    context: String? = nil,
    in desk: DemoDesk
  ) throws -> Outcome<String> {
    try OpenTicketFor(
      registration: registration,
      externalID: externalID,
      type: type,
      entryStep: step,
      parameters: parameters,
      academicContext: context
    ).perform(for: try desk.viewer("academic"), in: desk.context)
  }

  @Test func `a ticket is opened once for each external id, whatever is said the second time`()
    throws
  {
    let desk = try DemoDesk()
    let academic = try desk.viewer("academic")
    let subject = ParameterEdit(key: "subject", value: .text("Diploma"))
    let count = try desk.number("SELECT count(*) FROM ticket")
    #expect(try open("T-1", [subject], context: "MAT-1187-2", in: desk).value == "T-1")
    let first = try desk.reader.externalTicket("T-1", for: academic)
    #expect(first.count == 1 && first.statuses == [.pending])
    #expect(try open("T-1", registration: "nobody", type: "none", in: desk).value == "T-1")
    #expect(try desk.number("SELECT count(*) FROM ticket") == count + 1)
    #expect(try desk.reader.externalTicket("T-1", for: academic).numbers == first.numbers)
    #expect(try open("T-2", in: desk).value == "T-2")
    #expect(try desk.number("SELECT count(*) FROM ticket") == count + 2)

    // It is the student's own draft, asked for by the system, which sees nothing else of it.
    let student = try desk.viewer("student")
    let ticket = try #require(first.numbers.first)
    let found = try desk.reader.tickets(ids: [ticket], fields: .all, for: student).rows
    #expect(found.texts(.subject).text(0) == "Diploma")
    #expect(found.openedBy.first?.user == academic.user && found.openedBy.first?.side == .customer)
    let context = try desk.reader.academicContexts(of: found, for: student).rows
    #expect(context.externalIDs.text(0) == "MAT-1187-2")
    #expect(try desk.reader.tickets(ids: [ticket], fields: .all, for: academic).rows.count == 0)
    // Nor does another who integrates.
    try desk.connection.execute(
      """
      UPDATE user SET profile_id = (SELECT id FROM profile WHERE key = 'integracao')
      WHERE code = 'visitor'
      """
    )
    #expect(try desk.reader.externalTicket("T-1", for: try desk.viewer("visitor")).count == 0)
  }

  @Test func `a deleted ticket is not opened again under its id`() throws {
    let desk = try DemoDesk()
    let academic = try desk.viewer("academic")
    _ = try open(in: desk)
    let ticket = try #require(try desk.reader.externalTicket("T-1", for: academic).numbers.first)
    let admin = try desk.viewer("admin")
    _ = try CancelTicket(ticket: .id(ticket), justification: "Engano")
      .perform(for: admin, in: desk.context)
    #expect(try desk.reader.externalTicket("T-1", for: academic).statuses == [.cancelled])
    _ = try DeleteTicket(ticket: .id(ticket)).perform(for: admin, in: desk.context)
    let gone = try desk.reader.externalTicket("T-1", for: academic)
    #expect(gone.numbers == [ticket] && gone.statuses == [nil] && gone.steps == [nil])
    #expect(try open(in: desk).value == "T-1")
    #expect(try desk.reader.externalTicket("T-1", for: academic).numbers == [ticket])
  }

  @Test func `the draft is judged as the student's own`() throws {
    let desk = try DemoDesk()
    let before = try desk.changes()
    let hidden = ParameterEdit(key: "custoInterno", value: .text("1"))
    let never = ParameterEdit(key: "custoInternx", value: .text("1"))
    for (edit, key) in [(hidden, "custoInterno"), (never, "custoInternx")] {
      #expect(
        try open("T-1", [edit], in: desk).problems
          == [
            Problem(.parameterUnknown, at: ["input", "parameters", "0", "key"], parameterKey: key)
          ]
      )
    }
    let missing = Problem(.notFound, at: ["input", "type"])
    #expect(try open(type: "apuracao", in: desk).problems == [missing])
    #expect(try open(type: "none", in: desk).problems == [missing])
    #expect(
      try open(registration: "nobody", in: desk).problems
        == [Problem(.notFound, at: ["input", "registration"])]
    )
    #expect(
      try open(step: "none", in: desk).problems
        == [Problem(.notFound, at: ["input", "entryStep"])]
    )
    let noContext = [Problem(.notFound, at: ["input", "academicContext"])]
    // Ended, another student's, a teacher's, and none at all.
    for context in ["MAT-1187-1", "MAT-0456", "DOC-0001", "none"] {
      #expect(try open(context: context, in: desk).problems == noContext, "\(context)")
    }
    for user in ["student", "attendant", "admin"] {
      let asked = OpenTicketFor(registration: "2024.1187", externalID: "T", type: "none")
      #expect(
        try asked.perform(for: try desk.viewer(user), in: desk.context).problems
          == [Problem(.notPermitted)]
      )
    }
    #expect(try desk.changes() == before)
  }

  @Test func `a student opens a ticket in an own active context, and in no other`() throws {
    let desk = try DemoDesk()
    let student = try desk.viewer("student")
    func open(_ external: String) throws -> Outcome<TicketID> {
      let id = try desk.context.enrolment(externalID: external)?.id
      return try OpenTicket(
        type: .id(try desk.type("segunda-via-diploma").id),
        academicContext: Reference(id)
      ).perform(for: student, in: desk.context)
    }
    let ticket = try #require(try open("MAT-1187-2").value)
    let found = try desk.reader.tickets(ids: [ticket], fields: [], for: student).rows
    #expect(
      try desk.reader.academicContexts(of: found, for: student).rows.externalIDs.text(0)
        == "MAT-1187-2"
    )
    for external in ["MAT-1187-1", "MAT-0456", "DOC-0001", "none"] {
      #expect(
        try open(external).problems == [Problem(.notFound, at: ["input", "academicContext"])]
      )
    }
  }
}
