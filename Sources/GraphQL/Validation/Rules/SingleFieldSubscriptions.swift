extension ValidationRule {
  /// A subscription selects one field, always, and none of introspection.
  ///
  /// That it selects none needs no words here: its fragments are unknown, impossible or in a cycle
  /// then, which other rules tell.
  ///
  /// - Source: [Single root field](https://spec.graphql.org/September2025/#sec-Single-Root-Field).
  static let singleFieldSubscriptions = ValidationRule("SingleFieldSubscriptions") {
    facts,
    report in
    for (place, operation) in facts.document.operations.enumerated()
    where operation.type == .subscription {
      guard let type = facts.operations[place].type else { continue }
      let name = operation.name.map { "Subscription \"\(facts.text($0))\"" }
      let subject = name ?? "Anonymous Subscription"
      let moment = facts.operations[place].enter
      var root = SubscriptionRoot(facts: facts, type: type)
      root.collect(operation.selections)
      guard root.conditions.isEmpty else {
        report(
          moment,
          "\(subject) must not use `@skip` or `@include` directives in the top level selection.",
          at: root.conditions
        )
        continue
      }
      let groups = root.fields.grouped(by: \.responseKey.id)
      if groups.count > 1 {
        report(
          moment,
          "\(subject) must select only one top level field.",
          at: groups.dropFirst().joined().map(\.range.start)
        )
      }
      for group in groups where facts.document[group[0].name].utf8.starts(with: "__".utf8) {
        report(
          moment,
          "\(subject) must not select an introspection top level field.",
          at: group.map(\.range.start)
        )
      }
    }
  }
}

/// The fields at the root of a subscription, fragments expanded.
private struct SubscriptionRoot {
  let facts: DocumentFacts
  /// The root type: fragments on others add nothing.
  let type: TypeID
  private var isSpread: Set<Int> = []
  var fields: [Selection.Field] = []
  /// Where a condition stands.
  var conditions: [Int32] = []

  init(facts: DocumentFacts, type: TypeID) {
    self.facts = facts
    self.type = type
  }

  /// - Complexity: O(selections at the root): each fragment is gone through once, and the stack is
  ///   this function's own, so neither a cycle nor a long chain harms.
  mutating func collect(_ set: NodeRange) {
    // Reversed, so that the first selection is on top.
    var open = Array(set.indices.reversed())
    while let place = open.popLast() {
      switch facts.document.selections[place] {
      case .field(let field):
        note(field.directives)
        fields.append(field)
      case .inlineFragment(let fragment):
        note(fragment.directives)
        guard applies(facts.selections[place].type) else { continue }
        open.append(contentsOf: fragment.selections.indices.reversed())
      case .fragmentSpread(let spread):
        note(spread.directives)
        guard let fragment = facts.fragment(named: spread.name.id),
          isSpread.insert(fragment).inserted, applies(facts.fragments[fragment].type)
        else { continue }
        open.append(contentsOf: facts.document.fragments[fragment].selections.indices.reversed())
      }
    }
  }

  private func applies(_ condition: TypeID?) -> Bool {
    guard let condition else { return false }
    return facts.schema.isPossible(type, for: condition)
  }

  private mutating func note(_ directives: NodeRange) {
    for place in directives.indices {
      let directive = facts.document.directives[place]
      guard ["skip", "include"].contains(facts.document[directive.name]) else { continue }
      conditions.append(directive.range.start)
    }
  }
}
