/// One response key of a selection set, before its children are planned.
struct FieldDraft {
  let name: String
  let responseKey: String
  let typenameJSON: [UInt8]?
  let binding: FieldBinding?
  let arguments: ArgumentPlan
  let nonNull: NonNullDepths
  let namedType: TypeID
  let isLeaf: Bool
  let isAbstract: Bool
  let page: PageRule
  let offsets: [Int32]
  /// The selection sets of the merged fields, in order.
  let sets: [NodeRange]
}

/// The fields of one selection set on one concrete type, fragments merged and conditions decided.
///
/// - Source: [CollectFields](https://spec.graphql.org/September2025/#CollectFields()).
struct FieldCollection {
  /// By order of first appearance: places in ``Document/selections``.
  private(set) var groups: [[Int]] = []
  private let shared: SharedDocument
  private let schema: Schema
  private let type: TypeID
  private let conditions: Conditions
  private var groupByKey: [NameID: Int] = [:]
  private var visited: Set<Int32> = []

  init(_ shared: SharedDocument, schema: Schema, type: TypeID, conditions: Conditions) {
    self.shared = shared
    self.schema = schema
    self.type = type
    self.conditions = conditions
  }

  mutating func collect(_ set: NodeRange) {
    for index in set.indices {
      switch shared.document.selections[index] {
      case .field(let field):
        guard conditions.include(field.directives, in: shared) else { continue }
        let key = field.responseKey.id
        if let group = groupByKey[key] {
          groups[group].append(index)
        } else {
          groupByKey[key] = groups.count
          groups.append([index])
        }
      case .inlineFragment(let fragment):
        guard conditions.include(fragment.directives, in: shared) else { continue }
        if let condition = fragment.typeCondition, !applies(condition) { continue }
        collect(fragment.selections)
      case .fragmentSpread(let spread):
        guard conditions.include(spread.directives, in: shared) else { continue }
        let place = shared.fragments[safely: Int(spread.name.id.rawValue)] ?? -1
        guard place >= 0, visited.insert(place).inserted else { continue }
        let fragment = shared.document.fragments[Int(place)]
        if applies(fragment.typeCondition) { collect(fragment.selections) }
      }
    }
  }

  private func applies(_ condition: Name) -> Bool {
    guard let expected = schema.type(named: shared[condition]) else { return false }
    return schema.isPossible(type, for: expected.id)
  }
}

/// What `@skip` and `@include` decide with the variables of a request.
struct Conditions: Sendable {
  /// By the variable's name.
  let values: [NameID: Bool]

  /// Whether a selection with these directives is part of the operation; `@skip` wins.
  func include(_ directives: NodeRange, in shared: SharedDocument) -> Bool {
    guard !directives.isEmpty else { return true }
    for index in directives.indices {
      let directive = shared.document.directives[index]
      let name = shared[directive.name]
      guard name == "skip" || name == "include" else { continue }
      for argument in directive.arguments.indices {
        let isTrue =
          switch shared.document.values[shared.document.arguments[argument].value].kind {
          case .boolean(let value): value
          case .variable(let variable): values[variable] ?? false
          default: false
          }
        if isTrue == (name == "skip") { return false }
      }
    }
    return true
  }
}
