import Bytes

/// The texts that clients are told not to look into: ids and cursors.
///
/// Each is a word and some numbers, `word.12` or `word.12.3`, in base64url without padding. Anything
/// but the very text that ``Writer`` makes is refused, so that no two texts mean the same.
enum OpaqueText {
  /// The word and the numbers of a text; `nil` for everything that this house never gave out.
  ///
  /// - Complexity: O(1): a text longer than any that was given out is not looked at.
  static func read(_ text: String) -> (word: String, numbers: [Int64])? {
    guard text.utf8.count <= Limits.opaqueLength,
      let plain = Base64.decode(text, as: .url)
    else { return nil }
    let parts = plain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let word = parts.first.flatMap({ String(validating: $0, as: UTF8.self) }) else {
      return nil
    }
    let numbers = parts.dropFirst().compactMap(number)
    return numbers.count == parts.count - 1 ? (word, numbers) : nil
  }

  /// A number as this house writes it: digits, from 1, without a leading zero.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    guard let first = digits.first, first != UInt8(ascii: "0") else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      let (tens, isTooBig) = value.multipliedReportingOverflow(by: 10)
      let (sum, isStillTooBig) = tens.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
      guard !isTooBig, !isStillTooBig else { return nil }
      value = sum
    }
    return value
  }

  /// Writes the texts of one word into a column, no `String` made for any.
  struct Writer {
    private(set) var column: TextColumn
    private let prefix: [UInt8]
    private var plain: [UInt8]

    init(_ word: String, reserving count: Int) {
      prefix = Array(word.utf8)
      plain = prefix
      column = TextColumn(reservingCells: count, bytes: count * (prefix.count + 12))
    }

    mutating func append(_ number: Int64) {
      plain.removeLast(plain.count - prefix.count)
      add(number)
      finish()
    }

    mutating func append(_ first: Int64, _ second: Int64) {
      plain.removeLast(plain.count - prefix.count)
      add(first)
      add(second)
      finish()
    }

    mutating func appendNull() { column.appendNull() }

    private mutating func add(_ number: Int64) {
      plain.append(UInt8(ascii: "."))
      let start = plain.count
      var rest = number.magnitude
      repeat {
        plain.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
        rest /= 10
      } while rest > 0
      plain[start...].reverse()
    }

    private mutating func finish() {
      column.append(bytes: Base64.encode(plain, as: .url)[...])
    }
  }
}
