import Testing

@testable import GraphQL

@Suite struct ExecutableDefinitionsTests {
  @Test(arguments: [
    "{ __typename }",
    "query A { __typename } fragment F on Ticket { id }",
  ])
  func `takes operations and fragments`(text: String) throws {
    #expect(try House.errors(.executableDefinitions, in: text) == [])
  }

  @Test(arguments: [
    (
      """
      query A { __typename }
      type Cow { name: String }
      extend type Ticket { color: String }
      """,
      [
        "2:1 The \"Cow\" definition is not executable.",
        "3:1 The \"Ticket\" definition is not executable.",
      ]
    ),
    (
      """
      schema { query: Query }
      directive @x on FIELD
      extend schema @x
      """,
      [
        "1:1 The schema definition is not executable.",
        "2:1 The \"x\" definition is not executable.",
        "3:1 The schema definition is not executable.",
      ]
    ),
  ])
  func `refuses type system definitions`(text: String, errors: [String]) throws {
    #expect(try House.errors(.executableDefinitions, in: text) == errors)
  }
}
