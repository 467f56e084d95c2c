import Testing

@testable import GraphQL

@Suite struct UniqueDirectivesPerLocationTests {
  @Test(arguments: [
    """
    query @tag(name: "a") @tag(name: "b") { a: echo @tag(name: "a") @tag(name: "b") @once b: \
    echo @once @lost @lost }
    """
  ])
  func `takes one directive at one place, repeatable ones often`(text: String) throws {
    #expect(try House.errors(.uniqueDirectivesPerLocation, in: text) == [])
  }

  @Test(arguments: [
    (
      """
      { echo @once @skip(if: true) @once @once ... @include(if: true) @include(if: false) { \
      __typename } ...F @once @once } fragment F on Query @once @once { __typename }
      """,
      [
        "1:8 1:30 The directive \"@once\" can only be used once at this location.",
        "1:8 1:36 The directive \"@once\" can only be used once at this location.",
        "1:46 1:65 The directive \"@include\" can only be used once at this location.",
        "1:105 1:111 The directive \"@once\" can only be used once at this location.",
        "1:139 1:145 The directive \"@once\" can only be used once at this location.",
      ]
    )
  ])
  func `refuses a directive that stands twice`(text: String, errors: [String]) throws {
    #expect(try House.errors(.uniqueDirectivesPerLocation, in: text) == errors)
  }
}
