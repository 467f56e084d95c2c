import Testing

@testable import GraphQL

@Suite struct NullPropagationTests {
  @Test(
    arguments: [
      (
        "{fails hello}",
        #"{"errors":[{"message":"no luck","locations":[{"line":1,"column":2}],"path":["fails"],"#
          + #""extensions":{"code":"UNLUCKY"}}],"data":{"fails":null,"hello":"wor\"ld\n"}}"#
      ),
      (
        "{\n  x: faulty\n}",
        #"{"errors":[{"message":"Internal error.","locations":[{"line":2,"column":3}],"path":["x"],"#
          + #""extensions":{"code":"INTERNAL_ERROR"}}],"data":{"x":null}}"#
      ),
      (
        "{hello mustBeThere}",
        #"{"errors":[{"message":"Cannot return null for non-nullable field Query.mustBeThere.","#
          + #""locations":[{"line":1,"column":8}],"path":["mustBeThere"]}],"data":null}"#
      ),
      (
        "{infinite}",
        #"{"errors":[{"message":"Float cannot represent non numeric value: Infinity","#
          + #""locations":[{"line":1,"column":2}],"path":["infinite"]}],"data":{"infinite":null}}"#
      ),
      (
        "{firstKeeper{name nick}}",
        #"{"errors":[{"message":"Cannot return null for non-nullable field Keeper.nick.","#
          + #""locations":[{"line":1,"column":19}],"path":["firstKeeper","nick"]}],"data":null}"#
      ),
      (
        "{keeper(id:3){b:boss{n:nick} nick}}",
        #"{"errors":[{"message":"Cannot return null for non-nullable field Keeper.nick.","#
          + #""locations":[{"line":1,"column":30}],"path":["keeper","nick"]}],"data":{"keeper":null}}"#
      ),
      (
        "{keeper(id:4){b:boss{n:nick} nick}}",
        #"{"errors":[{"message":"Cannot return null for non-nullable field Keeper.nick.","#
          + #""locations":[{"line":1,"column":22}],"path":["keeper","b","n"]}],"#
          + #""data":{"keeper":{"b":null,"nick":"n4"}}}"#
      ),
    ]
  )
  func `trap 34: lets a null climb to the next nullable place`(
    text: String,
    expected: String
  ) throws {
    #expect(try Zoo.run(text) == expected)
  }

  @Test(
    arguments: [
      (
        "{strictMatrix}",
        #"{"errors":[{"message":"Cannot return null for non-nullable field Query.strictMatrix.","#
          + #""locations":[{"line":1,"column":2}],"path":["strictMatrix",1,1]}],"data":{"strictMatrix":null}}"#
      ),
      (
        "{failsInside}",
        #"{"errors":[{"message":"second","locations":[{"line":1,"column":2}],"path":["failsInside",1]}],"#
          + #""data":{"failsInside":null}}"#
      ),
      (
        "{strictAnimals{...on Cat{lives}}}",
        #"{"errors":[{"message":"Cannot return null for non-nullable field Cat.lives.","#
          + #""locations":[{"line":1,"column":26}],"path":["strictAnimals",1,"lives"]}],"data":null}"#
      ),
      (
        "{keepers(first:4){nodes{nick}}}",
        #"{"errors":[{"message":"Cannot return null for non-nullable field Keeper.nick.","#
          + #""locations":[{"line":1,"column":25}],"path":["keepers","nodes",3,"nick"]}],"data":null}"#
      ),
    ]
  )
  func `trap 34: lets a null climb through lists`(text: String, expected: String) throws {
    #expect(try Zoo.run(text) == expected)
  }

  @Test func `trap 35: fails single cells, each with its own path`() throws {
    #expect(
      try Zoo.run("{keepers(first:5){edges{node{a:age b:age}}}}")
        == #"{"errors":[{"message":"no age for 4","locations":[{"line":1,"column":30}],"#
        + #""path":["keepers","edges",4,"node","a"]},{"message":"no age for 4","#
        + #""locations":[{"line":1,"column":36}],"path":["keepers","edges",4,"node","b"]}],"#
        + #""data":{"keepers":{"edges":[{"node":{"a":0,"b":0}},{"node":{"a":10,"b":10}},"#
        + #"{"node":{"a":20,"b":20}},{"node":{"a":30,"b":30}},{"node":{"a":null,"b":null}}]}}}"#
    )
  }

  @Test func `trap 34: tells one error for each position, in the order of the response`() throws {
    #expect(
      try Zoo.run("{keeper(id:1){boss{strictBoss{id}}} b:fails a:faulty}")
        == #"{"errors":[{"message":"Cannot return null for non-nullable field Keeper.strictBoss.","#
        + #""locations":[{"line":1,"column":20}],"path":["keeper","boss","strictBoss"]},"#
        + #"{"message":"no luck","locations":[{"line":1,"column":37}],"path":["b"],"#
        + #""extensions":{"code":"UNLUCKY"}},{"message":"Internal error.","#
        + #""locations":[{"line":1,"column":45}],"path":["a"],"#
        + #""extensions":{"code":"INTERNAL_ERROR"}}],"data":{"keeper":{"boss":null},"b":null,"a":null}}"#
    )
  }

  @Test(
    arguments: [
      (
        "{b:fails keepers(first:5){nodes{age strictBoss{id}}} a:faulty}",
        [#"["b"]"#, #"["keepers","nodes",0,"strictBoss"]"#]
      ),
      (
        "{keepers(first:5){edges{node{boss{nick} age}} nodes{nick age}}}",
        [
          #"["keepers","edges",4,"node","boss","nick"]"#, #"["keepers","edges",4,"node","age"]"#,
          #"["keepers","nodes",3,"nick"]"#,
        ]
      ),
      ("{strictMatrix x:strictMatrix}", [#"["strictMatrix",1,1]"#, #"["x",1,1]"#]),
    ]
  )
  func `passes over what follows in an object or list that is null`(
    text: String,
    paths: [String]
  ) throws {
    let response = try Zoo.run(text)
    let found = response.matches(of: /"path":(\[[^\]]*\])/).map { String($0.1) }
    #expect(found == paths)
  }

  @Test func `tells an unexpected error to the program and not to the client`() throws {
    final class Heard: @unchecked Sendable { var places: [String] = [] }
    let heard = Heard()
    let executor = Executor { error, place in heard.places.append("\(place): \(error)") }
    let document = CompiledDocument(
      try Parser.parse(Source("{faulty}")),
      boundSchema: try Zoo.bound.get()
    )
    let operation = try document.plan(operationName: nil, variables: nil)
    let result = executor.run(operation, context: Zoo.World())
    #expect(heard.places == ["Query.faulty: Surprise()"])
    #expect(result.hasErrors && !result.dataIsNull)
    #expect(!String(decoding: result.body, as: UTF8.self).contains("Surprise"))
  }

  @Test func `trap 35: says both places of a merged field`() throws {
    #expect(
      try Zoo.run("{x:fails ...on Query{x:fails}}").contains(
        #""locations":[{"line":1,"column":2},{"line":1,"column":22}]"#
      )
    )
  }

  @Test func `leaves out errors beyond the limit and says so`() throws {
    var limits = ExecutionLimits()
    limits.errors = 1
    let response = try Zoo.run("{a:fails b:faulty c:mustBeThere d:fails}", limits: limits)
    #expect(response.contains("More errors were left out."))
    #expect(!response.contains("INTERNAL_ERROR"))
    #expect(response.hasSuffix(#""data":null}"#))
  }
}
