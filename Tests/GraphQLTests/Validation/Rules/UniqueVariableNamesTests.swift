import Testing

@testable import GraphQL

@Suite struct UniqueVariableNamesTests {
  @Test(arguments: [
    "query A($x: Int, $y: Int) { __typename } query B($x: Int) { __typename }"
  ])
  func `takes variables with different names`(text: String) throws {
    #expect(try House.errors(.uniqueVariableNames, in: text) == [])
  }

  @Test(arguments: [
    (
      """
      query A($x: Int, $x: Int, $x: String, $y: Int) { __typename } query B($x: Int, $x: Int) { \
      __typename }
      """,
      [
        "1:10 1:19 1:28 There can be only one variable named \"$x\".",
        "1:72 1:81 There can be only one variable named \"$x\".",
      ]
    ),
    (
      "query ($ a: Int, $\n# a note\n  a: Int) { echo(int: $a) }",
      ["1:10 3:3 There can be only one variable named \"$a\"."]
    ),
  ])
  func `refuses two variables of one name`(text: String, errors: [String]) throws {
    #expect(try House.errors(.uniqueVariableNames, in: text) == errors)
  }
}
