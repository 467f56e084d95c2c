/// Names that may have been meant instead of a wrong one.
///
/// - Source: the measure and the wording are graphql-js's.
enum Suggestions {
  /// The longest name that is compared, in bytes: the comparison costs the product of two lengths.
  static let nameLength = 64
  /// How many names a message lists.
  static let count = 5

  /// The options near a name, nearest first.
  ///
  /// - Complexity: O(options × ``nameLength``²); nothing for a longer name.
  static func near(_ name: String, among options: [String]) -> [String] {
    guard name.utf8.count <= nameLength else { return [] }
    let threshold = name.utf8.count * 2 / 5 + 1
    var found: [(distance: Int, option: String)] = []
    for option in options where option.utf8.count <= nameLength {
      guard let distance = distance(name, option, atMost: threshold) else { continue }
      found.append((distance, option))
    }
    found.sort { left, right in
      left.distance != right.distance
        ? left.distance < right.distance
        : precedes(left.option, right.option)
    }
    return found.map(\.option)
  }

  /// The end of a message, or nothing: ` Did you mean "a", "b", or "c"?`.
  static func sentence(_ names: [String], about context: String = "") -> String {
    let quoted = names.prefix(count).map { "\"\($0)\"" }
    guard let last = quoted.last else { return "" }
    let list =
      switch quoted.count {
      case 1: last
      case 2: "\(quoted[0]) or \(last)"
      default: quoted.dropLast().joined(separator: ", ") + ", or \(last)"
      }
    return " Did you mean \(context)\(list)?"
  }

  /// How many edits lie between two names; `nil` when there are too many.
  ///
  /// An edit is an insertion, a deletion, a substitution or a swap of neighbours; a change of case
  /// alone counts one.
  static func distance(_ name: String, _ option: String, atMost threshold: Int) -> Int? {
    if name == option { return 0 }
    let a = name.utf8.map(lowercased)
    let b = option.utf8.map(lowercased)
    if a == b { return 1 }
    guard abs(a.count - b.count) <= threshold else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var cell = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cell = min(cell, beforeLast[j - 1] + 1)
        }
        row.append(cell)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count] <= threshold ? last[b.count] : nil
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }

  /// Whether a name comes first when runs of digits are compared as numbers.
  static func precedes(_ left: String, _ right: String) -> Bool {
    var a = Array(left.utf8)[...]
    var b = Array(right.utf8)[...]
    while let first = a.first, let second = b.first {
      if first.isDigit, second.isDigit {
        let (m, n) = (number(&a), number(&b))
        if m != n { return m.count != n.count ? m.count < n.count : m.lexicographicallyPrecedes(n) }
      } else {
        if first != second { return first < second }
        a.removeFirst()
        b.removeFirst()
      }
    }
    return a.count < b.count
  }

  /// Takes a run of digits, without the zeros that lead it.
  private static func number(_ bytes: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let digits = bytes.prefix { $0.isDigit }
    bytes = bytes.dropFirst(digits.count)
    return digits.drop { $0 == UInt8(ascii: "0") }
  }
}
