import Testing

@testable import Bytes

@Suite struct JSONTests {
  @Test(
    arguments: [
      (.null, "null"), (true, "true"), (false, "false"), (-5, "-5"), ("a\"\n", #""a\"\n""#),
      ([], "[]"), ([1, [2], "x"], #"[1,[2],"x"]"#), ([:], "{}"),
      (["a": 1, "b": ["c": .null]], #"{"a":1,"b":{"c":null}}"#),
    ] as [(JSON, String)]
  )
  func `writes a value`(value: JSON, text: String) {
    #expect(value.text == text)
  }

  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0"), (1, "1"), (100, "100"), (0.1, "0.1"), (-2.5, "-2.5"),
    (1e15, "1000000000000000"), (1e16, "1e+16"), (1e300, "1e+300"), (1.5e-7, "1.5e-07"),
    (.leastNonzeroMagnitude, "5e-324"), (Double.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    (10.05, "10.05"), (.infinity, "null"), (-.infinity, "null"), (.nan, "null"),
  ])
  func `writes a double in the fewest digits`(value: Double, text: String) {
    var writer = ByteWriter()
    writer.append(double: value)
    #expect(writer.text() == text)
  }

  @Test func `a double reads back as itself`() throws {
    for exponent in -308...308 {
      let value = 1.234_567_890_123_456_7 * Double("1e\(exponent)")!
      var writer = ByteWriter()
      writer.append(double: value)
      switch try JSONParser.parse(writer.bytes()) {
      case .double(let read): #expect(read == value)
      case .integer(let read): #expect(Double(read) == value)
      case let other: Issue.record("\(other)")
      }
    }
  }

  @Test func `finds a member by its bytes`() {
    let value: JSON = ["\u{E9}": 1]
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == nil)
    #expect(JSON.null["a"] == nil)
  }

  /// By Unicode's rules the two texts are equal, and comparing long ones is quadratic.
  @Test func `equal values have equal bytes`() {
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    #expect(Set<JSON>([["a": 1], ["a": 1], [1], 1, "1", .double(1)]).count == 5)
    let marks = String(repeating: "\u{301}\u{316}", count: 100_000)
    #expect(Set([JSON.string(marks), .string(marks)]).count == 1)
  }
}
