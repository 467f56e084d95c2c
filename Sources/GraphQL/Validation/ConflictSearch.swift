/// Finds every pair of fields that cannot be merged, and why, as graphql-js tells it.
///
/// It compares pairs, so it runs only where ``MergeCheck`` has found a conflict, and within a
/// budget: what it does not reach in time is not told.
///
/// - Source: [Field selection merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging);
///   the order and the words are graphql-js's (`OverlappingFieldsCanBeMergedRule`).
struct ConflictSearch {
  struct Conflict {
    var key: NameID
    /// What stands behind "because".
    var reason: String
    /// Places in ``Document/selections``: the field and its conflicting subfields.
    var first: [Int]
    /// The same on the other side.
    var second: [Int]
  }

  /// What a selection set holds, inline fragments expanded.
  private struct Contents {
    /// The fields by response key, in order.
    var groups: [Group] = []
    /// The group of a response key.
    var places: [NameID: Int] = [:]
    /// The fragments that are spread, each once.
    var fragments: [Int] = []
  }

  private struct Group {
    var key: NameID
    var fields: [Int]
  }

  /// Two things that were compared: two fragments, or a selection set and a fragment.
  private struct Pair: Hashable {
    var first: Int
    var second: Int

    /// The order of two fragments does not matter.
    init(fragments a: Int, _ b: Int) { (first, second) = (min(a, b), max(a, b)) }
    init(set: NodeRange, fragment: Int) { (first, second) = (Int(set.start), fragment) }
  }

  private let facts: DocumentFacts
  private let shapes: FieldShapes
  private var contents: [Int32: Contents] = [:]
  /// What was compared, and whether as mutually exclusive only.
  private var comparedFragments: [Pair: Bool] = [:]
  private var comparedSets: [Pair: Bool] = [:]
  private(set) var comparisons = 0
  private var depth = 0
  private let budget: Int

  /// How deep the search follows fields into one another.
  private static let depthLimit = 100
  /// The characters of one reason; what lies beyond is cut.
  private static let reasonLength = 1_000
  /// The fields that one side of a conflict names.
  private static let fieldLimit = 20

  init(_ facts: DocumentFacts, shapes: FieldShapes, budget: Int? = nil) {
    self.facts = facts
    self.shapes = shapes
    self.budget = budget ?? facts.limits.fieldComparisons
  }

  private var isExhausted: Bool { comparisons >= budget }

  /// Whether the budget is spent, or so much is found that more would not be told.
  private func isDone(_ found: [Conflict]) -> Bool {
    isExhausted || found.count > facts.limits.errors
  }

  /// The conflicts within a selection set and the fragments that it spreads.
  mutating func conflicts(within set: NodeRange) -> [Conflict] {
    guard isWorthComparing(set) else { return [] }
    var found: [Conflict] = []
    let contents = contents(of: set)
    for group in contents.groups {
      for (index, first) in group.fields.enumerated() {
        for second in group.fields[(index + 1)...] {
          guard !isDone(found) else { return found }
          if let conflict = conflict(first, second, exclusive: false) { found.append(conflict) }
        }
      }
    }
    guard !contents.groups.isEmpty || contents.fragments.count > 1 else { return found }
    for (index, fragment) in contents.fragments.enumerated() {
      compare(set, withFragment: fragment, exclusive: false, &found)
      for other in contents.fragments[(index + 1)...] {
        compare(fragment: fragment, other, exclusive: false, &found)
      }
    }
    return found
  }

