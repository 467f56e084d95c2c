public import SQLite

extension DeskReader {
  /// A page of the tickets of each of some customers, in one of the five views.
  ///
  /// - Parameters:
  ///   - customers: As they were read for the viewer.
  ///   - view: Which list.
  ///   - page: Which part of each; its keys are tickets' numbers.
  ///   - fields: What is wanted of each ticket.
  ///   - demand: What is wanted of each page.
  ///   - viewer: Who asks.
  /// - Returns: The tickets, and a page for each customer.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(pages), wherever they lie.
  public func ticketPages(
    of customers: Customers,
    _ view: TicketView,
    _ page: PageRequest,
    fields: TicketFields,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketPage {
    let scope = TicketScope(of: viewer)
    var tickets = TicketRows(fields, of: viewer, scope: scope, in: workflow)
    var pages = Pages()
    let query = query(fields)
    for customer in customers.ids {
      let list = TicketList(view, of: viewer, within: customer, on: self)
      var hasMore = false
      if !demand.isDisjoint(with: [.rows, .neighbours]) {
        var keys = try list.keys(page, extra: demand.contains(.neighbours) ? 1 : 0)
        hasMore = keys.count > page.size
        if hasMore { keys.removeLast(keys.count - page.size) }
        if page.isFromEnd { keys.reverse() }
        for key in keys {
          try connection.rows(query, key) { row in _ = tickets.append(row) }
        }
      }
      let neighbours = try list.neighbours(of: page, hasMore: hasMore, demand)
      pages.append(
        end: tickets.count,
        totalCount: demand.contains(.totalCount) ? try list.count() : 0,
        hasNext: neighbours.next,
        hasPrevious: neighbours.previous
      )
    }
    return TicketPage(tickets: tickets.sealed(), pages: pages)
  }
}
