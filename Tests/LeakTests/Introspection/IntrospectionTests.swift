import Bytes
import Desk
import Foundation
import GraphQL
import Resolvers
import TestKit
import Testing

/// Each audience has a schema of its own, and what is not in it is a name like any that never was.
///
/// Everything that an audience does not have is tried: it is computed as the whole schema without
/// the audience's.
///
/// - Source: R72, F23, L9, L11.
@Suite struct IntrospectionTests {
  static let audiences: [SchemaAudience] = [.customer, .attendant, .integrator, .administrator]
  /// Who asks over HTTP for each of them; nobody has the schema of customers.
  static let users: [SchemaAudience: [String?]] = [
    .customer: ["student", "client.contact", nil], .attendant: ["attendant"],
    .integrator: ["academic"], .administrator: ["admin"],
  ]

  @Test func `somebody does not have something`() throws {
    let counts = try Self.audiences.map { try NameTrials(SchemaGap(of: $0)).trials.count }
    #expect(counts[0] > 2_000)
    #expect(counts[1] > 1_000)
    #expect(counts[2] > 2_000)
    // Administrators set up what other systems do, too.
    #expect(counts[3] == 0)
  }

  @Test(arguments: audiences)
  func `a name that is not had is refused as one that never was`(
    audience: SchemaAudience
  ) throws {
    let gap = try SchemaGap(of: audience)
    let trials = NameTrials(gap)
    #expect(trials.unreached == [])
    let madeUp = MadeUpNames(apartFrom: SchemaGap.names(of: gap.whole))
    let plans = PlanCache()
    for trial in trials.trials {
      let made = madeUp.name(like: trial.name)
      let hidden = try Self.refusal(trial.filled(with: trial.name), for: gap.bound, plans)
      let never = try Self.refusal(trial.filled(with: made), for: gap.bound, plans)
      #expect(
        hidden == never?.replacing(made, with: trial.name),
        "\(trial.name) in \(trial.document) with \(trial.variables)"
      )
    }
  }

  /// The whole way, with what the program does before and after; a part of the documents.
  @Test(arguments: audiences.dropLast())
  func `over HTTP it is the same answer`(audience: SchemaAudience) throws {
    let desk = try StoryDesk.shared.get()
    let gap = try SchemaGap(of: audience)
    let madeUp = MadeUpNames(apartFrom: SchemaGap.names(of: gap.whole))
    let trials = NameTrials(gap).trials
    for user in Self.users[audience] ?? [] {
      let client = try HTTPClient(port: desk.process.port)
      let token = try user.map { try desk.token(of: $0) }
      func answer(_ request: (document: String, variables: String)) throws -> HTTPAnswer {
        let body =
          #"{"query":\#(JSON.string(request.document).text),"variables":\#(request.variables)}"#
        client.send(StoryDesk.request(body, token: token))
        return try client.receive()
      }
      for trial in trials.enumerated().filter({ $0.offset % 9 == 0 }).map(\.element) {
        let made = madeUp.name(like: trial.name)
        let hidden = try answer(trial.filled(with: trial.name))
        let never = try answer(trial.filled(with: made))
        #expect(hidden.text == never.text.replacing(made, with: trial.name), "\(trial.document)")
        #expect(hidden.status == never.status)
        #expect(Self.fields(of: hidden) == Self.fields(of: never))
      }
    }
  }

  @Test(arguments: audiences)
  func `__type does not find what is not had`(audience: SchemaAudience) throws {
    let desk = try StoryDesk.shared.get()
    let gap = try SchemaGap(of: audience)
    let document = """
      query ($name: String!) {
        __type(name: $name) {
          kind name description fields { name } inputFields { name } enumValues { name }
          possibleTypes { name } interfaces { name } ofType { name }
        }
      }
      """
    for user in Self.users[audience] ?? [] {
      for name in gap.types {
        let answer = try desk.ask(document, as: user, ["name": name])
        #expect(answer.text == #"{"data":{"__type":null}}"#, "\(name) for \(user ?? "nobody")")
        let literal = try desk.ask("{ __type(name: \"\(name)\") { name } }", as: user)
        #expect(literal.text == #"{"data":{"__type":null}}"#)
      }
    }
  }

  /// Names, kinds, arguments, possible types: all that introspection tells is the audience's.
  @Test(arguments: audiences)
  func `introspection tells the audience's schema and no more`(audience: SchemaAudience) throws {
    let desk = try StoryDesk.shared.get()
    let gap = try SchemaGap(of: audience)
    let mine = SchemaGap.names(of: gap.view)
    let gone = SchemaGap.names(of: gap.whole).subtracting(mine)
    for user in Self.users[audience] ?? [] {
      let told = try desk.ask(ClientSchema.query, as: user)
      var names: Set<String> = []
      var texts: [String] = []
      Self.read(try #require(told.json["data"]), names: &names, texts: &texts)
      #expect(names.isDisjoint(with: gone), "\(names.intersection(gone).sorted())")
      #expect(names.count > 200)
      for name in mine where !["__schema", "__type"].contains(name) {
        #expect(names.contains(name), "\(name) is not told to \(user ?? "nobody")")
      }
    }
  }

  /// A description names nothing that its reader does not have.
  @Test(arguments: audiences)
  func `no description and no reason names what is not had`(audience: SchemaAudience) throws {
    let desk = try StoryDesk.shared.get()
    let gap = try SchemaGap(of: audience)
    let gone = SchemaGap.names(of: gap.whole).subtracting(SchemaGap.names(of: gap.view))
    let told = try desk.ask(ClientSchema.query, as: (Self.users[audience] ?? []).first ?? nil)
    var names: Set<String> = []
    var texts: [String] = []
    Self.read(try #require(told.json["data"]), names: &names, texts: &texts)
    #expect(texts.count > 300)
    for text in texts {
      // A word of plain English is no name: names stand in code marks or have capitals within.
      let quoted = text.matches(of: /`([^`]+)`/).flatMap { $0.1.matches(of: /\w+/) }.map(\.0)
      let camel = text.matches(of: /\b[A-Za-z]+[a-z][A-Z]\w*/).map(\.0)
      for word in quoted + camel {
        #expect(!gone.contains(String(word)), "\(word) in: \(text)")
      }
    }
  }

  /// Objects of types that only the staff has, by their ids.
  @Test(arguments: ["student", "client", "academic", "attendant"])
  func `an object of a type that is not had is no node`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    let told = try desk.ask(
      """
      {
        profiles { id } attendants { id } forwardReasons { id }
        ruleVersions(first: 5) { nodes { id } } auditLog(first: 5) { nodes { id } }
        users(first: 20) { nodes { id sessions { id } accessTokens { id } } }
        ticketTypes { parameters { id } steps { transitions { id } } }
      }
      """,
      as: "admin"
    )
    let ids = Set(told.text.matches(of: /"id":"([^"]+)"/).map { String($0.1) })
    #expect(ids.count > 100)
    let own = try desk.ask("{ viewer { user { id } } }", as: user).text("viewer.user.id")
    let never = try desk.ask("{ node(id: \"bmV2ZXIuMQ\") { __typename id } }", as: user).text
    let seen = user == "attendant" ? ["User", "Attendant"] : []
    for id in ids.sorted() where id != own {
      let answer = try desk.ask("{ node(id: \"\(id)\") { __typename id } }", as: user)
      if let type = answer.text("node.__typename"), seen.contains(type) { continue }
      #expect(answer.text == never, "\(id)")
    }
  }

  /// What is wrong with a document or its variables; `nil` where nothing is.
  private static func refusal(
    _ request: (document: String, variables: String),
    for schema: BoundSchema,
    _ plans: PlanCache
  ) throws -> String? {
    switch plans.compile(Array(request.document.utf8), for: schema) {
    case .refused(let errors):
      return String(decoding: ExecutionResult.list(of: errors), as: UTF8.self)
    case .document(let document):
      do throws(RequestErrors) {
        _ = try document.plan(
          operationName: nil,
          variables: try? JSONParser.parse(Array(request.variables.utf8))
        )
        return nil
      } catch {
        return String(decoding: ExecutionResult.list(of: error.errors), as: UTF8.self)
      }
    }
  }

  private static func fields(of answer: HTTPAnswer) -> [String] {
    answer.headers.filter { !["date", "content-length"].contains($0.name) }
      .map { "\($0.name): \($0.value)" }
  }

  /// The names and the texts of an answer to an introspection.
  private static func read(_ json: JSON, names: inout Set<String>, texts: inout [String]) {
    for member in json.asMembers {
      if let text = member.value.asText {
        if member.name == "name" { names.insert(text) }
        if ["description", "deprecationReason"].contains(member.name) { texts.append(text) }
      }
      read(member.value, names: &names, texts: &texts)
    }
    for item in json.asItems { read(item, names: &names, texts: &texts) }
  }
}
