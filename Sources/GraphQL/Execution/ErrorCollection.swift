/// The errors of a run, in the order of the response: what a client reads from top to bottom.
///
/// It walks the response as it is before nulls climb, so that an error is told even where the null
/// above it leaves no trace of its position; each position has one. Where a null climbs to an object
/// or a list, what follows in it has no position any more and is passed over, as an executor that
/// goes field by field breaks off there: one cause has one error.
///
/// - Source: [Handling execution errors](https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors);
///   the messages are graphql-js's.
struct ErrorCollection {
  private(set) var errors: [GraphQLError] = []
  private let levels: [Level]
  private let plan: Plan
  private let limit: Int
  private var path: [GraphQLError.PathComponent] = []
  private var steps: Int
  private var isFull = false
  /// The locations of a field, which are counted from the document's beginning: once for its column.
  private var locations: [ObjectIdentifier: [GraphQLError.Location]] = [:]

  /// `limit` is how many errors are kept, `steps` how many positions are visited: a response of more
  /// is too large anyway.
  init(levels: [Level], plan: Plan, limit: Int, steps: Int) {
    self.levels = levels
    self.plan = plan
    self.limit = limit
    self.steps = steps
  }

  mutating func collect() throws(ExecutionAbort) {
    _ = try walkObject(level: 0, row: 0)
    if isFull {
      errors.append(GraphQLError("More errors were left out.", code: "TOO_MANY_ERRORS"))
    }
  }

  /// - Returns: Whether the object is null because a non-null field of it is.
  private mutating func walkObject(level: Int, row: Int) throws(ExecutionAbort) -> Bool {
    for place in levels[level].columns.indices where !isFull {
      let field = levels[level].selection.fields[place]
      guard field.typenameJSON == nil else { continue }
      path.append(.key(field.responseKey))
      let column = levels[level].columns[place]
      let isNull = try walkCell(column, row, depth: 0, level: level, place: place)
      path.removeLast()
      if isNull, field.nonNull[0] { return true }
    }
    return false
  }

  /// - Returns: Whether the cell is null once nulls have climbed.
  private mutating func walkCell(
    _ column: Column,
    _ index: Int,
    depth: Int,
    level: Int,
    place: Int
  ) throws(ExecutionAbort) -> Bool {
    steps -= 1
    guard steps >= 0 else { throw .responseBytes }
    let field = levels[level].selection.fields[place]
    if let error = column.error(at: index) {
      add(error, field)
      return true
    }
    let inner = InnerPlace(field: place, row: index)
    if depth == 0, let errors = levels[level].innerErrors[inner] { addInner(errors) }
    if column.cells.isNull(index) {
      if field.nonNull[depth] {
        let name = "\(levels[level].selection.typeName).\(field.name)"
        add(GraphQLError("Cannot return null for non-nullable field \(name)."), field)
      }
      return true
    }
    let children = levels[level].children[place]
    switch column.cells {
    case .objects(let slots, _):
      return try walkObject(level: children.start, row: slots.map { Int($0[index]) } ?? index)
    case .abstractObjects(let kinds, let slots, let parents):
      let child = children.start + Int(kinds[index])
      guard !levels[child].selection.isUnknown else {
        add(impossible(parents[Int(kinds[index])].typeName, level, field), field)
        return true
      }
      return try walkObject(level: child, row: Int(slots[index]))
    case .lists(let offsets, _, let items):
      let start = Int(offsets[index])
      for item in start..<Int(offsets[index + 1]) where !isFull {
        path.append(.index(item - start))
        let isNull = try walkCell(items, item, depth: depth + 1, level: level, place: place)
        path.removeLast()
        if isNull, field.nonNull[depth + 1] { return true }
      }
      return false
    default: return false
    }
  }

  /// A type that the viewer's schema hides has no name here.
  private func impossible(_ name: String, _ level: Int, _ field: PlannedField) -> GraphQLError {
    let schema = plan.boundSchema.schema
    let parent = schema[levels[level].selection.type]
    let expected = parent.field(field.name).map { schema[$0.type.namedType].name } ?? ""
    let message =
      switch schema.type(named: name)?.kind {
      case .object?: "Runtime Object type \"\(name)\" is not a possible type for \"\(expected)\"."
      case _?: "Abstract type \"\(expected)\" was resolved to a non-object type \"\(name)\"."
      case nil:
        "Abstract type \"\(expected)\" was resolved to a type that does not exist inside the schema."
      }
    return GraphQLError(message, code: "INTERNAL_ERROR")
  }

  /// The errors of a selection that was run apart, in its order: each says its own place in the
  /// document.
  private mutating func addInner(_ inner: [GraphQLError]) {
    for var error in inner {
      guard errors.count < limit else { return isFull = true }
      error.path = path + (error.path ?? [])
      errors.append(error)
    }
  }

  private mutating func add(_ error: GraphQLError, _ field: PlannedField) {
    guard errors.count < limit else { return isFull = true }
    let known = locations[ObjectIdentifier(field)]
    let places = known ?? field.locations(in: plan.source)
    if known == nil { locations[ObjectIdentifier(field)] = places }
    errors.append(error.located(at: places, path: path))
  }
}

extension PlannedField {
  /// Where it stands in the document, each of the merged fields once.
  func locations(in source: Source) -> [GraphQLError.Location] {
    let byOffset = source.locations(at: offsets)
    return offsets.compactMap { byOffset[$0] }
  }
}

extension GraphQLError {
  /// The error with its place in the response, and with the field's places in the document where it
  /// points at nothing nearer, as an argument is.
  func located(at locations: [Location], path: [PathComponent]) -> GraphQLError {
    var error = self
    error.path = path
    if error.locations.isEmpty { error.locations = locations }
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
