public import SQLite

/// A page of a list of tickets.
public struct TicketPage: Sendable {
  /// Empty where no rows were asked for.
  public let tickets: Tickets
  /// One page.
  public let pages: Pages
}

extension DeskReader {
  /// Tickets by their keys, which are their numbers.
  ///
  /// - Parameters:
  ///   - ids: Any, in any order, also several times.
  ///   - fields: What is wanted of each.
  ///   - viewer: Who asks.
  /// - Returns: Those that the viewer may see; the others are absent, whyever that is.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(ids), one statement.
  public func tickets(
    ids: [TicketID],
    fields: TicketFields,
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Tickets> {
    let scope = TicketScope(of: viewer)
    var rows = TicketRows(fields, of: viewer, scope: scope, on: self)
    let query = query(fields)
    var slots: [Int32] = []
    slots.reserveCapacity(ids.count)
    var known: [TicketID: Int32] = [:]
    for id in ids {
      if let slot = known[id] {
        slots.append(slot)
        continue
      }
      var slot: Int32 = -1
      try connection.rows(query, id.rawValue) { row in
        if rows.append(row) { slot = Int32(clamping: rows.count - 1) }
      }
      if ids.count > 1 { known[id] = slot }
      slots.append(slot)
    }
    return Found(slots: slots, rows: rows.sealed())
  }

  /// A page of one of the five lists, newest first.
  ///
  /// - Parameters:
  ///   - view: Which list.
  ///   - page: Which part; its keys are tickets' numbers.
  ///   - fields: What is wanted of each ticket.
  ///   - demand: What is wanted of the page.
  ///   - viewer: Who asks.
  /// - Returns: The tickets, and one page.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(page), wherever it lies, for each customer that the viewer stands for; the
  ///   total of a customer's list is O(the customer's tickets).
  /// - Source: R24-R36.
  public func ticketPage(
    _ view: TicketView,
    _ page: PageRequest,
    fields: TicketFields,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketPage {
    let list = TicketList(view, of: viewer, on: self)
    let found = try ticketPage(of: list, page, fields, demand, for: viewer)
    if found.isWhole { return found.page }
    return try ticketPage(of: list, page, fields, demand, isCareful: true, for: viewer).page
  }

  /// A page of a list, and whether it holds all that was read for it.
  ///
  /// It does not where tickets cannot be read: they are not there for anybody and would leave it
  /// short. Read with care it is full all the same, for a further statement for each key.
  private func ticketPage(
    of list: TicketList,
    _ page: PageRequest,
    _ fields: TicketFields,
    _ demand: PageDemand,
    isCareful: Bool = false,
    for viewer: Viewer
  ) throws(SQLiteError) -> (page: TicketPage, isWhole: Bool) {
    var hasMore = false
    var isWhole = true
    var tickets = TicketRows(fields, of: viewer, scope: list.scope, on: self)
    if !demand.isDisjoint(with: [.rows, .neighbours]) {
      let extra = demand.contains(.neighbours) ? 1 : 0
      if let reach = list.only, !page.isFromEnd, !isCareful {
        let query = query(fields, list.shape(fromEnd: false))
        let values = list.values(
          after: page.after,
          before: page.before,
          limit: page.size + extra,
          of: reach
        )
        try connection.rows(query, binding: values) { row in
          if tickets.count == page.size {
            hasMore = true
          } else if !tickets.append(row) {
            isWhole = false
          }
        }
      } else {
        let keys = try keys(of: list, page, extra: extra, isCareful: isCareful, for: viewer)
        hasMore = keys.hasMore
        let query = query(fields)
        for key in keys.keys {
          try connection.rows(query, key) { row in if !tickets.append(row) { isWhole = false } }
        }
      }
    }
    var pages = Pages()
    let neighbours = try list.neighbours(of: page, hasMore: hasMore, demand)
    pages.append(
      end: tickets.count,
      totalCount: demand.contains(.totalCount) ? try list.count() : 0,
      hasNext: neighbours.next,
      hasPrevious: neighbours.previous
    )
    return (TicketPage(tickets: tickets.sealed(), pages: pages), isWhole)
  }

  /// The statement of one ticket by its key.
  func query(_ fields: TicketFields) -> Query {
    query(Int(fields.rawValue)) { TicketQueries.byID(fields) }
  }

  private func query(_ fields: TicketFields, _ shape: TicketQueries.Shape) -> Query {
    query(Int(fields.rawValue) | shape.number << 8) {
      TicketQueries.page(TicketQueries.columns(fields), shape)
    }
  }
}

extension DeskReader {
  /// A page of a list of tickets with a filter, in an order.
  ///
  /// - Parameters:
  ///   - request: Which list.
  ///   - page: Which part; its keys are tickets' numbers, whatever the order: a cursor holds no
  ///     governed value, and the place is found again from the ticket as the viewer sees it (L3).
  ///   - fields: What is wanted of each ticket.
  ///   - demand: What is wanted of the page.
  ///   - viewer: Who asks.
  /// - Returns: The tickets, and one page, full but for the last; `nil` where a cursor's ticket is
  ///   not there for the viewer.
  /// - Throws: `SQLiteError`.
  /// - Complexity: As ``TicketListing`` says.
  /// - Source: R24-R36, R70, L2-L4.
  public func ticketPage(
    _ request: TicketListRequest,
    _ page: PageRequest,
    fields: TicketFields,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketPage? {
    try ticketPages([request], page, fields: fields, demand: demand, for: viewer)
  }

  /// A page of each of several lists, as ``ticketPage(_:_:fields:demand:for:)``; their tickets lie
  /// end to end.
  public func ticketPages(
    _ requests: [TicketListRequest],
    _ page: PageRequest,
    fields: TicketFields,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketPage? {
    if requests.count == 1, requests[0].isPlain {
      return try ticketPage(requests[0].view, page, fields: fields, demand: demand, for: viewer)
    }
    var pages = Pages()
    var ids: [TicketID] = []
    for request in requests {
      let listing = try TicketListing(request, of: viewer, on: self)
      guard let found = try listing.page(page, demand) else { return nil }
      ids += found.keys.map { TicketID($0) }
      pages.append(
        end: ids.count,
        totalCount: demand.contains(.totalCount) ? try listing.count() : 0,
        hasNext: found.hasNext,
        hasPrevious: found.hasPrevious
      )
    }
    // Each ticket is of one customer, so none is in two of the lists.
    let tickets = try tickets(ids: ids, fields: fields, for: viewer).rows
    return TicketPage(tickets: tickets, pages: pages)
  }
}
