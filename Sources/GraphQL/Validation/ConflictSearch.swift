/// Finds every pair of fields that cannot be merged, and why, as graphql-js tells it.
///
/// It compares pairs, so it runs only where ``MergeCheck`` has found a conflict, and within a
/// budget: what it does not reach in time is not told.
///
/// - Source: [Field selection merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging);
///   the order and the words are graphql-js's (`OverlappingFieldsCanBeMergedRule`).
struct ConflictSearch {
  struct Conflict {
    var reason: Reason
    /// Places in ``Document/selections``: the field and its conflicting subfields.
    var first: [Int]
    /// The same on the other side.
    var second: [Int]
  }

  struct Reason {
    var key: NameID
    var cause: Cause
  }

  indirect enum Cause {
    case text(String)
    case subfields([Reason])
  }

  /// What a selection set holds, inline fragments expanded.
  private struct Contents {
    /// The fields by response key, in order.
    var groups: [[Int]] = []
    /// The group of a response key.
    var places: [NameID: Int] = [:]
    /// The fragments that are spread, each once.
    var fragments: [Int] = []
  }

  private struct Pair: Hashable {
    var low: Int
    var high: Int

    init(_ a: Int, _ b: Int) { (low, high) = (min(a, b), max(a, b)) }
  }

  private let facts: DocumentFacts
  private let shapes: FieldShapes
  private var contents: [Int32: Contents] = [:]
  /// The pairs of fragments that were compared, and whether as mutually exclusive only.
  private var compared: [Pair: Bool] = [:]
  private var comparisons = 0
  private var depth = 0
  private let budget: Int

  /// How deep the search follows fields and fragments.
  private static let depthLimit = 100

  init(_ facts: DocumentFacts, shapes: FieldShapes, budget: Int? = nil) {
    self.facts = facts
    self.shapes = shapes
    self.budget = budget ?? facts.limits.fieldComparisons
  }

  private var isExhausted: Bool { comparisons >= budget }

  /// The conflicts within a selection set and the fragments that it spreads.
  mutating func conflicts(within set: NodeRange) -> [Conflict] {
    var found: [Conflict] = []
    let contents = contents(of: set)
    for group in contents.groups {
      for (index, first) in group.enumerated() {
        for second in group[(index + 1)...] {
          guard !isExhausted, found.count <= facts.limits.errors else { return found }
          if let conflict = conflict(first, second, exclusive: false) { found.append(conflict) }
        }
      }
    }
    for (index, fragment) in contents.fragments.enumerated() {
      compare(set, withFragment: fragment, exclusive: false, &found)
      for other in contents.fragments[(index + 1)...] {
        compare(fragment: fragment, other, exclusive: false, &found)
      }
    }
    return found
  }

  private mutating func contents(of set: NodeRange) -> Contents {
    if let known = contents[set.start] { return known }
    var result = Contents()
    var fragments: Set<Int> = []
    var open = Array(set.indices.reversed())
    while let place = open.popLast() {
      switch facts.document.selections[place] {
      case .field(let field):
        let key = field.responseKey.id
        if let group = result.places[key] {
          result.groups[group].append(place)
        } else {
          result.places[key] = result.groups.count
          result.groups.append([place])
        }
      case .inlineFragment(let fragment):
        open.append(contentsOf: fragment.selections.indices.reversed())
      case .fragmentSpread(let spread):
        guard let fragment = facts.fragment(named: spread.name.id),
          fragments.insert(fragment).inserted
        else { continue }
        result.fragments.append(fragment)
      }
    }
    contents[set.start] = result
    return result
  }

  private func set(of fragment: Int) -> NodeRange { facts.document.fragments[fragment].selections }

  // MARK: Between sets

  private mutating func compare(
    _ first: NodeRange,
    with second: NodeRange,
    exclusive: Bool,
    _ found: inout [Conflict]
  ) {
    let (left, right) = (contents(of: first), contents(of: second))
    for group in left.groups {
      guard let key = group.first.map({ self.key(of: $0) }), let place = right.places[key]
      else { continue }
      for one in group {
        for other in right.groups[place] {
          guard !isExhausted, found.count <= facts.limits.errors else { return }
          if let conflict = conflict(one, other, exclusive: exclusive) { found.append(conflict) }
        }
      }
    }
  }

