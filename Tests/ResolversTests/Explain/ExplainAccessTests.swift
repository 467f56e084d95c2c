import Bytes
import Desk
import Foundation
import Testing

/// `explainAccess`, asked in every way.
@Suite struct ExplainAccessTests {
  /// A ticket of the story that the student sees, with a parameter that is hidden online there.
  private func hiddenCell(
    in house: TestHouse
  ) throws -> (ticket: String, number: Int64, key: String, user: String) {
    let keys = "query ($n: Int!) { ticket(number: $n) { id parameters { key } } }"
    for number in Int64(1)...400 {
      let mine = try house.run(keys, as: "student", variables: ["n": .integer(number)])
      guard case .string(let id)? = mine["ticket.id"] else { continue }
      let all = try house.run(keys, as: "admin", variables: ["n": .integer(number)])
      let seen = (mine["ticket.parameters"]?.items ?? []).map { $0["key"] }
      for parameter in all["ticket.parameters"]?.items ?? []
      where !seen.contains(parameter["key"]) {
        guard case .string(let key)? = parameter["key"],
          case .string(let user)? = try house.run("{ viewer { user { id } } }", as: "student")[
            "viewer.user.id"
          ]
        else { continue }
        return (id, number, key, user)
      }
    }
    throw TestFailure("nothing is hidden from the student")
  }

  @Test func `a key that the type does not have is hidden from a user too`() throws {
    let house = try TestHouse()
    let cell = try hiddenCell(in: house)
    let answer = try house.run(
      """
      query ($ticket: ID!, $user: ID!) {
        explainAccess(ticket: $ticket, user: $user, parameter: "nope") {
          online { access because } userSees gates { gate passed stops }
        }
      }
      """,
      as: "admin",
      variables: ["ticket": .string(cell.ticket), "user": .string(cell.user)]
    )
    #expect(answer["explainAccess.online.because"] == "UNKNOWN_PARAMETER")
    #expect(answer["explainAccess.userSees"] == false)
    let gates = answer["explainAccess.gates"]?.items ?? []
    #expect(gates.last?["gate"] == "FIELD" && gates.last?["stops"] == "SEEING", "\(gates)")
  }

  /// Beside their schemas, which have no such field.
  @Test(arguments: ["student", "attendant"])
  func `the desk explains nothing to who is no administrator`(user: String) throws {
    let house = try TestHouse()
    let cell = try hiddenCell(in: house)
    let question = AccessQuestion(.ticket(TicketID(cell.number)), parameterKey: cell.key)
    let viewer = try #require(try house.reader.viewer(sessionToken: house.token(of: user)))
    #expect(try house.reader.accessExplanation(question, for: viewer) == nil)
    let admin = try #require(try house.reader.viewer(sessionToken: house.token(of: "admin")))
    #expect(try house.reader.accessExplanation(question, for: admin) != nil)
  }

