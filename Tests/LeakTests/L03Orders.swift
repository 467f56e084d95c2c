import Bytes
import Testing

/// An order by what is hidden is an order by nothing, and no cursor holds a value.
///
/// - Source: L3.
@Suite("L03 orders and cursors") struct L03Orders {
  private static let fields = ["NUMBER", "OPENED_AT", "UPDATED_AT", "PRIORITY", "DUE_DATE"]

  @Test(arguments: [("student", TicketKey.closed), ("desk", TicketKey.closedToDesk)])
  func `tickets in the order of a hidden parameter stand in the order of their numbers`(
    viewer: String,
    key: TicketKey
  ) throws {
    let open = try OpenWorld()
    let type = try open.world.id(key.type)
    // Other priorities and days, which would be another order.
    for (place, state) in ProofState.allCases.enumerated() {
      let ticket = try open.world.ticket(
        TicketKey(customer: "student", type: key.type, state: state)
      )
      let parameters = try open.focus(viewer, key).hidden
      for parameter in parameters where ["priority", "dueDate"].contains(parameter.key) {
        try open.house.plant(
          place.isMultiple(of: 2) ? parameter.stored(.second) : nil,
          at: parameter,
          of: ticket
        )
      }
    }
    func numbers(_ order: String, as user: String) throws -> [JSON] {
      try open.ask(
        """
        { tickets(first: 100, filter: {type: ["\(type)"]}, orderBy: \(order)) { nodes { number } } }
        """,
        as: user
      )["tickets.nodes"]?.items ?? []
    }
    for direction in ["ASC", "DESC"] {
      let constant = try numbers("{field: NUMBER, direction: \(direction)}", as: viewer)
      #expect(constant.count > 4)
      for field in ["PRIORITY", "DUE_DATE"] {
        let order = "{field: \(field), direction: \(direction)}"
        #expect(try numbers(order, as: viewer) == constant, "\(order)")
        #expect(try numbers(order, as: "admin") != numbers("{field: NUMBER}", as: "admin"))
      }
    }
  }

  /// A cursor names its list and a ticket of the page, and nothing else.
  @Test(arguments: World.customers + ["desk"])
  func `no cursor holds more than the number of the entry that it stands for`(viewer: String) throws
  {
    let open = try OpenWorld()
    let lists = Self.fields.flatMap { field in
      ["ASC", "DESC"].map {
        "\(field)\($0): tickets(first: 40, orderBy: {field: \(field), direction: \($0)}) { \(Corpus.page) }"
      }
    }
    let answer = try open.ask(
      """
      {
        \(lists.joined(separator: "\n"))
        found: searchTickets(text: "norte", first: 30) { edges { cursor node { number } } }
        read: articles(first: 5) { edges { cursor node { id } } }
      }
      """,
      as: viewer
    )
    let edges = answer.json.edges
    #expect(edges.count > 100)
    for edge in edges {
      let cursor = try #require(edge["cursor"]?.string)
      let plain = try #require(Base64.decode(cursor, as: .url))
      let parts = String(decoding: plain, as: UTF8.self).split(separator: ".")
      #expect(parts.first?.allSatisfy { $0.isLetter || "-_".contains($0) } == true, "\(parts)")
      // A search's cursor has how well the entry matched before its number.
      #expect(parts.count <= 3 && parts.dropFirst().allSatisfy { Int64($0) != nil }, "\(parts)")
      if case .integer(let number)? = edge["node"]?["number"] {
        #expect(parts.last == "\(number)", "\(parts)")
      }
    }
  }

  @Test func `a forged cursor and one of another's ticket are the same plain error`() throws {
    let open = try OpenWorld()
    let stranger = TicketKey(customer: "stranger", type: "own-flag", state: .withAttendant)
    let foreign = try numbers(of: open.world.ticket(stranger))[0]
    func page(_ cursor: String, by field: String) throws -> [UInt8] {
      try open.ask(
        "{ tickets(first: 3, after: \"\(cursor)\", orderBy: {field: \(field)}) { \(Corpus.page) } }",
        as: "student"
      ).body
    }
    for field in ["PRIORITY", "DUE_DATE", "UPDATED_AT", "OPENED_AT"] {
      let word = "ticket-\(field)-DESC"
      let never = try page(globalID(word, 99_999), by: field)
      #expect(try page(globalID(word, foreign), by: field) == never)
      let forged = try page("Zm9yamFkbw", by: field)
      #expect(String(decoding: forged, as: UTF8.self).contains("BAD_USER_INPUT"))
      #expect(try page("nonsense", by: field) == forged)
    }
  }

  @Test func `no order and no cursor tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.orders, .pages])
  }
}

extension JSON {
  /// The edges of all connections in an answer.
  fileprivate var edges: [JSON] {
    switch self {
    case .array(let items): items.flatMap(\.edges)
    case .object(let members):
      members.flatMap { $0.name == "edges" ? $0.value.items : $0.value.edges }
    default: []
    }
  }
}
