import SQLite

extension DeskReader {
  /// The keys of a page of a list.
  ///
  /// - Parameters:
  ///   - list: The list.
  ///   - page: Which part of it.
  ///   - extra: How many more are looked for, to tell whether there are any: 0 or 1.
  ///   - isCareful: Whether the tickets that cannot be read are passed over, so that the page is full.
  ///   - viewer: Who asks.
  /// - Returns: The keys in the list's order, and whether there are more in the page's direction.
  /// - Throws: `SQLiteError`.
  func keys(
    of list: TicketList,
    _ page: PageRequest,
    extra: Int,
    isCareful: Bool,
    for viewer: Viewer
  ) throws(SQLiteError) -> (keys: [Int64], hasMore: Bool) {
    var keys =
      isCareful
      ? try readableKeys(of: list, page, extra: extra, for: viewer)
      : try list.keys(page, extra: extra)
    let hasMore = keys.count > page.size
    if hasMore { keys.removeLast(keys.count - page.size) }
    if page.isFromEnd { keys.reverse() }
    return (keys, hasMore)
  }

  private func readableKeys(
    of list: TicketList,
    _ page: PageRequest,
    extra: Int,
    for viewer: Viewer
  ) throws(SQLiteError) -> [Int64] {
    let wanted = page.size + extra
    var readable: [Int64] = []
    var (after, before) = (page.after, page.before)
    while readable.count < wanted {
      let part = PageRequest(
        size: wanted - readable.count,
        isFromEnd: page.isFromEnd,
        after: after,
        before: before
      )
      let keys = try list.keys(part, extra: 0)
      let found = try tickets(ids: keys.map { TicketID($0) }, fields: [], for: viewer)
      readable += zip(keys, found.slots).filter { $0.1 >= 0 }.map(\.0)
      guard keys.count == part.size, let last = keys.last else { break }
      if page.isFromEnd { before = last } else { after = last }
    }
    return readable
  }
}
