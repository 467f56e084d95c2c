import HTTP
import Testing

@testable import Server

/// What there is besides GraphQL, and who may ask.
@Suite struct SurfaceTests {
  let server: TestServer

  init() throws { server = try TestServer() }

  @Test(arguments: [
    ("Bearer open-sesame", 200), ("bearer open-sesame", 200), ("Bearer wrong", 401),
    ("Bearer", 401), ("Bearer a b", 401), ("Basic b3Blbg==", 401), ("", 401),
    ("Bearer \(String(repeating: "x", count: 300))", 401),
  ])
  func `takes a bearer token that is known`(value: String, status: Int) async {
    let answer = await server.post(#"{"query":"{ total }"}"#, [("Authorization", value)])
    #expect(answer.status == status)
    #expect((answer.headers["WWW-Authenticate"] != nil) == (status == 401))
  }

  @Test(arguments: [("en", "Sign in again."), ("pt-BR", "Entre de novo.")])
  func `says in the caller's language that the session is unknown`(
    language: String,
    sentence: String
  ) async {
    let answer = await server.post(
      #"{"query":"{ total }"}"#,
      [("Authorization", "Bearer wrong"), ("Accept-Language", language)]
    )
    #expect(answer.headers["WWW-Authenticate"] == #"Bearer error="invalid_token""#)
    #expect(
      answer.text
        == #"{"errors":[{"message":"\#(sentence)","extensions":{"code":"GONE"}}]}"#
    )
  }

  @Test func `a store that fails is 500 without its reason`() async throws {
    let broken = try TestServer(isBroken: true)
    let answer = await broken.post(#"{"query":"{ total }"}"#)
    #expect(answer.status == 500)
    #expect(
      answer.text
        == #"{"errors":[{"message":"Internal error.","extensions":{"code":"INTERNAL_ERROR"}}]}"#
    )
    #expect(await broken.ask("GET", "/readyz").status == 503)
    #expect(await broken.ask("GET", "/healthz").status == 200)
  }

  @Test func `is ready and healthy`() async {
    #expect(await server.ask("GET", "/healthz").text == "OK\n")
    #expect(await server.ask("GET", "/readyz").text == "OK\n")
  }

  @Test func `shows a browser the playground`() async {
    for path in ["/", "/playground", "/graphql"] {
      let answer = await server.ask("GET", path, [("Accept", "text/html,*/*;q=0.8")])
      #expect(answer.status == 302)
      #expect(answer.headers["Location"] == "/playground/")
    }
    let page = await server.ask("GET", "/playground/")
    #expect(page.text == "<title>play</title>")
    let policy = page.headers["Content-Security-Policy"] ?? ""
    #expect(policy.contains("default-src 'none'"))
    #expect(policy.contains("trusted-types 'none'"))
  }

  @Test(arguments: [("PATCH", 405), ("TRACE", 405), ("OPTIONS", 204), ("HEAD", 400)])
  func `other methods of the endpoint`(method: String, status: Int) async {
    let answer = await server.ask(method, "/graphql")
    #expect(answer.status == status)
    if status != 400 { #expect(answer.headers["Allow"] == "GET, POST, PUT, DELETE, HEAD, OPTIONS") }
  }

  @Test func `there is nothing else`() async {
    #expect(await server.ask("GET", "/graphiql").status == 404)
  }

  static let languages: [(values: [String], sorted: [String])] = [
    (["pt-BR,pt;q=0.9,en;q=0.8"], ["pt-br", "pt", "en"]),
    (["en;q=0.1, pt-BR"], ["pt-br", "en"]),
    (["*;q=0, en"], ["en"]),
    ([], []),
    (["en", "pt;q=0.5"], ["en", "pt"]),
    ([";;,q=,"], ["q="]),
  ]

  @Test(arguments: languages)
  func `sorts the languages that a client would have`(values: [String], languages: [String]) {
    let request = Request(
      method: "GET",
      target: Target(path: "/"),
      headers: Headers(values.map { ("Accept-Language", $0) }),
      remoteAddress: "::1"
    )
    #expect(Credentials(request)?.languages == languages)
  }
}
