import Foundation
import TestKit
import Testing

/// Clients of the Python registry, and curl, that follow live events of the running program, each in
/// a script that reads as its user's own.
///
/// - Source: graphql-transport-ws, graphql-sse, and `Last-Event-ID` of server-sent events.
@Suite(.enabled(if: PythonEnvironment.isExpected, "bash .ci/clients makes what they need"))
struct LiveClientTests {
  @Test(arguments: [PythonEnvironment.clients, .newest], ["websockets", "aiohttp"])
  func `gql follows tickets and the queue over a WebSocket, until its session ends`(
    environment: PythonEnvironment,
    library: String
  ) throws {
    let student = try PortalUser("student")
    #expect(try environment.run(script: "gql_events.py", [library], for: student) == "32")
  }

  @Test func `launchdarkly-eventsource loses nothing over a network that fails all the time`()
    throws
  {
    let student = try PortalUser("student")
    let counts = try PythonEnvironment.clients.run(script: "sse_resume.py", for: student)
      .split(separator: " ").compactMap { Int($0) }
    try #require(counts.count == 4)
    // Events, and the connections that it took to get them.
    #expect(counts[0] == 33)
    #expect(counts[1] > 5)
    #expect(counts[2] == 150)
    #expect(counts[3] > 3)
  }

  @Test func `httpx-sse shares one stream among many operations, and comes back to each`() throws {
    let student = try PortalUser("student")
    #expect(
      try PythonEnvironment.clients.run(script: "sse_shared.py", for: student) == "c m0 m1"
    )
  }

  /// Debian's chromium-driver; `.ci/run` installs it.
  private static let hasBrowser =
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/chromedriver") }
    || ProcessInfo.processInfo.environment["CI"] != nil

  @Test(.enabled(if: hasBrowser, "chromium-driver is not installed"))
  func `a browser's own EventSource opens a shared stream, and its page comes back to it`() throws {
    let student = try PortalUser("student")
    let texts = try PythonEnvironment.clients.run(script: "browser_events.py", for: student)
    #expect(
      texts.split(separator: "\n") == [
        "ao vivo 0", "ausente 0", "ao vivo 1", "ausente 1", "ao vivo 2", "ausente 2",
      ]
    )
  }

  @Test func `curl prints events as they come, and goes on behind the last`() throws {
    let student = try PortalUser("student")
    try PythonEnvironment.clients.run(script: "curl.py", ["events"], for: student)
  }
}
