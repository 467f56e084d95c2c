import Bytes
import Desk
import Testing

/// Mutations through the whole house, each test in a database of its own.
@Suite struct MutationTests {
  private static let open = """
    mutation ($type: ID!, $parameters: [ParameterInput!]!, $key: String) {
      openTicket(input: {type: $type, parameters: $parameters, idempotencyKey: $key}) {
        ticket { id number subject status responsibility version step { isDefaultEntry }
          openedBy { displayName } stepHistory { nodes { kind from { name } } } }
        problems { code message path parameterKey parameterLabel }
      }
    }
    """

  /// The id of the first type that a user can open.
  private func type(_ key: String, as user: String, in house: TestHouse) throws -> JSON {
    let answer = try house.run("{ ticketTypes { id key } }", as: user)
    for place in 0..<20 where answer["ticketTypes.\(place).key"] == .string(key) {
      return answer["ticketTypes.\(place).id"] ?? .null
    }
    throw TestFailure("\(user) has no type \(key): \(answer.text)")
  }

  private func subject(_ text: String) -> JSON {
    .array([["key": "subject", "value": ["text": .string(text)]]])
  }

  @Test func `opens a draft that its customer finds under their responsibility`() throws {
    let house = try TestHouse()
    let answer = try house.run(
      Self.open,
      as: "student",
      variables: [
        "type": try type("duvida", as: "student", in: house),
        "parameters": subject("Perdi meu crachá"),
      ]
    )
    #expect(answer["openTicket.problems"] == .array([]))
    #expect(answer["openTicket.ticket.subject"] == "Perdi meu crachá")
    #expect(answer["openTicket.ticket.status"] == "PENDING")
    #expect(answer["openTicket.ticket.responsibility"] == "CUSTOMER")
    #expect(answer["openTicket.ticket.step.isDefaultEntry"] == true)
    #expect(answer["openTicket.ticket.stepHistory.nodes.0.kind"] == "OPENED")
    #expect(answer["openTicket.ticket.stepHistory.nodes.0.from"] == .null)
    let list = try house.run(
      "{ tickets(view: UNDER_MY_RESPONSIBILITY, first: 1) { nodes { id } } }",
      as: "student"
    )
    #expect(list["tickets.nodes.0.id"] == answer["openTicket.ticket.id"])
  }

  @Test func `opens one ticket for one idempotency key`() throws {
    let house = try TestHouse()
    let variables: JSON = [
      "type": try type("duvida", as: "student", in: house),
      "parameters": subject("Uma vez só"),
      "key": "tentativa-1",
    ]
    let first = try house.run(Self.open, as: "student", variables: variables)
    let again = try house.run(Self.open, as: "student", variables: variables)
    #expect(first.bytes == again.bytes)
    guard case .integer? = first["openTicket.ticket.number"] else {
      throw TestFailure(first.text)
    }
  }

  @Test func `answers a hidden parameter as one that is not there`() throws {
    let house = try TestHouse()
    let type = try type("duvida", as: "student", in: house)
    func answer(_ key: String) throws -> TestHouse.Answer {
      try house.run(
        Self.open,
        as: "student",
        variables: [
          "type": type, "parameters": .array([["key": .string(key), "value": ["text": "x"]]]),
        ]
      )
    }
    let unknown = try answer("naoExiste")
    #expect(unknown["openTicket.ticket"] == .null)
    #expect(unknown["openTicket.problems.0.code"] == "PARAMETER_UNKNOWN")
    #expect(unknown["openTicket.problems.0.path"] == ["input", "parameters", "0", "key"])
    let solution = try answer("discussion")
    #expect(solution["openTicket.problems.0.code"] == "PARAMETER_UNKNOWN")
  }

  @Test(arguments: ["", "nonsense", "dGlja2V0LjE", "dHlwZS45OTk"])
  func `answers a type that is not there as a problem`(id: String) throws {
    let house = try TestHouse()
    let answer = try house.run(
      Self.open,
      as: "student",
      variables: ["type": .string(id), "parameters": .array([])]
    )
    #expect(answer["openTicket.ticket"] == .null)
    #expect(answer["openTicket.problems.0.code"] == "NOT_FOUND")
    #expect(answer["openTicket.problems.0.path"] == ["input", "type"])
    #expect(answer.errorCodes == [])
  }

  private static let post = """
    mutation ($ticket: ID!, $text: String!) {
      postMessage(input: {ticket: $ticket, text: $text}) {
        message { text author { displayName isAttendant } }
        ticket { discussion(last: 1) { nodes { text } } }
        problems { code message }
      }
    }
    """

  private func firstTicket(_ view: String, as user: String, in house: TestHouse) throws -> JSON {
    let answer = try house.run("{ tickets(view: \(view), first: 1) { nodes { id } } }", as: user)
    return answer["tickets.nodes.0.id"] ?? .null
  }

  @Test(arguments: ["UNDER_MY_RESPONSIBILITY", "AWAITING_RETURN"])
  func `posts to a ticket whosever turn it is`(view: String) throws {
    let house = try TestHouse()
    let ticket = try firstTicket(view, as: "student", in: house)
    let answer = try house.run(
      Self.post,
      as: "student",
      variables: ["ticket": ticket, "text": "Alguma novidade?"]
    )
    #expect(answer["postMessage.problems"] == .array([]))
    #expect(answer["postMessage.message.text"] == "Alguma novidade?")
    #expect(answer["postMessage.message.author.isAttendant"] == false)
    #expect(answer["postMessage.ticket.discussion.nodes.0.text"] == "Alguma novidade?")
  }

