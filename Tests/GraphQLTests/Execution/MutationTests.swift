import Testing

@testable import GraphQL

@Suite struct MutationTests {
  @Test func `trap 38: runs root fields one after another, each with all below it`() throws {
    let world = Zoo.World()
    let text = "mutation{a:add(by:1){total} b:add(by:2){total} c:add(by:2){total}}"
    #expect(
      try Zoo.run(text, world: world)
        == #"{"data":{"a":{"total":1},"b":{"total":3},"c":{"total":5}}}"#
    )
    #expect(
      world.calls == [
        "begin", "add 1", "release", "begin", "add 2", "release", "begin", "add 2", "release",
      ]
    )
  }

  @Test func `trap 38: runs the next root field after one that failed`() throws {
    let world = Zoo.World()
    let text = "mutation{a:tryToAdd(by:-1){total} b:tryToAdd(by:4){total} __typename}"
    #expect(
      try Zoo.run(text, world: world)
        == #"{"errors":[{"message":"only more","locations":[{"line":1,"column":10}],"path":["a"]}],"#
        + #""data":{"a":null,"b":{"total":4},"__typename":"Mutation"}}"#
    )
    #expect(
      world.calls == ["begin", "tryToAdd -1", "roll back", "begin", "tryToAdd 4", "release"]
    )
  }

  @Test(arguments: ["add(by:-1){total}", "add(by:1){total broken}"])
  func `stops after the root field that makes data null`(field: String) throws {
    let world = Zoo.World()
    let response = try Zoo.run(
      "mutation{a:tryToAdd(by:1){total} \(field) c:add(by:5){total}}",
      world: world
    )
    #expect(response.hasSuffix(#""data":null}"#))
    #expect(!world.calls.contains("add 5"))
  }

  @Test func `fails a root field whose end failed`() throws {
    let world = Zoo.World()
    world.failsAtEnd = true
    #expect(
      try Zoo.run("mutation{tryToAdd(by:1){total}}", world: world)
        == #"{"errors":[{"message":"not kept","locations":[{"line":1,"column":10}],"#
        + #""path":["tryToAdd"]}],"data":{"tryToAdd":null}}"#
    )
  }

  @Test func `keeps what a root field wrote where only its answer failed`() throws {
    let world = Zoo.World()
    #expect(
      try Zoo.run("mutation{tryToAdd(by:1){total broken}}", world: world).hasSuffix(
        #""path":["tryToAdd","broken"]}],"data":{"tryToAdd":null}}"#
      )
    )
    #expect(world.total == 1)
    #expect(world.calls.last == "release")
  }

  @Test func `prepares one root field before the operation`() throws {
    #expect(
      try Zoo.run("mutation{hashed(word:\"abc\"){total}}") == #"{"data":{"hashed":{"total":3}}}"#
    )
    #expect(
      try Zoo.run("mutation{hashed(word:\"\"){total}}")
        == #"{"errors":[{"message":"an empty word"}]}"#
    )
    #expect(
      try Zoo.run("mutation{hashed{total}}").contains(
        #""path":["hashed"]}],"data":{"hashed":null}}"#
      )
    )
    #expect(
      try Zoo.run("mutation{a:hashed(word:\"x\"){total} b:hashed(word:\"x\"){total}}")
        == #"{"errors":[{"message":"Only one of the fields a, b may stand in one operation.","#
        + #""extensions":{"code":"OPERATION_TOO_MANY_ROOT_FIELDS"}}]}"#
    )
  }
}
