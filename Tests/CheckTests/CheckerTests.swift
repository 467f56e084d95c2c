import Check
import Testing

@Suite struct CheckerTests {
  private func answer(_ line: String) -> String {
    var checker = Checker()
    return String(decoding: checker.answer(Array(line.utf8)[...]), as: UTF8.self)
  }

  @Test(arguments: [
    (#"{"id":1,"op":"parse","document":"{ a }"}"#, #"{"id":1,"errors":[]}"#),
    (
      #"{"id":"x","op":"parse","document":"{ a"}"#,
      #"{"id":"x","errors":[{"message":"Syntax Error: Expected Name, found <EOF>.","locations":[{"line":1,"column":4}]}]}"#
    ),
    (#"{"id":[],"schema":"type Query { a: Int }","document":"{ a }"}"#, #"{"id":[],"errors":[]}"#),
  ])
  func `answers a line with a line`(line: String, expected: String) {
    #expect(answer(line) == expected)
  }
}
