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
    let found = try ticketPages(of: customers, view, page, fields, demand, false, for: viewer)
    if found.isWhole { return found.page }
    return try ticketPages(of: customers, view, page, fields, demand, true, for: viewer).page
  }

  /// The pages, and whether they hold all that was read for them; read with care they are full.
  private func ticketPages(
    of customers: Customers,
    _ view: TicketView,
    _ page: PageRequest,
    _ fields: TicketFields,
    _ demand: PageDemand,
    _ isCareful: Bool,
    for viewer: Viewer
  ) throws(SQLiteError) -> (page: TicketPage, isWhole: Bool) {
    let scope = TicketScope(of: viewer)
    var tickets = TicketRows(fields, of: viewer, scope: scope, on: self)
    var pages = Pages()
    var isWhole = true
    let query = query(fields)
    for customer in customers.ids {
      let list = TicketList(view, of: viewer, within: customer, on: self)
      var hasMore = false
      if !demand.isDisjoint(with: [.rows, .neighbours]) {
        let extra = demand.contains(.neighbours) ? 1 : 0
        let keys = try keys(of: list, page, extra: extra, isCareful: isCareful, for: viewer)
        hasMore = keys.hasMore
        for key in keys.keys {
          try connection.rows(query, key) { row in if !tickets.append(row) { isWhole = false } }
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
    return (TicketPage(tickets: tickets.sealed(), pages: pages), isWhole)
  }
}
