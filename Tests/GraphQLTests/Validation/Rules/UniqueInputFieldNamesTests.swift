import Testing

@testable import GraphQL

@Suite struct UniqueInputFieldNamesTests {
  @Test(arguments: [
    """
    { tickets(filter: {subject: "x", customer: {id: 1}, any: [{subject: "y"}, {subject: "z"}]}) \
    { id } }
    """
  ])
  func `takes each input field once`(text: String) throws {
    #expect(try House.errors(.uniqueInputFieldNames, in: text) == [])
  }

  @Test(arguments: [
    (
      """
      { tickets(filter: {subject: "x", subject: "y", any: {tags: [], subject: "z", tags: []}, \
      subject: "w"}) { id } }
      """,
      [
        "1:20 1:34 There can be only one input field named \"subject\".",
        "1:54 1:78 There can be only one input field named \"tags\".",
        "1:20 1:89 There can be only one input field named \"subject\".",
      ]
    )
  ])
  func `refuses an input field that is given twice`(text: String, errors: [String]) throws {
    #expect(try House.errors(.uniqueInputFieldNames, in: text) == errors)
  }
}
