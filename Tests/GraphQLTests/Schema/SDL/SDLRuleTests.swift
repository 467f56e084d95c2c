import Testing

@testable import GraphQL

@Suite struct SDLRuleTests {
  /// The rules of one node in graphql-js's order, a node before what is in it, and what is said of
  /// a directive as a whole behind what is said of its arguments.
  @Test func `tells mistakes in the order of one walk over the text`() {
    let text = """
      type A @a(x: 1, x: 2) @c { f: Nope, f: A }
      directive @a(x: Int, y: Int!) on FIELD
      enum A { V V }
      schema { query: A, query: A }
      extend type B { f: Nope }
      schema { query: A }
      """
    #expect(
      Mistakes.found(in: text) == [
        #"Field "A.f" can only be defined once. 1:28 1:37"#,
        #"Directive "@a" may not be used on OBJECT. 1:8"#,
        #"There can be only one argument named "x". 1:11 1:17"#,
        #"Directive "@a" argument "y" of type "Int!" is required, but it was not provided. 1:8"#,
        #"Unknown directive "@c". 1:23"#,
        #"Unknown type "Nope". 1:31"#,
        #"There can be only one type named "A". 1:6 3:6"#,
        #"Enum value "A.V" can only be defined once. 3:10 3:12"#,
        "There can be only one query type in schema. 4:10 4:20",
        #"Cannot extend type "B" because it is not defined. Did you mean "A"? 5:13"#,
        #"Unknown type "Nope". 5:20"#,
        "Must provide only one schema definition. 6:1",
        "There can be only one query type in schema. 4:10 6:10",
      ]
    )
  }

  @Test func `leaves what is wrong with the types for when the document keeps its rules`() {
    #expect(Mistakes.found(in: "type A union U = A | A | Other").count == 1)
    #expect(Mistakes.found(in: "type A union U = A | A").count == 2)
  }

  @Test func `tells no more mistakes than the limit`() {
    let text = String(repeating: "type A { f: Int } ", count: 1_500)
    #expect(Mistakes.found(in: text).count == Limits.schemaErrors)
    let empty = (0..<1_500).map { "type A\($0)" }.joined(separator: " ")
    #expect(Mistakes.found(in: empty).count == Limits.schemaErrors)
  }

  /// 1,000 unknown names among 1,000 known ones, and the 14 that every schema has.
  @Test func `compares no more names than the limit`() {
    let text = (1...999).map { "type T\($0) { f: X\($0) }" }.joined(separator: " ")
    let found = Mistakes.found(in: text)
    #expect(found.count == 999)
    #expect(found.count { $0.contains("Did you mean") } == Limits.schemaComparisons / 1_013)
  }

  @Test func `names every rule of the reference`() {
    #expect(Set(SDLRule.specified.map(\.name)).count == 15)
  }
}
