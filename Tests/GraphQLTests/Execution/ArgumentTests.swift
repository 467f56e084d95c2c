import Bytes
import Testing

@testable import GraphQL

@Suite struct ArgumentTests {
  @Test(
    arguments: [
      ("{echo}", [:], #"text=\"none\" must=7"#),
      ("{echo(text:null)}", [:], #"text=null must=7"#),
      ("query($t:String){echo(text:$t)}", [:], #"text=\"none\" must=7"#),
      ("query($t:String){echo(text:$t)}", ["t": .null], #"text=null must=7"#),
      ("query($m:Int){echo(must:$m)}", [:], #"text=\"none\" must=7"#),
      ("query($m:Int){echo(must:$m)}", ["m": 1], #"text=\"none\" must=1"#),
      (
        "{echo(int:1 float:2 id:3 kind:CAT)}", [:],
        #"int=1 float=2 id=\"3\" text=\"none\" kind=CAT must=7"#
      ),
      ("{echo(list:1 nested:[1,[2]])}", [:], #"text=\"none\" list=[1] nested=[[1], [2]] must=7"#),
      ("query($a:Int){echo(list:[1,$a])}", [:], #"text=\"none\" list=[1, null] must=7"#),
      ("query($a:Int){echo(list:[1,$a])}", ["a": 2], #"text=\"none\" list=[1, 2] must=7"#),
      (
        "query($a:Int){echo(input:{name:\"n\",age:$a})}", [:],
        #"text=\"none\" input={name: \"n\", age: 3} must=7"#
      ),
      (
        "query($a:Int){echo(input:{name:\"n\",age:$a})}", ["a": .null],
        #"text=\"none\" input={name: \"n\", age: null} must=7"#
      ),
      (
        "query($a:Int!){echo(one:{b:$a})}", ["a": 5],
        #"text=\"none\" one={b: 5} must=7"#
      ),
    ] as [(String, JSON, String)]
  )
  func `trap 30: tells absent from null`(text: String, variables: JSON, expected: String) throws {
    #expect(try Zoo.run(text, variables) == "{\"data\":{\"echo\":\"\(expected)\"}}")
  }

  @Test func `trap 30: fails the one field whose argument is null where it may not be`() throws {
    #expect(
      try Zoo.run("query($m:Int){a:echo(must:$m) hello}", ["m": .null])
        == #"{"errors":[{"message":"Argument \"must\" of non-null type \"Int!\" must not be null.","#
        + #""locations":[{"line":1,"column":27}],"path":["a"]}],"#
        + #""data":{"a":null,"hello":"wor\"ld\n"}}"#
    )
  }

  @Test func `points each alias at its own wrong argument`() throws {
    let response = try Zoo.run("query($m:Int){a:echo(must:$m) b:echo(must:$m)}", ["m": .null])
    let columns = response.matches(of: /"column":(\d+)/).compactMap { Int($0.1) }
    #expect(columns == [27, 43])
  }

  @Test(
    arguments: [
      ("{echo(must:null)}", #"Argument "must" of non-null type "Int!" must not be null."#, 12),
      ("{a:__typename node{id}}", #"Argument "id" of required type "ID!" was not provided."#, 15),
      (
        "query($i:ID){node(id:$i){id}}",
        #"Argument "id" of required type "ID!" was provided the variable "$i" which was not provided a runtime value."#,
        22
      ),
    ]
  )
  func `fails a field whose argument validation would have refused`(
    text: String,
    message: String,
    column: Int
  ) throws {
    let response = try JSONParser.parse(Array(try Zoo.run(text).utf8))
    let location: JSON = ["line": 1, "column": .integer(Int64(column))]
    guard case .array(let errors)? = response["errors"] else { throw Zoo.Surprise() }
    #expect(errors.first?["message"] == .string(message))
    #expect(errors.first?["locations"] == [location])
  }

  @Test func `fails a field whose OneOf argument has no value after all`() throws {
    let response = try Zoo.run("query($b:Int){echo(one:{b:$b})}", [:])
    #expect(response.hasSuffix(#""path":["echo"]}],"data":{"echo":null}}"#))
  }

  @Test func `reads each kind of value`() {
    enum Kind: String { case cat = "CAT" }
    let arguments = Arguments([
      InputValue.Member(name: "int", value: .int(5)),
      InputValue.Member(name: "float", value: .float(0.5)),
      InputValue.Member(name: "text", value: .string("x")),
      InputValue.Member(name: "truth", value: .boolean(true)),
      InputValue.Member(name: "kind", value: .enumeration("CAT")),
      InputValue.Member(name: "none", value: .null),
      InputValue.Member(name: "list", value: .list([.string("a"), .null, .string("b")])),
      InputValue.Member(
        name: "object",
        value: .object([InputValue.Member(name: "inner", value: .int(1))])
      ),
    ])
    #expect(arguments.int("int") == 5)
    #expect(arguments.float("int") == 5)
    #expect(arguments.float("float") == 0.5)
    #expect(arguments.string("text") == "x")
    #expect(arguments.boolean("truth") == true)
    #expect(arguments.enumeration("kind", as: Kind.self) == .cat)
    #expect(arguments.isGiven("none") && arguments.int("none") == nil)
    #expect(!arguments.isGiven("other") && arguments["other"] == nil)
    #expect(arguments.strings("list") == ["a", "b"])
    #expect(arguments.object("object")?.int("inner") == 1)
  }
}
