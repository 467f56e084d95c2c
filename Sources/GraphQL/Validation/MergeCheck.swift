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
    /// More than ``DocumentLimits/fieldComparisons`` steps would be needed.
    case tooComplex
  }

  /// What a set of fields is checked for.
  private struct Questions: OptionSet {
    var rawValue: UInt8

    /// Whether the answers of one response key have one shape, whatever the parents.
    static let shape = Questions(rawValue: 1)
    /// Whether the fields of one response key select the same wherever their parents can be one
    /// object.
    static let call = Questions(rawValue: 2)
  }

  private let facts: DocumentFacts
  private let shapes: FieldShapes
  private var open: [(questions: Questions, sets: [NodeRange])] = []
  /// What was asked of each set of fields.
  private var asked: [[Int]: Questions] = [:]
  /// When a fragment was last gone through.
  private var stamps: [Int]
  private var stamp = 0
  /// Fields and fragments gone through so far.
  private(set) var steps = 0
  private let budget: Int

  init(_ facts: DocumentFacts, shapes: FieldShapes, budget: Int? = nil) {
    self.facts = facts
    self.shapes = shapes
    self.budget = budget ?? facts.limits.fieldComparisons
    stamps = Array(repeating: 0, count: facts.fragments.count)
  }

  mutating func run() -> Outcome {
    for root in facts.rootSets { open.append(([.shape, .call], [root])) }
    while let (questions, sets) = open.popLast() {
      let fields = collect(sets)
      guard steps <= budget else { return .tooComplex }
      let key = fields.sorted()
      let new = questions.subtracting(asked[key, default: []])
      guard !new.isEmpty else { continue }
      asked[key, default: []].formUnion(new)
      for group in fields.grouped(by: { responseKey(of: $0) }) {
        if let (first, second) = conflict(in: group, asking: new) {
          return .conflicts(first, second)
        }
        guard steps <= budget else { return .tooComplex }
      }
    }
    return .merges
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

  /// Two fields of one response key that cannot be merged; where all can, what is below is to come.
  private mutating func conflict(in group: [Int], asking questions: Questions) -> (Int, Int)? {
    if questions.contains(.shape), let conflict = differentShapes(group) { return conflict }
    let meeting = questions.contains(.call) ? self.meeting(group) : []
    for fields in meeting {
      steps += fields.count
      guard steps <= budget else { return nil }
      for field in fields where shapes.calls[field] != shapes.calls[fields[0]] {
        return (fields[0], field)
      }
    }
    // Mostly all fields can meet, and both questions are asked of the same set.
    if questions == [.shape, .call], meeting.count == 1 {
      push(questions, below: group)
    } else {
      if questions.contains(.shape) { push(.shape, below: group) }
      for fields in meeting { push(.call, below: fields) }
    }
    return nil
  }

  private func differentShapes(_ group: [Int]) -> (Int, Int)? {
    var known: Int?
    for field in group {
      guard let shape = shapes.shapes[field] else { continue }
      if let known, shapes.shapes[known] != shape { return (known, field) }
      known = known ?? field
    }
    return nil
  }

  /// The fields that can meet in one object: for each object type its own and those of interfaces.
  ///
  /// The fields of two object types never meet.
  private func meeting(_ group: [Int]) -> [[Int]] {
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
    return objects.isEmpty ? [anywhere] : objects.map { anywhere + $0 }
  }

  private mutating func push(_ questions: Questions, below fields: [Int]) {
    let sets = fields.map { facts.subselections(of: $0) }.filter { !$0.isEmpty }
    if !sets.isEmpty { open.append((questions, sets)) }
  }
}
