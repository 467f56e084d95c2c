import Bytes
import GraphQL
import HTTP
import Testing

@testable import Server

/// A server that runs the documents of its operator and no others.
@Suite struct TrustedDocumentTests {
  static let total = "query Total { total }\n"
  static let files: [(path: String, text: String)] = [
    ("total.graphql", total),
    ("staff/secret.gql", "{ secret }"),
    ("many.graphql", "query First { total } query Second { fails } mutation Add { add }"),
    ("README.md", "# no document"),
    ("relay.json", #"{"8f0a":"query Old { total }"}"#),
    (
      "apollo.json",
      #"{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"e1","name":"Total","type":"query","body":"query Total { total fails }"}]}"#
    ),
  ]

  private func server(
    _ files: [(path: String, text: String)] = files,
    _ configure: (inout ServerConfiguration) -> Void = { _ in }
  ) throws -> TestServer {
    try TestServer { configuration in
      configuration.trustedDocuments = try DocumentFolder.documents(
        of: files.map { (path: $0.path, bytes: Array($0.text.utf8)) },
        in: "documents"
      )
      configure(&configuration)
    }
  }

  private func hash(_ text: String) -> String { Hexadecimal.encode(SHA256.hash(Array(text.utf8))) }

  @Test func `runs a document by its hash, its name and its text`() async throws {
    let server = try server()
    let bodies = [
      #"{"documentId":"sha256:\#(hash(Self.total))"}"#, #"{"documentId":"\#(hash(Self.total))"}"#,
      #"{"documentId":"total"}"#, #"{"query":"query Total { total }\n"}"#,
      #"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash(Self.total))"}}}"#,
      #"{"query":"query Total { total }\n","documentId":"total"}"#,
      // Without the new line that an editor put at the end of the file.
      #"{"query":"query Total { total }"}"#,
      #"{"documentId":"sha256:\#(hash("query Total { total }"))"}"#,
      #"{"documentId":"many","operationName":"First"}"#, #"{"documentId":"First"}"#,
      #"{"documentId":"8f0a"}"#, #"{"documentId":"Old"}"#,
      #"{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"8f0a"}}}"#,
    ]
    for body in bodies {
      #expect(await server.post(body).text == #"{"data":{"total":0}}"#, "\(body)")
    }
    #expect(await server.get("documentId=total").status == 200)
    #expect(await server.post(#"{"documentId":"e1"}"#).text.contains(#""fails":null"#))
    #expect(await server.get("documentId=Add").status == 405)
    #expect(await server.post(#"{"documentId":"Add"}"#).text == #"{"data":{"add":1}}"#)
    #expect(await server.post(#"{"documentId":"many"}"#).code == "OPERATION_RESOLUTION_FAILURE")
  }

  static let others = [
    #"{"query":"{ total }"}"#, #"{"query":"{"}"#, #"{"query":"query Total {total}"}"#,
    #"{"query":"{ __schema { types { name } } }"}"#, #"{"documentId":"nope"}"#,
    #"{"documentId":"sha256:\#(String(repeating: "0", count: 64))"}"#,
    #"{"query":"{ total }","documentId":"total"}"#,
    #"{"query":"query First { total } query Second { fails } mutation Add { add }","documentId":"total"}"#,
    // Two documents have an operation of this name.
    #"{"documentId":"Total"}"#,
    // Who sees no such field is told nothing of the document.
    #"{"documentId":"staff/secret"}"#, #"{"query":"{ secret }"}"#,
    #"{"documentId":"README"}"#,
  ]

  @Test(arguments: others)
  func `runs nothing else, and says the same of all of it`(body: String) async throws {
    let server = try server()
    let answer = await server.post(body, .newer)
    #expect(answer.status == 400)
    #expect(
      answer.text
        == #"{"errors":[{"message":"The server runs trusted documents only: send the \"documentId\" of one, which is sha256: and the hash of its text, or its name.","extensions":{"code":"DOCUMENT_NOT_TRUSTED"}}]}"#
    )
    #expect(await server.post(body, .older).status == 200)
    #expect(await server.post(body, .older).text == answer.text)
  }

