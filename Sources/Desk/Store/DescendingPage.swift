import SQLite

/// A page of a list that goes down by the keys of its rows, newest first.
struct DescendingPage {
  /// In the order of the list.
  private(set) var keys: [Int64]
  private(set) var hasPrevious = false
  private(set) var hasNext = false

  /// At most so many keys below `after` and above `before`: the greatest first, or from the end.
  typealias Read = (
    _ after: Int64, _ before: Int64, _ limit: Int, _ fromEnd: Bool
  ) throws(SQLiteError) -> [Int64]

  init(
    _ page: PageRequest,
    _ demand: PageDemand,
    _ read: Read
  ) throws(SQLiteError) {
    let after = page.after ?? .max
    let before = page.before ?? 0
    keys = try read(after, before, page.size + 1, page.isFromEnd)
    let hasMore = keys.count > page.size
    if hasMore { keys.removeLast() }
    if page.isFromEnd { keys.reverse() }
    guard demand.contains(.neighbours) else { return }
    hasPrevious = page.isFromEnd && hasMore
    hasNext = !page.isFromEnd && hasMore
    if !hasPrevious, let after = page.after {
      hasPrevious = try !read(.max, after - 1, 1, true).isEmpty
    }
    if !hasNext, let before = page.before {
      hasNext = try !read(before + 1, 0, 1, false).isEmpty
    }
  }

  /// The page as the only one of its column.
  func pages(totalCount: Int) -> Pages {
    var pages = Pages()
    pages.append(
      end: keys.count,
      totalCount: totalCount,
      hasNext: hasNext,
      hasPrevious: hasPrevious
    )
    return pages
  }
}
