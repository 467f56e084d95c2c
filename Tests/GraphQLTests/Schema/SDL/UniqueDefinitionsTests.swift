import Testing

@testable import GraphQL

@Suite struct UniqueDefinitionsTests {
  @Test(arguments: [
    (
      "schema { query: Query } schema { mutation: A } type A { f: Int }",
      ["Must provide only one schema definition. 1:25"]
    ),
    (
      "schema { query: Query, query: Query }",
      ["There can be only one query type in schema. 1:10 1:24"]
    ),
    (
      "schema { query: Query } extend schema { mutation: A, mutation: A, query: A } type A { f: Int }",
      [
        "There can be only one mutation type in schema. 1:41 1:54",
        "There can be only one query type in schema. 1:10 1:67",
      ]
    ),
    (
      "type A { f: Int } scalar A input A { f: Int }",
      [
        #"There can be only one type named "A". 1:6 1:26"#,
        #"There can be only one type named "A". 1:6 1:34"#,
        #"Field "A.f" can only be defined once. 1:10 1:38"#,
      ]
    ),
    (
      "scalar String",
      [
        #"Type "String" already exists in the schema. It cannot also be defined in this type definition. 1:8"#
      ]
    ),
    (
      #""d" type __Type { f: Int }"#,
      [
        #"Type "__Type" already exists in the schema. It cannot also be defined in this type definition. 1:10"#
      ]
    ),
    (
      #"directive @d on FIELD "d" directive @d on QUERY"#,
      [#"There can be only one directive named "@d". 1:12 1:38"#]
    ),
    (
      "type A { f: Int f: Int }",
      [#"Field "A.f" can only be defined once. 1:10 1:17"#]
    ),
    (
      "type A { f: Int } extend type A { f: Int g: Int } extend type A { g: Int }",
      [
        #"Field "A.f" can only be defined once. 1:10 1:35"#,
        #"Field "A.g" can only be defined once. 1:42 1:67"#,
      ]
    ),
    (
      "interface A { f: Int } extend interface A { f: String }",
      [#"Field "A.f" can only be defined once. 1:15 1:45"#]
    ),
    (
      "input A { f: Int f: String }",
      [#"Field "A.f" can only be defined once. 1:11 1:18"#]
    ),
    (
      "enum E { A A }",
      [#"Enum value "E.A" can only be defined once. 1:10 1:12"#]
    ),
    (
      "enum E { A } extend enum E { B A }",
      [#"Enum value "E.A" can only be defined once. 1:10 1:32"#]
    ),
    (
      "type A { f(x: Int, x: Int, y: Int, x: Int): Int g(y: Int, y: Int): Int }",
      [
        #"Argument "A.f(x:)" can only be defined once. 1:12 1:20 1:36"#,
        #"Argument "A.g(y:)" can only be defined once. 1:51 1:59"#,
      ]
    ),
    (
      "interface A { f: Int } extend interface A { g(x: Int, x: Int): Int }",
      [#"Argument "A.g(x:)" can only be defined once. 1:47 1:55"#]
    ),
    (
      "directive @d(x: Int, x: Int) on FIELD",
      [#"Argument "@d(x:)" can only be defined once. 1:14 1:22"#]
    ),
  ])
  func `refuses what is defined twice`(text: String, mistakes: [String]) {
    #expect(Mistakes.found(in: text) == mistakes)
  }

  @Test(arguments: [
    "schema { query: Query } extend schema { mutation: M } extend schema { subscription: S } type M { f: Int } type S { f: Int }",
    "directive @skip(if: Boolean!) on FIELD directive @deprecated(reason: String) on FIELD_DEFINITION",
    "type A { f(x: Int): Int g(x: Int): Int } type B { f(x: Int): Int } directive @d(x: Int) on FIELD",
    "enum E { A } enum F { A } directive @A on FIELD",
    "fragment F on Unknown { f } query Query { f } { g @nope }",
  ])
  func `takes names that meet nowhere`(text: String) {
    #expect(Mistakes.found(in: text) == [])
  }
}
