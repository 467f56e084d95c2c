import Testing

@testable import Check

/// Answers out of a tree of JSON, through the protocol.
@Suite struct TreeSchemaTests {
  static let schema = #"""
    type Query {
      int: Int
      float: Float
      string: String
      boolean: Boolean
      id: ID
      mood: Mood
      any: Any
      ints: [Int]
      strict: [Int!]!
      matrix: [[Int!]]
      query: Query
      sure: Query!
      pet: Pet
      pets: [Pet!]
      either: Either
      args(i: Int, f: Float, s: String = \"é\", m: Mood, l: [Int!], in: In, a: Any): String
    }
    type Mutation { first: Int second: Int! third: Int }
    type Subscription { happened: Int }
    enum Mood { GOOD BAD }
    scalar Any
    interface Pet { name: String }
    type Cat implements Pet { name: String lives: Int! }
    type Dog implements Pet { name: String }
    type Rock { weight: Int }
    union Either = Cat | Rock
    input In { z: Int = 7 a: String b: Float }
    """#.replacing("\n", with: " ")

  /// What an operation answers, behind `"errors":`.
  private func run(_ document: String, _ root: String, more: String = "") -> String {
    var checker = Checker()
    let text = document.replacing("\"", with: #"\""#).replacing("\n", with: #"\n"#)
    let line =
      #"{"op":"execute","schema":"\#(Self.schema)","document":"\#(text)","root":\#(root)\#(more)}"#
    let answer = String(decoding: checker.answer(Array(line.utf8)[...]), as: UTF8.self)
    let prefix = #"{"id":null,"errors":"#
    #expect(answer.hasPrefix(prefix))
    return String(answer.dropFirst(prefix.count).dropLast())
  }

  // MARK: Scalars

  @Test(arguments: [
    ("int", "1", "1"), ("int", "1.0", "1"), ("int", "-2147483648", "-2147483648"),
    ("int", "2147483647.0", "2147483647"), ("int", "true", "1"), ("int", "\"12\"", "12"),
    ("float", "1", "1"), ("float", "0.5", "0.5"), ("float", "1e300", "1e+300"),
    ("float", "\"1e3\"", "1000"), ("float", "false", "0"),
    ("string", "\"a\"", "\"a\""), ("string", "1.0", "\"1\""), ("string", "true", "\"true\""),
    ("boolean", "true", "true"), ("boolean", "0", "false"), ("boolean", "0.5", "true"),
    ("id", "\"x\"", "\"x\""), ("id", "1", "\"1\""), ("id", "1.0", "\"1\""),
    ("id", "\"\"", "\"\""),
    ("mood", "\"GOOD\"", "\"GOOD\""),
    ("any", "{\"a\":[1,null]}", "{\"a\":[1,null]}"), ("any", "\"x\"", "\"x\""),
    ("int", "null", "null"), ("any", "null", "null"),
    ("ints", "[1,null,2]", "[1,null,2]"), ("ints", "[]", "[]"),
    ("matrix", "[[1],null,[]]", "[[1],null,[]]"),
  ])
  func `coerces a result to its type`(field: String, value: String, expected: String) {
    #expect(
      run("{\(field)}", "{\"\(field)\":\(value)}") == "[],\"data\":{\"\(field)\":\(expected)}"
    )
  }

  @Test(arguments: [
    ("int", "2147483648", "Int cannot represent non 32-bit signed integer value: 2147483648"),
    ("int", "-2147483649", "Int cannot represent non 32-bit signed integer value: -2147483649"),
    ("int", "1e30", "Int cannot represent non 32-bit signed integer value: 1e+30"),
    ("int", "1.5", "Int cannot represent non-integer value: 1.5"),
    ("int", "\"\"", #"Int cannot represent non-integer value: \"\""#),
    ("int", "\"x\"", #"Int cannot represent non-integer value: \"x\""#),
    ("int", "[1]", "Int cannot represent non-integer value: [1]"),
    ("float", "\"x\"", #"Float cannot represent non numeric value: \"x\""#),
    ("float", "{}", "Float cannot represent non numeric value: {}"),
    ("string", "[]", "String cannot represent value: []"),
    ("boolean", "\"true\"", #"Boolean cannot represent a non boolean value: \"true\""#),
    ("id", "1.5", "ID cannot represent value: 1.5"),
    ("id", "true", "ID cannot represent value: true"),
    ("mood", "\"good\"", #"Enum \"Mood\" cannot represent value: \"good\""#),
    ("mood", "1", #"Enum \"Mood\" cannot represent value: 1"#),
    ("ints", "1", #"Expected Iterable, but did not find one for field \"Query.ints\"."#),
    ("ints", "\"ab\"", #"Expected Iterable, but did not find one for field \"Query.ints\"."#),
    ("ints", "{}", #"Expected Iterable, but did not find one for field \"Query.ints\"."#),
  ])
  func `refuses a result that its type does not have`(
    field: String,
    value: String,
    message: String
  ) {
    #expect(
      run("{\(field)}", "{\"\(field)\":\(value)}")
        == "[{\"message\":\"\(message)\",\"locations\":[{\"line\":1,\"column\":2}],"
        + "\"path\":[\"\(field)\"]}],\"data\":{\"\(field)\":null}}".dropLast()
    )
  }

  // MARK: Keys

  @Test func `answers by response key, so that aliases of one field differ`() {
    #expect(
      run("{int a:int b:int query{int} q:query{int}}", #"{"int":1,"a":2,"query":{"int":3},"q":{}}"#)
        == #"[],"data":{"int":1,"a":2,"b":null,"query":{"int":3},"q":{"int":null}}"#
    )
  }

  @Test func `finds the members of a large object`() {
    let fields = (0..<500).map { "f\($0):int" }.joined(separator: " ")
    let members = (0..<500).map { "\"f\($0)\":\($0)" }.joined(separator: ",")
    #expect(run("{\(fields)}", "{\(members)}") == "[],\"data\":{\(members)}")
  }

  @Test(arguments: ["null", "1", "[]", "\"x\"", "{}"])
  func `takes what is no object for an empty one`(root: String) {
    #expect(run("{int __typename}", root) == #"[],"data":{"int":null,"__typename":"Query"}"#)
  }

  @Test func `gives the arguments as canonical JSON`() {
    let document = """
      query($v: Int, $w: Float = 2.5) { \
      a: args(i: 1, f: 3, m: BAD, l: 4, in: {b: 1e20, a: "q"}, a: {y: [1.0, E, null], x: $v}) \
      b: args(i: null, f: $w, s: null) c: args(f: $w) d: args(i: $v) }
      """
    #expect(
      run(
        document,
        #"{"a":{"$args":true},"b":{"$args":true},"c":{"$args":true},"d":{"$args":true}}"#
      )
        == #"[],"data":{"a":"{\"a\":{\"x\":null,\"y\":[1,\"E\",null]},\"f\":3,\"i\":1,"#
        + #"\"in\":{\"a\":\"q\",\"b\":100000000000000000000,\"z\":7},\"l\":[4],\"m\":\"BAD\","#
        + #"\"s\":\"é\"}","b":"{\"f\":2.5,\"i\":null,\"s\":null}","c":"{\"f\":2.5,\"s\":\"é\"}","#
        + #""d":"{\"s\":\"é\"}"}"#
    )
  }

  // MARK: Errors

  @Test func `raises in the resolver, in lists too`() {
    #expect(
      run("{\n int ints }", #"{"int":{"$error":"no \"luck\""},"ints":[1,{"$error":"x"}]}"#)
        == #"[{"message":"no \"luck\"","locations":[{"line":2,"column":2}],"path":["int"]},"#
        + #"{"message":"x","locations":[{"line":2,"column":6}],"path":["ints",1]}],"#
        + #""data":{"int":null,"ints":[1,null]}"#
    )
  }

  @Test func `lets a null climb to where it may stand`() {
    #expect(
      run("{strict}", #"{"strict":[1,null]}"#)
        == #"[{"message":"Cannot return null for non-nullable field Query.strict.","#
        + #""locations":[{"line":1,"column":2}],"path":["strict",1]}],"data":null"#
    )
    #expect(
      run("{query{sure{int}}}", #"{"query":{"sure":{"$error":"x"}}}"#)
        == #"[{"message":"x","locations":[{"line":1,"column":8}],"path":["query","sure"]}],"#
        + #""data":{"query":null}"#
    )
  }

  // MARK: Abstract types

  @Test func `takes the concrete type from the tree`() {
    #expect(
      run(
        "{pets{__typename name ...on Cat{lives}} either{...on Rock{weight}}}",
        #"{"pets":[{"__typename":"Cat","lives":9},{"__typename":"Dog","name":"Rex"},"#
          + #"{"__typename":"Cat","lives":1}],"either":{"__typename":"Rock","weight":3}}"#
      )
        == #"[],"data":{"pets":[{"__typename":"Cat","name":null,"lives":9},"#
        + #"{"__typename":"Dog","name":"Rex"},{"__typename":"Cat","name":null,"lives":1}],"#
        + #""either":{"weight":3}}"#
    )
  }

  @Test(arguments: [
    (
      "{}",
      #"Abstract type \"Pet\" must resolve to an Object type at runtime for field \"Query.pet\"."#
        + #" Either the \"Pet\" type should provide a \"resolveType\" function or each possible"#
        + #" type should provide an \"isTypeOf\" function."#
    ),
    (
      #"{"__typename":"Fox"}"#,
      #"Abstract type \"Pet\" was resolved to a type \"Fox\" that does not exist inside the schema."#
    ),
    (
      #"{"__typename":"Pet"}"#,
      #"Abstract type \"Pet\" was resolved to a non-object type \"Pet\"."#
    ),
    (
      #"{"__typename":"Rock"}"#,
      #"Runtime Object type \"Rock\" is not a possible type for \"Pet\"."#
    ),
  ])
  func `refuses an object that cannot stand there`(value: String, message: String) {
    #expect(
      run("{pet{name}}", "{\"pet\":\(value)}")
        == #"[{"message":"\#(message)","locations":[{"line":1,"column":2}],"path":["pet"]}],"#
        + #""data":{"pet":null}"#
    )
  }

  // MARK: Operations

  @Test func `runs a mutation's fields and a subscription's event`() {
    #expect(
      run("mutation{first second third}", #"{"first":{"$error":"x"},"second":2,"third":3}"#)
        == #"[{"message":"x","locations":[{"line":1,"column":10}],"path":["first"]}],"#
        + #""data":{"first":null,"second":2,"third":3}"#
    )
    #expect(run("subscription{happened}", #"{"happened":5}"#) == #"[],"data":{"happened":5}"#)
  }

  @Test(arguments: [
    (#","operationName":"B""#, #"[],"data":{"b":1}"#),
    (
      "",
      #"[{"message":"Must provide operation name if query contains multiple operations.","#
        + #""locations":[]}]"#
    ),
    (
      #","operationName":"""#,
      #"[{"message":"Unknown operation named \"\".","locations":[]}]"#
    ),
    (
      #","operationName":null"#,
      #"[{"message":"Must provide operation name if query contains multiple operations.","#
        + #""locations":[]}]"#
    ),
  ])
  func `picks the operation`(more: String, expected: String) {
    #expect(run("query A{a:int} query B{b:int}", #"{"a":0,"b":1}"#, more: more) == expected)
  }

  @Test func `has no data where the request is refused`() {
    #expect(
      run("query($i:Int!){a:args(i:$i)}", "{}", more: #","variables":{"i":"x"}"#)
        == #"[{"message":"Variable \"$i\" got invalid value \"x\"; Int cannot represent"#
        + #" non-integer value: \"x\"","locations":[{"line":1,"column":7}]}]"#
    )
    #expect(
      run("{nope}", "{}")
        == #"[{"message":"Cannot query field \"nope\" on type \"Query\".","#
        + #""locations":[{"line":1,"column":2}]}]"#
    )
  }

  @Test(arguments: [
    ("{nope int}", #"[],"data":{"int":1}"#),
    ("{int{a}}", #"[],"data":{"int":1}"#),
    ("{query}", #"[],"data":{"query":{}}"#),
    ("{int ...Nope ...on Nope{int}}", #"[],"data":{"int":1}"#),
    ("{...F} fragment F on Query{int ...F}", #"[],"data":{"int":1}"#),
    ("{int @skip @include(if: 3)}", nil),
    ("query($v: Nope){args(i:$v)}", nil),
    ("query($v: In @nope){args(nope:$v)}", nil),
    ("{args(i:{a:[$v]})}", nil),
    ("type Query{a:Int}", nil),
    ("subscription{happened b:happened}", #"[],"data":{"happened":null,"b":null}"#),
    ("{...F} fragment F on Query{query{...F}}", nil),
  ])
  func `runs what was not validated, and fails as little as it can`(
    document: String,
    expected: String?
  ) {
    let answer = run(document, #"{"int":1,"query":{"query":null}}"#, more: #","noValidate":true"#)
    if let expected { #expect(answer == expected) }
    #expect(answer.hasPrefix("["))
  }

  @Test func `answers the introspection query`() {
    var checker = Checker()
    let line = #"{"op":"introspect","schema":"\#(Self.schema)"}"#
    let answer = String(decoding: checker.answer(Array(line.utf8)[...]), as: UTF8.self)
    #expect(answer.hasPrefix(#"{"id":null,"errors":[],"data":{"__schema":{"description":null,"#))
    for part in [
      #""mutationType":{"name":"Mutation","kind":"OBJECT"}"#, #""defaultValue":"\"é\"""#,
      #""isRepeatable":false"#, #""isOneOf":false"#, #""specifiedByURL":null"#,
    ] {
      #expect(answer.contains(part), "\(part)")
    }
  }
}
