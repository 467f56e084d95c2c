import GraphQL

/// Lists of items, end to end, as a column of lists has them.
struct ListBuilder<Item> {
  private(set) var offsets: [Int32]
  private(set) var items: [Item] = []

  init(reserving lists: Int) {
    offsets = []
    offsets.reserveCapacity(lists + 1)
    offsets.append(0)
  }

  mutating func append(_ list: some Sequence<Item>) {
    items.append(contentsOf: list)
    offsets.append(Int32(clamping: items.count))
  }
}

/// The distinct values of a column, in the order of their first appearance, and where each cell
/// finds its own: what many parents share is resolved once.
struct Distinct<Value: Hashable> {
  private(set) var values: [Value] = []
  /// A place in ``values`` for each cell; -1 where the cell is null.
  private(set) var slots: [Int32] = []

  init(_ cells: [Value?]) {
    slots.reserveCapacity(cells.count)
    var places: [Value: Int32] = [:]
    for cell in cells {
      guard let cell else {
        slots.append(-1)
        continue
      }
      if let place = places[cell] {
        slots.append(place)
      } else {
        let place = Int32(clamping: values.count)
        places[cell] = place
        values.append(cell)
        slots.append(place)
      }
    }
  }
}

extension Column {
  /// A column of lists of an enum's values.
  static func lists<E: CaseIterable & RawRepresentable & Hashable>(of lists: [[E]]) -> Column
  where E.RawValue == String {
    var builder = ListBuilder<Int16>(reserving: lists.count)
    let cases = Array(E.allCases)
    for list in lists {
      builder.append(
        list.map { value in cases.firstIndex(of: value).map { Int16(clamping: $0) } ?? -1 }
      )
    }
    let names = EnumNames(cases.map(\.rawValue))
    let items = Column(.enumerations(builder.items, names: names))
    return Column(.lists(offsets: builder.offsets, isNull: [], items: items))
  }
}
