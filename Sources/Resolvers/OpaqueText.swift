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
  struct Writer: ~Copyable {
    private var texts: TextColumnWriter
    private var plain: ByteWriter
    private let wordLength: Int

    init(_ word: String, reserving count: Int) {
      plain = ByteWriter(capacity: 64)
      plain.append(utf8: word)
      wordLength = plain.count
      texts = TextColumnWriter(reservingCells: count, bytes: count * (wordLength + 16))
    }

    var column: TextColumn { texts.column }

    mutating func append(_ number: Int64) {
      plain.truncate(to: wordLength)
      add(number)
      texts.append(base64URL: plain)
    }

    mutating func append(_ first: Int64, _ second: Int64) {
      plain.truncate(to: wordLength)
      add(first)
      add(second)
      texts.append(base64URL: plain)
    }

    mutating func appendNull() { texts.appendNull() }

    private mutating func add(_ number: Int64) {
      plain.append(UInt8(ascii: "."))
      plain.append(decimal: number)
    }
  }
}
