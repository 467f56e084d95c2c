/// Which part of a list is asked for: so many from one end, between two keys.
///
/// Keys are the numbers of rows and nothing else, so that no cursor can carry a governed value (L3),
/// and a page far down costs what the first one costs.
public struct PageRequest: Hashable, Sendable {
  /// How many at most, 0…100.
  public let size: Int
  /// Whether they are taken from the end of the list.
  public let isFromEnd: Bool
  /// The key of the row before the page.
  public let after: Int64?
  /// The key of the row behind the page.
  public let before: Int64?

  /// A part of a list.
  ///
  /// - Parameters:
  ///   - size: What is outside 0…100 is taken as the nearest of these, for SQLite reads a negative
  ///     limit as none.
  ///   - isFromEnd: Whether the last ones are meant.
  ///   - after: The key of the row before the page.
  ///   - before: The key of the row behind the page.
  public init(size: Int, isFromEnd: Bool = false, after: Int64? = nil, before: Int64? = nil) {
    self.size = min(max(size, 0), Self.sizeMax)
    self.isFromEnd = isFromEnd
    self.after = after.map(Self.bounded)
    self.before = before.map(Self.bounded)
  }

  /// No row has a key outside 1…2^63 - 2, so the nearest of these bounds the same rows, and one
  /// more or less of it is a number still.
  private static func bounded(_ key: Int64) -> Int64 { min(max(key, 0), .max - 1) }

  /// Rows of a page at most; without it one request could ask for a whole table.
  public static let sizeMax = 100
}

/// What of a page is asked for beside its rows.
public struct PageDemand: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The rows.
  public static let rows = PageDemand(rawValue: 1)
  /// How many rows the whole list has.
  public static let totalCount = PageDemand(rawValue: 2)
  /// Whether there are rows before and after the page.
  public static let neighbours = PageDemand(rawValue: 4)
  public static let all: PageDemand = [.rows, .totalCount, .neighbours]
}

/// Where the pages of a list for each of some parents lie, and what is around them.
///
/// - Shape: page `i` is of parent `i` and holds the rows `offsets[i]..<offsets[i + 1]`, so
///   `offsets` has one entry more than the other columns.
public struct Pages: Hashable, Sendable {
  public internal(set) var offsets: [Int32] = [0]
  /// All zero where no total was asked for.
  public internal(set) var totalCounts: [Int32] = []
  /// All false where neighbours were not asked for.
  public internal(set) var hasNextPage: [Bool] = []
  public internal(set) var hasPreviousPage: [Bool] = []

  public var count: Int { totalCounts.count }

  /// Ends a parent's page.
  mutating func append(end: Int, totalCount: Int, hasNext: Bool, hasPrevious: Bool) {
    offsets.append(Int32(clamping: end))
    totalCounts.append(Int32(clamping: totalCount))
    hasNextPage.append(hasNext)
    hasPreviousPage.append(hasPrevious)
  }
}

/// What was found of some keys: foreign, blocked, deleted and unknown ones are all just absent.
///
/// - Shape: key `i` is answered by row `slots[i]`, or by none where that is -1.
public struct Found<Rows: Sendable>: Sendable {
  public let slots: [Int32]
  public let rows: Rows
}
