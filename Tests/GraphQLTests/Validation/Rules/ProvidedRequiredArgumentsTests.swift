import Testing

@testable import GraphQL

@Suite struct ProvidedRequiredArgumentsTests {
  @Test(arguments: [
    "{ range(from: 1, to: 2) tickets lost @lost echo @tag(name: \"x\") @include(if: true) }",
    "{ range(to: null, from: 2) __type(name: \"x\") { name } }",
    "query @tag(name: \"x\") { __typename }",
  ])
  func `takes all required arguments`(text: String) throws {
    #expect(try House.errors(.providedRequiredArguments, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ range(step: 1) ticket { customer { name } } }",
      [
        """
        1:3 Field "range" argument "from" of type "Int!" is required, but it was not provided.
        """,
        """
        1:3 Field "range" argument "to" of type "Int!" is required, but it was not provided.
        """,
        """
        1:18 Field "ticket" argument "number" of type "Int!" is required, but it was not \
        provided.
        """,
      ]
    ),
    (
      "{ range(from: 1) echo @tag @skip ticket(nummer: 1) { id } }",
      [
        """
        1:3 Field "range" argument "to" of type "Int!" is required, but it was not provided.
        """,
        """
        1:23 Directive "@tag" argument "name" of type "String!" is required, but it was not \
        provided.
        """,
        """
        1:28 Directive "@skip" argument "if" of type "Boolean!" is required, but it was not \
        provided.
        """,
        """
        1:34 Field "ticket" argument "number" of type "Int!" is required, but it was not \
        provided.
        """,
      ]
    ),
    (
      "query A @tag(weight: 1) { __type { name } }",
      [
        """
        1:9 Directive "@tag" argument "name" of type "String!" is required, but it was not \
        provided.
        """,
        """
        1:27 Field "__type" argument "name" of type "String!" is required, but it was not \
        provided.
        """,
      ]
    ),
  ])
  func `refuses required arguments that are missing`(text: String, errors: [String]) throws {
    #expect(try House.errors(.providedRequiredArguments, in: text) == errors)
  }
}
