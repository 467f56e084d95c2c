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
}

extension String {
  /// How often a text stands in this one.
  fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
