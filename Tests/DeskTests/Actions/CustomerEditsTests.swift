import Bytes
import SQLite
import Testing

@testable import Desk

/// Administration of customers and contacts, and what it does to who stands for whom.
@Suite struct CustomerEditsTests {
  private func create(
    _ type: CustomerType,
    _ code: String,
    _ details: [CustomerDetail: String?] = [:],
    in desk: DemoDesk,
    as user: String = "admin"
  ) throws -> Outcome<CustomerID> {
    try CreateCustomer(
      type: type,
      code: code,
      name: "Nova Cliente",
      edits: CustomerEdits(details: details)
    ).perform(for: try desk.viewer(user), in: desk.context)
  }

  /// What each register keeps, all of it filled.
  private static let full: [CustomerType: [CustomerDetail: String?]] = [
    .client: [
      .email: "a@b.c", .phone: "11", .taxID: "12.345", .tradeName: "Loja", .userCode: "visitor",
    ],
    .person: [.email: "a@b.c", .phone: "11", .taxID: "123", .birthDate: "2001-02-03"],
    .student: [.email: "a@b.c", .phone: "11", .userCode: "visitor"],
    .teacher: [.email: "a@b.c", .phone: "11"],
    .prospect: [.email: "a@b.c", .phone: "11", .company: "Escola"],
  ]

  @Test(arguments: CustomerType.allCases)
  func `each register takes its own fields and gives them back`(type: CustomerType) throws {
    let desk = try DemoDesk()
    let details = try #require(Self.full[type])
    let id = try #require(try create(type, "NEW-1", details, in: desk).value)
    let record = try #require(try desk.context.customer(id))
    #expect(record.type == type && record.code == "NEW-1" && record.name == "Nova Cliente")
    #expect(record.details == details.compactMapValues { $0 })
    let admin = try desk.viewer("admin")
    let customers = try desk.reader.customers(ids: [id], for: admin).rows
    for detail in CustomerDetail.allCases {
      let shown = try desk.reader.texts(detail, of: customers, for: admin).text(0)
      let expected = detail == .registration && type == .student ? "NEW-1" : details[detail] ?? nil
      #expect(shown == expected, "\(detail)")
    }
  }

  @Test(arguments: CustomerType.allCases)
  func `a field of another register is refused`(type: CustomerType) throws {
    let desk = try DemoDesk()
    let before = try desk.changes()
    for detail in CustomerDetail.allCases where !CustomerDetail.written(of: type).contains(detail) {
      let outcome = try create(type, "NEW-1", [detail: "2001-02-03"], in: desk)
      #expect(outcome.problems == [Problem(.invalidValue, at: ["input", detail.inputName])])
    }
    #expect(try desk.changes() == before)
  }

