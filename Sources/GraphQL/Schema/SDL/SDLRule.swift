/// One rule that a type system document keeps before its types can be looked at: a name and a query
/// on the facts of the document.
///
/// - Source: [Type system](https://spec.graphql.org/September2025/#sec-Type-System); names, messages
///   and places are graphql-js's (`specifiedSDLRules`).
struct SDLRule: Sendable {
  /// As graphql-js calls it.
  let name: String
  let check: @Sendable (_ facts: SDLFacts, _ report: inout SDLReport) -> Void

  init(
    _ name: String,
    check: @escaping @Sendable (_ facts: SDLFacts, _ report: inout SDLReport) -> Void
  ) {
    self.name = name
    self.check = check
  }

  /// All of them, in the order in which graphql-js asks them at one node.
  static let specified: [SDLRule] = [
    .loneSchemaDefinition,
    .uniqueOperationTypes,
    .uniqueTypeNames,
    .uniqueEnumValueNames,
    .uniqueFieldDefinitionNames,
    .uniqueArgumentDefinitionNames,
    .uniqueDirectiveNames,
    .knownTypeNamesOfTheTypeSystem,
    .knownDirectivesOfTheTypeSystem,
    .uniqueDirectivesPerPart,
    .possibleTypeExtensions,
    .knownArgumentNamesOnDirectives,
    .uniqueArgumentNamesOnDirectives,
    .uniqueInputFieldNamesOfConstants,
    .providedRequiredArgumentsOnDirectives,
  ]
}

/// A mistake in a schema and where it is.
struct SchemaProblem {
  var message: String
  /// The bytes where the concerned nodes begin, in the order in which graphql-js names them.
  var offsets: [Int32]
}

/// What the rules find, in the order in which graphql-js does: that of its one walk over the text.
struct SDLReport {
  /// The place of the rule that reports now, among all rules.
  var rule = 0
  private var entries: [Entry] = []
  /// How many more names may be compared with a wrong one.
  private var comparisons = Limits.schemaComparisons

  private struct Entry {
    var moment: Moment
    var rule: Int
    var problem: SchemaProblem
  }

  /// When a walk meets a node: at its first byte, or when it leaves the node, at its last.
  enum Moment {
    case entering(Int32)
    case leaving(Int32)

    /// A node that ends where another begins is left first.
    var order: Int64 {
      switch self {
      case .entering(let start): Int64(start) * 2 + 1
      case .leaving(let end): Int64(end) * 2
      }
    }
  }

  mutating func callAsFunction(_ moment: Moment, _ message: String, at ranges: SourceRange...) {
    self(moment, message, at: ranges)
  }

  mutating func callAsFunction(_ moment: Moment, _ message: String, at ranges: [SourceRange]) {
    guard entries.count < Limits.schemaErrors else { return }
    let problem = SchemaProblem(message: message, offsets: ranges.map(\.start))
    entries.append(Entry(moment: moment, rule: rule, problem: problem))
  }

  /// What may have been meant, as the end of a message.
  mutating func suggestion(for name: String, among options: some Collection<String>) -> String {
    guard options.count <= comparisons else { return "" }
    comparisons -= options.count
    return Suggestions.sentence(Suggestions.near(name, among: Array(Set(options))))
  }

  /// The problems in order.
  var problems: [SchemaProblem] {
    entries.enumerated().sorted { left, right in
      let (one, other) = (left.element, right.element)
      return (one.moment.order, one.rule, left.offset)
        < (other.moment.order, other.rule, right.offset)
    }.map(\.element.problem)
  }
}
