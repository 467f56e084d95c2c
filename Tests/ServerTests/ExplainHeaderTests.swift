import Bytes
import GraphQL
import HTTP
import Testing

@testable import Server

@Suite struct ExplainHeaderTests {
  private func credentials(_ values: [String]) -> Credentials? {
    Credentials(
      Request(
        method: "GET",
        target: Target(path: "/"),
        headers: Headers(values.map { ("x-graphql-explain", $0) }),
        remoteAddress: "::1"
      )
    )
  }

  @Test func `reads what is to be explained`() {
    #expect(credentials([])?.explain == [])
    #expect(credentials(["plan,sql,rules"])?.explain == [.plan, .sql, .rules])
    #expect(credentials(["plan", "sql"])?.explain == [.plan, .sql])
    #expect(credentials(["nothing"])?.explain == [])
    let long = String(repeating: "plan,", count: 100)
    #expect(credentials([long])?.explain == [])
  }

  @Test func `finds it in the payload of a socket's first message`() {
    let none = Credentials(token: "t", remoteAddress: "::1", languages: [])
    #expect(none.replaced(by: .null)?.explain == [])
    let member: JSON = ["X-GraphQL-Explain": "plan"]
    #expect(none.replaced(by: member)?.explain == .plan)
    let both: JSON = ["headers": ["X-GraphQL-Explain": "sql", "Authorization": "Bearer abc"]]
    #expect(none.replaced(by: both)?.explain == .sql)
    #expect(none.replaced(by: both)?.token == "abc")
    #expect(none.replaced(by: ["X-GraphQL-Explain": 5])?.explain == [])
    let asked = Credentials(token: nil, remoteAddress: "::1", languages: [], explain: .rules)
    #expect(asked.replaced(by: .null)?.explain == .rules)
  }

  /// A host that explains nothing answers as if nothing had been asked for.
  @Test func `an answer is the same where the host explains nothing`() async throws {
    let server = try TestServer()
    let body = #"{"query":"{ total }"}"#
    let plain = await server.post(body)
    let asked = await server.post(body, [("X-GraphQL-Explain", "plan,sql,rules")])
    #expect(plain.body == asked.body)
    #expect(plain.status == asked.status)
  }
}
