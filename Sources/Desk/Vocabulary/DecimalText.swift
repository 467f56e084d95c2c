/// An exact decimal number, compared and kept without losing a digit.
///
/// - Shape: an optional `-`, digits without leading zeros, and a fraction as it was written.
struct DecimalText: Hashable, Sendable, Comparable {
  private let isNegative: Bool
  private let whole: [UInt8]
  private let fraction: [UInt8]

  /// Reads a number such as `-12.50`; no sign but `-`, no exponent, a digit on both sides of the
  /// point.
  ///
  /// - Returns: `nil` for anything else, and for more digits than ``Limits/decimalDigits``.
  init?(_ text: String) {
    var digits = text.utf8[...]
    guard digits.count <= Limits.decimalDigits + 2 else { return nil }
    let hasSign = digits.first == UInt8(ascii: "-")
    if hasSign { digits = digits.dropFirst() }
    let parts = digits.split(
      separator: UInt8(ascii: "."),
      maxSplits: 1,
      omittingEmptySubsequences: false
    )
    let isDigit = { (byte: UInt8) in UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    guard let first = parts.first, !first.isEmpty, first.allSatisfy(isDigit) else { return nil }
    if parts.count > 1, parts[1].isEmpty || !parts[1].allSatisfy(isDigit) { return nil }
    let significant = first.drop { $0 == UInt8(ascii: "0") }
    whole = significant.isEmpty ? [UInt8(ascii: "0")] : Array(significant)
    fraction = parts.count > 1 ? Array(parts[1]) : []
    guard whole.count + fraction.count <= Limits.decimalDigits else { return nil }
    let isZero = (whole + fraction).allSatisfy { $0 == UInt8(ascii: "0") }
    isNegative = hasSign && !isZero
  }

  init(_ number: Int64) {
    isNegative = number < 0
    whole = Array(String(number.magnitude).utf8)
    fraction = []
  }

  /// How many digits stand after the point.
  var fractionDigits: Int { fraction.count }

  var text: String {
    let digits = fraction.isEmpty ? whole : whole + [UInt8(ascii: ".")] + fraction
    return (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  static func < (left: DecimalText, right: DecimalText) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative
      ? right.isNearerToZero(than: left) : left.isNearerToZero(than: right)
  }

  private func isNearerToZero(than other: DecimalText) -> Bool {
    if whole.count != other.whole.count { return whole.count < other.whole.count }
    let length = max(fraction.count, other.fraction.count)
    return (whole + padded(to: length)).lexicographicallyPrecedes(
      other.whole + other.padded(to: length)
    )
  }

  private func padded(to length: Int) -> [UInt8] {
    fraction + Array(repeating: UInt8(ascii: "0"), count: length - fraction.count)
  }
}
