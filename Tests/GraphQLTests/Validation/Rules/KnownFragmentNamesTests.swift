import Testing

@testable import GraphQL

@Suite struct KnownFragmentNamesTests {
  @Test(arguments: [
    """
    { party { ...A ... on Person { ...B } ... { name } } } fragment A on Party { name ...C } \
    fragment B on Person { name } fragment C on Party { id }
    """
  ])
  func `takes fragments that are defined`(text: String) throws {
    #expect(try House.errors(.knownFragmentNames, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ party { ...Lost ... on Person { ...Gone } } } fragment A on Party { name ...Away }",
      [
        "1:14 Unknown fragment \"Lost\".",
        "1:38 Unknown fragment \"Gone\".",
        "1:79 Unknown fragment \"Away\".",
      ]
    )
  ])
  func `refuses fragments that are not defined`(text: String, errors: [String]) throws {
    #expect(try House.errors(.knownFragmentNames, in: text) == errors)
  }
}
