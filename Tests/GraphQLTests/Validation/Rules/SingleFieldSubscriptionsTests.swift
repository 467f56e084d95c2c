import Testing

@testable import GraphQL

@Suite struct SingleFieldSubscriptionsTests {
  @Test(arguments: [
    "subscription { ticketChanged { id number } }",
    """
    subscription S { ...F ...F } fragment F on Subscription { ticketChanged { id } ...G } \
    fragment G on Subscription { ticketChanged { number } }
    """,
    "{ party { id } node(id: 1) { id } __typename }",
    """
    subscription { ... on Query { __typename } ...Q messagePosted { id } } fragment Q on Query \
    { __typename }
    """,
    """
    subscription { ...F } fragment F on Subscription { ...F messagePosted { id @include(if: \
    true) } }
    """,
  ])
  func `takes one field at the root of a subscription`(text: String) throws {
    #expect(try House.errors(.singleFieldSubscriptions, in: text) == [])
  }

  @Test(arguments: [
    (
      """
      subscription { ticketChanged { id } messagePosted { id } other: messagePosted { id } \
      ticketChanged { number } }
      """,
      [
        "1:37 1:58 Anonymous Subscription must select only one top level field."
      ]
    ),
    (
      """
      subscription S { ...F } fragment F on Subscription { ...F ...G } fragment G on \
      Subscription { ticketChanged { id } ... { messagePosted { id } ...F } }
      """,
      [
        "1:122 Subscription \"S\" must select only one top level field."
      ]
    ),
    (
      "subscription S { ...F } fragment F on Subscription { __typename ticketChanged { id } }",
      [
        "1:65 Subscription \"S\" must select only one top level field.",
        "1:54 Subscription \"S\" must not select an introspection top level field.",
      ]
    ),
    (
      "subscription { __typename }",
      [
        "1:16 Anonymous Subscription must not select an introspection top level field."
      ]
    ),
    (
      """
      subscription ($x: Boolean!) { ticketChanged @include(if: $x) { id } ...F @skip(if: true) \
      ... @include { messagePosted { id } } } fragment F on Subscription { ticketChanged { id \
      @skip(if: $x) } ...G @skip } fragment G on Subscription { ticketChanged { number } }
      """,
      [
        """
        1:45 1:74 1:199 1:94 Anonymous Subscription must not use `@skip` or `@include` \
        directives in the top level selection.
        """
      ]
    ),
    (
      "subscription S { ticketChanged @skip(if: \"bad\", if: 5) { id } }",
      [
        """
        1:32 Subscription "S" must not use `@skip` or `@include` directives in the top level \
        selection.
        """
      ]
    ),
  ])
  func `refuses several fields, introspection and conditions there`(
    text: String,
    errors: [String]
  ) throws {
    #expect(try House.errors(.singleFieldSubscriptions, in: text) == errors)
  }
}
