import Bytes
import Testing

@testable import GraphQL

@Suite struct VariableCoercionTests {
  /// What an argument is answered as, for a variable of some type.
  private func echo(_ argument: String, _ type: String, _ variables: JSON) throws -> String {
    let response = try Zoo.run("query($v:\(type)){echo(\(argument):$v)}", variables)
    let prefix = #"{"data":{"echo":""#
    let suffix = "must=7\"}}"
    guard response.hasPrefix(prefix), response.hasSuffix(suffix) else { return response }
    let answer = response.dropFirst(prefix.count).dropLast(suffix.count)
      .replacing("\\\"", with: "'").replacing("text='none' ", with: "")
    return answer.split(separator: " ").joined(separator: " ")
  }

  @Test(
    arguments: [
      ("int", "Int", ["v": 5], "int=5"),
      ("int", "Int", ["v": .double(1e3)], "int=1000"),
      ("int", "Int", ["v": .null], "int=null"),
      ("int", "Int", [:], ""),
      ("int", "Int = 4", [:], "int=4"),
      ("int", "Int = 4", ["v": .null], "int=null"),
      ("int", "Int", ["v": -2_147_483_648], "int=-2147483648"),
      ("float", "Float", ["v": 5], "float=5"),
      ("float", "Float", ["v": .double(0.25)], "float=0.25"),
      ("id", "ID", ["v": 5], "id='5'"),
      ("id", "ID", ["v": "x"], "id='x'"),
      ("id", "ID", ["v": .double(2)], "id='2'"),
      ("truth", "Boolean", ["v": false], "truth=false"),
      ("kind", "Kind", ["v": "DOG"], "kind=DOG"),
      ("list", "[Int]", ["v": 1], "list=[1]"),
      ("list", "[Int]", ["v": [1, .null]], "list=[1, null]"),
      ("list", "[Int]", ["v": .null], "list=null"),
      ("nested", "[[Int]]", ["v": 1], "nested=[[1]]"),
      ("nested", "[[Int]]", ["v": [1, [2, 3]]], "nested=[[1], [2, 3]]"),
      ("json", "JSON", ["v": ["a": [1, "b", true]]], "json={a: [1, 'b', true]}"),
      ("one", "Choice", ["v": ["b": 1]], "one={b: 1}"),
      (
        "input", "Filter", ["v": ["kinds": "CAT", "name": "n"]],
        "input={name: 'n', age: 3, kinds: [CAT]}"
      ),
      (
        "input", "Filter", ["v": ["name": "n", "age": .null, "inner": ["name": "m"]]],
        "input={name: 'n', age: null, inner: {name: 'm', age: 3}}"
      ),
    ] as [(String, String, JSON, String)]
  )
  func `takes`(argument: String, type: String, variables: JSON, expected: String) throws {
    #expect(try echo(argument, type, variables) == expected)
  }

  /// Compared by Unicode's rules, two megabytes of marks hold the thread for many minutes.
  @Test func `looks for a field by the bytes of its name`() throws {
    let marks = String(repeating: "\u{301}\u{323}", count: 500_000)
    let messages = try Zoo.messages(
      "query($v:Filter){echo(input:$v)}",
      [
        "v": .object([
          JSON.Member(name: "x" + marks, value: 1), JSON.Member(name: "name", value: "n"),
        ])
      ]
    )
    #expect(messages.count == 1)
    #expect(messages.allSatisfy { $0.contains("is not defined by type \"Filter\"") })
  }

