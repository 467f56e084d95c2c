import Testing

@testable import GraphQL

@Suite struct BindingCheckTests {
  private func problems(_ sdl: String, _ bindings: Bindings<Void>) throws -> [String] {
    let schema = try SchemaBuilder.build(Source(sdl))
    do throws(BindingErrors) {
      _ = try bindings.check(against: schema)
      return []
    } catch {
      return error.problems
    }
  }

  private enum Color: String, CaseIterable { case red = "RED", blue = "BLUE" }
  private struct Things: ParentColumn { var count = 0 }
  private struct Others: ParentColumn { var count = 0 }

  @Test func `accepts resolvers that agree with the schema`() throws {
    var bindings = Bindings(context: Void.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.ints("a", governedBy: "p") { _, _ in [1] }
      fields.list("things", of: Things.self) { _, _ in
        ListCells(offsets: [0, 0], children: Things())
      }
      fields.enumerations("color", of: Color.self) { _, _ in [.red] }
    }
    bindings.object("Thing", parents: Things.self) { fields in
      fields.strings("id") { _, _ in [] }
    }
    bindings.enumeration("Color", of: Color.self)
    let sdl = """
      directive @governed(parameter: String!) on FIELD_DEFINITION
      type Query { a: Int @governed(parameter: "p") things: [Thing!]! color: Color }
      type Thing { id: ID! }
      enum Color { BLUE RED }
      """
    #expect(try problems(sdl, bindings).isEmpty)
  }

  @Test func `lists every disagreement at once, in the schema's order`() throws {
    var bindings = Bindings(context: Void.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.ints("text") { _, _ in [1] }
      fields.ints("list") { _, _ in [1] }
      fields.object("thing", of: Others.self) { _, _ in ObjectCells(children: Others()) }
      fields.ints("governed") { _, _ in [1] }
      fields.ints("free", governedBy: "free") { _, _ in [1] }
      fields.ints("other", governedBy: "x") { _, _ in [1] }
      fields.ints("strict", governedBy: "strict") { _, _ in [1] }
      fields.ints("extra") { _, _ in [1] }
      fields.strings("color") { _, _ in ["RED"] }
      fields.object("prepared", of: Things.self, prepare: { _, _ in nil }) { _, _ in
        ObjectCells(children: Things())
      }
    }
    bindings.object("Thing", parents: Things.self) { fields in
      fields.strings("id") { _, _ in [] }
      fields.strings("id") { _, _ in [] }
    }
    bindings.object("Nothing", parents: Things.self) { _ in }
    bindings.enumeration("Color", of: Color.self)
    let sdl = """
      directive @governed(parameter: String!) on FIELD_DEFINITION
      type Query {
        missing: Int
        text: String
        list: [Int]
        thing: Thing
        governed: Int @governed(parameter: "g")
        free: Int
        other: Int @governed(parameter: "y")
        strict: Int! @governed(parameter: "strict")
        color: Color
        prepared: Thing
      }
      type Thing { id: ID! }
      type Lonely { id: ID! }
      enum Color { RED GREEN }
      enum Size { BIG }
      """
    #expect(
      try problems(sdl, bindings) == [
        "Query.missing is in the schema and has no resolver",
        "Query.text is of type String and its resolver answers ints",
        "Query.list is a list and its resolver answers ints",
        "Query.thing is of type Thing and its resolver answers objects of Others",
        "Query.governed is @governed(parameter: \"g\") and its resolver is not governed",
        "Query.free is bound as governed by \"free\" and is not @governed",
        "Query.other is @governed(parameter: \"y\") and bound as by \"x\"",
        "Query.strict is governed, so it must be nullable: a rule can hide it",
        "Query.color is of type Color and its resolver answers texts",
        "Query.prepared has a preparation, which only root fields of a mutation may have",
        "Query.extra has a resolver and is not in the schema",
        "Thing.id is bound twice",
        "Lonely is in the schema and has no resolvers",
        "Color.GREEN is in the schema and no case of the Swift enum",
        "Color.BLUE is a case of the Swift enum and not in the schema",
        "enum Size is in the schema and has no Swift enum",
        "Nothing has resolvers and is no object type of the schema",
      ]
    )
  }

  @Test func `wants one source of one type for each field of the subscription root`() throws {
    var bindings = Bindings(context: Void.self)
    bindings.object("Query", parents: Root.self) { fields in
      fields.ints("a") { _, _ in [1] }
      fields.source("a") { _, _ in 1 }
    }
    bindings.object("Subscription", parents: Things.self) { fields in
      fields.ints("a") { _, _ in [1] }
      fields.ints("b") { _, _ in [1] }
      fields.ints("c") { _, _ in [1] }
      fields.source("a") { _, _ in 1 }
      fields.source("a") { _, _ in 2 }
      fields.source("b") { _, _ in "text" }
      fields.source("x") { _, _ in 3 }
    }
    #expect(
      try problems("type Query { a: Int } type Subscription { a: Int b: Int c: Int }", bindings)
        == [
          "Query.a has a source, which only fields of a subscription may have",
          "Subscription.a has two sources",
          "Subscription.b has a source of String and Subscription.a one of Int: all must be of one type",
          "Subscription.x has a source and is not in the schema",
          "Subscription.c is a subscription's and has no source",
        ]
    )
  }
}
