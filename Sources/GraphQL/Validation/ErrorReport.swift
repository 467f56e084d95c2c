/// The first errors of a document, in the order in which graphql-js finds them.
///
/// Rules ask table after table, so errors come in any order; the report keeps the earliest and
/// builds no text for one that it does not keep. What is wrong in 5,000 places costs 5,000
/// comparisons and a few sentences.
///
/// - Invariant: `entries` is sorted by moment, then by rule, and never longer than ``DocumentLimits/errors``.
struct ErrorReport {
  /// Whether messages may name what the schema has instead.
  let suggestions: Bool
  /// The place of the rule that reports now, among all rules.
  var rule = 0
  /// Whether more was wrong than is told.
  private(set) var isCut = false
  private(set) var entries: [Entry] = []
  private let limits: DocumentLimits

  struct Entry: Hashable {
    var moment: Int32
    var rule: Int
    var message: String
    /// Bytes of the text.
    var offsets: [Int32]
    var code: String
  }

  init(suggestions: Bool, limits: DocumentLimits) {
    self.suggestions = suggestions
    self.limits = limits
  }

  /// Keeps an error if it is one of the first.
  ///
  /// - Parameters:
  ///   - moment: When graphql-js would find it.
  ///   - message: Evaluated only if the error is kept.
  ///   - offsets: The bytes where the concerned nodes begin; evaluated only if the error is kept.
  ///   - code: `extensions.code`.
  mutating func callAsFunction(
    _ moment: Int32,
    _ message: @autoclosure () -> String,
    at offsets: @autoclosure () -> [Int32],
    code: String = ErrorReport.invalid
  ) {
    let isFull = entries.count >= limits.errors
    if isFull { isCut = true }
    if isFull, let last = entries.last, (last.moment, last.rule) <= (moment, rule) { return }
    var place = entries.count
    while place > 0, (moment, rule) < (entries[place - 1].moment, entries[place - 1].rule) {
      place -= 1
    }
    let entry = Entry(
      moment: moment,
      rule: rule,
      message: message(),
      offsets: offsets(),
      code: code
    )
    entries.insert(entry, at: place)
    if entries.count > limits.errors { entries.removeLast() }
  }

  /// `extensions.code` of a document that breaks a rule of the specification.
  static let invalid = "VALIDATION_FAILED"

  /// What ends a report that leaves errors out.
  static let aborted = GraphQLError(
    "Too many validation errors, error limit reached. Validation aborted.",
    code: invalid
  )

  /// The errors as a response tells them.
  ///
  /// - Complexity: O(length of the text), once for all errors.
  func errors(in source: Source) -> [GraphQLError] {
    let offsets = entries.flatMap { $0.offsets.prefix(limits.errorLocations) }
    let locations = source.locations(at: offsets)
    let told = entries.map { entry in
      GraphQLError(
        // The ellipsis is the last character.
        entry.message.unicodeScalars.count > limits.messageLength
          ? entry.message.shortened(to: limits.messageLength - 1) : entry.message,
        at: entry.offsets.prefix(limits.errorLocations).compactMap { locations[$0] },
        code: entry.code
      )
    }
    return isCut ? told + [ErrorReport.aborted] : told
  }
}