  @Test func `reports everything that is wrong at once, and writes nothing`() throws {
    let desk = try DemoDesk()
    let before = try desk.changes()
    let outcome = try CreateCustomer(
      type: .person,
      code: "P-0001",
      name: " ",
      edits: CustomerEdits(
        details: [.email: "nowhere", .birthDate: "2001-02-30", .userCode: "nobody.there"],
        person: .set(Reference(CustomerID(1)))
      )
    ).perform(for: try desk.viewer("admin"), in: desk.context)
    #expect(
      Set(outcome.problems) == [
        Problem(.required, at: ["input", "name"]),
        Problem(.invalidValue, at: ["input", "email"]),
        Problem(.invalidValue, at: ["input", "birthDate"]),
        Problem(.notFound, at: ["input", "userCode"]),
        Problem(.invalidValue, at: ["input", "person"]),
        Problem(.alreadyExists, at: ["input", "code"]),
      ]
    )
    #expect(try desk.changes() == before)
  }

  @Test(arguments: ["student", "attendant", "academic"])
  func `only administrators change people`(user: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    let before = try desk.changes()
    #expect(
      try create(.person, "X", in: desk, as: user).problems == [Problem(.notPermitted)]
    )
    let customer = Reference(CustomerID(1))
    let context = desk.context
    let refusals: [[Problem]] = [
      try UpdateCustomer(customer: customer).perform(for: viewer, in: context).problems,
      try DeleteCustomer(customer: customer).perform(for: viewer, in: context).problems,
      try CreateContact(customer: customer, name: "A").perform(for: viewer, in: context).problems,
      try UpdateContact(contact: nil).perform(for: viewer, in: context).problems,
      try DeleteContact(contact: nil).perform(for: viewer, in: context).problems,
      try SetGuardians(student: customer, guardians: []).perform(for: viewer, in: context).problems,
      try UpdateUser(user: .absent).perform(for: viewer, in: context).problems,
      try EndUserSessions(user: .absent).perform(for: viewer, in: context).problems,
      try DeleteProfile(profile: .absent).perform(for: viewer, in: context).problems,
      try UpdateProfile(profile: .absent).perform(for: viewer, in: context).problems,
    ]
    for refusal in refusals { #expect(refusal == [Problem(.notPermitted)]) }
    #expect(try desk.changes() == before)
  }

  @Test func `a customer who has tickets stays, and one who has none goes with the contacts`()
    throws
  {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let student = try #require(try desk.context.customer(of: .student, code: "2024.1187"))
    let delete = DeleteCustomer(customer: .id(student))
    #expect(
      try delete.perform(for: admin, in: desk.context).problems
        == [Problem(.inUse, at: ["input", "customer"])]
    )
    let client = try #require(try create(.client, "C-NEW", in: desk).value)
    let contact = try #require(
      try CreateContact(customer: .id(client), name: "Ana", userCode: "visitor")
        .perform(for: admin, in: desk.context).value
    )
    #expect(
      try DeleteCustomer(customer: .id(client)).perform(for: admin, in: desk.context).value != nil
    )
    #expect(try desk.context.customer(client) == nil)
    #expect(try desk.context.contact(contact) == nil)
    #expect(
      try DeleteCustomer(customer: .id(client)).perform(for: admin, in: desk.context).problems
        == [Problem(.notFound, at: ["input", "customer"])]
    )
    #expect(try desk.number("SELECT count(*) FROM pragma_foreign_key_check") == 0)
  }

  /// R16-R20: what administrators write decides who somebody is, from the next look on.
  @Test func `a contact wins over the record as soon as it carries the user`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    #expect(try desk.viewer("client").identities.map(\.via) == [.record])
    let prado = try #require(try create(.client, "C-NEW", in: desk).value)
    let contact = try #require(
      try CreateContact(customer: .id(prado), name: "Renata", userCode: "client")
        .perform(for: admin, in: desk.context).value
    )
    var found = try desk.viewer("client").identities
    #expect(found.map(\.customer) == [prado])
    #expect(found.map(\.via) == [.contact(id: contact.id.rawValue, name: "Renata")])

    // The contact loses the user: the record counts again.
    _ = try UpdateContact(contact: contact, userCode: .set(nil)).perform(
      for: admin,
      in: desk.context
    )
    found = try desk.viewer("client").identities
    #expect(found.map(\.via) == [.record] && found.first?.customer != prado)

    // The record loses it too: the user is nobody.
    let record = try #require(found.first?.customer)
    _ = try UpdateCustomer(
      customer: .id(record),
      edits: CustomerEdits(details: [.userCode: nil])
    ).perform(for: admin, in: desk.context)
    #expect(try desk.viewer("client").identities == [])
    #expect(TicketScope(of: try desk.viewer("client")).reach == .nobody)

    // A person of the same user is found beside a contact: the registers are apart.
    _ = try create(.person, "P-NEW", [.userCode: "client"], in: desk)
    _ = try UpdateContact(contact: contact, userCode: .set("client"))
      .perform(for: admin, in: desk.context)
    #expect(try desk.viewer("client").identities.map(\.type) == [.client, .person])
  }

  @Test func `only clients and prospects have contacts, and not without end`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let person = try #require(try create(.person, "P-NEW", in: desk).value)
    let prospect = try #require(try create(.prospect, "L-NEW", in: desk).value)
    #expect(
      try CreateContact(customer: .id(person), name: "A").perform(for: admin, in: desk.context)
        .problems == [Problem(.invalidValue, at: ["input", "customer"])]
    )
    for number in 0..<Limits.contacts {
      let contact = CreateContact(customer: .id(prospect), name: "Contato \(number)")
      #expect(try contact.perform(for: admin, in: desk.context).value != nil)
    }
    #expect(
      try CreateContact(customer: .id(prospect), name: "A").perform(for: admin, in: desk.context)
        .problems == [Problem(.limitReached, at: ["input", "customer"])]
    )
  }

  @Test func `every change stands in the audit log with what was before and after`() throws {
    let desk = try DemoDesk()
    let admin = try desk.viewer("admin")
    let id = try #require(try create(.person, "P-NEW", [.email: "a@b.c"], in: desk).value)
    let rename = UpdateCustomer(customer: .id(id), name: .set("Outra"))
    _ = try rename.perform(for: admin, in: desk.context)
    // The same again changes nothing and says nothing.
    _ = try rename.perform(for: admin, in: desk.context)
    _ = try DeleteCustomer(customer: .id(id)).perform(for: admin, in: desk.context)
    var entries: [String] = []
    let query = Query(
      "SELECT action, before, after, user_id FROM audit_entry WHERE subject_id = ?1 ORDER BY id"
    )
    try desk.connection.rows(query, id.rawValue) { row in
      entries.append("\(row.text(0) ?? "") \(row.text(1) ?? "-") \(row.text(2) ?? "-")")
      #expect(row.int(3) == admin.user.rawValue)
    }
    let first = #"{"type":"PERSON","code":"P-NEW","name":"Nova Cliente","email":"a@b.c"}"#
    let second = #"{"type":"PERSON","code":"P-NEW","name":"Outra","email":"a@b.c"}"#
    #expect(
      entries == [
        "createCustomer - \(first)", "updateCustomer \(first) \(second)",
        "deleteCustomer \(second) -",
      ]
    )
  }

  @Test(
    arguments: [
      ("client", true), ("client.contact", false), ("attendant", true), ("admin", true),
      ("student", nil), ("guardian", nil),
    ] as [(String, Bool?)]
  )
  func `details are for the desk and the customer's own user`(
    user: String,
    reads: Bool?
  ) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    let client = try #require(try desk.context.customer(of: .client, code: "C-0001"))
    let customers = try desk.reader.customers(ids: [client], for: viewer).rows
    #expect(customers.count == (reads == nil ? 0 : 1))
    guard let reads else { return }
    let email = try desk.reader.texts(.email, of: customers, for: viewer).text(0)
    #expect((email != nil) == reads)
    #expect(try desk.reader.contacts(of: customers, for: viewer).isNull == [!reads])
    #expect(try desk.reader.contacts(of: customers, for: viewer).contacts.count == (reads ? 1 : 0))
  }
}
