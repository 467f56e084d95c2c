import Testing

@testable import GraphQL

@Suite struct ImplementationRulesTests {
  @Test(arguments: [
    (
      "type A implements Query & S { f: Int zero: Int } scalar S extend type A implements Query",
      [
        "Type A must only implement Interface types, it cannot implement Query. 1:19 1:84",
        "Type A must only implement Interface types, it cannot implement S. 1:27",
        "Type A must only implement Interface types, it cannot implement Query. 1:19 1:84",
      ]
    ),
    (
      "interface A implements A { f: Int }",
      ["Type A cannot implement itself because it would create a circular reference. 1:24"]
    ),
    (
      "interface N { f: Int } type A implements N & N { f: Int } extend type A implements N",
      [
        "Type A can only implement N once. 1:42 1:46 1:84",
        "Type A can only implement N once. 1:42 1:46 1:84",
      ]
    ),
    (
      "interface N { f: Int } interface O implements N { f: Int } type A implements O { f: Int }",
      ["Type A must implement N because it is implemented by O. 1:47 1:78"]
    ),
    (
      "interface N implements O { f: Int } interface O implements N { f: Int }",
      [
        "Type N cannot implement O because it would create a circular reference. 1:60 1:24",
        "Type O cannot implement N because it would create a circular reference. 1:24 1:60",
      ]
    ),
    (
      "interface N { f: Int } type A implements N { g: Int } extend type A { h: Int }",
      ["Interface field N.f expected but A does not provide it. 1:15 1:24 1:55"]
    ),
    (
      "interface N { f: Int } type A implements N { f: String }",
      ["Interface field N.f expects type Int but A.f is type String. 1:18 1:49"]
    ),
    (
      "interface N { f: Int! } type A implements N { f: Int }",
      ["Interface field N.f expects type Int! but A.f is type Int. 1:18 1:50"]
    ),
    (
      "interface N { f: [Int] } type A implements N { f: Int }",
      ["Interface field N.f expects type [Int] but A.f is type Int. 1:18 1:51"]
    ),
    (
      "interface N { f: Int } type A implements N { f: [Int] }",
      ["Interface field N.f expects type Int but A.f is type [Int]. 1:18 1:49"]
    ),
    (
      "interface N { f: [Int!]! } type A implements N { f: [Int]! }",
      ["Interface field N.f expects type [Int!]! but A.f is type [Int]!. 1:18 1:53"]
    ),
    (
      "interface N { f: U } union U = A type A implements N { f: Query }",
      ["Interface field N.f expects type U but A.f is type Query. 1:18 1:59"]
    ),
    (
      "interface N { f(x: Int): Int } type A implements N { f: Int }",
      ["Interface field argument N.f(x:) expected but A.f does not provide it. 1:17 1:54"]
    ),
    (
      "interface N { f(x: Int): Int } type A implements N { f(x: Int!): Int }",
      ["Interface field argument N.f(x:) expects type Int but A.f(x:) is type Int!. 1:20 1:59"]
    ),
    (
      "interface N { f(x: [Int]): Int } type A implements N { f(x: Int): Int }",
      ["Interface field argument N.f(x:) expects type [Int] but A.f(x:) is type Int. 1:20 1:61"]
    ),
    (
      "interface N { f: Int } type A implements N { f(x: Int!, y: Int! = 1, z: Int): Int }",
      [
        "Object field A.f includes required argument x that is missing from the Interface field N.f. 1:48 1:15"
      ]
    ),
    (
      "interface N { f: Int } type A implements N { f: Int @deprecated }",
      [
        "Interface field N.f is not deprecated, so implementation field A.f must not be deprecated. 1:53 1:49"
      ]
    ),
    (
      "interface N { f: Int } type A implements N { f: Int } extend interface N { g: Int }",
      ["Interface field N.g expected but A does not provide it. 1:76 1:24"]
    ),
    (
      "interface N { f: Int } interface O implements N { g: Int }",
      ["Interface field N.f expected but O does not provide it. 1:15 1:24"]
    ),
  ])
  func `trap 21: tells what a type lacks of its interfaces`(text: String, mistakes: [String]) {
    #expect(Mistakes.found(in: text) == mistakes)
  }

  @Test(arguments: [
    "interface N { f: N } interface O implements N { f: O } type A implements O & N { f: A! }",
    "interface N { f: [N] @deprecated } type A implements N { f(x: Int = 1, y: Int): [A!]! @deprecated }",
    "union U = Query interface N { f: U } type A implements N { f: Query }",
    "interface N { f: Int @deprecated } type A implements N { f: Int }",
    "interface N { f(x: Int = 1): Int } type A implements N { f(x: Int = 2): Int }",
    "interface N { f: Int } type A implements N extend type A { f: Int }",
    "interface N { f: Int } type A { f: Int } extend type A implements N",
  ])
  func `takes a type that is more than its interfaces`(text: String) {
    #expect(Mistakes.found(in: text) == [])
  }
}
