import Bytes
import Testing

@testable import GraphQL

/// The tables of chapter 3, each line as a literal and through variables.
///
/// Documents are not validated here: what validation would refuse must be refused by coercion too.
@Suite struct InputCoercionTests {
  /// What the argument is coerced to, or the first error's message.
  private func coerce(
    _ argument: String,
    _ literal: String,
    _ variables: JSON = [:],
    _ declarations: String = ""
  ) throws -> String {
    let text = "query\(declarations){echo(\(argument):\(literal))}"
    let response = try JSONParser.parse(Array(try Zoo.run(text, variables).utf8))
    if case .array(let errors)? = response["errors"],
      case .string(let message)? = errors.first?["message"]
    {
      return message
    }
    guard case .string(let echo)? = response["data"]?["echo"] else { return response.text }
    let rest = echo.replacing("text=\"none\"", with: "").replacing("must=7", with: "")
    return rest.split(separator: " ").joined(separator: " ")
  }

  @Test(
    arguments: [
      ("list", "[1, 2, 3]", "[1, 2, 3]"), ("list", "1", "[1]"), ("list", "null", "null"),
      ("nested", "[[1], [2, 3]]", "[[1], [2, 3]]"), ("nested", "[1, 2, 3]", "[[1], [2], [3]]"),
      ("nested", "[1, null, 3]", "[[1], null, [3]]"), ("nested", "1", "[[1]]"),
      ("nested", "null", "null"), ("strict", "[1]", "[1]"), ("strict", "1", "[1]"),
      ("list", "[]", "[]"), ("nested", "[[]]", "[[]]"), ("nested", "[]", "[]"),
    ]
  )
  func `trap 29: coerces to a list`(argument: String, value: String, expected: String) throws {
    #expect(try coerce(argument, value) == "\(argument)=\(expected)")
    let types = ["list": "[Int]", "nested": "[[Int]]", "strict": "[Int!]"]
    let type = try #require(types[argument])
    let json = try JSONParser.parse(Array(value.utf8))
    let variable = try coerce(argument, "$v", ["v": json], "($v:\(type))")
    #expect(variable == "\(argument)=\(expected)")
  }

