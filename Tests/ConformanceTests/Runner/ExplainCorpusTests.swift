import Foundation
import TestKit
import Testing

/// `X-GraphQL-Explain` over the documents of this folder: it adds to an administrator's answers and
/// changes nothing in them, and to everybody else it is nothing at all.
///
/// - Source: issue 5, Explain; L24, L27.
@Suite(.serialized) struct ExplainCorpusTests {
  private static let header = ["X-GraphQL-Explain": "plan,sql,rules"]

  private static func walks(as user: String) -> [Walk] {
    Walk.alone.filter { !$0.writes && $0.files.isEmpty && $0.users.contains(user) }
  }

  private func ask(
    _ walk: Walk,
    _ house: GuicheProcess,
    _ token: String?,
    _ headers: [String: String]
  ) throws -> HTTPAnswer {
    let variables =
      try walk.variables.map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
      } ?? [:]
    return try house.post(walk.document, variables: variables, token: token, headers: headers)
  }

  /// The fields of a response's head, without the moment.
  private func head(_ answer: HTTPAnswer) -> [String] {
    answer.headers.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
  }

  @Test func `an administrator's data and errors keep every byte`() throws {
    let house = try GuicheProcess.demo.get()
    let token = try house.signIn("admin")
    let walks = Self.walks(as: "admin")
    #expect(walks.count > 30)
    var explained = 0
    for walk in walks {
      let plain = try ask(walk, house, token, [:])
      let told = try ask(walk, house, token, Self.header)
      #expect(told.status == plain.status, "\(walk.name)")
      guard told.body != plain.body else {
        // Only what never ran has nothing to explain.
        #expect(!plain.text.contains("\"data\":{"), "\(walk.name)")
        continue
      }
      explained += 1
      let start = Array(plain.body.dropLast()) + Array(#","extensions":{"explain":{"#.utf8)
      #expect(told.body.starts(with: start), "\(walk.name)")
      let json = try JSONSerialization.jsonObject(with: Data(told.body)) as? [String: Any]
      let extensions = json?["extensions"] as? [String: [String: Any]]
      let members = Set(extensions?["explain"]?.keys.map { $0 } ?? [])
      #expect(
        members == [
          "requestId", "timing", "levels", "operations", "rulesVersion", "hidden", "truncated",
        ],
        "\(walk.name)"
      )
    }
    #expect(explained > 30)
  }

  @Test(arguments: Walk.users.filter { $0 != "admin" } + ["nobody"])
  func `to everybody else it is nothing, byte by byte`(user: String) throws {
    let house = try GuicheProcess.demo.get()
    let token = user == "nobody" ? nil : try house.signIn(user)
    let walks = user == "nobody" ? Self.walks(as: "student") : Self.walks(as: user)
    #expect(!walks.isEmpty)
    for walk in walks {
      let plain = try ask(walk, house, token, [:])
      let asked = try ask(walk, house, token, Self.header)
      #expect(asked.body == plain.body, "\(walk.name) as \(user)")
      #expect(head(asked) == head(plain), "\(walk.name) as \(user)")
      #expect(asked.status == plain.status)
    }
  }

  @Test func `answers the parts that are asked for and no other`() throws {
    let house = try GuicheProcess.demo.get()
    let token = try house.signIn("admin")
    func members(_ parts: String) throws -> Set<String> {
      let answer = try house.post(
        "{ tickets(first: 2) { nodes { subject } } }",
        token: token,
        headers: ["X-GraphQL-Explain": parts]
      )
      let json = try JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
      let extensions = json?["extensions"] as? [String: [String: Any]]
      return Set(extensions?["explain"]?.keys.map { $0 } ?? [])
    }
    let always: Set<String> = ["requestId", "truncated"]
    #expect(try members("plan") == always.union(["timing", "levels"]))
    #expect(try members("sql") == always.union(["operations"]))
    #expect(try members("rules") == always.union(["rulesVersion", "hidden"]))
    #expect(try members("") == [])
    #expect(try members("all") == [])
  }

  @Test func `explains by GET, in batches, over events and sockets, and of mutations`() throws {
    let house = try GuicheProcess(
      data: TemporaryFolder().keep(),
      demo: true,
      arguments: ["--batch", "5"]
    )
    let token = try house.signIn("admin")
    let mark = #""extensions":{"explain":{"#
    func send(_ head: String, _ body: String = "") throws -> HTTPAnswer {
      let client = try HTTPClient(port: house.port)
      client.send(
        "\(head)\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
          + "X-GraphQL-Explain: plan,sql,rules\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
      )
      return try client.receive()
    }
    let got = try send("GET /graphql?query=%7Bviewer%7Buser%7Bcode%7D%7D%7D HTTP/1.1")
    #expect(got.text.hasPrefix(#"{"data":{"viewer":{"user":{"code":"admin"}}},"# + mark))
    let batch = try send(
      "POST /graphql HTTP/1.1",
      #"[{"query":"{viewer{user{code}}}"},{"query":"{__typename}"}]"#
    )
    #expect(batch.text.components(separatedBy: mark).count == 3)
    let mutation = try house.post(
      """
      mutation { createTicketGroup(input: {key: "explained", name: "Explained"}) {
        group { key } problems { code } } }
      """,
      token: token,
      headers: Self.header
    )
    #expect(
      mutation.text.hasPrefix(
        #"{"data":{"createTicketGroup":{"group":{"key":"explained"},"problems":[]}},"# + mark
      ),
      "\(mutation.text)"
    )
    #expect(mutation.text.contains("INSERT INTO ticket_group"))
    let events = try EventStreamClient(
      port: house.port,
      headers: [("Authorization", "Bearer \(token)"), ("X-GraphQL-Explain", "plan")],
      body: #"{"query":"{viewer{user{code}}}"}"#
    )
    #expect(events.event()?.data.contains(mark) == true)
    let socket = try WebSocketClient(port: house.port, headers: [("X-GraphQL-Explain", "plan")])
    socket.initialise(token: token)
    socket.subscribe("1", "{viewer{user{code}}}")
    #expect(socket.text().contains(mark))
  }
}
