import Bytes
import Desk
import GraphQL
import Testing

@testable import Resolvers

/// Identity and its administration through documents.
@Suite struct PeopleTests {
  private func id(_ word: String, _ number: Int64) -> String {
    "\"\(Base64.text(of: Array("\(word).\(number)".utf8), as: .url))\""
  }

  private func text(_ json: JSON?) throws -> String {
    guard case .string(let text)? = json else {
      throw TestFailure("no text: \(String(describing: json))")
    }
    return text
  }

  /// The id of a user, as a literal.
  private func user(_ code: String, in house: TestHouse) throws -> String {
    let found = try house.run(
      "{ users(filter: {text: \"\(code)\"}) { nodes { id code } } }",
      as: "admin"
    )
    for place in 0..<100 {
      guard let node = found["users.nodes.\(place)"] else { break }
      if node["code"] == .string(code) { return "\"\(try text(node["id"]))\"" }
    }
    throw TestFailure("no \(code): \(found.text)")
  }

  private func profile(_ key: String, in house: TestHouse) throws -> String {
    let found = try house.run("{ profiles { id key } }", as: "admin")
    for place in 0..<20 where found["profiles.\(place).key"] == .string(key) {
      return "\"\(try text(found["profiles.\(place).id"]))\""
    }
    throw TestFailure("no \(key)")
  }

  /// Runs a mutation of the administrator's that has to do what it says.
  private func administer(_ mutation: String, in house: TestHouse) throws -> TestHouse.Answer {
    let answer = try house.run(
      "mutation { did: \(mutation) { problems { code path } } }",
      as: "admin"
    )
    #expect(answer["did.problems"] == .array([]), "\(mutation): \(answer.text)")
    return answer
  }

  private static let own = "{ viewer { user { code } } }"

  /// What is remembered of a session is forgotten with the first commit: each change acts on the
  /// very next request of a token that was used before.
  @Test func `a disabled user's token is nobody's at the next request`() throws {
    let house = try TestHouse()
    let token = try house.token(of: "student")
    #expect(try house.run(Self.own, token: token)["viewer.user.code"] == "student")
    let user = try user("student", in: house)
    _ = try administer("updateUser(input: {user: \(user), isDisabled: true})", in: house)
    #expect(try house.run(Self.own, token: token).errorCodes == ["UNAUTHENTICATED"])
  }

  @Test func `an ended session's token is nobody's at the next request`() throws {
    let house = try TestHouse()
    let token = try house.token(of: "student")
    let list = try house.run("{ viewer { sessions { id isCurrent } } }", token: token)
    #expect(list["viewer.sessions.0.isCurrent"] == .boolean(true))
    let session = try text(list["viewer.sessions.0.id"])
    let ended = try house.run(
      "mutation { endSession(input: {session: \"\(session)\"}) { problems { code } } }",
      token: token
    )
    #expect(ended["endSession.problems"] == .array([]))
    #expect(try house.run(Self.own, token: token).errorCodes == ["UNAUTHENTICATED"])
  }

