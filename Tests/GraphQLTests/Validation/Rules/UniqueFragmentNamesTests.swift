import Testing

@testable import GraphQL

@Suite struct UniqueFragmentNamesTests {
  @Test(arguments: [
    "{ ...A ...B } fragment A on Query { __typename } fragment B on Query { __typename }",
    "query A { ...A } fragment A on Query { __typename }",
  ])
  func `takes fragments with different names`(text: String) throws {
    #expect(try House.errors(.uniqueFragmentNames, in: text) == [])
  }

  @Test(arguments: [
    (
      """
      { ...A } fragment A on Query { __typename } fragment A on Ticket { id } fragment A on \
      Node { id }
      """,
      [
        "1:19 1:54 There can be only one fragment named \"A\".",
        "1:19 1:82 There can be only one fragment named \"A\".",
      ]
    )
  ])
  func `refuses two fragments of one name`(text: String, errors: [String]) throws {
    #expect(try House.errors(.uniqueFragmentNames, in: text) == errors)
  }
}
