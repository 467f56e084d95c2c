import Testing

@testable import GraphQL

@Suite struct SyntaxErrorTests {
  static let mistakes: [(String, String, Int, Int)] = [
    ("", "Unexpected <EOF>.", 1, 1),
    ("{", "Expected Name, found <EOF>.", 1, 2),
    ("{ }", #"Expected Name, found "}"."#, 1, 3),
    ("{ f() }", #"Expected Name, found ")"."#, 1, 5),
    ("query () { a }", #"Expected "$", found ")"."#, 1, 8),
    ("query ($a: []) { a }", #"Expected Name, found "]"."#, 1, 13),
    ("query ($a: Int!!) { a }", #"Expected "$", found "!"."#, 1, 16),
    ("fragment F($x: Int) on T { a }", #"Expected "on", found "("."#, 1, 11),
    ("fragment on on T { a }", #"Unexpected Name "on"."#, 1, 10),
    ("{ ...on }", #"Expected Name, found "}"."#, 1, 9),
    ("{ ... }", #"Expected "{", found "}"."#, 1, 7),
    ("\n{ a }\nnope", #"Unexpected Name "nope"."#, 3, 1),
    ("{ a } }", #"Unexpected "}"."#, 1, 7),
    ("query Q", #"Expected "{", found <EOF>."#, 1, 8),
    ("{ a: }", #"Expected Name, found "}"."#, 1, 6),
    ("{ a(b: $) }", #"Expected Name, found ")"."#, 1, 9),
    ("{ a(b: ) }", #"Unexpected ")"."#, 1, 8),
    ("{ a(b: [1) }", #"Unexpected ")"."#, 1, 10),
    ("{ a(b: {c: 1) }", #"Expected Name, found ")"."#, 1, 13),
    ("{ a @ }", #"Expected Name, found "}"."#, 1, 7),
    ("{ 1 }", #"Expected Name, found Int "1"."#, 1, 3),
    (#"{ "text" }"#, #"Expected Name, found String "text"."#, 1, 3),
    (#"{ a("x": 1) }"#, #"Expected Name, found String "x"."#, 1, 5),
    (
      "\"d\" { a }", "Unexpected description, descriptions are not supported on shorthand queries.",
      1, 1
    ),
    (
      "\"d\" extend type T @a",
      "Unexpected description, only GraphQL definitions support descriptions.",
      1, 1
    ),
    ("\"d\" nope", "Unexpected description, only GraphQL definitions support descriptions.", 1, 1),
    ("\"d\"", "Unexpected <EOF>.", 1, 4),
    ("query ($a: Int = $b) { a }", #"Unexpected variable "$b" in constant value."#, 1, 18),
    (
      "query ($a: Int @d(x: [{y: $b}])) { a }", #"Unexpected variable "$b" in constant value."#,
      1, 27
    ),
    ("type T { f(a: Int = $b): Int }", #"Unexpected variable "$b" in constant value."#, 1, 21),
    ("type T @d(a: $) { f: Int }", #"Unexpected "$"."#, 1, 14),
    ("type T {}", #"Expected Name, found "}"."#, 1, 9),
    ("type T { f(): Int }", #"Expected Name, found ")"."#, 1, 12),
    ("enum E { true }", #"Name "true" is reserved and cannot be used for an enum value."#, 1, 10),
    ("enum E { null }", #"Name "null" is reserved and cannot be used for an enum value."#, 1, 10),
    ("directive @d on NOWHERE", #"Unexpected Name "NOWHERE"."#, 1, 17),
    ("directive @d on DIRECTIVE_DEFINITION", #"Unexpected Name "DIRECTIVE_DEFINITION"."#, 1, 17),
    ("directive @d on", "Expected Name, found <EOF>.", 1, 16),
    ("directive @d @e on FIELD", #"Expected "on", found "@"."#, 1, 14),
    ("extend type T", "Unexpected <EOF>.", 1, 14),
    ("extend scalar S", "Unexpected <EOF>.", 1, 16),
    ("extend schema", "Unexpected <EOF>.", 1, 14),
    ("extend union U { a }", #"Unexpected "{"."#, 1, 16),
    ("extend query { a }", #"Unexpected Name "query"."#, 1, 8),
    ("schema { nope: Q }", #"Unexpected Name "nope"."#, 1, 10),
    // The token behind a name is read before the name is judged.
    ("schema { nope? }", #"Unexpected character: "?"."#, 1, 14),
    ("directive @d on NOWHERE?", #"Unexpected character: "?"."#, 1, 24),
    ("schema {}", #"Expected Name, found "}"."#, 1, 9),
    ("schema", #"Expected "{", found <EOF>."#, 1, 7),
    ("union U = ", "Expected Name, found <EOF>.", 1, 11),
    ("union U = | A | | B", #"Expected Name, found "|"."#, 1, 17),
    ("type T implements & & A", #"Expected Name, found "&"."#, 1, 21),
    ("type T implements A B { f: Int }", #"Unexpected Name "B"."#, 1, 21),
    ("input I { f(a: Int): Int }", #"Expected ":", found "("."#, 1, 12),
    ("{ a(s: \"😀\", x: ?) }", #"Unexpected character: "?"."#, 1, 17),
    ("{ a\r\n\r b ? }", #"Unexpected character: "?"."#, 3, 4),
    ("{ a(b: \"\"\"\n\n\"\"\") ? }", #"Unexpected character: "?"."#, 3, 6),
  ]

  @Test(arguments: mistakes)
  func `trap 5, trap 6, trap 7, trap 8: says what is wrong and where`(
    text: String,
    message: String,
    line: Int,
    column: Int
  ) throws {
    let source = Source(text)
    let error = try #require(refusal(of: source)).graphQLError(in: source)
    #expect(error.message == "Syntax Error: \(message)")
    #expect(error.locations == [GraphQLError.Location(line: line, column: column)])
    #expect(error.code == "SYNTAX_ERROR")
  }

  @Test(arguments: [
    ("{", "a{"), ("selections", "{a"), ("list", "[["), ("object", "{k:"), ("fragment", "...{"),
  ])
  func `trap 9: stops at the recursion limit, whatever nests`(name: String, piece: String) throws {
    let open = String(repeating: piece, count: 1_000_000)
    let text =
      switch name {
      case "list": "{ a(b: \(open)"
      case "object": "{ a(b: \(open)"
      case "fragment": "{ \(open)"
      default: open == "{" ? open : "{" + open
      }
    let limits = Limits(documentBytes: .max, tokens: .max, recursion: 200)
    let code = try #require(refusal(of: Source(text), limits: limits)).code
    #expect(name == "selections" ? code == .syntax || code == .tooDeep : code == .tooDeep)
  }

  @Test func `trap 9: stops at the recursion limit in a type`() throws {
    let text = "query ($a: " + String(repeating: "[", count: 1_000_000)
    let limits = Limits(documentBytes: .max, tokens: .max, recursion: 200)
    let error = try #require(refusal(of: Source(text), limits: limits))
    #expect(error.code == .tooDeep)
    #expect(error.message == "Document nests deeper than 200 levels. Parsing aborted.")
  }

  @Test func `takes exactly as many levels as the limit says`() throws {
    func nested(_ levels: Int) -> Source {
      Source(
        "{" + String(repeating: "a{", count: levels - 1) + "a"
          + String(repeating: "}", count: levels)
      )
    }
    #expect(refusal(of: nested(200)) == nil)
    #expect(refusal(of: nested(201))?.code == .tooDeep)
  }

  @Test func `refuses 1,000,000 open braces`() throws {
    let braces = Source(String(repeating: "{", count: 1_000_000))
    #expect(refusal(of: braces)?.code == .tooLong)
    let limits = Limits(documentBytes: .max, tokens: .max, recursion: 200)
    #expect(refusal(of: braces, limits: limits)?.message == #"Expected Name, found "{"."#)
  }

  @Test func `refuses a text that is too long, or has too many tokens`() throws {
    #expect(
      refusal(of: Source("{" + String(repeating: " ", count: 65_536) + "a}"))?.code == .tooLong
    )
    let many = Source("{" + String(repeating: "a ", count: 4_000) + "}")
    #expect(refusal(of: many)?.code == .tooManyTokens)
    #expect(refusal(of: Source("{" + String(repeating: "a ", count: 3_998) + "}")) == nil)
  }

  @Test func `repeats no more of the text than the limit says`() throws {
    let long = String(repeating: "x", count: 5_000)
    let error = try #require(refusal(of: Source("query Q { a } \(long)")))
    #expect(error.message.count < 150)
    #expect(try #require(refusal(of: Source("{ a(b: $a) \"\(long)\" }"))).message.count < 150)
  }

  private func refusal(of source: Source, limits: Limits = .standard) -> SyntaxError? {
    do throws(SyntaxError) {
      _ = try Parser.parse(source, limits: limits)
      return nil
    } catch {
      return error
    }
  }
}
