import HTTP
import Testing

@testable import Server

/// Several requests in one body, where the operator allows it.
@Suite struct BatchTests {
  let server: TestServer

  init() throws { server = try TestServer { $0.batchLimit = 5 } }

  private func list(_ bodies: String...) -> String { "[\(bodies.joined(separator: ","))]" }

  @Test func `answers each request at its place, one after another`() async {
    let answer = await server.post(
      list(
        #"{"query":"{ total }"}"#,
        #"{"query":"mutation { add(by: 2) }"}"#,
        #"{"query":"query Q($n: Int!) { numbers(first: $n) { value } }","operationName":"Q","variables":{"n":1}}"#,
        #"{"query":"mutation { add(by: 3) }"}"#,
        #"{"query":"{ total }"}"#
      )
    )
    #expect(answer.status == 200)
    #expect(
      answer.text
        == #"[{"data":{"total":0}},{"data":{"add":2}},{"data":{"numbers":[{"value":0}]}},{"data":{"add":5}},{"data":{"total":5}}]"#
    )
  }

  @Test(arguments: [[(String, String)].newer, .older])
  func `answers the errors of a request at its place, and runs the others`(
    fields: [(String, String)]
  ) async {
    let answer = await server.post(
      list(
        #"{"query":"{"}"#,
        #"{}"#,
        #"{"query":"{ total }","variables":[]}"#,
        #"{"query":"{ colour }"}"#,
        #"{"query":"{ total fails }"}"#
      ),
      fields
    )
    #expect(answer.status == 200)
    #expect(answer.text.matches(of: /\{"errors":\[/).count == 5)
    #expect(answer.text.matches(of: /"data"/).count == 1)
    #expect(answer.text.hasSuffix(#""data":{"total":0,"fails":null}}]"#))
    #expect(answer.headers["Content-Type"]?.hasPrefix(fields[0].1) == true)
  }

  @Test(arguments: [
    "[]", "[1]", "[null]", #"[{"query":"{ total }"},"{ total }"]"#, "[[]]",
    "[\(String(repeating: #"{"query":"{ total }"},"#, count: 5)){\"query\":\"{ total }\"}]",
  ])
  func `a list that is empty, too long or not of objects is refused whole`(body: String) async {
    let answer = await server.post(body)
    #expect(answer.status == 400)
    #expect(answer.text.hasPrefix(#"{"errors":[{"message":"#))
  }

  @Test func `counts together what all of them ask for, and runs none where that is too much`()
    async
  {
    let many = #"{"query":"{ numbers(first: 9000) { value } }"}"#
    #expect(await server.post(list(many, many)).status == 200)
    let answer = await server.post(
      list(#"{"query":"mutation { add }"}"#, many, many, many),
      .newer
    )
    #expect(answer.status == 400)
    #expect(answer.code == "TOO_MANY_NODES")
    #expect(await server.post(#"{"query":"{ total }"}"#).text == #"{"data":{"total":0}}"#)
  }

  @Test func `has one caller, who is refused once`() async {
    let body = list(#"{"query":"{ secret }"}"#, #"{"query":"{ total }"}"#)
    #expect(
      await server.post(body, .staff).text == #"[{"data":{"secret":42}},{"data":{"total":0}}]"#
    )
    let refused = await server.post(body, [("Authorization", "Bearer nobody")])
    #expect(refused.status == 401)
    #expect(refused.text.hasPrefix("{"))
  }

  @Test func `finds the caller again after a mutation, which may have ended the session`() async {
    let answer = await server.post(
      list(
        #"{"query":"{ secret }"}"#,
        #"{"query":"mutation { add }"}"#,
        #"{"query":"{ secret }"}"#,
        #"{"query":"{"}"#
      ),
      [("Authorization", "Bearer \(Counter.once)")]
    )
    #expect(answer.status == 200)
    #expect(answer.text.hasPrefix(#"[{"data":{"secret":42}},{"data":{"add":1}},{"errors":[{"#))
    #expect(answer.text.contains(#"{"message":"Sign in again.","extensions":{"code":"GONE"}}"#))
    #expect(answer.text.matches(of: /"code":"GONE"/).count == 1)
    #expect(answer.text.contains("Syntax Error"))
  }

  @Test func `is not taken by GET`() async {
    #expect(
      await server.get("query=%5B%7B%22query%22:%22%7Btotal%7D%22%7D%5D", .newer).status == 400
    )
  }
}
