import Foundation
import TestKit
import Testing

/// What nobody should send gets a clear refusal, and the server lives on.
@Suite(.serialized) struct HostileBytesTests {
  let house: GuicheProcess

  init() throws { house = try GuicheProcess.demo.get() }

  private func expectAlive() throws {
    let client = try HTTPClient(port: house.port)
    client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(try client.receive().status == 200)
  }

  @Test func `200,000 open braces`() throws {
    let answer = try house.post(String(repeating: "{", count: 200_000))
    #expect(answer.text.hasPrefix(#"{"errors":[{"message":"#))
    #expect(!answer.text.contains(#""data""#))
    try expectAlive()
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `200,000 levels of JSON`(opening: String) throws {
    let body = String(repeating: opening, count: 200_000)
    let client = try HTTPClient(port: house.port)
    client.send(
      "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n" + body
    )
    #expect(try client.receive().status == 400)
    try expectAlive()
  }

  @Test func `a body of 10 MB is refused from its length alone`() throws {
    let client = try HTTPClient(port: house.port)
    client.send(
      "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: 10485760\r\n\r\n"
    )
    #expect(try client.receive().status == 413)
    try expectAlive()
  }

  @Test func `a body of 10 MB that is sent all the same is refused`() throws {
    let client = try HTTPClient(port: house.port)
    client.send(
      "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: 10485760\r\n\r\n"
    )
    client.send([UInt8](repeating: UInt8(ascii: " "), count: 10_485_760))
    #expect(try client.receive().status == 413)
    try expectAlive()
  }

  @Test func `a header that never ends`() throws {
    let client = try HTTPClient(port: house.port)
    client.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: ")
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 4_096)
    for _ in 0..<64 where client.send(piece) {}
    #expect(try client.receive().status == 431)
    try expectAlive()
  }

  @Test func `headers that never end`() throws {
    let client = try HTTPClient(port: house.port)
    client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n")
    for number in 0..<2_000 where client.send("X-\(number): y\r\n") {}
    #expect(try client.receive().status == 431)
    try expectAlive()
  }

  @Test func `a body that is no UTF-8`() throws {
    let client = try HTTPClient(port: house.port)
    let body: [UInt8] = Array(#"{"query":"{ a"#.utf8) + [0xFF, 0xFE] + Array(#" }"}"#.utf8)
    client.send(
      Array(
        ("POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(body.count)\r\n\r\n").utf8
      ) + body
    )
    #expect(try client.receive().status == 400)
    try expectAlive()
  }
}
