/// Looks on while one operation runs.
///
/// A run without one compares with `nil` once for each field of a level, and pays nothing else.
public protocol ExecutionTracer: AnyObject {
  /// A field is about to be resolved for its whole column.
  ///
  /// - Parameters:
  ///   - level: The level's place; 0 is the root.
  ///   - place: The field's place within the level.
  func fieldWillResolve(level: Int, place: Int)

  /// The field was resolved, or failed.
  func fieldDidResolve()

  /// All columns are there, and the response was written from them.
  ///
  /// - Parameters:
  ///   - run: What was resolved.
  ///   - stages: How long it took.
  func operationDidEnd(_ run: TracedRun, stages: StageTimes)
}

/// How long the stages of a run took, in nanoseconds.
public struct StageTimes: Hashable, Sendable {
  public var preparation = PreparationTime()
  /// From the first resolver to the last.
  public var execute: Int64 = 0
  /// From columns to bytes.
  public var serialize: Int64 = 0

  public init() {}
}

/// What a run resolved: its levels, each with its field's place in the response.
public struct TracedRun {
  /// As the response was written from them; `nil` where `data` is null.
  private let settled: [Level]?
  private let levels: [Level]
  /// The field that each level stands below; the root's means nothing.
  private let origins: [Origin]

  private struct Origin {
    var level = 0
    var place = 0
  }

  /// - Parameters:
  ///   - levels: All of a run.
  ///   - hasErrors: Whether nulls may have climbed.
  init(_ levels: [Level], hasErrors: Bool) {
    self.levels = levels
    settled = hasErrors ? NullPropagation.settled(levels) : levels
    var origins = [Origin](repeating: Origin(), count: levels.count)
    for (number, level) in levels.enumerated() {
      for (place, children) in level.children.enumerated() {
        for child in children.start..<children.start + children.count {
          origins[child] = Origin(level: number, place: place)
        }
      }
    }
    self.origins = origins
  }

  /// How many levels there are.
  public var count: Int { levels.count }

  /// The name of a level's concrete type in the schema.
  public func typeName(of level: Int) -> String { levels[level].selection.typeName }

  /// How many objects a level has.
  public func rows(of level: Int) -> Int { levels[level].count }

  /// The response keys that lead to a level; none to the root.
  public func path(to level: Int) -> [String] {
    var keys: [String] = []
    var number = level
    // The origin of a level stands before it.
    while number > 0 {
      let origin = origins[number]
      keys.append(levels[origin.level].selection.fields[origin.place].responseKey)
      number = origin.level
    }
    return keys.reversed()
  }

  /// The level that a field's work is for: the first of those below it that has an object, or its own
  /// where there is none.
  public func levelServed(by level: Int, place: Int) -> Int {
    guard levels.indices.contains(level), levels[level].children.indices.contains(place) else {
      return level
    }
    let children = levels[level].children[place]
    let below = children.start..<children.start + children.count
    return below.first { levels[$0].count > 0 } ?? below.first ?? level
  }

  /// What a level's fields were resolved from; `nil` where it is of another type.
  public func parents<Objects: ParentColumn>(of level: Int, as type: Objects.Type) -> Objects? {
    (levels[level].parents as? ParentBox<Objects>)?.column
  }

  /// The fields of a level, in the order of the response.
  public func fields(of level: Int) -> [TracedField] {
    levels[level].selection.fields.map { field in
      TracedField(
        name: field.name,
        responseKey: field.responseKey,
        governedBy: field.binding?.governedBy
      )
    }
  }

  /// Goes through the response from top to bottom, to the objects of some levels.
  ///
  /// - Parameters:
  ///   - wanted: The levels.
  ///   - limit: How many positions are visited.
  ///   - body: Told of each object: its level, its row there, and its path in `data`. It answers
  ///     whether to go on.
  /// - Returns: Whether all of it was visited.
  public func visit(
    _ wanted: Set<Int>,
    limit: Int,
    _ body: (Int, Int, [GraphQLError.PathComponent]) -> Bool
  ) -> Bool {
    guard let settled, !wanted.isEmpty else { return true }
    var onWay = wanted
    for level in wanted {
      var number = level
      while number > 0, onWay.insert(origins[number].level).inserted {
        number = origins[number].level
      }
      onWay.insert(0)
    }
    var walk = ResponseWalk(levels: settled, wanted: wanted, onWay: onWay, steps: limit)
    return walk.visit(level: 0, row: 0, body)
  }
}

/// A field of a level, as a tracer knows it.
public struct TracedField: Hashable, Sendable {
  /// In the schema.
  public let name: String
  public let responseKey: String
  /// The key of the parameter whose rule may hide it.
  public let governedBy: String?
}

/// A walk through the objects of a response; it is as deep as its document, which is bounded.
private struct ResponseWalk {
  let levels: [Level]
  let wanted: Set<Int>
  /// The levels that lead to wanted ones.
  let onWay: Set<Int>
  var steps: Int
  private var path: [GraphQLError.PathComponent] = []

  init(levels: [Level], wanted: Set<Int>, onWay: Set<Int>, steps: Int) {
    self.levels = levels
    self.wanted = wanted
    self.onWay = onWay
    self.steps = steps
  }

  typealias Body = (Int, Int, [GraphQLError.PathComponent]) -> Bool

  mutating func visit(level: Int, row: Int, _ body: Body) -> Bool {
    steps -= 1
    guard steps >= 0 else { return false }
    if wanted.contains(level), !body(level, row, path) { return false }
    for (place, children) in levels[level].children.enumerated() {
      let below = children.start..<children.start + children.count
      guard below.contains(where: onWay.contains) else { continue }
      path.append(.key(levels[level].selection.fields[place].responseKey))
      let goesOn = visit(levels[level].columns[place].cells, row, children, body)
      path.removeLast()
      guard goesOn else { return false }
    }
    return true
  }

  private mutating func visit(
    _ cells: Column.Cells,
    _ index: Int,
    _ children: ChildLevels,
    _ body: Body
  ) -> Bool {
    guard !cells.isNull(index) else { return true }
    switch cells {
    case .objects(let slots, _):
      return visit(level: children.start, row: slots.map { Int($0[index]) } ?? index, body)
    case .abstractObjects(let kinds, let slots, _):
      return visit(level: children.start + Int(kinds[index]), row: Int(slots[index]), body)
    case .lists(let offsets, _, let items):
      let start = Int(offsets[index])
      for item in start..<Int(offsets[index + 1]) {
        steps -= 1
        guard steps >= 0 else { return false }
        path.append(.index(item - start))
        let goesOn = visit(items.cells, item, children, body)
        path.removeLast()
        guard goesOn else { return false }
      }
      return true
    default: return true
    }
  }
}