  private mutating func compare(
    _ set: NodeRange,
    withFragment fragment: Int,
    exclusive: Bool,
    _ found: inout [Conflict]
  ) {
    let other = self.set(of: fragment)
    guard set.start != other.start, depth < ConflictSearch.depthLimit, !isExhausted else { return }
    depth += 1
    defer { depth -= 1 }
    comparisons += 1
    compare(set, with: other, exclusive: exclusive, &found)
    for nested in contents(of: other).fragments
    where note(nested, fragment, exclusive: exclusive) {
      compare(set, withFragment: nested, exclusive: exclusive, &found)
    }
  }

  private mutating func compare(
    fragment first: Int,
    _ second: Int,
    exclusive: Bool,
    _ found: inout [Conflict]
  ) {
    guard first != second, depth < ConflictSearch.depthLimit, !isExhausted,
      note(first, second, exclusive: exclusive)
    else { return }
    depth += 1
    defer { depth -= 1 }
    comparisons += 1
    let (left, right) = (set(of: first), set(of: second))
    compare(left, with: right, exclusive: exclusive, &found)
    for nested in contents(of: right).fragments {
      compare(fragment: first, nested, exclusive: exclusive, &found)
    }
    for nested in contents(of: left).fragments {
      compare(fragment: nested, second, exclusive: exclusive, &found)
    }
  }

  /// Whether two fragments are yet to be compared; they count as compared from now on.
  private mutating func note(_ first: Int, _ second: Int, exclusive: Bool) -> Bool {
    // A comparison of fields that can meet says all that one of exclusive fields would say.
    if let wasExclusive = compared[Pair(first, second)], exclusive || !wasExclusive { return false }
    compared[Pair(first, second)] = exclusive
    return true
  }

  private mutating func conflicts(
    below first: NodeRange,
    and second: NodeRange,
    exclusive: Bool
  ) -> [Conflict] {
    var found: [Conflict] = []
    compare(first, with: second, exclusive: exclusive, &found)
    let (left, right) = (contents(of: first).fragments, contents(of: second).fragments)
    for fragment in right { compare(first, withFragment: fragment, exclusive: exclusive, &found) }
    for fragment in left { compare(second, withFragment: fragment, exclusive: exclusive, &found) }
    for fragment in left {
      for other in right { compare(fragment: fragment, other, exclusive: exclusive, &found) }
    }
    return found
  }

  // MARK: Two fields

  private func key(of field: Int) -> NameID {
    guard case .field(let field) = facts.document.selections[field] else {
      return NameID(rawValue: -1)
    }
    return field.responseKey.id
  }

  private mutating func conflict(_ first: Int, _ second: Int, exclusive: Bool) -> Conflict? {
    comparisons += 1
    let key = key(of: first)
    if let text = difference(first, second, areExclusive(first, second) || exclusive) {
      return Conflict(
        reason: Reason(key: key, cause: .text(text)),
        first: [first],
        second: [second]
      )
    }
    let (left, right) = (facts.subselections(of: first), facts.subselections(of: second))
    guard !left.isEmpty, !right.isEmpty, depth < ConflictSearch.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    let nested = conflicts(
      below: left,
      and: right,
      exclusive: areExclusive(first, second) || exclusive
    )
    guard !nested.isEmpty else { return nil }
    // What lies beyond the first places and reasons is never told.
    return Conflict(
      reason: Reason(key: key, cause: .subfields(nested.map(\.reason))),
      first: Array(([first] + nested.flatMap(\.first)).prefix(facts.limits.errorLocations)),
      second: Array(([second] + nested.flatMap(\.second)).prefix(facts.limits.errorLocations))
    )
  }

  /// Whether no object has both parents' types.
  private func areExclusive(_ first: Int, _ second: Int) -> Bool {
    guard let left = facts.selections[first].parent, let right = facts.selections[second].parent
    else { return false }
    return left != right && facts.schema[left].kind == .object
      && facts.schema[right].kind == .object
  }

  /// Why two fields cannot be merged, their subfields apart.
  func difference(_ first: Int, _ second: Int, _ exclusive: Bool) -> String? {
    guard case .field(let left) = facts.document.selections[first],
      case .field(let right) = facts.document.selections[second]
    else { return nil }
    if !exclusive {
      if left.name.id != right.name.id {
        return
          "\"\(facts.text(left.name))\" and \"\(facts.text(right.name))\" are different fields"
      }
      if shapes.calls[first] != shapes.calls[second] { return "they have differing arguments" }
    }
    guard let shape = shapes.shapes[first], let other = shapes.shapes[second], shape != other,
      let type = facts.definition(of: facts.selections[first].field)?.type,
      let otherType = facts.definition(of: facts.selections[second].field)?.type
    else { return nil }
    return """
      they return conflicting types "\(facts.text(of: type))" and "\(facts.text(of: otherType))"
      """
  }
}
