import Testing

@testable import GraphQL

@Suite struct ScalarLeafsTests {
  @Test(arguments: [
    "{ party { id } }",
    "{ party { id name(short: true) } echo }",
    "{ unknown unknownToo { x } }",
  ])
  func `takes selections where there are fields, and only there`(text: String) throws {
    #expect(try House.errors(.scalarLeafs, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ party }",
      [
        """
        1:3 Field "party" of type "Party" must have a selection of subfields. Did you mean \
        "party { ... }"?
        """
      ]
    ),
    (
      "{ ticket(number: 1) { tags { length } state { name } } }",
      [
        "1:28 Field \"tags\" must not have a selection since type \"[String!]\" has no subfields.",
        "1:45 Field \"state\" must not have a selection since type \"State\" has no subfields.",
      ]
    ),
    (
      "{ tickets ticket(number: 1) @once }",
      [
        """
        1:3 Field "tickets" of type "[Ticket!]!" must have a selection of subfields. Did you \
        mean "tickets { ... }"?
        """,
        """
        1:11 Field "ticket" of type "Ticket" must have a selection of subfields. Did you mean \
        "ticket { ... }"?
        """,
      ]
    ),
    (
      """
      { id: ticket(number: 1) { subject # {
       @once @include(if: true) # {
       { length } } }
      """,
      [
        "3:2 Field \"subject\" must not have a selection since type \"String\" has no subfields."
      ]
    ),
    (
      "{ ticket(number: 1) { number(a: 1) { x } customer(b: 2) } }",
      [
        "1:36 Field \"number\" must not have a selection since type \"Int!\" has no subfields.",
        """
        1:42 Field "customer" of type "Party" must have a selection of subfields. Did you mean \
        "customer { ... }"?
        """,
      ]
    ),
    (
      "{ party { __typename { x } } __schema __type(name: \"x\") }",
      [
        """
        1:22 Field "__typename" must not have a selection since type "String!" has no subfields.
        """,
        """
        1:30 Field "__schema" of type "__Schema!" must have a selection of subfields. Did you \
        mean "__schema { ... }"?
        """,
        """
        1:39 Field "__type" of type "__Type" must have a selection of subfields. Did you mean \
        "__type { ... }"?
        """,
      ]
    ),
  ])
  func `refuses a leaf with selections and an object without`(text: String, errors: [String]) throws
  {
    #expect(try House.errors(.scalarLeafs, in: text) == errors)
  }
}
