import Testing

@testable import GraphQL

@Suite struct SchemaRulesTests {
  /// Each text breaks one rule; where it has no query type, one is added.
  @Test(arguments: [
    // Definitions
    ("schema { query: Query } schema { query: Query }", "Must provide only one schema definition."),
    ("schema { query: Query, query: Query }", "There can be only one query type in schema."),
    ("type A { f: Int } type A { g: Int }", #"There can be only one type named "A"."#),
    ("scalar String", #"There can be only one type named "String"."#),
    (
      "directive @d on FIELD directive @d on FIELD", #"There can be only one directive named "@d"."#
    ),
    ("directive @skip on FIELD", #"There can be only one directive named "@skip"."#),
    ("type A { f: Int f: Int }", #"Field "A.f" can only be defined once."#),
    ("type A { f: Int } extend type A { f: Int }", #"Field "A.f" can only be defined once."#),
    ("input A { f: Int f: Int }", #"Field "A.f" can only be defined once."#),
    ("enum E { A A }", #"Enum value "E.A" can only be defined once."#),
    ("type A { f(x: Int, x: Int): Int }", #"Argument "A.f(x:)" can only be defined once."#),
    ("directive @d(x: Int, x: Int) on FIELD", #"Argument "@d(x:)" can only be defined once."#),
    ("query Q { f }", "A schema cannot hold operations."),
    ("fragment F on Query { f }", "A schema cannot hold fragments."),
    ("extend type A { f: Int }", #"Cannot extend type "A" because it is not defined."#),
    ("scalar A extend type A { f: Int }", #"Cannot extend non-object type "A"."#),
    ("type A { f: Int } extend input A { f: Int }", #"Cannot extend non-input object type "A"."#),
    (
      "input A { f: Int } extend input A @oneOf",
      #"The directive "@oneOf" cannot be applied by an extension."#
    ),
    // Names
    ("type A { f: B }", #"Unknown type "B"."#),
    ("type A { f(x: [B!]): Int }", #"Unknown type "B"."#),
    ("union U = B", #"Unknown type "B"."#),
    ("type A implements B { f: Int }", #"Unknown type "B"."#),
    ("schema { query: Query, mutation: M }", #"Unknown type "M"."#),
    (
      "type __A { f: Int }",
      #"Name "__A" must not begin with "__", which is reserved by GraphQL introspection."#
    ),
    (
      "type A { __f: Int }",
      #"Name "__f" must not begin with "__", which is reserved by GraphQL introspection."#
    ),
    (
      "type A { f(__x: Int): Int }",
      #"Name "__x" must not begin with "__", which is reserved by GraphQL introspection."#
    ),
    (
      "enum E { __A }",
      #"Name "__A" must not begin with "__", which is reserved by GraphQL introspection."#
    ),
    (
      "input I { __f: Int }",
      #"Name "__f" must not begin with "__", which is reserved by GraphQL introspection."#
    ),
    (
      "directive @__d on FIELD",
      #"Name "__d" must not begin with "__", which is reserved by GraphQL introspection."#
    ),
    // Roots
    ("schema { query: S } scalar S", "Query root type must be Object type, it cannot be S."),
    (
      "schema { query: Query, mutation: S } scalar S",
      "Mutation root type must be Object type if provided, it cannot be S."
    ),
    ("schema { mutation: M } type M { f: Int }", "Query root type must be provided."),
    (
      "schema { query: Query, mutation: Query }",
      #"All root types must be different, "Query" type is used as query and mutation root types."#
    ),
    // Contents
    ("type A", "Type A must define one or more fields."),
    ("interface A", "Type A must define one or more fields."),
    ("union U", "Union type U must define one or more member types."),
    ("enum E", "Enum type E must define one or more values."),
    ("input I", "Input Object type I must define one or more fields."),
    ("type A { f: I } input I { x: Int }", "The type of A.f must be Output Type but got: I."),
    ("type A { f(x: A!): Int }", "The type of A.f(x:) must be Input Type but got: A!."),
    ("input I { x: [Query] }", "The type of I.x must be Input Type but got: [Query]."),
    ("directive @d(x: Query) on FIELD", "The type of @d(x:) must be Input Type but got: Query."),
    (
      "type A { f(x: Int! @deprecated): Int }",
      "Required argument A.f(x:) cannot be deprecated."
    ),
    ("input I { x: Int! @deprecated, y: Int }", "Required input field I.x cannot be deprecated."),
    (
      "directive @d(x: Int! @deprecated) on FIELD", "Required argument @d(x:) cannot be deprecated."
    ),
    ("union U = Query | Query", "Union type U can only include type Query once."),
    ("union U = Query extend union U = Query", "Union type U can only include type Query once."),
    ("union U = Int", "Union type U can only include Object types, it cannot include Int."),
    ("input I @oneOf { x: Int! }", "OneOf input field I.x must be nullable."),
    ("input I @oneOf { x: Int = 1 }", "OneOf input field I.x cannot have a default value."),
    // Interfaces
    (
      "type A implements Query { f: Int }",
      "Type A must only implement Interface types, it cannot implement Query."
    ),
    (
      "interface A implements A { f: Int }",
      "Type A cannot implement itself because it would create a circular reference."
    ),
    (
      "interface N { f: Int } type A implements N & N { f: Int }",
      "Type A can only implement N once."
    ),
    (
      "interface N { f: Int } interface O implements N { f: Int } type A implements O { f: Int }",
      "Type A must implement N because it is implemented by O."
    ),
    (
      "interface N { f: Int } type A implements N { g: Int }",
      "Interface field N.f expected but A does not provide it."
    ),
    (
      "interface N { f: Int } type A implements N { f: String }",
      "Interface field N.f expects type Int but A.f is type String."
    ),
    (
      "interface N { f: Int! } type A implements N { f: Int }",
      "Interface field N.f expects type Int! but A.f is type Int."
    ),
    (
      "interface N { f: [Int] } type A implements N { f: Int }",
      "Interface field N.f expects type [Int] but A.f is type Int."
    ),
    (
      "interface N { f(x: Int): Int } type A implements N { f: Int }",
      "Interface field argument N.f(x:) expected but A.f does not provide it."
    ),
    (
      "interface N { f(x: Int): Int } type A implements N { f(x: Int!): Int }",
      "Interface field argument N.f(x:) expects type Int but A.f(x:) is type Int!."
    ),
    (
      "interface N { f: Int } type A implements N { f(x: Int!): Int }",
      "Object field A.f includes required argument x that is missing from the Interface field N.f."
    ),
    (
      "interface N { f: Int } type A implements N { f: Int @deprecated }",
      "Interface field N.f is not deprecated, so implementation field A.f must not be deprecated."
    ),
    // Inputs
    (
      "input I { x: I! }",
      #"Cannot reference Input Object "I" within itself through a series of non-null fields: "x"."#
    ),
    (
      "input I { x: J! } input J { y: K! } input K { z: J! }",
      #"Cannot reference Input Object "J" within itself through a series of non-null fields: "y.z"."#
    ),
    (
      "input I { x: I = {} }",
      "Invalid circular reference. The default value of Input Object field I.x references itself."
    ),
    (
      "input I { x: J = {} } input J { y: [I] = [{}] }",
      "Invalid circular reference. The default value of Input Object field I.x references itself"
        + " via the default values of: J.y."
    ),
    (
      "type A { f(x: Int = 1.5): Int }",
      #"A.f(x:) has an invalid default value: 1.5 is not of type "Int"."#
    ),
    (
      "type A { f(x: Int! = null): Int }",
      #"A.f(x:) has an invalid default value: null is not of type "Int!"."#
    ),
    (
      "input I { x: E = C } enum E { A B }",
      #"I.x has an invalid default value: C is not of type "E"."#
    ),
    (
      "directive @d(x: [Int] = [1, A]) on FIELD",
      #"@d(x:) has an invalid default value: [1, A] is not of type "[Int]"."#
    ),
    (
      "type A { f(x: I = {a: 1, a: 2}): Int } input I { a: Int }",
      #"There can be only one input field named "a"."#
    ),
    // Applied directives
    ("type A @nope { f: Int }", #"Unknown directive "@nope"."#),
    ("type A @deprecated { f: Int }", #"Directive "@deprecated" may not be used on OBJECT."#),
    (
      "type A { f: Int @deprecated @deprecated }",
      #"The directive "@deprecated" can only be used once at this location."#
    ),
    (
      "directive @d on OBJECT type A @d { f: Int } extend type A @d",
      #"The directive "@d" can only be used once at this location."#
    ),
    (
      #"scalar S @specifiedBy(url: "a", url: "b")"#, #"There can be only one argument named "url"."#
    ),
    (
      #"scalar S @specifiedBy(url: "a", at: 1)"#,
      #"Unknown argument "at" on directive "@specifiedBy"."#
    ),
    (
      "scalar S @specifiedBy",
      #"Directive "@specifiedBy" argument "url" of type "String!" is required, but it was not provided."#
    ),
    (
      "scalar S @specifiedBy(url: 1)",
      #"Argument "@specifiedBy(url:)" has an invalid value: 1 is not of type "String!"."#
    ),
    ("directive @d(x: Int @d) on ARGUMENT_DEFINITION", "Directive @d cannot reference itself."),
    (
      "directive @d(x: I) on INPUT_FIELD_DEFINITION input I { x: Int @d }",
      "Directive @d cannot reference itself."
    ),
  ])
  func `tells a mistake`(text: String, message: String) {
    #expect(messages(text) == [message])
  }

  @Test(arguments: [
    "interface N { f: N } interface O implements N { f: O } type A implements O & N { f: A! }",
    "interface N { f: [N] @deprecated } type A implements N { f(x: Int = 1, y: Int): [A!]! @deprecated }",
    "union U = Query interface N { f: U } type A implements N { f: Query }",
    "input I { x: I, y: [I!]!, z: J = {} } input J { i: I = {z: null, y: []} }",
    "input I @oneOf { a: I, b: Int } type A { f(x: I = {b: 1}): Int }",
    "directive @d(x: Int) repeatable on OBJECT | SCHEMA type A @d @d { f: Int } extend schema @d",
    "extend type A { g: Int } type A { f: Int }",
    "type Mutation { f: Int } type Subscription { f: Int }",
  ])
  func `takes what is right`(text: String) {
    #expect(messages(text) == [])
  }

  @Test func `takes the usual names only without a schema definition`() throws {
    let schema = try SchemaBuilder.build(
      Source("schema { query: Query } type Query { f: Int } type Mutation { f: Int }")
    )
    #expect(schema.mutationType == nil)
  }

  @Test func `tells all mistakes at once, in the order of the text`() {
    let text = """
      type Query { a: Nope, b(x: Int! @deprecated): Int }
      union U
      input I { x: I! }
      scalar S @specifiedBy
      type Query { c: Int }
      """
    #expect {
      try SchemaBuilder.build(Source(text, name: "s"))
    } throws: { error in
      "\(error)" == """
        s:1:17: Unknown type "Nope".
        s:1:33: Required argument Query.b(x:) cannot be deprecated.
        s:2:7: Union type U must define one or more member types.
        s:3:11: Cannot reference Input Object "I" within itself through a series of non-null fields: "x".
        s:4:10: Directive "@specifiedBy" argument "url" of type "String!" is required, but it was not provided.
        s:5:6: There can be only one type named "Query".
        """
    }
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
        #expect(error.errors.allSatisfy { !$0.message.isEmpty && !$0.locations.isEmpty })
      }
    }
    #expect(refused > 100)
  }

  private func messages(_ text: String) -> [String] {
    let hasSchema = text.contains("query: S ") || text.contains("schema { mutation")
    let whole = hasSchema ? text : "\(text) type Query { zero: Int }"
    do throws(SchemaErrors) {
      _ = try SchemaBuilder.build(Source(whole))
      return []
    } catch {
      return error.errors.map(\.message)
    }
  }
}
