import Testing

@testable import GraphQL

@Suite struct LoneAnonymousOperationTests {
  @Test(arguments: [
    "{ __typename }",
    "query A { __typename } query B { __typename }",
    "{ ...F } fragment F on Query { __typename }",
  ])
  func `takes one operation without a name, or several with`(text: String) throws {
    #expect(try House.errors(.loneAnonymousOperation, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ __typename } { __typename }",
      [
        "1:1 This anonymous operation must be the only defined operation.",
        "1:16 This anonymous operation must be the only defined operation.",
      ]
    ),
    (
      "{ __typename } mutation M { __typename }",
      [
        "1:1 This anonymous operation must be the only defined operation."
      ]
    ),
    (
      "query A { __typename } subscription { __typename }",
      [
        "1:24 This anonymous operation must be the only defined operation."
      ]
    ),
  ])
  func `refuses an operation without a name beside others`(text: String, errors: [String]) throws {
    #expect(try House.errors(.loneAnonymousOperation, in: text) == errors)
  }
}
