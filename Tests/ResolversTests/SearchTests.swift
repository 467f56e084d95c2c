import Bytes
import Desk
import GraphQL
import Testing

@testable import Resolvers

/// Filters, orders and searches as a document asks for them.
@Suite struct SearchTests {
  @Test(
    arguments: [
      ("tickets(filter: {}) { totalCount }", nil),
      ("tickets(filter: null, orderBy: null) { totalCount }", nil),
      ("tickets(filter: {status: [], type: [\"rubbish\"], or: []}) { totalCount }", nil),
      (
        "tickets(filter: {parameters: [{key: \"noSuchKey\", equals: {integer: 1}}]}) { totalCount }",
        nil
      ),
      (
        "tickets(filter: {parameters: [{key: \"subject\", equals: {integer: 1}}]}) { totalCount }",
        nil
      ),
      ("tickets(filter: {openedAt: {from: \"yesterday\"}}) { totalCount }", "BAD_USER_INPUT"),
      (
        "tickets(filter: {updatedAt: {before: \"2026-13-01T00:00:00Z\"}}) { totalCount }",
        "BAD_USER_INPUT"
      ),
      ("tickets(filter: {dueDate: {from: \"2026-02-30\"}}) { totalCount }", "BAD_USER_INPUT"),
      ("tickets(filter: {status: [DONE]}) { totalCount }", "VALIDATION_FAILED"),
      ("tickets(filter: {parameters: [{isSet: true}]}) { totalCount }", "VALIDATION_FAILED"),
      ("tickets(orderBy: {field: SUBJECT}) { totalCount }", "VALIDATION_FAILED"),
      ("tickets(orderBy: {direction: ASC}) { totalCount }", "VALIDATION_FAILED"),
      ("tickets(filter: {attendant: {me: true}}) { totalCount }", "VALIDATION_FAILED"),
      ("tickets(filter: {customer: []}) { totalCount }", "VALIDATION_FAILED"),
      ("searchTickets(text: \"\") { totalCount }", nil),
      ("searchTickets { totalCount }", "VALIDATION_FAILED"),
      ("similarTickets(subject: \"x\", first: 11) { score }", "BAD_USER_INPUT"),
      ("similarTickets(subject: \"x\", first: -1) { score }", "BAD_USER_INPUT"),
      ("similarTickets(subject: \"x\", type: \"rubbish\") { score }", nil),
      ("articles(text: \"a\", type: \"rubbish\") { totalCount }", nil),
      ("articles(state: DRAFT) { totalCount }", "VALIDATION_FAILED"),
      ("article(id: \"rubbish\") { title }", nil),
    ] as [(String, String?)]
  )
  func `takes what fits, and says what does not`(field: String, code: String?) throws {
    let answer = try TestHouse().run("{ \(field) }", as: "student")
    #expect(answer.errorCodes == (code.map { [$0] } ?? []), "\(answer.text)")
  }

  @Test func `a filter may be so deep and so large, and no more`() throws {
    let house = try TestHouse()
    func nested(_ depth: Int) -> String {
      (1..<depth).reduce("{}") { filter, _ in "{not: \(filter)}" }
    }
    func codes(_ filter: String) throws -> [String] {
      try house.run("{ tickets(filter: \(filter)) { totalCount } }", as: "student").errorCodes
    }
    #expect(try codes(nested(TicketFilter.depthMax)) == [])
    #expect(try codes(nested(TicketFilter.depthMax + 1)) == ["BAD_USER_INPUT"])
    let one = "{responsibility: CUSTOMER}"
    // Each counts for itself and for what it holds.
    let many = { count in "{or: [\(Array(repeating: one, count: count).joined(separator: ","))]}" }
    #expect(try codes(many(25)) == [])
    #expect(try codes(many(40)) == ["BAD_USER_INPUT"])
    let values = { count in
      "{status: [\(Array(repeating: "PENDING", count: count).joined(separator: ","))]}"
    }
    #expect(try codes(values(TicketFilter.valuesMax)) == [])
    #expect(try codes(values(TicketFilter.valuesMax + 1)) == ["BAD_USER_INPUT"])
    let words = Array(repeating: "a", count: SearchWords.wordsMax + 1).joined(separator: " ")
    #expect(try codes("{text: \"\(words)\"}") == ["BAD_USER_INPUT"])
    let long = String(repeating: "a", count: SearchWords.charactersMax + 1)
    #expect(try codes("{text: \"\(long)\"}") == ["BAD_USER_INPUT"])
    let part = "{parameters: [{key: \"subject\", contains: \"\(long)\"}]}"
    #expect(try codes(part) == ["BAD_USER_INPUT"])
  }

