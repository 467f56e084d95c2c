import Bytes
import GraphQL
import Resolvers
import TestKit
import Testing

@testable import Desk

/// What is remembered between requests is nobody's answer but the asker's, at the step of now.
///
/// - Source: L14.
@Suite("L14 caches shared between viewers or steps", .serialized) struct L14SharedCaches {
  static let documents = [
    "{ tickets(first: 20) { totalCount nodes { \(CanaryTests.ticket) } } }",
    "{ ticketTypes { id key name parameters { key label } steps { key } } viewer { user { code } } }",
    "query ($n: Int = 4) { ticket(number: $n) { number subject parameters { key access } } }",
    "{ searchTickets(text: \"diploma\") { totalCount nodes { number subject } } }",
    "{ users { totalCount } }",
    "{ tickets(filter: {text: \"canario\"}) { totalCount } }",
    "{ __schema { types { name } } }",
  ]
  static let users = Story.ruled + ["admin", "academic"]

  /// One connection, one loop, one cache of plans: each document by each user in turn, twice.
  @Test func `two viewers in turn on one connection get their own answers`() throws {
    let desk = try StoryDesk.shared.get()
    var alone: [String: [String]] = [:]
    for user in Self.users {
      alone[user] = try Self.documents.map { try desk.ask($0, as: user).text }
    }
    let client = try HTTPClient(port: desk.process.port)
    for round in 0..<2 {
      for (place, document) in Self.documents.enumerated() {
        for user in round == 0 ? Self.users : Self.users.reversed() {
          let body = try StoryDesk.body(document)
          client.send(StoryDesk.request(body, token: try desk.token(of: user)))
          #expect(try client.receive().text == alone[user]?[place], "\(user), \(document)")
        }
      }
    }
    // A plan or a refusal of one schema is not another's, whoever asked first.
    for user in Self.users {
      let isAdmin = user == "admin"
      let people = alone[user]?[4] ?? ""
      #expect(people.hasPrefix("{\"data\":{\"users\":{\"totalCount\"") == isAdmin, "\(people)")
      #expect(people.contains("Cannot query field \\\"users\\\"") != isAdmin)
      let types = alone[user]?[6] ?? ""
      #expect(types.contains("\"Profile\"") == isAdmin, "\(user)")
      #expect(types.contains("\"Attendant\"") == (isAdmin || user == "attendant"), "\(user)")
    }
    // The documents tell the users apart, or nothing was tried.
    #expect(Set(alone.values.map { $0[0] }).count > 5)
  }

  /// Sent without waiting: what one loop turn answers together is answered apart.
  @Test func `requests that come together are answered apart`() throws {
    let desk = try StoryDesk.shared.get()
    let document = Self.documents[0]
    let alone = try Self.users.map { try desk.ask(document, as: $0).text }
    let body = try StoryDesk.body(document)
    for _ in 0..<3 {
      let client = try HTTPClient(port: desk.process.port)
      var bytes: [UInt8] = []
      for user in Self.users {
        bytes += StoryDesk.request(body, token: try desk.token(of: user))
      }
      client.send(bytes)
      for (user, expected) in zip(Self.users, alone) {
        #expect(try client.receive().text == expected, "\(user)")
      }
    }
  }

