import HTTP
import Testing

@testable import Server

/// What another site could make a visitor's browser send is not run.
@Suite struct CrossSiteTests {
  private let query = "query=%7Btotal%7D"
  private let headers = [
    "Apollo-Require-Preflight", "x-apollo-operation-name", "GraphQL-Require-Preflight",
    "graphql-preflight",
  ]

  static let foreign: [[(String, String)]] = [
    [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
    [("Sec-Fetch-Site", "cross-site"), ("Host", "api.example"), ("Origin", "https://api.example")],
    [("Origin", "https://evil.example"), ("Host", "api.example")],
    [("Origin", "null"), ("Host", "api.example")],
    [("Origin", "https://api.example.evil.example"), ("Host", "api.example")],
    [("Origin", "https://api.example:444"), ("Host", "api.example")],
    [("Origin", "https://api.example")],
    [("Cookie", "theme=dark")],
  ]

  @Test(arguments: foreign)
  func `a GET that a page elsewhere may have caused is refused, and told what to add`(
    fields: [(String, String)]
  ) async throws {
    let server = try TestServer()
    let refused = await server.get(query, fields)
    #expect(refused.status == 403)
    #expect(refused.code == "CSRF_REFUSED")
    #expect(refused.text.contains("Apollo-Require-Preflight"))
    #expect(refused.text.contains("X-Apollo-Operation-Name"))
    #expect(await server.ask("HEAD", "/graphql?\(query)", fields).status == 403)
    for header in headers {
      #expect(await server.get(query, fields + [(header, "1")]).status == 200)
      #expect(await server.get(query, fields + [(header, "")]).status == 403)
    }
    let json = ("Content-Type", "Application/JSON; charset=utf-8")
    #expect(await server.get(query, fields + [json]).status == 200)
  }

  static let own: [[(String, String)]] = [
    [], [("Sec-Fetch-Site", "same-origin"), ("Cookie", "theme=dark")],
    [("Sec-Fetch-Site", "none"), ("Cookie", "theme=dark")],
    [("Origin", "http://127.0.0.1:8080"), ("Host", "127.0.0.1:8080")],
    [("Origin", "https://API.example"), ("Host", "api.Example")],
  ]

  @Test(arguments: own)
  func `a GET that no page elsewhere caused is run, unless every GET must show it`(
    fields: [(String, String)]
  ) async throws {
    #expect(await (try TestServer()).get(query, fields).status == 200)
    let strict = try TestServer { $0.crossSite = .always }
    #expect(await strict.get(query, fields).status == 403)
    #expect(await strict.get(query, fields + [("Apollo-Require-Preflight", "1")]).status == 200)
  }

  @Test(arguments: [
    "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
    "message/ad-auction-trusted-signals-request", "application/graphql", "json", "",
  ])
  func `a type that is not JSON is refused on a GET too`(type: String) async throws {
    let server = try TestServer()
    let answer = await server.get(
      query,
      [("Content-Type", type), ("Apollo-Require-Preflight", "1")]
    )
    #expect(answer.status == 415)
  }

  @Test func `a POST of JSON from another origin was asked about before, and runs`() async throws {
    let fields = [("Origin", "https://elsewhere.example"), ("Sec-Fetch-Site", "cross-site")]
    for mode in CrossSite.allCases {
      let server = try TestServer { $0.crossSite = mode }
      #expect(await server.post(#"{"query":"{ total }"}"#, fields).status == 200)
    }
  }

  @Test func `a field that would override the method is not looked at`() async throws {
    let server = try TestServer()
    for name in ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"] {
      let answer = await server.get("query=mutation%7Badd%7D&_method=POST", [(name, "POST")])
      #expect(answer.status == 405)
    }
    #expect(await server.post(#"{"query":"{ total }"}"#).text == #"{"data":{"total":0}}"#)
  }
}
