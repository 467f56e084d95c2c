import Bytes
import TestKit
import Testing

/// A stream ends at once when its viewer may see something else, and nothing comes after it.
///
/// What is told is done in one commit with the change of access: an event that was on its way.
///
/// - Source: L12, L22; the house's error codes.
@Suite(.serialized) struct LiveEndingTests {
  /// A change of somebody's access.
  struct Ending: Sendable, CustomTestStringConvertible {
    let name: String
    let viewer: String
    /// Whose session the change needs.
    var actor = "admin"
    var endsSession = false
    /// The mutation, with what it needs of the world.
    let change: @Sendable (OpenWorld) throws -> String

    var testDescription: String { name }
  }

  private static func profile(
    _ key: String,
    _ change: @escaping @Sendable (OpenWorld) throws -> String
  ) -> @Sendable (OpenWorld) throws -> String {
    { open in
      let profile = try open.profile(key)
      return "updateProfile(input: {profile: \"\(profile)\", \(try change(open))})"
    }
  }

  static let endings: [Ending] = [
    Ending(name: "signed out", viewer: "student", actor: "student", endsSession: true) { _ in
      "signOut"
    },
    Ending(name: "signed out by an administrator", viewer: "client", endsSession: true) {
      "endUserSessions(input: {user: \"\(try $0.world.id("user client"))\"})"
    },
    Ending(name: "disabled", viewer: "teacher", endsSession: true) {
      "updateUser(input: {user: \"\(try $0.world.id("user teacher"))\", isDisabled: true})"
    },
    Ending(name: "an attendant disabled", viewer: "desk.narrow", endsSession: true) {
      "updateUser(input: {user: \"\(try $0.world.id("user desk.narrow"))\", isDisabled: true})"
    },
    Ending(name: "another profile", viewer: "prospect") {
      """
      updateUser(input: {
        user: "\(try $0.world.id("user prospect"))", profile: "\(try $0.profile("portal-narrow"))"
      })
      """
    },
    Ending(
      name: "a permission withdrawn",
      viewer: "person",
      change: profile("portal-all") { _ in "permissions: []" }
    ),
    Ending(
      name: "the desk's permission withdrawn",
      viewer: "other",
      change: profile("attend-all") { _ in "permissions: [PORTAL]" }
    ),
    Ending(
      name: "a type blocked",
      viewer: "student",
      change: profile("portal-all") {
        "blockedTypes: [\"\(try $0.world.id(ProofType.all[0].key))\"]"
      }
    ),
    Ending(
      name: "a type blocked for the desk",
      viewer: "desk.narrow",
      change: profile("attend-narrow") {
        "blockedTypes: [\"\(try $0.world.id(ProofType.all[0].key))\"]"
      }
    ),
    Ending(name: "a contact removed", viewer: "contact") {
      "deleteContact(input: {contact: \"\(try $0.world.id("contact"))\"})"
    },
    Ending(name: "a guardian removed", viewer: "guardian") {
      "setGuardians(input: {student: \"\(try $0.world.id("customer student"))\", guardians: []})"
    },
    Ending(
      name: "guardians see nothing any more",
      viewer: "guardian",
      change: profile("portal-all") { _ in "seesDependants: false" }
    ),
    Ending(name: "a record of somebody else", viewer: "teacher") {
      """
      updateCustomer(input: {
        customer: "\(try $0.world.id("customer teacher"))", userCode: "desk.narrow"
      })
      """
    },
  ]

  private static func ticket(of viewer: String, _ open: OpenWorld) throws -> String {
    let customer = ["contact": "client", "guardian": "student"][viewer] ?? viewer
    let key = World.customers.contains(customer) ? customer : "narrow"
    return try open.world.ticket(
      TicketKey(customer: key, type: ProofType.all[0].key, state: .withAttendant)
    )
  }

  @Test(arguments: endings, LiveStream.Road.allCases)
  func `access that changes ends a stream before anything else is told`(
    ending: Ending,
    road: LiveStream.Road
  ) throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket(of: ending.viewer, open)
    let fields = [Followed.ticket(ticket), Followed.view, Followed.messages]
    let streams = try fields.map { try open.follow($0, as: ending.viewer, by: road) }
    let witness = try open.follow(Followed.messages, as: "admin")
    let post = "input: {ticket: \"\(ticket)\", text: \"em trânsito\"}"
    try open.actAtOnce(
      [
        "postMessage(\(post)) { problems { code } }",
        "\(try ending.change(open)) { problems { code } }",
      ],
      as: ending.actor
    )
    try open.post("depois", in: ticket, as: "admin")
    // Whatever was to be told of it was told.
    #expect(witness.told { $0.words == "message depois" }.count == 2)
    for stream in streams {
      let end =
        !ending.endsSession
        ? "failed: ACCESS_CHANGED"
        : road == .webSocket ? "closed: close 4403 Forbidden" : "failed: UNAUTHENTICATED"
      let told = stream.next()
      #expect(told.words == end)
      if told.isEnd { #expect(stream.rest().words == []) }
    }
  }

