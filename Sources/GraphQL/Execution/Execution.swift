/// One selection set on one concrete type, resolved for a column of parents.
struct Level {
  let selection: PlannedSelection
  let parents: AnyParents
  let count: Int
  /// By field.
  var columns: [Column] = []
  /// The levels below each field.
  var children: [ChildLevels] = []
  /// What failed in selections that were run apart; the paths begin below their cells.
  var innerErrors: [InnerPlace: [GraphQLError]] = [:]
}

/// The levels below one field, which stand next to each other: one for each column of children.
struct ChildLevels {
  var start: Int
  var count: Int

  static let none = ChildLevels(start: 0, count: 0)
}

/// An object of a concrete type that cannot stand where it was answered: a fault of this house.
struct ImpossibleType: Error {
  let typeName: String
}

/// One run of a plan.
struct Execution {
  let operation: PlannedOperation
  /// Each level stands before those below it.
  var levels: [Level] = []
  private(set) var hasErrors = false
  let resolverRun: ResolverRun
  private let mutation: (any MutationContext)?
  let executor: Executor
  let deadline: ContinuousClock.Instant?
  private let tracer: (any ExecutionTracer)?
  /// How many cells were resolved so far, in selections that were run apart too.
  var cells = 0
  /// How long the answers are of selections that were run apart.
  var innerBytes = 0

  init(
    _ operation: PlannedOperation,
    root: AnyParents,
    run: ResolverRun,
    mutation: (any MutationContext)?,
    executor: Executor,
    deadline: ContinuousClock.Instant?,
    tracer: (any ExecutionTracer)? = nil
  ) {
    self.tracer = tracer
    self.operation = operation
    levels.append(Level(selection: operation.plan.root, parents: root, count: 1))
    resolverRun = run
    self.mutation = mutation
    self.executor = executor
    self.deadline = deadline
  }

  mutating func run() throws(ExecutionAbort) {
    if operation.plan.operationType == .mutation {
      try runSerially()
    } else {
      try resolveLevels(from: 0)
    }
  }

  /// Runs each root field with all below it before the next, until `data` is sure to be null: what
  /// came after would be done and never told.
  private mutating func runSerially() throws(ExecutionAbort) {
    let count = levels[0].selection.fields.count
    for place in 0..<count {
      let first = levels.count
      try runRootField(place)
      guard place + 1 < count else { return }
      if NullPropagation.isDataNull(levels, becauseOf: place, levelsBelow: first) {
        hasErrors = true
        return
      }
    }
  }

  private mutating func runRootField(_ place: Int) throws(ExecutionAbort) {
    let field = levels[0].selection.fields[place]
    let typeName = levels[0].selection.typeName
    let first = levels.count
    guard field.binding != nil, let mutation else {
      try resolve(place, of: 0)
      return try resolveLevels(from: first)
    }
    do {
      try mutation.rootFieldWillRun()
    } catch {
      return append(failure(error, field, typeName: typeName, count: 1), to: 0)
    }
    try resolve(place, of: 0)
    try resolveLevels(from: first)
    do {
      try mutation.rootFieldDidRun(failed: !levels[0].columns[place].errors.isEmpty)
    } catch {
      hasErrors = true
      levels[0].columns[place] = failure(error, field, typeName: typeName, count: 1)
      levels[0].children[place] = .none
    }
  }

  private mutating func resolveLevels(from first: Int) throws(ExecutionAbort) {
    var next = first
    while next < levels.count {
      try checkDeadline()
      let fields = levels[next].selection.fields.count
      let (added, overflow) = fields.multipliedReportingOverflow(by: levels[next].count)
      let (sum, isTooMuch) = cells.addingReportingOverflow(added)
      guard !overflow, !isTooMuch, sum <= executor.limits.cells else { throw .cells }
      cells = sum
      levels[next].columns.reserveCapacity(fields)
      levels[next].children.reserveCapacity(fields)
      for place in 0..<fields { try resolve(place, of: next) }
      next += 1
    }
  }

