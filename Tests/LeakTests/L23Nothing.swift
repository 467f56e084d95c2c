import Bytes
import GraphQL
import Testing

@testable import Desk

/// Hidden, unset, emptied and defaulted are one and the same nothing.
///
/// - Source: L23.
@Suite("L23 null, absent and default") struct L23Nothing {
  private static let everything = """
    id number status responsibility version updatedAt openedAt subject requestText priority product
    dueDate solution step { key } type { key } customer { id }
    parameters { key label kind access required value { __typename } }
    form { fields { key } transitions { condition needs missing } } actions { action allowed reasonCode }
    discussion { totalCount } attachments { totalCount } stepHistory { totalCount }
    understandings { totalCount }
    """

  @Test func `every governed field of every schema can be null`() throws {
    for bound in try ProofHouse.house.get().schemas {
      var count = 0
      for type in bound.schema.types {
        for field in type.fields where field.directives.contains(where: { $0.name == "governed" }) {
          count += 1
          #expect(field.type.isNullable, "\(type.name).\(field.name)")
        }
      }
      // Ten of a ticket, and ten of its past for who can ask for that.
      #expect(count == (bound.schema.types.contains { $0.name == "TicketAsOf" } ? 20 : 10))
    }
  }

  @Test(arguments: [("student", TicketKey.closed), ("desk", TicketKey.closedToDesk)])
  func `a hidden field is null and its siblings are not`(viewer: String, key: TicketKey) throws {
    let open = try OpenWorld()
    let ticket = try open.world.ticket(key)
    let answer = try open.ask("{ ticket(id: \"\(ticket)\") { \(Self.everything) } }", as: viewer)
    #expect(answer.json["errors"] == nil)
    for name in ["subject", "requestText", "priority", "product", "dueDate", "solution"] {
      #expect(answer["ticket.\(name)"] == .null, "\(name)")
    }
    for name in ProofType.sections {
      #expect(answer["ticket.\(name)"] == ["totalCount": 0], "\(name)")
    }
    for name in [
      "id", "number", "status", "version", "step", "type", "customer", "actions",
    ] {
      #expect(answer["ticket.\(name)"]?.holdsData == true, "\(name)")
    }
    #expect(answer["ticket.parameters"] == [])
  }

  @Test(arguments: [
    ("student", TicketKey.closed), ("student", .dense), ("desk", .closedToDesk), ("desk", .dense),
  ])
  func `a ticket with everything hidden unset is the same ticket`(
    viewer: String,
    key: TicketKey
  ) throws {
    let open = try OpenWorld()
    let focus = try open.focus(viewer, key)
    let document =
      "{ ticket(id: \"\(focus.ticket)\") { \(Self.everything) } tickets(first: 50) { nodes { \(Self.everything) } } }"
    let set = try open.ask(document, as: viewer)
    let admin = try open.ask(document, as: "admin")
    for parameter in focus.hidden { try open.house.plant(nil, at: parameter, of: focus.ticket) }
    #expect(try open.ask(document, as: viewer).body == set.body)
    #expect(try open.ask(document, as: "admin").body != admin.body)
  }

  /// A default is written at opening, seen by the opener or not.
  @Test func `a default that is hidden from the opener shows nowhere`() throws {
    let open = try OpenWorld()
    let admin = try open.world.token("admin")
    func opened(_ open: OpenWorld) throws -> String {
      let payload = try open.house.perform(
        "openTicket",
        "type: \"\(open.world.id("own-flag"))\", parameters: []",
        "ticket { \(Self.everything) }",
        as: open.world.token("student")
      )
      let form =
        "{ ticketType(id: \"\(try open.world.id("own-flag"))\") { parameters { key } openingForm { fields { key value { __typename } } } } }"
      return "\(payload) \(try open.ask(form, as: "student").text)"
    }
    let without = try opened(OpenWorld())
    let parameters = try open.ask(
      "{ ticketType(id: \"\(open.world.id("own-flag"))\") { parameters { id key } } }",
      as: "admin"
    )["ticketType.parameters"]?.items
    let hidden = try #require(parameters?.first { $0["key"] == "integerOnline" }?["id"]?.string)
    try open.house.perform(
      "updateParameter",
      "parameter: \"\(hidden)\", default: {integer: 12}",
      as: admin
    )
    #expect(try opened(open) == without)
  }

  @Test func `nothing tells a value from none`() throws {
    let groups = ClassProof.groups.map { group in
      var group = group
      group.pairs = group.pairs.filter { $0.name.hasSuffix("unset") }
      return group
    }
    #expect(groups.flatMap(\.pairs).count > 3)
    try ClassProof.holds(for: [.paths, .mutations], groups: groups)
  }
}
