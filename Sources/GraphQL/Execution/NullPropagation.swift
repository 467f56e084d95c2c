import Bytes

/// Puts nulls where errors are, and lets each climb to the next place that may be null.
///
/// It runs bottom-up over whole levels, after all columns are there, and only where there is an
/// error or a null in a non-null place.
///
/// - Source: [Handling execution errors](https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors).
struct NullPropagation {
  private var levels: [Level]
  /// The rows that are null because a non-null field of theirs is, by level.
  private var isDead: [[Bool]]

  private init(levels: [Level]) {
    self.levels = levels
    isDead = Array(repeating: [], count: levels.count)
  }

  /// - Returns: `nil` where the null climbed to the root: `data` is null.
  static func settled(_ levels: [Level]) -> [Level]? {
    var propagation = NullPropagation(levels: levels)
    for level in levels.indices.reversed() { propagation.settle(level: level) }
    return propagation.isDead.first?.first == true ? nil : propagation.levels
  }

  /// Whether `data` is null because of one root field, which was run while later ones were not.
  ///
  /// - Parameters:
  ///   - levels: All that there are.
  ///   - place: The root field's.
  ///   - first: The first of the levels below it, which are the last.
  /// - Returns: Whether a null climbs out of the field.
  static func isDataNull(
    _ levels: [Level],
    becauseOf place: Int,
    levelsBelow first: Int
  ) -> Bool {
    let field = levels[0].selection.fields[place]
    guard field.nonNull[0], field.typenameJSON == nil else { return false }
    var propagation = NullPropagation(levels: levels)
    for level in (first..<levels.count).reversed() { propagation.settle(level: level) }
    var column = levels[0].columns[place]
    propagation.settle(&column, depth: 0, field: field, children: levels[0].children[place])
    return column.cells.isNull(0)
  }

  private mutating func settle(level: Int) {
    var dead = Array(repeating: false, count: levels[level].count)
    for (place, field) in levels[level].selection.fields.enumerated() {
      guard field.typenameJSON == nil, place < levels[level].columns.count else { continue }
      let children = levels[level].children[place]
      var column = levels[level].columns[place]
      settle(&column, depth: 0, field: field, children: children)
      levels[level].columns[place] = column
      guard field.nonNull[0] else { continue }
      for row in dead.indices where column.cells.isNull(row) { dead[row] = true }
    }
    isDead[level] = dead
  }

  private func settle(
    _ column: inout Column,
    depth: Int,
    field: PlannedField,
    children: ChildLevels
  ) {
    switch column.cells {
    case .objects(let slots, let parents):
      let dead = isDead[children.start]
      var settled = slots ?? Array(0..<Int32(clamping: parents.count))
      for (index, slot) in settled.enumerated() where slot >= 0 && dead[Int(slot)] {
        settled[index] = -1
      }
      column.cells = .objects(slots: settled, children: parents)
    case .abstractObjects(var kinds, let slots, let columns):
      for (index, kind) in kinds.enumerated() where kind >= 0 {
        let level = children.start + Int(kind)
        if levels[level].selection.isUnknown || isDead[level][Int(slots[index])] {
          kinds[index] = -1
        }
      }
      column.cells = .abstractObjects(kinds: kinds, slots: slots, children: columns)
    case .lists(let offsets, let isNull, var items):
      settle(&items, depth: depth + 1, field: field, children: children)
      var nulls = isNull
      if field.nonNull[depth + 1] {
        if nulls.isEmpty { nulls = Array(repeating: false, count: offsets.count - 1) }
        for list in nulls.indices where !nulls[list] {
          let range = Int(offsets[list])..<Int(offsets[list + 1])
          nulls[list] = range.contains { items.cells.isNull($0) }
        }
      }
      column.cells = .lists(offsets: offsets, isNull: nulls, items: items)
    default: break
    }
    guard !column.errors.isEmpty else { return }
    var failed = Array(repeating: false, count: column.cells.count)
    for error in column.errors { failed[error.index] = true }
    column.cells.setNull(failed)
  }
}

extension Column.Cells {
  /// Makes the cells null that failed.
  fileprivate mutating func setNull(_ failed: [Bool]) {
    switch self {
    case .nulls: break
    case .booleans(let values): self = .booleans(cleared(values, failed))
    case .ints(let values): self = .ints(cleared(values, failed))
    case .floats(let values): self = .floats(cleared(values, failed))
    case .texts(let column): self = .texts(column.redacted(where: failed))
    case .json(let column): self = .json(column.redacted(where: failed))
    case .enumerations(let places, let names):
      self = .enumerations(zip(places, failed).map { $1 ? -1 : $0 }, names: names)
    case .objects(let slots, let children):
      let slots = slots ?? Array(0..<Int32(clamping: children.count))
      self = .objects(slots: zip(slots, failed).map { $1 ? -1 : $0 }, children: children)
    case .abstractObjects(let kinds, let slots, let children):
      let kinds = zip(kinds, failed).map { $1 ? -1 : $0 }
      self = .abstractObjects(kinds: kinds, slots: slots, children: children)
    case .lists(let offsets, let isNull, let items):
      let isNull = isNull.isEmpty ? failed : zip(isNull, failed).map { $0 || $1 }
      self = .lists(offsets: offsets, isNull: isNull, items: items)
    }
  }

  private func cleared<Value>(_ values: [Value?], _ failed: [Bool]) -> [Value?] {
    zip(values, failed).map { $1 ? nil : $0 }
  }
}
