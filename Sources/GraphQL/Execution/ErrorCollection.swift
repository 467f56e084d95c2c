/// The errors of a run, in the order of the response: what a client reads from top to bottom.
///
/// It walks the response as it is before nulls climb, so that an error is told even where the null
/// above it leaves no trace of its position; each position has one.
struct ErrorCollection {
  private(set) var errors: [GraphQLError] = []
  private let levels: [Level]
  private let source: Source
  private let limit: Int
  private var path: [GraphQLError.PathComponent] = []
  private var steps: Int
  private var isFull = false

  /// `limit` is how many errors are kept, `steps` how many positions are visited: a response of more
  /// is too large anyway.
  init(levels: [Level], source: Source, limit: Int, steps: Int) {
    self.levels = levels
    self.source = source
    self.limit = limit
    self.steps = steps
  }

  mutating func collect() throws(ExecutionAbort) {
    try walkObject(level: 0, row: 0)
    if isFull {
      errors.append(GraphQLError("More errors were left out.", code: "TOO_MANY_ERRORS"))
    }
  }

  private mutating func walkObject(level: Int, row: Int) throws(ExecutionAbort) {
    for place in levels[level].columns.indices where !isFull {
      let field = levels[level].selection.fields[place]
      guard field.typenameJSON == nil else { continue }
      path.append(.key(field.responseKey))
      try walkCell(levels[level].columns[place], row, depth: 0, level: level, place: place)
      path.removeLast()
    }
  }

  private mutating func walkCell(
    _ column: Column,
    _ index: Int,
    depth: Int,
    level: Int,
    place: Int
  ) throws(ExecutionAbort) {
    steps -= 1
    guard steps >= 0 else { throw .responseBytes }
    let field = levels[level].selection.fields[place]
    if let error = column.error(at: index) { return add(error, field) }
    if column.cells.isNull(index) {
      guard field.nonNull[depth] else { return }
      let name = "\(levels[level].selection.typeName).\(field.name)"
      return add(GraphQLError("Cannot return null for non-nullable field \(name)."), field)
    }
    let children = levels[level].children[place]
    switch column.cells {
    case .objects(let slots, _):
      try walkObject(level: children.start, row: slots.map { Int($0[index]) } ?? index)
    case .abstractObjects(let kinds, let slots, _):
      let child = children.start + Int(kinds[index])
      guard !levels[child].selection.isUnknown else {
        return add(impossible(level, field), field)
      }
      try walkObject(level: child, row: Int(slots[index]))
    case .lists(let offsets, _, let items):
      let start = Int(offsets[index])
      for item in start..<Int(offsets[index + 1]) where !isFull {
        path.append(.index(item - start))
        try walkCell(items, item, depth: depth + 1, level: level, place: place)
        path.removeLast()
      }
    default: break
    }
  }

  /// The type has no name here: it may be one that the viewer's schema hides.
  private func impossible(_ level: Int, _ field: PlannedField) -> GraphQLError {
    GraphQLError(
      "Field \(levels[level].selection.typeName).\(field.name) was resolved to an object of a type "
        + "that cannot stand there.",
      code: "INTERNAL_ERROR"
    )
  }

  private mutating func add(_ error: GraphQLError, _ field: PlannedField) {
    guard errors.count < limit else { return isFull = true }
    let error = error.located(at: field, path: path, source)
    errors.append(error)
  }
}

extension GraphQLError {
  /// The error of a field, with its place in the response and in the document.
  func located(
    at field: PlannedField,
    path: [PathComponent],
    _ source: Source
  ) -> GraphQLError {
    var error = self
    error.path = path
    error.locations = field.offsets.map { source.location(at: $0) }
    return error
  }
}

extension Column {
  /// The error of a cell.
  ///
  /// - Complexity: O(log errors): ``ColumnCheck`` put them in order.
  fileprivate func error(at index: Int) -> GraphQLError? {
    guard !errors.isEmpty else { return nil }
    var low = 0
    var high = errors.count
    while low < high {
      let middle = (low + high) / 2
      if errors[middle].index < index { low = middle + 1 } else { high = middle }
    }
    guard low < errors.count, errors[low].index == index else { return nil }
    return errors[low].error
  }
}
