extension ValidationRule {
  /// Fields that answer under one response key can be merged into one answer.
  ///
  /// - Source: [Field selection merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging).
  static let overlappingFieldsCanBeMerged = ValidationRule("OverlappingFieldsCanBeMerged") {
    facts,
    report in
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
