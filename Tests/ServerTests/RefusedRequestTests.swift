import HTTP
import Server
import TestKit
import Testing

/// What is refused before it is whole is refused in the words of what it asks for, so that a page of
/// another site can show why.
@Suite(.timeLimit(.minutes(5))) struct RefusedRequestTests {
  private let portal = "https://portal.example"
  private let server: LiveServer

  init() throws {
    let portal = portal
    var configuration = ServerConfiguration()
    configuration.crossOrigins = try CrossOrigins([portal])
    server = try LiveServer(configuration) {
      $0.limits.body = 100
      $0.limits.bodyMilliseconds = 30
    }
  }

  private func ask(_ line: String, _ fields: String..., body: String = "") throws -> HTTPAnswer {
    let client = try HTTPClient(port: server.port)
    let head = [line, "Host: h", "Origin: \(portal)"] + fields
    client.send(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
    return try client.receive()
  }

  private static let longBody =
    #"{"errors":[{"message":"The body is longer than 100 bytes.","#
    + #""extensions":{"code":"REQUEST_TOO_LARGE"}}]}"#

  @Test(arguments: ["Content-Length: 101", "Transfer-Encoding: chunked"])
  func `a body that is too long is refused by an error of GraphQL`(length: String) throws {
    let answer = try ask(
      "POST /graphql HTTP/1.1",
      "Content-Type: application/json",
      "Accept: application/graphql-response+json",
      length,
      body: "65\r\n"
    )
    #expect(answer.status == 413)
    #expect(answer.text == Self.longBody)
    #expect(answer["content-type"] == "application/graphql-response+json; charset=utf-8")
    #expect(answer["access-control-allow-origin"] == portal)
    #expect(answer["connection"] == "close")
  }

  @Test func `who accepts nothing that is spoken here is told all the same`() throws {
    let answer = try ask("POST /graphql HTTP/1.1", "Accept: image/png", "Content-Length: 101")
    #expect(answer.status == 413)
    #expect(answer.text == Self.longBody)
  }

  @Test func `a body that does not come is refused so too`() throws {
    let answer = try ask("POST /graphql HTTP/1.1", "Content-Length: 2", body: "{")
    #expect(answer.status == 408)
    #expect(
      answer.text
        == #"{"errors":[{"message":"The request did not come in time.","#
        + #""extensions":{"code":"BAD_REQUEST"}}]}"#
    )
    #expect(answer["access-control-allow-origin"] == portal)
  }

  @Test func `elsewhere it is told in a line, which the site may read`() throws {
    let answer = try ask("POST /healthz HTTP/1.1", "Content-Length: 101")
    #expect(answer.status == 413)
    #expect(answer.text == "the body is longer than 100 bytes\n")
    #expect(answer["access-control-allow-origin"] == portal)
  }

  @Test func `of a head that cannot be read no origin is known`() throws {
    let answer = try ask("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1")
    #expect(answer.status == 414)
    #expect(answer.text == "the request line is longer than the limit\n")
    #expect(answer["access-control-allow-origin"] == nil)
  }
}
