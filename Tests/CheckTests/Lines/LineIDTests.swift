import Bytes
import Testing

@testable import Check

@Suite struct LineIDTests {
  @Test(arguments: [
    (#"{"id":1"#, "null"),
    (#"{"id":1,"#, "1"),
    (#"{"id":1}}"#, "1"),
    (#" { "op" : "x" , "id" : [1, {"a": "],}"}] , garbage"#, #"[1,{"a":"],}"}]"#),
    (#"{"a":{"id":2},"id":3}"#, "3"),
    (#"{"a":"\"id\":2","id":"\\","#, #""\\""#),
    (#"{"id":"\ud800","id":3}"#, "null"),
    (#"{"a":"unterminated,"id":3}"#, "null"),
    (#"["id",1]"#, "null"),
    (#"{"id"}"#, "null"),
    (#"{"id":}"#, "null"),
    (#"{id:1}"#, "null"),
    (#"{"\"#, "null"),
    ("", "null"),
  ])
  func `is found in what is no JSON`(line: String, id: String) {
    #expect(LineID.find(in: Array(line.utf8)[...]).text == id)
    // A slice of a longer text, as lines are.
    #expect(LineID.find(in: Array("ab\(line)".utf8)[2...]).text == id)
  }
}