  @Test func `says which flag hides a parameter, in both languages`() throws {
    let house = try TestHouse()
    let cell = try hiddenCell(in: house)
    let document = """
      query ($ticket: ID!, $user: ID!, $key: String!) {
        explainAccess(ticket: $ticket, user: $user, parameter: $key) {
          ticket { id number } type { key } step { id name } customerType parameterKey
          parameterLabel neededToEnter ruleVersion { number isInForce } user { code } userSees
          online { audience access required because flag table refinedFor lock
            flags { flag table refinedFor decides } text english: text(language: EN)
            portuguese: text(language: PT_BR) }
          desk { access text }
          forUser { access flag }
          gates { gate passed stops text(language: EN) fix(language: EN) }
          text english: text(language: EN) portuguese: text(language: PT_BR)
        }
      }
      """
    let answer = try house.run(
      document,
      as: "admin",
      variables: [
        "ticket": .string(cell.ticket), "user": .string(cell.user), "key": .string(cell.key),
      ],
      languages: ["pt-BR"]
    )
    let it = try #require(answer["explainAccess"])
    #expect(answer.errorCodes == [])
    #expect(it["ticket"]?["number"] == .integer(cell.number))
    #expect(it["user"]?["code"] == "student")
    #expect(it["userSees"] == false)
    #expect(it["customerType"] == "STUDENT")
    #expect(it["ruleVersion"]?["isInForce"] == true)
    let online = try #require(it["online"])
    #expect(online["access"] == "HIDDEN")
    #expect(online["because"] == "FLAG")
    #expect(online["flag"] == "INVISIBLE_ONLINE")
    #expect(online["table"] == "INVISIBLE_ONLINE")
    #expect(online["flags"]?.items.filter { $0["decides"] == true }.count == 1)
    #expect(online["text"] == online["portuguese"])
    #expect(online["text"] != online["english"])
    #expect(it["text"] == it["portuguese"])
    #expect(it["text"] == online["portuguese"])
    guard case .string(let english)? = online["english"],
      case .string(let portuguese)? = online["portuguese"],
      case .string(let step)? = it["step"]?["name"]
    else { throw TestFailure(answer.text) }
    #expect(english.contains("is hidden from students at the step \"\(step)\""))
    #expect(english.contains("invisibleOnline"))
    #expect(portuguese.contains("está oculto para alunos na etapa \"\(step)\""))
    let shut = it["gates"]?.items.filter { $0["passed"] == false } ?? []
    #expect(
      shut.contains { $0["gate"] == "FIELD" && $0["stops"] == "SEEING" && $0["fix"] != .null }
    )
  }

  /// The synthetic form agrees with every cell of the rules in force.
  @Test func `explains each step, parameter and customer type as its rule says`() throws {
    let house = try TestHouse()
    let rules = try house.run(
      """
      { ticketTypes { key fieldRules { step { id } parameterKey required readOnly
        neededFromPrevious invisible invisibleOnline
        refinements { customerType required readOnly neededFromPrevious invisible invisibleOnline }
      } } }
      """,
      as: "admin"
    )
    let document = """
      query ($step: ID!, $key: String!, $type: CustomerType!) {
        explainAccess(step: $step, customerType: $type, parameter: $key) {
          ticket { id } gates { gate } userSees forUser { access } neededToEnter
          online { ...It } desk { ...It }
        }
      }
      fragment It on AccessDecision {
        access required because flag refinedFor lock flags { flag refinedFor }
      }
      """
    var checked = 0
    for rule in rules.json["data"]?["ticketTypes"]?.items.flatMap({ $0["fieldRules"]?.items ?? [] })
      ?? []
    {
      guard let step = rule["step"]?["id"], let key = rule["parameterKey"] else { continue }
      for type in CustomerType.allCases {
        let refinement = rule["refinements"]?.items.first {
          $0["customerType"] == .string(type.rawValue)
        }
        func isSet(_ name: String) -> Bool {
          rule[name] == true || refinement?[name] == true
        }
        let answer = try house.run(
          document,
          as: "admin",
          variables: ["step": step, "key": key, "type": .string(type.rawValue)]
        )
        let it = try #require(answer["explainAccess"], "\(answer.text)")
        #expect(it["ticket"] == .null)
        #expect(it["gates"] == [])
        #expect(it["userSees"] == .null)
        #expect(it["neededToEnter"] == .boolean(isSet("neededFromPrevious")))
        for (side, hiding) in [("online", "invisibleOnline"), ("desk", "invisible")] {
          let decision = try #require(it[side])
          #expect((decision["access"] == "HIDDEN") == isSet(hiding), "\(answer.text)")
          if decision["access"] == "WRITABLE" {
            #expect(!isSet("readOnly") && !isSet(hiding))
            #expect(decision["required"] == .boolean(isSet("required")))
          }
          if decision["because"] == "FLAG" {
            let name = decision["access"] == "HIDDEN" ? hiding : "readOnly"
            let isRefined = rule[name] != true
            #expect(decision["refinedFor"] == (isRefined ? .string(type.rawValue) : .null))
          }
        }
        checked += 1
      }
    }
    #expect(checked > 500)
  }

  @Test func `judges a step for a customer by the customer's own type`() throws {
    let house = try TestHouse()
    let ticket = try house.run(
      "{ ticket(number: 145) { customer { id type } step { id } } }",
      as: "admin"
    )
    let customer = try #require(ticket["ticket.customer.id"])
    let step = try #require(ticket["ticket.step.id"])
    let answer = try house.run(
      """
      query ($step: ID!, $customer: ID!) {
        explainAccess(step: $step, customer: $customer, parameter: "taxa") {
          customerType online { access refinedFor }
        }
      }
      """,
      as: "admin",
      variables: ["step": step, "customer": customer]
    )
    #expect(answer["explainAccess.customerType"] == ticket["ticket.customer.type"])
    #expect(answer["explainAccess.online"] == ["access": "HIDDEN", "refinedFor": "TEACHER"])
  }

  @Test func `judges a step in the state that is given`() throws {
    let house = try TestHouse()
    let step = try #require(
      try house.run("{ ticketTypes { steps { id } } }", as: "admin")["ticketTypes.0.steps.0.id"]
    )
    func lock(_ arguments: String, _ side: String) throws -> JSON? {
      try house.run(
        """
        query ($step: ID!) { explainAccess(step: $step, customerType: CLIENT, \(arguments)
          parameter: "discussion") { \(side) { lock status responsibility } } }
        """,
        as: "admin",
        variables: ["step": step]
      )["explainAccess.\(side)"]
    }
    #expect(try lock("", "online")?["responsibility"] == "CUSTOMER")
    #expect(try lock("", "desk")?["responsibility"] == "ATTENDANT")
    #expect(try lock("status: PENDING", "desk")?["responsibility"] == "CUSTOMER")
    #expect(try lock("status: COMPLETED", "online")?["lock"] == "TICKET_COMPLETED")
    #expect(try lock("status: CANCELLED", "desk")?["lock"] == "TICKET_CANCELLED")
    #expect(try lock("responsibility: CUSTOMER", "desk")?["responsibility"] == "CUSTOMER")
  }

  @Test(arguments: [
    "", "ticket: $it, step: $it", "ticket: $it, customerType: CLIENT", "ticket: $it, customer: $it",
    "ticket: $it, status: PENDING", "ticket: $it, responsibility: CUSTOMER", "step: $it",
    "step: $it, customerType: CLIENT, customer: $it", "step: $it, customerType: CLIENT, user: $it",
    "customerType: CLIENT", "user: $it", "ticket: null, step: null",
  ])
  func `refuses what does not go together`(arguments: String) throws {
    let answer = try TestHouse().run(
      """
      query ($it: ID = "x") { explainAccess(\(arguments) parameter: "subject") { text } \
      __typename ...on Query @skip(if: true) { node(id: $it) { id } } }
      """
      .replacingOccurrences(of: "$it: ID = ", with: "$it: ID! = "),
      as: "admin"
    )
    #expect(answer.errorCodes == ["BAD_USER_INPUT"], "\(answer.text)")
    #expect(answer["explainAccess"] == .null)
  }

  @Test func `is null for what is not there, and hides what no type knows`() throws {
    let house = try TestHouse()
    func text(_ arguments: String) throws -> String {
      try house.run("{ explainAccess(\(arguments)) { online { access because } } }", as: "admin")
        .text
    }
    let none = #"{"data":{"explainAccess":null}}"#
    #expect(try text(#"ticket: "nonsense", parameter: "subject""#) == none)
    #expect(try text(#"step: "nonsense", customerType: CLIENT, parameter: "subject""#) == none)
    let ticket = Base64.text(of: Array("ticket.1".utf8), as: .url)
    #expect(try text("ticket: \"\(ticket)\", user: \"nonsense\", parameter: \"subject\"") == none)
    let long = String(repeating: "k", count: 300)
    #expect(try text("ticket: \"\(ticket)\", parameter: \"\(long)\"") == none)
    let unknown = try text("ticket: \"\(ticket)\", parameter: \"nobodyKnowsThis\"")
    #expect(unknown.contains(#"{"access":"HIDDEN","because":"UNKNOWN_PARAMETER"}"#))
  }

  @Test(arguments: ["student", "attendant", "prospect"])
  func `is nothing to anybody else`(user: String) throws {
    let house = try TestHouse()
    let explained = try house.run("{ explainAccess(parameter: \"x\") { text } }", as: user)
    let never = try house.run("{ explainAccesx(parameter: \"x\") { text } }", as: user)
    #expect(
      explained.text.replacingOccurrences(of: "explainAccess", with: "N")
        == never.text.replacingOccurrences(of: "explainAccesx", with: "N")
    )
    let type = try house.run("{ __type(name: \"AccessExplanation\") { name } }", as: user)
    #expect(type["__type"] == .null)
  }

  @Test
  func `tells a blocked type, a foreign ticket and a disabled user apart for the administrator`()
    throws
  {
    let house = try TestHouse()
    func shut(_ user: String, _ number: Int64) throws -> [String] {
      let id = try #require(
        try house.run("{ viewer { user { id } } }", as: user)["viewer.user.id"]
      )
      let answer = try house.run(
        """
        query ($ticket: ID!, $user: ID!) {
          explainAccess(ticket: $ticket, user: $user, parameter: "subject") {
            gates { gate stops text fix } text
          }
        }
        """,
        as: "admin",
        variables: [
          "ticket": .string(Base64.text(of: Array("ticket.\(number)".utf8), as: .url)), "user": id,
        ]
      )
      return (answer["explainAccess.gates"]?.items ?? []).compactMap { gate in
        guard gate["stops"] == "SEEING", case .string(let name)? = gate["gate"] else { return nil }
        return name
      }
    }
    let everything = try (Int64(1)...120).map { try shut("student", $0) }
    #expect(everything.contains([]))
    #expect(everything.contains(["OWNERSHIP"]))
    #expect(try shut("attendant", 1) == [])
    #expect(try shut("academic", 1).first == "PERMISSION")
  }
}
