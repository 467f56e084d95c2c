/// How large operations are once their fragments are expanded, without expanding them.
///
/// The size of a fragment is computed once, from its own fields and the sizes of the fragments it
/// spreads, so that thirty fragments which double each other are thirty additions. A spread that
/// closes a cycle adds nothing; ``ValidationRule/noFragmentCycles`` refuses it.
///
/// - Complexity: O(selections + spreads).
struct OperationSizes {
  /// The fields whose use is counted alone: each opens a list as long as the schema, so that one in
  /// another multiplies it.
  static let introspectionLists = [
    "__schema", "__type", "fields", "inputFields", "interfaces", "possibleTypes",
  ]

  /// - Invariant: Numbers stop at `Int.max`.
  struct Size {
    var fields = 0
    var rootFields = 0
    var depth = 0
    var introspectionFields = 0
    var introspectionDepth = 0
    /// Uses of each of ``OperationSizes/introspectionLists``.
    var lists = Array(repeating: 0, count: OperationSizes.introspectionLists.count)
  }

  private let facts: DocumentFacts
  private var fragments: [Size]

  init(_ facts: DocumentFacts) {
    self.facts = facts
    fragments = Array(repeating: Size(), count: facts.fragments.count)
    for fragment in facts.fragmentsBottomUp {
      fragments[fragment] = size(of: facts.fragments[fragment])
    }
  }

  /// The size of an operation or a fragment.
  func size(of scope: DocumentFacts.Scope) -> Size {
    var size = Size()
    for place in facts.selectionOrder[scope.selections] {
      guard case .field(let field) = facts.document.selections[place] else { continue }
      size.add(facts.selections[place], list: list(field, facts.selections[place]))
    }
    for spread in facts.spreads[scope.spreads] {
      guard let fragment = spread.fragment else { continue }
      size.add(fragments[fragment], spreadAt: facts.selections[spread.selection])
    }
    return size
  }

  /// Which of ``introspectionLists`` a field is.
  private func list(_ field: Selection.Field, _ fact: DocumentFacts.SelectionFact) -> Int? {
    guard fact.introspectionDepth > 0 else { return nil }
    return OperationSizes.introspectionLists.firstIndex(of: facts.document[field.name])
  }
}

extension OperationSizes.Size {
  fileprivate mutating func add(_ field: DocumentFacts.SelectionFact, list: Int?) {
    if field.introspectionDepth > 0 {
      introspectionFields.addSaturating(1)
    } else {
      fields.addSaturating(1)
    }
    if field.depth &+ field.introspectionDepth == 1 { rootFields.addSaturating(1) }
    depth = max(depth, Int(field.depth))
    introspectionDepth = max(introspectionDepth, Int(field.introspectionDepth))
    if let list { lists[list].addSaturating(1) }
  }

  fileprivate mutating func add(
    _ fragment: OperationSizes.Size,
    spreadAt place: DocumentFacts.SelectionFact
  ) {
    fields.addSaturating(fragment.fields)
    introspectionFields.addSaturating(fragment.introspectionFields)
    if place.depth == 0, place.introspectionDepth == 0 {
      rootFields.addSaturating(fragment.rootFields)
    }
    depth = max(depth, fragment.depth.addingSaturating(Int(place.depth)))
    introspectionDepth = max(
      introspectionDepth,
      fragment.introspectionDepth.addingSaturating(Int(place.introspectionDepth))
    )
    for list in lists.indices { lists[list].addSaturating(fragment.lists[list]) }
  }
}

extension Int {
  /// The sum, or `Int.max`.
  fileprivate func addingSaturating(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  fileprivate mutating func addSaturating(_ other: Int) { self = addingSaturating(other) }
}
