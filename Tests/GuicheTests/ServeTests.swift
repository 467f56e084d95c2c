import Foundation
import TestKit
import Testing

/// The program as its operator meets it.
@Suite(.serialized) struct ServeTests {
  @Test func `prints the demo users and where it listens`() throws {
    let house = try GuicheProcess.demo.get()
    for user in [
      "client", "client.contact", "person", "student", "teacher", "prospect", "many", "attendant",
      "admin",
    ] {
      #expect(house.greeting.contains(user))
    }
    #expect(house.greeting.contains("guiche-demo"))
    #expect(house.greeting.hasSuffix("listening on http://127.0.0.1:\(house.port)\n"))
  }

  @Test func `ends with 0 on SIGTERM, and starts again on the same data`() throws {
    let folder = TemporaryFolder()
    let first = try GuicheProcess(data: folder.url, demo: true)
    let token = try first.signIn("teacher")
    #expect(first.terminate() == 0)
    let second = try GuicheProcess(data: folder.url, demo: true)
    let answer = try second.post("{ viewer { user { code } } }", token: token)
    #expect(answer.text == #"{"data":{"viewer":{"user":{"code":"teacher"}}}}"#)
  }

  @Test func `a token that was signed out is refused`() throws {
    let house = try GuicheProcess.demo.get()
    let token = try house.signIn("person")
    _ = try house.post("mutation { signOut { problems { code } } }", token: token)
    let answer = try house.post("{ viewer { user { code } } }", token: token)
    #expect(answer.status == 401)
    #expect(answer["www-authenticate"] == #"Bearer error="invalid_token""#)
  }

  @Test func `gives a browser the playground, and nothing from outside of it`() throws {
    let house = try GuicheProcess.demo.get()
    func get(_ path: String) throws -> HTTPAnswer {
      let client = try HTTPClient(port: house.port)
      client.send("GET \(path) HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n\r\n")
      return try client.receive()
    }
    #expect(try get("/")["location"] == "/playground/")
    let page = try get("/playground/")
    #expect(page.status == 200)
    #expect(page["content-type"] == "text/html; charset=utf-8")
    #expect(page["content-security-policy"]?.contains("trusted-types 'none'") == true)
    #expect(try get("/playground/js/main.js")["content-type"] == "text/javascript; charset=utf-8")
    for path in [
      "/playground/../schema.graphql", "/playground/%2e%2e/Package.swift", "/etc/passwd",
    ] {
      #expect(try get(path).status == 404, "\(path)")
    }
  }

  /// What a browser loads, as the program sends it.
  @Test func `sends the playground's scripts and styles in at most 150 kB`() throws {
    let house = try GuicheProcess.demo.get()
    let client = try HTTPClient(port: house.port)
    let folder = URL(filePath: #filePath).appending(path: "../../../playground").standardized
    let paths = try #require(FileManager.default.subpaths(atPath: folder.path))
      .filter { $0.hasSuffix(".js") || $0.hasSuffix(".css") }
    #expect(paths.count > 70)
    var sum = 0
    for path in paths {
      let rest = " /playground/\(path) HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip, br\r\n\r\n"
      client.send("GET\(rest)")
      let answer = try client.receive()
      #expect(answer.status == 200, "\(path)")
      #expect(answer["vary"] == (answer["content-encoding"] == nil ? nil : "Accept-Encoding"))
      sum += answer.body.count
      client.send("HEAD\(rest)")
      let head = try client.receive(hasBody: false)
      for name in ["content-length", "content-encoding", "etag", "vary"] {
        #expect(head[name] == answer[name], "\(name) of \(path)")
      }
    }
    #expect((50_000...150_000).contains(sum), "\(sum) bytes")
  }

  /// Its length would tell a stranger, who has a part of it repeated, what the rest is (BREACH).
  @Test func `never compresses an answer of GraphQL`() throws {
    let house = try GuicheProcess.demo.get()
    let client = try HTTPClient(port: house.port)
    let query = "%7B__schema%7Btypes%7Bname%20description%7D%7D%7D"
    client.send(
      "GET /graphql?query=\(query) HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n"
        + "Authorization: Bearer \(try house.signIn("admin"))\r\nAccept-Encoding: gzip\r\n\r\n"
    )
    let answer = try client.receive()
    #expect(answer.status == 200)
    #expect(answer.body.count > 10_000)
    #expect(answer["content-encoding"] == nil)
    #expect(answer.body.first == UInt8(ascii: "{"))
  }

  /// Runs `guiche init` with a password on its standard input, and gives its exit code.
  private func initialise(_ folder: TemporaryFolder, password: String) throws -> Int32 {
    let process = Process()
    process.executableURL = GuicheProcess.executable
    process.arguments = ["init", "--data", folder.url.path, "--administrator", "ana"]
    let input = Pipe()
    process.standardInput = input
    process.standardOutput = Pipe()
    process.standardError = Pipe()
    try process.run()
    input.fileHandleForWriting.write(Data("\(password)\n".utf8))
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }

  @Test func `init can be run again after a password that is too short, and only then`() throws {
    let folder = TemporaryFolder()
    #expect(try initialise(folder, password: "curta") == 65)
    #expect(try initialise(folder, password: "uma senha comprida") == 0)
    #expect(try initialise(folder, password: "uma outra senha") == 73)
  }

  @Test func `init makes an empty system and its first administrator`() throws {
    let folder = TemporaryFolder()
    #expect(try initialise(folder, password: "uma senha comprida") == 0)

    let house = try GuicheProcess(data: folder.url, demo: false)
    let token = try house.signIn("ana", password: "uma senha comprida")
    let answer = try house.post(
      "{ viewer { user { code } permissions } tickets { totalCount } }",
      token: token
    )
    #expect(
      answer.text
        == #"{"data":{"viewer":{"user":{"code":"ana"},"permissions":["ATTEND","ADMINISTER"]},"tickets":{"totalCount":0}}}"#
    )
  }

  @Test(arguments: [
    (["serve", "--port", "http"], "--port takes a whole number"),
    (["serve", "--prot", "1"], "there is no option --prot"),
    (["fly"], "there is no verb"),
  ])
  func `a wrong call is told what is wrong, with exit code 2`(
    arguments: [String],
    complaint: String
  )
    throws
  {
    let process = Process()
    process.executableURL = GuicheProcess.executable
    process.arguments = arguments
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 2)
    #expect(text.contains(complaint))
  }
}
