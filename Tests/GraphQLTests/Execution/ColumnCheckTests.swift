import Bytes
import Testing

@testable import GraphQL

/// A resolver's mistake must fail its field and never the process.
@Suite struct ColumnCheckTests {
  struct Things: ParentColumn { var count: Int }

  private func isFault(
    _ cells: Column.Cells,
    _ shape: ColumnShape,
    count: Int = 2
  ) -> Bool {
    var column = Column(cells)
    return ColumnCheck.fault(in: &column, count: count, shape: shape) != nil
  }

  private func objects(_ slots: [Int32]?, of count: Int) -> Column.Cells {
    .objects(slots: slots, children: Parents("Thing", Things(count: count)))
  }

  private func list(_ offsets: [Int32], isNull: [Bool] = [], items: Int) -> Column.Cells {
    let values = Column(.ints(Array(repeating: 1, count: items)))
    return .lists(offsets: offsets, isNull: isNull, items: values)
  }

  @Test func `takes columns of the right shape`() {
    let thing = ColumnShape.object(of: Things.self)
    #expect(!isFault(.ints([1, nil]), .ints))
    #expect(!isFault(.nulls(count: 2), thing))
    #expect(!isFault(objects([-1, 0], of: 1), thing))
    #expect(!isFault(objects(nil, of: 2), thing))
    #expect(!isFault(list([0, 0, 3], items: 3), .list(.ints)))
    #expect(!isFault(list([0, 0, 3], isNull: [true, false], items: 3), .list(.ints)))
  }

  @Test func `refuses another count than the parents'`() {
    #expect(isFault(.ints([1]), .ints))
    #expect(isFault(.texts(TextColumn(["a", "b", "c"])), .texts))
    #expect(isFault(.nulls(count: 3), .ints))
    #expect(isFault(list([0, 1], items: 1), .list(.ints)))
    #expect(isFault(list([], items: 0), .list(.ints)))
  }

  @Test func `refuses places outside of their column`() {
    let thing = ColumnShape.object(of: Things.self)
    #expect(isFault(objects([0, 1], of: 1), thing))
    #expect(isFault(objects(nil, of: 3), thing))
    let names = EnumNames(["A"])
    let color = ColumnShape.enumeration(of: Zoo.Kind.self)
    #expect(isFault(.enumerations([0, 1], names: names), color))
    let children = [Parents("Thing", Things(count: 1))]
    for (kinds, slots) in [
      ([0, 1], [0, 0]), ([0, 0], [0, 1]), ([0, 0], [0, -1]), ([0, 0], [0]),
    ] {
      let cells = Column.Cells.abstractObjects(
        kinds: kinds.map { Int16($0) },
        slots: slots.map { Int32($0) },
        children: children
      )
      #expect(isFault(cells, .abstract), "\(kinds) \(slots)")
    }
  }

  @Test(arguments: [[0, 2, 1], [1, 1, 2], [0, 1, 3], [0, -1, 2], [0, 1, 1]] as [[Int32]])
  func `refuses offsets that do not cut the items`(offsets: [Int32]) {
    #expect(isFault(list(offsets, items: 2), .list(.ints)))
  }

  @Test func `refuses another kind than the one that was bound`() {
    #expect(isFault(.ints([1, 2]), .texts))
    #expect(isFault(.booleans([true, true]), .object(of: Things.self)))
    #expect(isFault(list([0, 0, 0], items: 0), .ints))
    #expect(isFault(list([0, 0, 0], isNull: [false], items: 0), .list(.ints)))
  }

  @Test func `drops errors of cells that are not there and orders the others`() {
    let errors = [7, 1, -1, 0].map { Column.CellError(index: $0, error: GraphQLError("\($0)")) }
    var column = Column(.ints([1, 2]), errors: errors)
    #expect(ColumnCheck.fault(in: &column, count: 2, shape: .ints) == nil)
    #expect(column.errors.map(\.index) == [0, 1])
  }

  @Test func `makes errors of floats that JSON cannot say`() {
    var column = Column(.floats([1, .nan, -.infinity, nil]))
    #expect(ColumnCheck.fault(in: &column, count: 4, shape: .floats) == nil)
    #expect(column.errors.map(\.index) == [1, 2])
    guard case .floats(let values) = column.cells else {
      Issue.record("the column is of another kind")
      return
    }
    #expect(values == [1, nil, nil, nil])
  }
}
