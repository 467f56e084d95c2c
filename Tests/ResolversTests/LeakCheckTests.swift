import Bytes
import Desk
import Foundation
import GraphQL
import SQLite
import Testing

@testable import Resolvers

/// `leakCheck`: it changes all that is hidden, finds that nothing of it is in an answer, and leaves the
/// desk as it was.
///
/// - Source: F5, F9; moment 7 of the playground.
@Suite struct LeakCheckTests {
  let house: TestHouse
  private let ids: [String: String]

  init() throws {
    house = try TestHouse()
    let answer = try house.run("{ users(first: 100) { nodes { code id } } }", as: "admin")
    guard case .array(let nodes)? = answer["users.nodes"] else { throw TestFailure(answer.text) }
    var ids: [String: String] = [:]
    for case .object(let members) in nodes {
      guard case .string(let code)? = members.first?.value,
        case .string(let id)? = members.last?.value
      else { continue }
      ids[code] = id
    }
    self.ids = ids
  }

  private func check(
    _ document: String,
    of user: String,
    operationName: String? = nil,
    variables: String? = nil,
    as administrator: String = "admin",
    languages: [String] = ["en"]
  ) throws -> TestHouse.Answer {
    try house.run(
      """
      query Check($user: ID!, $document: String!, $name: String, $variables: String) {
        leakCheck(user: $user, document: $document, operationName: $name, variables: $variables,
          reason: "Prova") {
          code message errors { message code locations { line column } }
          bytes differing changedValues firstDifference path
        }
      }
      """,
      as: administrator,
      variables: [
        "user": .string(ids[user] ?? user),
        "document": .string(document),
        "name": operationName.map(JSON.string) ?? .null,
        "variables": variables.map(JSON.string) ?? .null,
      ],
      languages: languages
    )
  }

  /// The queries of the conformance set, with their variables.
  private static let corpus: [(name: String, text: String, variables: String?)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ConformanceTests")
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    return paths.filter { $0.hasSuffix(".graphql") }.sorted().compactMap { path in
      let file = folder.appending(path: path)
      guard let text = try? String(contentsOf: file, encoding: .utf8),
        let document = try? Parser.parse(Source(text)), document.operations.count == 1,
        document.operations.first?.type == .query
      else { return nil }
      let variables = file.deletingPathExtension().appendingPathExtension("variables.json")
      return (path, text, try? String(contentsOf: variables, encoding: .utf8))
    }
  }()

  /// The demo hides values of each kind from each of these.
  @Test(arguments: [
    "client.contact", "student", "many", "attendant",
  ])
  func `finds nothing hidden in an answer, over the whole corpus`(user: String) throws {
    var (compared, refused) = (0, 0)
    for (name, text, variables) in Self.corpus {
      let answer = try check(text, of: user, variables: variables)
      if answer["leakCheck.code"] == "DOCUMENT_REFUSED" {
        refused += 1
        continue
      }
      compared += 1
      #expect(answer["leakCheck.code"] == .null, "\(name): \(answer.text)")
      #expect(answer["leakCheck.differing"] == 0, "\(name): \(answer.text)")
      #expect(answer["leakCheck.firstDifference"] == .null && answer["leakCheck.path"] == .null)
      guard case .integer(let changed)? = answer["leakCheck.changedValues"] else {
        throw TestFailure("\(name): \(answer.text)")
      }
      #expect(changed > 500)
    }
    #expect(compared > 50 && refused > 5, "\(compared) compared, \(refused) refused")
  }

  @Test func `repeats the user's own answer`() throws {
    let text = "{ viewer { user { code } } tickets(first: 5) { nodes { number subject dueDate } } }"
    let own = try house.run(text, as: "student")
    let answer = try check(text, of: "student")
    #expect(answer["leakCheck.bytes"] == .integer(Int64(own.bytes.count)))
  }

  // MARK: - That it would tell

  private static let everything = """
    { tickets(view: ALL, first: 100) { nodes {
      number subject requestText priority product dueDate solution version updatedAt responsibility
      parameters { key value { __typename ... on TextValue { text } } }
      discussion(first: 20) { totalCount nodes { text } }
      attachments(first: 20) { totalCount nodes { name size } }
      stepHistory(first: 20) { totalCount nodes { justification } }
      understandings(first: 20) { totalCount nodes { text } }
    } } }
    """

  /// Answers as one viewer in a copy in which what is hidden from another was changed.
  private func answers(
    of document: String,
    as reader: String,
    hidingFrom user: String
  ) throws -> (before: TestHouse.Answer, after: TestHouse.Answer, changes: Int) {
    let viewer = try #require(try house.reader.viewer(sessionToken: house.token(of: user)))
    let asking = try #require(try house.reader.viewer(sessionToken: house.token(of: reader)))
    guard case .copy(let copy) = try house.reader.copy(toProve: viewer) else {
      throw TestFailure("no copy")
    }
    guard
      case .document(let compiled) = PlanCache(bytes: 0)
        .compile(Array(document.utf8), for: house.house.schema(for: asking))
    else { throw TestFailure("refused: \(document)") }
    let operation = try compiled.plan(operationName: nil, variables: nil)
    let caller = Caller(
      viewer: asking,
      token: nil,
      address: "",
      languages: ["en"],
      throttle: SignInThrottle()
    )
    let context = RequestContext(caller, reader: copy.reader)
    func answer() throws -> TestHouse.Answer {
      let result = try copy.reader.snapshot { Executor().run(operation, context: context) }
      return TestHouse.Answer(result.body)
    }
    let before = try answer()
    let changes = try copy.changeWhatIsHidden()
    return (before, try answer(), changes)
  }

