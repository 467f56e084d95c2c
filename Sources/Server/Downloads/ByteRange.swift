/// The part of a file that a request asks for.
///
/// - Source: RFC 9110 section 14.
enum ByteRange: Hashable, Sendable {
  /// There is no `Range`, or one that is not understood: all of it is sent.
  case whole
  case part(Range<Int>)
  /// Nothing of the file lies in it.
  case unsatisfiable

  /// Reads a `Range` field.
  ///
  /// Several ranges at once are answered with the whole, which section 14.2 allows: their answer
  /// would be of a length that the client chooses.
  init(_ field: String?, of size: Int) {
    guard let field, field.utf8.count <= Limits.rangeBytes, field.lowercased().hasPrefix("bytes=")
    else {
      self = .whole
      return
    }
    // Empty elements of a list count for nothing (section 5.6.1.2).
    let ranges = field.dropFirst("bytes=".count).split(separator: ",").map(Self.trimmed)
      .filter { !$0.isEmpty }
    let parts = ranges.first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
    guard ranges.count == 1, parts.count == 2, !(parts[0].isEmpty && parts[1].isEmpty),
      let first = Self.number(parts[0]), let last = Self.number(parts[1])
    else {
      self = .whole
      return
    }
    switch (first, last) {
    case (nil, let count?): self = .part(max(0, size - count)..<size)
    case (let start?, nil): self = .part(start..<max(start, size))
    case (let start?, let end?):
      guard end >= start else {
        self = .whole
        return
      }
      self = .part(start..<max(start, min(end, size - 1) + 1))
    case (nil, nil): self = .whole
    }
    if case .part(let range) = self, range.isEmpty { self = .unsatisfiable }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let start = text.drop { $0 == " " || $0 == "\t" }
    let end = start.lastIndex { $0 != " " && $0 != "\t" }
    return end.map { start[...$0] } ?? ""
  }

  /// A number that may be left out; `nil` for what is none.
  ///
  /// One that is too great is the greatest.
  private static func number(_ digits: some StringProtocol) -> Int?? {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    if digits.isEmpty { return .some(nil) }
    return .some(min(Int(digits) ?? .max, .max - 1))
  }
}
