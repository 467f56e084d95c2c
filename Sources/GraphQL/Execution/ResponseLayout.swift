/// Where the objects and lists of a run stand, as numbers alone.
///
/// The columns are matched once here, so that the response is written row by row without looking
/// into a column again: that would count its references anew for each row.
///
/// - Shape: the fields of all levels stand one after another, as in ``LeafRendering``; the cells of
///   field `f` are `columns[fields[f]]`.
struct ResponseLayout {
  enum Kind {
    case null
    case object
    case abstract
    case list
  }

  /// One column of objects or lists.
  struct Cells {
    var kind: Kind
    let isNonNull: Bool
    /// Where in ``numbers`` its slots begin, or the ends of its lists; -1 where cell `i` is child `i`.
    var places = -1
    /// Where in ``numbers`` the kinds of its objects begin, or 1 for each list that is null; -1
    /// where no list is.
    var kinds = -1
    /// The first level below, or the place in ``columns`` of a list's items.
    var below = 0
  }

  private(set) var fields: [Int] = []
  private(set) var columns: [Cells] = []
  private(set) var numbers: [Int32] = []

  init(_ levels: [Level]) {
    for level in levels {
      for (place, field) in level.selection.fields.enumerated() {
        guard field.hasLevels, level.count > 0 else {
          fields.append(-1)
          continue
        }
        fields.append(columns.count)
        append(
          level.columns[place].cells,
          depth: 0,
          nonNull: field.nonNull,
          below: level.children[place].start
        )
      }
    }
  }

  private mutating func append(
    _ cells: Column.Cells,
    depth: Int,
    nonNull: NonNullDepths,
    below: Int
  ) {
    var column = Cells(kind: .null, isNonNull: nonNull[depth], below: below)
    switch cells {
    case .objects(let slots, _):
      column.kind = .object
      if let slots { column.places = add(slots) }
      columns.append(column)
    case .abstractObjects(let kinds, let slots, _):
      column.kind = .abstract
      column.places = add(slots)
      column.kinds = add(kinds.map { Int32($0) })
      columns.append(column)
    case .lists(let offsets, let isNull, let items):
      column.kind = .list
      column.places = add(offsets)
      if !isNull.isEmpty { column.kinds = add(isNull.map { $0 ? 1 : 0 }) }
      column.below = columns.count + 1
      columns.append(column)
      append(items.cells, depth: depth + 1, nonNull: nonNull, below: below)
    default:
      columns.append(column)
    }
  }

  private mutating func add(_ values: [Int32]) -> Int {
    let start = numbers.count
    numbers.append(contentsOf: values)
    return start
  }
}
