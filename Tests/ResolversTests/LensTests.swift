import Bytes
import Desk
import Foundation
import GraphQL
import Testing

@testable import Resolvers

/// `viewAs`: what an administrator sees through it is what that user gets, and the audit log knows.
///
/// - Source: F9, L18, L20, L27.
@Suite struct LensTests {
  static let users = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many", "attendant",
    "guardian", "academic",
  ]

  let house: TestHouse
  private let ids: [String: String]

  init() throws {
    house = try TestHouse()
    ids = try Self.ids(in: house)
  }

  private static func ids(in house: TestHouse) throws -> [String: String] {
    let answer = try house.run("{ users(first: 100) { nodes { code id } } }", as: "admin")
    guard case .array(let nodes)? = answer["users.nodes"] else { throw TestFailure(answer.text) }
    var ids: [String: String] = [:]
    for node in nodes {
      guard case .string(let code)? = node["code"], case .string(let id)? = node["id"] else {
        continue
      }
      ids[code] = id
    }
    return ids
  }

  private func id(_ user: String) throws -> String { try #require(ids[user]) }

  /// The entries of the audit log about lenses, the oldest first.
  private func entries() throws -> [JSON] {
    let answer = try house.run(
      """
      { auditLog(action: "viewAs", first: 100) {
        totalCount
        nodes { action user { code } subjectId changes { name before after } }
      } }
      """,
      as: "admin"
    )
    guard case .array(let nodes)? = answer["auditLog.nodes"] else {
      throw TestFailure(answer.text)
    }
    return nodes.reversed()
  }

  // MARK: - The same bytes

  /// Documents of the conformance set, each query once, and their variables.
  private static let corpus: [(name: String, text: String, variables: JSON?)] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ConformanceTests")
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    return paths.filter { $0.hasSuffix(".graphql") }.sorted().compactMap { path in
      let file = folder.appending(path: path)
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
      let variables = try? Data(
        contentsOf: file.deletingPathExtension().appendingPathExtension("variables.json")
      )
      return (path, text, variables.flatMap { try? JSONParser.parse(Array($0)) })
    }
  }()

  /// A document whose one query is put below `viewAs`; `nil` for what has another operation.
  private func through(_ text: String, _ user: String) throws -> String? {
    let bytes = Array(text.utf8)
    guard let document = try? Parser.parse(Source(bytes)), document.operations.count == 1,
      let operation = document.operations.first, operation.type == .query
    else { return nil }
    let (start, end) = (
      Int(operation.selectionSetRange.start), Int(operation.selectionSetRange.end)
    )
    let head = String(decoding: bytes[..<start], as: UTF8.self)
    let set = String(decoding: bytes[start..<end], as: UTF8.self)
    let tail = String(decoding: bytes[end...], as: UTF8.self)
    return "\(head){viewAs(user:\"\(try id(user))\")\(set)}\(tail)"
  }

  /// A lens has no session, so that none of the user's is the current one: the one difference.
  private func own(
    _ text: String,
    _ user: String,
    _ variables: JSON?,
    _ languages: [String]
  ) throws -> TestHouse.Answer {
    let own = try house.run(text, as: user, variables: variables, languages: languages)
    return TestHouse.Answer(
      Array(own.text.replacing("\"isCurrent\":true", with: "\"isCurrent\":false").utf8)
    )
  }

  @Test(arguments: users)
  func `shows the bytes of the user's own answer, over the whole corpus`(user: String) throws {
    var (equal, refused) = (0, 0)
    for (name, text, variables) in Self.corpus {
      guard let outer = try through(text, user) else { continue }
      for languages in [["en"], []] {
        let own = try own(text, user, variables, languages)
        let seen = try house.run(outer, as: "admin", variables: variables, languages: languages)
        if own.json["data"] == nil {
          // The user's schema, or the limits, refuse it: then nothing of it is shown.
          let first = try #require(own.errorMessages.first)
          #expect(seen["viewAs"] == .null || seen.json["data"] == nil, "\(name)")
          #expect(seen.errorMessages.first?.hasSuffix(first) == true, "\(name): \(seen.text)")
          refused += 1
        } else if own.errorCodes.isEmpty {
          #expect(seen.text == "{\"data\":{\"viewAs\":\(own.text.dropFirst(8))}", "\(name)")
          equal += 1
        } else {
          #expect(seen["viewAs"] == own.json["data"], "\(name)")
          #expect(seen.errorCodes == own.errorCodes, "\(name)")
          #expect(seen.errorMessages == own.errorMessages, "\(name)")
          equal += 1
        }
      }
    }
    #expect(equal > 100)
    #expect(refused > 5)
  }

  /// Documents that nobody thought of: all fields and arguments that the user's schema has.
  @Test(arguments: ["student", "client.contact", "prospect", "many", "attendant", "guardian"])
  func `shows the bytes of the user's own answer, whatever is asked`(user: String) throws {
    var ids = (1...340).compactMap { GlobalID.column(.ticket, [Int64($0)]).text(0) }
    ids += (1...30).compactMap { GlobalID.column(.customer, [Int64($0)]).text(0) }
    ids += (1...9).compactMap { GlobalID.column(.type, [Int64($0)]).text(0) }
    ids += (1...30).compactMap { GlobalID.column(.step, [Int64($0)]).text(0) }
    ids += (1...30).compactMap { GlobalID.column(.user, [Int64($0)]).text(0) }
    ids += (1...340).compactMap { GlobalID.column(.message, tickets: [Int64($0)], [1]).text(0) }
    let viewer = try #require(try house.reader.viewer(sessionToken: try house.token(of: user)))
    let schema = house.house.schema(for: viewer).schema
    var documents = GeneratedDocuments(schema, ids: ids, seed: UInt64(user.utf8.count))
    var (equal, bytes) = (0, 0)
    for _ in 0..<150 {
      let text = documents.next()
      let own = try own(text, user, nil, ["en"])
      // A document that is too large says how large, which is one more with the field around it.
      guard own.json["data"] != nil else { continue }
      let seen = try house.run("{ viewAs(user: \"\(id(user))\") \(text) }", as: "admin")
      if own.errorCodes.isEmpty {
        #expect(seen.text == "{\"data\":{\"viewAs\":\(own.text.dropFirst(8))}", "\(text)")
      } else {
        #expect(seen["viewAs"] == own.json["data"], "\(text)")
        #expect(seen.errorCodes == own.errorCodes && seen.errorMessages == own.errorMessages)
      }
      (equal, bytes) = (equal + 1, bytes + own.bytes.count)
    }
    #expect(equal > 100 && bytes > 20_000, "\(equal) documents, \(bytes) bytes")
  }

  @Test func `five customer types stand side by side`() throws {
    let customers = ["client", "person", "student", "teacher", "prospect"]
    let fields = try customers.map { user in
      "\(user): viewAs(user: \"\(try id(user))\") { ...Seen }"
    }
    let fragment = """
      fragment Seen on Query {
        viewer { user { code } identities { type } }
        tickets(first: 3) { totalCount nodes { number subject dueDate form { fields { key } } } }
      }
      """
    let answer = try house.run("{ \(fields.joined(separator: " ")) } \(fragment)", as: "admin")
    #expect(answer.errorCodes.isEmpty)
    for user in customers {
      let own = try house.run("{ ...Seen } \(fragment)", as: user)
      #expect(answer[user] == own.json["data"])
      #expect(answer["\(user).viewer.user.code"] == .string(user))
    }
    let entries = try entries()
    #expect(entries.map { $0["subjectId"] } == (try customers.map { .string(try id($0)) }))
  }

  @Test func `does not see what the own profile blocks or allows, but what the user's does`() throws
  {
    let attendant = try house.run(
      "{ viewAs(user: \"\(id("attendant"))\") { attendants { displayName } viewer { permissions } } }",
      as: "admin"
    )
    #expect(attendant["viewAs.viewer.permissions"] == ["ATTEND"])
    let student = try house.run(
      "{ viewAs(user: \"\(id("student"))\") { ticketTypes { key } } }",
      as: "admin"
    )
    #expect(
      student["viewAs"] == (try house.run("{ ticketTypes { key } }", as: "student")).json["data"]
    )
  }

  // MARK: - Whom nobody looks as

  @Test(
    arguments: [
      ("former", "LENS_USER_DISABLED"), ("admin", "LENS_ON_ADMINISTRATOR"),
    ]
  )
  func `says as whom an administrator cannot look`(user: String, code: String) throws {
    let answer = try house.run(
      "{ viewAs(user: \"\(id(user))\") { viewer { user { id } } } }",
      as: "admin"
    )
    #expect(answer.errorCodes == [code])
    #expect(answer["viewAs"] == .null)
    let entry = try #require(try entries().last)
    #expect(entry["subjectId"] == .string(try id(user)))
    #expect(entry.text.contains(code))
  }

  @Test(arguments: ["", "student", "dXNlcjo5OTk5OTk", "Y3VzdG9tZXI6MQ"])
  func `says that there is no such user`(id: String) throws {
    let answer = try house.run(
      "{ viewAs(user: \"\(id)\") { viewer { user { id } } } }",
      as: "admin"
    )
    #expect(answer.errorCodes == ["LENS_USER_UNKNOWN"])
    #expect(try entries().last?["subjectId"] == .null)
  }

  @Test func `names what the user's schema does not have, and runs nothing of it`() throws {
    let document = """
      { settings { __typename } viewAs(user: "\(try id("student"))") {
        viewer { user { code } } auditLog { totalCount } } }
      """
    let answer = try house.run(document, as: "admin")
    #expect(answer.errorCodes == ["LENS_SCHEMA"])
    #expect(
      answer.errorMessages == [
        "The schema of this user refuses the selection: "
          + "Cannot query field \"auditLog\" on type \"Query\"."
      ]
    )
    #expect(answer["viewAs"] == .null)
    #expect(answer["settings.__typename"] == "Settings")
    #expect(try entries().count == 1)
  }

  @Test func `is not looked through twice`() throws {
    let inner = "viewAs(user: \"\(try id("client"))\") { viewer { user { code } } }"
    let answer = try house.run("{ viewAs(user: \"\(id("student"))\") { \(inner) } }", as: "admin")
    #expect(answer.errorCodes == ["LENS_SCHEMA"])
  }

  @Test(arguments: users)
  func `is no field for anybody else`(user: String) throws {
    let answer = try house.run("{ viewAs(user: \"x\") { viewer { user { id } } } }", as: user)
    let made = try house.run("{ viewIs(user: \"x\") { viewer { user { id } } } }", as: user)
    #expect(answer.text.replacing("viewAs", with: "viewIs") == made.text)
    #expect(made.text.contains("Cannot query field"))
    #expect(try entries().isEmpty)
  }

  /// Behind the schema there is the desk itself.
  @Test(arguments: users)
  func `is refused by the desk to whoever is no administrator`(user: String) throws {
    let viewer = try #require(
      try house.reader.viewer(sessionToken: try house.token(of: user))
    )
    for target in [LensTarget.userCode("student"), .userCode("nobody.at.all"), .user(UserID(1))] {
      #expect(try house.reader.viewer(as: target, for: viewer) == .refused(.notPermitted, nil))
    }
  }

  // MARK: - The audit log

  @Test func `tells the log of each use, in order, with the reason and the document`() throws {
    let document = """
      { a: viewAs(user: "\(try id("student"))", reason: "Chamado 12") { viewer { user { code } } }
        b: viewAs(user: "x") { viewer { user { code } } }
        c: viewAs(user: "\(try id("client"))", reason: "  ") { viewer { user { code } } } }
      """
    let answer = try house.run(document, as: "admin")
    #expect(answer.errorCodes == ["LENS_USER_UNKNOWN"])
    let entries = try entries()
    #expect(
      entries.map { $0["subjectId"] ?? .null } == [
        .string(try id("student")), .null, .string(try id("client")),
      ]
    )
    #expect(entries.allSatisfy { $0["user"]?["code"] == "admin" && $0["action"] == "viewAs" })
    let hash = Hexadecimal.encode(SHA256.hash(Array(document.utf8)))
    for entry in entries {
      #expect(change("document", of: entry) == hash)
      #expect(change("form", of: entry) == "field")
      #expect(change("request", of: entry)?.isEmpty == false)
    }
    #expect(entries.map { change("reason", of: $0) } == ["Chamado 12", nil, nil])
    #expect(entries.map { change("refused", of: $0) } == [nil, "LENS_USER_UNKNOWN", nil])
    #expect(Set(entries.map { change("request", of: $0) }).count == 1)
  }

  private func change(_ name: String, of entry: JSON) -> String? {
    guard case .array(let changes)? = entry["changes"] else { return nil }
    let change = changes.first { $0["name"] == .string(name) }
    guard case .string(let text)? = change?["after"] else { return nil }
    return text
  }

  @Test(arguments: [String(repeating: "x", count: 501), "a\\nb"])
  func `takes no reason that is too long, or of several lines`(reason: String) throws {
    let answer = try house.run(
      "{ viewAs(user: \"\(id("student"))\", reason: \"\(reason)\") { viewer { user { id } } } }",
      as: "admin"
    )
    #expect(answer.errorCodes == ["BAD_USER_INPUT"])
    #expect(try entries().isEmpty)
  }

  @Test func `a document that looks as nobody is not told of`() throws {
    _ = try house.run(
      "query($on: Boolean!) { viewAs(user: \"x\") @include(if: $on) { viewer { user { id } } } }",
      as: "admin",
      variables: ["on": false]
    )
    #expect(try entries().isEmpty)
  }

  @Test func `shows nothing where the log is not told`() throws {
    house.desk.stop()
    let viewer = try #require(try house.reader.viewer(sessionToken: try house.token(of: "admin")))
    let use = LensUse(user: viewer.user, reason: nil, sight: .field(document: []))
    #expect(throws: (any Error).self) {
      try house.desk.record([use], ofRequest: nil, sessionToken: try house.token(of: "admin"))
    }
  }

  @Test func `tells nobody where the session has ended meanwhile`() throws {
    let token = try house.token(of: "admin")
    _ = try house.run("mutation { signOut { problems { code } } }", token: token)
    let use = LensUse(user: UserID(1), reason: nil, sight: .field(document: []))
    #expect(
      try house.desk.record([use], ofRequest: nil, sessionToken: token) == .notPermitted
    )
  }

  // MARK: - What changes meanwhile

  @Test func `follows the user's profile`() throws {
    let student = try id("student")
    // The session outlives the permission, as it would for the user.
    _ = try house.token(of: "student")
    let document = "{ viewAs(user: \"\(student)\") { ticketTypes { key } viewer { permissions } } }"
    let before = try house.run(document, as: "admin")
    #expect(before["viewAs.viewer.permissions"] == ["PORTAL"])
    let profile = try house.run("{ profiles { id name } }", as: "admin")
    guard case .array(let profiles)? = profile["profiles"],
      case .string(let none)? = profiles.first(where: { $0["name"] == "Sem acesso ao portal" })?[
        "id"
      ]
    else { throw TestFailure(profile.text) }
    let change = try house.run(
      """
      mutation { updateUser(input: {user: "\(student)", profile: "\(none)"}) { problems { code } } }
      """,
      as: "admin"
    )
    #expect(change["updateUser.problems"] == [])
    let after = try house.run(document, as: "admin")
    #expect(after["viewAs.viewer.permissions"] == [])
    let own = try house.run("{ ticketTypes { key } viewer { permissions } }", as: "student")
    #expect(after["viewAs"] == own.json["data"])
  }
}
