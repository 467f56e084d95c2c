import Testing

@testable import GraphQL

@Suite struct KnownDirectivesTests {
  @Test(arguments: [
    """
    query A($a: Int @onVariable) @tag(name: "x") { ticket(number: 1) @once { ...F @once ... \
    @once { id @include(if: true) @skip(if: false) } } } fragment F on Ticket @once { id }
    """
  ])
  func `takes directives where they may stand`(text: String) throws {
    #expect(try House.errors(.knownDirectives, in: text) == [])
  }

  @Test(arguments: [
    (
      """
      query A($a: Int @once) @once { ticket(number: 1) @onVariable @lost { ...F @tag ... @tag { \
      id @deprecated } } } mutation B @tag { __typename } subscription C @skip(if: true) { \
      __typename } fragment F on Ticket @include { id @specifiedBy(url: "x") }
      """,
      [
        "1:17 Directive \"@once\" may not be used on VARIABLE_DEFINITION.",
        "1:24 Directive \"@once\" may not be used on QUERY.",
        "1:50 Directive \"@onVariable\" may not be used on FIELD.",
        "1:62 Unknown directive \"@lost\".",
        "1:75 Directive \"@tag\" may not be used on FRAGMENT_SPREAD.",
        "1:84 Directive \"@tag\" may not be used on INLINE_FRAGMENT.",
        "1:94 Directive \"@deprecated\" may not be used on FIELD.",
        "1:123 Directive \"@tag\" may not be used on MUTATION.",
        "1:158 Directive \"@skip\" may not be used on SUBSCRIPTION.",
        "1:210 Directive \"@include\" may not be used on FRAGMENT_DEFINITION.",
        "1:224 Directive \"@specifiedBy\" may not be used on FIELD.",
      ]
    )
  ])
  func `refuses unknown directives and directives elsewhere`(text: String, errors: [String]) throws
  {
    #expect(try House.errors(.knownDirectives, in: text) == errors)
  }
}
