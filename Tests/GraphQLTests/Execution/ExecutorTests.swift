import Bytes
import Testing

@testable import GraphQL

@Suite struct ExecutorTests {
  @Test(
    arguments: [
      ("{hello}", #"{"data":{"hello":"wor\"ld\n"}}"#),
      (
        "{__proto__:hello constructor:__typename}",
        #"{"data":{"__proto__":"wor\"ld\n","constructor":"Query"}}"#
      ),
      ("{matrix}", #"{"data":{"matrix":[[1,null],null,[]]}}"#),
      (
        "{kinds anything size}",
        #"{"data":{"kinds":["DOG","CAT"],"anything":{"a":[1,null]},"size":1.5}}"#
      ),
      (
        "{keeper(id:5){id name age awake}}",
        #"{"data":{"keeper":{"id":"5","name":"k5","age":50,"awake":false}}}"#
      ),
      ("{keeper(id:\"\"){id}}", #"{"data":{"keeper":null}}"#),
      (
        "{keepers(first:3){totalCount nodes{name boss{name}} edges{cursor node{id}}}}",
        #"{"data":{"keepers":{"totalCount":3,"nodes":[{"name":"k0","boss":null},"#
          + #"{"name":"k1","boss":{"name":"k0"}},{"name":"k2","boss":{"name":"k1"}}],"#
          + #""edges":[{"cursor":"c0","node":{"id":"0"}},{"cursor":"c1","node":{"id":"1"}},"#
          + #"{"cursor":"c2","node":{"id":"2"}}]}}}"#
      ),
      ("{keepers(first:0){nodes{name}}}", #"{"data":{"keepers":{"nodes":[]}}}"#),
    ]
  )
  func `answers`(text: String, expected: String) throws {
    #expect(try Zoo.run(text) == expected)
  }

  @Test(
    arguments: [
      (
        "{animals{__typename ...on Cat{lives name} ...on Dog{barks}}}",
        #"{"data":{"animals":[{"__typename":"Dog","barks":true},"#
          + #"{"__typename":"Cat","lives":9,"name":"Tom 1"},null,"#
          + #"{"__typename":"Dog","barks":true}]}}"#
      ),
      (
        "{animals{...on Named{name} ...on Node{id}}}",
        #"{"data":{"animals":[{"name":null,"id":"dog2"},{"name":"Tom 1","id":"cat1"},null,"#
          + #"{"name":"Rex 4","id":"dog4"}]}}"#
      ),
      (
        "{node(id:\"c\"){id ...on Keeper{age}...on Cat{keeper{name}}}}",
        #"{"data":{"node":{"id":"cat7","keeper":{"name":"k1"}}}}"#
      ),
      ("{node(id:\"c\"){...on Keeper{age}}}", #"{"data":{"node":{}}}"#),
      ("{node(id:\"\"){id}}", #"{"data":{"node":null}}"#),
    ]
  )
  func `splits an abstract type by concrete types and joins them again`(
    text: String,
    expected: String
  ) throws {
    #expect(try Zoo.run(text) == expected)
  }

  @Test func `trap 37: applies a fragment on an interface to what implements it`() throws {
    let text =
      "{node(id:\"c\"){...on Named{...on Node{id ...on Animal{...on Cat{lives}}}} ...on Dog{barks}}}"
    #expect(try Zoo.run(text) == #"{"data":{"node":{"id":"cat7","lives":9}}}"#)
  }

  @Test func `trap 37: refuses a concrete type that cannot stand there`() throws {
    let response = try Zoo.run("{node(id:\"x\"){id}}")
    #expect(
      response
        == #"{"errors":[{"message":"Runtime Object type \"Query\" is not a possible type for \"Node\".","#
        + #""locations":[{"line":1,"column":2}],"path":["node"],"extensions":{"code":"INTERNAL_ERROR"}}],"data":{"node":null}}"#
    )
  }

  @Test(
    arguments: [
      (
        "{keeper(id:1){id} ...F keeper(id:1){age}} fragment F on Query{hello keeper(id:1){name id}}",
        #"{"data":{"keeper":{"id":"1","name":"k1","age":10},"hello":"wor\"ld\n"}}"#
      ),
      (
        "{a:hello b:keeper(id:1){x:id} ...on Query{a:hello b:keeper(id:1){y:id x:id}}}",
        #"{"data":{"a":"wor\"ld\n","b":{"x":"1","y":"1"}}}"#
      ),
      (
        "{z:__typename __proto__:hello ...F constructor:__typename a:__typename}"
          + " fragment F on Query{a:__typename toString:__typename z:__typename}",
        #"{"data":{"z":"Query","__proto__":"wor\"ld\n","a":"Query","toString":"Query","constructor":"Query"}}"#
      ),
    ]
  )
  func `trap 33: merges fields in the order of their first appearance`(
    text: String,
    expected: String
  ) throws {
    #expect(try Zoo.run(text) == expected)
  }

  @Test func `resolves a field once for aliases of it with equal arguments`() throws {
    let world = Zoo.World()
    let text = "{a:keeper(id:1){id} b:keeper(id:\"1\"){name} c:keeper(id:2){id} d:hello e:hello}"
    let response = try Zoo.run(text, world: world)
    #expect(
      response
        == #"{"data":{"a":{"id":"1"},"b":{"name":"k1"},"c":{"id":"2"},"d":"wor\"ld\n","e":"wor\"ld\n"}}"#
    )
    #expect(world.calls == ["keeper", "keeper", "hello", "name of 1"])
  }

  @Test func `resolves a field once for all parents`() throws {
    let world = Zoo.World()
    _ = try Zoo.run("{keepers(first:5){nodes{name boss{name}}}}", world: world)
    #expect(world.calls == ["name of 5", "name of 4"])
  }

  @Test func `says what is selected below, once a plan and united over aliases`() throws {
    let world = Zoo.World()
    _ = try Zoo.run("{a:keepers{nodes{id}} b:keepers{totalCount edges{node{name}}}}", world: world)
    _ = try Zoo.run("{keepers(first:1){nodes{id}}}", world: world)
    #expect(world.demands == [3, 0])
    #expect(world.selections == [["nodes", "totalCount", "edges"], ["nodes"]])
  }

  @Test(
    arguments: [
      ("{a:hello @skip(if:true) b:hello @include(if:false)}", #"{"data":{}}"#),
      ("{a:hello @skip(if:true) @include(if:true)}", #"{"data":{}}"#),
      ("{a:hello @skip(if:false) @include(if:true)}", #"{"data":{"a":"wor\"ld\n"}}"#),
      ("{...F @skip(if:true)} fragment F on Query{hello}", #"{"data":{}}"#),
      ("{...@include(if:false){hello} __typename}", #"{"data":{"__typename":"Query"}}"#),
      ("{...F @skip(if:true) ...F} fragment F on Query{hello}", #"{"data":{"hello":"wor\"ld\n"}}"#),
    ]
  )
  func `trap 36: skips, includes, and skips where both are said`(
    text: String,
    expected: String
  ) throws {
    #expect(try Zoo.run(text) == expected)
  }

  @Test func `keeps a plan for each outcome of the conditions`() throws {
    let text =
      "query($a:Boolean!,$b:Boolean=true){x:__typename @include(if:$a) y:__typename @skip(if:$b)}"
    let document = CompiledDocument(
      try Parser.parse(Source(text)),
      boundSchema: try Zoo.bound.get()
    )
    func plan(_ variables: JSON) throws -> Plan {
      try document.plan(operationName: nil, variables: variables).plan
    }
    let first = try plan(["a": true])
    #expect(try plan(["a": true, "b": true]) === first)
    #expect(try plan(["a": false]) !== first)
    #expect(try Zoo.run(text, ["a": true, "b": false]) == #"{"data":{"x":"Query","y":"Query"}}"#)
    #expect(try Zoo.run(text, ["a": false, "b": true]) == #"{"data":{}}"#)
  }

  /// A nullable variable with a default may stand for `if: Boolean!`, and then be null after all.
  @Test(
    arguments: [
      ("{x:__typename @skip(if:$c) y:__typename @include(if:$c)}", #"{"x":"Query"}"#),
      ("{...@skip(if:$c){x:__typename} ...@include(if:$c){y:__typename}}", #"{"x":"Query"}"#),
      ("{...F @skip(if:$c)} fragment F on Query{x:__typename}", #"{"x":"Query"}"#),
      ("{...F @include(if:$c)} fragment F on Query{x:__typename}", "{}"),
    ]
  )
  func `trap 36: neither skips nor includes where the variable is null`(
    text: String,
    data: String
  ) throws {
    let query = "query($c:Boolean=true)\(text)"
    #expect(try Zoo.run(query, ["c": .null]) == "{\"data\":\(data)}")
  }

  @Test(
    arguments: [
      (nil, "Must provide operation name if query contains multiple operations."),
      ("C", "Unknown operation named \"C\"."),
      ("", "Unknown operation named \"\"."),
    ]
  )
  func `trap 40: refuses a request that names no operation of the document`(
    name: String?,
    message: String
  ) throws {
    let response = try Zoo.run("query A{hello} query B{hello}", operationName: name)
    let escaped = message.replacing("\"", with: "\\\"")
    let code = #""extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}"#
    #expect(response == "{\"errors\":[{\"message\":\"\(escaped)\",\(code)}]}")
  }

  /// Compared by Unicode's rules, two megabytes of marks hold the thread for many minutes.
  @Test func `looks for an operation by the bytes of its name`() throws {
    let marks = String(repeating: "\u{301}\u{323}", count: 500_000)
    let response = try Zoo.run("query A{hello}", operationName: "B" + marks)
    #expect(response.hasPrefix(#"{"errors":[{"message":"Unknown operation named "#))
  }

  /// What validation refuses: the text leaves it out, or knows no other answer.
  @Test(
    arguments: [
      ("{nope hello{x} __typename}", #"{"data":{"hello":"wor\"ld\n","__typename":"Query"}}"#),
      ("{keeper(id:1) node(id:\"c\")}", #"{"data":{"keeper":{},"node":{}}}"#),
      ("{...Nope ...on Nope{x} __typename}", #"{"data":{"__typename":"Query"}}"#),
      (
        "subscription{a}",
        #"{"errors":[{"message":"Schema is not configured to execute subscription operation.","#
          + #""locations":[{"line":1,"column":1}]}]}"#
      ),
    ]
  )
  func `answers a document that was not validated`(text: String, expected: String) throws {
    #expect(try Zoo.run(text) == expected)
  }

  @Test func `runs the operation that was named`() throws {
    let text = "query A{hello} query B{__typename}"
    #expect(try Zoo.run(text, operationName: "B") == #"{"data":{"__typename":"Query"}}"#)
    #expect(
      try Zoo.run("fragment F on Query{hello}")
        == ##"{"errors":[{"message":"Must provide an operation.","##
        + ##""extensions":{"code":"OPERATION_RESOLUTION_FAILURE"}}]}"##
    )
  }
}