  @Test func `a withdrawn permission is gone at the next request`() throws {
    let house = try TestHouse()
    let attendant = try house.token(of: "attendant")
    let staff = "{ tickets { nodes { attendant { userCode } } } }"
    #expect(try house.run(staff, token: attendant).errorCodes == [])
    let profile = try profile("atendimento", in: house)
    _ = try administer("updateProfile(input: {profile: \(profile), permissions: []})", in: house)
    #expect(
      try house.run(staff, token: attendant).errorMessages.first?.contains("Cannot query") == true
    )
    let left = try house.run("{ viewer { permissions } tickets { totalCount } }", token: attendant)
    #expect(left["viewer.permissions"] == .array([]) && left["tickets.totalCount"] == .integer(0))
  }

  @Test func `a newly blocked type is absent at the next request`() throws {
    let house = try TestHouse()
    let token = try house.token(of: "student")
    let mine = "{ tickets { totalCount nodes { id type { id key } } } ticketTypes { key } }"
    let before = try house.run(mine, token: token)
    let ticket = try text(before["tickets.nodes.0.id"])
    let type = try text(before["tickets.nodes.0.type.id"])
    let key = try text(before["tickets.nodes.0.type.key"])
    let profile = try profile("portal-aluno", in: house)
    _ = try administer(
      "updateProfile(input: {profile: \(profile), blockedTypes: [\"\(type)\"]})",
      in: house
    )
    let after = try house.run(mine, token: token)
    #expect(!after.text.contains("\"\(key)\""))
    let node = try house.run(
      "{ node(id: \"\(ticket)\") { id } ticketType(id: \"\(type)\") { id } }",
      token: token
    )
    #expect(node["node"] == .null && node["ticketType"] == .null)
  }

  @Test func `a contact that gets a user changes who that user is at the next request`() throws {
    let house = try TestHouse()
    let token = try house.token(of: "client")
    let who = "{ viewer { identities { via contactName customer { code } } } }"
    let before = try house.run(who, token: token)
    #expect(before["viewer.identities.0.customer.code"] == "C-0001")
    #expect(before["viewer.identities.0.via"] == "RECORD")
    let found = try house.run(
      "{ customers(filter: {type: CLIENT, text: \"c-0002\"}) { nodes { id } } }",
      as: "attendant"
    )
    let serra = try text(found["customers.nodes.0.id"])
    _ = try administer(
      "createContact(input: {customer: \"\(serra)\", name: \"Renata\", userCode: \"client\"})",
      in: house
    )
    let after = try house.run(who, token: token)
    #expect(after["viewer.identities.0.customer.code"] == "C-0002")
    #expect(after["viewer.identities.0.via"] == "CONTACT")
    #expect(after["viewer.identities.1"] == nil)
  }

  @Test func `a new password is hashed, serves at once, and is refused to who may not set it`()
    throws
  {
    let house = try TestHouse()
    let profile = try profile("portal", in: house)
    let input =
      "{code: \"novo\", displayName: \"Novo\", profile: \(profile), password: \"senha boa\"}"
    let made = try house.run(
      "mutation { createUser(input: \(input)) { user { code hasPassword isDisabled language profile { key } } problems { code } } }",
      as: "admin"
    )
    #expect(made["createUser.user.hasPassword"] == .boolean(true))
    #expect(
      made["createUser.user.profile.key"] == "portal" && made["createUser.user.language"] == "PT_BR"
    )
    let signIn =
      "mutation { signIn(input: {userCode: \"novo\", password: \"senha boa\"}) { session { token } } }"
    let token = try text(try house.run(signIn, token: nil)["signIn.session.token"])
    #expect(try house.run(Self.own, token: token)["viewer.user.code"] == "novo")
    let changed = try house.run(
      """
      mutation { changePassword(input: {currentPassword: "senha boa", newPassword: "senha nova"}) {
        problems { code path } } }
      """,
      token: token
    )
    #expect(changed["changePassword.problems"] == .array([]), "\(changed.text)")
    #expect(try house.run(signIn, token: nil)["signIn.session"] == .null)
    // To others the mutation does not exist.
    let refused = try house.run(
      "mutation { createUser(input: \(input)) { problems { code } } }",
      as: "attendant"
    )
    #expect(refused.errorMessages.first?.contains("Cannot query field") == true)
  }

  /// R68, by a token that an administrator made.
  @Test func `a system with an access token opens a ticket once and sees nothing else`() throws {
    let house = try TestHouse()
    let user = try user("academic", in: house)
    let made = try house.run(
      """
      mutation { createAccessToken(input: {user: \(user), name: "RM", expiresAt: "2030-01-01T00:00:00Z"}) {
        token accessToken { id name } problems { code } } }
      """,
      as: "admin"
    )
    let token = try text(made["createAccessToken.token"])
    let open = """
      mutation { openTicketFor(input: {registration: "2024.1187", externalId: "X-1",
        type: "segunda-via-diploma", academicContext: "MAT-1187-2"}) {
        ticket { externalId number status responsibility step { key } } problems { code path } } }
      """
    let first = try house.run(open, token: token)
    #expect(first["openTicketFor.ticket.status"] == "PENDING", "\(first.text)")
    #expect(try house.run(open, token: token).bytes == first.bytes)
    let again = try house.run("{ externalTicket(externalId: \"X-1\") { number } }", token: token)
    #expect(again["externalTicket.number"] == first["openTicketFor.ticket.number"])
    #expect(again["externalTicket.number"] != nil)
    let lists = try house.run(
      "{ tickets { totalCount } viewer { permissions identities { type } dependants { relation } } }",
      token: token
    )
    #expect(lists["tickets.totalCount"] == .integer(0))
    #expect(lists["viewer.permissions"] == .array(["INTEGRATE"]))
    let id = try text(made["createAccessToken.accessToken.id"])
    _ = try administer("revokeAccessToken(input: {accessToken: \"\(id)\"})", in: house)
    #expect(try house.run(Self.own, token: token).errorCodes == ["UNAUTHENTICATED"])
  }

  @Test(arguments: [
    ("student", "mutation { openTicketFor(input: {}) { problems { code } } }"),
    ("student", "{ externalTicket(externalId: \"x\") { number } }"),
    ("student", "{ users { totalCount } }"), ("student", "{ customers { totalCount } }"),
    ("student", "{ profiles { key } }"), ("attendant", "{ users { totalCount } }"),
    ("attendant", "{ externalTicket(externalId: \"x\") { number } }"),
    ("attendant", "{ customers { nodes { tickets { nodes { openedBy { isDisabled } } } } } }"),
    ("academic", "{ customers { totalCount } }"), ("academic", "{ users { totalCount } }"),
    ("academic", "{ tickets { nodes { attendant { userCode } } } }"),
    ("academic", "mutation { createUser(input: {}) { problems { code } } }"),
    ("attendant", "mutation { upsertEnrolment(input: {}) { problems { code } } }"),
    ("attendant", "{ viewer { user { sessions { id } } } }"),
  ])
  func `what is others' does not exist`(user: String, document: String) throws {
    let house = try TestHouse()
    #expect(try house.run(document, as: user).errorMessages.first?.contains("Cannot query") == true)
  }

  /// A profile, a contact and an enrolment found by id: nothing tells that there are such.
  @Test(arguments: ["student", "client.contact", "academic", "person"])
  func `node answers what is not the viewer's like what never was`(user: String) throws {
    let house = try TestHouse()
    for word in ["profile", "clientContact", "prospectContact", "enrolment", "customer", "user"] {
      let there = try house.run("{ node(id: \(id(word, 1))) { id } }", as: user).text
      let never = try house.run("{ node(id: \(id(word, 999))) { id } }", as: user).text
      let isOwn = there.contains("\"id\":")
      #expect(there == never || (isOwn && ["customer", "enrolment"].contains(word)), "\(word)")
    }
  }

  @Test func `node finds people for who may see them`() throws {
    let house = try TestHouse()
    let ids = "[\(id("profile", 1)), \(id("clientContact", 1)), \(id("enrolment", 1))]"
    let found = try house.run("{ nodes(ids: \(ids)) { __typename id } }", as: "admin")
    #expect(found["nodes.0.__typename"] == "Profile")
    #expect(found["nodes.1.__typename"] == "Contact")
    #expect(found["nodes.2.__typename"] == "AcademicContext")
  }

  @Test func `a page of customers costs the same statements whatever its size`() throws {
    let house = try TestHouse()
    let reader = try house.desk.makeReader()
    func prepares(_ size: Int) throws -> Int {
      let before = reader.statistics.prepares
      let answer = try house.query(
        """
        { customers(first: \(size)) { totalCount nodes { code name email phone taxId tradeName
          birthDate registration company userCode contacts { name userCode }
          guardians { relation customer { name } } dependants { relation }
          academicContexts { course { name } term { name startsOn } }
          person { name } tickets(first: 2) { totalCount nodes { number subject } } } } }
        """,
        as: "admin",
        on: reader
      )
      #expect(answer.errorCodes == [])
      return reader.statistics.prepares - before
    }
    // Each statement is prepared once, whichever customers there are; a page of all needs no more.
    #expect(try prepares(100) < 60)
    #expect(try prepares(100) == 0)
    #expect(try prepares(3) == 0)
  }

  @Test func `what a guardian reads of a dependant has no record and no other tickets`() throws {
    let house = try TestHouse()
    let answer = try house.run(
      """
      { viewer { identities { type } dependants { relation customer { code name email phone
        userCode contacts { name } tickets { totalCount } academicContexts { externalId } } } }
        tickets { totalCount nodes { actions { allowed reasonCode } parameters { access required } } } }
      """,
      as: "guardian"
    )
    #expect(answer.errorCodes == [])
    #expect(answer["viewer.dependants.0.customer.code"] == "2024.1187")
    for field in ["email", "phone", "userCode", "contacts"] {
      #expect(answer["viewer.dependants.0.customer.\(field)"] == .null)
    }
    #expect(
      answer["viewer.dependants.0.customer.tickets.totalCount"] == answer["tickets.totalCount"]
    )
    #expect(answer["viewer.dependants.0.customer.academicContexts.1.externalId"] == "MAT-1187-2")
    #expect(!answer.text.contains("\"allowed\":true") && !answer.text.contains("WRITABLE"))
    #expect(
      answer.text.contains("DEPENDANT_READ_ONLY") && !answer.text.contains("\"required\":true")
    )
  }
}
