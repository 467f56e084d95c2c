import Testing

@testable import GraphQL

@Suite struct FragmentsOnCompositeTypesTests {
  @Test(arguments: [
    "fragment F on Ticket { id }",
    "fragment F on Party { id }",
    "fragment F on Found { __typename }",
    "{ party { ... on Person { id } ... { id } ... on Unknown { id } } }",
  ])
  func `takes fragments on objects, interfaces and unions`(text: String) throws {
    #expect(try House.errors(.fragmentsOnCompositeTypes, in: text) == [])
  }

  @Test(arguments: [
    (
      "fragment F on TicketFilter { id }",
      [
        "1:15 Fragment \"F\" cannot condition on non composite type \"TicketFilter\"."
      ]
    ),
    (
      "fragment F on Date { id }",
      [
        "1:15 Fragment \"F\" cannot condition on non composite type \"Date\"."
      ]
    ),
    (
      "fragment F on State { id }",
      [
        "1:15 Fragment \"F\" cannot condition on non composite type \"State\"."
      ]
    ),
    (
      "{ party { ... on String { id } } }",
      [
        "1:18 Fragment cannot condition on non composite type \"String\"."
      ]
    ),
    (
      "query { ... on State { ... on Date { x } } }",
      [
        "1:16 Fragment cannot condition on non composite type \"State\".",
        "1:31 Fragment cannot condition on non composite type \"Date\".",
      ]
    ),
  ])
  func `refuses fragments on other types`(text: String, errors: [String]) throws {
    #expect(try House.errors(.fragmentsOnCompositeTypes, in: text) == errors)
  }
}
