import Testing

@testable import GraphQL

@Suite struct AppliedDirectiveRulesTests {
  @Test(arguments: [
    (
      "type A @nope { f(x: Int @nope): Int @nope }",
      [
        #"Unknown directive "@nope". 1:8"#, #"Unknown directive "@nope". 1:25"#,
        #"Unknown directive "@nope". 1:37"#,
      ]
    ),
    (
      "type A @deprecated { f: Int }",
      [#"Directive "@deprecated" may not be used on OBJECT. 1:8"#]
    ),
    (
      "directive @field on FIELD schema @field { query: Query } scalar S @field interface N @field { f(x: Int @field): Int @field } union U @field = Query enum E @field { A @field } input I @field { f: Int @field }",
      [
        #"Directive "@field" may not be used on SCHEMA. 1:34"#,
        #"Directive "@field" may not be used on SCALAR. 1:67"#,
        #"Directive "@field" may not be used on INTERFACE. 1:86"#,
        #"Directive "@field" may not be used on ARGUMENT_DEFINITION. 1:104"#,
        #"Directive "@field" may not be used on FIELD_DEFINITION. 1:117"#,
        #"Directive "@field" may not be used on UNION. 1:134"#,
        #"Directive "@field" may not be used on ENUM. 1:156"#,
        #"Directive "@field" may not be used on ENUM_VALUE. 1:167"#,
        #"Directive "@field" may not be used on INPUT_OBJECT. 1:184"#,
        #"Directive "@field" may not be used on INPUT_FIELD_DEFINITION. 1:200"#,
      ]
    ),
    (
      "directive @argument on ARGUMENT_DEFINITION input I { f: Int } extend input I { g: Int @argument }",
      [#"Directive "@argument" may not be used on INPUT_FIELD_DEFINITION. 1:87"#]
    ),
    (
      "type A { f: Int @deprecated @deprecated }",
      [#"The directive "@deprecated" can only be used once at this location. 1:17 1:29"#]
    ),
    (
      "directive @d on OBJECT type A @d { f: Int } extend type A @d extend type A @d",
      [
        #"The directive "@d" can only be used once at this location. 1:31 1:59"#,
        #"The directive "@d" can only be used once at this location. 1:31 1:76"#,
      ]
    ),
    (
      "directive @d on SCHEMA schema @d { query: Query } extend schema @d",
      [#"The directive "@d" can only be used once at this location. 1:31 1:65"#]
    ),
    (
      #"scalar S @specifiedBy(url: "a", url: "b", url: "c")"#,
      [#"There can be only one argument named "url". 1:23 1:33 1:43"#]
    ),
    (
      #"scalar S @specifiedBy(uri: "a", at: 1)"#,
      [
        #"Unknown argument "uri" on directive "@specifiedBy". Did you mean "url"? 1:23"#,
        #"Unknown argument "at" on directive "@specifiedBy". 1:33"#,
        #"Directive "@specifiedBy" argument "url" of type "String!" is required, but it was not provided. 1:10"#,
      ]
    ),
    (
      "scalar S @specifiedBy",
      [
        #"Directive "@specifiedBy" argument "url" of type "String!" is required, but it was not provided. 1:10"#
      ]
    ),
    (
      "directive @d(a: Int!, b: [Int!]!, c: Int, d: Int! = 1) on OBJECT type A @d(c: 1) { f: Int }",
      [
        #"Directive "@d" argument "a" of type "Int!" is required, but it was not provided. 1:73"#,
        #"Directive "@d" argument "b" of type "[Int!]!" is required, but it was not provided. 1:73"#,
      ]
    ),
    (
      "directive @skip(unless: Int!) on SCALAR scalar S @skip(if: true)",
      [
        #"Unknown argument "if" on directive "@skip". 1:56"#,
        #"Directive "@skip" argument "unless" of type "Int!" is required, but it was not provided. 1:50"#,
      ]
    ),
    (
      "type A { f(x: I = {a: 1, b: {c: 1, c: 2}, a: [{d: 1, d: 2, d: 3}]}): Int } input I { a: Int }",
      [
        #"There can be only one input field named "c". 1:30 1:36"#,
        #"There can be only one input field named "a". 1:20 1:43"#,
        #"There can be only one input field named "d". 1:48 1:54"#,
        #"There can be only one input field named "d". 1:48 1:60"#,
      ]
    ),
    (
      "directive @d(x: I) on OBJECT type A @d(x: {a: 1, a: 2}) { f: Int } input I { a: Int }",
      [#"There can be only one input field named "a". 1:44 1:50"#]
    ),
  ])
  func `trap 20: refuses a directive that cannot stand like that`(text: String, mistakes: [String])
  {
    #expect(Mistakes.found(in: text) == mistakes)
  }

  @Test(arguments: [
    "directive @d(x: Int) repeatable on OBJECT | SCHEMA type A @d @d(x: 1) { f: Int } extend schema @d @d extend type A @d",
    "input I { f: Int @d } directive @d on INPUT_FIELD_DEFINITION extend input I { g: Int @d }",
    "type A { f: Int @d, g(x: Int @d, y: Int @d): Int @d } directive @d on FIELD_DEFINITION | ARGUMENT_DEFINITION",
  ])
  func `takes directives where their definitions say`(text: String) {
    #expect(Mistakes.found(in: text) == [])
  }
}
