import Bytes
import TestKit
import Testing

@testable import Desk

/// What is refused says nothing of what is hidden: an unknown key and a hidden one, a foreign ticket
/// and one that never was, have one answer.
///
/// - Source: L9; product.md, what follows from it: 2 and 7.
@Suite("L09 error texts and codes", .serialized) struct L09ErrorTexts {
  /// What a hidden key makes of each kind of value is class L10's; here are the plainest.
  static let values = ["{text: \"x\"}", "null", "{choices: [\"x\"]}"]

  private let desk: StoryDesk

  init() throws { desk = try StoryDesk.shared.get() }

  @Test(arguments: Story.ruled, ["en", "pt-BR"])
  func `a hidden key is answered as one that never was`(user: String, language: String) throws {
    var tried = 0
    for ticket in Story.oneOfEach(Story.tickets(of: user)) {
      let id = try Self.id(of: ticket)
      for key in Story.hiddenKeys(of: ticket, from: user) {
        // As long, and no key of any type.
        let never = String(key.map { $0.isUppercase ? "Q" : "q" })
        for value in Self.values {
          for mutation in Self.edits(of: ticket, id, by: user) {
            let document = mutation.replacing("VALUE", with: value)
            let hidden = try desk.ask(
              document.replacing("KEY", with: key),
              as: user,
              headers: ["Accept-Language": language]
            )
            let unknown = try desk.ask(
              document.replacing("KEY", with: never),
              as: user,
              headers: ["Accept-Language": language]
            )
            #expect(hidden.text == unknown.text.replacing(never, with: key), "\(document)")
            #expect(hidden.status == unknown.status)
            tried += 1
          }
          // One value is enough in the second language: the sentence is the same.
          if language != "en" { break }
        }
      }
    }
    #expect(tried > 0, "\(user) has nothing hidden")
  }

  @Test(arguments: Story.customers)
  func `a hidden key at opening is answered as one that never was`(user: String) throws {
    let types = try desk.ask("{ ticketTypes { id key openingForm { customer { id } } } }", as: user)
    var tried = 0
    for item in types.items("ticketTypes") {
      guard let type = DemoType.all.first(where: { $0.key == item["key"]?.asText }),
        let entry = type.entry
      else { continue }
      let customer = item.at("openingForm.customer.id")?.asText
      for parameter in type.parameters {
        let isHidden = CustomerType.allCases.filter(type.opensFor.contains).allSatisfy {
          type.flags(of: parameter.key, at: entry, for: $0).contains(.invisibleOnline)
        }
        guard isHidden else { continue }
        let never = String(parameter.key.map { $0.isUppercase ? "Q" : "q" })
        let whose = customer.map { "customer: \"\($0)\", " } ?? ""
        for value in Self.values {
          let document = """
            mutation { openTicket(input: {
              type: "\(item["id"]?.asText ?? "")", \(whose)parameters: [{key: "KEY", value: \(value)}]
            }) { ticket { id } problems { code message path parameterKey parameterLabel } } }
            """
          let hidden = try desk.ask(
            document.replacing("KEY", with: parameter.key),
            as: user
          )
          let unknown = try desk.ask(document.replacing("KEY", with: never), as: user)
          #expect(unknown.problems("openTicket") != [])
          #expect(hidden.text == unknown.text.replacing(never, with: parameter.key))
          tried += 1
        }
      }
    }
    #expect(tried > 0)
  }

  /// Whatever names a ticket, by whatever field: one that is foreign, blocked or nowhere is one.
  @Test(arguments: Story.customers)
  func `what names a foreign ticket is answered as what names none`(user: String) throws {
    let never = try Self.id(number: 2_000_000_000)
    let foreign = Story.oneOfEach(Story.tickets.filter { !Story.knows(user, $0) })
    #expect(foreign.contains { $0.type.key == DemoType.inquiry.key })
    for document in Self.namingTickets {
      let expected = try desk.ask(document.replacing("TICKET", with: never), as: user)
      for ticket in foreign {
        let id = try Self.id(of: ticket)
        let answer = try desk.ask(document.replacing("TICKET", with: id), as: user)
        #expect(answer.text == expected.text, "\(ticket.number) in \(document)")
        #expect(answer.status == expected.status)
      }
    }
  }

