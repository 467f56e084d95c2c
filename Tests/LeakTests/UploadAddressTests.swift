import Bytes
import Foundation
import TestKit
import Testing

@testable import Desk

/// The address of an upload tells nothing of its ticket, and is told to nobody.
///
/// - Source: L15, L16, L27.
@Suite(.serialized) struct UploadAddressTests {
  private static let never = "/uploads/\(String(repeating: "A", count: 43))"
  /// What is sent to an address: heads that wait, whole files, none at all, with a sign-in and without.
  private static let requests: [(length: Int, headers: [(String, String)])] = [
    (5, []), (4, []), (6, []), (0, []), (5, [("Expect", "100-continue")]),
    (1_000_000_000, [("Expect", "100-continue")]), (5, [("Accept-Language", "en")]),
    (5, [("Accept-Language", "pt-BR")]), (5, [("Content-Type", "text/html")]),
    (5, [("Origin", "https://other.test")]),
  ]

  /// Asks for an address as the student.
  private func address(
    of ticket: DemoTicket,
    on desk: StoryDesk
  ) throws -> String {
    let answer = try desk.ask(
      """
      mutation { requestUpload(input: {
        ticket: "\(try L09ErrorTexts.id(of: ticket))", name: "a.txt", size: 5
      }) { upload { url } problems { code } } }
      """,
      as: "student"
    )
    return try #require(answer.text("requestUpload.upload.url"), "\(answer.text)")
  }

  private func put(
    _ request: (length: Int, headers: [(String, String)]),
    to url: String,
    on desk: StoryDesk
  ) throws -> [String] {
    let client = try HTTPClient(port: desk.process.port)
    var head = "PUT \(url) HTTP/1.1\r\nHost: x\r\nContent-Length: \(request.length)\r\n"
    for (name, value) in request.headers { head += "\(name): \(value)\r\n" }
    client.send("\(head)\r\n")
    let waits = request.headers.contains { $0.0 == "Expect" }
    if !waits { client.send(String(repeating: "x", count: request.length)) }
    let answer = try client.receive()
    return ["\(answer.status)", answer.text]
      + answer.headers.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
  }

  private static let draft = Story.tickets.first {
    $0.seers.contains("student") && $0.customer.user == "student" && $0.status == .pending
  }
  private static let cancelled = Story.tickets.first {
    $0.seers.contains("student") && $0.customer.user == "student" && $0.status == .inProgress
      && $0.responsibility == .customer
  }

  /// Every way in which a ticket, or who asked for it, can be gone.
  @Test func `an address of what became invisible is as one that never was`() throws {
    let desk = try StoryDesk.own()
    let ticket = try #require(Self.draft)
    let gone = try #require(Self.cancelled)
    let used = try address(of: gone, on: desk)
    #expect(try put((5, []), to: used, on: desk).first == "201")
    let deleted = try address(of: gone, on: desk)
    try end(gone, on: desk)
    var urls = ["deleted": deleted, "used and deleted": used]

    urls["blocked"] = try address(of: ticket, on: desk)
    try block(ticket, on: desk)
    try compare(urls, on: desk)

    // Both ends of a session: its own, and an administrator's.
    let other = try StoryDesk.own()
    urls = ["signed out": try address(of: ticket, on: other)]
    _ = try other.ask("mutation { signOut { problems { code } } }", as: "student")
    other.forget("student")
    urls["disabled"] = try address(of: ticket, on: other)
    try disable("student", on: other)
    try compare(urls, on: other)
  }

  private func compare(_ urls: [String: String], on desk: StoryDesk) throws {
    for request in Self.requests {
      let expected = try put(request, to: Self.never, on: desk)
      #expect(expected.first == "404")
      for (name, url) in urls {
        #expect(try put(request, to: url, on: desk) == expected, "\(name): \(request)")
      }
    }
  }

  /// Cancels a ticket and deletes it.
  private func end(_ ticket: DemoTicket, on desk: StoryDesk) throws {
    let id = try L09ErrorTexts.id(of: ticket)
    let answer = try desk.ask(
      """
      mutation {
        cancelTicket(input: {ticket: "\(id)", justification: "x"}) { problems { code } }
        deleteTicket(input: {ticket: "\(id)"}) { problems { code } }
      }
      """,
      as: "admin"
    )
    #expect(answer.problems("deleteTicket") == [], "\(answer.text)")
  }