  /// Whether two fields or fragments can meet in a set: not where it holds but one of them.
  private func isWorthComparing(_ set: NodeRange) -> Bool {
    guard set.count < 2, let only = set.indices.first else { return set.count > 1 }
    if case .inlineFragment = facts.document.selections[only] { return true }
    return false
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
          result.groups[group].fields.append(place)
        } else {
          result.places[key] = result.groups.count
          result.groups.append(Group(key: key, fields: [place]))
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
      guard let place = right.places[group.key] else { continue }
      for one in group.fields {
        for other in right.groups[place].fields {
          guard !isDone(found) else { return }
          if let conflict = conflict(one, other, exclusive: exclusive) { found.append(conflict) }
        }
      }
    }
  }

  /// Compares a set with a fragment and with those that it spreads, each once.
  private mutating func compare(
    _ set: NodeRange,
    withFragment fragment: Int,
    exclusive: Bool,
    _ found: inout [Conflict]
  ) {
    guard !contents(of: set).groups.isEmpty else { return }
    var open = [fragment]
    while let fragment = open.popLast(), !isDone(found) {
      comparisons += 1
      let other = self.set(of: fragment)
      let isNew = ConflictSearch.note(
        Pair(set: set, fragment: fragment),
        in: &comparedSets,
        exclusive
      )
      guard isNew, set.start != other.start else { continue }
      compare(set, with: other, exclusive: exclusive, &found)
      open.append(contentsOf: contents(of: other).fragments.reversed())
    }
  }

  /// Compares two fragments, and each with those that the other spreads.
  private mutating func compare(
    fragment first: Int,
    _ second: Int,
    exclusive: Bool,
    _ found: inout [Conflict]
  ) {
    var open = [(first, second)]
    while let (first, second) = open.popLast(), !isDone(found) {
      comparisons += 1
      guard first != second,
        ConflictSearch.note(Pair(fragments: first, second), in: &comparedFragments, exclusive)
      else { continue }
      let (left, right) = (set(of: first), set(of: second))
      compare(left, with: right, exclusive: exclusive, &found)
      open.append(contentsOf: contents(of: left).fragments.reversed().map { ($0, second) })
      open.append(contentsOf: contents(of: right).fragments.reversed().map { (first, $0) })
    }
  }

  /// Whether a pair is yet to be compared; it counts as compared from now on.
  private static func note(
    _ pair: Pair,
    in compared: inout [Pair: Bool],
    _ exclusive: Bool
  ) -> Bool {
    // A comparison of fields that can meet says all that one of exclusive fields would say.
    if let wasExclusive = compared[pair], exclusive || !wasExclusive { return false }
    compared[pair] = exclusive
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

  private mutating func conflict(_ first: Int, _ second: Int, exclusive: Bool) -> Conflict? {
    comparisons += 1
    guard case .field(let field) = facts.document.selections[first] else { return nil }
    let key = field.responseKey.id
    let exclusive = exclusive || areExclusive(first, second)
    if let reason = difference(first, second, exclusive) {
      return Conflict(key: key, reason: reason, first: [first], second: [second])
    }
    let (left, right) = (facts.subselections(of: first), facts.subselections(of: second))
    guard !left.isEmpty, !right.isEmpty, depth < ConflictSearch.depthLimit else { return nil }
    depth += 1
    defer { depth -= 1 }
    let nested = conflicts(below: left, and: right, exclusive: exclusive)
    guard !nested.isEmpty else { return nil }
    return Conflict(
      key: key,
      reason: reason(nested),
      first: ConflictSearch.fields(first, nested.map(\.first)),
      second: ConflictSearch.fields(second, nested.map(\.second))
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

  // MARK: Words

  private func reason(_ nested: [Conflict]) -> String {
    var text = ""
    for conflict in nested where text.utf8.count <= ConflictSearch.reasonLength {
      if !text.isEmpty { text += " and " }
      text += "subfields \"\(facts.text(conflict.key))\" conflict because \(conflict.reason)"
    }
    // All names are of ASCII, so bytes are characters.
    guard text.utf8.count > ConflictSearch.reasonLength else { return text }
    return text.prefix(ConflictSearch.reasonLength) + "..."
  }

  /// A field and the conflicting ones below it, of each the innermost where not all find room.
  private static func fields(_ field: Int, _ nested: [[Int]]) -> [Int] {
    var fields = [field]
    for more in nested where fields.count < fieldLimit {
      fields += more.suffix(fieldLimit - fields.count)
    }
    return fields
  }
}
