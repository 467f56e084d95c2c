import Synchronization
import Testing

@testable import HTTP

/// What a router answers to a request, taken from the reply.
private func answer(
  _ router: Router<Int>,
  _ method: String,
  _ path: String,
  headers: Headers = Headers()
) throws -> Response {
  let target = Target(path: path)
  let request = Request(method: method, target: target, headers: headers, remoteAddress: "")
  let taken = Taken()
  var state = 7
  router.respond(to: request, on: &state, reply: Reply { response in taken.take(response) })
  return try #require(taken.response.withLock { $0 })
}

private final class Taken: Sendable {
  let response = Mutex<Response?>(nil)

  func take(_ response: Response) { self.response.withLock { $0 = response } }
}

@Suite struct RouterTests {
  private var router: Router<Int> {
    var router = Router<Int>()
    router.on("GET", "/a") { _, state, reply in reply.send(.text(200, "get \(state)")) }
    router.on("POST", "/a") { _, _, reply in reply.send(.text(200, "post")) }
    router.on("POST", "/b") { _, _, reply in reply.send(.text(200, "old")) }
    router.on("POST", "/b") { _, _, reply in reply.send(.text(200, "new")) }
    router.serve(
      StaticFiles(
        [("/index.html", Array("<p>".utf8)), ("/js/a.js", Array("1".utf8))],
        headers: Headers([("Content-Security-Policy", "default-src 'self'")])
      )
    )
    return router
  }

  @Test(arguments: [
    ("GET", "/a", 200, "get 7"),
    ("HEAD", "/a", 200, "get 7"),
    ("POST", "/a", 200, "post"),
    ("POST", "/b", 200, "new"),
    ("GET", "/", 200, "<p>"),
    ("GET", "/index.html", 200, "<p>"),
    ("GET", "/js/a.js", 200, "1"),
    ("GET", "/js/%61.js", 200, "1"),
    ("GET", "/js", 404, "there is nothing here\n"),
    ("GET", "/A", 404, "there is nothing here\n"),
    ("GET", "/js/../index.html", 404, "there is nothing here\n"),
    ("GET", "/%2e%2e/etc/passwd", 404, "there is nothing here\n"),
    ("GET", "//etc/passwd", 404, "there is nothing here\n"),
    ("GET", "/%", 404, "there is nothing here\n"),
    ("get", "/a", 405, "this method is not served here\n"),
    ("OPTIONS", "*", 204, ""),
  ])
  func `answers by method and path`(
    method: String,
    path: String,
    status: Int,
    body: String
  ) throws {
    let response = try answer(router, method, path)
    #expect(response.status == status)
    #expect(String(decoding: response.body, as: UTF8.self) == body)
  }

  @Test(arguments: [
    ("DELETE", "/a", 405, "GET, POST, HEAD, OPTIONS"),
    ("GET", "/b", 405, "POST, OPTIONS"),
    ("HEAD", "/b", 405, "POST, OPTIONS"),
    ("OPTIONS", "/b", 204, "POST, OPTIONS"),
    ("POST", "/js/a.js", 405, "GET, HEAD, OPTIONS"),
  ])
  func `says which methods a path has`(
    method: String,
    path: String,
    status: Int,
    allow: String
  ) throws {
    let response = try answer(router, method, path)
    #expect(response.status == status)
    #expect(response.headers["Allow"] == allow)
  }
}

@Suite struct StaticFilesTests {
  private let files = StaticFiles(
    [("/a.css", Array("p{}".utf8)), ("/b.css", Array("q{}".utf8)), ("/c", [])],
    headers: Headers([("Content-Security-Policy", "default-src 'self'")])
  )

  private func get(_ path: String, _ headers: Headers = Headers()) -> Response? {
    let target = Target(path: path)
    return files.response(
      to: Request(method: "GET", target: target, headers: headers, remoteAddress: "")
    )
  }

  @Test func `says what a file is and what may run with it`() throws {
    let response = try #require(get("/a.css"))
    #expect(response.headers["Content-Type"] == "text/css; charset=utf-8")
    #expect(response.headers["Content-Security-Policy"] == "default-src 'self'")
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
    #expect(response.headers["Cache-Control"] == "no-cache")
    #expect(get("/c")?.headers["Content-Type"] == "application/octet-stream")
  }

  @Test func `answers 304 to a client that has the file`() throws {
    let tag = try #require(get("/a.css")?.headers["ETag"])
    let other = try #require(get("/b.css")?.headers["ETag"])
    #expect(tag != other)
    for value in [tag, "W/\(tag)", "\(other), \(tag)", "*"] {
      let response = try #require(get("/a.css", Headers([("If-None-Match", value)])))
      #expect(response.status == 304)
      #expect(response.body.isEmpty)
      #expect(response.headers["ETag"] == tag)
    }
    #expect(get("/a.css", Headers([("If-None-Match", other)]))?.status == 200)
  }

  private static let script = Array(repeating: Array("let word = 1;\n".utf8), count: 50).flatMap {
    $0
  }
  private static let random: [UInt8] = {
    var seeded = Seeded(state: 1)
    return (0..<2_000).map { _ in UInt8(truncatingIfNeeded: seeded.next()) }
  }()
  private let forms = StaticFiles([
    ("/long.js", script), ("/short.js", Array("1".utf8)),
    ("/random.bin", random),
  ])

