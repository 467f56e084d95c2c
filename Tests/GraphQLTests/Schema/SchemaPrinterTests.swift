import Testing

@testable import GraphQL

@Suite struct SchemaPrinterTests {
  @Test(arguments: [false, true])
  func `prints what builds the same schema`(withAppliedDirectives: Bool) throws {
    let schema = try SchemaBuilder.build(try Documents.source("schema.graphql"))
    let printed = schema.printed(withAppliedDirectives: withAppliedDirectives)
    let again = try SchemaBuilder.build(Source(printed))
    #expect(again.printed(withAppliedDirectives: withAppliedDirectives) == printed)
    #expect(again.types.count == schema.types.count)
    for type in schema.types {
      let other = try #require(again.type(named: type.name))
      #expect(other.fields.map(\.name) == type.fields.map(\.name))
      #expect(other.description == type.description)
      #expect(other.possibleTypes.count == type.possibleTypes.count)
      #expect(
        other.inputFields.map(\.defaultValue) == type.inputFields.map(\.defaultValue)
      )
      if withAppliedDirectives {
        #expect(other.directives.map(\.name).sorted() == type.directives.map(\.name).sorted())
      }
    }
  }

  @Test func `lays a schema out`() throws {
    let text = """
      directive @d(\"\"\"why\"\"\" x: Int = 1) repeatable on FIELD | OBJECT

      \"\"\"
      Two lines
        of it
      \"\"\"
      type Query implements N @d(x: 2) { \"\"\"one\"\"\" a(e: [E!]! = [A, B], i: I = {x: "1"}): ID! @deprecated
        b: U @deprecated(reason: "\\"so\\"") }
      interface N { a(e: [E!]! = [A, B], i: I): ID }
      union U = Query
      enum E { A B @deprecated }
      input I @oneOf { x: ID }
      scalar S @specifiedBy(url: "https://example.org")
      """
    let schema = try SchemaBuilder.build(
      Source(
        text.replacing(
          "interface N { a(e: [E!]! = [A, B], i: I): ID }",
          with: """
            interface N { a(e: [E!]!, i: I): ID @deprecated }
            """
        )
      )
    )
    #expect(
      schema.printed() == """
        directive @d(
          \"\"\"why\"\"\"
          x: Int = 1
        ) repeatable on FIELD | OBJECT

        \"\"\"
        Two lines
          of it
        \"\"\"
        type Query implements N {
          \"\"\"one\"\"\"
          a(e: [E!]! = [A, B], i: I = {x: "1"}): ID! @deprecated
          b: U @deprecated(reason: "\\"so\\"")
        }

        interface N {
          a(e: [E!]!, i: I): ID @deprecated
        }

        union U = Query

        enum E {
          A
          B @deprecated
        }

        input I @oneOf {
          x: ID
        }

        scalar S @specifiedBy(url: "https://example.org")

        """
    )
    #expect(
      schema.printed(withAppliedDirectives: true).contains("type Query implements N @d(x: 2) {")
    )
  }

  @Test(arguments: [
    ("schema { query: Q } type Q { f: Int }", "schema {\n  query: Q\n}\n\ntype Q {\n  f: Int\n}\n"),
    (
      "\"d\" schema { query: Query } type Query { f: Int }",
      "\"\"\"d\"\"\"\nschema {\n  query: Query\n}\n\ntype Query {\n  f: Int\n}\n"
    ),
    (
      "schema { query: Query } type Query { f: Int } type Mutation { f: Int }",
      "schema {\n  query: Query\n}\n\ntype Query {\n  f: Int\n}\n\ntype Mutation {\n  f: Int\n}\n"
    ),
    ("type Query { f: Int }", "type Query {\n  f: Int\n}\n"),
  ])
  func `writes the schema definition where it says something`(text: String, printed: String) throws
  {
    #expect(try SchemaBuilder.build(Source(text)).printed() == printed)
  }

  @Test(arguments: [
    (InputValue.null, "null"), (.boolean(true), "true"), (.int(-1), "-1"), (.float(1), "1"),
    (.float(1.5), "1.5"), (.float(1e20), "1e+20"), (.string("a\"b"), #""a\"b""#),
    (.enumeration("A"), "A"), (.list([.int(1), .list([])]), "[1, []]"),
    (
      .object([.init(name: "a", value: .int(1)), .init(name: "b", value: .null)]), "{a: 1, b: null}"
    ),
    (.string("123"), #""123""#),
  ])
  func `writes a value as a literal`(value: InputValue, literal: String) {
    #expect(value.literal == literal)
  }
}
