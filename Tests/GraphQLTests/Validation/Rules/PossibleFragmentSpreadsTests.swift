import Testing

@testable import GraphQL

@Suite struct PossibleFragmentSpreadsTests {
  @Test(arguments: [
    """
    { party { ...P ...C ...N ... on Person { id } ... { id } } } fragment P on Person { id } \
    fragment C on Company { id } fragment N on Node { id }
    """,
    """
    { found { ...T ... on Node { id } } } fragment T on Ticket { ...F } fragment F on Found { \
    __typename }
    """,
    "{ party { ... on State { x } ...Lost ...U } } fragment U on Unknown { x }",
  ])
  func `takes fragments that can apply`(text: String) throws {
    #expect(try House.errors(.possibleFragmentSpreads, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ ticket(number: 1) { ... on Person { id } ...C } } fragment C on Company { id }",
      [
        """
        1:23 Fragment cannot be spread here as objects of type "Ticket" can never be of type \
        "Person".
        """,
        """
        1:44 Fragment "C" cannot be spread here as objects of type "Ticket" can never be of \
        type "Company".
        """,
      ]
    ),
    (
      """
      { party { ...T ... on Found { __typename } } } fragment T on Ticket { ... on Party { id } \
      }
      """,
      [
        """
        1:11 Fragment "T" cannot be spread here as objects of type "Party" can never be of type \
        "Ticket".
        """,
        """
        1:16 Fragment cannot be spread here as objects of type "Party" can never be of type \
        "Found".
        """,
        """
        1:71 Fragment cannot be spread here as objects of type "Ticket" can never be of type \
        "Party".
        """,
      ]
    ),
    (
      "{ party { ... on Person { ... { ... on Company { id } } } } }",
      [
        """
        1:33 Fragment cannot be spread here as objects of type "Person" can never be of type \
        "Company".
        """
      ]
    ),
    (
      """
      { found { ... on Person { id } ...P } } fragment P on Party { ...M } fragment M on \
      Message { id }
      """,
      [
        """
        1:11 Fragment cannot be spread here as objects of type "Found" can never be of type \
        "Person".
        """,
        """
        1:32 Fragment "P" cannot be spread here as objects of type "Found" can never be of type \
        "Party".
        """,
        """
        1:63 Fragment "M" cannot be spread here as objects of type "Party" can never be of type \
        "Message".
        """,
      ]
    ),
  ])
  func `refuses fragments that never apply`(text: String, errors: [String]) throws {
    #expect(try House.errors(.possibleFragmentSpreads, in: text) == errors)
  }
}
