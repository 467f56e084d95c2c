/// The parent of a root field: one object without content.
public struct Root: ParentColumn, Sendable {
  public let count = 1

  public init() {}
}

/// The answers of a field of objects of one concrete type.
///
/// - Shape: as ``Column/Cells/objects(slots:children:)``.
public struct ObjectCells<Children: ParentColumn> {
  public var slots: [Int32]?
  public var children: Children

  /// - Parameters:
  ///   - slots: A place in `children` for each parent, -1 for null; `nil` where parent `i` has
  ///     child `i`.
  ///   - children: The distinct objects.
  public init(slots: [Int32]? = nil, children: Children) {
    self.slots = slots
    self.children = children
  }
}

/// The answers of a field of lists of objects of one concrete type.
///
/// - Shape: parent `i` owns the items `offsets[i]..<offsets[i + 1]`.
public struct ListCells<Children: ParentColumn> {
  public var offsets: [Int32]
  /// Which lists are null; empty where none is.
  public var isNull: [Bool]
  /// The place of each item in `children`, -1 for null; `nil` where item `i` is child `i`.
  public var slots: [Int32]?
  public var children: Children

  public init(
    offsets: [Int32],
    isNull: [Bool] = [],
    slots: [Int32]? = nil,
    children: Children
  ) {
    self.offsets = offsets
    self.isNull = isNull
    self.slots = slots
    self.children = children
  }
}

/// The answers of a field whose objects are of several concrete types.
///
/// - Shape: as ``Column/Cells/abstractObjects(kinds:slots:children:)``.
public struct AbstractCells {
  public var kinds: [Int16]
  public var slots: [Int32]
  public var children: [Parents]

  public init(kinds: [Int16], slots: [Int32], children: [Parents]) {
    self.kinds = kinds
    self.slots = slots
    self.children = children
  }

  /// No object for any of the parents.
  public static func nulls(count: Int) -> AbstractCells {
    AbstractCells(
      kinds: Array(repeating: -1, count: count),
      slots: Array(repeating: -1, count: count),
      children: []
    )
  }
}

/// The answers of a field of lists whose items are of several concrete types.
public struct AbstractListCells {
  public var offsets: [Int32]
  /// Which lists are null; empty where none is.
  public var isNull: [Bool]
  public var items: AbstractCells

  public init(offsets: [Int32], isNull: [Bool] = [], items: AbstractCells) {
    self.offsets = offsets
    self.isNull = isNull
    self.items = items
  }
}
