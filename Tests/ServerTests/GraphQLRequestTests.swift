import HTTP
import Testing

@testable import Server

@Suite struct GraphQLRequestTests {
  private func refusal<Made>(_ make: () throws(RequestFault) -> Made) -> String? {
    do throws(RequestFault) {
      _ = try make()
      return nil
    } catch {
      return error.errors.first?.message
    }
  }

  @Test(
    arguments: [
      ("{", "The body is not JSON. Invalid JSON: unexpected end at byte 1."),
      (
        #"{"a":1,"a":2}"#,
        "The body is not JSON. Invalid JSON: an object has the same name twice at byte 7."
      ),
      (
        #"{"query":"\ud800"}"#,
        "The body is not JSON. Invalid JSON: half a surrogate pair at byte 10."
      ),
      (#"{"a":1e400}"#, "The body is not JSON. Invalid JSON: the number is too large at byte 5."),
      ("[]", "Batching is off: send one object, not a list of requests."),
      ("1", "The body must be a JSON object."),
      (#"{"query":1}"#, "\"query\" must be a string."),
      (#"{"query":"{a}","variables":[]}"#, "\"variables\" must be an object."),
    ]
  )
  func `says in a sentence what is wrong with a body`(body: String, sentence: String) {
    let said = refusal { () throws(RequestFault) in
      try RequestBody.requests(Array(body.utf8), batchLimit: 0)
    }
    #expect(said == sentence)
  }

  @Test(
    arguments: [
      ("query", "{b}", "The parameter query comes twice."),
      (
        "variables", "{",
        "The parameter variables is not JSON. Invalid JSON: unexpected end at byte 1."
      ),
    ]
  )
  func `says in a sentence what is wrong with a parameter`(
    name: String,
    value: String,
    sentence: String
  ) {
    let said = refusal { () throws(RequestFault) in
      try GraphQLRequest(parameters: [
        Target.Parameter(name: "query", value: "{a}"),
        Target.Parameter(name: name, value: value),
      ])
    }
    #expect(said == sentence)
  }
}
