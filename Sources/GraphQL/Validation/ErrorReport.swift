/// The first errors of a document, in the order in which graphql-js finds them.
///
/// Rules ask table after table, so errors come in any order; the report keeps the earliest and
/// builds no text for one that it does not keep. What is wrong in 5,000 places costs 5,000
/// comparisons and twenty sentences.
///
/// - Invariant: `entries` is sorted by moment, then by rule, and never longer than the capacity.
struct ErrorReport {
  /// Whether messages may name what the schema has instead.
  let suggestions: Bool
  /// The place of the rule that reports now, among all rules.
  var rule = 0
  /// Whether more was wrong than is told.
  private(set) var isCut = false
  private(set) var entries: [Entry] = []
  private let capacity: Int

  struct Entry: Hashable {
    var moment: Int32
    var rule: Int
    var message: String
    /// Bytes of the text.
    var offsets: [Int32]
    var code: String
  }

  init(suggestions: Bool, capacity: Int = Limits.errors) {
    self.suggestions = suggestions
    self.capacity = capacity
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
    let isFull = entries.count >= capacity
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
    if entries.count > capacity { entries.removeLast() }
  }

  /// `extensions.code` of a document that breaks a rule of the specification.
  static let invalid = "VALIDATION_FAILED"

  /// The errors as a response tells them.
  ///
  /// - Complexity: O(length of the text), once for all errors.
  func errors(in source: Source) -> [GraphQLError] {
    var told = entries
    if isCut, let last = told.last {
      told[told.count - 1] = Entry(
        moment: last.moment,
        rule: last.rule,
        message: "Too many validation errors, error limit reached. Validation aborted.",
        offsets: [],
        code: ErrorReport.invalid
      )
    }
    let offsets = told.flatMap { $0.offsets.prefix(Limits.errorLocations) }
    let locations = source.locations(at: offsets)
    return told.map { entry in
      GraphQLError(
        // The ellipsis is the last character.
        entry.message.unicodeScalars.count > Limits.messageLength
          ? entry.message.shortened(to: Limits.messageLength - 1) : entry.message,
        at: entry.offsets.prefix(Limits.errorLocations).compactMap { locations[$0] },
        code: entry.code
      )
    }
  }
}
