import Testing

@testable import GraphQL

@Suite struct PrinterTests {
  @Test(arguments: [
    ("{a,b{c}}", "{\n  a\n  b {\n    c\n  }\n}\n"),
    ("query{a}", "{\n  a\n}\n"),
    ("query Q{a}", "query Q {\n  a\n}\n"),
    ("mutation{a}", "mutation {\n  a\n}\n"),
    ("query($a:Int=1@d,$b:[T!]!)@e{a}", "query ($a: Int = 1 @d, $b: [T!]!) @e {\n  a\n}\n"),
    (#""text" query{a}"#, "\"text\"\nquery {\n  a\n}\n"),
    (#""""text""" fragment F on T{a}"#, "\"\"\"text\"\"\"\nfragment F on T {\n  a\n}\n"),
    (#"query Q("v" $a:Int){a}"#, "query Q(\n  \"v\"\n  $a: Int\n) {\n  a\n}\n"),
    (
      "{x:a(b:1,c:[1,A,$v,{d:null,e:true}])@s(t:-1.5e3)}",
      "{\n  x: a(b: 1, c: [1, A, $v, {d: null, e: true}]) @s(t: -1.5e3)\n}\n"
    ),
    (
      "{...F@a ...on T@b{c}...{d}...@e{f}}",
      "{\n  ...F @a\n  ... on T @b {\n    c\n  }\n  ... {\n    d\n  }\n  ... @e {\n    f\n  }\n}\n"
    ),
    ("fragment F on T@a{b}", "fragment F on T @a {\n  b\n}\n"),
    (#"{a(b:"\u0007\"\\\n\u00e9")}"#, "{\n  a(b: \"\\u0007\\\"\\\\\\né\")\n}\n"),
    ("schema@a{query:Q}extend schema@b", "schema @a {\n  query: Q\n}\n\nextend schema @b\n"),
    (
      "type A implements&B&C@d{\"x\"f(a:Int=1):[T!]@e}",
      "type A implements B & C @d {\n  \"x\"\n  f(a: Int = 1): [T!] @e\n}\n"
    ),
    ("type A", "type A\n"),
    ("union U@a=|B|C", "union U @a = B | C\n"),
    ("enum E{A@b C}", "enum E {\n  A @b\n  C\n}\n"),
    ("input I{a:Int=1@b}", "input I {\n  a: Int = 1 @b\n}\n"),
    (
      "directive@d(\"x\"a:Int)repeatable on|FIELD|QUERY",
      "directive @d(\n  \"x\"\n  a: Int\n) repeatable on FIELD | QUERY\n"
    ),
  ])
  func `lays a document out`(text: String, printed: String) throws {
    #expect(Printer.print(try Parser.parse(Source(text))) == printed)
  }

  @Test func `breaks a long line at its arguments`() throws {
    let value = String(repeating: "x", count: 90)
    let document = try Parser.parse(Source("{ a(b: \"\(value)\", c: 1) { d(e: 1) } }"))
    #expect(
      Printer.print(document)
        == "{\n  a(\n    b: \"\(value)\"\n    c: 1\n  ) {\n    d(e: 1)\n  }\n}\n"
    )
  }

  @Test(arguments: ["executable.graphql", "schema.graphql"])
  func `prints what parses back to the same`(name: String) throws {
    let document = try Parser.parse(try Documents.source(name))
    let printed = Printer.print(document)
    let again = try Parser.parse(Source(printed))
    #expect(Printer.print(again) == printed)
    #expect(again.strings.sorted() == document.strings.sorted())
    #expect(again.selections.count == document.selections.count)
    #expect(again.values.count == document.values.count)
    #expect(again.names == document.names)
  }

  @Test(arguments: [
    "a", "a\nb", "a\n  b", "  a", "  a\n b", "\na", "a\n", "\"", "a\"", "\"\"\"", "a\"\"\"\"",
    "\\", "a\\", "a\\\"\"\"", "\ta", "a\n\nb", "a\r\nb", "a\rb", "\u{0}", "\u{7F}", " ", "",
    "\n", "é😀", "a\t", "a  ", "a\n  ", "\u{FEFF}a", String(repeating: "a", count: 100),
    String(repeating: "a\"", count: 50), " " + String(repeating: "a", count: 100) + "\"",
  ])
  func `writes a string so that it reads back`(value: String) throws {
    let plain = StringLiteral.literal(value)
    #expect(try read(plain) == value)
    for indentation in ["", "    "] {
      if let block = BlockString.literal(value, indentation: indentation) {
        #expect(try read(indentation + block) == value)
      }
    }
    #expect(BlockString.literal("text", indentation: "") != nil)
  }

  private func read(_ literal: String) throws -> String? {
    try Parser.parse(Source("{ a(b:\n\(literal)) }")).strings.first
  }
}
