import Testing

@testable import GraphQL

@Suite struct SchemaBuilderTests {
  @Test func `builds the kitchen sink`() throws {
    let schema = try SchemaBuilder.build(try Documents.source("schema.graphql"))
    #expect(
      schema.description == "Every production of the type system, at least once.\n\n  - indented"
    )
    #expect(schema.types.first?.name == "DateTime")
    #expect(schema.types.last?.name == "__DirectiveLocation")
    #expect(schema.types.enumerated().allSatisfy { $0.offset == Int($0.element.id.rawValue) })
    #expect(
      schema.directives.map(\.name).suffix(5) == [
        "include", "skip", "deprecated", "specifiedBy", "oneOf",
      ]
    )
    #expect(schema[schema.queryType].name == "Query")
    #expect(schema.mutationType.map { schema[$0].name } == "Mutation")
    #expect(schema.subscriptionType.map { schema[$0].name } == "Subscription")
  }

  @Test func `resolves the parts of a type`() throws {
    let schema = try SchemaBuilder.build(try Documents.source("schema.graphql"))
    let ticket = try #require(schema.type(named: "Ticket"))
    #expect(
      ticket.fields.map { "\($0.name): \(schema.text(of: $0.type))" } == [
        "id: ID!", "name: String", "parts: [[Ticket!]!]!", "old: Int",
      ]
    )
    #expect(ticket.interfaces.map { schema[$0].name } == ["Named", "Node"])
    #expect(ticket.field("old")?.deprecationReason == "Gone.")
    #expect(ticket.directives.map(\.name) == ["traced"])
    let node = try #require(schema.type(named: "Node"))
    #expect(node.possibleTypes.map { schema[$0].name } == ["Ticket", "Empty"])
    let any = try #require(schema.type(named: "Any"))
    #expect(any.possibleTypes.map { schema[$0].name } == ["Ticket", "Query", "Empty"])
    let language = try #require(schema.type(named: "Language"))
    #expect(language.enumValues.map(\.name) == ["PT", "EN", "FR"])
    #expect(language.enumValues[1].deprecationReason == "No longer supported")
    #expect(language.enumValues[0].description == "Portuguese")
    #expect(schema.type(named: "DateTime")?.specifiedByURL == "https://example.org/date-time")
    #expect(schema.type(named: "Choice")?.isOneOf == true)
  }

  @Test func `coerces defaults and keeps how they were written`() throws {
    let schema = try SchemaBuilder.build(
      Source(
        """
        type Query { f(a: [A!] = {b: {}}, i: ID = 12, e: E = X, n: Int = null, none: Int): Int }
        input A { b: B, c: [Int] = 1 }
        input B { d: String! = "x", e: E = Y }
        enum E { X Y }
        """
      )
    )
    let arguments = try #require(schema.type(named: "Query")?.field("f")).arguments
    let inner = InputValue.object([
      .init(name: "d", value: .string("x")), .init(name: "e", value: .enumeration("Y")),
    ])
    #expect(
      arguments.map(\.defaultValue) == [
        .list([
          .object([.init(name: "b", value: inner), .init(name: "c", value: .list([.int(1)]))])
        ]),
        .string("12"), .enumeration("X"), .null, nil,
      ]
    )
    #expect(arguments.map(\.defaultLiteral) == ["{b: {}}", "12", "X", "null", nil])
  }

  @Test func `keeps the arguments of applied directives, coerced`() throws {
    let schema = try SchemaBuilder.build(
      Source(
        """
        directive @governed(parameter: String!, weight: Float) on FIELD_DEFINITION
        type Query { f: Int @governed(parameter: "dueDate", weight: 1) }
        """
      )
    )
    let applied = try #require(schema.type(named: "Query")?.field("f")?.directives.first)
    #expect(applied["parameter"] == .string("dueDate"))
    #expect(applied["weight"] == .float(1))
    #expect(applied["other"] == nil)
  }

  @Test func `names a syntax error by file, line and column`() {
    #expect {
      try SchemaBuilder.build(Source("type Query {\n  f: }", name: "x.graphql"))
    } throws: { error in
      "\(error)" == #"x.graphql:2:6: Syntax Error: Expected Name, found "}"."#
    }
  }

  @Test(arguments: ["type Query { f: Int } extend type Query", "directive @d on FIELD |", "type"])
  func `does not let the built-in text end what the schema left open`(text: String) {
    #expect {
      try SchemaBuilder.build(Source(text))
    } throws: { error in
      "\(error)".contains("<EOF>")
    }
  }

  @Test(arguments: [
    ("schema { query: Query } type Query { f: Int } type Mutation { f: Int }", [nil, nil]),
    ("type Query { f: Int } type Mutation { f: Int }", ["Mutation", nil]),
    (
      "type Query { f: Int } extend schema { subscription: S } type S { f: Int }", [nil, "S"]
    ),
  ])
  func `takes the usual names of root types where no schema definition says others`(
    text: String,
    roots: [String?]
  ) throws {
    let schema = try SchemaBuilder.build(Source(text))
    let found = [schema.mutationType, schema.subscriptionType]
    #expect(found.map { $0.map { schema[$0].name } } == roots)
  }

  @Test func `takes a text's own definition of a built-in directive`() throws {
    let schema = try SchemaBuilder.build(
      Source("directive @skip(if: Boolean!, why: String) on FIELD type Query { f: Int }")
    )
    #expect(schema.directive(named: "skip")?.arguments.map(\.name) == ["if", "why"])
    #expect(schema.directives.filter { $0.name == "skip" }.count == 1)
  }

  @Test func `passes operations and fragments over`() throws {
    let schema = try SchemaBuilder.build(
      Source("type Query { f: Int } query Q { f @nope } fragment F on Nope { f(x: {a: 1, a: 2}) }")
    )
    #expect(schema.printed() == "type Query {\n  f: Int\n}\n")
  }

  /// A seeded walk over swapped words: each text is refused with a place, or prints what builds.
  @Test func `answers whatever is done to the kitchen sink`() throws {
    let text = String(decoding: try Documents.source("schema.graphql").bytes, as: UTF8.self)
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    var state: UInt64 = 7
    func draw() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % words.count
    }
    var refused = 0
    for _ in 0..<200 {
      var changed = words
      changed.swapAt(draw(), draw())
      do throws(SchemaErrors) {
        let schema = try SchemaBuilder.build(Source(changed.joined(separator: " ")))
        #expect(throws: Never.self) { try SchemaBuilder.build(Source(schema.printed())) }
      } catch {
        refused += 1
        #expect(error.errors.allSatisfy { !$0.message.isEmpty })
      }
    }
    #expect(refused > 100)
  }

  @Test func `has the introspection types of the edition`() throws {
    let schema = try SchemaBuilder.build(Source("type Query { f: Int }"))
    let locations = try #require(schema.type(named: "__DirectiveLocation"))
    #expect(locations.enumValues.map(\.name) == DirectiveLocation.allCases.map(\.rawValue))
    #expect(schema.types.filter { $0.name.hasPrefix("__") }.count == 8)
  }
}
