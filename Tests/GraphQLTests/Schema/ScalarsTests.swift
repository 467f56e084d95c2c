import Bytes
import Testing

@testable import GraphQL

@Suite struct ScalarsTests {
  @Test(
    arguments: [
      ("Int", .integer(5), .int(5)), ("Int", .double(1), .int(1)),
      ("Int", .double(1e3), .int(1_000)),
      ("Int", .integer(-2_147_483_648), .int(-2_147_483_648)),
      ("Float", .integer(1), .float(1)), ("Float", .double(1.5), .float(1.5)),
      ("String", "a", .string("a")), ("Boolean", true, .boolean(true)),
      ("ID", "a", .string("a")), ("ID", .integer(.max), .string("9223372036854775807")),
      ("ID", .double(2), .string("2")), ("E", "A", .enumeration("A")),
      (
        "Any", ["a": [1, .double(1.5), .null]],
        .object([.init(name: "a", value: .list([.int(1), .float(1.5), .null]))])
      ),
    ] as [(String, JSON, InputValue)]
  )
  func `takes JSON for a leaf`(type: String, json: JSON, value: InputValue) throws {
    #expect(try definition(type).leaf(json: json) == value)
  }

  @Test(
    arguments: [
      ("Int", .double(1.5), "Int cannot represent non-integer value: 1.5"),
      ("Int", "1", "Int cannot represent non-integer value: \"1\""),
      ("Int", true, "Int cannot represent non-integer value: true"),
      (
        "Int", .integer(2_147_483_648),
        "Int cannot represent non 32-bit signed integer value: 2147483648"
      ),
      (
        "Int", .integer(.max),
        "Int cannot represent non 32-bit signed integer value: 9223372036854775807"
      ),
      ("Int", .double(1e300), "Int cannot represent non 32-bit signed integer value: 1e+300"),
      ("Float", "x", "Float cannot represent non numeric value: \"x\""),
      ("String", .integer(1), "String cannot represent a non string value: 1"),
      ("String", [1, "a"], "String cannot represent a non string value: [1, \"a\"]"),
      ("String", ["a": .null], "String cannot represent a non string value: { a: null }"),
      ("Boolean", .integer(0), "Boolean cannot represent a non boolean value: 0"),
      ("ID", .double(1.5), "ID cannot represent value: 1.5"),
      ("ID", .double(1e300), "ID cannot represent value: 1e+300"),
      ("E", .integer(1), "Enum \"E\" cannot represent non-string value: 1."),
      ("E", "C", "Value \"C\" does not exist in \"E\" enum."),
    ] as [(String, JSON, String)]
  )
  func `says why JSON is no leaf`(type: String, json: JSON, message: String) throws {
    let definition = try definition(type)
    #expect(throws: LeafError(message: message)) { try definition.leaf(json: json) }
  }

  @Test func `repeats no more of a value than the limit says`() throws {
    let long = JSON.string(String(repeating: "x", count: 100_000))
    let definition = try definition("Int")
    #expect {
      try definition.leaf(json: .array([[[[long]]], long, long]))
    } throws: { error in
      ((error as? LeafError)?.message.count ?? .max) < 200
    }
  }

  private func definition(_ name: String) throws -> TypeDefinition {
    let schema = try SchemaBuilder.build(Source(LiteralCoercionTests.sdl))
    return try #require(schema.type(named: name))
  }
}
