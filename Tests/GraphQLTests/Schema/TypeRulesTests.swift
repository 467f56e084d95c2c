import Testing

@testable import GraphQL

@Suite struct TypeRulesTests {
  @Test(arguments: [
    (
      "schema { query: Query, mutation: S, subscription: U } scalar S union U = Query",
      [
        "Mutation root type must be Object type if provided, it cannot be S. 1:34",
        "Subscription root type must be Object type if provided, it cannot be U. 1:51",
      ]
    ),
    (
      "input Mutation { f: Int }",
      ["Mutation root type must be Object type if provided, it cannot be Mutation. 1:1"]
    ),
    (
      "schema { query: Query, mutation: Query }",
      [
        #"All root types must be different, "Query" type is used as query and mutation root types. 1:17 1:34"#
      ]
    ),
    (
      "schema { query: Query, subscription: Query, mutation: Query }",
      [
        #"All root types must be different, "Query" type is used as query, mutation, and subscription root types. 1:17 1:55 1:38"#
      ]
    ),
    (
      "schema { query: Query, mutation: M } extend schema { subscription: M } type M { f: Int }",
      [
        #"All root types must be different, "M" type is used as mutation and subscription root types. 1:34 1:68"#
      ]
    ),
    (
      #""d" type A extend type A @d directive @d on OBJECT"#,
      ["Type A must define one or more fields. 1:1 1:12"]
    ),
    (
      "interface A",
      ["Type A must define one or more fields. 1:1"]
    ),
    (
      "union U",
      ["Union type U must define one or more member types. 1:1"]
    ),
    (
      "enum E",
      ["Enum type E must define one or more values. 1:1"]
    ),
    (
      "input I",
      ["Input Object type I must define one or more fields. 1:1"]
    ),
    (
      #""d" type __A { f: Int }"#,
      [#"Name "__A" must not begin with "__", which is reserved by GraphQL introspection. 1:1"#]
    ),
    (
      #"type A { "d" __f: Int }"#,
      [#"Name "__f" must not begin with "__", which is reserved by GraphQL introspection. 1:10"#]
    ),
    (
      #"type A { f("d" __x: Int): Int }"#,
      [#"Name "__x" must not begin with "__", which is reserved by GraphQL introspection. 1:12"#]
    ),
    (
      #"enum E { "d" __A }"#,
      [#"Name "__A" must not begin with "__", which is reserved by GraphQL introspection. 1:10"#]
    ),
    (
      #"input I { "d" __f: Int }"#,
      [#"Name "__f" must not begin with "__", which is reserved by GraphQL introspection. 1:11"#]
    ),
    (
      #""d" directive @__d("d" __x: Int) on FIELD"#,
      [
        #"Name "__d" must not begin with "__", which is reserved by GraphQL introspection. 1:1"#,
        #"Name "__x" must not begin with "__", which is reserved by GraphQL introspection. 1:20"#,
      ]
    ),
    (
      "type A { f: [I!]! } input I { x: Int }",
      ["The type of A.f must be Output Type but got: [I!]!. 1:13"]
    ),
    (
      "type A { f(x: A!): Int }",
      ["The type of A.f(x:) must be Input Type but got: A!. 1:15"]
    ),
    (
      "input I { x: [Query] }",
      ["The type of I.x must be Input Type but got: [Query]. 1:14"]
    ),
    (
      #"directive @d("d" x: Query) on FIELD"#,
      ["The type of @d(x:) must be Input Type but got: Query. 1:14"]
    ),
    (
      "type A { f(x: Int! @deprecated): Int }",
      ["Required argument A.f(x:) cannot be deprecated. 1:20 1:15"]
    ),
    (
      #"input I { y: Int x: Int! @deprecated(reason: "r") }"#,
      ["Required input field I.x cannot be deprecated. 1:26 1:21"]
    ),
    (
      "directive @d(x: Int! @deprecated) on FIELD",
      ["Required argument @d(x:) cannot be deprecated. 1:22 1:17"]
    ),
    (
      "union U = A | Query | A type A { f: Int } extend union U = A",
      [
        "Union type U can only include type A once. 1:11 1:23 1:60",
        "Union type U can only include type A once. 1:11 1:23 1:60",
      ]
    ),
    (
      "union U = Int | U | N | E | I | Query interface N { f: Int } enum E { A } input I { f: Int } extend union U = Int",
      [
        "Union type U can only include Object types, it cannot include Int. 1:11 1:111",
        "Union type U can only include Object types, it cannot include U. 1:17",
        "Union type U can only include Object types, it cannot include N. 1:21",
        "Union type U can only include Object types, it cannot include E. 1:25",
        "Union type U can only include Object types, it cannot include I. 1:29",
        "Union type U can only include type Int once. 1:11 1:111",
      ]
    ),
    (
      "input I @oneOf { x: Int! y: Int = 1 z: Int }",
      [
        "OneOf input field I.x must be nullable. 1:21",
        "OneOf input field I.y cannot have a default value. 1:26",
      ]
    ),
    (
      "input I @oneOf { x: Int } extend input I { y: Int! z: Int = 1 }",
      [
        "OneOf input field I.y must be nullable. 1:47",
        "OneOf input field I.z cannot have a default value. 1:52",
      ]
    ),
    (
      "input I { x: Int } extend input I @oneOf",
      [#"The directive "@oneOf" cannot be applied by an extension. 1:35"#]
    ),
    (
      "directive @d(x: Int @d) on ARGUMENT_DEFINITION",
      ["Directive @d cannot reference itself. 1:1"]
    ),
    (
      "directive @a(x: Int @b) on ARGUMENT_DEFINITION directive @b(x: Int @c, y: Int) on ARGUMENT_DEFINITION directive @c(x: Int @a) on ARGUMENT_DEFINITION directive @u(x: Int @a) on FIELD",
      [
        "Directive @a cannot reference itself. 1:1", "Directive @b cannot reference itself. 1:48",
        "Directive @c cannot reference itself. 1:103",
      ]
    ),
    (
      "directive @d(x: [I!]) on INPUT_FIELD_DEFINITION | ENUM_VALUE input I { x: J } input J { y: E } enum E { A @d }",
      ["Directive @d cannot reference itself. 1:1"]
    ),
  ])
  func `trap 21: tells what is wrong with a type`(text: String, mistakes: [String]) {
    #expect(Mistakes.found(in: text) == mistakes)
  }

  @Test(arguments: [
    (
      "type A { f: Int }",
      ["Query root type must be provided."]
    ),
    (
      #""d" schema { mutation: M } type M { f: Int }"#,
      ["Query root type must be provided. 1:1"]
    ),
    (
      "schema { query: S } scalar S",
      ["Query root type must be Object type, it cannot be S. 1:17"]
    ),
  ])
  func `tells what is wrong with the root types`(text: String, mistakes: [String]) {
    #expect(Mistakes.found(in: text, asItIs: true) == mistakes)
  }

  @Test(arguments: [
    "extend schema { mutation: M } type M { f: Int }",
    "schema { query: Query } type Mutation { f: Int }",
    "type Mutation { f: Int } type Subscription { f: Int }",
    "input I { x: Int! = 1 @deprecated y: Int @deprecated } type A { f(x: Int! = 1 @deprecated): Int }",
    "directive @d(x: I) on INPUT_OBJECT input I { x: I } input J @d { x: I }",
    "enum E { A } extend enum E { B } union U extend union U = Query input I extend input I { x: Int } interface N extend interface N { f: Int }",
    "type A { f: __Schema }",
  ])
  func `takes types that are whole`(text: String) {
    #expect(Mistakes.found(in: text) == [])
  }
}
