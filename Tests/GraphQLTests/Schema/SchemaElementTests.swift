import Testing

@testable import GraphQL

/// The specification's own example.
@Suite struct SchemaElementTests {
  static func schema() throws -> Schema {
    try SchemaBuilder.build(
      Source(
        """
        type Query { searchBusiness(criteria: SearchCriteria!): [Business] }
        input SearchCriteria { name: String filter: SearchFilter }
        enum SearchFilter { OPEN_NOW DELIVERS_TAKEOUT VEGETARIAN_MENU }
        type Business { id: ID name: String email: String @private(scope: "loggedIn") }
        interface Named { name(in: String): String }
        union Thing = Business
        directive @private(scope: String!) on FIELD_DEFINITION
        """
      )
    )
  }

  private func element(_ text: String) throws -> String? {
    let coordinate = try SchemaCoordinate.parse(Source(text))
    return try Self.schema().element(at: coordinate).map { "\($0.kind) \($0.name)" }
  }

  @Test(arguments: [
    ("Business", "NamedType Business"),
    ("String", "NamedType String"),
    ("Thing", "NamedType Thing"),
    ("Business.name", "Field name"),
    ("Named.name", "Field name"),
    ("SearchCriteria.filter", "InputField filter"),
    ("SearchFilter.OPEN_NOW", "EnumValue OPEN_NOW"),
    ("Query.searchBusiness(criteria:)", "FieldArgument criteria"),
    ("Named.name(in:)", "FieldArgument in"),
    ("@private", "Directive private"),
    ("@private(scope:)", "DirectiveArgument scope"),
    ("@deprecated(reason:)", "DirectiveArgument reason"),
  ])
  func `finds each kind of element`(coordinate: String, expected: String) throws {
    #expect(try element(coordinate) == expected)
  }

  @Test(arguments: [
    "Unknown", "Business.unknown", "SearchCriteria.unknown", "SearchFilter.UNKNOWN",
    "Query.searchBusiness(unknown:)", "@unknown", "@private(unknown:)",
  ])
  func `yields nothing where the last name is unknown`(coordinate: String) throws {
    #expect(try element(coordinate) == nil)
  }

  @Test(arguments: [
    ("Unknown.name", #"Expected "Unknown" to be defined as a type in the schema."#),
    (
      "String.name",
      #"Expected "String" to be an Enum, Input Object, Object or Interface type."#
    ),
    (
      "Thing.name",
      #"Expected "Thing" to be an Enum, Input Object, Object or Interface type."#
    ),
    ("Unknown.name(arg:)", #"Expected "Unknown" to be defined as a type in the schema."#),
    (
      "SearchCriteria.name(arg:)",
      #"Expected "SearchCriteria" to be an object type or interface type."#
    ),
    (
      "Business.unknown(arg:)",
      #"Expected "unknown" to exist as a field of type "Business" in the schema."#
    ),
    ("@unknown(arg:)", #"Expected "unknown" to be defined as a directive in the schema."#),
  ])
  func `raises where what should contain it is unknown`(
    coordinate: String,
    message: String
  ) throws {
    let error = #expect(throws: GraphQLError.self) { try element(coordinate) }
    #expect(error?.message == message)
  }
}
