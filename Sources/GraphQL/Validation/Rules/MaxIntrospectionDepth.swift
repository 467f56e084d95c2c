extension ValidationRule {
  /// Introspection follows lists of types into one another twice at most.
  ///
  /// The edition has no such rule; graphql-js asks it with the others. The server refuses the same
  /// and more before, by ``DocumentLimits``.
  ///
  /// - Source: graphql-js's `MaxIntrospectionDepthRule`.
  static let maxIntrospectionDepth = ValidationRule("MaxIntrospectionDepth") { facts, report in
    let depths = IntrospectionListDepths(facts)
    // A root below one that was told is part of it.
    var told: Int32 = 0
    for place in facts.selectionOrder {
      guard case .field(let field) = facts.document.selections[place],
        ["__schema", "__type"].contains(facts.document[field.name]),
        depths.ofSelection[place] >= IntrospectionListDepths.limit,
        facts.selections[place].enter >= told
      else { continue }
      told = facts.selections[place].leave
      report(
        facts.selections[place].enter,
        "Maximum introspection depth exceeded",
        at: [field.range.start]
      )
    }
  }
}

/// How many lists of types stand in one another from each selection down, fragments followed.
///
/// - Complexity: O(selections), ``limit`` times.
private struct IntrospectionListDepths {
  /// So many are too many: what is deeper is not counted.
  static let limit = 3

  private(set) var ofSelection: [Int]
  private var ofFragment: [Int]
  private let facts: DocumentFacts

  init(_ facts: DocumentFacts) {
    self.facts = facts
    ofSelection = Array(repeating: 0, count: facts.document.selections.count)
    ofFragment = Array(repeating: 0, count: facts.fragments.count)
    let order = facts.fragmentsBottomUp
    // Once would do, but for fragments in cycles, which grow with every time.
    for _ in 0..<IntrospectionListDepths.limit {
      for fragment in order {
        measure(facts.fragments[fragment])
        ofFragment[fragment] = depth(of: facts.document.fragments[fragment].selections)
      }
    }
    for operation in facts.operations { measure(operation) }
  }

  /// Measures the selections of a scope, the inner ones first.
  private mutating func measure(_ scope: DocumentFacts.Scope) {
    for place in facts.selectionOrder[scope.selections].reversed() {
      switch facts.document.selections[place] {
      case .field(let field):
        let isList = OperationSizes.lists.contains(facts.document[field.name])
        ofSelection[place] = depth(of: field.selections) + (isList ? 1 : 0)
      case .inlineFragment(let fragment):
        ofSelection[place] = depth(of: fragment.selections)
      case .fragmentSpread(let spread):
        ofSelection[place] = facts.fragment(named: spread.name.id).map { ofFragment[$0] } ?? 0
      }
      ofSelection[place] = min(ofSelection[place], IntrospectionListDepths.limit)
    }
  }

  private func depth(of set: NodeRange) -> Int { ofSelection[set.indices].max() ?? 0 }
}