  private func get(_ path: String, accepting coding: String?, tag: String? = nil) -> Response? {
    var headers = Headers()
    if let coding { headers.append("Accept-Encoding", coding) }
    if let tag { headers.append("If-None-Match", tag) }
    let target = Target(path: path)
    return forms.response(
      to: Request(method: "GET", target: target, headers: headers, remoteAddress: "")
    )
  }

  @Test func `sends what it is, or gzip, as the client likes`() throws {
    let plain = try #require(get("/long.js", accepting: nil))
    #expect(plain.body == Self.script)
    #expect(plain.headers["Content-Encoding"] == nil)
    let short = try #require(get("/long.js", accepting: "gzip"))
    #expect(short.headers["Content-Encoding"] == "gzip")
    #expect(try Inflate.member(short.body).bytes == Self.script)
    #expect(short.headers["Content-Type"] == plain.headers["Content-Type"])
    for response in [plain, short] {
      #expect(response.status == 200)
      #expect(response.headers["Vary"] == "Accept-Encoding")
    }
    let neither = try #require(get("/long.js", accepting: "br, *;q=0"))
    #expect(neither.status == 406)
    #expect(neither.headers["Vary"] == "Accept-Encoding")
  }

  @Test func `each form has its own tag, which answers 304 for that form alone`() throws {
    let plain = try #require(get("/long.js", accepting: nil)?.headers["ETag"])
    let short = try #require(get("/long.js", accepting: "gzip")?.headers["ETag"])
    #expect(plain != short)
    #expect(!plain.hasPrefix("W/") && !short.hasPrefix("W/"))
    for (coding, own, other) in [("identity", plain, short), ("gzip", short, plain)] {
      let response = try #require(get("/long.js", accepting: coding, tag: "\(other), \(own)"))
      #expect(response.status == 304)
      #expect(response.headers["ETag"] == own)
      #expect(response.headers["Vary"] == "Accept-Encoding")
      #expect(get("/long.js", accepting: coding, tag: other)?.status == 200)
    }
  }

  @Test(arguments: ["/short.js", "/random.bin"])
  func `has one form of what would not get shorter by a tenth`(path: String) throws {
    for coding in ["gzip", "gzip, identity;q=0"] {
      let response = try #require(get(path, accepting: coding))
      #expect(response.status == 200)
      #expect(response.headers["Content-Encoding"] == nil)
      #expect(response.headers["Vary"] == nil)
    }
  }

  @Test func `has one form of what is too long to be compressed between two requests`() throws {
    let bytes = [UInt8](repeating: 0x20, count: HTTPLimits.compressedFile + 1)
    let headers = Headers([("Accept-Encoding", "gzip")])
    for (count, coding) in [(bytes.count, nil), (bytes.count - 1, "gzip")] {
      let files = StaticFiles([("/a.txt", Array(bytes.prefix(count)))])
      let target = Target(path: "/a.txt")
      let request = Request(method: "GET", target: target, headers: headers, remoteAddress: "")
      #expect(files.response(to: request)?.headers["Content-Encoding"] == coding)
    }
  }

  @Test(arguments: [
    (["Origin"], ["Origin, Accept-Encoding"]),
    (["Origin", "Cookie"], ["Origin, Cookie, Accept-Encoding"]),
    (["*"], ["*"]), (["Origin, accept-encoding"], ["Origin, accept-encoding"]),
  ])
  func `says it beside what answers vary by already`(given: [String], said: [String]) throws {
    let files = StaticFiles([("/a.js", Self.script)], headers: Headers(given.map { ("Vary", $0) }))
    let target = Target(path: "/a.js")
    let request = Request(method: "GET", target: target, headers: Headers(), remoteAddress: "")
    #expect(files.response(to: request)?.headers.values(of: "Vary") == said)
  }

  @Test func `threads that ask first at once are answered the same`() async throws {
    let files = StaticFiles([("/a.js", Self.script)])
    let target = Target(path: "/a.js")
    let headers = Headers([("Accept-Encoding", "gzip")])
    let bodies = await withTaskGroup(of: [UInt8]?.self) { group in
      for _ in 0..<16 {
        group.addTask {
          let request = Request(method: "GET", target: target, headers: headers, remoteAddress: "")
          return files.response(to: request)?.body
        }
      }
      return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(bodies == [Gzip.compress(Self.script)])
  }

  @Test func `reads a folder once, without what is hidden or a link`() throws {
    let folder = try TemporaryFolder()
    try folder.write("index.html", "<p>")
    try folder.write(".secret", "no")
    try folder.write("js/a.js", "1")
    try folder.link("link.html", to: "/etc/passwd")
    let files = try StaticFiles(folder: folder.path)
    #expect(files.paths == ["/", "/index.html", "/js/a.js"])
    try folder.write("late.html", "late")
    #expect(files.paths.count == 3)
  }

  @Test func `names a folder that is not there`() {
    #expect(throws: FolderError.self) { try StaticFiles(folder: "/nowhere/at/all") }
  }
}
