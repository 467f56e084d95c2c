import Bytes
import Testing

/// The history tells of moves, never of values.
///
/// - Source: L6.
@Suite("L06 history and journals") struct L06History {
  private func history(_ open: OpenWorld, _ ticket: String, as viewer: String) throws -> Answer {
    let walk = try SchemaWalk(open.focus(viewer, .dense))
    let entry = walk.everything(
      of: "MovementConnection",
      depth: 3,
      but: ["customer", "transitions"]
    )
    return try open.ask(
      "{ ticket(id: \"\(ticket)\") { stepHistory(first: 50) { \(entry) } } }",
      as: viewer
    )
  }

  @Test(arguments: World.customers)
  func `no entry holds a value, whoever reads it`(customer: String) throws {
    let open = try OpenWorld()
    for (key, ticket) in open.world.tickets where key.customer == customer {
      for viewer in [customer, "desk", "admin"] {
        let text = try history(open, ticket, as: viewer).text
        for word in ["quartzo", "turmalina", "2026-04-01", "10.5", "HIGH", "ruby"] {
          #expect(!text.contains(word), "\(viewer) reads \(word) of \(key)")
        }
        guard viewer != "admin", key.type.hasPrefix("own") else { continue }
        #expect(text.contains("\"OPENED\""), "\(text)")
      }
    }
  }

  @Test func `a change of what is hidden leaves no entry, no version and no time`() throws {
    let open = try OpenWorld()
    let ticket = try open.world.ticket(.dense)
    let state = "{ ticket(id: \"\(ticket)\") { version updatedAt actions { action allowed } } }"
    let before = try (
      history(open, ticket, as: "student").text, open.ask(state, as: "student").text
    )
    let deskBefore = try open.ask(state, as: "desk").text
    try open.house.perform(
      "updateTicket",
      "ticket: \"\(ticket)\", parameters: [{key: \"integerOnline\", value: {integer: 73}}]",
      as: open.world.token("desk")
    )
    #expect(try history(open, ticket, as: "student").text == before.0)
    #expect(try open.ask(state, as: "student").text == before.1)
    #expect(try open.ask(state, as: "desk").text != deskBefore)
  }

  @Test func `customers read the display names of attendants, and no login`() throws {
    let open = try OpenWorld()
    let text = try history(open, open.world.ticket(.dense), as: "student").text
    #expect(text.contains("Atendente desk"))
    #expect(!text.contains("Pessoa desk") && !text.contains("userCode"))
  }

  @Test func `a hidden history is an empty one`() throws {
    try ClassProof.holds(
      for: [.paths, .pages],
      groups: Hiding.allCases.flatMap { hiding in
        [("student", Side.online), ("desk", .desk)].map { viewer, side in
          let type = ProofType.all.first { $0.sectionsHiddenFrom == side && $0.hiding == hiding }
          var group = PairGroup(
            type ?? .blocked,
            of: "student",
            .completed,
            for: side,
            viewer: viewer
          )
          group.pairs = group.pairs.filter { $0.name.contains("stepHistory") }
          return group
        }
      }
    )
  }
}
