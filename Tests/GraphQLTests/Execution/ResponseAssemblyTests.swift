import Bytes
import Testing

@testable import GraphQL

@Suite struct ResponseAssemblyTests {
  private func names(_ json: JSON?) -> [String] {
    guard case .object(let members)? = json else { return [] }
    return members.map(\.name)
  }

  @Test(
    arguments: [
      ("{hello}", [:], ["data"]),
      ("{a:hello @skip(if:true)}", [:], ["data"]),
      ("{fails hello}", [:], ["errors", "data"]),
      ("{mustBeThere}", [:], ["errors", "data"]),
      ("query($v:Int!){hello @skip(if:false)}", [:], ["errors"]),
      ("query A{hello} query B{hello}", [:], ["errors"]),
      ("subscription{hello}", [:], ["errors"]),
    ] as [(String, JSON, [String])]
  )
  func `trap 39: has data and errors and nothing else`(
    text: String,
    variables: JSON,
    members: [String]
  ) throws {
    let response = try JSONParser.parse(Array(try Zoo.run(text, variables).utf8))
    #expect(names(response) == members)
    guard case .array(let errors)? = response["errors"] else { return }
    #expect(!errors.isEmpty)
    for error in errors {
      #expect(Set(names(error)).isSubset(of: ["message", "locations", "path", "extensions"]))
    }
  }

  @Test func `tells its data and its errors apart from its bytes`() throws {
    let document = CompiledDocument(
      try Parser.parse(Source("{fails hello}")),
      boundSchema: try Zoo.bound.get()
    )
    let operation = try document.plan(operationName: nil, variables: nil)
    let result = Executor().run(operation, context: Zoo.World())
    #expect(result.errors.map(\.message) == ["no luck"])
    #expect(
      result.data.map { String(decoding: $0, as: UTF8.self) }
        == #"{"fails":null,"hello":"wor\"ld\n"}"#
    )
  }
}
