import HTTP
import Server
import Testing

/// Downloads by RFC 9110, condition by condition.
@Suite struct DownloadConditionTests {
  private static let tag = "\"\(FileShelf.content)\""

  /// The status, and which part of the file goes with it.
  private func ask(_ headers: [(String, String)], _ method: String = "GET") throws -> String {
    let response = try DownloadServer().ask(method, headers)
    let part = response.headers["Content-Range"].map { " \($0)" } ?? ""
    return "\(response.status)\(part)\(response.file.map { " \($0.count)" } ?? "")"
  }

  private static let table: [(headers: [(String, String)], answer: String)] = [
    ([], "200 10"),
    // 14.2: one range, and nothing else.
    ([("Range", "bytes=0-0")], "206 bytes 0-0/10 1"),
    ([("Range", "bytes=9-")], "206 bytes 9-9/10 1"),
    ([("Range", "bytes=-1")], "206 bytes 9-9/10 1"),
    ([("Range", "bytes=0-9")], "206 bytes 0-9/10 10"),
    ([("Range", "bytes=-99")], "206 bytes 0-9/10 10"),
    ([("Range", "bytes=10-")], "416 bytes */10"),
    ([("Range", "bytes=-0")], "416 bytes */10"),
    ([("Range", "bytes=0-1,3-4")], "200 10"),
    ([("Range", "bytes=0-0"), ("Range", "bytes=1-1")], "200 10"),
    ([("Range", "lines=1-2")], "200 10"),
    // 13.1.1: strong comparison.
    ([("If-Match", tag)], "200 10"),
    ([("If-Match", "*")], "200 10"),
    ([("If-Match", "\"x\", \(tag)")], "200 10"),
    ([("If-Match", "\"x\""), ("If-Match", tag)], "200 10"),
    ([("If-Match", "W/\(tag)")], "412"),
    ([("If-Match", "\"x\"")], "412"),
    ([("If-Match", "")], "412"),
    ([("If-Match", FileShelf.content)], "412"),
    ([("If-Match", "\"a,\(tag),b\"")], "412"),
    // 13.1.2: weak comparison.
    ([("If-None-Match", tag)], "304"),
    ([("If-None-Match", "W/\(tag)")], "304"),
    ([("If-None-Match", "*")], "304"),
    ([("If-None-Match", "\"x\" , W/\"y\",,\(tag)")], "304"),
    ([("If-None-Match", "\"a,b\", \(tag)")], "304"),
    ([("If-None-Match", "\"x\"")], "200 10"),
    ([("If-None-Match", "w/\(tag)")], "200 10"),
    ([("If-None-Match", FileShelf.content)], "200 10"),
    ([("If-None-Match", "\"x")], "200 10"),
    // 13.1.3 and 13.1.4: a file has no date, so that conditions by date are ignored.
    ([("If-Modified-Since", "Sat, 01 Jan 2050 00:00:00 GMT")], "200 10"),
    ([("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")], "200 10"),
    // 13.1.5: only the strong tag of this content lets a part go.
    ([("Range", "bytes=0-0"), ("If-Range", tag)], "206 bytes 0-0/10 1"),
    ([("Range", "bytes=0-0"), ("If-Range", "W/\(tag)")], "200 10"),
    ([("Range", "bytes=0-0"), ("If-Range", "\"x\"")], "200 10"),
    ([("Range", "bytes=0-0"), ("If-Range", "Sat, 01 Jan 2050 00:00:00 GMT")], "200 10"),
    ([("Range", "bytes=0-0"), ("If-Range", tag), ("If-Range", tag)], "200 10"),
    ([("Range", "bytes=99-"), ("If-Range", "\"x\"")], "200 10"),
    ([("If-Range", tag)], "200 10"),
    // 13.2.2: the order.
    ([("If-Match", "\"x\""), ("If-None-Match", tag)], "412"),
    ([("If-Match", tag), ("If-None-Match", tag)], "304"),
    (
      [("If-Match", tag), ("If-None-Match", "\"x\""), ("Range", "bytes=0-0")], "206 bytes 0-0/10 1"
    ),
    ([("If-None-Match", tag), ("Range", "bytes=0-0")], "304"),
    ([("If-None-Match", tag), ("Range", "bytes=99-")], "304"),
    ([("If-Match", "\"x\""), ("Range", "bytes=99-")], "412"),
    (
      [("If-None-Match", "\"x\""), ("If-Modified-Since", "Sat, 01 Jan 2050 00:00:00 GMT")],
      "200 10"
    ),
  ]

  @Test(arguments: table.indices)
  func `judges conditions in their order`(row: Int) throws {
    let (headers, answer) = Self.table[row]
    #expect(try ask(headers) == answer, "\(headers)")
  }

