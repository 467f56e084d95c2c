import Testing

@testable import GraphQL

@Suite struct InputRulesTests {
  @Test(arguments: [
    (
      "input I { x: I! }",
      [
        #"Cannot reference Input Object "I" within itself through a series of non-null fields: "x". 1:11"#
      ]
    ),
    (
      "input A { b: B! } input B { c: C! } input C { a: A!, c: C! }",
      [
        #"Cannot reference Input Object "A" within itself through a series of non-null fields: "b.c.a". 1:11 1:29 1:47"#,
        #"Cannot reference Input Object "C" within itself through a series of non-null fields: "c". 1:54"#,
      ]
    ),
    (
      "input A { x: A = {} }",
      [
        "Invalid circular reference. The default value of Input Object field A.x references itself. 1:18"
      ]
    ),
    (
      "input B { x: B2 = {} } input B2 { x: B3 = {} } input B3 { x: B = {} }",
      [
        "Invalid circular reference. The default value of Input Object field B.x references itself via the default values of: B2.x, B3.x. 1:19 1:43 1:66"
      ]
    ),
    (
      "input C { x: [C] = [{}] }",
      [
        "Invalid circular reference. The default value of Input Object field C.x references itself. 1:20"
      ]
    ),
    (
      "input E { x: E = {x: null} y: E = {y: null} }",
      [
        "Invalid circular reference. The default value of Input Object field E.x references itself via the default values of: E.y. 1:18 1:35"
      ]
    ),
    (
      "input F { x: F2! = {} } input F2 { x: F = {x: {}} }",
      [
        "Invalid circular reference. The default value of Input Object field F2.x references itself. 1:43"
      ]
    ),
  ])
  func `trap 21: finds each cycle once`(text: String, mistakes: [String]) {
    #expect(Mistakes.found(in: text) == mistakes)
  }

  @Test(arguments: [
    "input I { x: I, y: [I!]!, z: J = {} } input J { i: I = {z: null, y: []} }",
    "input A { x: A = null y: A = {x: null, y: null} z: [A] = [] }",
    "input I @oneOf { a: I, b: Int } type A { f(x: I = {b: 1}): Int }",
    "input A { b: B! } input B { a: A }",
  ])
  func `takes cycles that a value can end`(text: String) {
    #expect(Mistakes.found(in: text) == [])
  }

  /// A chain of 10,000 types is followed without recursion.
  @Test func `follows a chain of any length`() {
    let chain = (0..<10_000).map { "input A\($0) { n: A\($0 + 1)! }" }.joined(separator: " ")
    #expect(Mistakes.found(in: "\(chain) input A10000 { n: Int }") == [])
    let closed = Mistakes.found(in: "\(chain) input A10000 { n: A9999! }")
    #expect(closed.count == 1)
    #expect(closed.first?.contains(#"Input Object "A9999" within itself"#) == true)
  }

  @Test func `refuses defaults that nest without end`() {
    func chain(_ count: Int) -> String {
      (1...count).map { "input A\($0) { n: A\($0 - 1) = {} }" }.joined(separator: " ")
        + " input A0 { n: Int }"
    }
    #expect(Mistakes.found(in: chain(Limits.defaultDepth)) == [])
    let refused = Mistakes.found(in: chain(20_000))
    #expect(
      refused.first?.hasPrefix(
        """
        The default value of Input Object field A201.n is too large: with the defaults of the fields \
        that it leaves out, it is more than 200 levels deep or has more than 100000 values.
        """
      ) == true
    )
  }

  /// Thirty types of two such fields each: a default of two to the power of thirty values.
  @Test func `refuses defaults that multiply`() {
    let text =
      (1...30).map { "input A\($0) { n: A\($0 - 1) = {}, m: A\($0 - 1) = {} }" }
      .joined(separator: " ") + " input A0 { n: Int }"
    #expect(Mistakes.found(in: text).first?.contains("is too large") == true)
  }
}
