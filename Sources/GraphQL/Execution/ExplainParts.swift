/// What of an operation's run is to be told beside its answer.
///
/// - Source: the playground's contract, `X-GraphQL-Explain: plan,sql,rules`.
public struct ExplainParts: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The levels, and how long each stage took.
  public static let plan = ExplainParts(rawValue: 1)
  /// The statements, and how the database runs them.
  public static let sql = ExplainParts(rawValue: 2)
  /// What is hidden, and by which rule.
  public static let rules = ExplainParts(rawValue: 4)

  /// The parts of a list like `plan,sql,rules`; a word that means none is passed over, so that a
  /// client may ask an older server for more than it has.
  ///
  /// - Parameter list: Not longer than the caller allows.
  public init(list: String) {
    self = []
    for word in list.utf8.split(separator: UInt8(ascii: ",")) {
      let letters = word.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      if letters.elementsEqual("plan".utf8) { insert(.plan) }
      if letters.elementsEqual("sql".utf8) { insert(.sql) }
      if letters.elementsEqual("rules".utf8) { insert(.rules) }
    }
  }
}
