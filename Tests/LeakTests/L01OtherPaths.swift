import Bytes
import Testing

/// Whichever way leads to a ticket, it shows the same.
///
/// - Source: L1.
@Suite("L01 other paths") struct L01OtherPaths {
  private static let governed = """
    id subject requestText priority product dueDate solution version updatedAt
    parameters { key access value { __typename ... on TextValue { text } } }
    discussion { totalCount nodes { id text } } attachments { totalCount nodes { id name } }
    stepHistory { totalCount nodes { id } } understandings { totalCount nodes { id text } }
    """

  @Test(arguments: [
    ("student", TicketKey.closed), ("student", .dense), ("guardian", .closed), ("desk", .closed),
    ("desk", .closedToDesk), ("desk", .dense),
  ])
  func `every way of the schema to a ticket shows what the ticket itself shows`(
    viewer: String,
    key: TicketKey
  ) throws {
    let open = try OpenWorld()
    let focus = try open.focus(viewer, key)
    let walk = try SchemaWalk(focus)
    let itself = try open.ask(
      "{ ticket(id: \"\(focus.ticket)\") { \(Self.governed) } }",
      as: viewer
    )["ticket"]
    let ticket = try #require(itself)
    var meetings = 0
    for path in walk.paths(depth: 6) where walk.schema[path.end].name == "Ticket" {
      let answer = try open.ask(walk.document(of: path, end: Self.governed), as: viewer)
      for found in answer.json.objects(withID: focus.ticket) {
        meetings += 1
        #expect(found == ticket, "\(path.name)")
      }
    }
    #expect(meetings > 10)
  }

  @Test func `a field by fifty aliases is fifty times the same`() throws {
    let open = try OpenWorld()
    let id = try open.world.ticket(.closed)
    for (viewer, isHidden) in [("student", true), ("desk", false)] {
      let fields = (0..<50).map { "a\($0): solution" }.joined(separator: " ")
      let answer = try open.ask("{ ticket(id: \"\(id)\") { \(fields) } }", as: viewer)
      let values = try (0..<50).map { try #require(answer["ticket.a\($0)"]) }
      #expect(Set(values).count == 1)
      #expect((values[0] == .null) == isHidden)
    }
  }

  @Test func `no way tells the databases of a pair apart`() throws {
    try ClassProof.holds(for: [.paths, .nodes])
  }
}

extension JSON {
  /// The objects with an id, wherever they stand.
  fileprivate func objects(withID id: String) -> [JSON] {
    switch self {
    case .array(let items): items.flatMap { $0.objects(withID: id) }
    case .object(let members):
      (self["id"]?.string == id ? [self] : []) + members.flatMap { $0.value.objects(withID: id) }
    default: []
    }
  }
}