  /// Section 14.2: a range is of GET alone; section 9.3.2: else HEAD says what GET would.
  @Test(arguments: table.indices)
  func `HEAD has the head of the same GET without a range`(row: Int) throws {
    let headers = Self.table[row].headers.filter { $0.0 != "Range" }
    let server = try DownloadServer()
    let get = server.ask("GET", headers)
    let head = server.ask("HEAD", Self.table[row].headers)
    #expect(head.status == get.status)
    #expect(head.headers.fields == get.headers.fields)
    #expect(head.file?.count == get.file?.count, "the length that it says")
    #expect(head.headers["Content-Range"] == nil)
  }

  @Test func `each status has the fields that it must have, and none that it must not`() throws {
    let server = try DownloadServer()
    let whole = server.ask()
    let part = server.ask("GET", [("Range", "bytes=0-0")])
    for response in [whole, part] {
      #expect(response.headers["Content-Type"] == "text/plain")
      #expect(response.headers["Content-Disposition"]?.contains("dez.txt") == true)
      #expect(response.headers["X-Content-Type-Options"] == "nosniff")
      #expect(response.headers["Content-Security-Policy"] == "sandbox")
      #expect(response.headers["Accept-Ranges"] == "bytes")
    }
    let same = server.ask("GET", [("If-None-Match", "*")])
    let failed = server.ask("GET", [("If-Match", "\"x\"")])
    let beyond = server.ask("GET", [("Range", "bytes=99-")])
    for response in [whole, part, same, failed, beyond] {
      #expect(response.headers["ETag"] == Self.tag)
      #expect(response.headers["Cache-Control"] == "private, no-cache")
      #expect(response.headers["Vary"]?.contains("Authorization") == true)
      #expect(response.headers["Last-Modified"] == nil)
    }
    for response in [same, failed, beyond] {
      #expect(response.file == nil && response.body.isEmpty)
      for name in ["Content-Type", "Content-Disposition"] {
        #expect(response.headers[name] == nil, "\(name) without a content")
      }
    }
    for response in [same, failed] { #expect(response.headers["Content-Range"] == nil) }
  }

  @Test func `conditions and ranges tell nothing of what is not there or not theirs`() throws {
    let server = try DownloadServer()
    for method in ["GET", "HEAD"] {
      for (token, status) in [(FileShelf.token as String?, 404), (nil, 401), ("wrong", 401)] {
        let answers = (Self.table.map(\.headers) + [[]]).map { headers in
          server.ask(method, "/attachments/other", headers, token: token)
        }
        #expect(answers.allSatisfy { $0.status == status && $0.file == nil })
        let shown = answers.map { "\($0.headers.fields) \($0.text)" }
        #expect(Set(shown).count == 1)
      }
    }
  }

  @Test(arguments: ["PUT", "DELETE", "POST", "PATCH", "TRACE", "PROPFIND", "get"])
  func `R54: a file is read and nothing else, whosever it is`(method: String) throws {
    let server = try DownloadServer()
    for path in ["/attachments/file", "/attachments/other", "/attachments/"] {
      for token in [FileShelf.token, nil] {
        let answer = server.ask(method, path, [], token: token)
        #expect(answer.status == 405)
        #expect(answer.headers["Allow"] == "GET, HEAD, OPTIONS")
      }
    }
  }

  @Test func `OPTIONS says what there is, to other sites too where they may ask`() throws {
    let options = try DownloadServer().ask("OPTIONS", "/attachments/file", [], token: nil)
    #expect(options.status == 204 && options.headers["Allow"] == "GET, HEAD, OPTIONS")
    #expect(options.headers["Access-Control-Allow-Origin"] == nil)

    var configuration = ServerConfiguration()
    configuration.crossOrigins = try CrossOrigins(["https://a.example"])
    let server = try DownloadServer(configuration)
    let origin = ("Origin", "https://a.example")
    let preflight = server.ask(
      "OPTIONS",
      "/attachments/file",
      [
        origin, ("Access-Control-Request-Method", "GET"),
        ("Access-Control-Request-Headers", "authorization, range"),
      ],
      token: nil
    )
    #expect(preflight.status == 204)
    #expect(preflight.headers["Access-Control-Allow-Methods"]?.contains("GET") == true)
    #expect(preflight.headers["Access-Control-Allow-Headers"] == "authorization, range")
    let file = server.ask("GET", [origin])
    #expect(file.headers["Access-Control-Allow-Origin"] == "https://a.example")
    let exposed = file.headers["Access-Control-Expose-Headers"] ?? ""
    for name in ["Content-Disposition", "ETag", "Content-Range", "Accept-Ranges"] {
      #expect(exposed.contains(name))
    }
  }

  @Test(arguments: ["lost", "short"])
  func `a file that the disk has lost, or a part of it, is a fault, which the operator is told`(
    id: String
  ) throws {
    let server = try DownloadServer()
    let answer = server.ask("GET", "/attachments/\(id)")
    #expect(answer.status == 500 && answer.file == nil)
    let notes = server.host.notes.withLock { $0 }
    #expect(notes.count == 1 && notes.first?.contains("shelf-") == true)
    #expect(!answer.text.contains("shelf-"))
  }
}

extension DownloadServer {
  fileprivate func ask(_ method: String, _ headers: [(String, String)]) -> Response {
    ask(method, "/attachments/file", headers)
  }
}
