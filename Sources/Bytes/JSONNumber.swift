/// Reads a number, digit by digit: `Int("+5")` and `Double("0x1")` take more than JSON does.
enum JSONNumber {
  // number = [ minus ] int [ frac ] [ exp ]
  static func parse(
    _ bytes: [UInt8],
    at index: inout Int,
    end: Int
  ) throws(JSONError) -> JSON {
    let start = index
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    let integer = try integer(bytes, at: &index, end: end, isNegative: isNegative)
    var isInteger = true

    // frac = decimal-point 1*DIGIT
    if index < end, bytes[index] == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      try digits(bytes, at: &index, end: end)
    }
    // exp = e [ minus / plus ] 1*DIGIT
    if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      index += 1
      if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
        index += 1
      }
      try digits(bytes, at: &index, end: end)
    }
    if isInteger, let integer { return .integer(integer) }

    guard index - start <= Limits.jsonNumberLength,
      let double = Double(String(decoding: bytes[start..<index], as: UTF8.self)),
      double.isFinite
    else { throw JSONError(.numberTooLarge, at: start) }
    return .double(double)
  }

  // int = zero / ( digit1-9 *DIGIT )
  /// - Returns: The value, or `nil` where it does not fit.
  private static func integer(
    _ bytes: [UInt8],
    at index: inout Int,
    end: Int,
    isNegative: Bool
  ) throws(JSONError) -> Int64? {
    let start = index
    var value: Int64? = 0
    while index < end, let digit = digit(bytes[index]) {
      if let known = value {
        let (tens, isTooLarge) = known.multipliedReportingOverflow(by: 10)
        let (sum, isOver) =
          isNegative
          ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
        value = isTooLarge || isOver ? nil : sum
      }
      index += 1
    }
    guard index > start else {
      throw JSONError(index < end ? .invalidNumber : .unexpectedEnd, at: index)
    }
    if bytes[start] == UInt8(ascii: "0"), index - start > 1 {
      throw JSONError(.invalidNumber, at: start)
    }
    return value
  }

  private static func digits(
    _ bytes: [UInt8],
    at index: inout Int,
    end: Int
  ) throws(JSONError) {
    let start = index
    while index < end, digit(bytes[index]) != nil { index += 1 }
    guard index > start else {
      throw JSONError(index < end ? .invalidNumber : .unexpectedEnd, at: index)
    }
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int64(byte - UInt8(ascii: "0"))
    default: nil
    }
  }
}