  private mutating func resolve(_ place: Int, of level: Int) throws(ExecutionAbort) {
    let field = levels[level].selection.fields[place]
    let count = levels[level].count
    guard count > 0, let binding = field.binding else {
      return append(Column(.nulls(count: count)), to: level)
    }
    var column: Column
    if let shared = field.sharedWith {
      column = levels[level].columns[shared]
      // What is wrong with the arguments points at this field's own.
      if !column.errors.isEmpty, let error = field.arguments.error(operation.variables) {
        let typeName = levels[level].selection.typeName
        column = failure(error, field, typeName: typeName, count: count)
      }
    } else if let perspectives = binding.perspectives {
      column = try look(by: perspectives, below: field, level: level)
      if !levels[level].innerErrors.isEmpty { hasErrors = true }
    } else {
      tracer?.fieldWillResolve(level: level, place: place)
      defer { tracer?.fieldDidResolve() }
      column = try call(binding, field, level: level, count: count)
    }
    append(column, to: level, below: field)
  }

  private mutating func call(
    _ binding: FieldBinding,
    _ field: PlannedField,
    level: Int,
    count: Int
  ) throws(ExecutionAbort) -> Column {
    do {
      let arguments = try field.arguments.values(operation.variables)
      let call = ErasedCall(field: field, arguments: arguments, run: resolverRun)
      var column = try binding.resolve(levels[level].parents, call)
      if !resolverRun.cellErrors.isEmpty {
        column.errors += resolverRun.cellErrors
        resolverRun.cellErrors = []
      }
      if let fault = ColumnCheck.fault(in: &column, count: count, shape: binding.shape) {
        throw fault
      }
      return column
    } catch {
      resolverRun.cellErrors = []
      try checkDeadline()
      let typeName = levels[level].selection.typeName
      return failure(error, field, typeName: typeName, count: count)
    }
  }

  /// A column of which every cell failed.
  func failure(
    _ error: any Error,
    _ field: PlannedField,
    typeName: String,
    count: Int
  ) -> Column {
    let answer: GraphQLError
    if let error = error as? GraphQLError {
      answer = error
    } else {
      executor.onFault(error, "\(typeName).\(field.name)")
      answer = .internalError
    }
    return Column(
      .nulls(count: count),
      errors: (0..<count).map { Column.CellError(index: $0, error: answer) }
    )
  }

  private mutating func append(
    _ column: Column,
    to level: Int,
    below field: PlannedField? = nil
  ) {
    if !column.errors.isEmpty || column.cells.hasItemErrors { hasErrors = true }
    levels[level].columns.append(column)
    guard let field, field.hasLevels else {
      return levels[level].children.append(.none)
    }
    let start = levels.count
    switch column.cells.innermost {
    case .objects(_, let children):
      levels.append(
        Level(
          selection: field.children[0],
          parents: children.column,
          count: children.count
        )
      )
    case .abstractObjects(_, _, let columns):
      for children in columns {
        let selection = field.children.first { $0.typeName == children.typeName }
        levels.append(
          Level(
            selection: selection ?? .unknown,
            parents: children.column,
            count: selection == nil ? 0 : children.count
          )
        )
        if selection == nil, children.count > 0 {
          hasErrors = true
          let place = "\(levels[level].selection.typeName).\(field.name)"
          executor.onFault(ImpossibleType(typeName: children.typeName), place)
        }
      }
    default: break
    }
    levels[level].children.append(ChildLevels(start: start, count: levels.count - start))
  }

  func checkDeadline() throws(ExecutionAbort) {
    if let deadline, ContinuousClock.now >= deadline { throw .deadline }
  }
}

extension PlannedSelection {
  /// What stands for a concrete type that cannot stand where it was met.
  static let unknown = PlannedSelection(type: TypeID(rawValue: -1), typeName: "", fields: [])

  var isUnknown: Bool { type.rawValue < 0 }
}

extension Column.Cells {
  /// The cells under all lists.
  var innermost: Column.Cells {
    guard case .lists(_, _, let items) = self else { return self }
    return items.cells.innermost
  }

  /// Whether an item of a list failed.
  var hasItemErrors: Bool {
    guard case .lists(_, _, let items) = self else { return false }
    return !items.errors.isEmpty || items.cells.hasItemErrors
  }
}
