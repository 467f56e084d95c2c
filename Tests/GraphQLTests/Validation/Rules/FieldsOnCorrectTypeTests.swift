import Testing

@testable import GraphQL

@Suite struct FieldsOnCorrectTypeTests {
  @Test(arguments: [
    "{ ticket(number: 1) { id __typename other: subject } }",
    "{ party { __typename name ... on Person { email } } }",
    "{ found { __typename ... on Ticket { subject } } }",
    "{ __typename __schema { types { name } } __type(name: \"x\") { name } }",
    "{ party { id } }",
    "fragment F on Nowhere { anything }",
    "mutation { __typename }",
  ])
  func `takes fields that the type has`(text: String) throws {
    #expect(try House.errors(.fieldsOnCorrectType, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ ticket(number: 1) { subjct } }",
      [
        "1:23 Cannot query field \"subjct\" on type \"Ticket\". Did you mean \"subject\"?"
      ]
    ),
    (
      "{ party { email } }",
      [
        """
        1:11 Cannot query field "email" on type "Party". Did you mean to use an inline fragment \
        on "Company" or "Person"?
        """
      ]
    ),
    (
      "{ party { taxCode emial } }",
      [
        """
        1:11 Cannot query field "taxCode" on type "Party". Did you mean to use an inline \
        fragment on "Company"?
        """,
        "1:19 Cannot query field \"emial\" on type \"Party\".",
      ]
    ),
    (
      "{ found { subject id name } }",
      [
        """
        1:11 Cannot query field "subject" on type "Found". Did you mean to use an inline \
        fragment on "Ticket"?
        """,
        """
        1:19 Cannot query field "id" on type "Found". Did you mean to use an inline fragment on \
        "Node", "Message", or "Ticket"?
        """,
        "1:22 Cannot query field \"name\" on type \"Found\".",
      ]
    ),
    (
      "{ node(id: 1) { name { deeper } } }",
      [
        """
        1:17 Cannot query field "name" on type "Node". Did you mean to use an inline fragment \
        on "Party", "Company", or "Person"?
        """
      ]
    ),
    (
      "{ nothing { below { is { asked } } } party { x { y } } }",
      [
        "1:3 Cannot query field \"nothing\" on type \"Query\".",
        "1:46 Cannot query field \"x\" on type \"Party\".",
      ]
    ),
    (
      "{ ticket(number: 1) { __schema { types { name } } __type(name: \"x\") { name } } }",
      [
        "1:23 Cannot query field \"__schema\" on type \"Ticket\".",
        "1:51 Cannot query field \"__type\" on type \"Ticket\".",
      ]
    ),
    (
      "mutation { __schema { types { name } } }",
      [
        "1:12 Cannot query field \"__schema\" on type \"Mutation\"."
      ]
    ),
    (
      "{ party { ... on Person { taxCode ... on Company { email age taxxCode } } } }",
      [
        "1:27 Cannot query field \"taxCode\" on type \"Person\".",
        "1:62 Cannot query field \"taxxCode\" on type \"Company\". Did you mean \"taxCode\"?",
      ]
    ),
    (
      "{ alias: unknownField }",
      [
        "1:3 Cannot query field \"unknownField\" on type \"Query\"."
      ]
    ),
  ])
  func `refuses fields that the type has not`(text: String, errors: [String]) throws {
    #expect(try House.errors(.fieldsOnCorrectType, in: text) == errors)
  }
}