  /// `comprovante` is hidden from the customer in "pedido" and "analise" and shown in "pagamento".
  @Test func `a step that changes in between is the step of the next answer`() throws {
    let desk = try StoryDesk.own()
    let customer = try Self.client(of: "student", desk)
    let attendant = try Self.client(of: "attendant", desk)
    let id = try Self.draft(desk)
    let read = "{ ticket(id: \"\(id)\") { step { key } parameters { key } } }"
    let before = try customer(read)
    #expect(before.text("ticket.step.key") == "pedido")
    #expect(!Self.keys(before, "ticket").contains("comprovante"))
    _ = try customer(Self.submit(id, "enviar", "pedido"))
    let between = try customer(read)
    #expect(between.text("ticket.step.key") == "analise")
    #expect(!Self.keys(between, "ticket").contains("comprovante"))
    let edit =
      "{key: \"priority\", value: {choice: \"HIGH\"}}, {key: \"taxa\", value: {decimal: \"10\"}}, {key: \"parecerReservado\", value: {text: \"CANARIO-X\"}}"
    let moved = try attendant(Self.submit(id, "deferir", "deferimento", edit))
    #expect(moved.problems("submitTicket") == [], "\(moved.text)")
    let after = try customer(read)
    #expect(after.text("ticket.step.key") == "pagamento")
    #expect(Self.keys(after, "ticket").contains("comprovante"))
    #expect(!Self.keys(after, "ticket").contains("parecerReservado"))
  }

  /// Root fields of one mutation: each answers under the rules of the step that it found and left.
  @Test func `a step that changes within a request is the step of what follows`() throws {
    let desk = try StoryDesk.own()
    let id = try Self.draft(desk)
    let edit = "parameters: [{key: \"nomeCompleto\", value: {text: \"Y\"}}]"
    let selected = "ticket { step { key } parameters { key access } } problems { code }"
    let answer = try desk.ask(
      """
      mutation {
        a: updateTicket(input: {ticket: "\(id)", \(edit)}) { \(selected) }
        b: submitTicket(input: {ticket: "\(id)", condition: "enviar", reason: "pedido"}) { \(selected) }
        c: updateTicket(input: {ticket: "\(id)", \(edit)}) { \(selected) }
        d: postMessage(input: {ticket: "\(id)", text: "x"}) { \(selected) }
      }
      """,
      as: "student"
    )
    #expect(answer.text("a.ticket.step.key") == "pedido", "\(answer.text)")
    #expect(answer.text("b.ticket.step.key") == "analise", "\(answer.text)")
    #expect(answer.problems("c") == ["AWAITING_ATTENDANT"])
    #expect(answer.text("d.ticket.step.key") == "analise")
    let access = { (field: String) in
      answer.items("\(field).ticket.parameters")
        .first { $0["key"] == "nomeCompleto" }?["access"]?.asText
    }
    #expect(access("a") == "WRITABLE")
    #expect(access("b") == "READ_ONLY")
    #expect(access("d") == "READ_ONLY")
  }

