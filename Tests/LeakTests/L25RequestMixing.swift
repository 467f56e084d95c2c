import Bytes
import TestKit
import Testing

@testable import Desk

/// What one request holds of others is run as it says, each authorised alone.
///
/// - Source: L25.
@Suite("L25 request mixing", .serialized) struct L25RequestMixing {
  private static let batching = Result { try StoryDesk.own(arguments: ["--batch", "10"]) }

  @Test(arguments: ["student", "attendant", "admin", nil])
  func `a list of requests is refused where the operator did not allow it`(user: String?) throws {
    let desk = try StoryDesk.shared.get()
    for body in [
      #"[{"query":"{ viewer { user { code } } }"}]"#, "[]", "[[]]", "[null]",
      #"[{"query":"{ viewer { user { code } } }"},{"query":"{ users { totalCount } }"}]"#,
    ] {
      let answer = try desk.raw(body, as: user)
      #expect(answer.status == 400)
      #expect(!answer.text.contains("\"data\""))
    }
  }

  /// Each at its place, each as if it came alone.
  @Test(arguments: Story.ruled + ["admin", "academic"])
  func `each request of a list is answered as alone`(user: String) throws {
    let desk = try Self.batching.get()
    let documents =
      L14SharedCaches.documents + [
        "{ auditLog(first: 1) { nodes { action } } }", "{ ticket(number: 4) { id } }",
        "{ nothing }",
      ]
    let bodies = try documents.map { try StoryDesk.body($0) }
    let alone = try documents.map { try desk.ask($0, as: user).text }
    let together = try desk.raw("[\(bodies.joined(separator: ","))]", as: user)
    #expect(together.text == "[\(alone.joined(separator: ","))]")
    let turned = try desk.raw("[\(bodies.reversed().joined(separator: ","))]", as: user)
    #expect(turned.text == "[\(alone.reversed().joined(separator: ","))]")
  }

  /// Who lost a permission by an earlier request of the list asks the later ones without it.
  @Test func `what follows a loss of permission in a list is judged without it`() throws {
    let desk = try StoryDesk.own(arguments: ["--batch", "20"])
    let (user, profile) = try Self.secondAdministrator(desk)
    let later = [
      "{ attendants { displayName user { code } } }", "{ settings { revision } }",
      "{ forwardReasons { id label isActive } }", "{ users(first: 3) { nodes { code } } }",
      "{ profiles { name } }", "{ auditLog(first: 1) { nodes { action } } }",
      "{ articles(state: DRAFT, first: 3) { nodes { title } } }",
      "{ ticketTypes { isActive fieldRules { parameterKey } steps { attendant { displayName } } } }",
      "{ tickets(first: 5) { nodes { attendant { userCode } discussion { nodes { isInternal } } } } }",
      "{ __type(name: \"Profile\") { name } }", "{ customers(first: 3) { nodes { name } } }",
    ]
    let loss = """
      mutation { updateUser(input: {user: "\(user)", profile: "\(profile)"}) { problems { code } } }
      """
    let bodies = try ([loss] + later).map { try StoryDesk.body($0) }
    let answer = try desk.raw("[\(bodies.joined(separator: ","))]", as: "person")
    let parts = try JSONParser.parse(answer.body).asItems
    #expect(parts.first?.at("data.updateUser.problems") == [], "\(answer.text)")
    #expect(parts.count == later.count + 1)
    for (document, part) in zip(later, parts.dropFirst()) {
      let now = try desk.ask(document, as: "person")
      #expect(part == now.json, "\(document): \(part.text)")
    }
  }

