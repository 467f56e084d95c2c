import HTTP
import Server
import Testing

/// What the GraphQL multipart request specification shows, and what stands between its lines.
@Suite struct UploadExampleTests {
  /// The specification's own requests, as curl sends them; the mutations have our names.
  static let examples: [([(String, String?, String)], String)] = [
    (
      [
        (
          "operations", nil,
          #"{ "query": "mutation ($file: Upload!) { keep(file: $file) { text } }", "variables": { "file": null } }"#
        ),
        ("map", nil, #"{ "0": ["variables.file"] }"#),
        ("0", "a.txt", "Alpha file content.\n"),
      ],
      #"{"data":{"keep":[{"text":"Alpha file content.\n"}]}}"#
    ),
    (
      [
        (
          "operations", nil,
          #"{ "query": "mutation($files: [Upload!]!) { keepAll(files: $files) { text } }", "variables": { "files": [null, null] } }"#
        ),
        ("map", nil, #"{ "0": ["variables.files.0"], "1": ["variables.files.1"] }"#),
        ("0", "b.txt", "Bravo file content.\n"),
        ("1", "c.txt", "Charlie file content.\n"),
      ],
      #"{"data":{"keepAll":[{"text":"Bravo file content.\n"},{"text":"Charlie file content.\n"}]}}"#
    ),
    (
      [
        (
          "operations", nil,
          #"[{ "query": "mutation ($file: Upload!) { keep(file: $file) { text } }", "variables": { "file": null } }, { "query": "mutation($files: [Upload!]!) { keepAll(files: $files) { text } }", "variables": { "files": [null, null] } }]"#
        ),
        (
          "map", nil,
          #"{ "0": ["0.variables.file"], "1": ["1.variables.files.0"], "2": ["1.variables.files.1"] }"#
        ),
        ("0", "a.txt", "Alpha file content.\n"),
        ("1", "b.txt", "Bravo file content.\n"),
        ("2", "c.txt", "Charlie file content.\n"),
      ],
      #"[{"data":{"keep":[{"text":"Alpha file content.\n"}]}},"#
        + #"{"data":{"keepAll":[{"text":"Bravo file content.\n"},{"text":"Charlie file content.\n"}]}}]"#
    ),
  ]

  @Test(arguments: examples)
  func `trap 46: the examples of the specification`(
    parts: [(name: String, file: String?, content: String)],
    answer: String
  ) async throws {
    let server = try UploadServer { $0.batchLimit = 2 }
    let boundary = "------------------------cec8e8123c05ba25"
    let form = parts.map { part in
      let file = part.file.map { "; filename=\"\($0)\"\r\nContent-Type: text/plain" } ?? ""
      return "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(file)\r\n\r\n"
        + "\(part.content)\r\n"
    }
    let headers = UploadServer.headers.map { header in
      header.0 == "Content-Type" ? (header.0, "multipart/form-data; boundary=\(boundary)") : header
    }
    let response = await server.send(form.joined() + "--\(boundary)--\r\n", headers)
    #expect(response?.status == 200 && response?.text == answer, "\(response?.text ?? "")")
    #expect(try server.waiting == 0)
  }

  @Test func `trap 46: a query takes a file too, and one that nothing asks for is dropped`()
    async throws
  {
    let server = try UploadServer()
    let query = #"{"query":"query($f: Upload!) { name(of: $f) }","variables":{"f":null}}"#
    let answer = await server.send(
      operations: query,
      map: #"{"0":["variables.f"]}"#,
      files: [("0", "x")]
    )
    #expect(answer == #"200 {"data":{"name":"0.txt"}}"#)
    let unasked = await server.send(
      operations: #"{"query":"{ __typename }","variables":{"f":null}}"#,
      map: #"{"0":["variables.f"]}"#,
      files: [("0", "x")]
    )
    #expect(unasked == #"200 {"data":{"__typename":"Query"}}"#)
    #expect(try server.waiting == 0)
  }

  @Test(arguments: ["PATCH", "TRACE"])
  func `trap 46: a form comes by POST alone`(method: String) async throws {
    let server = try UploadServer()
    let response = await server.send("--b--\r\n", method: method)
    #expect(response?.status == 405)
    #expect(response?.headers["Allow"]?.contains("POST") == true)
  }
}
