import Foundation
import TestKit
import Testing

/// The program with a folder of trusted documents.
@Suite(.serialized) struct TrustedDocumentsTests {
  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.url.appending(path: name))
    }
    return folder
  }

  private func post(
    _ body: String,
    _ house: GuicheProcess,
    token: String? = nil
  ) throws -> HTTPAnswer {
    let client = try HTTPClient(port: house.port)
    let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
    client.send(
      """
      POST /graphql HTTP/1.1\r
      Host: 127.0.0.1\r
      Content-Type: application/json\r
      \(authorization)Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """
    )
    return try client.receive()
  }

  @Test func `runs them, the playground's sign-in, and what administrators write`() throws {
    let documents = try folder([
      "me.graphql": "query Me { viewer { user { code } } }\n",
      "staff.graphql": "query Codes { tickets(first: 0) { nodes { openedBy { userCode } } } }\n",
    ])
    let data = TemporaryFolder()
    let house = try GuicheProcess(
      data: data.url,
      demo: true,
      arguments: ["--documents", documents.url.path]
    )
    func signIn(_ code: String) throws -> String {
      let document =
        #"mutation SignIn($input: SignInInput!) {\n  signIn(input: $input) { session { token } problems { message } }\n}"#
      let answer = try post(
        #"{"query":"\#(document)","variables":{"input":{"userCode":"\#(code)","password":"guiche-demo"}}}"#,
        house
      )
      return String(try #require(answer.text.firstMatch(of: /"token":"([^"]+)"/)).1)
    }
    let student = try signIn("student")
    let administrator = try signIn("admin")

    #expect(
      try post(#"{"documentId":"me"}"#, house, token: student).text
        == #"{"data":{"viewer":{"user":{"code":"student"}}}}"#
    )
    let own = #"{"query":"{ viewer { user { code } } }"}"#
    #expect(try post(own, house, token: student).text.contains("DOCUMENT_NOT_TRUSTED"))
    #expect(try post(own, house).text.contains("DOCUMENT_NOT_TRUSTED"))
    // Nor is a document judged for who may not run one.
    let judged = #"{"query":"{ validateDocument(text: \"{ a }\") { message } }"}"#
    #expect(try post(judged, house, token: student).text.contains("DOCUMENT_NOT_TRUSTED"))
    #expect(try post(judged, house).text.contains("DOCUMENT_NOT_TRUSTED"))
    #expect(
      try post(judged, house, token: administrator).text.contains("Cannot query field \\\"a\\\"")
    )
    #expect(
      try post(own, house, token: administrator).text
        == #"{"data":{"viewer":{"user":{"code":"admin"}}}}"#
    )
    // A document that only staff can use is to a customer as one that is not there.
    let unknown = try post(#"{"documentId":"nothing"}"#, house, token: student)
    #expect(try post(#"{"documentId":"staff"}"#, house, token: student).text == unknown.text)
    #expect(
      try post(#"{"documentId":"Codes"}"#, house, token: administrator).text
        == #"{"data":{"tickets":{"nodes":[]}}}"#
    )
  }

  @Test func `does not start with a document that cannot run, and says all that is wrong`() throws {
    let documents = try folder(["bad.graphql": "{ colour\n  shape }", "worse.graphql": "{"])
    let process = Process()
    process.executableURL = GuicheProcess.executable
    let data = TemporaryFolder()
    process.arguments = [
      "serve", "--demo", "--data", data.url.path, "--port", "0", "--documents", documents.url.path,
    ]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = Pipe()
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 65)
    #expect(text.contains(#"bad.graphql:1:3: Cannot query field "colour" on type "Query"."#))
    #expect(text.contains(#"bad.graphql:2:3: Cannot query field "shape" on type "Query"."#))
    #expect(text.contains("worse.graphql:1:2: Syntax Error"))
  }
}