  /// The same within one operation: root fields after the loss.
  @Test func `what follows a loss of permission in a mutation is judged without it`() throws {
    let desk = try StoryDesk.own()
    let (user, profile) = try Self.secondAdministrator(desk)
    let ticket = try #require(
      Story.tickets.first {
        $0.seers.contains("person") && $0.status == .inProgress && $0.attendant != nil
          && $0.messages.contains(where: \.isInternal)
      }
    )
    let answer = try desk.ask(
      """
      mutation {
        a: updateUser(input: {user: "\(user)", profile: "\(profile)"}) { problems { code } }
        b: createTicketGroup(input: {key: "x", name: "x"}) { group { id } problems { code } }
        c: postMessage(input: {ticket: "\(try L09ErrorTexts.id(of: ticket))", text: "x"}) {
          ticket {
            attendant { userCode } type { fieldRules { parameterKey } }
            discussion(first: 50) { nodes { text } } customer { guardians { relation } }
          }
          problems { code }
        }
      }
      """,
      as: "person"
    )
    #expect(answer.problems("b") == ["NOT_PERMITTED"], "\(answer.text)")
    #expect(answer.problems("c") == [])
    #expect(answer["c.ticket.attendant.userCode"] == .null)
    #expect(answer.items("c.ticket.type.fieldRules").isEmpty)
    for canary in DemoStory.canaries where canary.hiddenFrom.contains("person") {
      #expect(!answer.text.contains(canary.word), "\(canary.place)")
    }
  }

  // MARK: - One request

  @Test func `an operation is run by its name and no other`() throws {
    let desk = try StoryDesk.shared.get()
    let document = "query A { viewer { user { code } } } query B { ticketTypes { key } }"
    let text = JSON.string(document).text
    for (name, start) in [
      ("\"A\"", "{\"data\":{\"viewer\""), ("\"B\"", "{\"data\":{\"ticketTypes\""),
    ] {
      let answer = try desk.raw("{\"query\":\(text),\"operationName\":\(name)}", as: "student")
      #expect(answer.text.hasPrefix(start))
    }
    for name in ["null", "\"\"", "\"C\"", "\"a\"", "\"A \"", "1", "[\"A\"]", "{\"A\":1}"] {
      let answer = try desk.raw("{\"query\":\(text),\"operationName\":\(name)}", as: "student")
      #expect(!answer.text.contains("\"data\""), "\(name): \(answer.text)")
    }
  }

  /// A reader of the first member and a reader of the last would see two requests.
  @Test(arguments: ["query", "variables", "operationName", "extensions"])
  func `a member that comes twice is refused`(member: String) throws {
    let desk = try StoryDesk.shared.get()
    let values = [
      "query": "\"{ viewer { user { code } } }\"", "variables": "{\"number\":4}",
      "operationName": "\"Q\"", "extensions": "{}",
    ]
    let query = "\"query Q { viewer { user { code } } }\""
    let once = member == "query" ? "" : "\"query\":\(query),"
    let value = values[member] ?? "null"
    for second in [value, "null", "\"{ ticketTypes { key } }\""] {
      let body = "{\(once)\"\(member)\":\(value),\"\(member)\":\(second)}"
      let answer = try desk.raw(body, as: "student")
      #expect(answer.status == 400, "\(body)")
      #expect(!answer.text.contains("\"data\""))
    }
    let inside =
      #"{"query":"query ($number: Int) { ticket(number: $number) { number } }","variables":{"number":3,"number":4}}"#
    #expect(try desk.raw(inside, as: "student").status == 400)
  }

  /// A second token, or none that is one, is nobody.
  @Test func `a request has one sender`() throws {
    let desk = try StoryDesk.shared.get()
    let body = #"{"query":"{ viewer { user { code } } }"}"#
    let student = try desk.token(of: "student")
    let admin = try desk.token(of: "admin")
    for fields in [
      "Authorization: Bearer \(student)\r\nAuthorization: Bearer \(admin)\r\n",
      "Authorization: Bearer \(student), Bearer \(admin)\r\n",
      "Authorization: Bearer \(student) \(admin)\r\n",
      "Authorization: Basic \(student)\r\n", "Authorization: Bearer\r\n",
    ] {
      let client = try HTTPClient(port: desk.process.port)
      client.send(
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\(fields)"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      )
      let answer = try client.receive()
      #expect([400, 401].contains(answer.status), "\(fields.prefix(20)): \(answer.text)")
      #expect(!answer.text.contains("student") && !answer.text.contains("admin"))
    }
  }

  /// Makes `person` an administrator, who can become a customer again.
  private static func secondAdministrator(
    _ desk: StoryDesk
  ) throws -> (user: String, profile: String) {
    let told = try desk.ask(
      "{ users(first: 100) { nodes { id code profile { id } } } }",
      as: "admin"
    )
    let users = told.items("users.nodes")
    func find(_ code: String, _ path: String) throws -> String {
      let user = users.first { $0["code"]?.asText == code }
      return try #require(user?.at(path)?.asText)
    }
    let user = try find("person", "id")
    let answer = try desk.ask(
      """
      mutation { updateUser(input: {user: "\(user)", profile: "\(try find("admin", "profile.id"))"}) {
        problems { code }
      } }
      """,
      as: "admin"
    )
    #expect(answer.problems("updateUser") == [], "\(answer.text)")
    return (user, try find("person", "profile.id"))
  }
}