  /// Blocks the type of a ticket for the student's profile.
  private func block(_ ticket: DemoTicket, on desk: StoryDesk) throws {
    let found = try desk.ask(
      """
      {
        ticket(id: "\(try L09ErrorTexts.id(of: ticket))") { type { id } }
        users(filter: {text: "student"}) { nodes { code profile { id blockedTypes { id } } } }
      }
      """,
      as: "admin"
    )
    let type = try #require(found.text("ticket.type.id"), "\(found.text)")
    let student = try #require(
      found.items("users.nodes").first { $0["code"] == "student" },
      "\(found.text)"
    )
    let profile = try #require(student.at("profile.id")?.asText)
    let blocked = (student.at("profile.blockedTypes")?.asItems ?? []).compactMap {
      $0["id"]?.asText
    }
    let answer = try desk.ask(
      """
      mutation ($types: [ID!]) {
        updateProfile(input: {profile: "\(profile)", blockedTypes: $types}) { problems { code } }
      }
      """,
      as: "admin",
      ["types": blocked + [type]]
    )
    #expect(answer.problems("updateProfile") == [], "\(answer.text)")
  }

  private func disable(_ code: String, on desk: StoryDesk) throws {
    let found = try desk.ask(
      "{ users(filter: {text: \"\(code)\"}) { nodes { id code } } }",
      as: "admin"
    )
    let user = try #require(
      found.items("users.nodes").first { $0["code"] == .string(code) }?["id"]?.asText,
      "\(found.text)"
    )
    let answer = try desk.ask(
      "mutation { updateUser(input: {user: \"\(user)\", isDisabled: true}) { problems { code } } }",
      as: "admin"
    )
    #expect(answer.problems("updateUser") == [], "\(answer.text)")
  }

  /// With whatever sign-in but the sender's own, too.
  @Test func `an address is nobody else's`() throws {
    let desk = try StoryDesk.own()
    let url = try address(of: try #require(Self.draft), on: desk)
    for user in Story.ruled + ["admin", "academic"] where user != "student" {
      let headers = [("Authorization", "Bearer \(try desk.token(of: user))")]
      #expect(
        try put((5, headers), to: url, on: desk) == put((5, headers), to: Self.never, on: desk)
      )
    }
    #expect(try put((5, []), to: url, on: desk).first == "201")
  }

  /// Asking for an address tells no more of a ticket than any other mutation.
  @Test(arguments: Story.customers)
  func `foreign, blocked and missing tickets have one answer`(user: String) throws {
    let desk = try StoryDesk.shared.get()
    func ask(_ id: String) throws -> String {
      try desk.ask(
        """
        mutation { requestUpload(input: {ticket: "\(id)", name: "a", size: 1}) {
          upload { url } problems { code message path } } }
        """,
        as: user
      ).text
    }
    let never = try ask(Base64.text(of: Array("ticket.1999999999".utf8), as: .url))
    #expect(never.contains("NOT_FOUND"))
    let foreign = Story.oneOfEach(Story.tickets.filter { !Story.knows(user, $0) })
    #expect(foreign.count > 5)
    for ticket in foreign { #expect(try ask(L09ErrorTexts.id(of: ticket)) == never) }
    #expect(try ask("x") == never)
  }

  @Test func `neither the log nor the file nor the audit log holds a token`() throws {
    let folder = TemporaryFolder()
    let file = folder.url.appending(path: "log.txt")
    let data = TemporaryFolder()
    let desk = StoryDesk(try GuicheProcess(data: data.url, demo: true, log: file))
    let ticket = try #require(Self.draft)
    let urls = try (0..<3).map { _ in try address(of: ticket, on: desk) }
    for request in Self.requests {
      for url in urls + [Self.never] { _ = try put(request, to: url, on: desk) }
    }
    // A fault on the way: where contents are kept is no folder any more.
    let broken = try address(of: ticket, on: desk)
    let contents = data.url.appending(path: "files")
    try FileManager.default.removeItem(at: contents)
    try Data().write(to: contents)
    #expect(try put((5, []), to: broken, on: desk).first == "500")
    let audited = try desk.ask(
      "{ auditLog(first: 100) { nodes { action changes { name before after } } } }",
      as: "admin"
    )
    #expect(audited.codes == [], "\(audited.text)")
    #expect(desk.process.terminate() == 0)
    let log = try String(contentsOf: file, encoding: .utf8)
    #expect(log.contains("file not kept"), "\(log.prefix(500))")
    var bytes = [log, desk.process.greeting, audited.text]
    for name in try FileManager.default.contentsOfDirectory(atPath: data.url.path) {
      guard let content = try? Data(contentsOf: data.url.appending(path: name)) else { continue }
      bytes.append(String(decoding: content, as: UTF8.self).replacing("\0", with: " "))
    }
    let all = Haystack(bytes)
    #expect(all.holds("CANARIO"))
    for url in urls + [broken] {
      let token = String(url.dropFirst("/uploads/".count))
      #expect(token.utf8.count == 43)
      #expect(!all.holds(token), "\(token.prefix(6))")
      #expect(!all.holds(String(token.dropFirst(10))))
    }
  }
}
