/// How large operations are once their fragments are expanded, without expanding them.
///
/// The size of a fragment is computed once, from its own fields and the sizes of the fragments it
/// spreads, so that thirty fragments which double each other are thirty additions. A spread that
/// closes a cycle adds nothing; ``ValidationRule/noFragmentCycles`` refuses it.
///
/// - Complexity: O(selections + spreads).
struct OperationSizes {
  /// The lists of `__Type` that lead to other types: one in another multiplies the schema.
  static let lists: [String] = ["fields", "inputFields", "interfaces", "possibleTypes"]
  /// The fields whose uses are counted one by one, and how many there may be.
  static let counted: [(field: String, limit: @Sendable (DocumentLimits) -> Int)] =
    ["__schema", "__type"].map { ($0, { $0.introspectionRoots }) }
    + lists.map { ($0, { $0.introspectionLists }) }

  /// - Invariant: Numbers stop at `Int.max`.
  struct Size {
    var fields = 0
    var rootFields = 0
    var depth = 0
    var introspectionFields = 0
    var introspectionDepth = 0
    var listDepth = 0
    /// Uses of each of ``OperationSizes/counted``.
    var uses: [Int] = Array(repeating: 0, count: OperationSizes.counted.count)
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
      size.add(facts.selections[place], counted: countedPlace(of: field, facts.selections[place]))
    }
    for spread in facts.spreads[scope.spreads] {
      guard let fragment = spread.fragment else { continue }
      size.add(fragments[fragment], spreadAt: facts.selections[spread.selection])
    }
    return size
  }

  /// Which of ``counted`` a field is.
  private func countedPlace(of field: Selection.Field, _ fact: DocumentFacts.SelectionFact) -> Int?
  {
    guard fact.introspectionDepth > 0 else { return nil }
    return OperationSizes.counted.firstIndex { $0.field == facts.document[field.name] }
  }
}

extension OperationSizes.Size {
  fileprivate mutating func add(_ field: DocumentFacts.SelectionFact, counted: Int?) {
    if field.introspectionDepth > 0 {
      introspectionFields.addSaturating(1)
    } else {
      fields.addSaturating(1)
    }
    if field.depth &+ field.introspectionDepth == 1 { rootFields.addSaturating(1) }
    depth = max(depth, Int(field.depth))
    introspectionDepth = max(introspectionDepth, Int(field.introspectionDepth))
    listDepth = max(listDepth, Int(field.listDepth))
    if let counted { uses[counted].addSaturating(1) }
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
    listDepth = max(listDepth, fragment.listDepth.addingSaturating(Int(place.listDepth)))
    for field in uses.indices { uses[field].addSaturating(fragment.uses[field]) }
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
