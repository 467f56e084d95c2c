import Foundation
import Testing

@testable import GraphQL

@Suite struct DocumentFormatterTests {
  @Test(arguments: [
    ("{a,b{c}}", "{\n  a\n  b {\n    c\n  }\n}\n"),
    ("query($a:Int=1@d,$b:[T!]!)@e{a}", "query ($a: Int = 1 @d, $b: [T!]!) @e {\n  a\n}\n"),
    (#""text" query Q{a}"#, "\"text\"\nquery Q {\n  a\n}\n"),
    (#"query Q("v" $a:Int){a}"#, "query Q(\n  \"v\"\n  $a: Int\n) {\n  a\n}\n"),
    (
      "{x:a(b:1,c:[1,A,$v,{d:null,e:true}])@s(t:-1.5e3)}",
      "{\n  x: a(b: 1, c: [1, A, $v, {d: null, e: true}]) @s(t: -1.5e3)\n}\n"
    ),
    (
      "{...F@a ...on T@b{c}...{d}...@e{f}}",
      "{\n  ...F @a\n  ... on T @b {\n    c\n  }\n  ... {\n    d\n  }\n  ... @e {\n    f\n  }\n}\n"
    ),
    ("{a}fragment F on T@a{b}", "{\n  a\n}\n\nfragment F on T @a {\n  b\n}\n"),
    (#"{a(b:"\u0007\"\\\n\u00e9")}"#, "{\n  a(b: \"\\u0007\\\"\\\\\\n\\u00e9\")\n}\n"),
    // A blank line between selections stays, and is one.
    ("{\n\n a\n\n\n\n b\n c\n\n}", "{\n  a\n\n  b\n  c\n}\n"),
  ])
  func `lays a document out`(text: String, formatted: String) throws {
    #expect(try format(text) == formatted)
  }

  @Test(arguments: [
    ("# head\n\n# more\n{ a } # end\n# last", "# head\n\n# more\n{\n  a\n} # end\n# last\n"),
    (
      "{ # open\na # a\n# of b\nb\n\n# close\n}",
      "{ # open\n  a # a\n  # of b\n  b\n\n  # close\n}\n"
    ),
    ("{a(b:1 # one\n c:2)}", "{\n  a(\n    b: 1 # one\n    c: 2\n  )\n}\n"),
    ("{a(b:[# none\n])}", "{\n  a(b: [ # none\n  ])\n}\n"),
    ("{a(b:{c:1 # c\n}){d}}", "{\n  a(b: {\n    c: 1 # c\n  }) {\n    d\n  }\n}\n"),
    // What would break an item apart moves above it.
    (
      "query # q\nQ # n\n{ a # a\n(b: # b\n1) }",
      "# q\n# n\nquery Q {\n  # a\n  a(\n    # b\n    b: 1\n  )\n}\n"
    ),
    ("{a, # comma\r\nb}\r\n", "{\n  a # comma\n  b\n}\n"),
    ("{ a #   \t\n b #x  \n}", "{\n  a #\n  b #x\n}\n"),
    // What looks like a comment within a string is none.
    ("{a(b:\"# no\")}", "{\n  a(b: \"# no\")\n}\n"),
  ])
  func `keeps the comments`(text: String, formatted: String) throws {
    #expect(try format(text) == formatted)
    #expect(try format(formatted) == formatted)
  }

  @Test func `breaks what is too long for a line`() throws {
    let long = String(repeating: "x", count: 60)
    #expect(
      try format(
        "query Q($first: Int! = 20, $\(long): String) { a(b: \"\(long)\", c: $first) { d(e: 1) } }"
      )
        == """
        query Q(
          $first: Int! = 20
          $\(long): String
        ) {
          a(
            b: "\(long)"
            c: $first
          ) {
            d(e: 1)
          }
        }

        """
    )
    // One argument that has parts itself is broken with its brackets.
    #expect(
      try format(
        "{ a(input: {b: \"\(long)\", c: [1, 2], d: {e: \"\(long)\", f: \"\(long)\"}}) { g } }"
      )
        == """
        {
          a(input: {
            b: "\(long)"
            c: [1, 2]
            d: {
              e: "\(long)"
              f: "\(long)"
            }
          }) {
            g
          }
        }

        """
    )
  }

  @Test func `keeps block strings`() throws {
    let text = "{a(b:\"\"\"\n      one\n        two\n    \"\"\" c:\"\"\"short\"\"\")}"
    let formatted = try format(text)
    #expect(
      formatted
        == "{\n  a(\n    b: \"\"\"\n    one\n      two\n    \"\"\"\n    c: \"\"\"short\"\"\"\n  )\n}\n"
    )
    try expectSame(text, formatted)
  }

