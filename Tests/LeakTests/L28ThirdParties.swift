import Foundation
import TestKit
import Testing

@testable import Desk

/// Of an attendant customers read the display name, and of each other nothing at all.
///
/// - Source: L28; product.md, what follows from it: 7.
@Suite("L28 third parties", .serialized) struct L28ThirdParties {
  /// Words that are put into everything of an attendant but the display name.
  private static let marks = (code: "canario.code.71f", name: "CANARIO-NAME-71f")
  private static let desk = Result {
    let desk = try StoryDesk.own()
    try mark(desk)
    return desk
  }

  @Test(arguments: Story.customers + ["guardian", "academic"])
  func `a customer reads of an attendant the display name alone`(user: String) throws {
    let desk = try Self.desk.get()
    let ids = try CanaryTests.everyID(desk.process)
    var answers: [String] = []
    for request in Crawl.requests(ids: ids) {
      answers.append(try desk.ask(request.document, as: user, request.variables).text)
    }
    answers.append(try desk.ask(Self.participants, as: user).text)
    let all = Haystack(answers)
    #expect(!all.holds(Self.marks.code))
    #expect(!all.holds(Self.marks.name))
    for attendant in DemoUser.all where attendant.attendant.map({ $0 != attendant.name }) ?? false {
      #expect(!all.holds(attendant.name), "\(user) reads \(attendant.name)")
      if attendant.code.contains(".") { #expect(!all.holds(attendant.code)) }
    }
    // Their display names are what is read.
    let names = DemoUser.all.compactMap(\.attendant)
    if !Story.tickets(of: user).isEmpty { #expect(names.contains { all.holds($0) }) }
  }

  /// The search does not look where the reader may not.
  @Test(arguments: Story.customers)
  func `an attendant's name and code are not searched`(user: String) throws {
    let desk = try Self.desk.get()
    let words = [
      Self.marks.code, Self.marks.name, "Rosa Amaral", "Igor Bastos", "attendant.secretary",
    ]
    for word in words {
      let answer = try desk.ask(
        """
        query ($text: String!) {
          searchTickets(text: $text) { totalCount } similarTickets(subject: $text) { score }
          tickets(filter: {text: $text}) { totalCount } articles(text: $text) { totalCount }
        }
        """,
        as: user,
        ["text": word]
      )
      let never = try desk.ask(
        """
        query ($text: String!) {
          searchTickets(text: $text) { totalCount } similarTickets(subject: $text) { score }
          tickets(filter: {text: $text}) { totalCount } articles(text: $text) { totalCount }
        }
        """,
        as: user,
        ["text": "zqzqzqzq"]
      )
      #expect(answer.text == never.text, "\(word)")
    }
  }

  /// The schema of customers has no field for more.
  @Test(arguments: ["student", "academic"])
  func `a participant has a name and a side`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let answer = try desk.ask("{ __type(name: \"Participant\") { fields { name } } }", as: user)
    let names = answer.items("__type.fields").compactMap { $0["name"]?.asText }
    #expect(names == ["displayName", "isAttendant"])
  }

  /// An administrator who acts without being an attendant is shown as the configured one.
  @Test func `an administrator who is no attendant has no name`() throws {
    let desk = try Self.desk.get()
    let users = try desk.ask(
      "{ users(first: 100) { nodes { id code profile { id } } } settings { defaultAttendant { displayName } } }",
      as: "admin"
    )
    let all = users.items("users.nodes")
    let profile = all.first { $0["code"] == "admin" }?.at("profile.id")?.asText ?? ""
    let made = try desk.ask(
      """
      mutation { createUser(input: {
        code: "\(Self.marks.code).2", displayName: "\(Self.marks.name)2", profile: "\(profile)",
        password: "guiche-demo"
      }) { problems { code } } }
      """,
      as: "admin"
    )
    #expect(made.problems("createUser") == [], "\(made.text)")
    let ticket = try #require(
      Story.tickets.first {
        $0.seers.contains("student") && $0.status == .inProgress
          && !Story.hides("discussion", in: $0, from: "student")
      }
    )
    let posted = try desk.ask(
      """
      mutation { postMessage(input: {ticket: "\(try L09ErrorTexts.id(of: ticket))", text: "Oi"}) {
        message { author { displayName } } problems { code }
      } }
      """,
      as: "\(Self.marks.code).2"
    )
    #expect(posted.problems("postMessage") == [], "\(posted.text)")
    let seen = try desk.ask(
      "{ ticket(number: \(ticket.number)) { discussion(last: 1) { nodes { author { displayName } } } } }",
      as: "student"
    )
    let expected = users.text("settings.defaultAttendant.displayName")
    #expect(seen.text("ticket.discussion.nodes.0.author.displayName") == expected)
  }

