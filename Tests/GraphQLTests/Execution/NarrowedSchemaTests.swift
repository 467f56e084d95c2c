import Testing

@testable import GraphQL

@Suite struct NarrowedSchemaTests {
  /// The response to a document under the zoo without salaries, dogs and mutations.
  private func run(_ text: String) throws -> String {
    let whole = try Zoo.bound.get()
    let view = whole.schema.view { part in
      switch part {
      case .type(let type): type.name == "Dog" || type.name == "Mutation"
      case .field(let field, _): field.name == "salary"
      default: false
      }
    }
    let bound = whole.narrowed(to: try #require(view))
    switch PlanCache().compile(Array(text.utf8), for: bound) {
    case .refused(let errors): return errors.map(\.message).joined(separator: "\n")
    case .document(let document):
      let operation = try document.plan(operationName: nil, variables: nil)
      let result = Executor().run(operation, context: Zoo.World())
      return String(decoding: result.body, as: UTF8.self)
    }
  }

  @Test func `answers what is left with the same resolvers`() throws {
    #expect(
      try run("{keeper(id:2){name boss{id}} node(id:\"c\"){...on Cat{lives}}}")
        == #"{"data":{"keeper":{"name":"k2","boss":{"id":"1"}},"node":{"lives":9}}}"#
    )
  }

  @Test(
    arguments: [
      ("{keeper(id:2){salary}}", "Cannot query field \"salary\" on type \"Keeper\"."),
      ("{animals{...on Dog{id}}}", "Unknown type \"Dog\"."),
    ]
  )
  func `refuses a hidden name like one that never was`(text: String, message: String) throws {
    #expect(try run(text) == message)
  }

  @Test func `shows nothing hidden to introspection`() throws {
    let response = try run("{__schema{mutationType{name} types{name fields{name}}}}")
    #expect(response.hasPrefix(#"{"data":{"__schema":{"mutationType":null,"#))
    for name in ["Dog", "salary", "Mutation", "Counter"] {
      #expect(!response.contains("\"\(name)\""), "\(name)")
    }
    #expect(response.contains("\"Keeper\""))
  }

  /// The store should not give such objects; if one does, its type stays hidden.
  @Test func `fails an object of a hidden type without naming what it has`() throws {
    let response = try run("{animals{...on Cat{id}}}")
    #expect(response.contains("\"path\":[\"animals\",0]"))
    #expect(!response.contains("Dog"))
    #expect(response.hasSuffix(#""data":{"animals":[null,{"id":"cat1"},null,null]}}"#))
  }
}