  /// An administrator reads all of it, so in their answer all of it is another.
  @Test(arguments: ["client", "student", "attendant"])
  func `changes each hidden value, and no other`(user: String) throws {
    let (before, after, changes) = try answers(of: Self.everything, as: "admin", hidingFrom: user)
    let comparison = AnswerComparison(before.bytes, after.bytes)
    #expect(comparison.differing > 1_000 && changes > 500)
    #expect(comparison.path?.starts(with: ["data", "tickets", "nodes"]) == true)
    // What the user sees of it is the same: seen through the user's eyes, in the same two copies.
    let seen = try answers(of: Self.everything, as: user, hidingFrom: user)
    #expect(seen.before.bytes == seen.after.bytes)
    guard case .array(let rows)? = before["tickets.nodes"],
      case .array(let changed)? = after["tickets.nodes"],
      case .array(let own)? = seen.before["tickets.nodes"]
    else { throw TestFailure(before.text) }
    #expect(!own.isEmpty)
    var hidden: Set<String> = []
    for (row, other) in zip(rows, changed) {
      let seen = own.first { $0["number"] == row["number"] }
      for name in [
        "subject", "requestText", "priority", "product", "dueDate", "solution", "discussion",
        "attachments", "stepHistory", "understandings",
      ] {
        // What the user reads is what it was; what they do not read, though it is there, is another.
        if seen == nil || (seen?[name] != row[name] && row[name] != .null) {
          #expect(row[name] != other[name], "\(name) of \(row["number"] ?? .null) is the same")
          hidden.insert(name)
        } else if seen?[name] == row[name], row[name] != .null, user == "attendant" {
          #expect(row[name] == other[name], "\(name) of \(row["number"] ?? .null) is another")
        }
      }
    }
    // The demo hides one thing from attendants; the others stand in tickets that are not the user's.
    #expect(hidden.count > (user == "attendant" ? 0 : 3), "\(hidden)")
  }

  /// What a hole would do: somebody is answered by other eyes than their own.
  @Test func `tells where the first difference is`() throws {
    let document = "{ tickets(view: ALL, first: 100) { nodes { number solution } } }"
    let (before, after, _) = try answers(of: document, as: "admin", hidingFrom: "student")
    let comparison = AnswerComparison(before.bytes, after.bytes)
    #expect(comparison.path?.last == "solution")
    #expect(comparison.first.map { $0 > 20 } == true)
  }

  @Test(
    arguments: [
      ("{\"data\":{\"a\":1}}", "{\"data\":{\"a\":1}}", 0, nil, nil),
      ("{\"data\":{\"a\":1}}", "{\"data\":{\"a\":2}}", 1, 13, ["data", "a"]),
      (
        "{\"data\":{\"a\":[1,{\"b\":null}]}}", "{\"data\":{\"a\":[1,{\"b\":\"x\"}]}}", 4, 21,
        ["data", "a", "1", "b"]
      ),
      ("{\"data\":{\"a\":[1]}}", "{\"data\":{\"a\":[1,2]}}", 2, 15, ["data", "a", "0"]),
      (
        "{\"data\":{\"a\":\"x\\\"y\",\"b\":\"z\"}}", "{\"data\":{\"a\":\"x\\\"y\",\"b\":\"w\"}}", 1,
        25, ["data", "b"]
      ),
      ("{\"errors\":[{\"m\":\"a\"}]}", "{\"data\":null}", 19, 2, ["errors"]),
    ] as [(String, String, Int, Int?, [String]?)]
  )
  func `compares answers`(
    one: String,
    other: String,
    differing: Int,
    first: Int?,
    path: [String]?
  ) {
    let comparison = AnswerComparison(Array(one.utf8), Array(other.utf8))
    #expect(comparison.bytes == one.utf8.count)
    #expect(comparison.differing == differing)
    #expect(comparison.first == first)
    #expect(comparison.path == path)
  }

  // MARK: - What is not compared

