import Bytes
import TestKit
import Testing

@testable import Desk

/// What is told of parameters and of the schema leaves out what is hidden, and leaves no gap.
///
/// The schema of each audience is tried name by name in `Introspection/`.
///
/// - Source: L11; F23.
@Suite("L11 rule and schema metadata", .serialized) struct L11SchemaMetadata {
  private let desk: StoryDesk

  init() throws { desk = try StoryDesk.shared.get() }

  /// The parameters of a type, as the story says they are met: by no customer type at no step, not
  /// at all.
  @Test(arguments: Story.ruled)
  func `a type lists the parameters that can be met and no other`(user: String) throws {
    let types = try desk.ask(
      "{ ticketTypes { key parameters { key label choices { key label } } } }",
      as: user
    )
    var omitted = 0
    for item in types.items("ticketTypes") {
      let type = try #require(DemoType.all.first { $0.key == item["key"]?.asText })
      let told = (item["parameters"]?.asItems ?? []).compactMap { $0["key"]?.asText }
      let core = ["subject", "requestText", "priority", "product", "dueDate", "solution"]
      let met = Self.customerTypes(of: user)
      let hiding: FieldFlags = user == "attendant" ? .invisible : .invisibleOnline
      let expected = (core + type.parameters.map(\.key)).filter { key in
        type.steps.contains { step in
          met.contains { !type.flags(of: key, at: step, for: $0).contains(hiding) }
        }
      }
      #expect(told.sorted() == expected.sorted(), "\(user), \(type.key)")
      omitted += core.count + type.parameters.count - told.count
    }
    #expect(omitted > 0)
  }

  /// Everything that is told of a ticket's parameters names the visible ones alone.
  @Test(arguments: Story.ruled)
  func `forms, gates and lists of a ticket name what is visible`(user: String) throws {
    for ticket in Story.oneOfEach(Story.tickets(of: user)) {
      let answer = try desk.ask(
        """
        { ticket(number: \(ticket.number)) {
          parameters { key label }
          form { fields { key label choices { key } } transitions { needs missing } }
        } }
        """,
        as: user
      )
      let hidden = Set(Story.hiddenKeys(of: ticket, from: user))
      let shown = Set(Story.keys(of: ticket)).subtracting(hidden)
      let listed = answer.items("ticket.parameters").compactMap { $0["key"]?.asText }
      let fields = answer.items("ticket.form.fields").compactMap { $0["key"]?.asText }
      #expect(Set(listed) == shown && listed.count == shown.count, "\(ticket.number)")
      #expect(Set(fields).isSubset(of: shown))
      let sections = ["discussion", "attachments", "stepHistory", "understandings"]
      for way in answer.items("ticket.form.transitions") {
        for name in ["needs", "missing"] {
          for key in (way[name]?.asItems ?? []).compactMap(\.asText) {
            let isShown =
              shown.contains(key)
              || sections.contains(key) && !Story.hides(key, in: ticket, from: user)
            #expect(isShown, "\(user) is asked for \(key) of \(ticket.number)")
          }
        }
      }
    }
  }

  @Test(arguments: Story.customers)
  func `the form of opening names what is visible`(user: String) throws {
    let own = try desk.ask("{ viewer { identities { customer { id } } } }", as: user)
    let customers = own.items("viewer.identities").compactMap { $0.at("customer.id")?.asText }
    let items = try customers.flatMap { customer in
      try desk.ask(
        """
        { ticketTypes { key openingForm(customer: "\(customer)") {
          customer { type } fields { key label choices { key } }
        } } }
        """,
        as: user
      ).items("ticketTypes")
    }
    var forms = 0
    for item in items {
      guard let type = DemoType.all.first(where: { $0.key == item["key"]?.asText }),
        let entry = type.entry, let code = item.at("openingForm.customer.type")?.asText,
        let customerType = CustomerType(rawValue: code)
      else { continue }
      for field in item.at("openingForm.fields")?.asItems ?? [] {
        let key = field["key"]?.asText ?? ""
        let flags = type.flags(of: key, at: entry, for: customerType)
        #expect(!flags.contains(.invisibleOnline), "\(user): \(key) of \(type.key)")
      }
      forms += 1
    }
    #expect(forms > 0)
  }

  /// No position, no count and no id of a parameter is told, from which a gap could be read.
  @Test(arguments: ["student", "academic"])
  func `a parameter has no number`(user: String) throws {
    for type in ["Parameter", "TicketParameter", "FormField", "Choice", "Step", "Transition"] {
      let answer = try desk.ask("{ __type(name: \"\(type)\") { fields { name } } }", as: user)
      let names = answer.items("__type.fields").compactMap { $0["name"]?.asText }
      #expect(!names.isEmpty)
      for name in ["position", "order", "index", "count", "isRequired", "rules", "flags"] {
        #expect(!names.contains(name), "\(type).\(name)")
      }
      #expect(type == "Step" || !names.contains("id"), "\(type).id")
    }
  }

  /// "Did you mean" is for administrators alone, in documents, literals and variables.
  @Test(arguments: Story.ruled + ["academic", nil])
  func `nobody but administrators is told what was meant`(user: String?) throws {
    for (document, variables) in Self.nearMisses {
      let answer = try desk.ask(document, as: user, variables)
      #expect(!answer.text.contains("Did you mean"), "\(answer.text)")
      #expect(answer.text.contains("\"errors\""))
      let told = try desk.ask(document, as: "admin", variables)
      #expect(told.text.contains("Did you mean"), "\(told.text)")
    }
  }

  private static let nearMisses: [(String, [String: any Sendable])] = [
    ("{ ticketTypez { id } }", [:]), ("{ usersx { id } }", [:]), ("{ profilez { id } }", [:]),
    ("{ tickets(filtr: {}) { totalCount } }", [:]),
    ("{ tickets(filter: {statu: [PENDING]}) { totalCount } }", [:]),
    ("{ tickets(filter: {status: [PENDNG]}) { totalCount } }", [:]),
    ("query ($a: TicketFilte) { __typename }", [:]),
    ("{ node(id: \"x\") { ... on Tickt { id } } }", [:]),
    ("query ($f: TicketFilter) { tickets(filter: $f) { totalCount } }", ["f": ["statu": "x"]]),
    (
      "query ($f: TicketFilter) { tickets(filter: $f) { totalCount } }", ["f": ["status": "PENDNG"]]
    ),
  ]

  /// The customer types whose tickets a user can meet.
  private static func customerTypes(of user: String) -> [CustomerType] {
    if user == "attendant" { return CustomerType.allCases }
    let codes = DemoCustomer.all.filter { $0.signedIn.contains(user) }.map(\.type)
    return CustomerType.allCases.filter(codes.contains)
  }
}
