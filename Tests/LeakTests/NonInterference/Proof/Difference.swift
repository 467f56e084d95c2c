/// Where two answers to one document part.
struct Difference: Sendable, CustomStringConvertible {
  var pair: String
  var document: String
  var what: String

  var description: String { "\(pair)\n  \(document)\n  \(what)" }

  /// What two lists of answers to one document differ in; `nil` where it is nothing.
  ///
  /// Status, headers, body and the statements that were run, one by one, all have to be the same.
  static func between(_ one: [Answer], _ other: [Answer]) -> String? {
    guard one.count == other.count else { return "\(one.count) answers and \(other.count)" }
    for (place, (one, other)) in zip(one, other).enumerated() {
      if one.head != other.head {
        return "answer \(place), head: \(parting(one.head.utf8, other.head.utf8))"
      }
      if one.body != other.body { return "answer \(place), body: \(parting(one.body, other.body))" }
      if one.work.statements != other.work.statements {
        return "answer \(place), statements: \(parting(one.work.statements, other.work.statements))"
      }
    }
    return nil
  }

  /// The first place where two texts part, with a little of what stands around it.
  private static func parting(_ one: some Sequence<UInt8>, _ other: some Sequence<UInt8>) -> String
  {
    let (one, other) = (Array(one), Array(other))
    let place =
      zip(one, other).enumerated().first { $1.0 != $1.1 }?.offset ?? min(one.count, other.count)
    let start = max(0, place - 60)
    func excerpt(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[start..<min(bytes.count, place + 60)], as: UTF8.self)
    }
    return "byte \(place): …\(excerpt(one))… and …\(excerpt(other))…"
  }

  private static func parting(_ one: [String], _ other: [String]) -> String {
    let place =
      zip(one, other).enumerated().first { $1.0 != $1.1 }?.offset ?? min(one.count, other.count)
    let (first, second) = (
      one.dropFirst(place).first ?? "none", other.dropFirst(place).first ?? "none"
    )
    return "\(one.count) and \(other.count), from \(place): \(first) and \(second)"
  }
}
