import TestKit
import Testing

@testable import Desk

/// Who somebody is decides what they see, ticket by ticket; no claim of theirs does.
///
/// - Source: L22; R16-R20, Q7, Q8.
@Suite("L22 kind and identity", .serialized) struct L22Identity {
  private let desk: StoryDesk

  init() throws { desk = try StoryDesk.shared.get() }

  /// `many` is a person, a student and a teacher: nothing of the three is merged.
  @Test(arguments: Story.customers)
  func `each ticket is judged by the type of its own customer`(user: String) throws {
    var met: Set<CustomerType> = []
    for ticket in Story.tickets(of: user) {
      met.insert(ticket.customer.type)
      let answer = try desk.ask(
        "{ ticket(number: \(ticket.number)) { customer { type } parameters { key } } }",
        as: user
      )
      #expect(answer.text("ticket.customer.type") == ticket.customer.type.rawValue)
      let told = answer.items("ticket.parameters").compactMap { $0["key"]?.asText }
      let hidden = Story.hiddenKeys(of: ticket, from: user)
      #expect(Set(told) == Set(Story.keys(of: ticket)).subtracting(hidden), "\(ticket.number)")
    }
    #expect(met.count == (user == "many" ? 3 : 1))
  }

  /// The contact of a client and who was found at its record see the client's tickets alike.
  @Test func `the same ticket is the same for each who stands for its customer`() throws {
    let shared = Story.tickets.filter {
      $0.seers.contains("client") && $0.seers.contains("client.contact")
    }
    #expect(!shared.isEmpty)
    for ticket in shared {
      let document = """
        { ticket(number: \(ticket.number)) {
          id subject requestText priority dueDate solution version updatedAt
          parameters { key access required value { __typename } }
          discussion(first: 50) { totalCount nodes { id text } }
          attachments(first: 50) { totalCount nodes { id name } }
        } }
        """
      let record = try desk.ask(document, as: "client")
      let contact = try desk.ask(document, as: "client.contact")
      #expect(record.text == contact.text, "\(ticket.number)")
    }
  }

  @Test func `a contact and a guardian read no record`() throws {
    let record = """
      email phone taxId tradeName birthDate registration company userCode
      person { name } contacts { name email phone userCode }
      """
    let contact = try desk.ask(
      "{ viewer { identities { via customer { name \(record) } } } }",
      as: "client.contact"
    )
    let own = try desk.ask(
      "{ viewer { identities { via customer { name \(record) } } } }",
      as: "client"
    )
    let guardian = try desk.ask(
      "{ viewer { dependants { customer { name \(record) } } } }",
      as: "guardian"
    )
    #expect(contact.items("viewer.identities").allSatisfy { $0["via"] == "CONTACT" })
    let details = [
      "email", "phone", "taxId", "tradeName", "birthDate", "company", "userCode", "person",
      "contacts",
    ]
    for answer in contact.items("viewer.identities") + guardian.items("viewer.dependants") {
      for detail in details { #expect(answer.at("customer.\(detail)") == .null, "\(detail)") }
    }
    #expect(own.items("viewer.identities").contains { $0.at("customer.email") != .null })
  }

  @Test func `a guardian sees a dependant's tickets by the dependant's rules and writes none`()
    throws
  {
    let dependants = try desk.ask("{ viewer { dependants { customer { code } } } }", as: "guardian")
    let codes = dependants.items("viewer.dependants").compactMap { $0.at("customer.code")?.asText }
    #expect(!codes.isEmpty)
    let tickets = Story.tickets.filter { ticket in
      codes.contains(ticket.customer.code) && ticket.customer.type == .student
        && ticket.seers.contains("student")
    }
    #expect(!tickets.isEmpty)
    for ticket in tickets {
      let answer = try desk.ask(
        """
        { ticket(number: \(ticket.number)) {
          parameters { key access } actions { action allowed reasonCode }
        } }
        """,
        as: "guardian"
      )
      let told = answer.items("ticket.parameters").compactMap { $0["key"]?.asText }
      let hidden = Story.hiddenKeys(of: ticket, from: "student")
      #expect(Set(told) == Set(Story.keys(of: ticket)).subtracting(hidden), "\(ticket.number)")
      #expect(answer.items("ticket.parameters").allSatisfy { $0["access"] == "READ_ONLY" })
      #expect(answer.items("ticket.actions").allSatisfy { $0["allowed"] == false })
    }
  }

  /// What a client says of itself is not asked: variables, headers and fields that claim a kind.
  @Test(arguments: Story.customers)
  func `a claim of another kind changes nothing`(user: String) throws {
    let document = "{ tickets(first: 20) { totalCount nodes { \(CanaryTests.ticket) } } }"
    let plain = try desk.ask(document, as: user)
    let claimed = try desk.ask(
      document,
      as: user,
      ["customerType": "TEACHER", "audience": "DESK", "permissions": ["ADMINISTER"]],
      headers: [
        "X-User": "admin", "X-Customer-Type": "TEACHER", "X-Audience": "DESK",
        "X-Role": "ADMINISTER",
        "X-Forwarded-User": "admin", "Cookie": "user=admin; role=ADMINISTER",
        "X-Hasura-Role": "admin", "X-Guiche-User": "admin",
      ]
    )
    #expect(claimed.text == plain.text)
  }

  /// Neither a foreign customer, nor one of a type that could not open it, is told apart.
  @Test(arguments: Story.customers)
  func `nobody opens a ticket as somebody else`(user: String) throws {
    let own = try desk.ask("{ viewer { identities { customer { id } } } }", as: user)
    let mine = Set(
      own.items("viewer.identities").compactMap { $0.at("customer.id")?.asText }
    )
    let all = try desk.ask("{ customers(first: 100) { nodes { id } } }", as: "admin")
    let types = try desk.ask("{ ticketTypes { id } }", as: user).items("ticketTypes")
    let type = try #require(types.first?["id"]?.asText)
    func open(_ customer: String) throws -> Asked {
      try desk.ask(
        """
        mutation { openTicket(input: {type: "\(type)", customer: "\(customer)"}) {
          ticket { id } problems { code message path }
        } }
        """,
        as: user
      )
    }
    let never = try open("Y3VzdG9tZXIuMTk5OTk5OTk5OQ")
    #expect(never.problems("openTicket") == ["NOT_FOUND"], "\(never.text)")
    for item in all.items("customers.nodes") {
      guard let id = item["id"]?.asText, !mine.contains(id) else { continue }
      #expect(try open(id).text == never.text)
    }
  }

  /// The attendant who is also nobody's customer, and the administrator, have no customer's view.
  @Test(arguments: ["attendant", "admin"])
  func `the desk looks from its own side alone`(user: String) throws {
    let told = try desk.ask("{ viewer { identities { type } dependants { relation } } }", as: user)
    #expect(told.items("viewer.identities").isEmpty && told.items("viewer.dependants").isEmpty)
  }
}
