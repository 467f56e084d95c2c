import Testing

@testable import GraphQL

/// The near-linear check against the specification's own algorithm, written down as it stands.
@Suite struct MergeOracleTests {
  @Test func `4,000 small documents merge exactly where the specification's algorithm says so`()
    throws
  {
    let schema = try House.schema()
    var merging = 0
    for seed in 0..<4_000 {
      var writer = OverlapWriter(seed: UInt64(seed))
      let text = writer.document()
      let facts = DocumentFacts.found(
        in: try House.document(text),
        schema: schema,
        limits: .tools
      )
      let shapes = FieldShapes(facts)
      var check = MergeCheck(facts, shapes: shapes)
      let merges = check.run() == .merges
      #expect(merges == MergeOracle(facts: facts).allSetsCanMerge, "\(text)")
      // Where it does not merge the search finds words for it.
      var search = ConflictSearch(facts, shapes: shapes)
      let sets =
        facts.document.operations.map(\.selections)
        + facts.document.fragments.map(\.selections)
        + facts.document.selections.indices.map { facts.subselections(of: $0) }
      let conflicts = sets.filter { !$0.isEmpty }.flatMap { search.conflicts(within: $0) }
      #expect(merges == conflicts.isEmpty, "\(text)")
      if merges { merging += 1 }
    }
    #expect((1_000..<3_000).contains(merging))
  }
}

/// FieldsInSetCanMerge and SameResponseShape, as the text has them: exponential, and plain to see.
///
/// - Source: [Field selection merging](https://spec.graphql.org/September2025/#sec-Field-Selection-Merging).
private struct MergeOracle {
  let facts: DocumentFacts

  var allSetsCanMerge: Bool {
    facts.document.operations.allSatisfy { fieldsInSetCanMerge([$0.selections]) }
      && facts.document.fragments.allSatisfy { fieldsInSetCanMerge([$0.selections]) }
      && facts.document.selections.indices.allSatisfy {
        fieldsInSetCanMerge([facts.subselections(of: $0)])
      }
  }

  private func fieldsInSetCanMerge(_ sets: [NodeRange]) -> Bool {
    pairs(in: sets).allSatisfy { first, second in
      guard sameResponseShape(first, second) else { return false }
      let (left, right) = (facts.selections[first].parent, facts.selections[second].parent)
      guard left == right || !isObject(left) || !isObject(right) else { return true }
      return field(first).name.id == field(second).name.id
        && arguments(first) == arguments(second)
        && fieldsInSetCanMerge([field(first).selections, field(second).selections])
    }
  }

  private func sameResponseShape(_ first: Int, _ second: Int) -> Bool {
    guard let typeA = facts.definition(of: facts.selections[first].field)?.type,
      let typeB = facts.definition(of: facts.selections[second].field)?.type,
      sameShape(typeA, typeB)
    else { return false }
    return pairs(in: [field(first).selections, field(second).selections])
      .allSatisfy { sameResponseShape($0, $1) }
  }

  private func sameShape(_ typeA: TypeReference, _ typeB: TypeReference) -> Bool {
    switch (typeA, typeB) {
    case (.nonNull(let a), .nonNull(let b)): sameShape(a, b)
    case (.nonNull, _), (_, .nonNull): false
    case (.list(let a), .list(let b)): sameShape(a, b)
    case (.list, _), (_, .list): false
    case (.named(let a), .named(let b)):
      a == b || !facts.schema[a].isLeaf && !facts.schema[b].isLeaf
    }
  }

  /// Each pair of distinct fields of one response name.
  private func pairs(in sets: [NodeRange]) -> [(Int, Int)] {
    var fields: [Int] = []
    var visited: Set<NameID> = []
    for set in sets { collect(set, &fields, &visited) }
    fields = Array(Set(fields)).sorted()
    return fields.indices.flatMap { place in
      fields[(place + 1)...]
        .filter { field($0).responseKey.id == field(fields[place]).responseKey.id }
        .map { (fields[place], $0) }
    }
  }

  private func collect(_ set: NodeRange, _ fields: inout [Int], _ visited: inout Set<NameID>) {
    for place in set.indices {
      switch facts.document.selections[place] {
      case .field: fields.append(place)
      case .inlineFragment(let fragment): collect(fragment.selections, &fields, &visited)
      case .fragmentSpread(let spread):
        guard let fragment = facts.fragment(named: spread.name.id),
          visited.insert(spread.name.id).inserted
        else { continue }
        collect(facts.document.fragments[fragment].selections, &fields, &visited)
      }
    }
  }

  private func isObject(_ type: TypeID?) -> Bool {
    type.map { facts.schema[$0].kind == .object } ?? false
  }

  private func arguments(_ place: Int) -> [String: String] {
    let given = field(place).arguments.indices.map { argument in
      let node = facts.document.arguments[argument]
      return (facts.document[node.name], facts.document.text(ofValue: node.value))
    }
    return Dictionary(given, uniquingKeysWith: { $1 })
  }

  private func field(_ place: Int) -> Selection.Field {
    guard case .field(let field) = facts.document.selections[place] else {
      preconditionFailure("a field was looked for")
    }
    return field
  }
}

/// Writes small documents whose fields overlap in many ways, without cycles.
private struct OverlapWriter {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func document() -> String {
    var text = "{ party \(set(on: "Party", depth: 3, after: -1)) }"
    for fragment in 0..<3 {
      let type = OverlapWriter.conditions[fragment]
      text += " fragment F\(fragment) on \(type) \(set(on: type, depth: 2, after: fragment))"
    }
    return text
  }

  private static let conditions = ["Party", "Person", "Company"]

  private mutating func set(on type: String, depth: Int, after fragment: Int) -> String {
    var parts: [String] = []
    for _ in 0...below(3) {
      let choice = below(10)
      let isParty = OverlapWriter.conditions.contains(type)
      if choice == 0, isParty, depth > 0 {
        let inner = OverlapWriter.conditions[below(3)]
        parts.append("... on \(inner) \(set(on: inner, depth: depth - 1, after: fragment))")
      } else if choice < 3, isParty, fragment < 2 {
        parts.append("...F\(fragment + 1 + below(2 - fragment))")
      } else {
        parts.append(field(on: type, depth: depth, after: fragment))
      }
    }
    return "{ \(parts.joined(separator: " ")) }"
  }

  private mutating func field(on type: String, depth: Int, after fragment: Int) -> String {
    let alias = below(5) == 0 ? "x: " : ""
    let leaves: [String] =
      switch type {
      case "Place": ["street", "street", "number", "code"]
      case "Person": ["id", "name", "name(short: true)", "age", "score", "__typename"]
      case "Company": ["id", "name", "name(short: true)", "taxCode", "age", "score"]
      default: ["id", "id", "name", "name(short: true)"]
      }
    let objects: [(field: String, type: String)] =
      switch type {
      case "Place": []
      case "Person": [("home", "Place"), ("home", "Place"), ("friend", "Person")]
      case "Company": [("home", "Place"), ("parent", "Company")]
      default: []
      }
    guard depth > 0, !objects.isEmpty, below(2) == 0 else {
      return alias + leaves[below(leaves.count)]
    }
    let object = objects[below(objects.count)]
    return "\(alias)\(object.field) \(set(on: object.type, depth: depth - 1, after: fragment))"
  }
}
