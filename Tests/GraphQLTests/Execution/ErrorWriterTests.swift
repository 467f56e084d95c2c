import Bytes
import Testing

@testable import GraphQL

@Suite struct ErrorWriterTests {
  @Test func `writes a refusal without data`() {
    let result = ExecutionResult.refused([GraphQLError("a \"b\"")])
    #expect(String(decoding: result.body, as: UTF8.self) == #"{"errors":[{"message":"a \"b\""}]}"#)
    #expect(result.isRequestError && result.hasErrors && result.dataIsNull)
  }

  @Test func `never writes an empty list of errors`() {
    let result = ExecutionResult.refused([])
    #expect(
      String(decoding: result.body, as: UTF8.self)
        == #"{"errors":[{"message":"Internal error.","extensions":{"code":"INTERNAL_ERROR"}}]}"#
    )
  }

  @Test func `writes message, locations, path and extensions, the code first`() {
    let error = GraphQLError(
      "m",
      at: [GraphQLError.Location(line: 1, column: 2), GraphQLError.Location(line: 3, column: 4)],
      path: [.key("a"), .index(0), .key("__proto__")],
      code: "C",
      extensions: ["b": 1, "a": [true, .null], "code": "not this one"]
    )
    #expect(
      String(decoding: ErrorWriter.body([error], data: true), as: UTF8.self)
        == #"{"errors":[{"message":"m","locations":[{"line":1,"column":2},{"line":3,"column":4}],"#
        + #""path":["a",0,"__proto__"],"extensions":{"code":"C","a":[true,null],"b":1}}],"data":null}"#
    )
  }
}
