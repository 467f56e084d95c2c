import Bytes
import Foundation
import TestKit
import Testing

@testable import Desk

/// Nobody learns from an answer whether something exists that they may not see.
///
/// - Source: L16; product.md, what follows from it: 7.
@Suite("L16 ids, gaps and existence", .serialized) struct L16Existence {
  /// Fields that find an object by an id, with `ID` where it goes.
  static let finders = [
    "{ node(id: \"ID\") { __typename id } }",
    "{ nodes(ids: [\"ID\"]) { __typename id } }",
    "{ ticket(id: \"ID\") { id } }",
    "{ customer(id: \"ID\") { id name } }",
    "{ attachment(id: \"ID\") { id name url } }",
    "{ ticketType(id: \"ID\") { id name } }",
    "{ article(id: \"ID\") { id title } }",
    "{ tickets(filter: {type: [\"ID\"], step: [\"ID\"], group: [\"ID\"]}) { totalCount } }",
    "{ similarTickets(subject: \"via\", type: \"ID\") { score } }",
    "{ similarTickets(subject: \"via\", customer: \"ID\") { score } }",
    "{ articles(type: \"ID\") { totalCount } }",
    problems("openTicket", "type: \"ID\""),
    problems("postMessage", "ticket: \"ID\", text: \"x\""),
    problems("requestUpload", "ticket: \"ID\", name: \"x\", size: 1"),
    problems("approveUnderstanding", "understanding: \"ID\""),
    problems("rejectUnderstanding", "understanding: \"ID\", reason: \"x\""),
    problems("endSession", "session: \"ID\""),
  ]

  private static func problems(_ mutation: String, _ input: String) -> String {
    "mutation { \(mutation)(input: {\(input)}) { problems { code message path } } }"
  }

  /// What a user's own pages hold, and so may be found again by its id.
  private static func known(to user: String, _ desk: StoryDesk) throws -> Set<String> {
    let answers = try Crawl.requests(ids: []).map {
      try desk.ask($0.document, as: user, $0.variables).text
    }
    var ids = Set(answers.flatMap { $0.matches(of: /"id":"([^"]+)"/).map { String($0.1) } })
    let own = try desk.ask(
      """
      { viewer { user { id } sessions { id } identities { customer { id person { id } contacts { id }
        academicContexts { id } } } dependants { customer { id } } }
        ticketGroups { id types { id steps { id } } } articles(first: 100) { nodes { id type { id } } }
        tickets(first: 100) { nodes { type { id group { id } steps { id } } } } }
      """,
      as: user
    )
    ids.formUnion(own.text.matches(of: /"id":"([^"]+)"/).map { String($0.1) })
    return ids
  }

  @Test(arguments: Story.customers)
  func `an id that is not one's own is as one that never was`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let known = try Self.known(to: user, desk)
    let foreign = try Self.everyID(desk).filter { !known.contains($0) }
    #expect(foreign.count > 500)
    var byKind: [String: [String]] = [:]
    for id in foreign {
      let plain = Base64.decode(id, as: .url).map { String(decoding: $0, as: UTF8.self) } ?? ""
      byKind[String(plain.prefix { $0 != "." }), default: []].append(id)
    }
    #expect(byKind.count > 8)
    for (kind, ids) in byKind {
      // Never given: a number that is far beyond the story's, as the kind writes it.
      let isChild = ["message", "attachment", "movement", "understanding"].contains(kind)
      let tail = isChild ? ".1999999999.1048576" : ".1999999999"
      let never = Base64.text(of: Array((kind + tail).utf8), as: .url)
      for document in Self.finders {
        let expected = try desk.ask(document.replacing("ID", with: never), as: user)
        for id in ids.prefix(6) + ids.suffix(6) {
          let answer = try desk.ask(document.replacing("ID", with: id), as: user)
          #expect(answer.text == expected.text, "\(kind) in \(document)")
          #expect(answer.status == expected.status)
        }
      }
    }
  }

