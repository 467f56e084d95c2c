import Testing

@testable import GraphQL

@Suite struct ConstantRulesTests {
  @Test(arguments: [
    (
      "type A { f(x: Int = 1.5): Int }",
      ["A.f(x:) has invalid default value: Int cannot represent non-integer value: 1.5 1:21"]
    ),
    (
      "type A { f(x: Int! = null): Int }",
      [
        #"A.f(x:) has invalid default value: Expected value of non-null type "Int!" not to be null. 1:22"#
      ]
    ),
    (
      #"type A { f(x: [Int!]! = [1, null, "a"]): Int }"#,
      [
        #"A.f(x:) has invalid default value at [1]: Expected value of non-null type "Int!" not to be null. 1:29"#,
        #"A.f(x:) has invalid default value at [2]: Int cannot represent non-integer value: "a" 1:35"#,
      ]
    ),
    (
      #"input I { x: E = RAD, y: E = "RED" } enum E { RED BLUE }"#,
      [
        #"I.x has invalid default value: Value "RAD" does not exist in "E" enum. Did you mean the enum value "RED"? 1:18"#,
        #"I.y has invalid default value: Enum "E" cannot represent non-enum value: "RED". Did you mean the enum value "RED"? 1:30"#,
      ]
    ),
    (
      "directive @d(x: [Int] = [1, A]) on FIELD",
      ["@d(x:) has invalid default value at [1]: Int cannot represent non-integer value: A 1:29"]
    ),
    (
      "type A { f(x: I = {a: [{a: []}, 1], c: 2, nam: 3}): Int } input I { a: [I], name: String!, b: Int }",
      [
        #"A.f(x:) has invalid default value at .a[0]: Expected value of type "I" to include required field "name", found: {a: []}. 1:24"#,
        #"A.f(x:) has invalid default value at .a[1]: Expected value of type "I" to be an object, found: 1. 1:33"#,
        #"A.f(x:) has invalid default value: Expected value of type "I" to include required field "name", found: {a: [{a: []}, 1], c: 2, nam: 3}. 1:19"#,
        #"A.f(x:) has invalid default value: Expected value of type "I" not to include unknown field "c". Did you mean "a" or "b"? Found: {a: [{a: []}, 1], c: 2, nam: 3}. 1:37"#,
        #"A.f(x:) has invalid default value: Expected value of type "I" not to include unknown field "nam". Did you mean "name" or "a"? Found: {a: [{a: []}, 1], c: 2, nam: 3}. 1:43"#,
      ]
    ),
    (
      #"type A { f(x: I = {}, y: I = {a: 1, b: "c"}, z: I = {a: null}): Int } input I @oneOf { a: Int, b: String }"#,
      [
        #"A.f(x:) has invalid default value: OneOf Input Object "I" must specify exactly one key. 1:19"#,
        #"A.f(y:) has invalid default value: OneOf Input Object "I" must specify exactly one key. 1:30"#,
        #"A.f(z:) has invalid default value at .a: Field "I.a" used for OneOf Input Object must be non-null. 1:53"#,
      ]
    ),
    (
      "type A { f(x: Int = 2147483648, y: Boolean = 1, z: ID = 1.5): Int }",
      [
        "A.f(x:) has invalid default value: Int cannot represent non 32-bit signed integer value: 2147483648 1:21",
        "A.f(y:) has invalid default value: Boolean cannot represent a non boolean value: 1 1:46",
        "A.f(z:) has invalid default value: ID cannot represent a non-string and non-integer value: 1.5 1:57",
      ]
    ),
    (
      "scalar S @specifiedBy(url: 1)",
      [
        #"Argument "@specifiedBy(url:)" has invalid value: String cannot represent a non string value: 1 1:28"#
      ]
    ),
    (
      "type A { f: Int @deprecated(reason: null) }",
      [
        #"Argument "@deprecated(reason:)" has invalid value: Expected value of non-null type "String!" not to be null. 1:37"#
      ]
    ),
    (
      "directive @d(x: I) on SCHEMA | OBJECT | ENUM_VALUE schema @d(x: {b: 1}) { query: Query } type A @d(x: 1) { f: Int } enum E { V @d(x: {a: V}) } input I { a: Int }",
      [
        #"Argument "@d(x:)" has invalid value: Expected value of type "I" not to include unknown field "b". Did you mean "a"? Found: {b: 1}. 1:66"#,
        #"Argument "@d(x:)" has invalid value: Expected value of type "I" to be an object, found: 1. 1:103"#,
        #"Argument "@d(x:)" has invalid value at .a: Int cannot represent non-integer value: V 1:138"#,
      ]
    ),
  ])
  func `trap 21: tells each place where a constant is wrong`(text: String, mistakes: [String]) {
    #expect(Mistakes.found(in: text) == mistakes)
  }

  @Test(arguments: [
    "type A { f(x: S = [1, {a: B}], y: [[Int]] = 1, z: Float = 1, w: ID = 1): Int } scalar S"
  ])
  func `takes what its type takes`(text: String) {
    #expect(Mistakes.found(in: text) == [])
  }
}
