import Testing

@testable import GraphQL

@Suite struct UniqueArgumentNamesTests {
  @Test(arguments: [
    """
    { range(from: 1, to: 2) @tag(name: "x", weight: 1) @tag(name: "y") other: range(from: 1, \
    to: 2) }
    """
  ])
  func `takes each argument once`(text: String) throws {
    #expect(try House.errors(.uniqueArgumentNames, in: text) == [])
  }

  @Test(arguments: [
    (
      "{ range(from: 1, to: 2, from: 3, to: 4, from: 5) @tag(name: \"x\", name: \"y\") }",
      [
        "1:9 1:25 1:41 There can be only one argument named \"from\".",
        "1:18 1:34 There can be only one argument named \"to\".",
        "1:55 1:66 There can be only one argument named \"name\".",
      ]
    )
  ])
  func `refuses an argument that is given twice`(text: String, errors: [String]) throws {
    #expect(try House.errors(.uniqueArgumentNames, in: text) == errors)
  }
}
