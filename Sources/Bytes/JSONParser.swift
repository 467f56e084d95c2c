/// Reads JSON, by the letter of RFC 8259 and stricter where it leaves a choice.
///
/// Two members of one name, bytes that are no UTF-8, half surrogate pairs and numbers that no
/// double holds are refused, for two readers could understand them differently.
///
/// - Source: [RFC 8259](https://www.rfc-editor.org/rfc/rfc8259).
public struct JSONParser {
  private let bytes: [UInt8]
  private var index: Int
  private let end: Int
  /// How many more arrays and objects may be opened.
  private var depthLeft: Int

  private init(_ bytes: [UInt8], from start: Int, to end: Int, depth: Int) {
    self.bytes = bytes
    index = start
    self.end = end
    depthLeft = min(depth, Limits.jsonDepthCeiling)
  }

  /// Reads a text of exactly one value.
  ///
  /// - Throws: ``JSONError`` at the first byte that is wrong.
  /// - Complexity: O(bytes), expected.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
    try parse(bytes, maximumDepth: Limits.jsonDepth)
  }

  /// Reads a text of exactly one value, with a bound for arrays and objects inside each other.
  public static func parse(_ bytes: [UInt8], maximumDepth: Int) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes, from: 0, to: bytes.count, depth: maximumDepth)
    return try parser.document()
  }

  /// Reads a part of a text; the offsets of its errors count from the part's first byte.
  public static func parse(_ bytes: ArraySlice<UInt8>) throws(JSONError) -> JSON {
    try parse(Array(bytes))
  }

  // JSON-text = ws value ws
  private mutating func document() throws(JSONError) -> JSON {
    let value = try value()
    skipBlanks()
    guard index == end else { throw JSONError(.trailingBytes, at: index) }
    return value
  }

  // value = false / null / true / object / array / number / string
  private mutating func value() throws(JSONError) -> JSON {
    skipBlanks()
    guard index < end else { throw JSONError(.unexpectedEnd, at: index) }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try JSONNumber.parse(bytes, at: &index, end: end)
    case UInt8(ascii: "t"): return try word("true", is: .boolean(true))
    case UInt8(ascii: "f"): return try word("false", is: .boolean(false))
    case UInt8(ascii: "n"): return try word("null", is: .null)
    default: throw JSONError(.unexpectedByte, at: index)
    }
  }

  private mutating func word(_ word: String, is value: JSON) throws(JSONError) -> JSON {
    for byte in word.utf8 {
      guard index < end else { throw JSONError(.unexpectedEnd, at: index) }
      guard bytes[index] == byte else { throw JSONError(.unexpectedByte, at: index) }
      index += 1
    }
    return value
  }

  // array = begin-array [ value *( value-separator value ) ] end-array
  private mutating func array() throws(JSONError) -> JSON {
    try open()
    var values: [JSON] = []
    if closes(with: UInt8(ascii: "]")) { return .array(values) }
    while true {
      values.append(try value())
      if try isLast(closing: UInt8(ascii: "]")) { return .array(values) }
    }
  }

  // object = begin-object [ member *( value-separator member ) ] end-object
  private mutating func object() throws(JSONError) -> JSON {
    try open()
    var members: [JSON.Member] = []
    var names = JSONNames()
    if closes(with: UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipBlanks()
      let start = index
      try expect(UInt8(ascii: "\""), isConsumed: false)
      let name = try string()
      guard names.isNew(name, among: members) else {
        throw JSONError(.duplicateName, at: start)
      }
      skipBlanks()
      try expect(UInt8(ascii: ":"), isConsumed: true)
      members.append(JSON.Member(name: name, value: try value()))
      if try isLast(closing: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func open() throws(JSONError) {
    guard depthLeft > 0 else { throw JSONError(.tooDeep, at: index) }
    depthLeft -= 1
    index += 1
  }

  /// Takes the bracket that closes what is empty, if it comes.
  private mutating func closes(with bracket: UInt8) -> Bool {
    skipBlanks()
    guard index < end, bytes[index] == bracket else { return false }
    index += 1
    depthLeft += 1
    return true
  }

  /// Takes what follows a value: its bracket, which closes, or a comma.
  private mutating func isLast(closing bracket: UInt8) throws(JSONError) -> Bool {
    if closes(with: bracket) { return true }
    try expect(UInt8(ascii: ","), isConsumed: true)
    return false
  }

  private mutating func expect(_ byte: UInt8, isConsumed: Bool) throws(JSONError) {
    guard index < end else { throw JSONError(.unexpectedEnd, at: index) }
    guard bytes[index] == byte else { throw JSONError(.unexpectedByte, at: index) }
    if isConsumed { index += 1 }
  }

  // string = quotation-mark *char quotation-mark
  private mutating func string() throws(JSONError) -> String {
    index += 1
    let start = index
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        let text = String(validating: bytes[start..<index], as: UTF8.self)
        guard let text else { throw JSONError(.invalidUTF8, at: start) }
        index += 1
        return text
      case UInt8(ascii: "\\"):
        return try JSONEscapes.string(bytes, from: start, at: &index, end: end)
      case 0..<0x20:
        throw JSONError(.controlCharacter, at: index)
      default:
        index += 1
      }
    }
    throw JSONError(.unexpectedEnd, at: index)
  }

  // ws = *( Space / Horizontal tab / Line feed or New line / Carriage return )
  private mutating func skipBlanks() {
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }
}