  /// L9: what is hidden and what there is not are one answer.
  @Test(arguments: ["isSet: true", "equals: {text: \"a\"}", "less: {integer: 3}", "contains: \"\""])
  func `a hidden key is answered like one that there is not`(test: String) throws {
    let house = try TestHouse()
    func answer(_ key: String, as user: String) throws -> String {
      let filter = "{parameters: [{key: \"\(key)\", \(test)}]}"
      return try house.run("{ tickets(filter: \(filter)) { totalCount nodes { id } } }", as: user)
        .text
    }
    for user in ["student", "teacher", "client", "person", "prospect"] {
      let unknown = try answer("noSuchKey", as: user)
      #expect(try answer("parecerReservado", as: user) == unknown)
      #expect(try answer("custoInterno", as: user) == unknown)
      #expect(try answer(String(repeating: "k", count: 5_000), as: user) == unknown)
    }
  }

  @Test func `a cursor names the ticket and the order, and holds no value`() throws {
    let house = try TestHouse()
    var cursors: [String: String] = [:]
    for field in TicketOrderField.allCases {
      for direction in SortDirection.allCases {
        let order = "{field: \(field.rawValue), direction: \(direction.rawValue)}"
        let list = "tickets(orderBy: \(order), first: 3)"
        let answer = try house.run(
          "{ \(list) { edges { cursor node { number } } } }",
          as: "student"
        )
        guard case .string(let cursor)? = answer["tickets.edges.2.cursor"],
          case .integer(let number)? = answer["tickets.edges.2.node.number"]
        else {
          Issue.record("\(answer.text)")
          continue
        }
        let read = OpaqueText.read(cursor)
        #expect(read?.numbers == [number])
        cursors[order] = cursor
      }
    }
    #expect(Set(cursors.values).count == 10)
    for (order, _) in cursors {
      for (other, cursor) in cursors {
        let list = "tickets(orderBy: \(order), first: 3, after: \"\(cursor)\")"
        let answer = try house.run("{ \(list) { nodes { id } } }", as: "student")
        #expect(answer.errorCodes == (order == other ? [] : ["BAD_USER_INPUT"]), "\(answer.text)")
      }
    }
    // A cursor of the same order whose ticket is another's.
    let order = "{field: DUE_DATE}"
    let foreign = try house.run(
      "{ tickets(orderBy: \(order), first: 100) { edges { cursor node { customer { name } } } } }",
      as: "attendant"
    )
    guard case .string(let cursor)? = foreign["tickets.edges.0.cursor"] else {
      Issue.record("\(foreign.text)")
      return
    }
    let list = "tickets(orderBy: \(order), after: \"\(cursor)\") { nodes { id } }"
    let answers = try ["client", "student", "teacher"].map { try house.run("{ \(list) }", as: $0) }
    #expect(answers.filter { $0.errorCodes == ["BAD_USER_INPUT"] }.count >= 2)
  }

