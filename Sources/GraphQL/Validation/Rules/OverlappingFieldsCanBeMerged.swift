extension ValidationRule {
  /// Fields that answer under one response key can be merged into one answer.
  ///
  /// - Source: [Field selection merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging).
  static let overlappingFieldsCanBeMerged = ValidationRule("OverlappingFieldsCanBeMerged") {
    facts,
    report in
    guard facts.mayMerge else { return }
    let shapes = FieldShapes(facts)
    var check = MergeCheck(facts, shapes: shapes)
    switch check.run() {
    case .merges:
      break
    case .tooComplex:
      report(
        0,
        """
        The document's fields overlap in too many ways to compare them; \
        the limit is \(facts.limits.fieldComparisons) comparisons.
        """,
        at: [],
        code: "DOCUMENT_TOO_COMPLEX"
      )
    case .conflicts(let first, let second):
      var search = ConflictSearch(facts, shapes: shapes)
      var count = 0
      for (moment, set) in facts.comparedSets where count <= facts.limits.errors {
        for conflict in search.conflicts(within: set) {
          count += 1
          report(
            moment,
            facts.message(conflict.key, conflict.reason),
            at: (conflict.first + conflict.second).map { facts.start(of: $0) }
          )
        }
      }
      guard count == 0 else { break }
      // The budget did not suffice to find the words for it.
      let text =
        search.difference(first, second, false) ?? search.difference(first, second, true)
      report(
        facts.selections[min(first, second)].enter,
        facts.message(facts.responseKey(of: first), text ?? "their answers differ"),
        at: [facts.start(of: first), facts.start(of: second)]
      )
    }
  }
}

extension DocumentFacts {
  /// Whether any two fields could have to be merged: whether there is a fragment, or a response key
  /// twice in one set.
  ///
  /// In most documents neither is, and nothing is to be compared.
  ///
  /// - Complexity: O(selections), expected.
  fileprivate var mayMerge: Bool {
    var isPlain = document.fragments.isEmpty
    for operation in document.operations { isPlain = isPlain && areDistinct(operation.selections) }
    for selection in document.selections where isPlain {
      guard case .field(let field) = selection else { return true }
      isPlain = areDistinct(field.selections)
    }
    return !isPlain
  }

  private func areDistinct(_ set: NodeRange) -> Bool {
    // The few of most sets are compared sooner than they are hashed.
    if set.count <= 16 {
      return set.indices.allSatisfy { place in
        let key = responseKey(of: place)
        return !(Int(set.start)..<place).contains { responseKey(of: $0) == key }
      }
    }
    return Set(set.indices.map { responseKey(of: $0) }).count == set.count
  }

  /// The selection sets that are compared, with their moments, in the order of the walk: all but
  /// those of inline fragments, whose fields belong to the set around them.
  fileprivate var comparedSets: [(moment: Int32, set: NodeRange)] {
    var sets = zip(operations, document.operations).map { ($0.set, $1.selections) }
    sets += zip(fragments, document.fragments).map { ($0.set, $1.selections) }
    for place in selectionOrder {
      guard case .field(let field) = document.selections[place], !field.selections.isEmpty
      else { continue }
      sets.append((selections[place].set, field.selections))
    }
    return sets.sorted { $0.0 < $1.0 }
  }

  fileprivate func start(of selection: Int) -> Int32 {
    guard case .field(let field) = document.selections[selection] else { return 0 }
    return field.range.start
  }

  fileprivate func responseKey(of selection: Int) -> NameID {
    guard case .field(let field) = document.selections[selection] else {
      return NameID(rawValue: 0)
    }
    return field.responseKey.id
  }

  fileprivate func message(_ key: NameID, _ reason: String) -> String {
    """
    Fields "\(text(key))" conflict because \(reason). \
    Use different aliases on the fields to fetch both if this was intentional.
    """
  }
}