  /// The session is ended by another program, which tells nobody.
  @Test(arguments: LiveStream.Road.allCases)
  func `a session that another program ends tells nothing more`(road: LiveStream.Road) throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket(of: "student", open)
    let stream = try open.follow(Followed.view, as: "student", by: road)
    let guardian = try open.follow(Followed.view, as: "guardian", by: road)
    try open.write(
      """
      UPDATE session SET revoked_at = created_at
      WHERE user_id = (SELECT id FROM user WHERE code = 'student')
      """
    )
    try open.post("depois", in: ticket)
    let end = road == .webSocket ? "closed: close 4403 Forbidden" : "failed: UNAUTHENTICATED"
    let told = stream.next()
    #expect(told.words == end)
    if told.isEnd { #expect(stream.rest().words == []) }
    #expect(guardian.next().words == "MESSAGES")
  }

  /// No event comes to show it: the thread looks for itself.
  @Test func `a session that another program ends, ends its stream though nothing happens`() throws
  {
    let open = try OpenWorld()
    let stream = try open.follow(Followed.view, as: "student")
    try open.write("UPDATE session SET expires_at = created_at")
    #expect(stream.next().words == "failed: UNAUTHENTICATED")
  }

  /// A change that is nobody's access ends nothing.
  @Test func `what changes nothing of access ends nothing`() throws {
    let open = try OpenWorld()
    let ticket = try Self.ticket(of: "student", open)
    let stream = try open.follow(Followed.view, as: "student")
    let user = try open.world.id("user student")
    try open.act(
      "updateUser",
      "user: \"\(user)\", displayName: \"Outra\", language: PT_BR",
      as: "admin"
    )
    _ = try open.house.signIn("student")
    _ = try open.house.signIn("client")
    try open.act("endUserSessions", "user: \"\(try open.world.id("user client"))\"", as: "admin")
    try open.act(
      "updateProfile",
      "profile: \"\(open.profile("portal-all"))\", name: \"Outro nome\"",
      as: "admin"
    )
    try open.post("fim", in: ticket)
    #expect(stream.next().words == "MESSAGES")
  }

  // MARK: - Sharing

  /// Who follows the same thing by the same document hears of it as each would find it by asking.
  @Test(arguments: LiveStream.Road.allCases)
  func `two users never share an answer`(road: LiveStream.Road) throws {
    let open = try OpenWorld()
    for (customer, relative) in [("student", "guardian"), ("client", "contact")] {
      let ticket = try Self.ticket(of: customer, open)
      let fields = "{ id openedBy { displayName } actions { action allowed reasonCode } }"
      let field = "ticketChanged(id: \"\(ticket)\") { ticket \(fields) }"
      let streams = try [customer, relative, customer].map {
        try open.follow(field, as: $0, by: road)
      }
      try open.post("um", in: ticket)
      let told = streams.map { $0.next() }
      for (user, told) in zip([customer, relative, customer], told) {
        let asked = try open.ask("{ ticket(id: \"\(ticket)\") \(fields) }", as: user)
        #expect(told["ticketChanged.ticket"] == asked["ticket"])
      }
      #expect(told[0] == told[2])
      if relative == "guardian" { #expect(told[0] != told[1]) }
    }
  }

  @Test func `each attendant's queue counts what they may know of`() throws {
    let open = try OpenWorld()
    let world = open.world
    let streams = try ["desk", "desk.narrow"].map { try open.follow(Followed.queue, as: $0) }
    let blocked = try open.house.make(
      "openTicket",
      """
      type: "\(world.id(ProofType.blocked.key))", customer: "\(world.id("customer student"))", \
      parameters: []
      """,
      "ticket",
      as: world.token("desk")
    )
    try open.move(blocked, "send", as: "student")
    try open.post("um", in: try Self.ticket(of: "student", open))
    #expect(streams[0].next()["queueChanged.ticketId"]?.asText == blocked)
    let told = streams.map { $0.next()["queueChanged.waiting"]?.asNumber ?? 0 }
    #expect(told[0] == told[1] + 1 && told[1] > 0)
  }

  /// Of two streams of one session each ends in its own language.
  @Test func `an ending is told in the language of its stream`() throws {
    let open = try OpenWorld()
    let streams = try ["en", "pt-BR", "en"].map {
      try open.follow(Followed.view, as: "student", language: $0)
    }
    try open.act(
      "updateProfile",
      "profile: \"\(open.profile("portal-all"))\", permissions: []",
      as: "admin"
    )
    let endings = streams.map { $0.next() }
    guard case .failed(let english) = endings[0], case .failed(let portuguese) = endings[1] else {
      Issue.record("\(endings)")
      return
    }
    #expect(english.contains("What you may see has changed"))
    #expect(portuguese.contains("O que você pode ver mudou"))
    #expect(endings[2] == endings[0])
  }
}
