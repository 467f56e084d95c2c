import Bytes
import Desk
import Testing

/// What the further mutations on tickets answer, and to whom.
@Suite struct TicketMutationTests {
  private func text(_ json: JSON?) throws -> String {
    guard case .string(let text)? = json else { throw TestFailure("no text: \(json ?? .null)") }
    return text
  }

  private func ticket(_ view: String, as user: String, in house: TestHouse) throws -> String {
    let answer = try house.run("{ tickets(view: \(view), first: 1) { nodes { id } } }", as: user)
    return try text(answer["tickets.nodes.0.id"])
  }

  @Test func `a root field that ends or disables who asks is the last that acts`() throws {
    let house = try TestHouse()
    let ticket = try ticket("UNDER_MY_RESPONSIBILITY", as: "student", in: house)
    let sessions = try house.run("{ viewer { sessions { id isCurrent } } }", as: "student")
    let own = try text(sessions["viewer.sessions.0.id"])
    let ended = try house.run(
      """
      mutation {
        endSession(input: {session: "\(own)"}) { problems { code } }
        after: postMessage(input: {ticket: "\(ticket)", text: "dois"}) { problems { code } }
      }
      """,
      as: "student"
    )
    #expect(ended["endSession.problems"] == .array([]))
    #expect(ended.errorCodes == ["UNAUTHENTICATED"])
    #expect(ended["after"] == .null)
  }

  @Test func `what is being set up is there for nobody but the desk`() throws {
    let house = try TestHouse()
    let types = try house.run("{ ticketTypes { id key } }", as: "admin")
    guard case .array(let all)? = types["ticketTypes"] else { throw TestFailure(types.text) }
    let proposal = try text(all.first { $0["key"] == "proposta" }?["id"])
    for user in ["student", "teacher"] {
      let document = """
        { ticketType(id: "\(proposal)") { key } node(id: "\(proposal)") { id }
          never: ticketType(id: "dHlwZS45OTk5") { key } }
        """
      let answer = try house.run(document, as: user)
      #expect(answer.text == #"{"data":{"ticketType":null,"node":null,"never":null}}"#)
    }
    let offered = try house.run("{ ticketType(id: \"\(proposal)\") { key } }", as: "prospect")
    #expect(offered["ticketType.key"] == "proposta")
  }

  @Test func `nobody goes on after the session was ended by the same operation`() throws {
    let house = try TestHouse()
    let ticket = try ticket("UNDER_MY_RESPONSIBILITY", as: "student", in: house)
    let before = try house.contents()
    let answer = try house.run(
      """
      mutation {
        before: postMessage(input: {ticket: "x", text: "um"}) { problems { code } }
        signOut { problems { code } }
        after: postMessage(input: {ticket: "\(ticket)", text: "dois"}) { problems { code } }
        again: signOut { problems { code } }
      }
      """,
      as: "student"
    )
    #expect(answer["before.problems.0.code"] == "NOT_FOUND")
    #expect(answer["signOut.problems"] == .array([]))
    #expect(answer["after"] == .null && answer["again"] == .null)
    #expect(answer.errorCodes == ["UNAUTHENTICATED", "UNAUTHENTICATED"])
    #expect(try house.contents() == before)
  }

  @Test func `an internal message is there for the desk alone`() throws {
    let house = try TestHouse()
    let ticket = try ticket("UNDER_MY_RESPONSIBILITY", as: "student", in: house)
    let page =
      "{ node(id: \"\(ticket)\") { ... on Ticket { discussion { totalCount nodes { id } } } } }"
    let before = try house.run(page, as: "student")
    let posted = try house.run(
      """
      mutation { postMessage(input: {ticket: "\(ticket)", text: "Só nós", internal: true}) {
        message { id isInternal text } problems { code } } }
      """,
      as: "attendant"
    )
    #expect(posted["postMessage.message.isInternal"] == true)
    let id = try text(posted["postMessage.message.id"])
    #expect(try house.run(page, as: "student").bytes == before.bytes)
    let node = "{ node(id: \"\(id)\") { id } }"
    #expect(try house.run(node, as: "student")["node"] == .null)
    #expect(try house.run(node, as: "attendant")["node.id"] == .string(id))
  }

  @Test(arguments: [
    (
      "postMessage(input: {ticket: \"x\", text: \"y\", NAME: true}) { problems { code } }",
      "internal"
    ),
    ("NAME(input: {ticket: \"x\"}) { problems { code } }", "deleteTicket"),
    ("NAME(input: {ticket: \"x\"}) { problems { code } }", "takeTicket"),
    ("NAME(input: {ticket: \"x\", justification: \"y\"}) { problems { code } }", "cancelTicket"),
  ])
  func `what is for the desk cannot be named by a customer`(call: String, name: String) throws {
    let house = try TestHouse()
    func refusal(_ word: String) throws -> String {
      let document = "mutation { \(call.replacing("NAME", with: word)) }"
      let answer = try house.run(document, as: "student")
      #expect(answer.errorCodes == ["VALIDATION_FAILED"])
      return answer.text.replacing(word, with: "NAME")
    }
    let never = String(repeating: "x", count: name.utf8.count)
    #expect(try refusal(name) == refusal(never))
  }

