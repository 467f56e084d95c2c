/// How many objects a field gives for one parent.
enum PageRule: Hashable, Sendable {
  /// At most one; inside a connection it is not multiplied.
  case one
  /// A list: as many as the page of the connection it stands in, else ``ExecutionLimits/assumedListLength``.
  case list
  /// A connection or a list with `first` and `last`, of which a constant one is decided.
  case page(Int)
  /// A connection or a list with `first` and `last`, decided by variables.
  case variablePage
  /// A list of what an argument `ids` names.
  case ids
  /// Introspection, which has limits of its own.
  case free
}

/// How many objects an operation can ask for, before it runs.
///
/// It is an upper bound made of page sizes, multiplied along the way down; leaves are free.
///
/// - Complexity: O(planned fields); it saturates at `Int.max`.
struct NodeEstimate {
  private var variables: VariableValues?
  private var isConstant = true
  private var known: [Key: Int] = [:]

  private struct Key: Hashable {
    let selection: ObjectIdentifier
    let page: Int?
  }

  /// The estimate of a plan with its variables.
  static func nodes(of plan: Plan, variables: VariableValues) -> Int {
    if let constant = plan.constantNodes { return constant }
    var estimate = NodeEstimate(variables: variables)
    return estimate.nodes(below: plan.root, page: nil)
  }

  /// The estimate that holds for all variables; `nil` where they decide.
  static func constant(of root: PlannedSelection) -> Int? {
    var estimate = NodeEstimate(variables: nil)
    let nodes = estimate.nodes(below: root, page: nil)
    return estimate.isConstant ? nodes : nil
  }

  private mutating func nodes(below selection: PlannedSelection, page: Int?) -> Int {
    let key = Key(selection: ObjectIdentifier(selection), page: page)
    if let nodes = known[key] { return nodes }
    var total = 0
    for field in selection.fields where !field.children.isEmpty {
      total = add(total, nodes(of: field, page: page))
    }
    known[key] = total
    return total
  }

  private mutating func nodes(of field: PlannedField, page: Int?) -> Int {
    var count = 1
    var inner: Int?
    switch field.page {
    case .free: return 0
    case .one: break
    case .list: count = page ?? ExecutionLimits.assumedListLength
    case .ids, .variablePage, .page: (count, inner) = size(of: field)
    }
    var below = 0
    for child in field.children { below = max(below, nodes(below: child, page: inner)) }
    return multiply(count, add(1, below))
  }

  /// How many there are of a field's objects, and of the lists directly in them.
  private mutating func size(of field: PlannedField) -> (count: Int, inner: Int?) {
    if case .page(let size) = field.page {
      return field.binding.map(\.shape.isList) == true ? (size, nil) : (1, size)
    }
    isConstant = isConstant && field.arguments.isConstant
    guard variables != nil || field.arguments.isConstant else { return (1, nil) }
    let arguments = (try? field.arguments.values(variables ?? .none)) ?? .none
    if field.page == .ids { return (arguments.list("ids")?.count ?? 1, nil) }
    let size = PageRule.size(arguments)
    return field.binding.map(\.shape.isList) == true ? (size, nil) : (1, size)
  }

  private func add(_ left: Int, _ right: Int) -> Int {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  private func multiply(_ left: Int, _ right: Int) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? .max : product
  }
}

extension PageRule {
  init(_ field: ResolvedField, arguments: ArgumentPlan, typeName: String) {
    let names = field.definition.arguments.map(\.name)
    if typeName.hasPrefix("__") {
      self = .free
    } else if names.contains("first") || names.contains("last") {
      let sizes = arguments.constants(["first", "last"])
      self = sizes.map { .page(PageRule.size($0)) } ?? .variablePage
    } else if field.binding.shape.isList {
      self = names.contains("ids") ? .ids : .list
    } else {
      self = .one
    }
  }

  /// The page that `first` and `last` ask for; a resolver refuses one that is negative or too big.
  static func size(_ arguments: Arguments) -> Int {
    let size = arguments.int("first") ?? arguments.int("last") ?? ExecutionLimits.defaultPageSize
    return max(size, 0)
  }
}

extension ColumnShape {
  var isList: Bool {
    if case .list = self { return true }
    return false
  }
}
