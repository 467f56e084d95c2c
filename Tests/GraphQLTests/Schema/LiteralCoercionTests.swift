import Bytes
import Testing

@testable import GraphQL

@Suite struct LiteralCoercionTests {
  static let sdl = """
    type Query { f: Int, g: Float, h: ID }
    enum E { A B }
    scalar Any
    input I { a: Int = 1, b: String!, c: [I] }
    input One @oneOf { a: Int, b: E }
    """

  static let literals: [(String, String, String?)] = [
    ("Int", "1", "1"), ("Int", "-2147483648", "-2147483648"), ("Int", "-0", "0"),
    ("Int", "2147483648", nil), ("Int", "1.0", nil), ("Int", "\"1\"", nil), ("Int", "null", "null"),
    ("Int!", "null", nil), ("Int", "A", nil), ("Int", "true", nil), ("Int", "[1]", nil),
    ("Float", "1", "1.0"), ("Float", "1.5e1", "15.0"), ("Float", "1e999", nil),
    ("Float", "\"1\"", nil), ("Float", "99999999999999999999", "1e+20"),
    ("String", "\"a\"", "'a'"), ("String", "1", nil), ("String", "A", nil),
    ("Boolean", "true", "true"), ("Boolean", "1", nil), ("Boolean", "\"true\"", nil),
    ("ID", "\"a\"", "'a'"), ("ID", "12345678901234567890", "'12345678901234567890'"),
    ("ID", "1.5", nil), ("ID", "true", nil),
    ("E", "A", "A"), ("E", "C", nil), ("E", "\"A\"", nil), ("E", "true", nil),
    ("[Int]", "1", "[1]"), ("[[Int]]", "1", "[[1]]"), ("[[Int]]", "[1, 2]", "[[1], [2]]"),
    ("[Int]", "null", "null"), ("[Int]", "[null, 1]", "[null, 1]"), ("[Int!]", "[null]", nil),
    ("[Int!]", "null", "null"), ("[Int]!", "[]", "[]"), ("[Int]", "[\"a\"]", nil),
    ("I", "{b: \"x\"}", "{a: 1, b: 'x'}"), ("I", "{b: \"x\", a: null}", "{a: null, b: 'x'}"),
    ("I", "{}", nil), ("I", "{b: null}", nil), ("I", "{b: \"x\", z: 1}", nil), ("I", "1", nil),
    ("I", "{b: \"x\", c: {b: \"y\"}}", "{a: 1, b: 'x', c: [{a: 1, b: 'y'}]}"),
    ("One", "{a: 1}", "{a: 1}"), ("One", "{a: 1, b: A}", nil), ("One", "{}", nil),
    ("One", "{a: null}", nil), ("One", "{a: 1, b: null}", nil),
    ("Any", "{a: [1, 1.5, \"x\", A, true, null]}", "{a: [1, 1.5, 'x', A, true, null]}"),
    // Variables: $one = 1, $null = null, $none is not given
    ("Int", "$one", "1"), ("Int", "$none", nil), ("Int", "$null", "null"), ("Int!", "$null", nil),
    ("[Int]", "[$one, $none]", "[1, null]"), ("[Int!]", "[$none]", nil),
    ("I", "{a: $none, b: \"x\"}", "{a: 1, b: 'x'}"), ("I", "{b: $none}", nil),
    ("I", "{a: $null, b: \"x\"}", "{a: null, b: 'x'}"),
    ("One", "{a: $one}", "{a: 1}"), ("One", "{a: $none}", nil), ("One", "{a: $null}", nil),
    ("One", "{a: $one, b: $none}", nil), ("Any", "[$one, $none]", "[1, null]"),
  ]

  @Test(arguments: literals)
  func `gives a literal its value`(type: String, literal: String, value: String?) throws {
    let schema = try SchemaBuilder.build(Source(Self.sdl))
    let document = try Parser.parse(
      Source("query ($t: \(type)) { f(x: \(literal)) }")
    )
    let place = try #require(document.arguments.first).value
    let coerced = schema.coerce(
      literal: place,
      in: document,
      to: try reference(document.variables[0].type, document, schema)
    ) { name in
      switch document[name] {
      case "one": .int(1)
      case "null": .null
      default: nil
      }
    }
    #expect(coerced.map { show($0) } == value)
  }

  @Test(arguments: [
    ("Int", "1.5", "Int cannot represent non-integer value: 1.5"),
    ("Int", "3000000000", "Int cannot represent non 32-bit signed integer value: 3000000000"),
    ("Float", "\"a\"", "Float cannot represent non numeric value: \"a\""),
    ("String", "[1]", "String cannot represent a non string value: [1]"),
    ("Boolean", "{a: 1}", "Boolean cannot represent a non boolean value: {a: 1}"),
    ("ID", "1.5", "ID cannot represent a non-string and non-integer value: 1.5"),
    ("E", "\"A\"", "Enum \"E\" cannot represent non-enum value: \"A\"."),
    ("E", "C", "Value \"C\" does not exist in \"E\" enum."),
  ])
  func `says why a literal is no leaf`(type: String, literal: String, message: String) throws {
    let schema = try SchemaBuilder.build(Source(Self.sdl))
    let document = try Parser.parse(Source("{ f(x: \(literal)) }"))
    let definition = try #require(schema.type(named: type))
    #expect(throws: LeafError(message: message)) {
      try definition.leaf(literal: document.arguments[0].value, in: document)
    }
  }

  private func reference(
    _ place: Int,
    _ document: Document,
    _ schema: Schema
  ) throws -> TypeReference {
    switch document.types[place].kind {
    case .named(let name): .named(try #require(schema.type(named: document[name])).id)
    case .list(let item): .list(try reference(item, document, schema))
    case .nonNull(let inner): .nonNull(try reference(inner, document, schema))
    }
  }

  private func show(_ value: InputValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let isTrue): "\(isTrue)"
    case .int(let number): "\(number)"
    case .float(let number): "\(number)"
    case .string(let text): "'\(text)'"
    case .enumeration(let name): name
    case .file(let file): file.name
    case .list(let items): "[" + items.map { show($0) }.joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\($0.name): \(show($0.value))" }.joined(separator: ", ") + "}"
    }
  }
}
