import Bytes
import Testing

/// What is hidden is not sent: no answer of the whole corpus holds a word of it.
///
/// - Source: L18.
@Suite("L18 client-side hiding") struct L18ClientSideHiding {
  /// A word in everything that is hidden, and in nothing that is asked.
  private static let canary = "canario"

  /// Puts the canary where customers or the desk must not meet it, by those who may write there.
  private func plant(from side: Side, _ customer: String, in open: OpenWorld) throws {
    let author = try open.world.token(side == .online ? "desk" : customer)
    let states: [ProofState] = side == .online ? [.withAttendant] : [.pending, .withCustomer]
    for type in ProofType.all where type.hides(from: side) {
      for state in states {
        let key = TicketKey(customer: customer, type: type.key, state: state)
        let ticket = try open.world.ticket(key)
        let edits = type.parameters.filter {
          $0.hiddenFrom == side && ($0.kind == .text || $0.kind == .longText)
        }.map { "{key: \"\($0.key)\", value: {text: \"\(Self.canary) \($0.key)\"}}" }
        try open.house.perform(
          "updateTicket",
          "ticket: \"\(ticket)\", parameters: [\(edits.joined(separator: ", "))]",
          as: author
        )
        if type.sectionsHiddenFrom == side {
          try open.house.perform(
            "postMessage",
            "ticket: \"\(ticket)\", text: \"\(Self.canary) em recado\"",
            as: author
          )
          try open.house.plantEntry(in: "stepHistory", of: ticket, by: .attendant)
        } else if side == .online {
          try open.house.perform(
            "postMessage",
            "ticket: \"\(ticket)\", text: \"\(Self.canary) interno\", internal: true",
            as: author
          )
        }
      }
    }
  }

  /// Puts it into what belongs to others.
  private func plantElsewhere(in open: OpenWorld) throws {
    let admin = try open.world.token("admin")
    let stranger = TicketKey(customer: "stranger", type: "own-flag", state: .withAttendant)
    try open.house.perform(
      "postMessage",
      "ticket: \"\(open.world.ticket(stranger))\", text: \"\(Self.canary) alheio\"",
      as: open.world.token("stranger")
    )
    try open.house.perform(
      "updateUser",
      "user: \"\(open.world.id("user desk"))\", displayName: \"\(Self.canary)\"",
      as: admin
    )
    try open.house.perform(
      "updateCustomer",
      "customer: \"\(open.world.id("customer stranger"))\", name: \"\(Self.canary)\", email: \"\(Self.canary)@x.example\"",
      as: admin
    )
    try open.house.perform(
      "createArticle",
      "kind: TIP, audience: ONLINE, title: \"\(Self.canary)\", body: \"\(Self.canary)\"",
      as: admin
    )
  }

  @Test(arguments: World.customers)
  func `no answer to a customer holds a word of what is hidden`(customer: String) throws {
    let open = try OpenWorld()
    try plant(from: .online, customer, in: open)
    try plantElsewhere(in: open)
    try crawl(open, as: customer, [.withAttendant], of: customer)
  }

  @Test func `no answer to the desk holds a word of what is hidden`() throws {
    let open = try OpenWorld()
    try plant(from: .desk, "student", in: open)
    try crawl(open, as: "desk", [.pending, .withCustomer], of: "student")
  }

  /// Asks a sample of the corpus about each type, and looks into every byte of every answer.
  private func crawl(
    _ open: OpenWorld,
    as viewer: String,
    _ states: [ProofState],
    of customer: String
  ) throws {
    var count = 0
    for type in ProofType.all {
      for state in states {
        let key = TicketKey(customer: customer, type: type.key, state: state)
        let group = PairGroup(name: "L18 \(viewer) \(key)", viewer: viewer, focus: key, pairs: [])
        let corpus = try Corpus(open.focus(viewer, key))
        let caller = Caller(open.house, token: try open.world.token(viewer))
        // Live events change what they are asked about; `LeakTests/Live` looks into what they tell.
        let documents = ProofSize.sample.documents(of: corpus, for: group)
        for document in documents where document.kind != .events {
          try document.ask(caller)
          for answer in caller.take() {
            count += 1
            let text = answer.head + answer.text
            #expect(
              !text.contains(Self.canary) && !text.contains("segredo da passagem"),
              "\(document.kind) \(document.name)"
            )
          }
        }
      }
    }
    #expect(count > 400)
    // Who may read it, does.
    let key = TicketKey(customer: customer, type: ProofType.all[0].key, state: states[0])
    let ticket = try open.world.ticket(key)
    let witness = try SchemaWalk(open.focus("admin", key))
    let everything = witness.everything(of: "Ticket", depth: 3, but: ["tickets"])
    let seen = try open.ask("{ ticket(id: \"\(ticket)\") { \(everything) } }", as: "admin")
    #expect(seen.text.contains(Self.canary))
  }
}
