import Bytes
import TestKit
import Testing

@testable import Desk

/// What a subscription is refused tells nothing of what stands against it, and neither do the ids of
/// events.
///
/// - Source: L12, L16; product.md, what follows from the decision, 7.
@Suite(.serialized) struct LiveRefusalTests {
  private static let own = ProofType.all[0].key

  private static func ticket(_ customer: String, _ open: OpenWorld) throws -> String {
    try open.world.ticket(TicketKey(customer: customer, type: own, state: .withAttendant))
  }

  // MARK: - Ids

  @Test(arguments: LiveStream.Road.allCases, ["ticketChanged(id:", "messagePosted(ticket:"])
  func `every id that is not theirs is refused with the same bytes`(
    road: LiveStream.Road,
    field: String
  ) throws {
    let open = try OpenWorld()
    let world = open.world
    let deleted = try world.ticket(TicketKey(customer: "student", type: Self.own, state: .pending))
    try open.act("cancelTicket", "ticket: \"\(deleted)\", justification: \"x\"", as: "admin")
    try open.act("deleteTicket", "ticket: \"\(deleted)\"", as: "admin")
    let blocked = try world.ticket(
      TicketKey(customer: "narrow", type: ProofType.blocked.key, state: .withAttendant)
    )
    let nobody = [
      deleted, blocked, globalID("ticket", 99_999), globalID("ticket", 0), globalID("ticket", -1),
      globalID("ticket", .max), globalID("ticket"), globalID("ticket", 1, 1),
      globalID("message", 1, 1), try world.id("customer stranger"), "", "1", "%00", "nada",
      "\\u0000", String(repeating: "x", count: 5_000),
    ]
    let foreign = try Self.ticket("stranger", open)
    for (viewer, ids) in [
      ("student", nobody + [foreign]), ("narrow", nobody + [foreign]), ("desk.narrow", nobody),
      ("guardian", nobody + [foreign, try Self.ticket("teacher", open)]),
    ] {
      var answers: Set<LiveStream.Told> = []
      for id in ids {
        let stream = try open.follow("\(field) \"\(id)\") { ticket { id } }", as: viewer, by: road)
        #expect(stream.isRefused && stream.positions == [])
        guard stream.isRefused else { return }
        answers.insert(stream.next())
        #expect(stream.rest() == [])
      }
      #expect(answers.count == 1, "\(viewer): \(answers)")
      #expect(answers.first?.words == "failed: NOT_FOUND")
    }
  }

  @Test func `nobody who is not signed in follows anything`() throws {
    let open = try OpenWorld()
    for field in [
      Followed.view, Followed.messages, Followed.ticket(try Self.ticket("student", open)),
    ] {
      let stream = try EventStreamClient(
        port: open.house.port,
        body: try StoryDesk.body("subscription { \(field) }")
      )
      let event = stream.event()
      #expect(event?.data.contains("UNAUTHENTICATED") == true, "\(stream.head.text)")
      stream.end()
    }
  }

  @Test func `a customer's schema has no queue`() throws {
    let open = try OpenWorld()
    let stream = try open.follow("queueChanged { waiting }", as: "student")
    let hidden = stream.next()
    let never = try open.follow("quququququqq { waiting }", as: "student").next()
    guard case .failed(let one) = hidden, case .failed(let other) = never else {
      Issue.record("\(hidden), \(never)")
      return
    }
    #expect(one == other.replacing("quququququqq", with: "queueChanged"))
  }

  // MARK: - Lenses