  @Test(arguments: [("COMPLETED", "TICKET_COMPLETED"), ("CANCELLED", "TICKET_CANCELLED")])
  func `posts nothing to a ticket that is closed`(view: String, code: String) throws {
    let house = try TestHouse()
    let ticket = try firstTicket(view, as: "person", in: house)
    let answer = try house.run(
      Self.post,
      as: "person",
      variables: ["ticket": ticket, "text": "Alguém aí?"],
      languages: ["pt-BR"]
    )
    #expect(answer["postMessage.message"] == .null)
    #expect(answer["postMessage.ticket"] == .null)
    #expect(answer["postMessage.problems.0.code"] == .string(code))
    #expect(answer.text.contains("O atendimento está"))
  }

  @Test func `runs each root field alone, the next one after one that was refused`() throws {
    let house = try TestHouse()
    let ticket = try firstTicket("AWAITING_RETURN", as: "student", in: house)
    let answer = try house.run(
      """
      mutation ($ticket: ID!) {
        a: postMessage(input: {ticket: "x", text: "um"}) { problems { code } }
        b: postMessage(input: {ticket: $ticket, text: "dois"}) { message { text } }
        c: postMessage(input: {ticket: $ticket, text: "três"}) {
          ticket { discussion(last: 2) { nodes { text } } }
        }
      }
      """,
      as: "student",
      variables: ["ticket": ticket]
    )
    #expect(answer["a.problems.0.code"] == "NOT_FOUND")
    #expect(answer["b.message.text"] == "dois")
    #expect(answer["c.ticket.discussion.nodes.0.text"] == "dois")
    #expect(answer["c.ticket.discussion.nodes.1.text"] == "três")
  }

  private static let submit = """
    mutation ($ticket: ID!, $condition: String!, $reason: String!, $version: Int,
      $parameters: [ParameterInput!]! = []) {
      submitTicket(input: {ticket: $ticket, condition: $condition, reason: $reason,
        expectedVersion: $version, parameters: $parameters}) {
        ticket { status responsibility version step { name } attendant { displayName } }
        movement { kind condition reason { code } requestedBy { displayName isAttendant }
          performedBy { displayName isAttendant } }
        problems { code message path parameterKey parameterLabel }
      }
    }
    """

  @Test func `hands a draft over by a condition and a reason of its step`() throws {
    let house = try TestHouse()
    let opened = try house.run(
      """
      mutation ($type: ID!, $parameters: [ParameterInput!]!) {
        openTicket(input: {type: $type, parameters: $parameters}) { problems { code parameterKey }
          ticket { id version parameters { key kind access required value { __typename } }
            step { transitions { condition label reasons { code } } } } } }
      """,
      as: "student",
      variables: [
        "type": try type("duvida", as: "student", in: house), "parameters": subject("Horários"),
      ]
    )
    let ticket = opened["openTicket.ticket.id"] ?? .null
    let way = "openTicket.ticket.step.transitions.0"
    let given: JSON = [
      "ticket": ticket, "condition": opened["\(way).condition"] ?? .null,
      "reason": opened["\(way).reasons.0.code"] ?? .null,
      "version": opened["openTicket.ticket.version"] ?? .null,
    ]
    let refused = try house.run(Self.submit, as: "student", variables: given)
    #expect(refused["submitTicket.problems.0.code"] == "PARAMETER_REQUIRED")
    #expect(refused["submitTicket.problems.0.parameterLabel"] != .null)

    guard case .object(let members) = given else { return }
    let filled = try house.run(
      Self.submit,
      as: "student",
      variables: .object(
        members + [.init(name: "parameters", value: Self.missing(opened.json, refused.json))]
      )
    )
    #expect(filled["submitTicket.problems"] == .array([]))
    #expect(filled["submitTicket.ticket.status"] == "IN_PROGRESS")
    #expect(filled["submitTicket.movement.kind"] == "FORWARDED")
    #expect(filled["submitTicket.movement.condition"] == given["condition"])
    #expect(filled["submitTicket.movement.requestedBy.isAttendant"] == false)
    #expect(filled["submitTicket.movement.performedBy.isAttendant"] == true)

    let late = try house.run(Self.submit, as: "student", variables: given)
    #expect(late["submitTicket.problems.0.code"] == "CONFLICT")
    #expect(late["submitTicket.ticket"] == .null)
  }

  /// Values for the parameters that were missing, of their kinds.
  private static func missing(_ opened: JSON, _ refused: JSON) -> JSON {
    var edits: [JSON] = []
    guard
      case .array(let problems)? = refused["data"]?["submitTicket"]?["problems"],
      case .array(let form)? = opened["data"]?["openTicket"]?["ticket"]?["parameters"]
    else { return .array([]) }
    for problem in problems {
      let kind = form.first { $0["key"] == problem["parameterKey"] }?["kind"]
      let value: JSON =
        switch kind {
        case "TEXT", "LONG_TEXT": ["text": "preenchido"]
        case "BOOLEAN": ["boolean": true]
        case "DATE": ["date": "2026-03-10"]
        case "INTEGER": ["integer": 1]
        case "CHOICE": ["choice": "portal"]
        default: .null
        }
      edits.append(["key": problem["parameterKey"] ?? .null, "value": value])
    }
    return .array(edits)
  }
}
