import TestKit
import Testing

/// A wrong document gets the specification's error, with line and column.
@Suite(.serialized) struct WrongDocumentTests {
  let house: GuicheProcess

  init() throws { house = try GuicheProcess.demo.get() }

  @Test(arguments: [
    (
      "{\n  viewer {\n}",
      #"{"errors":[{"message":"Syntax Error: Expected Name, found \"}\".","locations":[{"line":3,"column":1}]"#
    ),
    (
      "{\n  viewer { colour }\n}",
      #"{"errors":[{"message":"Cannot query field \"colour\" on type \"Viewer\".","locations":[{"line":2,"column":12}]"#
    ),
    (
      "query($view: TicketView!) { tickets(view: $view) { totalCount } }",
      #"{"errors":[{"message":"Variable \"$view\" of required type \"TicketView!\" was not provided.","locations":[{"line":1,"column":7}]"#
    ),
    (
      "query A { viewer { permissions } } query B { viewer { permissions } }",
      #"{"errors":[{"message":"Must provide operation name if query contains multiple operations.""#
    ),
    (
      "fragment F on Viewer { permissions }",
      #"{"errors":[{"message":"#
    ),
  ])
  func `is told where it is wrong`(document: String, beginning: String) throws {
    let answer = try house.post(document, token: try house.signIn("student"))
    #expect(answer.text.hasPrefix(beginning), "\(answer.text)")
    #expect(!answer.text.contains(#""data""#))
  }

  @Test(arguments: [
    (
      "admin", "{ vewer { permissions } }",
      #"type \"Query\". Did you mean \"viewer\" or \"viewAs\"?""#
    ),
    ("admin", "{ viewer { permissions(lost: 1) } }", #"field \"Viewer.permissions\".""#),
    ("attendant", "{ vewer { permissions } }", #"type \"Query\".""#),
    ("student", "{ vewer { permissions } }", #"type \"Query\".""#),
  ])
  func `names what may have been meant to administrators alone`(
    user: String,
    document: String,
    end: String
  ) throws {
    let answer = try house.post(document, token: try house.signIn(user))
    #expect(answer.text.contains(end + #","locations""#), "\(answer.text)")
  }

  @Test func `names nothing to those who are not signed in`() throws {
    let answer = try house.post("{ vewer { permissions } }")
    #expect(answer.text.contains(#""errors""#))
    #expect(!answer.text.contains("Did you mean"), "\(answer.text)")
  }

  @Test func `has status 400 in the newer media type and 200 in the older`() throws {
    let token = try house.signIn("student")
    let newer = try house.post(
      "{",
      token: token,
      headers: ["Accept": "application/graphql-response+json"]
    )
    #expect(newer.status == 400)
    #expect(newer["content-type"] == "application/graphql-response+json; charset=utf-8")
    let older = try house.post("{", token: token, headers: ["Accept": "application/json"])
    #expect(older.status == 200)
    #expect(older["content-type"] == "application/json; charset=utf-8")
  }
}
