import Testing

@testable import GraphQL

@Suite struct VariablesInAllowedPositionTests {
  @Test(arguments: [
    """
    query ($a: Int!, $b: [Int!]!, $c: Int) { echo(int: $a, ints: [$a, $c], strict: $b) \
    range(from: $a, to: 1) }
    """,
    "query ($n: Int = 1, $f: Int) { ticket(number: $n) { id } tickets(first: $f) { id } }",
    "query ($s: State) { tickets(filter: {subject: \"x\", state: $s}) { id } }",
    "query ($b: Boolean!, $d: Boolean = true) { echo @include(if: $b) other: echo @skip(if: $d) }",
    "query ($i: ID!) { ...F } fragment F on Query { echo(key: {id: $i}) }",
    "query ($x: Unknown) { echo(int: $x, lost: $x) ... @lost(a: $x) { __typename } }",
    "query ($a: [Int]) { echo(ints: $a) }",
    """
    query A($a: Int!) { ...F } query B($a: Int) { echo(int: $a) } fragment F on Query { \
    ticket(number: $a) { id } }
    """,
  ])
  func `takes variables that fit`(text: String) throws {
    #expect(try House.errors(.variablesInAllowedPosition, in: text) == [])
  }

  @Test(arguments: [
    (
      "query ($a: Int, $s: String) { ticket(number: $a) { id } echo(int: $s) }",
      [
        "1:8 1:46 Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\".",
        "1:17 1:67 Variable \"$s\" of type \"String\" used in position expecting type \"Int\".",
      ]
    ),
    (
      """
      query A($a: Int) { ...F } query B($a: String!) { ...F } fragment F on Query { \
      ticket(number: $a) { ...G } } fragment G on Ticket { messages(first: $a) { id } }
      """,
      [
        "1:9 1:94 Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\".",
        "1:35 1:94 Variable \"$a\" of type \"String!\" used in position expecting type \"Int!\".",
        "1:35 1:148 Variable \"$a\" of type \"String!\" used in position expecting type \"Int\".",
      ]
    ),
    (
      """
      query ($l: [Int], $i: Int, $n: Int = null) { echo(strict: $l, ints: $i) other: \
      echo(strict: [$i]) ticket(number: $n) { id } }
      """,
      [
        "1:8 1:59 Variable \"$l\" of type \"[Int]\" used in position expecting type \"[Int!]\".",
        "1:19 1:69 Variable \"$i\" of type \"Int\" used in position expecting type \"[Int]\".",
        "1:19 1:94 Variable \"$i\" of type \"Int\" used in position expecting type \"Int!\".",
        "1:28 1:114 Variable \"$n\" of type \"Int\" used in position expecting type \"Int!\".",
      ]
    ),
    (
      "query ($b: Boolean, $s: String!) { echo @include(if: $b) @tag(name: $b) @skip(if: $s) }",
      [
        """
        1:8 1:54 Variable "$b" of type "Boolean" used in position expecting type "Boolean!".
        """,
        """
        1:8 1:69 Variable "$b" of type "Boolean" used in position expecting type "String!".
        """,
        """
        1:21 1:83 Variable "$s" of type "String!" used in position expecting type "Boolean!".
        """,
      ]
    ),
    (
      """
      query ($f: TicketFilter, $k: PartyKey!) { tickets(filter: {subject: $k, any: [$f]}, \
      states: $f) { id } }
      """,
      [
        """
        1:26 1:69 Variable "$k" of type "PartyKey!" used in position expecting type "String!".
        """,
        """
        1:8 1:79 Variable "$f" of type "TicketFilter" used in position expecting type \
        "TicketFilter!".
        """,
        """
        1:8 1:93 Variable "$f" of type "TicketFilter" used in position expecting type \
        "[State!]".
        """,
      ]
    ),
    (
      "query ($l: [[Int]]) { echo(ints: $l, int: $l) }",
      [
        "1:8 1:34 Variable \"$l\" of type \"[[Int]]\" used in position expecting type \"[Int]\".",
        "1:8 1:43 Variable \"$l\" of type \"[[Int]]\" used in position expecting type \"Int\".",
      ]
    ),
    (
      "query ($e: String) { echo(key: {email: $e}) }",
      [
        """
        1:8 1:40 Variable "$e" is of type "String" but must be non-nullable to be used for \
        OneOf Input Object "PartyKey".
        """
      ]
    ),
    (
      """
      query ($e: String, $k: [PartyKey!]) { ...F echo(keys: [{id: "x"}, {email: $e}]) } \
      fragment F on Query { tickets(filter: {subject: "x", customer: {email: $e}}) { id } }
      """,
      [
        """
        1:8 1:75 Variable "$e" is of type "String" but must be non-nullable to be used for \
        OneOf Input Object "PartyKey".
        """,
        """
        1:8 1:154 Variable "$e" is of type "String" but must be non-nullable to be used for \
        OneOf Input Object "PartyKey".
        """,
      ]
    ),
  ])
  func `refuses variables that do not fit`(text: String, errors: [String]) throws {
    #expect(try House.errors(.variablesInAllowedPosition, in: text) == errors)
  }
}
