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
  private let admin: String

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
  private func tables() throws -> (rows: [String], lenses: Int) {
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
    var lenses = 0
    let count = Query("SELECT count(*) FROM audit_entry WHERE action = 'viewAs'")
    try connection.rows(count) { row in lenses = Int(row.int(0)) }
    return (rows, lenses)
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
    for _ in 0..<200 where try tables().lenses == before.lenses { usleep(10_000) }
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

  private func userID(_ code: String) throws -> String {
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

  // MARK: - Other roads

  private func send(
    _ head: String,
    _ headers: [(String, String)],
    body: String = "",
    hasBody: Bool = true
  ) throws -> HTTPAnswer {
    var text = "\(head) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if !body.isEmpty {
      text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    let client = try HTTPClient(port: house.port)
    client.send(text + "\r\n" + body)
    return try client.receive(hasBody: hasBody)
  }

  @Test func `asks by GET, too`() throws {
    let token = try house.signIn("student")
    let target = "GET /graphql?query=%7B%20viewer%20%7B%20user%20%7B%20code%20%7D%20%7D%20%7D"
    let preflight = ("Apollo-Require-Preflight", "1")
    let own = try send(target, [("Authorization", "Bearer \(token)"), preflight])
    let seen = try send(
      target,
      [("Authorization", "Bearer \(admin)"), preflight, (Self.field, "user:student")]
    )
    #expect(own.status == 200 && own.text.contains("student"))
    #expect(seen.status == own.status && seen.body == own.body)
  }

  @Test func `downloads what the user may have, and nothing else`() throws {
    let file = UploadedFile(
      path: "variables.files.0",
      name: "nota.txt",
      mediaType: "text/plain",
      content: Array("Segue a nota.".utf8)
    )
    let added = try house.upload(
      """
      mutation ($files: [Upload!]!) {
        addAttachments(input: {ticket: "dGlja2V0LjI3Ng", files: $files}) {
          attachments { url } problems { code }
        }
      }
      """,
      variables: ["files": [NSNull()]],
      files: [file],
      token: try house.signIn("student")
    )
    let url = String(try #require(added.text.firstMatch(of: /"url":"([^"]+)"/)?.1, "\(added.text)"))
    let before = try tables()
    for method in ["GET", "HEAD"] {
      for user in ["student", "client", "attendant"] {
        let token = try house.signIn(user)
        let isGet = method == "GET"
        let own = try send(
          "\(method) \(url)",
          [("Authorization", "Bearer \(token)")],
          hasBody: isGet
        )
        let seen = try send(
          "\(method) \(url)",
          [("Authorization", "Bearer \(admin)"), (Self.field, "user:\(user)")],
          hasBody: isGet
        )
        #expect(own.status == (user == "client" ? 404 : 200))
        #expect(seen.status == own.status && seen.body == own.body, "\(method) as \(user)")
        #expect(seen["ETag"] == own["ETag"])
        #expect(seen["X-Guiche-Viewing-As"]?.hasPrefix("user:") == true)
        let forbidden = try send(
          "\(method) \(url)",
          [("Authorization", "Bearer \(token)"), (Self.field, "user:student")],
          hasBody: isGet
        )
        #expect(forbidden.status == 403)
      }
    }
    #expect(try send("GET \(url)", [(Self.field, "user:student")]).status == 403)
    let after = try tables()
    #expect(after.lenses == before.lenses + 6 && after.rows == before.rows)
    let own = try send("GET \(url)", [("Authorization", "Bearer \(admin)")])
    #expect(own["Vary"]?.contains(Self.field) == true)
  }

  @Test func `no file comes in through it`() throws {
    let boundary =
      "--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n"
      + "{\"query\":\"mutation($f: [Upload!]!) { addAttachments(input: {ticket: \\\"dGlja2V0LjI3Ng\\\", "
      + "files: $f}) { problems { code } } }\",\"variables\":{\"f\":[null]}}\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{\"0\":[\"variables.f.0\"]}\r\n"
      + "--b\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a.txt\"\r\n\r\nx\r\n--b--\r\n"
    for (token, status, code) in [
      (admin, 200, "READ_ONLY_LENS"), (try house.signIn("student"), 403, "LENS_NOT_PERMITTED"),
    ] {
      let client = try HTTPClient(port: house.port)
      client.send(
        "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
          + "Apollo-Require-Preflight: 1\r\n\(Self.field): user:student\r\n"
          + "Content-Type: multipart/form-data; boundary=b\r\n"
          + "Content-Length: \(boundary.utf8.count)\r\n\r\n" + boundary
      )
      let answer = try client.receive()
      #expect(answer.status == status && answer.text.contains(code), "\(answer.text)")
    }
  }

  @Test func `does not go with streams or sockets, and is not passed over there`() throws {
    let lens = (Self.field, "user:student")
    let events = ("Accept", "text/event-stream")
    let bearer = ("Authorization", "Bearer \(admin)")
    let query = "{\"query\":\"{ __typename }\"}"
    let stream = try send("POST /graphql", [bearer, lens, events], body: query)
    #expect(stream.status == 400 && stream.text.contains("LENS_NOT_STREAMED"))
    let student = ("Authorization", "Bearer \(try house.signIn("student"))")
    #expect(try send("POST /graphql", [student, lens, events], body: query).status == 403)
    #expect(try send("PUT /graphql", [bearer, lens]).status == 400)
    #expect(try send("PUT /graphql", [student, lens]).status == 403)
    for credentials in [bearer, student] {
      let socket = try WebSocketClient(port: house.port, headers: [credentials, lens])
      #expect(socket.handshake.status == 403)
    }
    let socket = try WebSocketClient(port: house.port)
    #expect(socket.handshake.status == 101)
    socket.send(
      "{\"type\":\"connection_init\",\"payload\":{\"authorization\":\"Bearer \(admin)\","
        + "\"headers\":{\"x-guiche-view-as\":\"user:student\"}}}"
    )
    guard case .close(let code, _) = socket.receive() else {
      Issue.record("A socket took a lens")
      return
    }
    #expect(code == 4_403)
  }

  @Test func `a field of a document is answered over events, too`() throws {
    let query =
      "{\"query\":\"{ viewAs(user: \\\"\(try userID("student"))\\\") { viewer { user { code } } } }\"}"
    let before = try tables()
    let client = try EventStreamClient(
      port: house.port,
      headers: [("Authorization", "Bearer \(admin)")],
      body: query
    )
    guard case .event(_, let data, _) = client.block() else {
      Issue.record("There is no event")
      return
    }
    #expect(data.contains("\"code\":\"student\""))
    #expect(try tables().lenses == before.lenses + 1)
  }
}
