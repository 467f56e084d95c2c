import Testing

@testable import Check

/// What a line is answered, byte for byte.
@Suite struct CheckerTests {
  static let schema = "type Query { a: Int b(x: Int): String } enum E { ON }"

  private func answer(_ line: String) -> String {
    var checker = Checker()
    return String(decoding: checker.answer(Array(line.utf8)[...]), as: UTF8.self)
  }

  static let answers: [(line: String, answer: String)] = [
    // parse
    (#"{"id":1,"op":"parse","document":"{ a }"}"#, #"{"id":1,"errors":[]}"#),
    (
      #"{"id":1,"op":"parse","document":"{\n  a"}"#,
      #"{"id":1,"errors":[{"message":"Syntax Error: Expected Name, found <EOF>.","#
        + #""locations":[{"line":2,"column":4}]}]}"#
    ),
    (#"{"id":1,"op":"parse","document":"type T"}"#, #"{"id":1,"errors":[]}"#),
    // validate, which may be left unsaid
    (
      #"{"id":2,"op":"validate","schema":"type Query{a:Int}","document":"{a}"}"#,
      #"{"id":2,"errors":[]}"#
    ),
    (
      #"{"id":2,"schema":"type Query{able:Int}","document":"{abel}"}"#,
      #"{"id":2,"errors":[{"message":"Cannot query field \"abel\" on type \"Query\"."#
        + #" Did you mean \"able\"?","locations":[{"line":1,"column":2}]}]}"#
    ),
    (
      #"{"id":2,"hideSuggestions":true,"schema":"type Query{able:Int}","document":"{abel}"}"#,
      #"{"id":2,"errors":[{"message":"Cannot query field \"abel\" on type \"Query\".","#
        + #""locations":[{"line":1,"column":2}]}]}"#
    ),
    (
      #"{"id":2,"rules":["ScalarLeafs"],"schema":"type Query{a:Int}","document":"{b}"}"#,
      #"{"id":2,"errors":[]}"#
    ),
    (
      #"{"id":2,"rules":["FieldsOnCorrectTypeRule"],"schema":"type Query{a:Int}","document":"{b a{c}}"}"#,
      #"{"id":2,"errors":[{"message":"Cannot query field \"b\" on type \"Query\"."#
        + #" Did you mean \"a\"?","locations":[{"line":1,"column":2}]}]}"#
    ),
    (
      #"{"id":2,"rules":[],"schema":"type Query{a:Int}","document":"{b}"}"#,
      #"{"id":2,"errors":[]}"#
    ),
    // schema
    (#"{"id":3,"op":"schema","schema":"type Query{a:Int}"}"#, #"{"id":3,"errors":[]}"#),
    (
      #"{"id":3,"op":"schema","schema":"type Query{a:Intt}"}"#,
      #"{"id":3,"errors":[{"message":"Unknown type \"Intt\". Did you mean \"Int\"?","#
        + #""locations":[{"line":1,"column":14}]}]}"#
    ),
    (
      #"{"id":3,"op":"schema","schema":"type Query{"}"#,
      #"{"id":3,"errors":[{"message":"Syntax Error: Expected Name, found <EOF>.","#
        + #""locations":[{"line":1,"column":12}]}]}"#
    ),
    // a wrong schema answers for what was asked of it, too
    (
      #"{"id":3,"op":"execute","schema":"type Query{a:Intt}","document":"{a}"}"#,
      #"{"id":3,"errors":[{"message":"Unknown type \"Intt\". Did you mean \"Int\"?","#
        + #""locations":[{"line":1,"column":14}]}]}"#
    ),
    // coordinate
    (
      #"{"id":6,"op":"coordinate","coordinate":"Query.b(x:)"}"#,
      #"{"id":6,"errors":[],"data":{"kind":"ArgumentCoordinate","name":"Query","#
        + #""fieldName":"b","argumentName":"x"}}"#
    ),
    (
      #"{"id":6,"op":"coordinate","coordinate":"Query. b"}"#,
      #"{"id":6,"errors":[{"message":"Syntax Error: Invalid character: \" \".","#
        + #""locations":[{"line":1,"column":7}]}]}"#
    ),
    (
      #"{"id":6,"op":"coordinate","coordinate":"Query.b(x:)","schema":"\#(schema)"}"#,
      #"{"id":6,"errors":[],"data":{"kind":"FieldArgument","name":"x","coordinate":"Query.b(x:)"}}"#
    ),
    (
      #"{"id":6,"op":"coordinate","coordinate":"Query.c","schema":"\#(schema)"}"#,
      #"{"id":6,"errors":[],"data":null}"#
    ),
    (
      #"{"id":6,"op":"coordinate","coordinate":"Nope.c","schema":"\#(schema)"}"#,
      #"{"id":6,"errors":[{"message":"Expected \"Nope\" to be defined as a type in the schema.","#
        + #""locations":[]}]}"#
    ),
    // null is as good as absent
    (
      #"{"id":2,"op":null,"rules":null,"hideSuggestions":null,"schema":"type Query{a:Int}","document":"{a}"}"#,
      #"{"id":2,"errors":[]}"#
    ),
  ]

  @Test(arguments: answers)
  func `answers a line with a line`(line: String, expected: String) {
    #expect(answer(line) == expected)
  }

  @Test(arguments: [
    "null", "true", "0", "-1.5", "\"a \\\" b\"", "[]", "[1,[2]]", "{}", #"{"id":1}"#,
    "\"\\u0000é😀\"",
  ])
  func `repeats an id, whatever it is`(id: String) {
    let line = #"{"id":\#(id),"op":"parse","document":"{ a }"}"#
    #expect(answer(line) == #"{"id":\#(id),"errors":[]}"#)
  }

  /// Lines that ask nothing, and the beginning of their answers.
  static let refusals: [(line: String, answer: String)] = [
    ("", #"{"id":null,"errors":[{"message":"Invalid JSON: unexpected end"#),
    ("   ", #"{"id":null,"errors":[{"message":"Invalid JSON: unexpected end"#),
    ("garbage", #"{"id":null,"errors":[{"message":"Invalid JSON: unexpected character"#),
    ("[]", #"{"id":null,"errors":[{"message":"A line must be an object."#),
    ("null", #"{"id":null,"errors":[{"message":"A line must be an object."#),
    (#"{"id":1"#, #"{"id":null,"errors":[{"message":"Invalid JSON: unexpected end"#),
    (#"{"id":1,"op"#, #"{"id":1,"errors":[{"message":"Invalid JSON: unexpected end"#),
    (
      #"{"op":"parse","document":"\uD83D","id":7}"#,
      #"{"id":7,"errors":[{"message":"Invalid JSON: half"#
    ),
    (#"{"id":1,"id":2}"#, #"{"id":1,"errors":[{"message":"Invalid JSON: an object has the same"#),
    (#"{"id":1,"op":"fly"}"#, #"{"id":1,"errors":[{"message":"There is no op \"fly\""#),
    (#"{"id":1,"op":1}"#, #"{"id":1,"errors":[{"message":"\"op\" must be a string."#),
    (#"{"id":1}"#, #"{"id":1,"errors":[{"message":"\"schema\" is missing"#),
    (#"{"id":1,"op":"parse"}"#, #"{"id":1,"errors":[{"message":"\"document\" is missing"#),
    (
      #"{"id":1,"op":"parse","document":[]}"#,
      #"{"id":1,"errors":[{"message":"\"document\" must be"#
    ),
    (
      #"{"id":1,"schema":"","document":"","rules":"x"}"#,
      #"{"id":1,"errors":[{"message":"\"rules\" must be an array of strings."#
    ),
    (
      #"{"id":1,"schema":"","document":"","rules":[1]}"#,
      #"{"id":1,"errors":[{"message":"\"rules\" must be an array of strings."#
    ),
    (
      #"{"id":1,"schema":"","document":"","rules":["Nope"]}"#,
      #"{"id":1,"errors":[{"message":"There is no rule \"Nope\"."#
    ),
    (
      #"{"id":1,"op":"execute","schema":"","document":"","variables":[]}"#,
      #"{"id":1,"errors":[{"message":"\"variables\" must be an object."#
    ),
    (
      #"{"id":1,"op":"execute","schema":"","document":"","operationName":1}"#,
      #"{"id":1,"errors":[{"message":"\"operationName\" must be a string."#
    ),
    (
      #"{"id":1,"op":"execute","schema":"","document":"","noValidate":1}"#,
      #"{"id":1,"errors":[{"message":"\"noValidate\" must be true or false."#
    ),
  ]

  @Test(arguments: refusals)
  func `answers a line that asks nothing`(line: String, expected: String) {
    let answer = answer(line)
    #expect(answer.hasPrefix(expected))
    #expect(answer.hasSuffix("\"locations\":[]}]}"))
  }

  @Test func `answers bytes that are no text`() {
    var checker = Checker()
    let line = Array(#"{"id":5,"op":"parse","document":""#.utf8) + [0xFF, 0xC0] + Array("\"}".utf8)
    let answer = String(decoding: checker.answer(line[...]), as: UTF8.self)
    #expect(answer.hasPrefix(#"{"id":5,"errors":[{"message":"Invalid JSON: a string is not UTF-8"#))
  }

  @Test func `answers a line of a million brackets`() {
    let brackets = String(repeating: "[", count: 1_000_000)
    #expect(
      answer(brackets).hasPrefix(#"{"id":null,"errors":[{"message":"Invalid JSON: nested too"#)
    )
    #expect(answer(#"{"id":3,"root":"# + brackets).hasPrefix(#"{"id":3,"errors""#))
  }

  /// Thirty fragments that each select the next one twice stand for 2^30 fields: what a plan may have
  /// is counted by what is written, here 20,000 and 8 for each of 122 selections.
  @Test func `plans as many fields as the document's length explains`() {
    let fragments = (0..<30).map { place in
      "fragment f\(place) on Query{q{...f\(place + 1)} again:q{...f\(place + 1)}}"
    }
    let document = "{...f0}\(fragments.joined()) fragment f30 on Query{a}"
    let line =
      #"{"id":1,"op":"execute","schema":"type Query{a:Int q:Query}","document":"\#(document)"}"#
    #expect(answer(line).contains("more than \(20_000 + 8 * 122) fields"))
    let aliases = (0..<30_000).map { "a\($0):a" }.joined(separator: " ")
    let wide =
      #"{"id":1,"op":"execute","schema":"type Query{a:Int}","document":"{\#(aliases)}"}"#
    #expect(answer(wide).hasPrefix(#"{"id":1,"errors":[],"data":{"a0":null"#))
  }

  /// What each operation keeps is as long as itself, not as the document: else this takes 1.6 GB.
  @Test func `finds one operation among 20,000`() {
    let operations = (0..<20_000).map { "query q\($0){a}" }.joined(separator: " ")
    let line =
      #"{"id":1,"op":"execute","schema":"type Query{a:Int}","document":"\#(operations)","#
      + #""operationName":"q19999","root":{"a":7}}"#
    #expect(answer(line) == #"{"id":1,"errors":[],"data":{"a":7}}"#)
  }

  @Test func `keeps a schema for the lines that follow, and forgets the oldest`() {
    var schemas = SchemaCache()
    let first = try? schemas.schema("type Query { a: Int }")
    #expect(first != nil)
    #expect(first === (try? schemas.schema("type Query { a: Int }")))
    for number in 0..<Limits.cachedSchemas {
      _ = try? schemas.schema("type Query { a\(number): Int }")
    }
    #expect(first !== (try? schemas.schema("type Query { a: Int }")))
  }
}
