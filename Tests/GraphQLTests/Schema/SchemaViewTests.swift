import Testing

@testable import GraphQL

@Suite struct SchemaViewTests {
  /// Everything named in `hidden` goes; the view prints as `left`, spaces aside.
  @Test(arguments: [
    ("type Query { a: Int, b: Int }", "Query.b", "type Query { a: Int }"),
    ("type Query { a: Int, b: B } type B { c: Int }", "B", "type Query { a: Int }"),
    (
      "type Query { a: Int, b: B } type B { c: C } type C { d: Int }", "Query.b",
      "type Query { a: Int }"
    ),
    (
      "type Query { a: Int, b: B } type B { c: C } type C { d: Int }", "C.d",
      "type Query { a: Int }"
    ),
    ("type Query { a(x: Int, y: E): Int } enum E { A }", "E", "type Query { a(x: Int): Int }"),
    ("type Query { a: Int, b(x: E!): Int } enum E { A }", "E", "type Query { a: Int }"),
    ("type Query { a(x: E! = A): Int } enum E { A }", "E", "type Query { a: Int }"),
    (
      "type Query { a(x: E = A): Int } enum E { A B }", "E.B",
      "type Query { a(x: E = A): Int } enum E { A }"
    ),
    (
      "type Query { a(x: E = B): Int, e: E } enum E { A B }", "E.B",
      "type Query { a: Int e: E } enum E { A }"
    ),
    (
      "type Query { a(x: I): Int } input I { b: Int, c: Int }", "I.c",
      "type Query { a(x: I): Int } input I { b: Int }"
    ),
    ("type Query { a(x: I): Int } input I { b: Int, c: Int! }", "I.c", "type Query { a: Int }"),
    (
      "type Query { a(x: [I] = [{c: 1}]): Int, b(x: I): Int } input I { b: Int, c: Int }", "I.c",
      "type Query { a: Int b(x: I): Int } input I { b: Int }"
    ),
    (
      "type Query { u: U, a: Int } union U = A | B type A { f: Int } type B { f: Int }", "A",
      "type Query { u: U a: Int } union U = B type B { f: Int }"
    ),
    ("type Query { u: U, a: Int } union U = A type A { f: Int }", "A", "type Query { a: Int }"),
    (
      "type Query { n: N, a: Int } interface N { f: Int, g: Int } type A implements N { f: Int, g: Int }",
      "A.g",
      "type Query { n: N a: Int } interface N { f: Int } type A implements N { f: Int }"
    ),
    (
      "type Query { n: N, a: Int } interface N { f: Int } type A implements N { f: Int }", "A",
      "type Query { a: Int }"
    ),
    (
      "type Query { n: N, a: A } interface N { f: Int } type A implements N { f: Int }", "N",
      "type Query { a: A } type A { f: Int }"
    ),
    (
      "type Query { n: N, a: Int } interface N { f(x: Int): Int } type A implements N { f(x: Int): Int }",
      "A.f.x",
      "type Query { n: N a: Int } interface N { f: Int } type A implements N { f: Int }"
    ),
    ("type Query { a: Int } type Mutation { b: Int }", "Mutation.b", "type Query { a: Int }"),
    (
      "directive @d on OBJECT directive @e(x: E!) on OBJECT enum E { A } type Query { a: Int }",
      "@d E", "type Query { a: Int }"
    ),
    ("type Query { a: Int } type Lost { b: Float }", "", "type Query { a: Int }"),
  ])
  func `leaves a smaller schema that is whole`(text: String, hidden: String, left: String) throws {
    let schema = try SchemaBuilder.build(Source(text))
    let view = try #require(schema.view { hidden.split(separator: " ").contains(coordinate($0)) })
    let words = view.printed().split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words == left)
    // The view is a schema of its own: it builds, and its places are its own.
    #expect(throws: Never.self) { try SchemaBuilder.build(Source(view.printed())) }
    #expect(view.types.enumerated().allSatisfy { $0.offset == Int($0.element.id.rawValue) })
    for type in view.types {
      #expect(type.fieldIndex.count == type.fields.count)
      #expect(type.fields.allSatisfy { type.field($0.name)?.name == $0.name })
    }
  }

  @Test func `is the whole schema when nothing is hidden`() throws {
    let schema = try SchemaBuilder.build(try Documents.source("schema.graphql"))
    let view = try #require(schema.view { _ in false })
    let unreachable = ["Filter", "Inner"]
    #expect(
      view.types.map(\.name)
        == schema.types.map(\.name).filter { type in
          !unreachable.contains(type) || view.type(named: type) != nil
        }
    )
    #expect(try #require(view.view { _ in false }).printed() == view.printed())
  }

  @Test func `hides by applied directives`() throws {
    let schema = try SchemaBuilder.build(
      Source(
        """
        directive @visibleTo(permissions: [Permission!]!) on FIELD_DEFINITION | OBJECT
        enum Permission { ADMINISTER ATTEND }
        type Query { a: Int, b: Secret, c: Int @visibleTo(permissions: [ADMINISTER]) }
        type Secret @visibleTo(permissions: [ADMINISTER]) { d: Int }
        """
      )
    )
    let view = try #require(
      schema.view { part in
        if case .directive(let directive) = part { return directive.name == "visibleTo" }
        return part.appliedDirectives.contains { $0.name == "visibleTo" }
      }
    )
    #expect(view.printed() == "type Query {\n  a: Int\n}\n")
    #expect(view.directive(named: "visibleTo") == nil)
    #expect(view.directive(named: "skip") != nil)
  }

  @Test func `is nothing without a query field`() throws {
    let schema = try SchemaBuilder.build(Source("type Query { a: Int }"))
    #expect(schema.view { coordinate($0) == "Query.a" } == nil)
    #expect(schema.view { coordinate($0) == "Query" } == nil)
  }

  @Test(arguments: [
    ("type Query { a: Int }", ["Int", "String", "Boolean"]),
    ("type Query { a: ID, b(x: Float): Boolean }", ["Float", "String", "Boolean", "ID"]),
  ])
  func `has the built-in scalars that something refers to`(text: String, names: [String]) throws {
    let schema = try SchemaBuilder.build(Source(text))
    #expect(schema.types.filter { $0.builtInScalar != nil }.map(\.name) == names)
  }
}

/// A part as coordinates have it, with `Type.field.argument` for an argument.
private func coordinate(_ part: SchemaPart) -> Substring {
  switch part {
  case .type(let type): Substring(type.name)
  case .field(let field, let type): "\(type.name).\(field.name)"
  case .argument(let argument, let field, let type): "\(type.name).\(field.name).\(argument.name)"
  case .enumValue(let value, let type): "\(type.name).\(value.name)"
  case .inputField(let field, let type): "\(type.name).\(field.name)"
  case .directive(let directive): "@\(directive.name)"
  }
}
