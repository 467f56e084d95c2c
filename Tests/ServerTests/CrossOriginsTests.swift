import HTTP
import Testing

@testable import Server

/// Which sites' scripts may read the answers.
@Suite struct CrossOriginsTests {
  private let portal = "https://portal.example"
  private let query = #"{"query":"{ total }"}"#

  private func server(_ origins: String...) throws -> TestServer {
    try TestServer { $0.crossOrigins = try CrossOrigins(origins) }
  }

  private func preflight(
    _ server: TestServer,
    _ origin: String,
    _ path: String = "/graphql"
  ) async -> Response {
    await server.ask(
      "OPTIONS",
      path,
      [
        ("Origin", origin), ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "authorization,content-type, x-mine"),
      ]
    )
  }

  @Test func `by default no site may`() async throws {
    let server = try TestServer()
    for answer in [
      await server.post(query, [("Origin", portal)]), await preflight(server, portal),
    ] {
      #expect(!answer.headers.fields.contains { $0.name.hasPrefix("Access-Control") })
      #expect(!answer.headers.values(of: "Vary").contains("Origin"))
    }
  }

  @Test func `a site of the list is named, with its cookies`() async throws {
    let answer = await (try server("https://other.example", portal))
      .post(query, [("Origin", portal)])
    #expect(answer.headers["Access-Control-Allow-Origin"] == portal)
    #expect(answer.headers["Access-Control-Allow-Credentials"] == "true")
    #expect(answer.headers.values(of: "Vary") == ["Accept", "Origin"])
    #expect(answer.headers["Access-Control-Expose-Headers"]?.contains("Retry-After") == true)
  }

  @Test(arguments: [
    "https://evil.example", "null", "http://portal.example", "https://portal.example:8443",
    "https://portal.example.evil.example", "https://PORTAL.example", "https://portal.example/",
  ])
  func `no other site is`(origin: String) async throws {
    let server = try server(portal)
    for answer in [
      await server.post(query, [("Origin", origin)]), await preflight(server, origin),
    ] {
      #expect(!answer.headers.fields.contains { $0.name.hasPrefix("Access-Control-Allow") })
      #expect(answer.headers.values(of: "Vary").contains("Origin"))
    }
  }

  @Test func `the answer to whoever says no origin varies too`() async throws {
    #expect(
      await (try server(portal)).post(query).headers.values(of: "Vary") == ["Accept", "Origin"]
    )
  }

  @Test func `a star lets every site read, without cookies`() async throws {
    let server = try server("*")
    for answer in [await server.post(query, [("Origin", "null")]), await server.post(query)] {
      #expect(answer.headers["Access-Control-Allow-Origin"] == "*")
      #expect(answer.headers["Access-Control-Allow-Credentials"] == nil)
      #expect(answer.headers.values(of: "Vary") == ["Accept"])
    }
  }

  @Test func `what is refused can be read too`() async throws {
    let server = try server(portal)
    let refused = [
      await server.post("NONSENSE", [("Origin", portal)]),
      await server.ask("DELETE", "/graphql", [("Origin", portal)]),
      await server.post(query, [("Origin", portal), ("Authorization", "Bearer nobody")]),
    ]
    for answer in refused {
      #expect(answer.status >= 400)
      #expect(answer.headers["Access-Control-Allow-Origin"] == portal)
    }
  }

  @Test func `a preflight is told the methods, the headers that were asked for, and for how long`()
    async throws
  {
    let answer = await preflight(try server(portal), portal)
    #expect(answer.status == 204)
    #expect(answer.body.isEmpty)
    #expect(answer.headers["Access-Control-Allow-Origin"] == portal)
    #expect(
      answer.headers["Access-Control-Allow-Methods"] == "GET, POST, PUT, DELETE, HEAD, OPTIONS"
    )
    #expect(
      answer.headers["Access-Control-Allow-Headers"] == "authorization, content-type, x-mine"
    )
    #expect(answer.headers["Access-Control-Max-Age"] == "7200")
    #expect(
      answer.headers.values(of: "Vary") == ["Origin", "Access-Control-Request-Headers"]
    )
    #expect(answer.headers["Access-Control-Expose-Headers"] == nil)
  }

  @Test func `a preflight for an address that is not there grants nothing`() async throws {
    let answer = await preflight(try server(portal), portal, "/nowhere")
    #expect(answer.status == 404)
    #expect(answer.headers["Access-Control-Allow-Methods"] == nil)
  }

  @Test func `an OPTIONS that is no preflight says what the address has`() async throws {
    let answer = await (try server(portal)).ask("OPTIONS", "/graphql", [("Origin", portal)])
    #expect(answer.status == 204)
    #expect(answer.headers["Allow"] == "GET, POST, PUT, DELETE, HEAD, OPTIONS")
    #expect(answer.headers["Access-Control-Allow-Methods"] == nil)
  }

  @Test(arguments: [
    ["portal.example"], ["https://portal.example/"], ["HTTPS://portal.example"], ["https://"], [""],
    ["https://Portal.example"], ["https://portal.example:443"], ["http://portal.example:80"],
    ["null"], ["*", "https://portal.example"], ["https://*.portal.example"],
    ["https://portal.example,https://other.example"], ["https://a@portal.example"],
  ])
  func `an origin that no browser sends is refused at the start`(origins: [String]) {
    #expect(throws: CrossOrigins.Malformed.self) { try CrossOrigins(origins) }
  }

  @Test(arguments: [
    "https://portal.example", "http://localhost:3000", "http://[::1]:3000", "capacitor://localhost",
    "https://xn--bcher-kva.example:8443",
  ])
  func `an origin as browsers send it is taken`(origin: String) throws {
    _ = try CrossOrigins([origin])
  }
}
