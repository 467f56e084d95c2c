import Bytes

/// The check that a column is as its shape and its parents ask.
///
/// A resolver's fault must fail its field and never the process, so that nothing after it indexes
/// without having been checked.
///
/// - Complexity: O(cells) for slots, offsets, places and floats; O(1) for the others.
enum ColumnCheck {
  /// What is wrong with a resolver's answer: a fault of this house.
  struct Fault: Error, Hashable {
    let sentence: String
  }

  /// - Returns: `nil` where all is well. Floats that no JSON can say become errors of their cells,
  ///   and the errors are put in order.
  static func fault(in column: inout Column, count: Int, shape: ColumnShape) -> Fault? {
    guard column.cells.count == count else {
      return Fault(sentence: "\(count) parents were answered by \(column.cells.count) cells")
    }
    if !column.errors.isEmpty {
      column.errors.removeAll { !(0..<count).contains($0.index) }
      column.errors.sort { $0.index < $1.index }
    }
    switch (column.cells, shape) {
    case (.nulls, _), (.booleans, .booleans), (.ints, .ints), (.texts, .texts), (.json, .json):
      return nil
    case (.floats(let values), .floats):
      nonFinite(values, in: &column)
      return nil
    case (.enumerations(let places, let names), .enumeration):
      guard places.allSatisfy({ $0 < names.json.count }) else { return outside }
      return nil
    case (.objects(let slots, let children), .object):
      let limit = children.count
      guard let slots else { return limit == count ? nil : outside }
      return slots.allSatisfy { $0 < limit } ? nil : outside
    case (.abstractObjects(let kinds, let slots, let children), .abstract):
      guard slots.count == kinds.count else { return outside }
      let limits = children.map(\.count)
      for (kind, slot) in zip(kinds, slots) where kind >= 0 {
        guard Int(kind) < limits.count, slot >= 0, slot < limits[Int(kind)] else { return outside }
      }
      return nil
    case (.lists(let offsets, let isNull, var items), .list(let item)):
      guard isNull.isEmpty || isNull.count == count else { return outside }
      let end = Int(offsets.last ?? 0)
      guard offsets.first == 0, zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }) else {
        return outside
      }
      if let fault = fault(in: &items, count: end, shape: item) { return fault }
      column.cells = .lists(offsets: offsets, isNull: isNull, items: items)
      return nil
    default:
      return Fault(sentence: "the answer is not of the shape that was bound")
    }
  }

  private static var outside: Fault { Fault(sentence: "a place is outside of its column") }

  private static func nonFinite(_ values: [Double?], in column: inout Column) {
    guard values.contains(where: { $0?.isFinite == false }) else { return }
    var finite = values
    for (index, value) in values.enumerated() {
      guard let value, !value.isFinite else { continue }
      finite[index] = nil
      let text = value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"
      let error = GraphQLError("Float cannot represent non numeric value: \(text)")
      column.errors.append(Column.CellError(index: index, error: error))
    }
    column.errors.sort { $0.index < $1.index }
    column.cells = .floats(finite)
  }
}

extension Column.Cells {
  /// How many parents are answered.
  var count: Int {
    switch self {
    case .nulls(let count): count
    case .booleans(let values): values.count
    case .ints(let values): values.count
    case .floats(let values): values.count
    case .texts(let column), .json(let column): column.count
    case .enumerations(let places, _): places.count
    case .objects(let slots, let children): slots?.count ?? children.count
    case .abstractObjects(let kinds, _, _): kinds.count
    case .lists(let offsets, _, _): max(offsets.count - 1, 0)
    }
  }

  /// Whether a cell is null.
  func isNull(_ index: Int) -> Bool {
    switch self {
    case .nulls: true
    case .booleans(let values): values[index] == nil
    case .ints(let values): values[index] == nil
    case .floats(let values): values[index] == nil
    case .texts(let column), .json(let column): column.isNull(index)
    case .enumerations(let places, _): places[index] < 0
    case .objects(let slots, _): slots.map { $0[index] < 0 } ?? false
    case .abstractObjects(let kinds, _, _): kinds[index] < 0
    case .lists(_, let isNull, _): isNull.isEmpty ? false : isNull[index]
    }
  }
}