  @Test(
    arguments: [
      ("Int", "abc", "\"abc\"", "; Int cannot represent non-integer value: \"abc\""),
      ("Int", .double(1.5), "1.5", "; Int cannot represent non-integer value: 1.5"),
      (
        "Int", 2_147_483_648, "2147483648",
        "; Int cannot represent non 32-bit signed integer value: 2147483648"
      ),
      (
        "Int", .double(1e300), "1e+300",
        "; Int cannot represent non 32-bit signed integer value: 1e+300"
      ),
      ("Int", true, "true", "; Int cannot represent non-integer value: true"),
      ("Float", "1", "\"1\"", "; Float cannot represent non numeric value: \"1\""),
      ("String", 1, "1", "; String cannot represent a non string value: 1"),
      ("Boolean", 1, "1", "; Boolean cannot represent a non boolean value: 1"),
      ("ID", .double(1.5), "1.5", "; ID cannot represent value: 1.5"),
      ("ID", true, "true", "; ID cannot represent value: true"),
      ("Kind", "COW", "\"COW\"", "; Value \"COW\" does not exist in \"Kind\" enum."),
      ("Kind", 1, "1", "; Enum \"Kind\" cannot represent non-string value: 1."),
      (
        "[Int!]", [1, .null], "null",
        " at \"v[1]\"; Expected non-nullable type \"Int!\" not to be null."
      ),
      (
        "[[Int]]", [[1, "x"]], "\"x\"",
        " at \"v[0][1]\"; Int cannot represent non-integer value: \"x\""
      ),
      ("Filter", 1, "1", "; Expected type \"Filter\" to be an object."),
      (
        "Filter", ["age": 1], "{ age: 1 }",
        "; Field \"name\" of required type \"String!\" was not provided."
      ),
      (
        "Filter", ["name": "n", "inner": ["name": "m", "age": "x"]], "\"x\"",
        " at \"v.inner.age\"; Int cannot represent non-integer value: \"x\""
      ),
      (
        "Filter", ["name": "n", "size": 1], "{ name: \"n\", size: 1 }",
        "; Field \"size\" is not defined by type \"Filter\"."
      ),
      (
        "Choice", ["a": "x", "b": 1], "{ a: \"x\", b: 1 }",
        "; Exactly one key must be specified for OneOf type \"Choice\"."
      ),
      ("Choice", [:], "{}", "; Exactly one key must be specified for OneOf type \"Choice\"."),
      ("Choice", ["a": .null], "null", " at \"v.a\"; Field \"a\" must be non-null."),
    ] as [(String, JSON, String, String)]
  )
  func `refuses, with the path to the inner value`(
    type: String,
    value: JSON,
    echo: String,
    rest: String
  ) throws {
    #expect(
      try Zoo.messages("query($v:\(type)){__typename}", ["v": value])
        == ["Variable \"$v\" got invalid value \(echo)\(rest)"]
    )
  }

  @Test func `trap 31: lists every wrong variable before anything runs`() throws {
    let text = "query($a:Int!,$b:Int!,\n$c:[Int]=[1],$d:Kind){hello}"
    let world = Zoo.World()
    let variables: JSON = ["b": .null, "c": "x", "d": "y", "unknown": 1]
    let response = try Zoo.run(text, variables, world: world)
    #expect(world.calls == [])
    #expect(
      response
        == #"{"errors":[{"message":"Variable \"$a\" of required type \"Int!\" was not provided.","#
        + #""locations":[{"line":1,"column":7}],"extensions":{"code":"BAD_USER_INPUT"}},"#
        + #"{"message":"Variable \"$b\" of non-null type \"Int!\" must not be null.","#
        + #""locations":[{"line":1,"column":15}],"extensions":{"code":"BAD_USER_INPUT"}},"#
        + #"{"message":"Variable \"$c\" got invalid value \"x\"; Int cannot represent non-integer value: \"x\"","#
        + #""locations":[{"line":2,"column":1}],"extensions":{"code":"BAD_USER_INPUT"}},"#
        + #"{"message":"Variable \"$d\" got invalid value \"y\"; Value \"y\" does not exist in \"Kind\" enum.","#
        + #""locations":[{"line":2,"column":14}],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
    )
  }

  /// Validation refuses these; what comes after them keeps its place.
  @Test func `refuses a variable of no input type`() throws {
    let response = try Zoo.run("query($a:Keeper,$b:[Nope!],$c:Int=5){echo(int:$c)}")
    #expect(
      response
        == #"{"errors":[{"message":"Variable \"$a\" expected value of type \"Keeper\" which cannot be used as an input type.","#
        + #""locations":[{"line":1,"column":10}],"extensions":{"code":"BAD_USER_INPUT"}},"#
        + #"{"message":"Variable \"$b\" expected value of type \"[Nope!]\" which cannot be used as an input type.","#
        + #""locations":[{"line":1,"column":20}],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
    )
  }

  @Test func `refuses variables that are no object`() throws {
    #expect(try Zoo.messages("query($v:Int){__typename}", [1]) == ["Variables must be an object."])
  }

  @Test func `cuts what it repeats and how often`() throws {
    let long = JSON.string(String(repeating: "x", count: 100_000))
    let message = try #require(try Zoo.messages("query($v:Int){__typename}", ["v": long]).first)
    #expect(message.utf8.count < 400)
    let many = JSON.array(Array(repeating: "x", count: 1_000))
    let messages = try Zoo.messages("query($v:[Int]){__typename}", ["v": many])
    #expect(messages.count == ExecutionLimits.standard.variableErrors + 1)
    #expect(messages.last?.hasPrefix("Too many errors processing variables") == true)
  }
}