  @Test func `registers nothing`() async throws {
    let server = try server()
    let id = "sha256:\(hash("{ total }"))"
    for body in [#"{"query":"{ total }","documentId":"\#(id)"}"#, #"{"documentId":"\#(id)"}"#] {
      #expect(await server.post(body, .staff).code == "DOCUMENT_NOT_TRUSTED")
    }
  }

  @Test func `runs for each audience what is valid for it`() async throws {
    let server = try server()
    #expect(
      await server.post(#"{"documentId":"staff/secret"}"#, .staff).text
        == #"{"data":{"secret":42}}"#
    )
    #expect(
      await server.post(#"{"query":"{ secret total }"}"#, .staff).code == "DOCUMENT_NOT_TRUSTED"
    )
  }

  @Test func `lets administrators run any document, by the same rules as everybody's`() async throws
  {
    let server = try server()
    #expect(
      await server.post(#"{"query":"{ secret total }"}"#, .administrator).text
        == #"{"data":{"secret":42,"total":0}}"#
    )
    #expect(await server.post(#"{"documentId":"total"}"#, .administrator).code == nil)
    #expect(
      await server.post(#"{"query":"{ colour }"}"#, .administrator).code == "VALIDATION_FAILED"
    )
  }

  @Test func `validates the variables of a trusted document all the same`() async throws {
    let server = try server([
      ("n.graphql", "query($n: Int!) { numbers(first: $n) { value } }")
    ])
    #expect(await server.post(#"{"documentId":"n"}"#, .newer).status == 400)
    let one = #"{"documentId":"n","variables":{"n":1}}"#
    #expect(await server.post(one).text == #"{"data":{"numbers":[{"value":0}]}}"#)
  }

  private func problems(_ files: [(path: String, text: String)]) -> String {
    do {
      _ = try server(files)
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func `does not start with documents that cannot run, and lists all that is wrong`() {
    let found = problems([
      ("a.graphql", "{\n  totl\n  colour\n}"), ("b.graphql", "{"), ("c.graphql", "{ secret }"),
      ("d.json", #"{"x":"{ totals }"}"#),
    ])
    #expect(
      found == """
        documents/a.graphql:2:3: Cannot query field "totl" on type "Query". Did you mean "total"?
        documents/a.graphql:3:3: Cannot query field "colour" on type "Query".
        documents/b.graphql:1:2: Syntax Error: Expected Name, found <EOF>.
        documents/d.json#x:1:3: Cannot query field "totals" on type "Query". Did you mean "total"?
        """
    )
  }

  static let manifests: [(text: String, sentence: String)] = [
    ("{", "m.json: Invalid JSON: unexpected end at byte 1."),
    ("[]", "m.json: a list of documents is a JSON object"),
    (#"{"a":1}"#, #"m.json: "a" has no text of a document"#),
    (
      #"{"operations":[{"body":"{ total }"}]}"#,
      #"m.json: an operation of the manifest has no "id""#
    ),
    (#"{"operations":[{"id":"a"}]}"#, #"m.json: "a" has no text of a document"#),
  ]

  @Test(arguments: manifests)
  func `says what is wrong with a manifest`(text: String, sentence: String) {
    #expect(problems([("m.json", text)]) == "documents/\(sentence)")
  }

  @Test func `two documents of one name are an error, and one of two names is none`() {
    let twice = problems([("a.graphql", "{ total }"), ("a.gql", "{ fails }")])
    #expect(twice == "documents/a.gql: another document is called a too")
    #expect(problems([("a.graphql", "{ total }"), ("b.gql", "{ total }")]) == "")
    #expect(problems([("a.graphql", "{ total }"), ("a.gql", "{ total }")]) == "")
  }

  @Test func `bytes that are no UTF-8 are an error`() {
    #expect(throws: TrustedDocumentProblems.self) {
      try DocumentFolder.documents(of: [(path: "a.graphql", bytes: [0xFF])], in: ".")
    }
  }

  @Test func `a name of the operator comes before the name of an operation`() async throws {
    let server = try server([
      ("Total.graphql", "query Other { total }"), ("b.graphql", "query Total { fails }"),
    ])
    #expect(await server.post(#"{"documentId":"Total"}"#).text == #"{"data":{"total":0}}"#)
    #expect(await server.post(#"{"documentId":"Other"}"#).text == #"{"data":{"total":0}}"#)
  }
}
