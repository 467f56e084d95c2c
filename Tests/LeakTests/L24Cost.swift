import Bytes
import Testing

@testable import Desk

/// A hidden value costs what an empty one costs, and nobody can ask for too much.
///
/// Cost is what is run: the statements one by one, and not the time that they took.
///
/// - Source: L24; F22.
@Suite("L24 cost") struct L24Cost {
  @Test(arguments: [("student", TicketKey.closed), ("student", .dense), ("desk", .closedToDesk)])
  func `a hidden value and none cost the same statements`(viewer: String, key: TicketKey) throws {
    let one = try OpenWorld()
    let other = try OpenWorld()
    let focus = try other.focus(viewer, key)
    for parameter in focus.hidden { try other.house.plant(nil, at: parameter, of: focus.ticket) }
    _ = other.house.work.take()
    let walk = try SchemaWalk(focus)
    let whole = walk.everything(of: "Ticket", depth: 3, but: ["tickets"])
    let conditions = focus.hidden.prefix(8).map {
      "{parameters: [{key: \"\($0.key)\", isSet: true}]}"
    }
    for document in [
      "{ ticket(id: \"\(focus.ticket)\") { \(whole) } }",
      "{ tickets(first: 12) { totalCount nodes { \(whole) } } }",
      "{ tickets(first: 50, filter: {or: [\(conditions.joined(separator: ", "))]}) { totalCount nodes { id } } }",
      "{ tickets(first: 50, orderBy: {field: DUE_DATE}) { nodes { id } } }",
      "{ searchTickets(text: \"quartzosubject\") { totalCount nodes { id } } }",
      "mutation { updateTicket(input: {ticket: \"\(focus.ticket)\", parameters: [\(focus.hidden[0].edit(.second))]}) { problems { code } } }",
    ] {
      let first = try one.ask(document, as: viewer)
      let second = try other.ask(document, as: viewer)
      #expect(first.work.statements == second.work.statements, "\(document.prefix(60))")
      #expect(!first.work.statements.isEmpty, "\(document.prefix(60)): \(first.text.prefix(300))")
      #expect(first.body == second.body)
    }
  }

  /// The measure itself must be able to tell.
  @Test func `one ticket more is more statements or more rows`() throws {
    let open = try OpenWorld()
    let few = try open.ask("{ tickets(first: 1) { nodes { parameters { key } } } }", as: "student")
    let many = try open.ask("{ tickets(first: 9) { nodes { parameters { key } } } }", as: "student")
    #expect(few.work.rows < many.work.rows)
  }

  @Test(arguments: [
    (
      "too deep",
      "{ viewer { identities { customer { \(String(repeating: "tickets { nodes { customer { ", count: 6)) id \(String(repeating: "} } } ", count: 6)) } } } }"
    ),
    (
      "too many aliases",
      "{ \((0..<200).map { "a\($0): viewer { user { id } }" }.joined(separator: " ")) }"
    ),
    (
      "too many root fields",
      "{ \((0..<80).map { "a\($0): ticket(number: \($0)) { id }" }.joined(separator: " ")) }"
    ),
    (
      "too many nodes",
      "{ tickets(first: 100) { nodes { customer { tickets(first: 100) { nodes { discussion(first: 100) { nodes { id } } } } } } } }"
    ),
    ("too large a page", "{ tickets(first: 101) { nodes { id } } }"),
    (
      "too large a filter",
      "{ tickets(filter: {or: [\(Array(repeating: "{status: [PENDING]}", count: 100).joined(separator: ", "))]}) { totalCount } }"
    ),
    ("too many tokens", "{ \(String(repeating: "a ", count: 5_000)) }"),
  ])
  func `who asks for too much is refused before a ticket is read`(
    what: String,
    document: String
  ) throws {
    let open = try OpenWorld()
    _ = try open.ask("{ viewer { user { id } } }", as: "student")
    let answer = try open.ask(document, as: "student")
    #expect(answer.json["errors"]?.items.isEmpty == false, "\(what): \(answer.text.prefix(200))")
    #expect(!answer.work.statements.contains { $0.contains("FROM ticket") }, "\(what)")
  }

  @Test func `no cost tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.paths, .filters, .searches, .mutations])
  }
}
