import Testing

@testable import GraphQL

/// The rules that are asked on request alone.
@Suite struct OptionalRulesTests {
  private func errors(
    _ rule: ValidationRule,
    _ document: String,
    schema: String = "type Query { a: Int q: Query }"
  ) throws -> [String] {
    Validator.validate(
      try Parser.parse(Source(document)),
      against: try SchemaBuilder.build(Source(schema)),
      rules: [rule],
      limits: .tools,
      suggestions: false
    ).map { House.show($0) }
  }

  @Test func `tells each use of what is deprecated`() throws {
    let schema = """
      type Query { f(a: In, old: E @deprecated(reason: "use a")): Int g: Int @deprecated }
      input In { x: Int @deprecated(reason: "no x") y: E }
      enum E { NEW OLD @deprecated }
      directive @d(i: Int @deprecated) on FIELD
      """
    #expect(
      try errors(
        .noDeprecated,
        "{ g f(a: {x: 1, y: OLD}, old: NEW) @d(i: 1) ...F } fragment F on Query { f h: g }",
        schema: schema
      ) == [
        "1:3 The field Query.g is deprecated. No longer supported",
        "1:11 The input field In.x is deprecated. no x",
        #"1:20 The enum value "E.OLD" is deprecated. No longer supported"#,
        #"1:26 Field "Query.f" argument "old" is deprecated. use a"#,
        #"1:39 Directive "@d" argument "i" is deprecated. No longer supported"#,
        "1:76 The field Query.g is deprecated. No longer supported",
      ]
    )
    #expect(try errors(.noDeprecated, "{ f(a: {y: NEW}) nope(old: OLD) }", schema: schema) == [])
  }

  @Test func `tells each field that answers about the schema`() throws {
    #expect(
      try errors(.noSchemaIntrospection, "{ __typename a __schema { types { name } } }") == [
        "1:16 GraphQL introspection has been disabled, but the requested query contained the field "
          + "\"__schema\".",
        "1:27 GraphQL introspection has been disabled, but the requested query contained the field "
          + "\"types\".",
      ]
    )
  }

  @Test func `are found by name, as those of the edition are`() {
    #expect(ValidationRule.specified.allSatisfy { ValidationRule.named($0.name) != nil })
    #expect(ValidationRule.named("ScalarLeafsRule")?.name == "ScalarLeafs")
    #expect(ValidationRule.named("NoDeprecatedCustomRule") != nil)
    #expect(ValidationRule.named("NoSchemaIntrospectionCustom") != nil)
    #expect(ValidationRule.named("Nope") == nil)
  }
}
