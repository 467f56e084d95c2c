import Bytes
import Foundation
import SQLite
import TestKit
import Testing

@testable import Desk

/// Neither the log nor the audit log holds what was typed into tickets, a token or a password.
///
/// - Source: L27.
@Suite("L27 logs, audit and traces", .serialized) struct L27Logs {
  private static let password = "CANARIO-password-7f3"
  private static let text = "CANARIO-typed-9c1"

  /// Everything that can go wrong, goes wrong once, with canaries in all that a client sends.
  @Test func `no line of the log holds what a client sent or a ticket holds`() throws {
    let folder = TemporaryFolder()
    let file = folder.url.appending(path: "log.txt")
    let data = TemporaryFolder()
    let desk = StoryDesk(try GuicheProcess(data: data.url, demo: true, log: file))
    let users = Story.ruled + ["admin", "academic"]
    for user in users { _ = try desk.token(of: user) }
    try Self.misuse(desk, as: users)
    // Faults of the store: tables that are gone under a running program.
    try Self.breakTables(in: data.url)
    for user in users {
      for request in Crawl.requests(ids: []).prefix(12) {
        _ = try desk.ask(request.document, as: user, request.variables)
      }
      _ = try desk.ask(Self.mutation(of: user), as: user, ["text": Self.text])
    }
    let tokens = try users.map { try desk.token(of: $0) }
    _ = desk.process.terminate()
    let log = try String(contentsOf: file, encoding: .utf8)
    // A log that says nothing holds nothing: the faults are in it.
    #expect(log.contains("\"level\":\"error\""), "\(log.prefix(500))")
    for line in log.split(separator: "\n") {
      #expect((try? JSONParser.parse(Array(line.utf8))) != nil, "\(line.prefix(200))")
    }
    let all = Haystack([log, desk.process.greeting])
    for secret in tokens + [Self.text, Self.password, "CANARIO", "canario", DemoUserCodes.hidden] {
      #expect(!all.holds(secret), "the log holds \(secret.prefix(12))")
    }
    for canary in DemoStory.canaries where canary.ticket != nil {
      #expect(!all.holds(canary.word), "the log holds \(canary.place)")
    }
  }

