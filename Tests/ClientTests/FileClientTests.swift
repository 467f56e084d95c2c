import Foundation
import TestKit
import Testing

/// Clients of the Python registry, and curl, that send files to the running program and fetch them,
/// each in a script that reads as its user's own.
///
/// - Source: the GraphQL multipart request specification, and RFC 9110 sections 9.3.4, 13 and 14.
@Suite(.enabled(if: PythonEnvironment.isExpected, "bash .ci/clients makes what they need"))
struct FileClientTests {
  /// What the server itself says of the files of a ticket: a line for each.
  private func files(of ticket: Substring, for user: PortalUser) throws -> String {
    let answer = try user.house.post(
      """
      query($ticket: ID!) {
        ticket(id: $ticket) { attachments(first: 50) { nodes { name mediaType size } } }
      }
      """,
      variables: ["ticket": String(ticket)],
      token: user.token
    ).text
    return answer.matches(of: /"name":"([^"]+)","mediaType":"([^"]+)","size":(\d+)/)
      .map { "\($0.1) \($0.2) \($0.3)" }
      .joined(separator: "\n")
  }

  @Test(arguments: [PythonEnvironment.clients, .newest])
  func `gql sends files one by one, many at once and streamed, and aiohttp fetches them`(
    environment: PythonEnvironment
  ) throws {
    let student = try PortalUser("student")
    let printed = try environment.run(script: "gql_files.py", ["multipart"], for: student)
      .split(separator: "\n", maxSplits: 1)
    try #require(printed.count == 2)
    #expect(try files(of: printed[0], for: student) == printed[1])
    #expect(printed[1].hasPrefix("laudo.pdf application/pdf 7015\ncópia do laudo.pdf "))
    #expect(printed[1].hasSuffix("\ngrande.pdf application/pdf 5000009"))
  }

  @Test(arguments: [PythonEnvironment.clients, .newest])
  func `aiohttp puts a file to the URL that gql was handed`(environment: PythonEnvironment) throws {
    let student = try PortalUser("student")
    let printed = try environment.run(script: "gql_files.py", ["put"], for: student)
      .split(separator: "\n", maxSplits: 1)
    try #require(printed.count == 2)
    #expect(printed[1] == "pelo endereço.pdf application/pdf 300009")
    #expect(try files(of: printed[0], for: student) == printed[1])
  }

  @Test func `curl sends a form, goes on with a transfer, and asks for what has changed`() throws {
    let student = try PortalUser("student")
    let printed = try PythonEnvironment.clients.run(script: "curl.py", ["files"], for: student)
      .split(separator: "\n")
    #expect(
      try files(of: try #require(printed.first), for: student)
        == "um.pdf application/pdf 200009\ndois é.txt text/plain 250"
    )
  }

  @Test func `curl puts a file to the URL that it was handed`() throws {
    let student = try PortalUser("student")
    let printed = try PythonEnvironment.clients.run(script: "curl.py", ["put"], for: student)
      .split(separator: "\n")
    #expect(
      try files(of: try #require(printed.first), for: student)
        == "três.pdf application/pdf 100009"
    )
  }
}