  @Test func `compares queries alone`() throws {
    let mutation = try check("mutation { signOut { problems { code } } }", of: "student")
    #expect(mutation["leakCheck.code"] == "NOT_A_QUERY")
    #expect(mutation["leakCheck.bytes"] == .null && mutation["leakCheck.differing"] == .null)
    let portuguese = try check(
      "mutation { signOut { problems { code } } }",
      of: "student",
      languages: ["pt-BR"]
    )
    #expect(
      portuguese["leakCheck.message"]
        == "Só uma consulta pode ser respondida duas vezes: nada pode ser alterado."
    )
  }

  @Test func `says what the user would be refused`() throws {
    let unknown = try check("{ auditLog { totalCount } }", of: "student")
    #expect(unknown["leakCheck.code"] == "DOCUMENT_REFUSED")
    #expect(
      unknown["leakCheck.errors.0.message"] == "Cannot query field \"auditLog\" on type \"Query\"."
    )
    #expect(unknown["leakCheck.errors.0.locations.0.column"] == 3)
    let syntax = try check("{ viewer {", of: "student")
    #expect(syntax["leakCheck.errors.0.code"] == "SYNTAX_ERROR")
    let nested = try check(
      "{ leakCheck(user: \"1\", document: \"{a}\") { bytes } }",
      of: "attendant"
    )
    #expect(nested["leakCheck.code"] == "DOCUMENT_REFUSED")
    let many = "query A { viewer { user { id } } } query B { viewer { user { code } } }"
    #expect(
      try check(many, of: "student")["leakCheck.errors.0.code"] == "OPERATION_RESOLUTION_FAILURE"
    )
    #expect(try check(many, of: "student", operationName: "B")["leakCheck.differing"] == 0)
  }

  @Test func `takes variables`() throws {
    let text = "query($n: Int!) { tickets(first: $n) { totalCount } }"
    #expect(try check(text, of: "student", variables: "{\"n\": 2}")["leakCheck.differing"] == 0)
    #expect(try check(text, of: "student")["leakCheck.errors.0.code"] == "BAD_USER_INPUT")
    for wrong in ["", "[1]", "{", "null"] {
      let answer = try check(text, of: "student", variables: wrong)
      #expect(answer["leakCheck.code"] == "INVALID_VARIABLES", "\(wrong)")
    }
  }

  @Test func `one stands in memory at a time`() throws {
    let viewer = try #require(try house.reader.viewer(sessionToken: house.token(of: "student")))
    let text = "{ viewer { user { id } } }"
    let made = try house.reader.copy(toProve: viewer)
    guard case .copy(let copy) = made else { throw TestFailure("\(made)") }
    let answer = try check(text, of: "student")
    withExtendedLifetime(copy) { #expect(answer["leakCheck.code"] == "BUSY") }
  }

  // MARK: - A lens

  @Test(arguments: [
    ("admin", "LENS_ON_ADMINISTRATOR"), ("former", "LENS_USER_DISABLED"),
    ("none", "LENS_USER_UNKNOWN"),
  ])
  func `says as whom an administrator cannot look`(user: String, code: String) throws {
    let answer = try check("{ viewer { user { id } } }", of: user)
    #expect(answer.errorCodes == [code])
    #expect(try entries().last?.contains(code) == true)
  }

  @Test(arguments: ["student", "attendant", "academic"])
  func `is no field for anybody else`(user: String) throws {
    let answer = try check("{ viewer { user { id } } }", of: "client", as: user)
    #expect(answer.json["data"] == nil)
    #expect(answer.errorMessages.contains("Cannot query field \"leakCheck\" on type \"Query\"."))
    #expect(try entries().isEmpty)
  }

  @Test func `tells the audit log of each use`() throws {
    let text = "{ viewer { user { code } } }"
    _ = try check(text, of: "student")
    let entries = try entries()
    #expect(entries.count == 1)
    let hash = Hexadecimal.encode(SHA256.hash(Array(text.utf8)))
    for word in ["leakCheck", hash, "Prova"] { #expect(entries[0].contains(word)) }
  }

  private func entries() throws -> [String] {
    let answer = try house.run(
      """
      { auditLog(action: "viewAs", last: 100) {
        nodes { user { code } subjectId changes { name before after } } } }
      """,
      as: "admin"
    )
    guard case .array(let nodes)? = answer["auditLog.nodes"] else { throw TestFailure(answer.text) }
    return nodes.reversed().map(\.text)
  }

  // MARK: - The desk

  @Test func `leaves the desk as it was`() throws {
    let before = try dump()
    let count = house.desk.events.last
    let contents = try house.run(Self.everything, as: "admin").bytes
    for user in ["client", "student", "attendant"] { _ = try check(Self.everything, of: user) }
    #expect(try dump() == before)
    #expect(house.desk.events.last == count)
    #expect(try house.run(Self.everything, as: "admin").bytes == contents)
  }

  /// Every row of every table but the audit log's.
  private func dump() throws -> [String] {
    let connection = try Connection(path: house.path, mode: .readOnly)
    var tables: [String] = []
    try connection.rows(
      Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    ) { row in tables.append(row.text(0) ?? "") }
    var rows: [String] = []
    for table in tables where !["audit_entry", "sqlite_sequence", "session"].contains(table) {
      var columns: [String] = []
      try connection.rows(Query("SELECT name FROM pragma_table_xinfo('\(table)')")) { row in
        columns.append("quote(\"\(row.text(0) ?? "")\")")
      }
      let text = columns.joined(separator: " || '|' || ")
      try connection.rows(Query("SELECT \(text) FROM \"\(table)\"")) { row in
        rows.append("\(table): \(row.text(0) ?? "")")
      }
    }
    #expect(rows.count > 1_000)
    return rows
  }
}
