import Testing

@testable import GraphQL

@Suite struct KnownTypeNamesTests {
  @Test(arguments: [
    """
    query ($a: String, $b: [State!]!, $c: TicketFilter) { ... on Ticket { id } ...F } fragment \
    F on Party { id }
    """,
    "{ party { ... { id } } }",
  ])
  func `takes types of the schema`(text: String) throws {
    #expect(try House.errors(.knownTypeNames, in: text) == [])
  }

  @Test(arguments: [
    (
      "query ($a: JumbledUp) { ... on Tickett { id } ...F } fragment F on Peson { id }",
      [
        "1:12 Unknown type \"JumbledUp\".",
        "1:32 Unknown type \"Tickett\". Did you mean \"Ticket\"?",
        "1:68 Unknown type \"Peson\". Did you mean \"Person\"?",
      ]
    ),
    (
      "query ($a: [[Statte!]!]) { __typename }",
      [
        "1:14 Unknown type \"Statte\". Did you mean \"State\" or \"Date\"?"
      ]
    ),
  ])
  func `refuses unknown types`(text: String, errors: [String]) throws {
    #expect(try House.errors(.knownTypeNames, in: text) == errors)
  }
}