  /// Faulty requests of every kind speak of the request alone.
  @Test(arguments: Story.ruled + ["admin"])
  func `no error speaks of the inside of the program`(user: String) throws {
    let inside = [
      "SELECT ", "INSERT ", "sqlite", "SQLite", "constraint", "Sources/", ".swift", "/guiche",
      "ticket_parameter", "field_rule", "user_id", "Fatal", "Optional(", "nil",
    ]
    let huge = String(repeating: "x", count: 30_000)
    for document in Self.faulty + ["{ node(id: \"\(huge)\") { id } }", "{ \(huge) }"] {
      let answer = try desk.ask(document, as: user)
      for word in inside where !document.contains(word) {
        #expect(!answer.text.contains(word), "\(word) after \(document.prefix(200))")
      }
      for code in answer.codes { #expect(!code.isEmpty && code != "INTERNAL_ERROR", "\(document)") }
    }
  }

  // MARK: - Documents

  /// The mutations by which a user edits parameters of a ticket.
  private static func edits(of ticket: DemoTicket, _ id: String, by user: String) -> [String] {
    let edit = "parameters: [{key: \"KEY\", value: VALUE}]"
    let problems = "problems { code message path parameterKey parameterLabel }"
    let way = ticket.step.ways.first?.condition ?? "none"
    let reason = ticket.step.ways.first?.reasons.first ?? "none"
    var documents = [
      "mutation { updateTicket(input: {ticket: \"\(id)\", \(edit)}) { ticket { id } \(problems) } }",
      """
      mutation { submitTicket(input: {
        ticket: "\(id)", condition: "\(way)", reason: "\(reason)", \(edit)
      }) { ticket { id } \(problems) } }
      """,
    ]
    if user == "attendant" {
      documents.append(
        """
        mutation { completeTicket(input: {ticket: "\(id)", solution: "x", \(edit)}) {
          ticket { id } \(problems)
        } }
        """
      )
    }
    return documents
  }

  /// Documents of every field that takes a ticket's id, with `TICKET` where it goes.
  private static let namingTickets = [
    "{ ticket(id: \"TICKET\") { id number } }",
    "{ node(id: \"TICKET\") { id __typename } }",
    "{ nodes(ids: [\"TICKET\", \"TICKET\"]) { id } }",
    "{ tickets(filter: {type: [\"TICKET\"]}) { totalCount } }",
    problems("updateTicket", "parameters: [{key: \"subject\", value: {text: \"x\"}}]"),
    problems("updateTicket", "parameters: [], expectedVersion: 7"),
    problems("submitTicket", "condition: \"enviar\", reason: \"pedido\""),
    problems("submitTicket", "condition: \"\", reason: \"\", expectedVersion: 1"),
    problems("postMessage", "text: \"x\""),
    problems("postMessage", "text: \"\""),
    problems("addAttachments", "files: []"),
    problems("requestUpload", "name: \"x\", size: 1"),
  ]

  private static func problems(_ mutation: String, _ input: String) -> String {
    """
    mutation { \(mutation)(input: {ticket: "TICKET", \(input)}) {
      problems { code message path parameterKey parameterLabel }
    } }
    """
  }

  /// Documents that are wrong in one way each.
  private static let faulty = [
    "{", "{ }", "query Q($a: Nothing) { viewer { user { id } } }", "{ ticket { id } }",
    "{ ticket(id: 1, number: \"x\") { id } }", "{ ticket(id: \"x\", number: 1) { id } }",
    "{ ticket(number: 99999999999) { id } }", "{ tickets(first: -1) { totalCount } }",
    "{ tickets(first: 101) { totalCount } }", "{ tickets(first: 1, last: 1) { totalCount } }",
    "{ tickets(after: \"x\") { totalCount } }",
    "{ tickets(after: \"dGlja2V0cy4x\") { totalCount } }",
    "{ tickets(filter: {parameters: [{key: \"'; DROP TABLE ticket; --\"}]}) { totalCount } }",
    "{ tickets(filter: {text: \"\\\"' OR 1=1 --\"}) { totalCount } }",
    "{ searchTickets(text: \"\\\"(* NEAR\") { totalCount } }",
    "{ searchTickets(text: \"\") { totalCount } }",
    "{ similarTickets(subject: \"\\u0000\") { score } }",
    "{ node(id: \"\") { id } }", "{ node(id: \"dGlja2V0LjE\") { id } }",
    "{ nodes(ids: []) { id } }",
    "{ article(id: \"%00\") { id } }", "{ attachment(id: \"../../guiche.sqlite\") { url } }",
    "mutation { openTicket(input: {type: \"x\"}) { problems { code message } } }",
    "mutation { updateTicket(input: {ticket: \"x\", parameters: []}) { problems { message } } }",
    "subscription { ticketChanged { id } }", "mutation { deleteEverything { id } }",
    "{ a: viewer { user { id } } a: ticketTypes { id } }", "fragment F on Ticket { ...F } { ...F }",
  ]

  static func id(of ticket: DemoTicket) throws -> String { try id(number: ticket.number) }

  /// The id of a ticket, which nobody but the server is to make; a test has to.
  static func id(number: Int64) throws -> String {
    Base64.text(of: Array("ticket.\(number)".utf8), as: .url)
  }
}
