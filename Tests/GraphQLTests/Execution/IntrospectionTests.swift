import Bytes
import TestKit
import Testing

@testable import GraphQL

@Suite struct IntrospectionTests {
  @Test(
    arguments: [
      (
        "{__type(name:\"Kind\"){kind name enumValues{name} all:enumValues(includeDeprecated:true){name isDeprecated deprecationReason}}}",
        #"{"kind":"ENUM","name":"Kind","enumValues":[{"name":"CAT"},{"name":"DOG"}],"#
          + #""all":[{"name":"CAT","isDeprecated":false,"deprecationReason":null},"#
          + #"{"name":"DOG","isDeprecated":false,"deprecationReason":null},"#
          + #"{"name":"OLD","isDeprecated":true,"deprecationReason":"gone"}]}"#
      ),
      (
        "{__type(name:\"Filter\"){kind isOneOf fields{name} interfaces{name} possibleTypes{name} inputFields{name defaultValue type{kind name ofType{name}}}}}",
        #"{"kind":"INPUT_OBJECT","isOneOf":false,"fields":null,"interfaces":null,"possibleTypes":null,"#
          + #""inputFields":[{"name":"name","defaultValue":null,"type":{"kind":"NON_NULL","name":null,"ofType":{"name":"String"}}},"#
          + #"{"name":"age","defaultValue":"3","type":{"kind":"SCALAR","name":"Int","ofType":null}},"#
          + #"{"name":"inner","defaultValue":null,"type":{"kind":"INPUT_OBJECT","name":"Filter","ofType":null}},"#
          + #"{"name":"kinds","defaultValue":null,"type":{"kind":"LIST","name":null,"ofType":{"name":null}}}]}"#
      ),
      ("{__type(name:\"Choice\"){isOneOf}}", #"{"isOneOf":true}"#),
      (
        "{__type(name:\"Cat\"){isOneOf interfaces{name} possibleTypes{name} inputFields{name} enumValues{name}}}",
        #"{"isOneOf":null,"interfaces":[{"name":"Node"},{"name":"Named"}],"possibleTypes":null,"inputFields":null,"enumValues":null}"#
      ),
      (
        "{__type(name:\"Node\"){kind interfaces{name} possibleTypes{name}}}",
        #"{"kind":"INTERFACE","interfaces":[],"possibleTypes":[{"name":"Keeper"},{"name":"Cat"},{"name":"Dog"}]}"#
      ),
      (
        "{__type(name:\"Animal\"){kind fields{name} possibleTypes{name}}}",
        #"{"kind":"UNION","fields":null,"possibleTypes":[{"name":"Cat"},{"name":"Dog"}]}"#
      ),
      (
        "{__type(name:\"Counter\"){fields{name args{name} type{kind ofType{kind name}}}}}",
        #"{"fields":[{"name":"total","args":[],"type":{"kind":"NON_NULL","ofType":{"kind":"SCALAR","name":"Int"}}},"#
          + #"{"name":"broken","args":[],"type":{"kind":"NON_NULL","ofType":{"kind":"SCALAR","name":"Int"}}}]}"#
      ),
      ("{__type(name:\"Nope\"){name}}", "null"),
      (
        "query($n:String!){__type(name:$n){__typename name}}",
        #"{"__typename":"__Type","name":"Dog"}"#
      ),
    ]
  )
  func `describes a type`(text: String, expected: String) throws {
    #expect(try Zoo.run(text, ["n": "Dog"]) == "{\"data\":{\"__type\":\(expected)}}")
  }

  @Test func `hides deprecated fields unless they are asked for`() throws {
    let text = "{__type(name:\"Keeper\"){fields{name} all:fields(includeDeprecated:true){name}}}"
    let response = try Zoo.run(text)
    #expect(response.components(of: #"{"name":"old"}"#) == 1)
    #expect(response.components(of: #"{"name":"nick"}"#) == 2)
  }

  @Test func `writes defaults as the language writes them`() throws {
    let response = try Zoo.run(
      "{__type(name:\"Query\"){fields{name args{name defaultValue}}}}"
    )
    #expect(response.contains(#"{"name":"text","defaultValue":"\"none\""}"#))
    #expect(response.contains(#"{"name":"must","defaultValue":"7"}"#))
    #expect(response.contains(#"{"name":"int","defaultValue":null}"#))
  }

  @Test func `describes the schema and its directives`() throws {
    let response = try Zoo.run(
      "{__schema{queryType{name} mutationType{name} subscriptionType{name} directives{name isRepeatable locations args{name}}}}"
    )
    #expect(
      response.hasPrefix(
        #"{"data":{"__schema":{"queryType":{"name":"Query"},"mutationType":{"name":"Mutation"},"#
          + #""subscriptionType":null,"directives":[{"name":"governed","isRepeatable":false,"#
          + #""locations":["FIELD_DEFINITION"],"args":[{"name":"parameter"}]}"#
      )
    )
    #expect(
      response.contains(
        #"{"name":"oneOf","isRepeatable":false,"locations":["INPUT_OBJECT"],"args":[]}"#
      )
    )
  }

  @Test func `names every type once`() throws {
    let response = try Zoo.run("{__schema{types{name}}}")
    for name in ["Query", "Animal", "JSON", "Int", "__Type", "__DirectiveLocation"] {
      #expect(response.components(of: "{\"name\":\"\(name)\"}") == 1, "\(name)")
    }
  }

  @Test func `has meta-fields at the query root alone`() throws {
    #expect(
      try Zoo.run("{keeper(id:1){__schema{description} id}}") == #"{"data":{"keeper":{"id":"1"}}}"#
    )
  }

  /// What a schema answers about itself.
  private func introspect(_ sdl: Source, _ query: String) throws -> JSON {
    let schema = try SchemaBuilder.build(sdl)
    let bound = Bindings<Void>.uniform(schema, parents: Root.self) { parents, _, _, _ in
      Column(.nulls(count: parents.count))
    }
    let document = CompiledDocument(try Parser.parse(Source(query)), boundSchema: bound)
    let operation = try document.plan(operationName: nil, variables: nil)
    return try JSONParser.parse(Executor().run(operation, context: ()).body)
  }

  @Test func `trap 23: knows the 19 locations of the edition and no more`() throws {
    let response = try Zoo.run("{__type(name:\"__DirectiveLocation\"){enumValues{name}}}")
    let names = response.matches(of: /"name":"([A-Z_]+)"/).map { String($0.1) }
    #expect(
      names == [
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD",
        "INLINE_FRAGMENT", "VARIABLE_DEFINITION", "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION",
        "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT",
        "INPUT_FIELD_DEFINITION",
      ]
    )
  }

  @Test(
    arguments: [
      ("Query", "fields{name}", #"{"fields":[{"name":"new"}]}"#),
      (
        "Query", "fields(includeDeprecated:true){name}",
        #"{"fields":[{"name":"old"},{"name":"new"}]}"#
      ),
      ("Query", "fields{args{name}}", #"{"fields":[{"args":[{"name":"b"}]}]}"#),
      (
        "Query", "fields{args(includeDeprecated:true){name}}",
        #"{"fields":[{"args":[{"name":"a"},{"name":"b"}]}]}"#
      ),
      ("In", "inputFields{name}", #"{"inputFields":[{"name":"y"}]}"#),
      (
        "In", "inputFields(includeDeprecated:true){name isDeprecated deprecationReason}",
        #"{"inputFields":[{"name":"x","isDeprecated":true,"deprecationReason":"No longer supported"},"#
          + #"{"name":"y","isDeprecated":false,"deprecationReason":null}]}"#
      ),
      ("E", "enumValues{name}", #"{"enumValues":[{"name":"B"}]}"#),
      (
        "E", "enumValues(includeDeprecated:true){name}",
        #"{"enumValues":[{"name":"A"},{"name":"B"}]}"#
      ),
    ]
  )
  func `trap 24: leaves out what is deprecated until it is asked for`(
    type: String,
    selection: String,
    expected: String
  ) throws {
    let sdl = """
      directive @d(a: Int @deprecated, b: Int) on FIELD
      type Query { old: Int @deprecated new(a: Int @deprecated, b: In): E }
      input In { x: Int @deprecated y: Int }
      enum E { A @deprecated B }
      """
    let response = try introspect(Source(sdl), "{__type(name:\"\(type)\"){\(selection)}}")
    #expect(response["data"]?["__type"]?.text == expected)
    let directives = try introspect(
      Source(sdl),
      "{__schema{directives{args{name} all:args(includeDeprecated:true){name}}}}"
    )
    #expect(
      directives.text.contains(#"{"args":[{"name":"b"}],"all":[{"name":"a"},{"name":"b"}]}"#)
    )
  }

  @Test(
    arguments: [
      ("S", #""specifiedByURL":"u","isOneOf":null,"ofType":null,"fields":null,"interfaces":null,"#),
      (
        "Q",
        #""specifiedByURL":null,"isOneOf":null,"ofType":null,"fields":[{"name":"a"}],"interfaces":[],"#
      ),
      (
        "I",
        #""specifiedByURL":null,"isOneOf":null,"ofType":null,"fields":[{"name":"a"}],"interfaces":[],"#
      ),
      (
        "U", #""specifiedByURL":null,"isOneOf":null,"ofType":null,"fields":null,"interfaces":null,"#
      ),
      (
        "E", #""specifiedByURL":null,"isOneOf":null,"ofType":null,"fields":null,"interfaces":null,"#
      ),
      (
        "N",
        #""specifiedByURL":null,"isOneOf":false,"ofType":null,"fields":null,"interfaces":null,"#
      ),
      (
        "O", #""specifiedByURL":null,"isOneOf":true,"ofType":null,"fields":null,"interfaces":null,"#
      ),
    ]
  )
  func `trap 24: answers null for what a kind of type does not have`(
    type: String,
    expected: String
  ) throws {
    let sdl = """
      schema { query: Q }
      scalar S @specifiedBy(url: "u") type Q { a(n: N o: O): S } interface I { a: E }
      union U = Q enum E { A } input N { a: Int } input O @oneOf { a: Int }
      """
    let rest =
      switch type {
      case "I": #""possibleTypes":[],"enumValues":null,"inputFields":null}"#
      case "U": #""possibleTypes":[{"name":"Q"}],"enumValues":null,"inputFields":null}"#
      case "E": #""possibleTypes":null,"enumValues":[{"name":"A"}],"inputFields":null}"#
      case "N", "O": #""possibleTypes":null,"enumValues":null,"inputFields":[{"name":"a"}]}"#
      default: #""possibleTypes":null,"enumValues":null,"inputFields":null}"#
      }
    let selection =
      "specifiedByURL isOneOf ofType{name} fields{name} interfaces{name} possibleTypes{name} "
      + "enumValues{name} inputFields{name}"
    let response = try introspect(Source(sdl), "{__type(name:\"\(type)\"){\(selection)}}")
    #expect(response["data"]?["__type"]?.text == "{" + expected + rest)
  }

  @Test(
    arguments: [
      ("E", "A", "A"), ("[E!]", "[A]", "[A]"), ("ID", #""123""#, #""123""#), ("ID", "123", "123"),
      ("Int", "null", "null"), ("String", #""a\"b\n""#, #""a\"b\n""#), ("Float", "1e10", "1e10"),
      ("In", "{}", "{}"), ("In", "{e: A, s: null}", "{e: A, s: null}"), ("[Int]", "1", "1"),
      ("Boolean", "false", "false"), ("Any", #"{a: [1, B, "c"]}"#, #"{a: [1, B, "c"]}"#),
    ]
  )
  func `trap 25: writes a default as the language does, as it was written`(
    type: String,
    literal: String,
    expected: String
  ) throws {
    let sdl =
      "type Query { a(x: \(type) = \(literal), none: \(type)): E } enum E { A } scalar Any "
      + "input In { e: E = A, s: String = \"x\" }"
    let query = "{__type(name:\"Query\"){fields{args{defaultValue}}}}"
    let response = try introspect(Source(sdl), query)
    let text = JSON.string(expected).text
    #expect(
      response["data"]?["__type"]?.text
        == #"{"fields":[{"args":[{"defaultValue":\#(text)},{"defaultValue":null}]}]}"#
    )
  }

  @Test func `trap 26: answers null for a type that there is not, without an error`() throws {
    #expect(try Zoo.run("{__type(name:\"Nope\"){name}}") == #"{"data":{"__type":null}}"#)
    #expect(try Zoo.run("{__type(name:\"\"){name}}") == #"{"data":{"__type":null}}"#)
  }

  @Test(arguments: ["Int", "Float", "ID"])
  func `tells of a built-in scalar only where something is of it`(scalar: String) throws {
    let query = "{__type(name:\"\(scalar)\"){name} __schema{types{name}}}"
    let none = try introspect(Source("type Query { a: String }"), query).text
    #expect(none.hasPrefix(#"{"data":{"__type":null,"#))
    #expect(!none.contains("\"\(scalar)\""))
    for use in [
      "type Query { a: [\(scalar)!] }", "type Query { a(x: \(scalar)): String }",
      "directive @d(x: \(scalar)) on FIELD type Query { a: String }",
      "input In { x: \(scalar) } type Query { a(x: In): String }",
    ] {
      #expect(try introspect(Source(use), query).text.components(of: "\"\(scalar)\"") == 2)
    }
  }

  @Test func `trap 27: serves the query of tools and refuses to go round and round`() throws {
    let schema = try Zoo.schema.get()
    func messages(_ text: String) throws -> [String] {
      Validator.validate(try Parser.parse(Source(text)), against: schema, suggestions: false).map(
        \.message
      )
    }
    #expect(try messages(ClientSchema.query) == [])
    #expect(try messages("{__schema{types{fields{type{fields{type{name}}}}}}}") == [])
    #expect(try messages("{__schema{types{fields{type{fields{type{fields{name}}}}}}}}") != [])
    #expect(try messages("{a:__schema{types{name}} b:__schema{types{name}}}") != [])
  }

  /// Hard places of a schema, one after another.
  static let schemas = [
    #"""
    "Schema's own \"text\""
    schema { query: Root mutation: Change subscription: Feed }
    """
    Several
      lines
    """
    type Root implements J & I { "An id." id("x" x: Int = 3 @deprecated, y: O): ID! u: [U!]! s: S }
    interface I { id: ID! }
    interface J implements I { id: ID! }
    type Change { do(all: [[In!]]! = [[{n: 1}], null], e: E = B): J }
    type Feed { text: String @deprecated(reason: "") }
    union U = Root | Change
    enum E { "first" A @deprecated(reason: "a \"b\"") B }
    input In { n: Int! = 0, e: [E] = [A, null], id: ID = "7", deep: In = {deep: null} }
    input O @oneOf { a: String b: In @deprecated }
    scalar S @specifiedBy(url: "https://example.com/\"s")
    directive @many(x: Float = 1e-7, t: String = "\u{1F600}\n") repeatable on QUERY | FIELD | SCHEMA
    """#,
    "type Query { a: [[[[Int!]!]!]!]! }",
    "type Query { f(a: Boolean = null): Boolean }",
  ]

  @Test(arguments: schemas)
  func `rebuilds the schema from the query of tools`(sdl: String) throws {
    let data = try #require(try introspect(Source(sdl), ClientSchema.query)["data"])
    let rebuilt = try SchemaBuilder.build(Source(ClientSchema.text(of: data)))
    #expect(try rebuilt.printed() == SchemaBuilder.build(Source(sdl)).printed())
    #expect(try introspect(Source(ClientSchema.text(of: data)), ClientSchema.query)["data"] == data)
  }
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
