import Testing

@testable import GraphQL

@Suite struct KnownArgumentNamesTests {
  @Test(arguments: [
    """
    { range(to: 1, from: 2, step: 3) @tag(weight: 1, name: "x") lost(a: 1) @lost(b: 2) echo \
    @include(if: true) }
    """,
    """
    { party { name(short: true) } __type(name: "x") { fields(includeDeprecated: true) { name } \
    } }
    """,
  ])
  func `takes arguments that are defined`(text: String) throws {
    #expect(try House.errors(.knownArgumentNames, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ range(form: 1, upTo: 2) }",
      [
        "1:9 Unknown argument \"form\" on field \"Query.range\". Did you mean \"from\"?",
        "1:18 Unknown argument \"upTo\" on field \"Query.range\". Did you mean \"to\"?",
      ]
    ),
    (
      "{ party { name(shrt: true, length: 5) lost(x: 1) } }",
      [
        "1:16 Unknown argument \"shrt\" on field \"Party.name\". Did you mean \"short\"?",
        "1:28 Unknown argument \"length\" on field \"Party.name\".",
      ]
    ),
    (
      "{ echo @tag(nam: \"x\", w: 1) @skip(unless: true) }",
      [
        "1:13 Unknown argument \"nam\" on directive \"@tag\". Did you mean \"name\"?",
        "1:23 Unknown argument \"w\" on directive \"@tag\".",
        "1:35 Unknown argument \"unless\" on directive \"@skip\".",
      ]
    ),
    (
      "{ party { ... on Person { name(shor: true) } __typename(x: 1) } }",
      [
        "1:32 Unknown argument \"shor\" on field \"Person.name\". Did you mean \"short\"?",
        "1:57 Unknown argument \"x\" on field \"Party.__typename\".",
      ]
    ),
    (
      "{ __type(nme: \"x\") { name } }",
      [
        "1:10 Unknown argument \"nme\" on field \"Query.__type\". Did you mean \"name\"?"
      ]
    ),
  ])
  func `refuses arguments that are not defined`(text: String, errors: [String]) throws {
    #expect(try House.errors(.knownArgumentNames, in: text) == errors)
  }
}
