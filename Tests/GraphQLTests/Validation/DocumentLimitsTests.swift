import TestKit
import Testing

@testable import GraphQL

@Suite struct DocumentLimitsTests {
  private func errors(_ text: String) throws -> [String] {
    try House.validate(text).map { "\($0.code ?? "") \(House.show($0))" }
  }

  private func nested(_ depth: Int, in field: String = "related") -> String {
    String(repeating: "\(field) { ", count: depth) + "id" + String(repeating: " }", count: depth)
  }

  @Test func `counts 15 levels of fields and not 16`() throws {
    #expect(try errors("{ ticket(number: 1) { \(nested(13)) } }") == [])
    #expect(
      try errors("{ ticket(number: 1) { \(nested(14)) } }") == [
        "OPERATION_TOO_DEEP 1:1 The operation has 16 levels of fields; the limit is 15."
      ]
    )
  }

  @Test(arguments: [(9, 0), (10, 16)])
  func `counts levels through fragments wherever they are spread`(below: Int, deep: Int) throws {
    // The fragment is used first where it is shallow: its depth must not stay what it was there.
    let text = """
      { ...Shallow ticket(number: 1) { \(nested(4)) related { related { related { ...T } } } } }
      fragment Shallow on Query { other: ticket(number: 2) { ...T } }
      fragment T on Ticket { ... on Ticket { related { ...U } } }
      fragment U on Ticket { \(nested(below)) }
      """
    let expected =
      deep == 0
      ? [] : ["OPERATION_TOO_DEEP 1:1 The operation has 16 levels of fields; the limit is 15."]
    #expect(try errors(text) == expected)
  }

  @Test func `is not deceived by a fragment that is called like introspection`() throws {
    let text = """
      { ticket(number: 1) { ...__schema } }
      fragment __schema on Ticket { \(nested(14)) }
      """
    #expect(
      try errors(text) == [
        "OPERATION_TOO_DEEP 1:1 The operation has 16 levels of fields; the limit is 15."
      ]
    )
  }

  @Test func `counts 100 aliases and not 101`() throws {
    let aliases = (0..<100).map { "a\($0): id" }.joined(separator: " ")
    #expect(try errors("{ party { \(aliases) } }") == [])
    #expect(
      try errors("{ party { \(aliases) ...F } } fragment F on Party { b: id }") == [
        "DOCUMENT_TOO_MANY_ALIASES The document has 101 aliases; the limit is 100."
      ]
    )
  }

  @Test func `counts 50 root fields and not 51`() throws {
    let fields = String(repeating: "__typename ", count: 25)
    let fragment = "fragment F on Query { \(fields) }"
    #expect(try errors("{ ...F ... { ...F } } \(fragment)") == [])
    #expect(
      try errors("query A { ...F } query B { ...F echo ...F } \(fragment)") == [
        "OPERATION_TOO_MANY_ROOT_FIELDS 1:18 The operation has 51 root fields; the limit is 50."
      ]
    )
  }

  @Test func `counts 50 directives and not 51, and 5 at one location`() throws {
    let five = String(repeating: "@tag(name: \"x\") ", count: 5)
    let fields = (0..<10).map { "a\($0): echo \(five)" }.joined(separator: " ")
    #expect(try errors("{ \(fields) }") == [])
    #expect(
      try errors("query @tag(name: \"y\") { \(fields) }") == [
        "DOCUMENT_TOO_MANY_DIRECTIVES The document has 51 directives; the limit is 50."
      ]
    )
    #expect(
      try errors("{ echo \(five) @once }") == [
        "LOCATION_TOO_MANY_DIRECTIVES 1:8 The location has 6 directives; the limit is 5."
      ]
    )
  }

  @Test func `counts fields with fragments expanded`() throws {
    let fragment = "fragment F on Ticket { \(String(repeating: "id ", count: 100)) }"
    let spreads = String(repeating: "...F ", count: 49)
    #expect(try errors("{ ticket(number: 1) { \(spreads) } } \(fragment)") == [])
    #expect(
      try errors("{ ticket(number: 1) { \(spreads) ...F } } \(fragment)") == [
        """
        OPERATION_TOO_MANY_FIELDS 1:1 The operation has 5001 fields with its fragments expanded; \
        the limit is 5000.
        """
      ]
    )
  }

  @Test(arguments: [30, 62, 63, 64, 100])
  func `adds up fragments that double each other without expanding them`(levels: Int) throws {
    var text = "{ ticket(number: 1) { ...F0 } }"
    for level in 0..<levels {
      text += " fragment F\(level) on Ticket { ...F\(level + 1) ...F\(level + 1) }"
    }
    text += " fragment F\(levels) on Ticket { id }"
    let errors = try errors(text)
    #expect(errors.count == 1)
    #expect(errors[0].hasPrefix("OPERATION_TOO_MANY_FIELDS 1:1 The operation has "))
    if levels == 100 { #expect(errors[0].contains("more fields with its fragments expanded than")) }
  }

  @Test func `leaves cycles to the rule that refuses them`() throws {
    var text = "{ ticket(number: 1) { ...F0 } }"
    for level in 0..<100 {
      text += " fragment F\(level) on Ticket { ...F\((level + 1) % 100) ...F0 }"
    }
    let errors = try House.validate(text)
    #expect(!errors.isEmpty)
    #expect(errors.allSatisfy { $0.code == "VALIDATION_FAILED" })
  }

  @Test func `adds up a chain of 5,000 fragments`() throws {
    var text = "{ ticket(number: 1) { ...F0 } }"
    for level in 0..<5_000 { text += " fragment F\(level) on Ticket { id ...F\(level + 1) }" }
    text += " fragment F5000 on Ticket { id }"
    #expect(
      try errors(text) == [
        """
        OPERATION_TOO_MANY_FIELDS 1:1 The operation has 5002 fields with its fragments expanded; \
        the limit is 5000.
        """
      ]
    )
  }

  // MARK: Introspection

  @Test func `serves the introspection query of the tools`() throws {
    #expect(try errors(ClientSchema.query) == [])
    let facts = try House.facts(ClientSchema.query)
    let operation = OperationSizes(facts).size(of: facts.operations[0])
    #expect(operation.introspectionDepth == 15)
    #expect(operation.introspectionFields < 300)
    #expect(operation.depth == 0)
  }

  @Test func `serves one type as tools ask for it`() throws {
    #expect(
      try errors(
        """
        { party { id } __type(name: "Ticket") { name fields { name type { name ofType { name } } } } }
        """
      ) == []
    )
  }

  @Test func `serves the fields of a few types`() throws {
    let text = """
      {
        __schema { queryType { fields { name } } mutationType { fields { name } } }
        __type(name: "Found") { possibleTypes { name fields { name type { name } } } }
      }
      """
    #expect(try errors(text) == [])
  }

  @Test(arguments: [
    "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
    "{ __schema { types { interfaces { possibleTypes { interfaces { name } } } } } }",
    "{ __type(name: \"Node\") { possibleTypes { inputFields { type { fields { name } } } } } }",
    """
    { __schema { types { ...A } } }
    fragment A on __Type { fields { type { ...B } } }
    fragment B on __Type { fields { type { ... on __Type { ...C } } } }
    fragment C on __Type { fields { name } }
    """,
  ])
  func `refuses introspection that multiplies`(text: String) throws {
    #expect(
      try errors(text) == [
        """
        INTROSPECTION_TOO_DEEP 1:1 The operation has 3 lists of types in one another; \
        the limit is 2.
        """
      ]
    )
  }

  @Test(arguments: [
    ("{ a: __schema { description } b: __schema { description } }", "__schema", 2, 1),
    ("{ ...T ...T ...T } fragment T on Query { __type(name: \"Node\") { name } }", "__type", 3, 1),
    (
      """
      { __schema { types { ...A ...B ...A } queryType { ...B ...A ...B } } }
      fragment A on __Type { fields { name } } fragment B on __Type { ...A }
      """, "fields", 6, 5
    ),
  ])
  func `refuses introspection that repeats`(
    text: String,
    field: String,
    count: Int,
    limit: Int
  ) throws {
    #expect(
      try errors(text) == [
        """
        INTROSPECTION_TOO_LARGE 1:1 The operation has \(count) uses of the introspection field \
        "\(field)"; the limit is \(limit).
        """
      ]
    )
  }

  @Test func `refuses introspection that is too deep or too large`() throws {
    let deep = nested(18, in: "ofType").replacing("id", with: "name")
    #expect(try errors("{ __type(name: \"Node\") { \(deep) } }") == [])
    #expect(
      try errors("{ __type(name: \"Node\") { ofType { \(deep) } } }") == [
        "INTROSPECTION_TOO_DEEP 1:1 The operation has 21 levels of introspection; the limit is 20."
      ]
    )
    #expect(
      try errors("{ __type(name: \"Node\") { \(String(repeating: "name ", count: 500)) } }") == [
        """
        INTROSPECTION_TOO_LARGE 1:1 The operation has 501 fields of introspection; the limit is 500.
        """
      ]
    )
  }
}
