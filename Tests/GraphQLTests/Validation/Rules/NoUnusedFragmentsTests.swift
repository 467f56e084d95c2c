import Testing

@testable import GraphQL

@Suite struct NoUnusedFragmentsTests {
  @Test(arguments: [
    """
    { party { ...A ... on Person { ...B } } } fragment A on Party { name ...C } fragment B on \
    Person { name } fragment C on Party { id }
    """,
    """
    query X { party { ...A } } query Y { party { ...B } } fragment A on Party { id } fragment B \
    on Party { id }
    """,
  ])
  func `takes fragments that are spread`(text: String) throws {
    #expect(try House.errors(.noUnusedFragments, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ party { id } } fragment A on Party { id } fragment B on Party { ...B }",
      [
        "1:18 Fragment \"A\" is never used.",
        "1:45 Fragment \"B\" is never used.",
      ]
    ),
    (
      """
      { party { ...A } } fragment A on Party { id } fragment B on Party { ...C } fragment C on \
      Party { ...B }
      """,
      [
        "1:47 Fragment \"B\" is never used.",
        "1:76 Fragment \"C\" is never used.",
      ]
    ),
  ])
  func `refuses fragments that nothing spreads`(text: String, errors: [String]) throws {
    #expect(try House.errors(.noUnusedFragments, in: text) == errors)
  }
}
