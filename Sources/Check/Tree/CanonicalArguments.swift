import Bytes
import GraphQL

/// Coerced arguments as JSON of which there is one text for equal arguments: names sorted, no
/// blanks, whole numbers without a fraction, enums as names, nothing for what is absent.
enum CanonicalArguments {
  static func text(of arguments: Arguments) -> String {
    var out = ByteWriter(capacity: 128)
    write(arguments.members, &out)
    return out.text()
  }

  private static func write(_ members: [InputValue.Member], _ out: inout ByteWriter) {
    // By their bytes, which is by code points.
    let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    out.append(UInt8(ascii: "{"))
    for (place, member) in sorted.enumerated() {
      if place > 0 { out.append(UInt8(ascii: ",")) }
      out.append(quoting: member.name)
      out.append(UInt8(ascii: ":"))
      write(member.value, &out)
    }
    out.append(UInt8(ascii: "}"))
  }

  private static func write(_ value: InputValue, _ out: inout ByteWriter) {
    switch value {
    case .null, .file: out.append("null" as StaticString)
    case .boolean(let truth): out.append(truth ? "true" as StaticString : "false")
    case .int(let number): out.append(decimal: number)
    case .float(let number):
      out.append(utf8: WholeNumber.digits(of: number) ?? "\(number)")
    case .string(let text), .enumeration(let text): out.append(quoting: text)
    case .list(let items):
      out.append(UInt8(ascii: "["))
      for (place, item) in items.enumerated() {
        if place > 0 { out.append(UInt8(ascii: ",")) }
        write(item, &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members): write(members, &out)
    }
  }
}

/// A double that is whole, as digits alone.
enum WholeNumber {
  /// - Returns: `nil` where it is not whole or not finite.
  static func digits(of number: Double) -> String? {
    guard number.isFinite, number.rounded() == number else { return nil }
    if let small = Int64(exactly: number) { return String(small) }
    // Beyond 2^63 a double is its significand times a power of two: 18 digits a limb.
    var limbs = [number.magnitude.significandBitPattern | 1 << 52]
    let base: UInt64 = 1_000_000_000_000_000_000
    for _ in 0..<Int(number.exponent) - 52 {
      var carry: UInt64 = 0
      for place in limbs.indices {
        let (high, rest) = (limbs[place] * 2 + carry).quotientAndRemainder(dividingBy: base)
        limbs[place] = rest
        carry = high
      }
      if carry > 0 { limbs.append(carry) }
    }
    let rest = limbs.dropLast().reversed().map { limb in
      let digits = String(limb)
      return String(repeating: "0", count: 18 - digits.count) + digits
    }
    return (number < 0 ? "-" : "") + String(limbs.last ?? 0) + rest.joined()
  }
}
