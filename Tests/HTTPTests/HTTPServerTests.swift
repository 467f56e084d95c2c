import Foundation
import Glibc
import HTTP
import Testing

private func get(_ path: String, _ fields: String = "") -> String {
  "GET \(path) HTTP/1.1\r\nHost: h\r\n\(fields)\r\n"
}

@Suite(.timeLimit(.minutes(20))) struct HTTPServerTests {
  @Test func `keeps a connection for the next request`() throws {
    try withServer { port in
      let client = try Client(port: port)
      for number in 1...3 {
        client.send("POST /\(number) HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab")
        let response = client.response()
        #expect(response?.body == "POST /\(number) ab")
        #expect(response?["date"]?.hasSuffix(" GMT") == true)
        #expect(response?["connection"] == nil)
      }
    }
  }

  @Test func `answers 64 requests of one write in their order`() throws {
    try withServer { port in
      let client = try Client(port: port)
      client.send((0..<64).map { get("/\($0)") }.joined())
      for number in 0..<64 { #expect(client.response()?.body == "GET /\(number) ") }
    }
  }

  @Test func `answers 5,000 pipelined requests to a client that reads late`() throws {
    try withServer { port in
      let client = try Client(port: port)
      client.send((0..<5_000).map { get("/\($0)") }.joined())
      client.endOutput()
      let text = client.readToEnd()
      #expect(text.split(separator: "HTTP/1.1 200 OK").count == 5_000)
      #expect(text.hasSuffix("GET /4999 "))
    }
  }

  @Test func `serves a client that sends a byte at a time`() throws {
    try withServer { port in
      let client = try Client(port: port)
      let head = "POST /slow HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      for byte in Array((head + "3\r\nabc\r\n0\r\n\r\n").utf8) { client.send([byte]) }
      #expect(client.response()?.body == "POST /slow abc")
    }
  }

  @Test func `refuses a head that never ends, and ends the connection`() throws {
    try withServer { port in
      let client = try Client(port: port)
      client.send("GET / HTTP/1.1\r\nHost: h\r\n")
      for _ in 0..<100 where client.send("X: \(String(repeating: "y", count: 1_000))\r\n") {}
      client.endOutput()
      let text = client.readToEnd()
      #expect(text.hasPrefix("HTTP/1.1 431 "))
      #expect(text.contains("Connection: close\r\n"))
      let response = try Client(port: port).exchange(get("/alive"))
      #expect(response?.status == 200)
    }
  }

  @Test func `refuses a body of 10 MB, which the client may send to its end`() throws {
    try withServer { port in
      let client = try Client(port: port)
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10000000\r\n\r\n")
      let piece = [UInt8](repeating: 0x78, count: 100_000)
      for _ in 0..<100 { #expect(client.send(piece)) }
      client.endOutput()
      #expect(client.readToEnd().hasPrefix("HTTP/1.1 413 "))
    }
  }

  @Test func `takes a body of the greatest length`() throws {
    try withServer { port in
      let client = try Client(port: port)
      client.send("POST /count HTTP/1.1\r\nHost: h\r\nContent-Length: 2097152\r\n\r\n")
      client.send([UInt8](repeating: 0x78, count: 2_097_152))
      #expect(client.response()?.body == "2097152")
    }
  }

  @Test(arguments: [
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: xchunked",
    "Content-Length: 5\r\nContent-Length: 0",
    "Content-Length: +5",
    "Transfer-Encoding : chunked",
    "X: y\nContent-Length: 5",
  ])
  func `never serves what hides behind a body whose end is in doubt`(fields: String) throws {
    try withServer { port in
      let client = try Client(port: port)
      client.send("POST / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n\r\n0\r\n\r\n" + get("/hidden"))
      client.endOutput()
      let text = client.readToEnd()
      #expect(text.hasPrefix("HTTP/1.1 400 "))
      #expect(text.split(separator: "HTTP/1.1 ").count == 1)
      #expect(!text.contains("hidden"))
    }
  }

  @Test(arguments: [("/lost", 500, ""), ("/twice", 200, "first"), ("/split", 500, "")])
  func `answers once, whatever the application does`(
    path: String,
    status: Int,
    body: String
  ) throws {
    try withServer { port in
      let client = try Client(port: port)
      let response = client.exchange(get(path))
      #expect(response?.status == status)
      #expect(response?.body == body)
      #expect(client.exchange(get("/next"))?.body == "GET /next ")
    }
  }

  @Test func `answers from another thread`() throws {
    try withServer { port in
      let client = try Client(port: port)
      for _ in 0..<50 {
        #expect(client.exchange(get("/thread"))?.body == "from another thread")
      }
    }
  }

  @Test func `answers in order what other threads answer in any order`() throws {
    let echo = Echo()
    try withServer(echo) { port in
      let client = try Client(port: port)
      client.send(get("/held") + get("/1") + get("/held") + get("/3"))
      echo.held.wait(for: 2)
      echo.held.release(1, "second")
      echo.held.release(0, "first")
      for body in ["first", "GET /1 ", "second", "GET /3 "] {
        #expect(client.response()?.body == body)
      }
    }
  }

  @Test func `outlives clients that leave before their answer`() throws {
    let echo = Echo()
    try withServer(echo) { port in
      for _ in 0..<20 { try Client(port: port).send(get("/large")) }
      for _ in 0..<20 { try Client(port: port).send(get("/held")) }
      echo.held.wait(for: 20)
      for _ in 0..<20 { echo.held.release(0, "too late") }
      let response = try Client(port: port).exchange(get("/large"))
      #expect(response?.body.utf8.count == 3_000_000)
    }
  }

  @Test func `serves each client one request before any client its second`() throws {
    let echo = Echo()
    try withServer(echo, { $0.loops = 1 }) { port in
      let gate = try Client(port: port)
      gate.send(get("/gate"))
      echo.journal.wait(for: "/gate")
      // All of this has come before the loop looks again.
      let many = try Client(port: port)
      many.send((0..<10).map { get("/many/\($0)") }.joined())
      let one = try Client(port: port)
      one.send(get("/one"))
      echo.journal.openGate()
      #expect(one.response()?.status == 200)
      for _ in 0..<10 { #expect(many.response()?.status == 200) }
      #expect(echo.journal.all.prefix(4) == ["/gate", "/many/0", "/one", "/many/1"])
    }
  }

  @Test func `says who the client is`() throws {
    try withServer { port in
      let response = try Client(port: port).exchange(get("/address"))
      #expect(response?.body == "127.0.0.1")
    }
  }

  @Test func `listens on IPv6`() throws {
    try withServer(Echo(), { $0.host = "::1" }) { port in
      let response = try Client(port: port, isIPv6: true).exchange(get("/address"))
      #expect(response?.body == "::1")
    }
  }

  @Test func `does not listen where another server does, or nowhere`() throws {
    try withServer { port in
      var configuration = HTTPServer.Configuration()
      configuration.port = port
      let taken = HTTPServer(application: Echo(), configuration: configuration)
      #expect(throws: HTTPServerError.self) { _ = try taken.start() }
    }
    var configuration = HTTPServer.Configuration()
    configuration.host = "no host of this name"
    let nowhere = HTTPServer(application: Echo(), configuration: configuration)
    #expect(throws: HTTPServerError.unknownHost("no host of this name")) { _ = try nowhere.start() }
  }

  @Test func `tells that the application could not start`() {
    let server = HTTPServer(application: Echo(fails: true))
    #expect(throws: HTTPServerError.application("Broken()")) { _ = try server.start() }
  }
}

@Suite(.timeLimit(.minutes(20))) struct HTTPServerLimitsTests {
  @Test func `serves 500 connections at once`() throws {
    try withServer(Echo(), { $0.limits.connectionsPerAddress = 500 }) { port in
      let clients = try (0..<500).map { _ in try Client(port: port) }
      for round in 0..<2 {
        for (number, client) in clients.enumerated() { client.send(get("/\(round)/\(number)")) }
        for (number, client) in clients.enumerated() {
          #expect(client.response()?.body == "GET /\(round)/\(number) ")
        }
      }
    }
  }

  @Test func `serves 3,000 clients that come and go`() throws {
    try withServer { port in
      for number in 0..<3_000 {
        let client = try Client(port: port)
        let response = client.exchange(get("/\(number)", "Connection: close\r\n"))
        #expect(response?.body == "GET /\(number) ")
      }
    }
  }

  @Test func `lets an address have no more connections than its share`() throws {
    try withServer(Echo(), { $0.limits.connectionsPerAddress = 3 }) { port in
      var clients = try (0..<3).map { _ in try Client(port: port) }
      for client in clients { #expect(client.exchange(get("/in"))?.status == 200) }
      #expect(try Client(port: port).readToEnd().contains(" 503 "))
      clients.removeLast()
      // The server learns of it soon; until then a new client is refused.
      while try Client(port: port).exchange(get("/in"))?.status != 200 {}
    }
  }

  @Test func `lets clients wait when it is full, and takes them when one has left`() throws {
    try withServer(
      Echo(),
      {
        $0.limits.connections = 2; $0.limits.acceptPauseMilliseconds = 5
      }
    ) {
      port in
      var clients = try (0..<2).map { _ in try Client(port: port) }
      for client in clients { #expect(client.exchange(get("/in"))?.status == 200) }
      let waiting = try Client(port: port)
      waiting.send(get("/later"))
      clients.removeLast()
      #expect(waiting.response()?.body == "GET /later ")
    }
  }

  @Test func `ends an idle connection`() throws {
    try withServer(Echo(), { $0.limits.idleMilliseconds = 30 }) { port in
      let client = try Client(port: port)
      #expect(client.exchange(get("/"))?.status == 200)
      #expect(client.readToEnd() == "")
    }
  }

  @Test func `refuses a head that stops`() throws {
    try withServer(Echo(), { $0.limits.headMilliseconds = 30 }) { port in
      let client = try Client(port: port)
      client.send("GET / HTTP/1.1\r\nHo")
      #expect(client.response()?.status == 408)
    }
  }

  @Test func `cuts a client off that takes nothing`() throws {
    try withServer(Echo(), { $0.limits.writeMilliseconds = 30 }) { port in
      let client = try Client(port: port)
      // More than the kernel holds for both sides, so that the server is left with some of it.
      client.send((0..<10).map { _ in get("/large") }.joined())
      while client.isConnected {}
      #expect(client.readToEnd().utf8.count < 30_000_000)
    }
  }

  @Test func `lets clients go while no descriptor is left, and serves again afterwards`() async {
    await #expect(processExitsWith: .success) {
      // This process is born with what the others of the tests had open, which may be any number.
      let born = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
      let room = rlim_t(born.compactMap(Int.init).max() ?? 0) + 64
      var limit = rlimit(rlim_cur: room, rlim_max: room)
      precondition(setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
      try withServer(
        Echo(),
        {
          $0.loops = 1; $0.limits.acceptPauseMilliseconds = 5
        }
      ) { port in
        var held: [Int32] = []
        while true {
          let descriptor = open("/dev/null", O_RDONLY)
          if descriptor < 0 { break }
          held.append(descriptor)
        }
        // The one that is left is the client's own.
        close(held.removeLast())
        let unlucky = try Client(port: port)
        precondition(unlucky.readToEnd() == "")
        for descriptor in held { close(descriptor) }
        let answer = try Client(port: port).exchange(get("/"))
        precondition(answer?.status == 200)
      }
    }
  }
}

@Suite(.timeLimit(.minutes(20))) struct HTTPServerShutdownTests {
  @Test func `answers what it has received, then ends`() throws {
    let echo = Echo()
    let server = HTTPServer(application: echo)
    let port = try server.start().port
    let idle = try Client(port: port)
    #expect(idle.exchange(get("/"))?.status == 200)
    let busy = try Client(port: port)
    busy.send(get("/held"))
    echo.held.wait(for: 1)
    let half = try Client(port: port)
    half.send("POST /half HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
    #expect(half.readInterim())

    server.shutdown()
    #expect(idle.readToEnd() == "")
    half.send("ab")
    #expect(half.response()?.body == "POST /half ab")
    half.endOutput()
    echo.held.release(0, "at last")
    let response = busy.response()
    #expect(response?.body == "at last")
    #expect(response?["connection"] == "close")
    busy.endOutput()
    server.waitUntilStopped()
    server.waitUntilStopped()
    #expect(server.connectionCount == 0)
  }

  @Test func `cuts off what does not end in time`() throws {
    let echo = Echo()
    var configuration = HTTPServer.Configuration()
    configuration.limits.drainMilliseconds = 30
    let server = HTTPServer(application: echo, configuration: configuration)
    let client = try Client(port: try server.start().port)
    client.send(get("/held"))
    echo.held.wait(for: 1)
    server.shutdown()
    #expect(client.readToEnd() == "")
    server.waitUntilStopped()
    echo.held.release(0, "to nobody")
  }
}
