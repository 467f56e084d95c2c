import Foundation
import SQLite
import TestKit
import Testing

/// `X-Guiche-View-As`: an administrator's whole request as somebody else's, through the running
/// program.
///
/// - Source: F9, L12, L18, L20, L27.
@Suite(.serialized) struct LensHeaderTests {
  static let users = [
    "client", "client.contact", "person", "student", "teacher", "prospect", "many", "attendant",
    "guardian", "academic",
  ]
  static let field = "X-Guiche-View-As"

  private static let folder = TemporaryFolder().keep()
  private static let program = Result {
    try GuicheProcess(data: folder, demo: true, arguments: ["--batch", "10"])
  }

  let house: GuicheProcess
  let admin: String

  init() throws {
    house = try Self.program.get()
    admin = try Self.admin.get()
  }

  private static let admin = Result { try program.get().signIn("admin") }

  /// A document of the conformance set.
  private struct Document {
    let name: String
    let text: String
    let variables: [String: Any]
    let isQuery: Bool
  }

  private static func corpus() throws -> [Document] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "ConformanceTests")
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    return try paths.filter { $0.hasSuffix(".graphql") }.sorted().map { path in
      let file = folder.appending(path: path)
      let text = try String(contentsOf: file, encoding: .utf8)
      let variables = try? JSONSerialization.jsonObject(
        with: Data(
          contentsOf: file.deletingPathExtension().appendingPathExtension("variables.json")
        )
      )
      return Document(
        name: path,
        text: text,
        variables: variables as? [String: Any] ?? [:],
        isQuery: text.firstMatch(of: /(?m)^(mutation|subscription)\b/) == nil
      )
    }
  }

  /// What people ask who mean no good, or make mistakes.
  private static let further = [
    "{", "{ nothing }", "{ viewer { user { emial } } }", "{ __schema { types { name } } }",
    "query A { __typename } query B { __typename }", "{ auditLog { totalCount } }",
    "{ viewAs(user: \"x\") { __typename } }", "{ ticket { id } }",
    "{ tickets(first: 101) { totalCount } }",
    "{ nodes(ids: [\"dGlja2V0LjE\", \"dGlja2V0LjI3Ng\", \"x\"]) { __typename id } }",
    "subscription { x }",
  ]

  /// Every row of every table but the sessions and the audit log, and how many lenses the log knows.
  func tables() throws -> (rows: [String], lenses: Int) {
    let connection = try Connection(
      path: Self.folder.appending(path: "guiche.sqlite").path,
      mode: .readOnly
    )
    var tables: [String] = []
    let list = Query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    try connection.rows(list) { row in tables.append(row.text(0) ?? "") }
    var rows: [String] = []
    let left: Set = ["session", "audit_entry"]
    for table in tables where !left.contains(table) && !table.hasPrefix("sqlite_") {
      var columns: [String] = []
      try connection.rows(Query("SELECT name FROM pragma_table_info('\(table)')")) { row in
        columns.append("quote(\"\(row.text(0) ?? "")\")")
      }
      guard !columns.isEmpty else { continue }
      let values = columns.joined(separator: " || ',' || ")
      try connection.rows(Query("SELECT \(values) FROM \"\(table)\"")) { row in
        rows.append("\(table): \(row.text(0) ?? "")")
      }
    }
    return (rows, try lenses())
  }

  /// How many lenses the audit log knows.
  func lenses() throws -> Int {
    let connection = try Connection(
      path: Self.folder.appending(path: "guiche.sqlite").path,
      mode: .readOnly
    )
    var lenses = 0
    let count = Query("SELECT count(*) FROM audit_entry WHERE action = 'viewAs'")
    try connection.rows(count) { row in lenses = Int(row.int(0)) }
    return lenses
  }

  // MARK: - The same bytes

  @Test(arguments: users)
  func `answers the bytes of the user's own answer, and writes nothing but the audit log`(
    user: String
  ) throws {
    let token = try house.signIn(user)
    let lens = "\(Self.field): user:\(user)\r\n"
    let client = try HTTPClient(port: house.port)
    let before = try tables()
    var (asked, refused) = (0, 0)
    for document in try Self.corpus() {
      guard document.isQuery else {
        // What writes is refused to all of them alike.
        guard user == "student" || user == "attendant" else { continue }
        (asked, refused) = (asked + 1, refused + 1)
        let seen = try ask(document, admin, lens, over: client).text
        #expect(seen.contains("\"errors\"") && !seen.contains("\"data\""))
        continue
      }
      asked += 1
      let seen = try ask(document, admin, lens, over: client)
      let own = try ask(document, token, "", over: client)
      // A lens has no session, so that none of the user's is the current one: the one difference.
      let same = own.text.replacing("\"isCurrent\":true", with: "\"isCurrent\":false")
      #expect(seen.text == same, "\(document.name) as \(user)")
      #expect(seen.status == own.status, "\(document.name) as \(user)")
      #expect(seen["Content-Type"] == own["Content-Type"])
      #expect(seen["X-Guiche-Viewing-As"]?.hasPrefix("user:") == true)
      #expect(own["X-Guiche-Viewing-As"] == nil)
    }
    for text in Self.further {
      let document = Document(name: text, text: text, variables: [:], isQuery: true)
      asked += 1
      let seen = try ask(document, admin, lens, over: client)
      let own = try ask(document, token, "", over: client)
      #expect(seen.body == own.body && seen.status == own.status, "\(text) as \(user)")
    }
    #expect(asked > 100 && refused > (user == "student" ? 20 : -1))
    let after = try tables()
    #expect(after.rows == before.rows)
    #expect(after.lenses == before.lenses + asked)
  }

  private func ask(
    _ document: Document,
    _ token: String,
    _ fields: String,
    over client: HTTPClient
  ) throws -> HTTPAnswer {
    let body = try JSONSerialization.data(
      withJSONObject: ["query": document.text, "variables": document.variables] as [String: Any]
    )
    client.send(
      Array(
        ("POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
          + "Authorization: Bearer \(token)\r\n\(fields)Content-Length: \(body.count)\r\n\r\n").utf8
      ) + Array(body)
    )
    return try client.receive()
  }

  @Test func `a mutation is refused by a code of its own`() throws {
    let document = "mutation { signOut { problems { code } } }"
    for accept in ["application/json", "application/graphql-response+json"] {
      let answer = try house.post(
        document,
        token: admin,
        headers: [Self.field: "user:student", "Accept": accept]
      )
      #expect(answer.text.contains("\"code\":\"READ_ONLY_LENS\""))
      #expect(answer.status == (accept == "application/json" ? 200 : 400))
    }
    #expect(try house.post("{ viewer { user { code } } }", token: admin).text.contains("admin"))
  }

  @Test func `finds the user of a customer, and by the id`() throws {
    let answer = try house.post(
      "{ users(first: 100) { nodes { id code } } customers(first: 100) { nodes { id code type } } }",
      token: admin
    )
    let id = try #require(answer.text.firstMatch(of: /"id":"([^"]+)","code":"student"/)?.1)
    let customer = try #require(
      answer.text.firstMatch(of: /"id":"([^"]+)","code":"[^"]+","type":"STUDENT"/)?.1
    )
    let query = "{ viewer { user { code } identities { customer { id } } } }"
    let byID = try house.post(query, token: admin, headers: [Self.field: "user:\(id)"])
    #expect(byID.text.contains("\"code\":\"student\""))
    #expect(byID["X-Guiche-Viewing-As"] == "user:\(id)")
    let byCustomer = try house.post(
      query,
      token: admin,
      headers: [Self.field: "customer:\(customer)"]
    )
    #expect(byCustomer.text.contains("\"id\":\"\(customer)\""))
  }

  @Test(
    arguments: [
      ("user:former", 400, "LENS_USER_DISABLED"), ("user:admin", 403, "LENS_ON_ADMINISTRATOR"),
      ("user:no.such.user", 400, "LENS_USER_UNKNOWN"), ("user:", 400, "LENS_MALFORMED"),
      ("student", 400, "LENS_MALFORMED"), ("customer:student", 400, "LENS_MALFORMED"),
      ("customer:Y3VzdG9tZXIuOTk5OTk5", 400, "LENS_CUSTOMER_WITHOUT_USER"),
      ("type:STUDENT;step:1", 400, "LENS_MALFORMED"), ("", 400, "LENS_MALFORMED"),
      (String(repeating: "x", count: 400), 400, "LENS_MALFORMED"),
    ]
  )
  func `says whom an administrator cannot look as`(value: String, status: Int, code: String) throws
  {
    let before = try tables()
    let answer = try house.post("{ __typename }", token: admin, headers: [Self.field: value])
    #expect(
      answer.status == status && answer.text.contains("\"code\":\"\(code)\""),
      "\(answer.text)"
    )
    #expect(!answer.text.contains("\"data\""))
    #expect(answer["X-Guiche-Viewing-As"] == nil)
    // The log is told without anybody waiting for it.
    var left = 500
    while try lenses() == before.lenses, left > 0 {
      usleep(10_000)
      left -= 1
    }
    let after = try tables()
    #expect(after.lenses == before.lenses + 1 && after.rows == before.rows)
  }

  @Test func `each request of a batch is answered as the user's, and none writes`() throws {
    let body = """
      [{"query":"{ viewer { user { code } } }"},{"query":"mutation { signOut { problems { code } } }"},
       {"query":"{"},{"query":"{ tickets(first: 2) { nodes { id subject } } }"}]
      """
    let before = try tables()
    let seen = try send(
      "POST /graphql",
      [("Authorization", "Bearer \(admin)"), (Self.field, "user:student")],
      body: body
    )
    let refusal = try house.post(
      "mutation { signOut { problems { code } } }",
      token: admin,
      headers: [Self.field: "user:student"]
    ).text
    let token = try house.signIn("student")
    let own = try send(
      "POST /graphql",
      [("Authorization", "Bearer \(token)")],
      body: body.replacing("mutation {", with: "mutation ! {")
    )
    let parts = own.text.split(separator: "},{\"errors\"", omittingEmptySubsequences: false)
    #expect(seen.status == 200 && seen.text.contains(refusal))
    #expect(seen.text.hasPrefix(String(parts[0])))
    #expect(
      own.text.components(separatedBy: "{\"tickets\"")[1]
        == seen.text.components(separatedBy: "{\"tickets\"")[1]
    )
    let after = try tables()
    #expect(after.rows == before.rows && after.lenses == before.lenses + 5)
  }

  // MARK: - Others

  @Test(arguments: users + [""])
  func `is forbidden to everybody else, whomever they name, by the same bytes`(user: String) throws
  {
    let token = user.isEmpty ? nil : try house.signIn(user)
    let before = try tables()
    var bodies: Set<String> = []
    for value in ["user:student", "user:\(user)", "user:no.such.user", "nonsense", ""] {
      for query in ["{ __typename }", "{ nothing }", "mutation { signOut { problems { code } } }"] {
        let answer = try house.post(query, token: token, headers: [Self.field: value])
        #expect(answer.status == 403)
        bodies.insert(answer.text)
      }
    }
    #expect(bodies.count == 1)
    #expect(bodies.first?.contains("LENS_NOT_PERMITTED") == true)
    let after = try tables()
    #expect(after.rows == before.rows && after.lenses == before.lenses)
  }

  @Test func `is forbidden to the token of another system`() throws {
    let made = try house.post(
      """
      mutation($in: CreateAccessTokenInput!) {
        createAccessToken(input: $in) { token problems { code } }
      }
      """,
      variables: [
        "in": [
          "user": try userID("academic"), "name": "lente",
          "expiresAt": Date.now.addingTimeInterval(86_400).formatted(.iso8601),
        ]
      ],
      token: admin
    )
    let token = try #require(made.text.firstMatch(of: /"token":"([^"]+)"/)?.1, "\(made.text)")
    let answer = try house.post(
      "{ __typename }",
      token: String(token),
      headers: [Self.field: "user:student"]
    )
    #expect(answer.status == 403)
  }

  func userID(_ code: String) throws -> String {
    let text = try house.post("{ users(first: 100) { nodes { id code } } }", token: admin).text
    let pattern = try Regex<(Substring, Substring)>("\"id\":\"([^\"]+)\",\"code\":\"\(code)\"")
    return String(try #require(text.firstMatch(of: pattern)?.1))
  }

  @Test func `an ended session is told so`() throws {
    let token = try house.signIn("admin")
    let header = [Self.field: "user:student"]
    #expect(try house.post("{ __typename }", token: token, headers: header).status == 200)
    _ = try house.post("mutation { signOut { problems { code } } }", token: token)
    let before = try tables()
    let answer = try house.post("{ __typename }", token: token, headers: header)
    #expect(answer.status == 401 && answer.text.contains("UNAUTHENTICATED"))
    #expect(try tables().lenses == before.lenses)
  }

  @Test func `sees through the session of an administrator who is one no more`() throws {
    // The last administrator cannot go; a second one can.
    let admins = try house.post(
      "{ users(first: 100) { nodes { code profile { id } } } }",
      token: admin
    ).text
    let profile = try #require(
      admins.firstMatch(of: /"code":"admin","profile":\{"id":"([^"]+)"/)?.1
    )
    let portal = try #require(
      admins.firstMatch(of: /"code":"client","profile":\{"id":"([^"]+)"/)?.1
    )
    let visitor = try userID("visitor")
    func give(_ profile: Substring) throws {
      let answer = try house.post(
        "mutation($in: UpdateUserInput!) { updateUser(input: $in) { problems { code } } }",
        variables: ["in": ["user": visitor, "profile": String(profile)]],
        token: admin
      )
      #expect(answer.text.contains("\"problems\":[]"), "\(answer.text)")
    }
    try give(profile)
    let token = try house.signIn("visitor")
    let header = [Self.field: "user:student"]
    #expect(try house.post("{ __typename }", token: token, headers: header).status == 200)
    try give(portal)
    #expect(try house.post("{ __typename }", token: token, headers: header).status == 403)
  }
}