  /// A published version of the rules counts for the next answer of a connection that was open.
  @Test func `rules that change in between are the rules of the next answer`() throws {
    let desk = try StoryDesk.own()
    let student = try Self.client(of: "student", desk)
    let id = try Self.draft(desk)
    let read = "{ ticket(id: \"\(id)\") { subject parameters { key } } }"
    #expect(try student(read).text("ticket.subject") == "Via")
    let step = try #require(
      try desk.ask("{ ticket(id: \"\(id)\") { step { id } } }", as: "admin").text("ticket.step.id")
    )
    let draft = try desk.ask(
      "mutation { createRuleDraft(input: {}) { version { id } problems { code } } }",
      as: "admin"
    )
    let version = try #require(draft.text("createRuleDraft.version.id"), "\(draft.text)")
    let published = try desk.ask(
      """
      mutation {
        setFieldRules(input: {draft: "\(version)", rules: [
          {step: "\(step)", parameter: "subject", invisibleOnline: true}
        ]}) { problems { code } }
        publishRuleDraft(input: {draft: "\(version)", reason: "x"}) { problems { code } }
      }
      """,
      as: "admin"
    )
    #expect(published.problems("publishRuleDraft") == [], "\(published.text)")
    let after = try student(read)
    #expect(after["ticket.subject"] == .null)
    #expect(!Self.keys(after, "ticket").contains("subject"))
  }

  // MARK: - A plan in the wrong hands

  /// What only the staff's schema has asks for the viewer all the same: a plan that was made for
  /// the staff finds nothing for a customer.
  @Test(arguments: ["student", "many", "academic"])
  func `a plan of the staff's tells a customer nothing`(user: String) throws {
    let desk = try MemoryDesk()
    let gap = try SchemaGap(of: .customer)
    let paths = SchemaPaths(gap.whole)
    let query = gap.whole[gap.whole.queryType]
    let hidden = query.fields.filter { gap.view.type(named: "Query")?.field($0.name) == nil }
    #expect(hidden.count > 10)
    for field in hidden where !(user == "academic" && field.name == "externalTicket") {
      // What is selected below it is of the query root; it fails before that is looked at.
      let isLens = field.type.namedType == gap.whole.queryType
      let isPage = !isLens && gap.whole[field.type.namedType].field("nodes") != nil
      let selection = isPage ? "{ totalCount nodes { __typename } }" : "{ __typename }"
      let document = "{ it: \(paths.call(of: field)) \(selection) }"
      let answer = try desk.run(document, compiledFor: .administrator, as: user)
      let found = answer.at("data.it")
      let nodes = found?["nodes"]?.asItems ?? []
      let isNothing = found == nil || found == .null || found == .array([])
      #expect(isNothing || isPage && nodes.isEmpty, "\(field.name): \(answer.text)")
      if isPage { #expect(found?["totalCount"] ?? 0 == 0, "\(field.name)") }
    }
  }

  @Test func `a plan of the staff's tells a customer nobody behind a step`() throws {
    let desk = try MemoryDesk()
    let answer = try desk.run(
      """
      { ticketTypes {
        steps { attendant { displayName } assignedAttendant { displayName } }
        fieldRules { parameterKey } parameters { key }
      } }
      """,
      compiledFor: .administrator,
      as: "student"
    )
    let types = answer.at("data.ticketTypes")?.asItems ?? []
    #expect(!types.isEmpty, "\(answer.text)")
    for type in types {
      #expect(type["fieldRules"] == [])
      for step in type["steps"]?.asItems ?? [] {
        #expect(step["attendant"] == .null && step["assignedAttendant"] == .null)
      }
    }
  }

  // MARK: - Parts

  /// Asks as a user over one connection that stays open.
  private static func client(
    of user: String,
    _ desk: StoryDesk
  ) throws -> (String) throws -> Asked {
    let client = try HTTPClient(port: desk.process.port)
    let token = try desk.token(of: user)
    return { document in
      client.send(StoryDesk.request(try StoryDesk.body(document), token: token))
      return Asked(try client.receive())
    }
  }

  /// A draft of the student's that lacks nothing.
  static func draft(_ desk: StoryDesk) throws -> String {
    let types = try desk.ask("{ ticketTypes { id key } }", as: "student")
    let type = types.items("ticketTypes").first { $0["key"] == "segunda-via-diploma" }
    let answer = try desk.ask(
      """
      mutation { openTicket(input: {type: "\(type?["id"]?.asText ?? "")", parameters: [
        {key: "subject", value: {text: "Via"}}, {key: "requestText", value: {text: "Peço."}},
        {key: "nomeCompleto", value: {text: "X"}}, {key: "curso", value: {choice: "direito"}},
        {key: "anoConclusao", value: {integer: 2018}},
        {key: "formaEntrega", value: {choice: "correio"}}
      ]}) { ticket { id } problems { code parameterKey } } }
      """,
      as: "student"
    )
    return try #require(answer.text("openTicket.ticket.id"), "\(answer.text)")
  }

  static func submit(
    _ id: String,
    _ condition: String,
    _ reason: String,
    _ parameters: String = ""
  ) -> String {
    """
    mutation { submitTicket(input: {
      ticket: "\(id)", condition: "\(condition)", reason: "\(reason)", parameters: [\(parameters)]
    }) { ticket { step { key } } problems { code parameterKey } } }
    """
  }

  private static func keys(_ answer: Asked, _ path: String) -> [String] {
    answer.items("\(path).parameters").compactMap { $0["key"]?.asText }
  }
}
