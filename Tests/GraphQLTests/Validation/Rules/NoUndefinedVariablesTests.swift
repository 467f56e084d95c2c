import Testing

@testable import GraphQL

@Suite struct NoUndefinedVariablesTests {
  @Test(arguments: [
    """
    query ($a: Int, $b: Int) { echo(int: $a) ...F } fragment F on Query { other: echo(ints: \
    [$b, 1]) }
    """,
    """
    query A($n: Int!) { ...F } query B($n: Int!) { ...F } fragment F on Query { ticket(number: \
    $n) { ...G } } fragment G on Ticket { messages(first: $n) { ...H } } fragment H on Message \
    { ticket { ...G } }
    """,
    "fragment F on Query { echo(int: $unused) }",
  ])
  func `takes variables that are defined`(text: String) throws {
    #expect(try House.errors(.noUndefinedVariables, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ echo(int: $a) }",
      [
        "1:13 1:1 Variable \"$a\" is not defined."
      ]
    ),
    (
      "query A($a: Int) { echo(int: $b, string: $c) @include(if: $d) }",
      [
        "1:30 1:1 Variable \"$b\" is not defined by operation \"A\".",
        "1:42 1:1 Variable \"$c\" is not defined by operation \"A\".",
        "1:59 1:1 Variable \"$d\" is not defined by operation \"A\".",
      ]
    ),
    (
      """
      query A($a: Int) { ...F ...G } query B { ...G echo(int: $a) } fragment F on Query { one: \
      echo(int: $a) two: echo(int: $b) } fragment G on Query { three: echo(key: {id: $c}) ...F }
      """,
      [
        "1:119 1:1 Variable \"$b\" is not defined by operation \"A\".",
        "1:169 1:1 Variable \"$c\" is not defined by operation \"A\".",
        "1:57 1:32 Variable \"$a\" is not defined by operation \"B\".",
        "1:169 1:32 Variable \"$c\" is not defined by operation \"B\".",
        "1:100 1:32 Variable \"$a\" is not defined by operation \"B\".",
        "1:119 1:32 Variable \"$b\" is not defined by operation \"B\".",
      ]
    ),
    (
      """
      { ticket(number: 1) { ...F } } fragment F on Ticket { messages(first: $a) { ticket { ...F \
      } } }
      """,
      [
        "1:71 1:1 Variable \"$a\" is not defined."
      ]
    ),
    (
      """
      query A { party { ...X } ... { party { ...Y } ...Z } } fragment X on Party { name(short: \
      $x) } fragment Y on Party { name(short: $y) } fragment Z on Query { echo(int: $z) }
      """,
      [
        "1:168 1:1 Variable \"$z\" is not defined by operation \"A\".",
        "1:130 1:1 Variable \"$y\" is not defined by operation \"A\".",
        "1:90 1:1 Variable \"$x\" is not defined by operation \"A\".",
      ]
    ),
    (
      """
      query { ...A ...B } fragment A on Query { ...C a: echo(int: $a) } fragment B on Query { \
      ...D b: echo(int: $b) } fragment C on Query { c: echo(int: $c) } fragment D on Query { d: \
      echo(int: $d) }
      """,
      [
        "1:61 1:1 Variable \"$a\" is not defined.",
        "1:107 1:1 Variable \"$b\" is not defined.",
        "1:148 1:1 Variable \"$c\" is not defined.",
        "1:189 1:1 Variable \"$d\" is not defined.",
      ]
    ),
    (
      """
      query X { ...A ...B } query Y { ...B ...A } fragment A on Query { a: echo(int: $a) } \
      fragment B on Query { b: echo(int: $b) }
      """,
      [
        "1:80 1:1 Variable \"$a\" is not defined by operation \"X\".",
        "1:121 1:1 Variable \"$b\" is not defined by operation \"X\".",
        "1:80 1:23 Variable \"$a\" is not defined by operation \"Y\".",
        "1:121 1:23 Variable \"$b\" is not defined by operation \"Y\".",
      ]
    ),
  ])
  func `refuses variables that are not defined`(text: String, errors: [String]) throws {
    #expect(try House.errors(.noUndefinedVariables, in: text) == errors)
  }
}
