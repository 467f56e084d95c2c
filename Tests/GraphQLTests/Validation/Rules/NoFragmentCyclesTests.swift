import Testing

@testable import GraphQL

@Suite struct NoFragmentCyclesTests {
  @Test(arguments: [
    "fragment A on Party { ...B ...B } fragment B on Party { ...C } fragment C on Party { id }",
    """
    { party { ...F } } fragment F on Party { ...G } fragment F on Party { ...F } fragment G on \
    Party { id }
    """,
    """
    fragment A on Party { ...C ...B } fragment B on Party { ...C } fragment C on Party { \
    ...Lost }
    """,
  ])
  func `takes fragments that spread others`(text: String) throws {
    #expect(try House.errors(.noFragmentCycles, in: text) == [])
  }

  @Test(arguments: [
    (
      "fragment A on Ticket { related { ...A } }",
      [
        "1:34 Cannot spread fragment \"A\" within itself."
      ]
    ),
    (
      "fragment A on Ticket { ...A } fragment B on Ticket { ... on Ticket { ...B } }",
      [
        "1:24 Cannot spread fragment \"A\" within itself.",
        "1:70 Cannot spread fragment \"B\" within itself.",
      ]
    ),
    (
      "fragment A on Ticket { ...B } fragment B on Ticket { ...A }",
      [
        "1:24 1:54 Cannot spread fragment \"A\" within itself via \"B\"."
      ]
    ),
    (
      """
      fragment A on Ticket { ...B } fragment B on Ticket { ...C } fragment C on Ticket { ...A \
      ...B }
      """,
      [
        "1:24 1:54 1:84 Cannot spread fragment \"A\" within itself via \"B\", \"C\".",
        "1:54 1:89 Cannot spread fragment \"B\" within itself via \"C\".",
      ]
    ),
    (
      """
      fragment A on Ticket { ...D } fragment B on Ticket { ...D } fragment C on Ticket { ...A \
      ...B } fragment D on Ticket { ...C }
      """,
      [
        "1:24 1:119 1:84 Cannot spread fragment \"A\" within itself via \"D\", \"C\".",
        "1:119 1:89 1:54 Cannot spread fragment \"D\" within itself via \"C\", \"B\".",
      ]
    ),
    (
      """
      { ticket(number: 1) { ...A } } fragment A on Ticket { ...B related { ...C } } fragment B \
      on Ticket { ...B } fragment C on Ticket { ...A ...B }
      """,
      [
        "1:102 Cannot spread fragment \"B\" within itself.",
        "1:70 1:132 Cannot spread fragment \"A\" within itself via \"C\".",
      ]
    ),
  ])
  func `refuses fragments that spread themselves`(text: String, errors: [String]) throws {
    #expect(try House.errors(.noFragmentCycles, in: text) == errors)
  }
}
