import Foundation
import TestKit
import Testing

/// Files that are put at an address of their own, through the program itself.
@Suite(.serialized) struct FileUploadTests {
  private static let program = Result {
    try GuicheProcess(data: TemporaryFolder().keep(), demo: true)
  }
  /// A draft of the student's, and one ticket that is with the desk.
  private static let draft = "dGlja2V0LjI3Ng"
  private static let content = Array((0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })

  /// Asks for an address, and gives what was answered.
  private func request(
    _ input: String,
    token: String,
    of house: GuicheProcess? = nil
  ) throws -> HTTPAnswer {
    try (house ?? Self.program.get()).post(
      """
      mutation { requestUpload(input: {\(input)}) {
        upload { url method size expiresAt } problems { code path }
      } }
      """,
      token: token
    )
  }

  private func url(_ answer: HTTPAnswer) throws -> String {
    let found = answer.text.firstMatch(of: /"url":"(\/uploads\/[A-Za-z0-9_-]{43})","method":"PUT"/)
    return String(try #require(found, "\(answer.text)").1)
  }

  private func put(
    _ content: [UInt8],
    to url: String,
    _ headers: [(String, String)] = [],
    of house: GuicheProcess? = nil
  ) throws -> HTTPAnswer {
    let client = try HTTPClient(port: (house ?? Self.program.get()).port)
    client.send(Self.head(url, content.count, headers))
    client.send(content)
    return try client.receive()
  }

  private static func head(
    _ url: String,
    _ length: Int,
    _ headers: [(String, String)] = []
  ) -> String {
    "PUT \(url) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(length)\r\n"
      + headers.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
  }

  @Test func `a file goes up without a header of its own, and comes down`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("student")
    let size = Self.content.count
    let url = try url(
      request("ticket: \"\(Self.draft)\", name: \"a/b.bin\", size: \(size)", token: token)
    )
    let answer = try put(Self.content, to: url, [("Content-Type", "text/csv")])
    #expect(answer.status == 201, "\(answer.text)")
    let id = try #require(answer.text.firstMatch(of: /"id":"([^"]+)"/)).1
    #expect(
      answer.text
        == #"{"id":"\#(id)","name":"b.bin","mediaType":"text/csv","size":\#(size)}"#
    )
    #expect(answer["Location"] == "/attachments/\(id)")
    // Its answer was lost: the same again, and no second row.
    let again = try put(Self.content, to: url)
    #expect(again.status == 201 && again.text == answer.text, "\(again.status) \(again.text)")
    let client = try HTTPClient(port: house.port)
    client.send(
      "GET /attachments/\(id) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \(token)\r\n\r\n"
    )
    #expect(try client.receive().body == Self.content)
    let seen = try house.post(
      "{ ticket(number: 276) { attachments(last: 1) { totalCount nodes { id size } } } }",
      token: try house.signIn("attendant")
    )
    #expect(
      seen.text.contains(
        #""attachments":{"totalCount":1,"nodes":[{"id":"\#(id)","size":\#(size)}]}"#
      ),
      "\(seen.text)"
    )
    // Another file is not taken for it.
    let other = try put(Self.content.reversed(), to: url)
    #expect(other.status == 409 && other.text.contains("UPLOAD_USED"))
  }

  @Test func `who has the answer may send again at once`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("student")
    for turn in 0..<20 {
      let url = try url(
        request("ticket: \"\(Self.draft)\", name: \"t.txt\", size: 5", token: token)
      )
      let answers = try [put(Array("Anexo".utf8), to: url), put(Array("Anexo".utf8), to: url)]
      #expect(answers.map(\.status) == [201, 201], "turn \(turn): \(answers[1].text)")
    }
  }

  @Test func `a client that waits is told before it sends`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("student")
    let url = try url(request("ticket: \"\(Self.draft)\", name: \"c.txt\", size: 5", token: token))
    let cases = [
      (url, 6, 413), (url, 4, 400), (url + "x", 5, 404), ("/uploads/", 5, 404),
    ]
    for (url, length, status) in cases {
      let client = try HTTPClient(port: house.port)
      client.send(Self.head(url, length, [("Expect", "100-continue")]))
      #expect(try client.receive().status == status, "\(url) \(length)")
    }
    let client = try HTTPClient(port: house.port)
    client.send(Self.head(url, 5, [("Expect", "100-continue")]))
    #expect(try client.receive().status == 100)
    client.send("Anexo")
    #expect(try client.receive().status == 201)
  }

  @Test func `what is broken off is sent again, and two at once are told apart`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("attendant")
    let url = try url(request("ticket: \"\(Self.draft)\", name: \"d.txt\", size: 5", token: token))
    let first = try HTTPClient(port: house.port)
    first.send(Self.head(url, 5, [("Expect", "100-continue")]))
    #expect(try first.receive().status == 100)
    first.send("Ane")
    let second = try put(Array("Anexo".utf8), to: url)
    #expect(second.status == 409 && second.text.contains("UPLOAD_IN_PROGRESS"))
    first.end()
    var third = try put(Array("Anexo".utf8), to: url)
    // The server learns that the first is gone when its loop comes round.
    while third.status == 409 { third = try put(Array("Anexo".utf8), to: url) }
    #expect(third.status == 201, "\(third.text)")
  }

  @Test func `in chunks it comes as well`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("student")
    let hash = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    let url = try url(
      request(
        "ticket: \"\(Self.draft)\", name: \"e.png\", mediaType: \"image/png\", size: 3, "
          + "sha256: \"\(hash)\"",
        token: token
      )
    )
    for (content, status) in [("bar", 422), ("foo", 201)] {
      let client = try HTTPClient(port: house.port)
      client.send("PUT \(url) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
      for byte in content { client.send("1\r\n\(byte)\r\n") }
      client.send("0\r\n\r\n")
      let answer = try client.receive()
      #expect(answer.status == status, "\(answer.text)")
      // A text that is called a picture is kept as what it is.
      if status == 201 { #expect(answer.text.contains(#""mediaType":"text/plain""#)) }
    }
  }

  @Test func `the sign-in that asked has to last, and another's does not help`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("student")
    let url = try url(request("ticket: \"\(Self.draft)\", name: \"f.txt\", size: 5", token: token))
    let unknown = try put(Array("Anexo".utf8), to: "/uploads/\(String(repeating: "A", count: 43))")
    #expect(unknown.status == 404)
    let other = try house.signIn("teacher")
    for headers in [[("Authorization", "Bearer \(other)")], [("Authorization", "Bearer x")]] {
      let answer = try put(Array("Anexo".utf8), to: url, headers)
      #expect(Self.undated(answer) == Self.undated(unknown))
    }
    _ = try house.post("mutation { signOut { problems { code } } }", token: token)
    #expect(Self.undated(try put(Array("Anexo".utf8), to: url)) == Self.undated(unknown))
  }

  private static func undated(_ answer: HTTPAnswer) -> [String] {
    ["\(answer.status)", answer.text]
      + answer.headers.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }
  }

  @Test func `a refusal speaks the language that is asked for`() throws {
    let house = try Self.program.get()
    let token = try house.signIn("student")
    let opened = try house.post(
      """
      mutation { openTicket(input: {type: "\(try type(of: house, token))"}) {
        ticket { id } problems { code } } }
      """,
      token: token
    )
    let ticket = try #require(opened.text.firstMatch(of: /"id":"([^"]+)"/), "\(opened.text)").1
    let url = try url(request("ticket: \"\(ticket)\", name: \"g.txt\", size: 5", token: token))
    let cancelled = try house.post(
      """
      mutation { cancelTicket(input: {ticket: "\(ticket)", justification: "x"}) {
        problems { code } } }
      """,
      token: try house.signIn("admin")
    )
    #expect(cancelled.text.contains(#""problems":[]"#), "\(cancelled.text)")
    for (language, sentence) in [
      ("en", "The ticket is cancelled."), ("pt-BR", "O atendimento está cancelado."),
    ] {
      let answer = try put(Array("Anexo".utf8), to: url, [("Accept-Language", language)])
      #expect(answer.status == 409)
      #expect(answer["Content-Type"] == "application/problem+json")
      #expect(
        answer.text == #"{"status":409,"code":"TICKET_CANCELLED","detail":"\#(sentence)"}"#
      )
    }
  }

  /// A type that the student opens without more.
  private func type(of house: GuicheProcess, _ token: String) throws -> String {
    let answer = try house.post("{ ticketTypes { id key } }", token: token)
    let found = answer.text.firstMatch(of: /"id":"([^"]+)","key":"duvida"/)
    return String(try #require(found, "\(answer.text)").1)
  }

  @Test func `a file that cannot be written is told to the operator, and not to the client`() throws
  {
    let data = TemporaryFolder()
    let log = data.url.appending(path: "log")
    let house = try GuicheProcess(data: data.url, demo: true, log: log)
    let token = try house.signIn("student")
    let input = "ticket: \"\(Self.draft)\", name: \"i.txt\", size: 5"
    let url = try url(request(input, token: token, of: house))
    try FileManager.default.removeItem(at: data.url.appending(path: "uploads"))

    let put = try put(Array("Anexo".utf8), to: url, of: house)
    let form = try house.upload(
      "mutation ($files: [Upload!]!) { addAttachments(input: {ticket: \"x\", files: $files}) "
        + "{ problems { code } } }",
      variables: ["files": [NSNull()]],
      files: [
        UploadedFile(
          path: "variables.files.0",
          name: "i.txt",
          mediaType: "text/plain",
          content: Array("Anexo".utf8)
        )
      ],
      token: token
    )
    for answer in [put, form] {
      #expect(answer.status == 500)
      #expect(!answer.text.contains(data.url.lastPathComponent), "\(answer.text)")
    }
    let told = try String(contentsOf: log, encoding: .utf8).split(separator: "\n")
      .filter { $0.contains(#""event":"file not kept""#) }
    #expect(told.count == 2)
    #expect(told.allSatisfy { $0.contains("/uploads/") })
  }

  @Test func `a server that was ended by force adds it once`() throws {
    let data = TemporaryFolder()
    var house: GuicheProcess? = try GuicheProcess(data: data.url, demo: true)
    let token = try #require(house).signIn("student")
    let input = "ticket: \"\(Self.draft)\", name: \"h.txt\", size: 5"
    let (whole, half) = (
      try url(request(input, token: token, of: house)),
      try url(request(input, token: token, of: house))
    )
    let kept = try put(Array("Anexo".utf8), to: whole, of: house)
    #expect(kept.status == 201)
    let client = try HTTPClient(port: try #require(house).port)
    client.send(Self.head(half, 5, [("Expect", "100-continue")]))
    #expect(try client.receive().status == 100)
    client.send("Ane")
    house?.kill()
    house = try GuicheProcess(data: data.url, demo: false)
    // The addresses outlive the program, and so does what came of them.
    #expect(try put(Array("Anexo".utf8), to: whole, of: house).text == kept.text)
    #expect(try put(Array("Outro".utf8), to: half, of: house).status == 201)
    let seen = try #require(house).post(
      "{ ticket(number: 276) { attachments { totalCount } } }",
      token: token
    )
    #expect(seen.text.contains(#""totalCount":2"#), "\(seen.text)")
    let uploads = data.url.appending(path: "uploads").path
    #expect(try FileManager.default.contentsOfDirectory(atPath: uploads).isEmpty)
  }
}
