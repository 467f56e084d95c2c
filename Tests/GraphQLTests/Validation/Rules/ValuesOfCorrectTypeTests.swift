import Testing

@testable import GraphQL

@Suite struct ValuesOfCorrectTypeTests {
  @Test(arguments: [
    """
    { echo(int: 2147483647, float: 1, string: "x", boolean: true, id: 1, state: OPEN, ints: [1, \
    null], strict: 1) }
    """,
    """
    { echo(int: -2147483648, float: -1.5e3, string: \"""x\""", id: "a", ints: null, strict: [], \
    date: {any: [1, "x", Y]}) }
    """,
    "{ echo(ints: 1, date: 5, key: {id: 1}, keys: [{email: \"x\"}, {id: \"y\"}]) }",
    """
    { tickets(filter: {subject: "x", state: CLOSED, tags: "y", any: {subject: "z"}}, states: \
    OPEN) { id } }
    """,
    """
    query A($a: Int = 5, $b: [State!]! = [OPEN], $c: TicketFilter = {subject: "x"}, $d: Int = \
    null, $e: Unknown = 1) { __typename }
    """,
    "{ lost(a: {b: 1}) echo(lost: \"x\") @include(if: true) }",
    "query A($a: String!, $b: ID!) { a: echo(key: {email: $a}) b: echo(keys: {id: $b}) }",
    "query A($n: Int!) { a: echo(strict: [$n, 1]) b: echo(date: [$n, {a: $n}]) }",
  ])
  func `takes literals of the right type`(text: String) throws {
    #expect(try House.errors(.valuesOfCorrectType, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ echo(int: \"1\", float: \"x\", string: 1, boolean: 1, id: 1.5, state: \"OPEN\") }",
      [
        "1:13 Int cannot represent non-integer value: \"1\"",
        "1:25 Float cannot represent non numeric value: \"x\"",
        "1:38 String cannot represent a non string value: 1",
        "1:50 Boolean cannot represent a non boolean value: 1",
        "1:57 ID cannot represent a non-string and non-integer value: 1.5",
        """
        1:69 Enum "State" cannot represent non-enum value: "OPEN". Did you mean the enum value \
        "OPEN"?
        """,
      ]
    ),
    (
      "{ echo(int: 1.0, float: true, string: true, boolean: \"true\", id: true, state: 1) }",
      [
        "1:13 Int cannot represent non-integer value: 1.0",
        "1:25 Float cannot represent non numeric value: true",
        "1:39 String cannot represent a non string value: true",
        "1:54 Boolean cannot represent a non boolean value: \"true\"",
        "1:66 ID cannot represent a non-string and non-integer value: true",
        "1:79 Enum \"State\" cannot represent non-enum value: 1.",
      ]
    ),
    (
      "{ echo(int: 2147483648, state: OPNE, string: OPEN) }",
      [
        "1:13 Int cannot represent non 32-bit signed integer value: 2147483648",
        """
        1:32 Value "OPNE" does not exist in "State" enum. Did you mean the enum value "OPEN"?
        """,
        "1:46 String cannot represent a non string value: OPEN",
      ]
    ),
    (
      """
      { a: echo(int: -2147483649) b: echo(int: 12345678901234567890) c: echo(int: null, strict: \
      null) }
      """,
      [
        "1:16 Int cannot represent non 32-bit signed integer value: -2147483649",
        "1:42 Int cannot represent non 32-bit signed integer value: 12345678901234567890",
      ]
    ),
    (
      "{ range(from: null, to: [1]) }",
      [
        "1:15 Expected value of type \"Int!\", found null.",
        "1:25 Int cannot represent non-integer value: [1]",
      ]
    ),
    (
      "{ echo(ints: [\"a\", 1, 2.5], strict: [1, null], string: [\"x\"], state: [OPEN]) }",
      [
        "1:15 Int cannot represent non-integer value: \"a\"",
        "1:23 Int cannot represent non-integer value: 2.5",
        "1:41 Expected value of type \"Int!\", found null.",
        "1:56 String cannot represent a non string value: [\"x\"]",
        """
        1:70 Enum "State" cannot represent non-enum value: [OPEN]. Did you mean the enum value \
        "OPEN"?
        """,
      ]
    ),
    (
      "{ echo(ints: \"x\", date: null, int: {a: 1}, boolean: {}) }",
      [
        "1:14 Int cannot represent non-integer value: \"x\"",
        "1:36 Int cannot represent non-integer value: {a: 1}",
        "1:53 Boolean cannot represent a non boolean value: {}",
      ]
    ),
    (
      "{ tickets(filter: {state: null, nummber: 1, tags: [\"x\", 1, null]}) { id } }",
      [
        "1:19 Field \"TicketFilter.subject\" of required type \"String!\" was not provided.",
        "1:27 Expected value of type \"State!\", found null.",
        "1:33 Field \"nummber\" is not defined by type \"TicketFilter\". Did you mean \"number\"?",
        "1:57 String cannot represent a non string value: 1",
        "1:60 Expected value of type \"String!\", found null.",
      ]
    ),
    (
      """
      { tickets(filter: {}) { id } b: tickets(filter: [1]) { id } c: tickets(filter: "x", \
      first: null) { id } }
      """,
      [
        "1:19 Field \"TicketFilter.subject\" of required type \"String!\" was not provided.",
        "1:49 Expected value of type \"TicketFilter\", found [1].",
        "1:80 Expected value of type \"TicketFilter\", found \"x\".",
        "1:92 Expected value of type \"Int!\", found null.",
      ]
    ),
    (
      """
      { tickets(filter: {subject: "x", any: [{state: LOST}, {subject: 5, lost: {a: 1}}]}) { id \
      } }
      """,
      [
        "1:40 Field \"TicketFilter.subject\" of required type \"String!\" was not provided.",
        "1:48 Value \"LOST\" does not exist in \"State\" enum.",
        "1:65 String cannot represent a non string value: 5",
        "1:68 Field \"lost\" is not defined by type \"TicketFilter\".",
      ]
    ),
    (
      """
      { a: echo(key: {}) b: echo(key: {id: 1, email: "x"}) c: echo(key: {id: null}) d: \
      echo(key: {lost: 1}) e: echo(keys: [{id: "x"}, {email: 5}]) }
      """,
      [
        "1:16 OneOf Input Object \"PartyKey\" must specify exactly one key.",
        "1:33 OneOf Input Object \"PartyKey\" must specify exactly one key.",
        "1:67 Field \"PartyKey.id\" must be non-null.",
        "1:93 Field \"lost\" is not defined by type \"PartyKey\".",
        "1:137 String cannot represent a non string value: 5",
      ]
    ),
    (
      """
      query A($a: Int = "x", $b: [State!]! = [LOST, null], $c: TicketFilter = {number: 1}, $d: \
      Int! = null) { __typename }
      """,
      [
        "1:19 Int cannot represent non-integer value: \"x\"",
        "1:41 Value \"LOST\" does not exist in \"State\" enum.",
        "1:47 Expected value of type \"State!\", found null.",
        "1:73 Field \"TicketFilter.subject\" of required type \"String!\" was not provided.",
        "1:97 Expected value of type \"Int!\", found null.",
      ]
    ),
    (
      "{ echo(key: {id: \"x\", email: $gone}) }",
      [
        "1:13 OneOf Input Object \"PartyKey\" must specify exactly one key."
      ]
    ),
    (
      "{ echo(keys: [[], [$gone]]) }",
      [
        "1:15 Expected value of type \"PartyKey\", found [].",
        "1:19 Expected value of type \"PartyKey\", found [$gone].",
      ]
    ),
    (
      "{ echo @include(if: \"yes\") @tag(name: 1, weight: null) }",
      [
        "1:21 Boolean cannot represent a non boolean value: \"yes\"",
        "1:39 String cannot represent a non string value: 1",
      ]
    ),
    (
      """
      query A($d: String = 5 @onVariable) { echo(string: \"""a
      b\""", int: \"""a
      b\""") }
      """,
      [
        "1:22 String cannot represent a non string value: 5",
        """
        2:12 Int cannot represent non-integer value: \"""
        a
        b
        \"""
        """,
      ]
    ),
    (
      "{ echo(id: [{a: \"\\u0007\\n\\\"x\\\\\", b: [], c: {}, d: $v, e: null, f: -1.50}]) }",
      [
        """
        1:12 ID cannot represent a non-string and non-integer value: [{a: "\\u0007\\n\\"x\\\\", \
        b: [], c: {}, d: $v, e: null, f: -1.50}]
        """
      ]
    ),
  ])
  func `refuses literals of the wrong type`(text: String, errors: [String]) throws {
    #expect(try House.errors(.valuesOfCorrectType, in: text) == errors)
  }
}
