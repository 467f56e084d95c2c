import Testing

@testable import GraphQL

@Suite struct SchemaCoordinateTests {
  @Test(
    arguments: [
      ("Business", .type("Business")),
      ("_", .type("_")),
      ("Business.name", .member(type: "Business", name: "name")),
      (
        "Query.searchBusiness(criteria:)",
        .argument(type: "Query", field: "searchBusiness", name: "criteria")
      ),
      ("@private", .directive("private")),
      ("@private(scope:)", .directiveArgument(directive: "private", name: "scope")),
      ("type.enum(input:)", .argument(type: "type", field: "enum", name: "input")),
    ] as [(String, SchemaCoordinate)]
  )
  func `parses each of the five forms, which print as they are written`(
    text: String,
    expected: SchemaCoordinate
  ) throws {
    let coordinate = try SchemaCoordinate.parse(Source(text))
    #expect(coordinate == expected)
    #expect("\(coordinate)" == text)
  }

  @Test(arguments: [
    ("", 0, "Expected Name, found <EOF>."),
    ("@", 1, "Expected Name, found <EOF>."),
    ("Type.", 5, "Expected Name, found <EOF>."),
    (".field", 0, #"Expected Name, found "."."#),
    ("Type..field", 5, #"Expected Name, found "."."#),
    ("Type.field.deep", 10, #"Expected <EOF>, found "."."#),
    ("Type(arg:)", 4, #"Expected <EOF>, found "("."#),
    ("Type.field(", 11, "Expected Name, found <EOF>."),
    ("Type.field(arg", 14, #"Expected ":", found <EOF>."#),
    ("Type.field(arg)", 14, #"Expected ":", found ")"."#),
    ("Type.field(arg:", 15, #"Expected ")", found <EOF>."#),
    ("Type.field(arg: value)", 15, #"Invalid character: " "."#),
    ("Type.field(arg:value)", 15, #"Expected ")", found Name "value"."#),
    ("Type.field(arg:)x", 16, #"Expected <EOF>, found Name "x"."#),
    ("@private.scope", 8, #"Expected <EOF>, found "."."#),
    ("@private(scope:).x", 16, #"Expected <EOF>, found "."."#),
    (" Type", 0, #"Invalid character: " "."#),
    ("Type ", 4, #"Invalid character: " "."#),
    ("Type\n", 4, "Invalid character: U+000A."),
    ("Type,", 4, #"Invalid character: ","."#),
    ("#Type", 0, ##"Invalid character: "#"."##),
    ("\u{FEFF}Type", 0, "Invalid character: U+FEFF."),
    ("1Type", 0, #"Invalid character: "1"."#),
    ("Type.😀", 5, "Invalid character: U+1F600."),
    ("Type...field", 5, #"Expected Name, found "."."#),
  ])
  func `refuses at the first place that is wrong`(text: String, offset: Int, message: String) {
    let error = #expect(throws: SyntaxError.self) { try SchemaCoordinate.parse(Source(text)) }
    #expect(error?.message == message)
    #expect(error?.offset == Int32(offset))
  }
}
