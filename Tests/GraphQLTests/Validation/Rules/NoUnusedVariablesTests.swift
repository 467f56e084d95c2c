import Testing

@testable import GraphQL

@Suite struct NoUnusedVariablesTests {
  @Test(arguments: [
    """
    query ($a: Int, $b: Int, $c: Boolean!) { echo(int: $a) ...F @include(if: $c) } fragment F \
    on Query { other: echo(key: {id: $b}) }
    """,
    """
    query A($n: Int!) @tag(name: "x", weight: $n) { ...F } fragment F on Query { ticket(number: \
    $n) { ...G } } fragment G on Ticket { related { ...G } }
    """,
  ])
  func `takes variables that are used`(text: String) throws {
    #expect(try House.errors(.noUnusedVariables, in: text) == [])
  }

  @Test(arguments: [
    (
      "query ($a: Int, $b: Int, $c: Int) { echo(int: $b) }",
      [
        "1:8 Variable \"$a\" is never used.",
        "1:26 Variable \"$c\" is never used.",
      ]
    ),
    (
      "query A($a: Int) { ...F } query B($b: Int) { ...F } fragment F on Query { echo(int: $a) }",
      [
        "1:35 Variable \"$b\" is never used in operation \"B\"."
      ]
    ),
    (
      "query A($a: Int) { __typename } fragment F on Query { echo(int: $a) }",
      [
        "1:9 Variable \"$a\" is never used in operation \"A\"."
      ]
    ),
  ])
  func `refuses variables that are not used`(text: String, errors: [String]) throws {
    #expect(try House.errors(.noUnusedVariables, in: text) == errors)
  }
}
