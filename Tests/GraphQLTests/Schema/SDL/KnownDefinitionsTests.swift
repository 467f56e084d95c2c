import Testing

@testable import GraphQL

@Suite struct KnownDefinitionsTests {
  @Test(arguments: [
    (
      "type A { f: B }",
      [#"Unknown type "B". Did you mean "A"? 1:13"#]
    ),
    (
      "type Ticket { f: Tiket, g(x: [Sting!]!): Intt }",
      [
        #"Unknown type "Tiket". Did you mean "Ticket" or "Int"? 1:18"#,
        #"Unknown type "Sting". Did you mean "String" or "Int"? 1:31"#,
        #"Unknown type "Intt". Did you mean "Int"? 1:42"#,
      ]
    ),
    (
      "union U = B | Query",
      [#"Unknown type "B". Did you mean "U"? 1:11"#]
    ),
    (
      "type A implements B & C { f: Int }",
      [#"Unknown type "B". Did you mean "A"? 1:19"#, #"Unknown type "C". Did you mean "A"? 1:23"#]
    ),
    (
      "schema { query: Query, mutation: M }",
      [#"Unknown type "M". 1:34"#]
    ),
    (
      "input I { f: __Nope }",
      [#"Unknown type "__Nope". Did you mean "__Type"? 1:14"#]
    ),
    (
      "directive @d(x: D) on FIELD",
      [#"Unknown type "D". Did you mean "ID"? 1:17"#]
    ),
    (
      "extend type A { f: Int }",
      [#"Cannot extend type "A" because it is not defined. 1:13"#]
    ),
    (
      "extend scalar String @d directive @d on SCALAR",
      [#"Cannot extend type "String" because it is not defined. 1:15"#]
    ),
    (
      "type Ticket { f: Int } extend type Tickets { g: Int }",
      [#"Cannot extend type "Tickets" because it is not defined. Did you mean "Ticket"? 1:36"#]
    ),
    (
      "scalar A extend type A { f: Int }",
      [#"Cannot extend non-object type "A". 1:1 1:10"#]
    ),
    (
      #""d" type A { f: Int } extend input A { f: Int }"#,
      [
        #"Field "A.f" can only be defined once. 1:14 1:40"#,
        #"Cannot extend non-input object type "A". 1:1 1:23"#,
      ]
    ),
    (
      "type A { f: Int } extend scalar A @d extend interface A { g: Int } extend union A = Query extend enum A { B } directive @d on SCALAR",
      [
        #"Cannot extend non-scalar type "A". 1:1 1:19"#,
        #"Cannot extend non-interface type "A". 1:1 1:38"#,
        #"Cannot extend non-union type "A". 1:1 1:68"#,
        #"Cannot extend non-enum type "A". 1:1 1:91"#,
      ]
    ),
  ])
  func `refuses a name that nothing has`(text: String, mistakes: [String]) {
    #expect(Mistakes.found(in: text) == mistakes)
  }

  @Test(arguments: [
    "type A { f(x: Int, y: Float): ID g: __Type } extend type A { h: Boolean }",
    "extend type A { g: Int } type A { f: Int }",
    "extend schema @d directive @d on SCHEMA",
  ])
  func `takes what is built in, and definitions in any order`(text: String) {
    #expect(Mistakes.found(in: text) == [])
  }
}
