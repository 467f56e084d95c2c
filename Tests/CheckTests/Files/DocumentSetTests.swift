import GraphQL
import Testing

@testable import Check

@Suite struct DocumentSetTests {
  private static func schema() throws -> Schema {
    try SchemaBuilder.build(
      Source(
        """
        type Query { a(x: Int, old: Int @deprecated): Int q: Query before: Int @deprecated(reason: "gone") }
        """
      )
    )
  }

  /// The findings, each as one line.
  private func check(_ files: [(String, String)], serverLimits: Bool = false) throws -> [String] {
    let set = DocumentSet(files.map { DocumentFile(name: $0.0, bytes: Array($0.1.utf8)) })
    return set.findings(against: try Self.schema(), serverLimits: serverLimits).map { finding in
      let places = finding.places.map { place in
        [place.file, place.line.map { "\($0)" }, place.column.map { "\($0)" }].compactMap { $0 }
          .joined(separator: ":")
      }
      return places.joined(separator: " ") + " \(finding.severity.rawValue): \(finding.message)"
    }
  }

  @Test func `finds nothing in what is right`() throws {
    #expect(try check([]) == [])
    #expect(try check([("a", "{ a }"), ("b", "query B { q { a } }")]) == [])
  }

  @Test func `spreads the fragments of other files`() throws {
    #expect(try check([("a", "{ ...F }"), ("b", "fragment F on Query { a }")]) == [])
    #expect(
      try check([("a", "{ ...F }"), ("b", "\n# first\nfragment F on Query { a nope }")]) == [
        #"b:3:25 error: Cannot query field "nope" on type "Query"."#
      ]
    )
  }

  @Test func `tells files apart, whatever ends their lines`() throws {
    let files = [
      ("a", "{\r  no1 }"), ("b", "{\r\n\r\n no2 }\r"), ("c", "\u{FEFF}{ no3 }"), ("d", "{no4}\n"),
    ]
    #expect(
      try check(files) == [
        #"a:2:3 error: Cannot query field "no1" on type "Query"."#,
        #"b:3:2 error: Cannot query field "no2" on type "Query"."#,
        #"c:1:3 error: Cannot query field "no3" on type "Query"."#,
        #"d:1:2 error: Cannot query field "no4" on type "Query"."#,
      ]
    )
  }

  @Test func `asks within one file alone that operations have names of their own`() throws {
    #expect(try check([("a", "query A { a }"), ("b", "query A { a }"), ("c", "{ a }")]) == [])
    #expect(
      try check([("a", "query A { a } query A { a } { a }")]) == [
        #"a:1:7 a:1:21 error: There can be only one operation named "A"."#,
        "a:1:29 error: This anonymous operation must be the only defined operation.",
      ]
    )
  }

  @Test func `finds a fragment of two files, and one of none`() throws {
    #expect(
      try check([
        ("a", "fragment F on Query { a } { ...F ...G }"), ("b", "fragment F on Query { a }"),
      ]) == [
        #"a:1:10 b:1:10 error: There can be only one fragment named "F"."#,
        #"a:1:37 error: Unknown fragment "G"."#,
      ]
    )
  }

  @Test func `goes on behind a file that cannot be read, and blames no other for it`() throws {
    let set = DocumentSet([
      DocumentFile(name: "a", bytes: Array("{ ...F no }".utf8)),
      DocumentFile(name: "b", bytes: Array("fragment F on Query { a".utf8)),
      DocumentFile(name: "c", bytes: [0x7B, 0xFF]),
    ])
    let findings = set.findings(against: try Self.schema(), serverLimits: false)
    #expect(
      findings.map { "\($0.places[0].file) \($0.message)" } == [
        #"a Cannot query field "no" on type "Query"."#,
        "b Syntax Error: Expected Name, found <EOF>.", "c The file is not UTF-8.",
      ]
    )
  }

  @Test func `warns of what is deprecated`() throws {
    #expect(
      try check([("a", "{ before a(old: 1) }")]) == [
        "a:1:3 warning: The field Query.before is deprecated. gone",
        "a:1:12 warning: Field \"Query.a\" argument \"old\" is deprecated. No longer supported",
      ]
    )
  }

  @Test func `finds what the server refuses for its cost, where that is asked`() throws {
    let deep = String(repeating: "q { ", count: 20) + "a" + String(repeating: " }", count: 20)
    let files = [
      ("a", "query A { a }\n query B { ...F }"), ("b", "fragment F on Query { \(deep) }"),
    ]
    #expect(try check(files) == [])
    #expect(
      try check(files, serverLimits: true) == [
        "a:2:2 error: The operation has 21 levels of fields; the limit is 15."
      ]
    )
    let long = [("a", "{ a } #" + String(repeating: "x", count: 70_000))]
    #expect(try check(long, serverLimits: true) == [])
    let many = [("a", "{ \(String(repeating: "a ", count: 5_000)) }")]
    #expect(
      try check(many, serverLimits: true) == [
        "a:1:1 error: Document contains more than 4000 tokens. Parsing aborted."
      ]
    )
  }
}
