import Testing

@testable import GraphQL

@Suite struct MaxIntrospectionDepthTests {
  @Test(arguments: [
    "{ __schema { types { fields { type { fields { name } } } } } }",
    "{ fields { fields { fields { x } } } }",
    "{ __schema { types { ...A } } } fragment A on __Type { name ...A interfaces { name } }",
    "{ __schema { types { ...Lost fields { type { interfaces { name } } } } } }",
  ])
  func `takes two lists of types in one another`(text: String) throws {
    #expect(try House.errors(.maxIntrospectionDepth, in: text) == [])
  }

  @Test(arguments: [
    ("{ __schema { types { fields { type { interfaces { inputFields { name } } } } } } }", ["1:3"]),
    (
      """
      { a: __type(name: "A") { ...A } b: __type(name: "A") { name } c: __schema { types { ...A } } }
      fragment A on __Type { ... on __Type { fields { type { ...B } } } }
      fragment B on __Type { possibleTypes { possibleTypes { name } } }
      """, ["1:3", "1:63"]
    ),
    ("{ __schema { types { ...A } } } fragment A on __Type { interfaces { ...A } }", ["1:3"]),
    (
      "{ __schema { types { ...A } } } fragment A on __Type { ...B } fragment B on __Type { "
        + "interfaces { ...A } }", ["1:3"]
    ),
    ("{ __schema { __type { fields { fields { fields { x } } } } } }", ["1:3"]),
    ("{ lost { __type { fields { fields { fields { x } } } } } }", ["1:10"]),
  ])
  func `refuses three`(text: String, places: [String]) throws {
    #expect(
      try House.errors(.maxIntrospectionDepth, in: text)
        == places.map { "\($0) Maximum introspection depth exceeded" }
    )
  }
}
