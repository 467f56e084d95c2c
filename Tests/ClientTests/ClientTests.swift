import Foundation
import TestKit
import Testing

/// The three GraphQL clients of the Python registry against the running program: schema, generated
/// code, queries and mutations, each in a script that reads as its user's own.
///
/// - Source: traps 23-26 of the edition's introspection, seen from the clients' side.
@Suite(.enabled(if: PythonEnvironment.isExpected, "bash .ci/clients makes what they need"))
struct ClientTests {
  // MARK: - gql

  @Test(arguments: PythonEnvironment.allCases)
  func `gql fetches the schema, checks documents by it, opens a ticket and posts`(
    environment: PythonEnvironment
  ) throws {
    let student = try PortalUser("student")
    let number = try environment.run(script: "gql_portal.py", for: student)
    #expect(
      try student.ticket(number: number)
        == #"{"data":{"ticket":{"subject":"Segunda via, por favor","status":"PENDING","#
        + #""responsibility":"CUSTOMER","discussion":{"nodes":[{"text":"Olá, do gql 🐍"}]}}}}"#
    )
  }

  @Test(arguments: [PythonEnvironment.clients, .newest])
  func `gql reads every ticket over aiohttp and httpx, many requests at once`(
    environment: PythonEnvironment
  ) throws {
    let client = try PortalUser("client")
    let count = try environment.run(script: "gql_async.py", for: client)
    let answer = try client.house.post("{ tickets { totalCount } }", token: client.token)
    #expect(answer.text == #"{"data":{"tickets":{"totalCount":\#(count)}}}"#)
  }

  // MARK: - sgqlc

  @Test func `sgqlc generates a module from introspection, and hands a ticket over`() throws {
    let student = try PortalUser("student")
    let authorization = "Authorization: Bearer \(student.token)"
    try PythonEnvironment.clients.run(
      "python",
      ["-m", "sgqlc.introspection", "-H", authorization, student.url, "guiche_schema.json"],
      for: student
    )
    try Self.generateWithSgqlc(for: student)
    let number = try PythonEnvironment.clients.run(script: "sgqlc_portal.py", for: student)
    #expect(
      try student.ticket(number: number)
        == #"{"data":{"ticket":{"subject":"Diploma pelo sgqlc","status":"IN_PROGRESS","#
        + #""responsibility":"ATTENDANT","discussion":{"nodes":[]}}}}"#
    )
  }

  @Test func `sgqlc generates the same from schema.graphql as an administrator's server tells`()
    throws
  {
    let admin = try PortalUser("admin")
    let authorization = "Authorization: Bearer \(admin.token)"
    try PythonEnvironment.clients.run(
      "python",
      ["-m", "sgqlc.introspection", "-H", authorization, admin.url, "guiche_schema.json"],
      for: admin
    )
    try Self.generateWithSgqlc(for: admin)
    let told = try admin.read("guiche_schema.py")

    let json = try PythonEnvironment.clients.run(
      script: "rebuild_schema.py",
      [PythonEnvironment.schema.path, "json"],
      for: admin
    )
    try admin.write(json, to: "guiche_schema.json")
    try Self.generateWithSgqlc(for: admin)
    let written = try admin.read("guiche_schema.py")
    // The order of definitions is the tool's and follows that of the introspection.
    #expect(written.split(separator: "\n").sorted() == told.split(separator: "\n").sorted())
  }

  private static func generateWithSgqlc(for user: PortalUser) throws {
    if (try? user.read("portal.graphql")) == nil { try user.copy("portal.graphql") }
    try PythonEnvironment.clients.run(
      "sgqlc-codegen",
      ["schema", "--docstrings", "guiche_schema.json", "guiche_schema.py"],
      for: user
    )
    try PythonEnvironment.clients.run(
      "sgqlc-codegen",
      [
        "operation", "--schema", "guiche_schema.json", "guiche_schema", "portal_operations.py",
        "portal.graphql",
      ],
      for: user
    )
  }

  // MARK: - ariadne-codegen

  @Test(arguments: ["running server", "schema.graphql"])
  func `ariadne-codegen generates a typed client, which opens a ticket and posts`(
    from source: String
  ) throws {
    let student = try PortalUser("student")
    try student.copy("portal.graphql")
    try student.copy("ariadne_codegen.toml")
    if source == "schema.graphql" {
      let settings = try student.read("ariadne_codegen.toml").replacing(
        #"remote_schema_url = "$GUICHE_URL""#,
        with: #"schema_path = "\#(PythonEnvironment.schema.path)""#
      )
      #expect(settings.contains("schema_path"))
      try student.write(settings, to: "ariadne_codegen.toml")
    }
    try PythonEnvironment.clients.run(
      "ariadne-codegen",
      ["--config", "ariadne_codegen.toml"],
      for: student
    )
    let number = try PythonEnvironment.clients.run(script: "ariadne_portal.py", for: student)
    #expect(
      try student.ticket(number: number)
        == #"{"data":{"ticket":{"subject":"Com tipos","status":"PENDING","#
        + #""responsibility":"CUSTOMER","discussion":{"nodes":[{"text":"Olá, com tipos"}]}}}}"#
    )
  }

  // MARK: - graphql-core, on which all three stand

  @Test(arguments: [PythonEnvironment.clients, .newest])
  func `graphql-core rebuilds from introspection the very schema of schema.graphql`(
    environment: PythonEnvironment
  ) throws {
    let admin = try PortalUser("admin")
    let rebuilt = try environment.run(script: "rebuild_schema.py", for: admin)
    let written = try environment.run(
      script: "rebuild_schema.py",
      [PythonEnvironment.schema.path, "sdl"],
      for: admin
    )
    #expect(rebuilt == written)
    #expect(rebuilt.contains("input ParameterValueInput @oneOf {"))
  }

  /// Trap 23: a server that shows a later edition's directive location is refused by clients of
  /// before.
  @Test(arguments: PythonEnvironment.allCases, ["student", "attendant"])
  func `trap 23: every graphql-core rebuilds the schema of every audience`(
    environment: PythonEnvironment,
    userCode: String
  ) throws {
    let user = try PortalUser(userCode)
    let rebuilt = try environment.run(script: "rebuild_schema.py", for: user)
    #expect(rebuilt.contains("\ntype Ticket implements Node {\n"))
    #expect(rebuilt.contains("isInternal") == (userCode == "attendant"))
  }
}