  @Test(
    arguments: [
      ("list", #"[1, "b", true]"#), ("nested", #"[[1], ["b"]]"#), ("strict", "[1, null]"),
      ("strict", "[null]"), ("list", "{}"), ("nested", "[[[1]]]"),
    ]
  )
  func `trap 29: refuses a list with an item that is none of its type`(
    argument: String,
    value: String
  ) throws {
    let literal = try coerce(argument, value)
    #expect(literal == "Argument \"\(argument)\" has invalid value \(value).")
    let types = ["list": "[Int]", "nested": "[[Int]]", "strict": "[Int!]"]
    let type = try #require(types[argument])
    let json = try JSONParser.parse(Array(value.utf8))
    let variable = try coerce(argument, "$v", ["v": json], "($v:\(type))")
    #expect(variable.hasPrefix("Variable \"$v\" got invalid value "))
  }

  @Test(
    arguments: [
      ("list", "[1, $v]", [:], "list=[1, null]"), ("list", "[1, $v]", ["v": 2], "list=[1, 2]"),
      ("list", "[$v]", ["v": .null], "list=[null]"),
      ("strict", "[1, $v]", [:], "Argument \"strict\" has invalid value [1, $v]."),
      ("strict", "[1, $v]", ["v": .null], "Argument \"strict\" has invalid value [1, $v]."),
      ("nested", "[[1], [$v]]", [:], "nested=[[1], [null]]"),
    ] as [(String, String, JSON, String)]
  )
  func `trap 29: takes a variable in a list that is not given for null`(
    argument: String,
    literal: String,
    variables: JSON,
    expected: String
  ) throws {
    #expect(try coerce(argument, literal, variables, "($v:Int)") == expected)
  }

  @Test(
    arguments: [
      (#"{a: "abc", b: 123}"#, [:], #"pair={a: "abc", b: 123}"#),
      ("{a: null, b: 123}", [:], "pair={a: null, b: 123}"),
      ("{b: 123}", [:], "pair={b: 123}"),
      ("{a: $t, b: 123}", ["t": .null], "pair={a: null, b: 123}"),
      ("{a: $t, b: 123}", [:], "pair={b: 123}"),
      ("{b: $v}", ["v": 123], "pair={b: 123}"),
      ("$p", ["p": ["b": 123]], "pair={b: 123}"),
      (#""abc123""#, [:], #"Argument "pair" has invalid value "abc123"."#),
      (
        "$p", ["p": "abc123"],
        #"Variable "$p" got invalid value "abc123"; "#
          + #"Expected type "Pair" to be an object."#
      ),
      (#"{a: "abc", b: "123"}"#, [:], #"Argument "pair" has invalid value {a: "abc", b: "123"}."#),
      (#"{a: "abc"}"#, [:], #"Argument "pair" has invalid value {a: "abc"}."#),
      ("{b: $v}", [:], #"Argument "pair" has invalid value {b: $v}."#),
      (
        "$p", ["p": ["a": "abc"]],
        #"Variable "$p" got invalid value { a: "abc" }; "#
          + #"Field "b" of required type "Int!" was not provided."#
      ),
      (#"{a: "abc", b: null}"#, [:], #"Argument "pair" has invalid value {a: "abc", b: null}."#),
      ("{b: $v}", ["v": .null], #"Argument "pair" has invalid value {b: $v}."#),
      (#"{b: 123, c: "xyz"}"#, [:], #"Argument "pair" has invalid value {b: 123, c: "xyz"}."#),
    ] as [(String, JSON, String)]
  )
  func `coerces an input object`(literal: String, variables: JSON, expected: String) throws {
    #expect(try coerce("pair", literal, variables, "($v:Int,$t:String,$p:Pair)") == expected)
  }

  @Test(
    arguments: [
      (#"{a: "abc"}"#, [:], #"one={a: "abc"}"#), ("{b: 123}", [:], "one={b: 123}"),
      ("$o", ["o": ["a": "abc"]], #"one={a: "abc"}"#), ("{a: $a}", ["a": "x"], #"one={a: "x"}"#),
      ("{a: null}", [:], #"Argument "one" has invalid value {a: null}."#),
      (
        "$o", ["o": ["a": .null]],
        #"Variable "$o" got invalid value null at "o.a"; "#
          + #"Field "a" must be non-null."#
      ),
      ("{a: $a}", [:], #"Argument "one" has invalid value {a: $a}."#),
      ("{a: $a}", ["a": .null], #"Argument "one" has invalid value {a: $a}."#),
      (#"{a: "abc", b: 123}"#, [:], #"Argument "one" has invalid value {a: "abc", b: 123}."#),
      (#"{a: 456, b: "xyz"}"#, [:], #"Argument "one" has invalid value {a: 456, b: "xyz"}."#),
      (
        "$o", ["o": ["a": "abc", "b": 123]],
        #"Variable "$o" got invalid value { a: "abc", b: 123 }; "#
          + #"Exactly one key must be specified for OneOf type "Choice"."#
      ),
      (#"{a: "abc", b: null}"#, [:], #"Argument "one" has invalid value {a: "abc", b: null}."#),
      (#"{a: "abc", b: $b}"#, [:], #"Argument "one" has invalid value {a: "abc", b: $b}."#),
      ("{a: $a, b: $b}", ["a": "abc"], #"Argument "one" has invalid value {a: $a, b: $b}."#),
      ("{}", [:], #"Argument "one" has invalid value {}."#),
      (
        "$o", ["o": [:]],
        #"Variable "$o" got invalid value {}; "#
          + #"Exactly one key must be specified for OneOf type "Choice"."#
      ),
    ] as [(String, JSON, String)]
  )
  func `trap 16: takes exactly one key, once variables are put in too`(
    literal: String,
    variables: JSON,
    expected: String
  ) throws {
    #expect(try coerce("one", literal, variables, "($a:String,$b:Int,$o:Choice)") == expected)
  }

  @Test(
    arguments: [
      ("int", "2147483647", "int=2147483647"), ("int", "-2147483648", "int=-2147483648"),
      ("int", "-0", "int=0"), ("float", "1", "float=1"), ("float", "1.5e3", "float=1500"),
      ("id", "7", #"id="7""#), ("id", "-7", #"id="-7""#), ("id", #""7""#, #"id="7""#),
      ("truth", "true", "truth=true"), ("kind", "CAT", "kind=CAT"),
    ]
  )
  func `trap 28: takes a literal at the edge of its scalar`(
    argument: String,
    literal: String,
    expected: String
  ) throws {
    #expect(try coerce(argument, literal) == expected)
  }

  @Test(
    arguments: [
      ("int", "2147483648"), ("int", "-2147483649"), ("int", "1.0"), ("int", "1e3"),
      ("int", #""1""#), ("int", "true"), ("float", #""1""#), ("float", "1e999"), ("float", "true"),
      ("id", "1.5"), ("id", "4.0"), ("id", "true"), ("truth", "1"), ("truth", #""true""#),
      ("text", "1"), ("text", "CAT"), ("kind", #""CAT""#), ("kind", "COW"), ("kind", "true"),
      ("int", "[1]"), ("int", "{}"),
    ]
  )
  func `trap 28, 32: refuses a literal of another kind`(
    argument: String,
    literal: String
  ) throws {
    let expected = "Argument \"\(argument)\" has invalid value \(literal)."
    #expect(try coerce(argument, literal) == expected)
  }

  @Test(
    arguments: [
      ("int", "Int", 2_147_483_647, "int=2147483647"), ("int", "Int", .double(1), "int=1"),
      ("int", "Int", .double(1e3), "int=1000"), ("float", "Float", 1, "float=1"),
      ("float", "Float", .double(1e308), "float=1e+308"), ("id", "ID", 7, #"id="7""#),
      ("id", "ID", .double(4), #"id="4""#), ("kind", "Kind", "CAT", "kind=CAT"),
    ] as [(String, String, JSON, String)]
  )
  func `trap 28, 32: takes JSON at the edge of its scalar`(
    argument: String,
    type: String,
    json: JSON,
    expected: String
  ) throws {
    #expect(try coerce(argument, "$v", ["v": json], "($v:\(type))") == expected)
  }

  @Test(
    arguments: [
      ("Int", 2_147_483_648), ("Int", -2_147_483_649), ("Int", .double(1.5)), ("Int", "1"),
      ("Int", true), ("Int", [1]), ("Float", "1"), ("Float", true), ("String", 1), ("String", true),
      ("Boolean", 1), ("Boolean", "true"), ("ID", .double(1.5)), ("ID", true), ("Kind", 1),
      ("Kind", "cat"), ("Kind", ["CAT"]),
    ] as [(String, JSON)]
  )
  func `trap 28, 32: refuses JSON of another kind`(type: String, json: JSON) throws {
    let message = try coerce("must", "1", ["v": json], "($v:\(type))")
    #expect(message.hasPrefix("Variable \"$v\" got invalid value "))
  }

  @Test func `names what was meant only where it is asked to`() throws {
    let text = "query($p:Pair,$k:Kind){__typename}"
    let variables: JSON = ["p": ["b": 1, "ab": 2], "k": "CATS"]
    for suggestions in [false, true] {
      let document = CompiledDocument(
        try Parser.parse(Source(text)),
        boundSchema: try Zoo.bound.get(),
        suggestions: suggestions
      )
      let refused = #expect(throws: RequestErrors.self) {
        try document.plan(operationName: nil, variables: variables)
      }
      let messages = refused?.errors.map(\.message) ?? []
      #expect(messages.count == 2)
      let near = [#" Did you mean "a" or "b"?"#, #" Did you mean the enum value "CAT"?"#]
      for (message, suggestion) in zip(messages, near) {
        #expect(message.hasSuffix(suggestion) == suggestions, "\(message)")
      }
    }
  }
}
