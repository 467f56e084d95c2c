import Testing

@testable import GraphQL

@Suite struct VariablesAreInputTypesTests {
  @Test(arguments: [
    "query ($a: String, $b: [Boolean!]!, $c: TicketFilter, $d: State, $e: Unknown) { __typename }"
  ])
  func `takes variables of input types`(text: String) throws {
    #expect(try House.errors(.variablesAreInputTypes, in: text) == [])
  }

  @Test(arguments: [
    (
      "query ($a: Ticket, $b: [[Found!]!]!, $c: Party) { __typename }",
      [
        "1:12 Variable \"$a\" cannot be non-input type \"Ticket\".",
        "1:24 Variable \"$b\" cannot be non-input type \"[[Found!]!]!\".",
        "1:42 Variable \"$c\" cannot be non-input type \"Party\".",
      ]
    )
  ])
  func `refuses variables of output types`(text: String, errors: [String]) throws {
    #expect(try House.errors(.variablesAreInputTypes, in: text) == errors)
  }
}