  @Test func `the audit log holds no password, no token and nothing of a ticket`() throws {
    let data = TemporaryFolder()
    let desk = StoryDesk(try GuicheProcess(data: data.url, demo: true))
    let profile = try #require(
      try desk.ask("{ profiles { id key } }", as: "admin").items("profiles")
        .first { $0["key"] == "portal" }?["id"]?.asText
    )
    let made = try desk.ask(
      """
      mutation ($password: String!) {
        createUser(input: {code: "new.user", displayName: "New", profile: "\(profile)",
          password: $password}) { user { id } problems { code } }
      }
      """,
      as: "admin",
      ["password": Self.password]
    )
    let user = try #require(made.text("createUser.user.id"), "\(made.text)")
    let own =
      try desk.ask("{ viewer { user { id } } }", as: "academic").text("viewer.user.id") ?? ""
    let changed = try desk.ask(
      """
      mutation ($password: String!) {
        setUserPassword(input: {user: "\(user)", password: $password}) { problems { code } }
        createAccessToken(input: {
          user: "\(own)", name: "audit", expiresAt: "2030-01-01T00:00:00.000Z"
        }) { token problems { code } }
      }
      """,
      as: "admin",
      ["password": Self.password + "2"]
    )
    #expect(changed.problems("setUserPassword") == [], "\(changed.text)")
    let token = try #require(changed.text("createAccessToken.token"), "\(changed.text)")
    try Self.endTicket(desk)
    var entries = ""
    var after = "null"
    repeat {
      let page = try desk.ask(
        """
        { auditLog(first: 100, after: \(after)) {
          nodes { action subjectKind subjectId user { code } changes { name before after } }
          pageInfo { hasNextPage endCursor }
        } }
        """,
        as: "admin"
      )
      #expect(page.codes == [], "\(page.text)")
      entries += page.text
      let hasMore = page["auditLog.pageInfo.hasNextPage"] == true
      after = hasMore ? "\"\(page.text("auditLog.pageInfo.endCursor") ?? "")\"" : ""
    } while !after.isEmpty
    for word in ["createUser", "setUserPassword", "createAccessToken", "\"admin\""] {
      #expect(entries.contains(word), "\(word) is not audited")
    }
    let rows = try DeskTables.contents(["audit_entry"], of: data.url).joined()
    for secret in [Self.password, token, "$y$", Self.text, try desk.token(of: "admin")] {
      #expect(!entries.contains(secret) && !rows.contains(secret), "\(secret.prefix(10))")
    }
    for canary in DemoStory.canaries where canary.ticket != nil {
      #expect(!entries.contains(canary.word), "\(canary.place)")
    }
  }

  /// Tokens and passwords are on disk as hashes alone.
  @Test func `the desk's file holds no token and no password`() throws {
    let data = TemporaryFolder()
    let desk = StoryDesk(try GuicheProcess(data: data.url, demo: true))
    let token = try desk.token(of: "student")
    _ = try desk.ask("{ viewer { user { code } } }", as: "student")
    #expect(desk.process.terminate() == 0)
    var bytes: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: data.url.path) {
      let path = data.url.appending(path: name)
      guard let content = try? Data(contentsOf: path) else { continue }
      bytes.append(String(decoding: content, as: UTF8.self).replacing("\0", with: " "))
    }
    let all = Haystack(bytes)
    #expect(all.holds("$y$") && all.holds("CANARIO"))
    #expect(!all.holds(token))
    #expect(!all.holds("guiche-demo"))
  }

  /// Lines of every level come from one room, which writes no variables: what a level would add is
  /// seen here.
  @Test func `whatever is logged is an event and a fault`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let sources = root.appending(path: "Sources")
    var lines: [(file: String, line: String)] = []
    let walk = FileManager.default.enumerator(atPath: sources.path)
    while let name = walk?.nextObject() as? String {
      guard name.hasSuffix(".swift") else { continue }
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      for line in text.split(separator: "\n") where line.contains(/\blog\.record\(/) {
        lines.append((name, line.trimmingCharacters(in: .whitespaces)))
      }
    }
    #expect(lines.count >= 4)
    for (file, line) in lines {
      for word in [
        "token", "password", "variable", "credential", "query:", "body", "subject", "text", ".json",
        "arguments", "document",
      ] {
        #expect(!line.contains(word), "\(file) logs \(word): \(line)")
      }
    }
  }

  @Test func `the playground keeps a token in no address and in nothing that outlives the tab`()
    throws
  {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = root.appending(path: "playground")
    var met = 0
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let name = walk?.nextObject() as? String {
      guard name.hasSuffix(".js") else { continue }
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for line in text.split(separator: "\n") where line.contains(/\btoken\b/) {
        met += 1
        for word in [
          "location", "history.", "URLSearchParams", "href", "browser.", "localStorage", "console.",
          "cookie", "`?", "'?",
        ] {
          #expect(!line.contains(word), "\(name): \(line)")
        }
      }
    }
    #expect(met > 5)
  }

  // MARK: - Parts

  /// Requests that are refused, fail or are hostile, with canaries in every place.
  private static func misuse(_ desk: StoryDesk, as users: [String]) throws {
    for code in ["student", "never.was"] {
      _ = try desk.ask(
        """
        mutation ($c: String!, $p: String!) {
          signIn(input: {userCode: $c, password: $p}) { problems { code } }
        }
        """,
        as: nil,
        ["c": code, "p": password]
      )
    }
    for user in users {
      for document in [
        "{ \(text.replacing("-", with: "_")) }",
        "{ tickets(filter: {text: \"\(text)\"}) { totalCount } }",
        "{ searchTickets(text: \"\(text)\") { totalCount } }", "{ node(id: \"\(text)\") { id } }",
        "\(text) {", "mutation { signOut(\(text)) }", "query ($a: \(text)) { a }",
      ] { _ = try desk.ask(document, as: user) }
      _ = try desk.ask(mutation(of: user), as: user, ["text": text])
      _ = try desk.raw("{\"query\":\"\(text)\",\"\(text)\":", as: user)
      _ = try L16Existence.get("/attachments/\(text)?token=\(text)", as: user, desk)
      _ = try L16Existence.get("/\(text)", as: user, desk)
    }
    let client = try HTTPClient(port: desk.process.port)
    client.send("GET /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(text)\r\n\r\n")
    _ = try client.receive()
    let socket = try WebSocketClient(port: desk.process.port)
    _ = socket.initialise(token: text)
  }

  /// A mutation that writes, or is refused, with a text of the client's.
  private static func mutation(of user: String) -> String {
    let ticket = Story.tickets(of: user).last { $0.status == .inProgress }
    let id = (try? L09ErrorTexts.id(number: ticket?.number ?? 1)) ?? ""
    return """
      mutation ($text: String!) {
        postMessage(input: {ticket: "\(id)", text: $text, idempotencyKey: $text}) {
          message { text } problems { code }
        }
      }
      """
  }

  private static func breakTables(in folder: URL) throws {
    let connection = try Connection(path: DeskTables.file(in: folder), mode: .readWrite)
    try connection.execute(
      """
      PRAGMA foreign_keys = OFF;
      DROP TABLE message; DROP TABLE understanding; DROP TABLE ticket_parameter; DROP TABLE article;
      """
    )
  }

  /// Cancels a ticket with canaries in it and deletes it, which leaves a tombstone.
  private static func endTicket(_ desk: StoryDesk) throws {
    let ticket = try #require(
      Story.tickets.first { ticket in
        ticket.status == .inProgress && ticket.responsibility == .customer
          && DemoStory.canaries.contains { $0.ticket == ticket.number }
      }
    )
    let id = try L09ErrorTexts.id(of: ticket)
    let answer = try desk.ask(
      """
      mutation ($text: String!) {
        cancelTicket(input: {ticket: "\(id)", justification: $text}) { problems { code } }
        deleteTicket(input: {ticket: "\(id)"}) { problems { code } }
      }
      """,
      as: "admin",
      ["text": text]
    )
    #expect(answer.problems("deleteTicket") == [], "\(answer.text)")
  }
}

/// Codes that only the desk knows.
private enum DemoUserCodes {
  static let hidden = "attendant.secretary"
}
