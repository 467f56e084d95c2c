import Testing

@testable import GraphQL

@Suite struct KnownOperationTypesTests {
  @Test(arguments: [
    "{ __typename }",
    "mutation { __typename } subscription { __typename }",
  ])
  func `takes operations of supported types`(text: String) throws {
    #expect(try House.errors(.knownOperationTypes, in: text) == [])
  }

  @Test func `refuses operations of types that the schema does not support`() throws {
    let schema = try House.schema("type Query { number: Int }")
    let document = try House.document(
      "query A { number } mutation B { lost } subscription { lost }"
    )
    let errors = Validator.validate(document, against: schema, suggestions: false)
    #expect(
      errors.map { House.show($0) } == [
        "1:20 The mutation operation is not supported by the schema.",
        "1:40 The subscription operation is not supported by the schema.",
        "1:40 This anonymous operation must be the only defined operation.",
      ]
    )
  }
}
