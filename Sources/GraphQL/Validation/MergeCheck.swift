/// Decides whether all fields with one response key can be merged, in near-linear time.
///
/// The rule of the specification compares each pair of fields. The same is decided by groups: the
/// fields of a set are grouped by response key; all fields of a group must have one shape, and of
/// those which can meet in one object all must select the same. The selections below a group are
/// then one set. A set that was checked is not checked again, so fragments that spread each other
/// twice cost no more than once.
///
/// It finds that there is a conflict; ``ConflictSearch`` finds words for it.
///
/// - Source: [Field selection merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging);
///   the idea is Simon Adameit's, made for Sangria.
struct MergeCheck {
  enum Outcome: Equatable {
    case merges
    /// Two fields, by their places in ``Document/selections``.
    case conflicts(Int, Int)
    /// More than ``Limits/fieldComparisons`` steps would be needed.
    case tooComplex
  }

  /// What a set of fields is checked for.
  private enum Question: Hashable {
    /// That the answers of one response key have one shape, whatever the parents.
    case shape
    /// That the fields of one response key select the same wherever their parents can be one object.
    case call
  }

  private struct Key: Hashable {
    var question: Question
    var fields: [Int]
  }

  private let facts: DocumentFacts
  private let shapes: FieldShapes
  private var open: [(question: Question, sets: [NodeRange])] = []
  private var seen: Set<Key> = []
  /// When a fragment was last gone through.
  private var stamps: [Int]
  private var stamp = 0
  /// Fields and fragments gone through so far.
  private(set) var steps = 0
  private let budget: Int

  init(_ facts: DocumentFacts, shapes: FieldShapes, budget: Int = Limits.fieldComparisons) {
    self.facts = facts
    self.shapes = shapes
    self.budget = budget
    stamps = Array(repeating: 0, count: facts.fragments.count)
  }

  mutating func run() -> Outcome {
    for root in roots { open += [(.call, [root]), (.shape, [root])] }
    while let (question, sets) = open.popLast() {
      let fields = collect(sets)
      guard steps <= budget else { return .tooComplex }
      guard seen.insert(Key(question: question, fields: fields.sorted())).inserted else { continue }
      for group in fields.grouped(by: { responseKey(of: $0) }) {
        let conflict = question == .shape ? checkShapes(of: group) : checkCalls(of: group)
        if let (first, second) = conflict { return .conflicts(first, second) }
        guard steps <= budget else { return .tooComplex }
      }
    }
    return .merges
  }

  /// The operations, and the fragments that nothing spreads.
  private var roots: [NodeRange] {
    var isSpread = Array(repeating: false, count: facts.fragments.count)
    for spread in facts.spreads {
      if let fragment = spread.fragment { isSpread[fragment] = true }
    }
    let unused = facts.document.fragments.indices.filter { !isSpread[$0] }
    return facts.document.operations.map(\.selections)
      + unused.map { facts.document.fragments[$0].selections }
  }

  private func responseKey(of field: Int) -> NameID? {
    guard case .field(let field) = facts.document.selections[field] else { return nil }
    return field.responseKey.id
  }

  /// The fields of some sets, fragments expanded, each fragment once.
  private mutating func collect(_ sets: [NodeRange]) -> [Int] {
    stamp += 1
    var fields: [Int] = []
    var open = sets
    while let set = open.popLast(), steps <= budget {
      for place in set.indices {
        steps += 1
        switch facts.document.selections[place] {
        case .field: fields.append(place)
        case .inlineFragment(let fragment): open.append(fragment.selections)
        case .fragmentSpread(let spread):
          guard let fragment = facts.fragment(named: spread.name.id), stamps[fragment] != stamp
          else { continue }
          stamps[fragment] = stamp
          open.append(facts.document.fragments[fragment].selections)
        }
      }
    }
    return fields
  }

  private mutating func checkShapes(of group: [Int]) -> (Int, Int)? {
    var known: Int?
    for field in group {
      guard let shape = shapes.shapes[field] else { continue }
      if let known, shapes.shapes[known] != shape { return (known, field) }
      known = known ?? field
    }
    push(.shape, below: group)
    return nil
  }

  private mutating func checkCalls(of group: [Int]) -> (Int, Int)? {
    // A field of an interface can meet the fields of every object; those of two objects never meet.
    var anywhere: [Int] = []
    var somewhere: [Int] = []
    for field in group {
      if let parent = facts.selections[field].parent, !facts.schema[parent].isAbstract {
        somewhere.append(field)
      } else {
        anywhere.append(field)
      }
    }
    let objects = somewhere.grouped { facts.selections[$0].parent }
    for fields in objects.isEmpty ? [anywhere] : objects.map({ anywhere + $0 }) {
      steps += fields.count
      guard steps <= budget, let first = fields.first else { return nil }
      for field in fields where shapes.calls[field] != shapes.calls[first] {
        return (first, field)
      }
      push(.call, below: fields)
    }
    return nil
  }

  private mutating func push(_ question: Question, below fields: [Int]) {
    let sets = fields.map { facts.subselections(of: $0) }.filter { !$0.isEmpty }
    if !sets.isEmpty { open.append((question, sets)) }
  }
}