  @Test func `a search shows where the words stand, and its cursor goes on`() throws {
    let house = try TestHouse()
    let document = """
      query ($after: String) {
        searchTickets(text: "diploma", first: 1, after: $after) {
          totalCount pageInfo { hasNextPage endCursor }
          edges { cursor node { number } match { key label snippet { text isMatch } } }
        }
      }
      """
    let first = try house.run(document, as: "student")
    #expect(first.errorCodes == [], "\(first.text)")
    guard case .string(let cursor)? = first["searchTickets.edges.0.cursor"] else {
      Issue.record("\(first.text)")
      return
    }
    #expect(first["searchTickets.pageInfo.endCursor"] == .string(cursor))
    #expect(OpaqueText.read(cursor)?.numbers.count == 1)
    let second = try house.run(document, as: "student", variables: ["after": .string(cursor)])
    #expect(second.errorCodes == [], "\(second.text)")
    #expect(
      second["searchTickets.edges.0.node.number"] != first["searchTickets.edges.0.node.number"]
    )
    let other = try house.run(
      "{ searchTickets(text: \"xyzzy\", after: \"\(cursor)\") { totalCount } }",
      as: "student"
    )
    #expect(other.errorCodes == ["BAD_USER_INPUT"])
    let list = try house.run("{ tickets(after: \"\(cursor)\") { totalCount } }", as: "student")
    #expect(list.errorCodes == ["BAD_USER_INPUT"])
  }

  @Test func `an article is a node, and its type is the viewer's`() throws {
    let house = try TestHouse()
    let list = try house.run(
      """
      { articles(kind: FAQ, text: "bolsa") { totalCount
          edges { cursor node { id title body publishedAt type { key } } snippet { text isMatch } } } }
      """,
      as: "client"
    )
    #expect(list.errorCodes == [], "\(list.text)")
    guard case .string(let id)? = list["articles.edges.0.node.id"] else {
      Issue.record("\(list.text)")
      return
    }
    let node = try house.run(
      "{ node(id: \"\(id)\") { id ... on Article { title kind } } }",
      as: "client"
    )
    #expect(node["node.title"] == list["articles.edges.0.node.title"])
    let staff = try house.run(
      "{ articles(first: 100) { nodes { id audience } totalCount } }",
      as: "attendant"
    )
    #expect(staff.errorCodes == [], "\(staff.text)")
    guard case .array(let articles)? = staff["articles.nodes"] else { return }
    let internalIDs = articles.filter { $0["audience"] == "DESK" }.compactMap { $0["id"] }
    #expect(internalIDs.count == 2)
    for id in internalIDs {
      guard case .string(let id) = id else { continue }
      let answer = try house.run(
        "{ article(id: \"\(id)\") { title } node(id: \"\(id)\") { id } }",
        as: "client"
      )
      #expect(answer.text == "{\"data\":{\"article\":null,\"node\":null}}")
    }
  }
}

/// The lists of tickets that belong to customers.
@Suite struct CustomerTicketListTests {
  @Test func `a customer's tickets are filtered and ordered like all lists`() throws {
    let house = try TestHouse()
    let arguments =
      "filter: {status: [IN_PROGRESS]}, orderBy: {field: DUE_DATE, direction: ASC}, first: 4"
    let page = "{ totalCount nodes { number dueDate } pageInfo { endCursor hasNextPage } }"
    let own = try house.run(
      "{ viewer { identities { customer { id tickets(\(arguments)) \(page) } } } }",
      as: "student"
    )
    #expect(own.errorCodes == [], "\(own.text)")
    let all = try house.run("{ tickets(\(arguments)) \(page) }", as: "student")
    #expect(own["viewer.identities.0.customer.tickets"] == all["tickets"])
    guard case .string(let id)? = own["viewer.identities.0.customer.id"] else {
      Issue.record("\(own.text)")
      return
    }
    let desk = try house.run(
      "{ customer(id: \"\(id)\") { tickets(\(arguments)) \(page) } tickets(filter: {customer: [\"\(id)\"]}) { totalCount } }",
      as: "attendant"
    )
    #expect(desk.errorCodes == [], "\(desk.text)")
    guard case .integer(let ofCustomer)? = desk["customer.tickets.totalCount"],
      case .integer(let whole)? = desk["tickets.totalCount"]
    else {
      Issue.record("\(desk.text)")
      return
    }
    #expect((1..<whole).contains(ofCustomer))
  }

  /// A column of customers, each with a page of its own.
  @Test func `several customers have a page each`() throws {
    let house = try TestHouse()
    let answer = try house.run(
      """
      { viewer { identities { type customer {
          tickets(orderBy: {field: PRIORITY}, first: 2) { totalCount nodes { number customer { type } } }
      } } } }
      """,
      as: "many"
    )
    #expect(answer.errorCodes == [], "\(answer.text)")
    for place in 0..<3 {
      let identity = "viewer.identities.\(place)"
      guard case .array(let nodes)? = answer["\(identity).customer.tickets.nodes"] else {
        Issue.record("\(answer.text)")
        return
      }
      #expect(nodes.count == 2)
      for node in nodes { #expect(node["customer"]?["type"] == answer["\(identity).type"]) }
    }
  }
}