  @Test func `says what is wrong with a text`() throws {
    for text in ["{ a", "", "# nothing", "{ a(b: ) }", String(repeating: "{a", count: 300)] {
      let source = Source(text)
      let error = #expect(throws: SyntaxError.self) { try Parser.parse(source) }
      let expected = error.map { [$0.graphQLError(in: source)] }
      #expect(DocumentFormatter.format(source).errors == expected)
    }
    #expect(
      DocumentFormatter.format(Source("{ a }\ntype T { a: Int }")).errors == [
        GraphQLError(
          "The \"T\" definition is not executable.",
          at: [GraphQLError.Location(line: 2, column: 1)],
          code: "VALIDATION_FAILED"
        )
      ]
    )
    let long = Source("{ a } #" + String(repeating: "x", count: 65_536))
    #expect(DocumentFormatter.format(long).errors?.first?.code == "DOCUMENT_TOO_LONG")
  }

  /// Selection sets, lists and objects as deep as the parser lets them be.
  @Test func `formats the deepest documents`() throws {
    let deep = String(repeating: "{a", count: 200) + String(repeating: "}", count: 200)
    let formatted = try format(deep)
    #expect(try format(formatted) == formatted)
    let value = String(repeating: "[", count: 199) + String(repeating: "]", count: 199)
    let list = try format("{a(b:\(value))}")
    #expect(try format(list) == list)
  }

  @Test func `changes no document of the conformance set but its layout`() throws {
    #expect(Self.corpus.count > 350)
    for text in Self.corpus {
      let formatted = try format(text)
      try expectSame(text, formatted)
    }
  }

  /// The tokens of the conformance set, with comments, commas and lines strewn between them.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `changes no strewn document but its layout`(seed: UInt64) throws {
    var random = Seeded(state: seed)
    for text in Self.corpus {
      let bytes = Array(text.utf8)
      var lexer = Lexer(bytes, tokenLimit: 10_000)
      var strewn = ""
      while case let token = try lexer.next(), token.kind != .endOfFile {
        strewn += Self.gaps.randomElement(using: &random) ?? " "
        strewn += String(decoding: bytes[token.start..<token.end], as: UTF8.self)
      }
      strewn += "\n# the end"
      let formatted = try format(strewn)
      try expectSame(strewn, formatted)
    }
  }

  private static let gaps = [
    " ", " ", " ", " ", "\n", "\n\n", " , ", " # a comment\n", "\n  # one\n\n\n# two \r\n", "#\r",
    "\r\n",
  ]

  /// The documents that run in the conformance set, and those of the specification that are documents.
  private static let corpus: [String] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return ["ConformanceTests", "GraphQLTests"].flatMap { (folder: String) -> [String] in
      let base = tests.appending(path: folder)
      let paths = FileManager.default.subpaths(atPath: base.path) ?? []
      return paths.filter { $0.hasSuffix(".graphql") }.sorted().compactMap { path in
        let text = try? String(contentsOf: base.appending(path: path), encoding: .utf8)
        guard let text, let document = try? Parser.parse(Source(text)) else { return nil }
        return document.typeSystem.isEmpty ? text : nil
      }
    }
  }()

  private func format(_ text: String) throws -> String {
    try DocumentFormatter.format(Source(text), limits: .tools).get()
  }

  private func expectSame(_ text: String, _ formatted: String) throws {
    #expect(try format(formatted) == formatted, "formatted again it is another: \(text)")
    let before = try Parser.parse(Source(text), limits: .tools)
    let after = try Parser.parse(Source(formatted), limits: .tools)
    #expect(Printer.print(before) == Printer.print(after), "it says something else: \(formatted)")
    #expect(try comments(of: text) == comments(of: formatted), "comments are lost: \(formatted)")
    #expect(formatted.split(separator: "\n").allSatisfy { $0.last != " " })
  }

  private func comments(of text: String) throws -> [String] {
    try CommentedToken.all(in: Array(text.utf8), tokenLimit: 100_000)
      .flatMap { $0.leading.map(\.text) + [$0.trailing].compactMap(\.self) }.sorted()
  }
}

extension Result<String, RequestErrors> {
  fileprivate var errors: [GraphQLError]? {
    if case .failure(let refused) = self { refused.errors } else { nil }
  }
}

private struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
