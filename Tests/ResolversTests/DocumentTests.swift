import Bytes
import Desk
import Foundation
import GraphQL
import Testing

@testable import Resolvers

/// `formatDocument` and `validateDocument`: what they say of a document is what a request with it would.
///
/// - Source: L11; the playground's contract.
@Suite struct DocumentTests {
  let house: TestHouse

  init() throws { house = try TestHouse() }

  private func format(_ text: String, as user: String? = nil) throws -> TestHouse.Answer {
    try house.run(
      """
      query($text: String!) { formatDocument(text: $text) {
        text errors { message code locations { line column } } } }
      """,
      as: user,
      variables: ["text": .string(text)]
    )
  }

  private func validate(_ text: String, as user: String? = nil) throws -> TestHouse.Answer {
    try house.run(
      """
      query($text: String!) {
        validateDocument(text: $text) { message code locations { line column } } }
      """,
      as: user,
      variables: ["text": .string(text)]
    )
  }

  /// The errors of a response as the fields tell them.
  private func told(_ answer: TestHouse.Answer) -> [JSON] {
    guard case .array(let errors)? = answer.json["errors"] else { return [] }
    return errors.map { error in
      [
        "message": error["message"] ?? .null,
        "code": error["extensions"]?["code"] ?? .null,
        "locations": error["locations"] ?? [],
      ]
    }
  }

  @Test(arguments: [nil, "student", "admin"])
  func `formats for everybody, signed in or not`(user: String?) throws {
    let answer = try format("query Q{viewer{user{code}} # who\n}", as: user)
    #expect(
      answer["formatDocument.text"]
        == "query Q {\n  viewer {\n    user {\n      code\n    }\n  } # who\n}\n"
    )
    #expect(answer["formatDocument.errors"] == [])
  }

  @Test(arguments: ["{ viewer {", "", "type T { a: Int } { a }", "{ a(b: \"\u{2028}\n) }"])
  func `says what a request with the text would be told`(text: String) throws {
    let own = told(try house.run(text, as: "student"))
    let formatted = try format(text, as: "student")
    #expect(formatted["formatDocument.text"] == .null)
    #expect(formatted["formatDocument.errors.0"] == own.first)
    #expect(try validate(text, as: "student")["validateDocument"] == .array(own))
  }

  /// Wrong documents and right ones, as several kinds of viewers: the same errors as when they are run.
  @Test(arguments: [nil, "student", "attendant", "admin", "academic"])
  func `judges as a request is judged, over the whole corpus`(user: String?) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ConformanceTests")
    let paths = FileManager.default.subpaths(atPath: folder.path) ?? []
    var (right, wrong) = (0, 0)
    for path in paths.filter({ $0.hasSuffix(".graphql") }).sorted() {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for text in [text, text.replacing("nodes", with: "nods"), text.replacing("}", with: "")] {
        let viewer = try user.map { try house.reader.viewer(sessionToken: house.token(of: $0)) }
        let compilation = PlanCache(bytes: 0).compile(
          Array(text.utf8),
          for: house.house.schema(for: (viewer ?? nil) ?? .anonymous),
          suggestions: user == "admin"
        )
        let answer = try validate(text, as: user)
        guard case .refused(let errors) = compilation else {
          #expect(answer["validateDocument"] == [], "\(path)")
          right += 1
          continue
        }
        let own = told(TestHouse.Answer(ExecutionResult.refused(errors).body))
        #expect(answer["validateDocument"] == .array(own), "\(path): \(answer.text)")
        wrong += 1
      }
    }
    #expect(right > 20 && wrong > 300, "\(right) right, \(wrong) wrong")
  }

  @Test func `never names what the viewer cannot see`() throws {
    let close = "{ auditLo { totalCount } }"
    let student = try validate(close, as: "student")
    #expect(
      student["validateDocument.0.message"] == "Cannot query field \"auditLo\" on type \"Query\"."
    )
    #expect(try validate(close, as: "admin").text.contains("auditLog"))
    for user in [nil, "student", "attendant"] {
      let hidden = try validate("{ auditLog { totalCount } }", as: user)
      let made = try validate("{ auditLug { totalCount } }", as: user)
      #expect(hidden.text.replacing("auditLog", with: "auditLug") == made.text)
    }
  }

  @Test func `judges by the schema of the user who is looked as`() throws {
    let users = try house.run(
      "{ users(filter: {text: \"student\"}) { nodes { id } } }",
      as: "admin"
    )
    guard case .string(let id)? = users["users.nodes.0.id"] else { throw TestFailure(users.text) }
    let answer = try house.run(
      """
      { validateDocument(text: "{ auditLo { totalCount } }") { message }
        viewAs(user: "\(id)") {
          validateDocument(text: "{ auditLog { totalCount } }") { message }
          near: validateDocument(text: "{ auditLo { totalCount } }") { message }
        } }
      """,
      as: "admin"
    )
    #expect(answer["validateDocument.0.message"].map { $0 != .null } == true)
    #expect(
      answer["viewAs.validateDocument.0.message"]
        == "Cannot query field \"auditLog\" on type \"Query\"."
    )
    #expect(
      answer["viewAs.near.0.message"] == "Cannot query field \"auditLo\" on type \"Query\"."
    )
  }

  @Test func `runs nothing`() throws {
    let text = "mutation { signOut { problems { code } } }"
    #expect(try validate(text, as: "student")["validateDocument"] == [])
    #expect(try house.run("{ viewer { user { code } } }", as: "student").errorCodes == [])
  }

  /// A document of a client's may have 64 KiB; of two such, one operation may ask.
  @Test func `works on so much for one operation`() throws {
    let long =
      "{ " + String(repeating: "a\n", count: 3_000) + "}"
      + String(repeating: "#", count: 59_000)
    let answer = try house.run(
      """
      query($a: String!, $b: String!, $c: String!) {
        a: formatDocument(text: $a) { errors { code } }
        again: formatDocument(text: $a) { errors { code } }
        b: validateDocument(text: $b) { code }
        c: formatDocument(text: $c) { errors { code } }
      }
      """,
      variables: ["a": .string(long), "b": .string(long + "#"), "c": .string(long + "##")]
    )
    // What is asked twice in the same words is done once.
    #expect(answer["a.errors"] == [] && answer["again.errors"] == [])
    #expect(answer["b.0.code"] == "OPERATION_TOO_MANY_ROOT_FIELDS")
    #expect(answer["c"] == .null && answer.errorCodes == ["BAD_USER_INPUT"])
    let tooLong = try format(long + String(repeating: "#", count: 9_000))
    #expect(tooLong["formatDocument.errors.0.code"] == "DOCUMENT_TOO_LONG")
    #expect(
      try validate(String(repeating: "{a", count: 500))["validateDocument.0.code"]
        == "DOCUMENT_TOO_DEEP"
    )
  }
}
