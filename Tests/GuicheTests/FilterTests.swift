import Foundation
import TestKit
import Testing

/// The verbs that read and print, as their users run them.
@Suite struct FilterTests {
  /// Runs the program to its end.
  private func run(
    _ arguments: [String],
    input: Data = Data(),
    in folder: URL? = nil
  ) throws -> (code: Int32, output: String, complaints: String) {
    let files = TemporaryFolder()
    let process = Process()
    process.executableURL = GuicheProcess.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["SWIFT_BACKTRACE": "enable=no"]
    // Files and not pipes, which fill up while nobody reads.
    var handles: [FileHandle] = []
    for name in ["in", "out", "err"] {
      let url = files.url.appending(path: name)
      try (name == "in" ? input : Data()).write(to: url)
      handles.append(try FileHandle(forUpdating: url))
    }
    (process.standardInput, process.standardOutput) = (handles[0], handles[1])
    process.standardError = handles[2]
    try process.run()
    process.waitUntilExit()
    let texts = try ["out", "err"].map {
      String(decoding: try Data(contentsOf: files.url.appending(path: $0)), as: UTF8.self)
    }
    return (process.terminationStatus, texts[0], texts[1])
  }

  // MARK: check

  @Test func `check answers every line, in order, whatever it is`() throws {
    var input = Data()
    input.append(contentsOf: #"{"id":1,"op":"parse","document":"{ a }"}"#.utf8)
    input.append(contentsOf: "\r\n\ngarbage\n".utf8)
    input.append(contentsOf: [0x7B, 0xFF, 0xFE, 0x0A])
    let long = String(repeating: "a ", count: 5_000_000)
    input.append(contentsOf: "{\"id\":2,\"op\":\"parse\",\"document\":\"{\(long)}\"}\n".utf8)
    input.append(contentsOf: "{\"id\":3,\"x\":\(String(repeating: "[", count: 1_000_000))\n".utf8)
    input.append(contentsOf: #"{"id":4,"op":"parse","document":"{"}"#.utf8)
    let (code, output, _) = try run(["check", "--jsonl"], input: input)
    #expect(code == 0)
    let answers = output.split(separator: "\n")
    let beginnings = [
      #"{"id":1,"errors":[]}"#, #"{"id":null,"errors":[{"message":"Invalid JSON"#,
      #"{"id":null,"errors":[{"message":"Invalid JSON"#,
      #"{"id":null,"errors":[{"message":"Invalid JSON"#,
      #"{"id":2,"errors":[{"message":"Syntax Error: Document has 10000002 bytes, more"#,
      #"{"id":3,"errors":[{"message":"Invalid JSON"#,
      #"{"id":4,"errors":[{"message":"Syntax Error: Expected Name, found <EOF>."#,
    ]
    #expect(answers.count == beginnings.count)
    for (answer, beginning) in zip(answers, beginnings) { #expect(answer.hasPrefix(beginning)) }
  }

  @Test func `check says what it needs`() throws {
    let (code, output, complaints) = try run(["check"])
    #expect(code == 2)
    #expect(output == "")
    #expect(complaints.contains("--jsonl is needed"))
  }

  @Test func `check survives the deepest document that it takes, and one level more`() throws {
    var input = ""
    for (id, depth) in [(1, 1_999), (2, 2_000), (3, 1_000_000)] {
      let open = String(repeating: "a{", count: depth)
      let close = String(repeating: "}", count: depth)
      let document = "{\(open)a\(close)}"
      input += #"{"id":\#(id),"op":"execute","schema":"type Query{a:Query}","noValidate":true,"#
      input += #""document":"\#(document)","root":{"a":{"a":{"a":null}}}}"# + "\n"
      let list = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      input +=
        #"{"id":\#(id),"schema":"type Query{a(x:[Int]):Query}","document":"{a(x:\#(list))}"}"#
      input += "\n"
    }
    let (code, output, _) = try run(["check", "--jsonl"], input: Data(input.utf8))
    #expect(code == 0)
    let answers = output.split(separator: "\n")
    #expect(answers.count == 6)
    #expect(answers[4...].allSatisfy { $0.contains("nests deeper than 2000 levels") })
  }

  // MARK: validate

  /// A folder with these files.
  private func folder(_ files: [String: String]) throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for (name, text) in files {
      let url = folder.url.appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try Data(text.utf8).write(to: url)
    }
    return folder
  }

  @Test func `validate tells errors as a compiler does`() throws {
    let files = try folder([
      "good.graphql": "{ viewer { __typename } }",
      "bad.graphql": "query Bad {\n  viewer { nothing }\n}",
    ])
    let good = try run(["validate", "good.graphql"], in: files.url)
    #expect(good.code == 0)
    #expect(good.output == "")
    #expect(good.complaints == "1 operation in 1 file: no problems\n")
    let bad = try run(["validate", "good.graphql", "bad.graphql"], in: files.url)
    #expect(bad.code == 1)
    #expect(
      bad.output
        == "bad.graphql:2:12: error: Cannot query field \"nothing\" on type \"Viewer\".\n"
    )
    #expect(bad.complaints == "2 operations in 2 files: 1 error, 0 warnings\n")
  }

  @Test func `validate reads standard input, folders and another schema`() throws {
    let files = try folder([
      "own.graphql": "type Query { a: Int b: Int @deprecated }",
      "src/one.graphql": "{ ...F }",
      "src/deep/two.gql": "fragment F on Query { b }",
      "src/readme.md": "no document",
      "src/node_modules/x.graphql": "{ nope }",
    ])
    let input = try run(["validate", "-"], input: Data("{ viewer { __typename } }".utf8))
    #expect(input.code == 0)
    let own = ["validate", "--schema", "own.graphql", "src"]
    let lenient = try run(own, in: files.url)
    #expect(lenient.code == 0)
    #expect(
      lenient.output == "src/deep/two.gql:1:23: warning: The field Query.b is deprecated. "
        + "No longer supported\n"
    )
    #expect(try run(own + ["--strict"], in: files.url).code == 1)
    let json = try run(own + ["--format", "json"], in: files.url)
    #expect(
      json.output == #"[{"severity":"warning","message":"The field Query.b is deprecated. "#
        + #"No longer supported","places":[{"file":"src/deep/two.gql","line":1,"column":23}]}]"#
        + "\n"
    )
    let github = try run(own + ["--format=github"], in: files.url)
    #expect(
      github.output == "::warning file=src/deep/two.gql,line=1,col=23::The field Query.b is "
        + "deprecated. No longer supported\n"
    )
  }

  @Test func `validate ends with 2 where it cannot judge`() throws {
    let files = try folder(["bad.graphql": "type Query { a: Nope }", "empty/readme.md": ""])
    for arguments in [
      [], ["nowhere.graphql"], ["--schema", "nowhere.graphql", "-"], ["--format", "xml", "-"],
      ["--audience", "nobody", "-"], ["--schema", "bad.graphql", "-"], ["empty"],
    ] {
      let (code, output, complaints) = try run(["validate"] + arguments, in: files.url)
      #expect(code == 2, "\(arguments)")
      #expect(output == "")
      #expect(complaints.hasPrefix("guiche validate: "))
    }
  }

  @Test func `validate refuses what the server refuses for its cost`() throws {
    let deep = String(repeating: "customer{tickets{nodes{", count: 6)
    let document = "{tickets{nodes{\(deep)id\(String(repeating: "}", count: 20))}"
    let (code, output, _) = try run(["validate", "-"], input: Data(document.utf8))
    #expect(code == 1)
    #expect(output.contains("levels of fields; the limit is 15"))
  }

  // MARK: schema

  @Test(arguments: [[], ["customers"], ["attendants"], ["administrators"]])
  func `schema prints the same text each time, which is the same schema`(
    audience: [String]
  ) throws {
    let arguments = audience.flatMap { ["--audience", $0] }
    let first = try run(["schema"] + arguments)
    #expect(first.code == 0)
    #expect(first.output.contains("type Query"))
    #expect(first.output == (try run(["schema"] + arguments)).output)
    let files = try folder(["printed.graphql": first.output])
    let again = try run(["schema", "--schema", "printed.graphql"], in: files.url)
    #expect(again.output == first.output)
  }

  @Test func `schema tells customers nothing of what is not theirs`() throws {
    let whole = try run(["schema"]).output
    let customers = try run(["schema", "--audience", "customers"]).output
    #expect(whole.contains("@visibleTo"))
    #expect(!customers.contains("visibleTo"))
    #expect(customers.count < whole.count)
  }
}
