import HTTP
import Server
import Testing

/// The GraphQL multipart request specification.
///
/// - Source: trap 46; the [specification](https://github.com/jaydenseric/graphql-multipart-request-spec).
@Suite struct UploadTests {
  private static let keep =
    #"{"query":"mutation($file: Upload) { keep(file: $file) { name size text } }","variables":{"file":null}}"#
  private static let keepAll =
    #"{"query":"mutation($files: [Upload!]!) { keepAll(files: $files) { text } }","variables":{"files":[null,null]}}"#
  private static let one = #"{"0":["variables.file"]}"#

  // MARK: - What works

  @Test(arguments: [1, 2, 7, 61, 4_096])
  func `trap 46: a file is put in its place, however the body is cut`(size: Int) async throws {
    let server = try UploadServer()
    let answer = await server.send(
      operations: Self.keep,
      map: Self.one,
      files: [("0", "Alpha file content.\r\n--a-")],
      pieces: size
    )
    #expect(
      answer
        == #"200 {"data":{"keep":[{"name":"0.txt","size":25,"text":"Alpha file content.\r\n--a-"}]}}"#
    )
    #expect(try server.waiting == 0, "a file that nobody keeps is gone with its request")
  }

  @Test func `trap 46: files of a list come in any order and keep their places`() async throws {
    let answer = try await UploadServer().send(
      operations: Self.keepAll,
      map: #"{"b":["variables.files.0"],"c":["variables.files.1"]}"#,
      files: [("c", "Charlie"), ("b", "Bravo")]
    )
    #expect(answer == #"200 {"data":{"keepAll":[{"text":"Bravo"},{"text":"Charlie"}]}}"#)
  }

  @Test func `trap 46: one file goes to two places`() async throws {
    let answer = try await UploadServer().send(
      operations: Self.keepAll,
      map: #"{"0":["variables.files.0","variables.files.1"]}"#,
      files: [("0", "twice")]
    )
    #expect(answer == #"200 {"data":{"keepAll":[{"text":"twice"},{"text":"twice"}]}}"#)
  }

  @Test func `trap 46: paths lead into nested lists and input objects`() async throws {
    let operations =
      #"{"query":"mutation($in: Nested!) { keepNested(input: $in) { text } }","#
      + #""variables":{"in":{"title":"x","lists":[[null],[null,null]]}}}"#
    let answer = try await UploadServer().send(
      operations: operations,
      map: #"{"0":["variables.in.lists.1.1"],"1":["variables.in.lists.0.0"]}"#,
      files: [("0", "last"), ("1", "first")]
    )
    #expect(answer == #"200 {"data":{"keepNested":[{"text":"first"},{"text":"last"}]}}"#)
  }

  @Test func `trap 46: in a batch, a path begins with the place of its request`() async throws {
    let server = try UploadServer { $0.batchLimit = 2 }
    let answer = await server.send(
      operations: "[\(Self.keep),\(Self.keepAll)]",
      map: #"{"0":["0.variables.file"],"1":["1.variables.files.0","1.variables.files.1"]}"#,
      files: [("0", "a"), ("1", "b")]
    )
    #expect(
      answer
        == #"200 [{"data":{"keep":[{"name":"0.txt","size":1,"text":"a"}]}},"#
        + #"{"data":{"keepAll":[{"text":"b"},{"text":"b"}]}}]"#
    )
  }

  @Test func `trap 46: an operation without files may come as a form too`() async throws {
    let answer = try await UploadServer().send(operations: Self.keep, map: "{}", files: [])
    #expect(answer == #"200 {"data":{"keep":[]}}"#)
  }

  @Test func `trap 46: an empty file is a file`() async throws {
    let answer = try await UploadServer().send(
      operations: Self.keep,
      map: Self.one,
      files: [("0", "")]
    )
    #expect(answer == #"200 {"data":{"keep":[{"name":"0.txt","size":0,"text":""}]}}"#)
  }

  @Test(arguments: ["__proto__", "constructor", "hasOwnProperty", "0.1", "", "a\u{301}"])
  func `trap 46: prototype-like and odd names are names`(name: String) async throws {
    let answer = try await UploadServer().send(
      operations: Self.keep.replacing(#""variables":{"#, with: #""variables":{"__proto__":1,"#),
      map: "{\"\(name)\":[\"variables.file\"]}",
      files: [(name, "x")]
    )
    #expect(answer.contains(#""text":"x""#), "\(answer)")
  }

  @Test func `trap 46: a file in the place of another scalar is refused by its type`() async throws
  {
    let answer = try await UploadServer().send(
      operations:
        #"{"query":"mutation($t: String) { say(text: $t) { text } }","variables":{"t":null}}"#,
      map: #"{"0":["variables.t"]}"#,
      files: [("0", "x")]
    )
    #expect(answer.contains("String cannot represent a non string value: [File]"), "\(answer)")
  }

  @Test func `trap 46: a scalar of anything takes no file in its place`() async throws {
    let answer = try await UploadServer().send(
      operations:
        #"{"query":"mutation($a: Anything) { say(anything: $a) { text } }","variables":{"a":null}}"#,
      map: #"{"0":["variables.a"]}"#,
      files: [("0", "x")]
    )
    #expect(answer.contains("Anything cannot represent a file: [File]"), "\(answer)")
  }

  /// Nobody names a file of the server by writing something in its place.
  @Test(arguments: [
    #"{"query":"mutation { keep(file: \"/etc/passwd\") { text } }"}"#,
    #"{"query":"mutation { keep(file: {path: \"x\"}) { text } }"}"#,
    #"{"query":"mutation($f: Upload) { keep(file: $f) { text } }","variables":{"f":"/etc/passwd"}}"#,
    #"{"query":"mutation($f: Upload) { keep(file: $f) { text } }","variables":{"f":{"head":"x"}}}"#,
    #"{"query":"mutation($f: Upload = 1) { keep(file: $f) { text } }"}"#,
    #"{"query":"mutation($f: [Upload!]!) { keepAll(files: $f) { text } }","variables":{"f":["x"]}}"#,
  ])
  func `trap 46: an Upload comes from a file and from nothing else`(body: String) async throws {
    let server = try UploadServer()
    let headers = [("Content-Type", "application/json"), ("Accept", "application/json")]
    let response = await server.send(body, headers)
    #expect(response?.text.contains("sent by the GraphQL multipart request") == true)
    #expect(response?.text.contains("\"data\"") == false)
    #expect(server.host.runs.load(ordering: .relaxed) == 0)
  }

  // MARK: - What is refused

  private static let operations = part("operations", keep)
  private static let map = part("map", one)

  private static let forms: [(parts: [String], message: String)] = [
    // Order
    ([map, operations], #"The part \"operations\" must come here, not \"map\""#),
    ([file("0", "x"), operations], #"\"operations\" must come here, not \"0\""#),
    ([operations, file("0", "x")], #"\"map\" must come here, not \"0\""#),
    ([operations], #"The form needs the parts \"operations\" and \"map\"."#),
    ([], #"The form needs the parts"#),
    // Files and their entries
    ([operations, map, file("1", "x")], #"The part \"1\" is not in \"map\"."#),
    ([operations, map], #"the file \"0\" did not come"#),
    ([operations, map, file("0", "x"), file("0", "y")], #"The part \"0\" comes twice."#),
    ([operations, map, part("0", "x")], #"The part \"0\" has no filename: it is no file."#),
    // Operations
    ([part("operations", "{")], #"\"operations\" is not JSON."#),
    ([part("operations", "1")], "The body must be a JSON object."),
    ([part("operations", "[\(keep)]")], "Batching is off"),
    ([part("operations", #"{"variables":{}}"#)], "The request has no query"),
  ]

  @Test(arguments: forms)
  func `trap 46: refuses a form`(parts: [String], message: String) async throws {
    let server = try UploadServer()
    let response = await server.send(parts.joined() + "--b--\r\n")
    #expect(response?.status == 400)
    #expect(response?.text.contains(message) == true, "\(response?.text ?? "")")
    #expect(server.host.runs.load(ordering: .relaxed) == 0)
    #expect(try server.waiting == 0)
  }

  @Test(arguments: [
    ("[]", #"\"map\" must be an object."#),
    ("{", #"\"map\" is not JSON."#),
    (#"{"0":[],"0":[]}"#, "is not JSON"),
    (#"{"0":[]}"#, "every entry must be a list of paths"),
    (#"{"0":"variables.file"}"#, "every entry must be a list of paths"),
    (#"{"0":[1]}"#, "every path must be a string"),
    (#"{"0":["0"]}"#, #"\"0\" does not begin with \"variables\""#),
    (#"{"0":["variables"]}"#, #"does not begin with \"variables\""#),
    (#"{"0":["query"]}"#, #"does not begin with \"variables\""#),
    (#"{"0":["0.variables.file"]}"#, #"does not begin with \"variables\""#),
    (#"{"0":["variables.0"]}"#, #"\"variables.0\" leads nowhere"#),
    (#"{"0":["variables.nope"]}"#, "leads nowhere"),
    (#"{"0":["variables."]}"#, "leads nowhere"),
    (#"{"0":["variables.__proto__"]}"#, "leads nowhere"),
    (#"{"0":["variables.file.0"]}"#, "leads through a value that is no object and no list"),
    (#"{"0":["variables.title.length"]}"#, "leads through a value that is no object"),
    (#"{"0":["variables.title"]}"#, "leads to a value that is not null"),
    (#"{"0":["variables.list"]}"#, "leads to a value that is not null"),
    (#"{"0":["variables.list.1"]}"#, "leads nowhere"),
    (#"{"0":["variables.list.00"]}"#, "leads nowhere"),
    (#"{"0":["variables.list.-1"]}"#, "leads nowhere"),
    (#"{"0":["variables.list.9999999999999999999"]}"#, "leads nowhere"),
    (#"{"0":["variables.file","variables.file"]}"#, "two files are to go to"),
    (#"{"0":["variables.file"],"1":["variables.file"]}"#, "two files are to go to"),
  ])
  func `trap 46: refuses a map`(map: String, message: String) async throws {
    let operations = Self.keep.replacing(
      #""variables":{"#,
      with: #""variables":{"title":"x","list":[null],"#
    )
    let answer = try await UploadServer().send(
      operations: operations,
      map: map,
      files: [("0", "x")]
    )
    #expect(answer.hasPrefix("400 "), "\(answer)")
    #expect(answer.contains(message), "\(answer)")
  }

  @Test func `trap 46: refuses a body that is no form, or ends early`() async throws {
    let server = try UploadServer()
    let form = Self.part("operations", Self.keep) + Self.part("map", Self.one)
    #expect(await server.send("nonsense")?.status == 400)
    let early = await server.send(form + Self.file("0", "x"))
    #expect(early?.status == 400)
    #expect(early?.text.contains("The body ends before its last boundary.") == true)
    #expect(try server.waiting == 0)
  }

  // MARK: - Limits

  @Test func `trap 46: refuses a file beyond its limit when it is reached`() async throws {
    let server = try UploadServer { $0.uploads?.file = 1_000 }
    let fits = await server.send(
      operations: Self.keep,
      map: Self.one,
      files: [("0", String(repeating: "x", count: 1_000))]
    )
    #expect(fits.hasPrefix(#"200 {"data":{"keep":[{"name":"0.txt","size":1000,"#))
    let answer = await server.send(
      operations: Self.keep,
      map: Self.one,
      files: [("0", String(repeating: "x", count: 1_001))],
      pieces: 100
    )
    #expect(answer.hasPrefix("413 "))
    #expect(answer.contains(#"The file \"0.txt\" is longer than 1000 bytes."#))
    #expect(answer.contains("UPLOAD_TOO_LARGE"))
    #expect(try server.waiting == 0)
  }

  @Test func `trap 46: refuses a body beyond its limit before it comes`() async throws {
    let server = try UploadServer { $0.uploads?.body = 1_000 }
    let form = String(repeating: "x", count: 1_001)
    let response = await server.send(form)
    #expect(response?.status == 413)
    #expect(response?.text.contains("The body is longer than 1000 bytes.") == true)
  }

  @Test func `trap 46: refuses more files than the limit`() async throws {
    let server = try UploadServer { $0.uploads?.files = 1 }
    let answer = await server.send(
      operations: Self.keepAll,
      map: #"{"0":["variables.files.0"],"1":["variables.files.1"]}"#,
      files: []
    )
    #expect(answer.contains("The request has 2 files; the limit is 1."))
  }

  @Test func `trap 46: keeps no more of operations and map than their limits`() async throws {
    let server = try UploadServer {
      $0.uploads?.operations = 200
      $0.uploads?.map = 30
    }
    let long = String(repeating: " ", count: 200)
    #expect(await server.send(Self.part("operations", Self.keep + long))?.status == 413)
    let form = Self.part("operations", Self.keep) + Self.part("map", Self.one + long)
    #expect(await server.send(form)?.status == 413)
  }

  @Test func `trap 46: refuses more places than the limit`() async throws {
    let nulls = Array(repeating: "null", count: 101).joined(separator: ",")
    let paths = (0...100).map { "\"variables.files.\($0)\"" }.joined(separator: ",")
    let answer = try await UploadServer().send(
      operations: Self.keepAll.replacing("null,null", with: nulls),
      map: "{\"0\":[\(paths)]}",
      files: [("0", "x")]
    )
    #expect(answer.contains("there are more than 100 paths"), "\(answer)")
  }

  // MARK: - Who may

  @Test func `trap 46: a form without a preflight header is refused, and told the header`()
    async throws
  {
    let server = try UploadServer()
    for empty in [nil, ""] {
      let headers = UploadServer.headers.compactMap { header in
        header.0 == "Apollo-Require-Preflight" ? empty.map { (header.0, $0) } : header
      }
      let response = await server.send("--b--", headers)
      #expect(response?.status == 403)
      #expect(response?.text.contains("Add the header Apollo-Require-Preflight or") == true)
    }
  }

  @Test(arguments: [
    (nil, 401, "Sign in before you send files."),
    ("Bearer wrong", 401, "Sign in again."),
    ("Basic x", 401, "The Authorization field must be"),
  ])
  func `trap 46: nothing is written for who is not signed in`(
    authorization: String?,
    status: Int,
    message: String
  ) async throws {
    let server = try UploadServer()
    let headers = UploadServer.headers.compactMap { header in
      header.0 == "Authorization" ? authorization.map { (header.0, $0) } : header
    }
    let response = await server.send("--b--", headers)
    #expect(response?.status == status)
    #expect(response?.text.contains(message) == true)
  }

  @Test(arguments: [
    "multipart/form-data", "multipart/form-data; boundary=\"a;b\"",
    "multipart/form-data; boundary=\"\"",
  ])
  func `trap 46: a form without a proper boundary is refused`(type: String) async throws {
    let headers = UploadServer.headers.map { $0.0 == "Content-Type" ? ($0.0, type) : $0 }
    #expect(try await UploadServer().send("--b--", headers)?.status == 400)
  }

  @Test(arguments: ["multipart/mixed; boundary=b", "multipart/related; boundary=b"])
  func `trap 46: other kinds of parts are not read`(type: String) async throws {
    let headers = UploadServer.headers.map { $0.0 == "Content-Type" ? ($0.0, type) : $0 }
    #expect(try await UploadServer().send("--b--", headers)?.status == 415)
  }

  @Test func `a server without a folder for files reads no form`() async throws {
    let server = try UploadServer { $0.uploads = nil }
    #expect(await server.send("--b--")?.status == 415)
  }

  // MARK: - The client leaves

  @Test func `trap 46: a client that leaves leaves no file behind`() async throws {
    let server = try UploadServer()
    let form =
      Self.part("operations", Self.keepAll)
      + Self.part("map", #"{"0":["variables.files.0"],"1":["variables.files.1"]}"#)
      + Self.file("0", "whole") + Self.file("1", "half of")
    #expect(await server.send(form, isWhole: false) == nil)
    #expect(try server.waiting == 0)
    #expect(server.host.runs.load(ordering: .relaxed) == 0)
  }

  private static func part(_ name: String, _ content: String) -> String {
    UploadServer.part(name, content)
  }

  private static func file(_ name: String, _ content: String) -> String {
    UploadServer.file(name, content)
  }
}
