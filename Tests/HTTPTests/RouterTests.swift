import HTTP
import Synchronization
import Testing

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