  @Test func `nobody opens a stream with somebody else's eyes`() throws {
    let open = try OpenWorld()
    let admin = try open.world.token("admin")
    let document = try StoryDesk.body("subscription { \(Followed.view) }")
    for accept in ["text/event-stream", "application/json", "*/*"] {
      let stream = try EventStreamClient(
        port: open.house.port,
        headers: [
          ("Accept", accept), ("Authorization", "Bearer \(admin)"),
          ("X-Guiche-View-As", "user:student"),
        ],
        body: document
      )
      #expect(stream.head["content-type"]?.contains("event-stream") != true, "\(accept)")
      #expect(!stream.head.text.contains("\"data\""), "\(stream.head.text)")
      stream.end()
    }
    let socket = try WebSocketClient(
      port: open.house.port,
      headers: [("Authorization", "Bearer \(admin)"), ("X-Guiche-View-As", "user:student")]
    )
    #expect(socket.handshake.status == 403)
    // Nor is there a field for it.
    let inner = try open.follow("viewAs(user: \"x\") { viewer { user { id } } }", as: "admin")
      .next()
    #expect(inner.words.hasPrefix("failed: "))
  }

  // MARK: - Positions

  @Test func `the id of an event tells nothing`() throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket("student", open)
    let streams = try ["student", "guardian"].map { try open.follow(Followed.messages, as: $0) }
    for place in 0..<40 {
      // What others do between lies in none of it.
      if place % 3 == 0 { try open.post("x", in: try Self.ticket("stranger", open)) }
      try open.post("m\(place)", in: ticket)
    }
    for stream in streams { #expect(stream.told { $0.words == "message m39" }.count == 40) }
    let ids = streams.flatMap(\.positions)
    #expect(ids.count == 82 && Set(ids).count == 82)
    #expect(ids.allSatisfy { $0.utf8.count == 32 && Base64.decode($0, as: .url)?.count == 24 })
    for stream in streams {
      let steps = zip(stream.positions, stream.positions.dropFirst()).map { $0 < $1 }
      #expect(steps.contains(true) && steps.contains(false), "the ids are in order")
    }
    // No byte of them stands still or counts up.
    let bytes = ids.compactMap { Base64.decode($0, as: .url) }
    for place in 0..<24 { #expect(Set(bytes.map { $0[place] }).count > 40, "byte \(place)") }
  }

  @Test func `somebody else's id gives nothing but one's own`() throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket("student", open)
    let other = try Self.ticket("stranger", open)
    let desk = try open.follow(Followed.messages, as: "desk")
    try open.post("um", in: ticket)
    try open.post("interno", in: ticket, isInternal: true)
    try open.post("outro", in: other)
    try open.post("dois", in: ticket)
    #expect(desk.told { $0.words == "message dois" }.count == 4)
    #expect(desk.positions.count == 5)
    let expected = [["um", "dois"], ["dois"], ["dois"], ["dois"], []]
    for (place, position) in desk.positions.enumerated() {
      let stream = try open.follow(Followed.messages, as: "student", after: position)
      try open.post("fim \(place)", in: ticket)
      let told = stream.told { $0.words == "message fim \(place)" }.words
      let before = (0..<place).map { "message fim \($0)" }
      #expect(told == expected[place].map { "message \($0)" } + before + ["message fim \(place)"])
    }
  }

  @Test func `an id that is none of ours is answered as one that is too old`() throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket("student", open)
    let first = try open.follow(Followed.messages, as: "student")
    let position = try #require(first.positions.first)
    try #require(position.count == 32)
    var forged = Array(position)
    forged[3] = forged[3] == "A" ? "B" : "A"
    let strange = [
      String(forged), "1", "x", String(repeating: "A", count: 32), position + "A",
      String(position.dropLast()), String(repeating: "9", count: 3_000),
      PositionSeal().text(of: 1),
    ]
    var answers: Set<LiveStream.Told> = []
    for id in strange {
      for field in [Followed.messages, Followed.ticket(ticket), Followed.ticket("nada")] {
        // Where an id of an object is refused, that is said only to an id of an event that is ours.
        let stream = try open.follow(field, as: "student", after: id)
        answers.insert(stream.next())
      }
    }
    #expect(answers.count == 1, "\(answers)")
    #expect(answers.first?.words == "failed: EVENTS_LOST")
  }
}
