import Foundation
import TestKit
import Testing

/// The bytes of attachments, over a socket.
@Suite(.serialized) struct DownloadTests {
  private static let program = Result {
    try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
  }
  private static let content = Array((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
  /// Added once, to a ticket of the student's.
  private static let url = Result { () throws -> String in
    let house = try program.get()
    let file = UploadedFile(
      path: "variables.files.0",
      name: "grande.bin",
      mediaType: "application/octet-stream",
      content: content
    )
    let answer = try house.upload(
      """
      mutation ($files: [Upload!]!) {
        addAttachments(input: {ticket: "dGlja2V0LjI3Ng", files: $files}) {
          attachments { url } problems { code }
        }
      }
      """,
      variables: ["files": [NSNull()]],
      files: [file],
      token: try house.signIn("student")
    )
    return try #require(answer.text.firstMatch(of: /"url":"([^"]+)"/).map { String($0.1) })
  }

  private func get(
    _ path: String,
    as user: String?,
    _ headers: [(String, String)] = [],
    method: String = "GET"
  ) throws -> HTTPAnswer {
    let house = try Self.program.get()
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    if let user { head += "Authorization: Bearer \(try house.signIn(user))\r\n" }
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    let client = try HTTPClient(port: house.port)
    client.send(head + "\r\n")
    return try client.receive(hasBody: method != "HEAD")
  }

  @Test func `gives the bytes to both sides of the ticket`() throws {
    for user in ["student", "attendant", "admin"] {
      let answer = try get(Self.url.get(), as: user)
      #expect(answer.status == 200)
      #expect(answer.body == Self.content)
      #expect(
        answer["Content-Disposition"]?.hasPrefix("attachment; filename=\"grande.bin\"") == true
      )
      #expect(answer["X-Content-Type-Options"] == "nosniff")
      #expect(answer["Cache-Control"] == "private, no-cache")
    }
  }

  @Test func `gives parts, and says what has not changed`() throws {
    let url = try Self.url.get()
    let part = try get(url, as: "student", [("Range", "bytes=1000000-1000009")])
    #expect(part.status == 206)
    #expect(part.body == Array(Self.content[1_000_000...1_000_009]))
    #expect(part["Content-Range"] == "bytes 1000000-1000009/3000000")
    let tag = try #require(part["ETag"])
    let same = try get(url, as: "student", [("If-None-Match", tag)])
    #expect(same.status == 304 && same.body.isEmpty)
    let other = try get(url, as: "student", [("Range", "bytes=0-1"), ("If-Range", "\"x\"")])
    #expect(other.status == 200 && other.body.count == 3_000_000)
    let beyond = try get(url, as: "student", [("Range", "bytes=3000000-")])
    #expect(beyond.status == 416 && beyond["Content-Range"] == "bytes */3000000")
    let changed = try get(url, as: "student", [("If-Match", "\"x\"")])
    #expect(changed.status == 412 && changed.body.isEmpty)
    let head = try get(url, as: "student", method: "HEAD")
    #expect(head.status == 200 && head["Content-Length"] == "3000000")
  }

  /// Foreign, missing and malformed: one answer, byte for byte.
  @Test func `has one answer to everything that is not theirs`() throws {
    let url = try Self.url.get()
    let foreign = try get(url, as: "teacher")
    #expect(foreign.status == 404)
    for path in [
      url + "x", "/attachments/YXR0YWNobWVudC45OTk5OS4x", "/attachments/", "/attachments/..",
    ] {
      let answer = try get(path, as: "teacher")
      #expect(Self.undated(answer) == Self.undated(foreign), "\(path)")
    }
    let nobody = try get(url, as: nil)
    #expect(nobody.status == 401 && nobody["WWW-Authenticate"] == "Bearer")
  }

  private static func undated(_ answer: HTTPAnswer) -> [String] {
    ["\(answer.status)", answer.text]
      + answer.headers.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
  }

  @Test func `the demo story has its bytes`() throws {
    let house = try Self.program.get()
    let answer = try house.post(
      "{ tickets(first: 100) { nodes { attachments(first: 5) { nodes { url size } } } } }",
      token: try house.signIn("admin")
    )
    let found = answer.text.matches(of: /"url":"([^"]+)","size":(\d+)/)
    #expect(found.count > 10)
    for match in found.prefix(10) {
      let file = try get(String(match.1), as: "admin")
      #expect(file.status == 200 && file.body.count == Int(match.2))
    }
  }

  /// Its name promises the whole, so that a part would be taken for it, and kept.
  @Test func `a content that the disk has lost a part of is a fault, and not a shorter file`()
    throws
  {
    let data = TemporaryFolder()
    let house = try GuicheProcess(data: data.url, demo: true)
    let token = try house.signIn("admin")
    let tickets = try house.post(
      "{ tickets(first: 100) { nodes { attachments(first: 1) { nodes { url } } } } }",
      token: token
    )
    let url = try #require(tickets.text.firstMatch(of: /"url":"([^"]+)"/), "\(tickets.text)").1
    func get() throws -> HTTPAnswer {
      let client = try HTTPClient(port: house.port)
      client.send("GET \(url) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n")
      return try client.receive()
    }
    let whole = try get()
    let hash = try #require(whole["ETag"]).filter { $0 != "\"" }
    let path = data.url.appending(path: "files/\(hash.prefix(2))/\(hash)")
    try Data(whole.body.dropLast()).write(to: path)
    let part = try get()
    #expect(part.status == 500 && part["ETag"] == nil, "\(part.status)")
  }
}
