import Testing

@testable import Bytes

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", .null), (" true\n", true), ("\tfalse\r", false), (#""""#, ""), ("[]", []),
      ("{}", [:]),
      (" [ 1 , \"a\" , [ ] ] ", [1, "a", []]),
      (
        #"{"a":{"b":null},"":[{}]}"#,
        .object([
          .init(name: "a", value: .object([.init(name: "b", value: .null)])),
          .init(name: "", value: [[:]]),
        ])
      ),
      (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
      (#""caf\u00e9 \u00E9 \uD83D\ude00 \u0000""#, "caf\u{E9} \u{E9} 😀 \0"),
      ("\"çé👩‍🎓\u{7F}\"", "çé👩‍🎓\u{7F}"),
      (#""é\té""#, "é\té"),
    ] as [(String, JSON)]
  )
  func `reads a value`(text: String, value: JSON) throws {
    #expect(try JSONParser.parse(Array(text.utf8)) == value)
  }

  @Test(
    arguments: [
      ("0", .integer(0)), ("-0", .integer(0)), ("-12", .integer(-12)),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
      ("9223372036854775808", .double(9_223_372_036_854_775_808)),
      ("-9223372036854775809", .double(-9_223_372_036_854_775_808)),
      ("100000000000000000000", .double(1e20)),
      ("1.0", .double(1)), ("1e2", .double(100)), ("1E+2", .double(100)), ("25e-1", .double(2.5)),
      ("0.1", .double(0.1)), ("-0.0", .double(-0.0)), ("1e-400", .double(0)),
      ("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
      ("5e-324", .double(.leastNonzeroMagnitude)),
    ] as [(String, JSON)]
  )
  func `reads a number`(text: String, value: JSON) throws {
    #expect(try JSONParser.parse(Array(text.utf8)) == value)
    #expect(try JSONParser.parse(Array("[\(text)]".utf8)) == [value])
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
      ("[1", .unexpectedEnd, 2), (#"{"a""#, .unexpectedEnd, 4), (#"{"a":"#, .unexpectedEnd, 5),
      ("tru", .unexpectedEnd, 3), (#""a"#, .unexpectedEnd, 2), (#""\"#, .unexpectedEnd, 2),
      (#""\u12"#, .unexpectedEnd, 5), ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2),
      ("1e+", .unexpectedEnd, 3),
      ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1), ("[1 2]", .unexpectedByte, 3),
      (#"{"a":1,}"#, .unexpectedByte, 7), ("{1:2}", .unexpectedByte, 1),
      (#"{"a" 1}"#, .unexpectedByte, 5), ("{'a':1}", .unexpectedByte, 1), ("]", .unexpectedByte, 0),
      ("[1}", .unexpectedByte, 2), ("TRUE", .unexpectedByte, 0), ("nul!", .unexpectedByte, 3),
      ("NaN", .unexpectedByte, 0), ("Infinity", .unexpectedByte, 0), ("+1", .unexpectedByte, 0),
      (".5", .unexpectedByte, 0), ("\u{FEFF}1", .unexpectedByte, 0), ("/**/1", .unexpectedByte, 0),
      ("\u{A0}1", .unexpectedByte, 0), ("[1\u{C}]", .unexpectedByte, 2),
      ("1 2", .trailingBytes, 2), ("{}}", .trailingBytes, 2), ("0x1", .trailingBytes, 1),
      ("1\0", .trailingBytes, 1), ("1_000", .trailingBytes, 1), ("\"a\"b", .trailingBytes, 3),
      ("01", .invalidNumber, 0), ("-01", .invalidNumber, 1), ("00", .invalidNumber, 0),
      ("-a", .invalidNumber, 1), ("1.e5", .invalidNumber, 2), ("1.a", .invalidNumber, 2),
      ("1ea", .invalidNumber, 2), ("[--1]", .invalidNumber, 2), ("1e++1", .invalidNumber, 3),
      ("1e400", .numberTooLarge, 0), ("[-1e999]", .numberTooLarge, 1),
      (#""\x""#, .invalidEscape, 1), (#""\u12G4""#, .invalidEscape, 1),
      (#""\u+123""#, .invalidEscape, 1), (#""\U0041""#, .invalidEscape, 1),
      (#""\uD800""#, .loneSurrogate, 1), (#""a\uDC00""#, .loneSurrogate, 2),
      (#""\uD800\u0041""#, .loneSurrogate, 1), (#""\uD800x""#, .loneSurrogate, 1),
      (#""\uD800\n""#, .loneSurrogate, 1),
      ("\"a\nb\"", .controlCharacter, 2), ("\"\\t\u{1F}\"", .controlCharacter, 3),
      (#"{"a":1,"b":2,"a":3}"#, .duplicateName, 13), (#"{"a":1,"\u0061":2}"#, .duplicateName, 7),
      (#"{"":1,"":2}"#, .duplicateName, 6), (#"[{"a":{"x":1,"x":1}}]"#, .duplicateName, 13),
    ] as [(String, JSONError.Reason, Int)]
  )
  func `refuses at the byte that is wrong`(text: String, reason: JSONError.Reason, offset: Int) {
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
    #expect(error == JSONError(reason, at: offset))
  }

  /// An overlong slash, a lone continuation byte, half a surrogate, a cut character, a byte that
  /// is never UTF-8.
  @Test(
    arguments: [[0xC0, 0xAF], [0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xFF]] as [[UInt8]]
  )
  func `refuses a string that is no UTF-8`(bytes: [UInt8]) {
    for text in [[0x22] + bytes + [0x22], [0x22, 0x5C, 0x6E] + bytes + [0x22]] {
      let error = #expect(throws: JSONError.self) { try JSONParser.parse(text) }
      #expect(error?.reason == .invalidUTF8)
    }
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
  func `counts the depth`(opening: String, closing: String) throws {
    func nested(_ depth: Int) -> [UInt8] {
      let inside = String(repeating: opening, count: depth) + "1"
      return Array((inside + String(repeating: closing, count: depth)).utf8)
    }
    #expect(throws: Never.self) { try JSONParser.parse(nested(64)) }
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(nested(65)) }
    #expect(error == JSONError(.tooDeep, at: opening.utf8.count * 64))
    #expect(throws: Never.self) { try JSONParser.parse(nested(2), maximumDepth: 2) }
    #expect(throws: JSONError.self) { try JSONParser.parse(nested(3), maximumDepth: 2) }
    #expect(throws: JSONError.self) { try JSONParser.parse(nested(5_000), maximumDepth: .max) }
  }

  /// Depth is nesting: brackets that were closed do not count.
  @Test func `many brackets beside each other are not deep`() throws {
    let text = "[" + Array(repeating: "[[],{}]", count: 1_000).joined(separator: ",") + "]"
    guard case .array(let values) = try JSONParser.parse(Array(text.utf8)) else {
      Issue.record("no array")
      return
    }
    #expect(values.count == 1_000)
  }

  @Test(arguments: [UInt8(ascii: "["), UInt8(ascii: "{")])
  func `a million brackets are refused and not a crash`(bracket: UInt8) {
    #expect(throws: JSONError.self) {
      try JSONParser.parse([UInt8](repeating: bracket, count: 1_000_000))
    }
  }

  /// `é` of one scalar and of two are different names, for they are different bytes.
  @Test func `names are told apart by their bytes`() throws {
    let value = try JSONParser.parse(Array("{\"\u{E9}\":1,\"e\u{301}\":2}".utf8))
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
  }

  @Test(arguments: [7, 8, 9, 20_000])
  func `finds a name twice among many`(count: Int) throws {
    let members = (0..<count).map { "\"name\($0)\":\($0)" }.joined(separator: ",")
    #expect(throws: Never.self) { try JSONParser.parse(Array("{\(members)}".utf8)) }
    for twice in [0, count - 1] {
      let error = #expect(throws: JSONError.self) {
        try JSONParser.parse(Array("{\(members),\"name\(twice)\":0}".utf8))
      }
      #expect(error == JSONError(.duplicateName, at: members.utf8.count + 2))
    }
  }

  @Test func `refuses a megabyte of digits`() {
    let error = #expect(throws: JSONError.self) {
      try JSONParser.parse([UInt8](repeating: UInt8(ascii: "7"), count: 1_000_000))
    }
    #expect(error?.reason == .numberTooLarge)
  }

  @Test func `reads a part of a text`() throws {
    let bytes = Array("xx[1]yy".utf8)
    #expect(try JSONParser.parse(bytes[2..<5]) == [1])
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(bytes[2..<4]) }
    #expect(error == JSONError(.unexpectedEnd, at: 2))
  }

  /// No prefix of a text is a text, whatever the cut, and none is a trap.
  @Test func `refuses at every cut`() {
    let whole = Array(#"{"a":[1.5e+3,-0,"x\u00e9\uD83D\uDE00\n",true,false,null,{"b":{}}]}"#.utf8)
    #expect(throws: Never.self) { try JSONParser.parse(whole) }
    for cut in whole.indices {
      #expect(throws: JSONError.self) { try JSONParser.parse(Array(whole[..<cut])) }
    }
  }

  /// What is taken reads back as it was written, and nothing is a trap.
  @Test func `any changed byte is a value or an error`() throws {
    let whole = Array(#"{"a":[1.5e+3,-0,"x\u00e9\n",true,{"b":null}]}"#.utf8)
    var accepted = 0
    for place in whole.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = whole
        changed[place] = byte
        guard let value = try? JSONParser.parse(changed) else { continue }
        accepted += 1
        #expect(try JSONParser.parse(Array(value.text.utf8)).text == value.text)
      }
    }
    #expect(accepted > whole.count)
  }

  @Test func `a refusal has a sentence without the text`() {
    let error = JSONError(.tooDeep, at: 7)
    #expect(error.message == "Invalid JSON: nested too deep at byte 7.")
  }
}
