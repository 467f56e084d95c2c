import GraphQL

/// Writes documents that a schema takes, but for the slips that it is told to make.
struct DocumentGenerator {
  let schema: Schema
  var random: SeededRandom
  /// The mistakes that are to be made, and how often at most.
  private var slips: [Slip: Int]
  /// What each response key means, so that fields merge wherever they meet.
  var meanings: [String: String] = [:]
  var fragments: [Fragment] = []
  var variables: [Variable] = []
  /// What is used by the operation or the fragment that is being written.
  var uses = Uses()
  private var names = 0

  struct Fragment {
    var name: String
    var type: TypeID
    /// Whether it may stand at the root of a subscription, where one field is all.
    var isSubscriptionRoot = false
    var body: [String] = []
    var uses = Uses()
  }

  struct Variable {
    var name: String
    var type: TypeReference
    /// The tokens of its default; `nil` without one.
    var defaultValue: [String]?
  }

  struct Uses {
    /// Places in ``DocumentGenerator/fragments``.
    var fragments: Set<Int> = []
    /// Places in ``DocumentGenerator/variables``.
    var variables: Set<Int> = []
  }

  init(_ schema: Schema, seed: UInt64, slips: Set<Slip> = []) {
    self.schema = schema
    self.slips = Dictionary(uniqueKeysWithValues: slips.map { ($0, $0 == .conflict ? 8 : 2) })
    random = SeededRandom(seed: seed)
  }

  /// Whether to make a mistake here.
  mutating func slip(_ slip: Slip) -> Bool {
    guard let left = slips[slip], left > 0, random.chance(0.4) else { return false }
    slips[slip] = left - 1
    return true
  }

  mutating func freshName(_ prefix: String) -> String {
    names += 1
    return "\(prefix)\(names)"
  }

  // MARK: The document

  /// The tokens of one document.
  mutating func document() -> [String] {
    var operations: [(type: OperationType, body: [String], uses: Uses)] = []
    let count = random.chance(0.7) ? 1 : 2 + random.below(2)
    for _ in 0..<count {
      let type = operationType()
      uses = Uses()
      let body = rootSelections(of: type)
      operations.append((type, body, uses))
    }
    if slip(.unusedFragment), let type = random.pick(composites) { _ = planned(on: type) }
    var next = 0
    while next < fragments.count {
      uses = Uses()
      let type = fragments[next].type
      fragments[next].body =
        fragments[next].isSubscriptionRoot
        ? ["{"] + (field(on: type, depth: 2, at: .root) ?? ["__typename"]) + ["}"]
        : selections(on: type, depth: 2, of: next)
      fragments[next].uses = uses
      next += 1
    }
    var definitions = fragments.map { definition(of: $0) }
    for (place, operation) in operations.enumerated() {
      let isAnonymous = count == 1 ? random.chance(0.4) : slip(.anonymousAmongOthers)
      let name = place > 0 && slip(.repeatedOperationName) ? "Q0" : "Q\(place)"
      definitions.append(
        self.operation(
          operation.type,
          isAnonymous ? nil : name,
          operation.body,
          reached(from: operation.uses)
        )
      )
    }
    if slip(.typeSystemDefinition) {
      definitions.append(
        random.pick(["scalar", "Extra"], ["type", "Extra", "{", "a", ":", "Int", "}"])
      )
    }
    return random.shuffled(definitions).flatMap { $0 }
  }

  private mutating func operationType() -> OperationType {
    let wanted: OperationType = random.pick(.query, .query, .query, .mutation, .subscription)
    if schema.rootType(of: wanted) != nil || slip(.unsupportedOperation) { return wanted }
    return .query
  }

  private mutating func rootSelections(of type: OperationType) -> [String] {
    guard let root = schema.rootType(of: type) else { return ["{", "anything", "}"] }
    guard type == .subscription else { return selections(on: root, depth: 3, of: nil) }
    var body: [String]
    if random.chance(0.25) {
      let name = freshName("F")
      uses.fragments.insert(fragments.count)
      fragments.append(Fragment(name: name, type: root, isSubscriptionRoot: true))
      body = ["...", name]
    } else {
      body = field(on: root, depth: 3, at: .root) ?? ["__typename"]
    }
    if random.chance(0.2) { body = ["...", "{"] + body + ["}"] }
    if random.chance(0.2) { body = ["...", "on", schema[root].name, "{"] + body + ["}"] }
    if slip(.secondRootField) { body += field(on: root, depth: 2, at: .root) ?? [] }
    if slip(.introspectionRoot) { body += ["__typename"] }
    if slip(.conditionAtRoot) {
      body += ["...", random.pick("@skip", "@include"), "(", "if", ":", "true", ")", "{"]
      body += field(on: root, depth: 1, at: .root) ?? ["__typename"]
      body += ["}"]
    }
    return ["{"] + body + ["}"]
  }

