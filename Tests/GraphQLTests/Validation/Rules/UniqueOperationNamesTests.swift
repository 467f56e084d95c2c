import Testing

@testable import GraphQL

@Suite struct UniqueOperationNamesTests {
  @Test(arguments: [
    "{ __typename }",
    "query A { __typename } mutation B { __typename }",
    "query F { ...F } fragment F on Query { __typename }",
  ])
  func `takes operations with different names`(text: String) throws {
    #expect(try House.errors(.uniqueOperationNames, in: text) == [])
  }

  @Test(arguments: [
    (
      "query A { __typename } query A { __typename } subscription A { __typename }",
      [
        "1:7 1:30 There can be only one operation named \"A\".",
        "1:7 1:60 There can be only one operation named \"A\".",
      ]
    )
  ])
  func `refuses two operations of one name`(text: String, errors: [String]) throws {
    #expect(try House.errors(.uniqueOperationNames, in: text) == errors)
  }
}