  /// Each foreign object by the one field that finds any, all at once.
  @Test(arguments: Story.customers)
  func `none of all foreign ids is a node`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let known = try Self.known(to: user, desk)
    let foreign = try Self.everyID(desk).filter { !known.contains($0) }
    for start in stride(from: 0, to: foreign.count, by: 100) {
      let batch = Array(foreign[start..<min(start + 100, foreign.count)])
      let answer = try desk.ask(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }",
        as: user,
        ["ids": batch]
      )
      for (id, node) in zip(batch, answer.items("nodes")) where node != .null {
        // An object that the story's pages do not show, though it may be seen.
        let ticket = Self.ticket(of: id)
        let isTheirs = ticket.map { Story.knows(user, $0) } ?? false
        #expect(isTheirs, "\(node) for \(user)")
      }
    }
  }

  @Test(arguments: ["student", "attendant", "admin"])
  func `a text that is no id is as one that never was`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let never = Base64.text(of: Array("ticket.1999999999".utf8), as: .url)
    let texts = [
      "", "x", "ticket.1", "dGlja2V0LjE=", "dGlja2V0Lg", "dGlja2V0LjAx", "%00", "é", "1",
    ]
    for document in Self.finders.prefix(7) {
      let expected = try desk.ask(document.replacing("ID", with: never), as: user)
      for text in texts {
        let answer = try desk.ask(document.replacing("ID", with: text), as: user)
        #expect(answer.text == expected.text, "\(text) in \(document)")
      }
    }
  }

  @Test func `a deleted ticket is as one that never was`() throws {
    let desk = try StoryDesk.own()
    let ticket = try #require(
      Story.tickets.first { $0.seers.contains("student") && $0.status == .cancelled }
    )
    let id = try L09ErrorTexts.id(of: ticket)
    let before = try desk.ask(
      "{ ticket(id: \"\(id)\") { number \(Self.children) } }",
      as: "student"
    )
    #expect(before["ticket.number"] == .integer(ticket.number))
    let children = Set(before.text.matches(of: /"id":"([^"]+)"/).map { String($0.1) })
    let deleted = try desk.ask(
      "mutation { deleteTicket(input: {ticket: \"\(id)\"}) { problems { code } } }",
      as: "admin"
    )
    #expect(deleted.problems("deleteTicket") == [])
    let never = Base64.text(of: Array("ticket.1999999999".utf8), as: .url)
    for user in ["student", "teacher", "attendant"] {
      for document in Self.finders {
        for gone in [id] + children.sorted() {
          let answer = try desk.ask(document.replacing("ID", with: gone), as: user)
          let expected = try desk.ask(document.replacing("ID", with: never), as: user)
          #expect(answer.text == expected.text, "\(document) for \(user)")
        }
      }
      let byNumber = try desk.ask("{ ticket(number: \(ticket.number)) { id } }", as: user)
      #expect(byNumber.text == #"{"data":{"ticket":null}}"#)
      let file = try Self.get("/attachments/\(children.first ?? id)", as: user, desk)
      let noFile = try Self.get("/attachments/\(never)", as: user, desk)
      #expect(file.text == noFile.text && file.status == noFile.status)
    }
  }

  /// An unknown user, a wrong password, a user without one, one who is disabled: one answer.
  @Test func `a failed sign-in does not tell who exists`() throws {
    let desk = try StoryDesk.own()
    let document = """
      mutation ($user: String!) {
        signIn(input: {userCode: $user, password: "not-the-password"}) {
          session { token } problems { code message path }
        }
      }
      """
    let never = try desk.ask(document, as: nil, ["user": "never.was"])
    #expect(never.problems("signIn") == ["INVALID_CREDENTIALS"])
    for user in ["student", "admin", "desk", "former", "visitor", "lead.jatoba"] {
      let answer = try desk.ask(document, as: nil, ["user": user])
      #expect(answer.text == never.text, "\(user)")
      #expect(answer.status == never.status)
    }
  }

  /// The numbers of what belongs to a ticket do not count what is hidden between.
  @Test(arguments: Story.customers)
  func `ids of messages leave no gap where internal ones are`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    var met = 0
    for ticket in Story.tickets(of: user) where ticket.messages.contains(where: \.isInternal) {
      let answer = try desk.ask(
        "{ ticket(number: \(ticket.number)) { discussion(first: 50) { nodes { id } } } }",
        as: user
      )
      let numbers = answer.items("ticket.discussion.nodes").compactMap { node -> Int64? in
        let plain = Base64.decode(node["id"]?.asText ?? "", as: .url) ?? []
        return String(decoding: plain, as: UTF8.self).split(separator: ".").last.flatMap {
          Int64($0)
        }
      }
      guard let first = numbers.first, numbers.count > 1 else { continue }
      #expect(numbers == numbers.indices.map { first * Int64($0 + 1) }, "\(ticket.number)")
      met += 1
    }
    #expect(met > 0)
  }

  // MARK: - Parts

  private static let children = """
    discussion(first: 50) { nodes { id } } attachments(first: 50) { nodes { id } }
    stepHistory(first: 50) { nodes { id } } understandings(first: 50) { nodes { id } }
    """

  /// The ids that an administrator sees, people's and articles' among them.
  private static func everyID(_ desk: StoryDesk) throws -> [String] {
    var ids = Set(try CanaryTests.everyID(desk.process))
    let people = try desk.ask(
      """
      {
        customers(first: 100) { nodes { id contacts { id } academicContexts { id } } }
        users(first: 100) { nodes { id } } profiles { id } attendants { id }
        articles(first: 100) { nodes { id } } drafts: articles(first: 100, state: DRAFT) { nodes { id } }
        ruleVersions(first: 5) { nodes { id } } ticketGroups { id types { id } }
      }
      """,
      as: "admin"
    )
    ids.formUnion(people.text.matches(of: /"id":"([^"]+)"/).map { String($0.1) })
    return ids.sorted()
  }

  /// The ticket that an id is of, or of one of whose children it is.
  private static func ticket(of id: String) -> DemoTicket? {
    let plain = Base64.decode(id, as: .url).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let parts = plain.split(separator: ".")
    guard parts.count > 1, let number = Int64(parts[1]),
      ["ticket", "message", "attachment", "movement", "understanding"].contains(parts[0])
    else { return nil }
    return Story.tickets.first { $0.number == number }
  }

  static func get(_ path: String, as user: String, _ desk: StoryDesk) throws -> HTTPAnswer {
    let client = try HTTPClient(port: desk.process.port)
    let token = try desk.token(of: user)
    client.send(
      "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n\r\n"
    )
    return try client.receive()
  }
}