  private mutating func operation(
    _ type: OperationType,
    _ name: String?,
    _ body: [String],
    _ used: [Int]
  ) -> [String] {
    var declared = used.filter { _ in !slip(.undefinedVariable) }
    if slip(.unusedVariable) {
      declared.append(variables.count)
      variables.append(
        Variable(name: freshName("unused"), type: anyInputType(), defaultValue: nil)
      )
    }
    let header = declared.flatMap { variableDefinition(variables[$0]) }
    let location: DirectiveLocation =
      switch type {
      case .query: .query
      case .mutation: .mutation
      case .subscription: .subscription
      }
    let directives = directives(at: location, isConstant: false)
    if name == nil, type == .query, header.isEmpty, directives.isEmpty, random.chance(0.7) {
      return body
    }
    let list = header.isEmpty ? [] : ["("] + header + [")"]
    return described() + [type.rawValue] + (name.map { [$0] } ?? []) + list + directives + body
  }

  private mutating func variableDefinition(_ variable: Variable) -> [String] {
    var type = schema.text(of: variable.type)
    if slip(.outputVariable), let other = random.pick(composites) { type = schema[other].name }
    if slip(.unknownVariableType) { type = random.pick("Lost", "[Lost!]", "Strng") }
    if slip(.otherVariableType) { type = schema.text(of: anyInputType()) }
    var tokens = described() + ["$", variable.name, ":", type]
    if let value = variable.defaultValue { tokens += ["="] + value }
    tokens += directives(at: .variableDefinition, isConstant: true)
    if slip(.repeatedVariable) { tokens += ["$", variable.name, ":", type] }
    return tokens
  }

  private mutating func definition(of fragment: Fragment) -> [String] {
    let start = described() + ["fragment", fragment.name, "on"]
    let directives = directives(at: .fragmentDefinition, isConstant: false)
    var tokens = start + [condition(schema[fragment.type].name)] + directives + fragment.body
    if slip(.repeatedFragmentName) {
      tokens += [
        "fragment", fragment.name, "on", schema[fragment.type].name, "{", "__typename", "}",
      ]
    }
    return tokens
  }

  /// A type condition, which is right or slips.
  mutating func condition(_ name: String) -> String {
    if slip(.unknownCondition) { return random.pick("Lost", "Ticke", "Quer") }
    if slip(.leafCondition), let leaf = random.pick(schema.types.filter(\.isInput)) {
      return leaf.name
    }
    return name
  }

  private mutating func described() -> [String] {
    random.chance(0.02) ? [random.pick("\"A note.\"", "\"\"\"\n  A longer note.\n\"\"\"")] : []
  }

  /// The variables that an operation uses, its fragments included, in the order of their birth.
  private func reached(from uses: Uses) -> [Int] {
    var found = uses.variables
    var open = Array(uses.fragments)
    var seen = uses.fragments
    while let fragment = open.popLast() {
      found.formUnion(fragments[fragment].uses.variables)
      for next in fragments[fragment].uses.fragments where seen.insert(next).inserted {
        open.append(next)
      }
    }
    return found.sorted()
  }

  // MARK: Types

  /// The composite types that are not introspection's.
  var composites: [TypeID] {
    schema.types.filter { $0.isComposite && !$0.name.hasPrefix("__") }.map(\.id)
  }

  mutating func anyInputType() -> TypeReference {
    let types = schema.types.filter { $0.isInput && !$0.name.hasPrefix("__") }
    let named = TypeReference.named(random.pick(types)?.id ?? schema.queryType)
    return random.pick(
      named,
      .nonNull(named),
      .list(named),
      .list(.nonNull(named)),
      .nonNull(.list(named))
    )
  }

  /// The object types that a composite type can be.
  func objects(of type: TypeID) -> [TypeID] {
    schema[type].isAbstract ? schema[type].possibleTypes : [type]
  }

  func canMeet(_ a: TypeID, _ b: TypeID) -> Bool {
    a == b || objects(of: a).contains { objects(of: b).contains($0) }
  }

  /// A fragment that is to be written later.
  mutating func planned(on type: TypeID) -> Int {
    fragments.append(Fragment(name: freshName("F"), type: type))
    return fragments.count - 1
  }
}
