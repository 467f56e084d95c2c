import TestKit
import Testing

/// GraphQL over a socket, where HTTP itself has a say.
@Suite struct OverHTTPTests {
  private let body = #"{"query":"{ __typename }"}"#
  private let answer = #"{"data":{"__typename":"Query"}}"#

  private func connect() throws -> HTTPClient {
    try HTTPClient(port: GuicheProcess.demo.get().port)
  }

  private func head(_ line: String, _ fields: String...) -> String {
    (["\(line) HTTP/1.1", "Host: x"] + fields + ["", ""]).joined(separator: "\r\n")
  }

  @Test(arguments: ["Content-Type: application/json", "Authorization: Bearer a", "Host: x"])
  func `trap 42: a field that decides and comes twice is 400`(field: String) throws {
    let client = try connect()
    client.send(
      head("POST /graphql", field, field, "Content-Length: \(body.utf8.count)") + body
    )
    #expect(try client.receive().status == 400)
    #expect(client.isClosed())
  }

  @Test func `trap 43: a query of 8,000 bytes is read, a longer line is 414`() throws {
    let client = try connect()
    let query = "/graphql?query=%7B__typename%7D&extensions=%7B%22x%22:%22"
    let filling = String(repeating: "a", count: 7_990 - query.utf8.count)
    client.send(head("GET \(query)\(filling)%22%7D"))
    #expect(try client.receive().text == answer)
    client.send(head("GET \(query)\(filling)\(filling)%22%7D"))
    #expect(try client.receive().status == 414)
  }

  @Test func `trap 44: a client that waits for 100 Continue is told to go on`() throws {
    let client = try connect()
    let fields = ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"]
    client.send(head("POST /graphql", fields[0], fields[1], "Expect: 100-continue"))
    #expect(try client.receive().status == 100)
    client.send(body)
    #expect(try client.receive().text == answer)
    client.send(head("POST /graphql", fields[0], fields[1], "Expect: 200-ok"))
    #expect(try client.receive().status == 417)
  }

  @Test func `trap 44: a body in chunks is read as one`() throws {
    let client = try connect()
    client.send(
      head("POST /graphql", "Content-Type: application/json", "Transfer-Encoding: chunked")
    )
    for byte in body { client.send("1\r\n\(byte)\r\n") }
    client.send("0\r\n\r\n")
    #expect(try client.receive().text == answer)
  }

  @Test func `trap 45: HEAD says how long the answer is, and the connection goes on`() throws {
    let client = try connect()
    client.send(head("HEAD /graphql?query=%7B__typename%7D"))
    let first = try client.receive(hasBody: false)
    #expect(first.status == 200)
    #expect(first["content-length"] == "\(answer.utf8.count)")
    #expect(first["vary"] == "Accept")
    client.send(head("GET /graphql?query=%7B__typename%7D"))
    #expect(try client.receive().text == answer)
    client.send(head("OPTIONS /graphql"))
    let options = try client.receive()
    #expect(options.status == 204)
    #expect(options["allow"] == "GET, POST, PUT, DELETE, HEAD, OPTIONS")
  }

  @Test func `trap 45: bytes after a body that was refused are no request`() throws {
    let client = try connect()
    let hidden = head("GET /graphql?query=mutation%7B__typename%7D")
    client.send(
      head("PATCH /graphql", "Content-Type: text/plain", "Content-Length: \(hidden.utf8.count)")
        + hidden + head("GET /healthz")
    )
    #expect(try client.receive().status == 405)
    #expect(try client.receive().text == "OK\n")
  }

  @Test func `the draft's codes reach the wire, 294 with its phrase`() throws {
    let data = TemporaryFolder()
    let house = try GuicheProcess(
      data: data.url,
      demo: true,
      arguments: ["--http-profile", "draft-2026"]
    )
    #expect(try house.post("{ colour }").status == 422)
    #expect(try house.post("{").status == 400)
    let partial = try house.post("{ tickets(first: 1000) { totalCount } __typename }")
    #expect(partial.status == 294)
    #expect(partial["content-type"] == "application/json; charset=utf-8")
  }
}