  @Test func `attendants are listed for the desk alone`() throws {
    let house = try TestHouse()
    let list = "{ attendants { id displayName isActive user { code } } }"
    let staff = try house.run(list, as: "attendant")
    #expect(staff["attendants.0.isActive"] == true)
    let id = try text(staff["attendants.0.id"])
    let node = "{ node(id: \"\(id)\") { __typename id } }"
    #expect(try house.run(node, as: "admin")["node.__typename"] == "Attendant")
    #expect(try house.run(node, as: "student")["node"] == .null)
    #expect(try house.run(list, as: "student").errorCodes == ["VALIDATION_FAILED"])
  }

  @Test func `a deleted ticket is told by its id, and is as if it had never been`() throws {
    let house = try TestHouse()
    let ticket = try ticket("CANCELLED", as: "admin", in: house)
    let delete = """
      mutation { deleteTicket(input: {ticket: "\(ticket)", idempotencyKey: "k"}) {
        deletedTicket problems { code } } }
      """
    let first = try house.run(delete, as: "admin")
    #expect(first["deleteTicket.deletedTicket"] == .string(ticket))
    #expect(try house.run(delete, as: "admin").bytes == first.bytes)
    // `ticket.999999`
    let never = "dGlja2V0Ljk5OTk5OQ"
    for document in [
      "{ node(id: \"ID\") { id } }", "{ ticket(id: \"ID\") { id } }",
      "mutation { deleteTicket(input: {ticket: \"ID\"}) { deletedTicket problems { code path } } }",
      "mutation { postMessage(input: {ticket: \"ID\", text: \"x\"}) { problems { code path } } }",
    ] {
      #expect(
        try house.run(document.replacing("ID", with: ticket), as: "admin").bytes
          == house.run(document.replacing("ID", with: never), as: "admin").bytes
      )
    }
  }

  @Test func `the form says what a portal has to ask before it hands over`() throws {
    let house = try TestHouse()
    let types = try house.run(
      """
      { ticketTypes { id key openingForm {
        customers { type } customer { type } entrySteps { key } entryStep { key }
        fields { key label kind help access required lengthMax minimum maximum fractionDigits
          choices { key } value { __typename } }
        problems { code }
      } } }
      """,
      as: "student"
    )
    let place = try #require((0..<20).first { types["ticketTypes.\($0).key"] == "duvida" })
    let form = "ticketTypes.\(place).openingForm"
    #expect(types["\(form).problems"] == .array([]))
    #expect(types["\(form).customer.type"] == "STUDENT")
    #expect(types["\(form).entryStep.key"] == "registro")
    #expect(types["\(form).entrySteps.1.key"] == "telefone")
    #expect(types["\(form).fields.0.key"] == "subject")
    #expect(types["\(form).fields.0.access"] == "WRITABLE")
    #expect(types["\(form).fields.0.required"] == true)
    #expect(types["\(form).fields.0.lengthMax"] == 200)
    #expect(!types.text.contains("classificacaoInterna"))
    let opened = try house.run(
      """
      mutation { openTicket(input: {type: "\(try text(types["ticketTypes.\(place).id"]))"}) {
        ticket { form {
          fields { key access required value { __typename } }
          transitions { condition label to { key } responsibility reasons { code } needs missing }
        } } problems { code } } }
      """,
      as: "student"
    )
    let way = "openTicket.ticket.form.transitions.0"
    #expect(opened["\(way).condition"] == "perguntar")
    #expect(opened["\(way).responsibility"] == "ATTENDANT")
    #expect(opened["\(way).needs"] == ["subject", "requestText", "area"])
    #expect(opened["\(way).missing"] == ["subject", "requestText", "area"])
    #expect(opened["\(way).reasons.0.code"] == "pedido")
  }

  @Test func `a desk form says what completing takes`() throws {
    let house = try TestHouse()
    let answer = try house.run(
      """
      { tickets(view: UNDER_MY_RESPONSIBILITY, first: 50) { nodes { form {
        transitions { condition } completion { needs missing } } } } }
      """,
      as: "attendant"
    )
    #expect(answer.errorCodes == [])
    guard case .array(let needs)? = answer["tickets.nodes.0.form.completion.needs"] else {
      throw TestFailure(answer.text)
    }
    #expect(needs.contains("solution"))
    let waiting = try house.run(
      "{ tickets(view: AWAITING_RETURN, first: 1) { nodes { form { transitions { label } completion { needs } } } } }",
      as: "attendant"
    )
    #expect(waiting["tickets.nodes.0.form.transitions"] == .array([]))
    #expect(waiting["tickets.nodes.0.form.completion"] == .null)
  }
}