  /// Other customers of the desk, their contacts and their users.
  @Test(arguments: Story.customers)
  func `a customer reads nothing of another`(user: String) throws {
    let desk = try Self.desk.get()
    var answers: [String] = []
    for request in Crawl.requests(ids: try CanaryTests.everyID(desk.process)) {
      answers.append(try desk.ask(request.document, as: user, request.variables).text)
    }
    let all = Haystack(answers)
    let known = Set(
      DemoCustomer.all.filter { $0.signedIn.contains(user) }.map { Self.mark(of: $0.code) }
    )
    #expect(!known.isEmpty)
    for customer in DemoCustomer.all {
      let mark = Self.mark(of: customer.code)
      #expect(all.holds(mark) == known.contains(mark), "\(user) and \(customer.code)")
    }
  }

  // MARK: - Parts

  private static let participants = """
    { tickets(first: 100) { nodes {
      openedBy { displayName isAttendant } attendant { displayName isAttendant }
      discussion(first: 20) { nodes { author { displayName } } }
      understandings(first: 5) { nodes {
        proposedBy { displayName } decidedBy { displayName }
      } }
      stepHistory(first: 20) { nodes {
        requestedBy { displayName } performedBy { displayName } justification
      } }
      attachments(first: 5) { nodes { addedBy { displayName } } }
    } } }
    """

  /// What stands in the record of a customer and nowhere else.
  private static func mark(of code: String) -> String {
    "CANARIO-CUSTOMER-\(code.replacing(".", with: "-"))-"
  }

  /// Gives every customer, and every attendant's user, a name that others must not read.
  private static func mark(_ desk: StoryDesk) throws {
    let told = try desk.ask(
      "{ users(first: 100) { nodes { id code displayName } } attendants { user { id } } }",
      as: "admin"
    )
    let attendants = Set(told.items("attendants").compactMap { $0.at("user.id")?.asText })
    #expect(attendants.count > 4)
    for user in told.items("users.nodes") {
      guard let id = user["id"]?.asText, attendants.contains(id) else { continue }
      let name = "\(marks.name) \(user["displayName"]?.asText ?? "")"
      let answer = try desk.ask(
        """
        mutation ($name: String!) {
          updateUser(input: {user: "\(id)", displayName: $name}) { problems { code } }
        }
        """,
        as: "admin",
        ["name": name]
      )
      #expect(answer.problems("updateUser") == [], "\(answer.text)")
    }
    let customers = try desk.ask("{ customers(first: 100) { nodes { id code } } }", as: "admin")
    #expect(customers.items("customers.nodes").count == DemoCustomer.all.count)
    for customer in customers.items("customers.nodes") {
      let mark = mark(of: customer["code"]?.asText ?? "")
      let answer = try desk.ask(
        """
        mutation { updateCustomer(input: {
          customer: "\(customer["id"]?.asText ?? "")", name: "\(mark)"
          email: "\(mark)@exemplo.br"
        }) { problems { code } } }
        """,
        as: "admin"
      )
      #expect(answer.problems("updateCustomer") == [], "\(answer.text)")
    }
  }
}
