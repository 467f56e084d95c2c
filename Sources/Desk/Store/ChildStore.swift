import Bytes
public import SQLite

/// Rows of a ticket's children, as one table keeps them.
protocol StoredChildren: TicketChildren {
  init()
  /// The statement of a shape, for the side that asks.
  static func query(_ shape: ChildShape, for audience: Audience) -> Query
  /// Where among the ticket's counts the table's is.
  static var countPlace: Int { get }
  /// Takes a row of the statement's.
  mutating func append(_ row: borrowing Row, of ticket: TicketID, in workflow: Workflow)
  /// The rows at some places, in that order.
  func gathered(_ slots: [Int32]) -> Self
}

/// Which children of a ticket are read, and in which order.
enum ChildShape: Hashable, CaseIterable {
  /// At most ?4 with numbers above ?2 and below ?3, from the oldest.
  case fromStart
  /// The same from the newest.
  case fromEnd
}

/// Every child list of a ticket, each by statements of its own.
extension DeskReader {
  /// The discussions of some tickets, oldest entry first.
  ///
  /// A customer gets no internal message, and none is counted for them.
  ///
  /// - Parameters:
  ///   - tickets: Read with ``TicketFields/counts``.
  ///   - page: Which part of each.
  ///   - demand: What is wanted of each page.
  ///   - viewer: Who asks.
  /// - Returns: A page for each ticket; where the section is hidden, that of an empty one.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(rows of the pages): one statement, stepped once for each ticket that has any.
  public func messages(
    of tickets: Tickets,
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Messages> {
    try children(of: tickets, page, demand, viewer)
  }

  /// The attachments of some tickets, as ``messages(of:_:demand:for:)``.
  public func attachments(
    of tickets: Tickets,
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Attachments> {
    try children(of: tickets, page, demand, viewer)
  }

  /// The step histories of some tickets, as ``messages(of:_:demand:for:)``.
  public func movements(
    of tickets: Tickets,
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Movements> {
    try children(of: tickets, page, demand, viewer)
  }

  /// The understandings of some tickets, as ``messages(of:_:demand:for:)``.
  public func understandings(
    of tickets: Tickets,
    _ page: PageRequest,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Understandings> {
    try children(of: tickets, page, demand, viewer)
  }

  /// Messages by their ids; absent where the viewer may not see the ticket, the section or the row.
  public func messages(
    ids: [ChildID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Messages> {
    try children(ids: ids, viewer)
  }

  /// Attachments by their ids, as ``messages(ids:for:)``.
  public func attachments(
    ids: [ChildID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Attachments> {
    try children(ids: ids, viewer)
  }

  /// Movements by their ids, as ``messages(ids:for:)``.
  public func movements(
    ids: [ChildID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Movements> {
    try children(ids: ids, viewer)
  }

  /// Understandings by their ids, as ``messages(ids:for:)``.
  public func understandings(
    ids: [ChildID],
    for viewer: Viewer
  ) throws(SQLiteError) -> Found<Understandings> {
    try children(ids: ids, viewer)
  }
}

extension DeskReader {
  private func children<Rows: StoredChildren>(
    of tickets: Tickets,
    _ page: PageRequest,
    _ demand: PageDemand,
    _ viewer: Viewer
  ) throws(SQLiteError) -> ChildPages<Rows> {
    let counts = try childCounts(of: tickets, for: viewer)
    let accesses = tickets.accesses(to: Rows.section)
    var reading = ChildReading<Rows>(page, demand, viewer.audience, on: self)
    for (place, ticket) in tickets.ids.enumerated() {
      let count = accesses.isHidden(place) ? 0 : Int(counts[place * 4 + Rows.countPlace])
      try reading.read(ticket, count: count)
    }
    return reading.result()
  }

  /// How many children each ticket has, four kinds one after another.
  private func childCounts(
    of tickets: Tickets,
    for viewer: Viewer
  ) throws(SQLiteError) -> [Int32] {
    if tickets.childCounts.count == tickets.count * 4 { return tickets.childCounts }
    let found = try self.tickets(ids: tickets.ids, fields: .counts, for: viewer)
    var counts = [Int32](repeating: 0, count: tickets.count * 4)
    for (place, slot) in found.slots.enumerated() where slot >= 0 {
      for kind in 0..<4 {
        counts[place * 4 + kind] = found.rows.childCounts[Int(slot) * 4 + kind]
      }
    }
    return counts
  }

  private func children<Rows: StoredChildren>(
    ids: [ChildID],
    _ viewer: Viewer
  ) throws(SQLiteError) -> Found<Rows> {
    let parents = try tickets(ids: ids.map(\.ticket), fields: [], for: viewer)
    let accesses = parents.rows.accesses(to: Rows.section)
    let query = Rows.query(.fromStart, for: viewer.audience)
    var rows = Rows()
    var slots: [Int32] = []
    for (id, parent) in zip(ids, parents.slots) {
      var slot: Int32 = -1
      if parent >= 0, !accesses.isHidden(Int(parent)), id.number > 0, id.number < .max {
        try connection.rows(query, id.ticket.rawValue, id.number - 1, id.number + 1, 1) { row in
          slot = Int32(clamping: rows.count)
          rows.append(row, of: id.ticket, in: workflow)
        }
        // A row that cannot be read was not taken.
        if Int(slot) >= rows.count { slot = -1 }
      }
      slots.append(slot)
    }
    return Found(slots: slots, rows: rows)
  }
}

/// Reads the same page of the children of one ticket after another.
struct ChildReading<Rows: StoredChildren> {
  private let page: PageRequest
  private let demand: PageDemand
  private let reader: DeskReader
  private let fromStart: Query
  private let fromEnd: Query
  /// Until when the children came, where the statements ask for that: ?5.
  private let moment: [(any Bindable)?]
  private var rows = Rows()
  private var pages = Pages()
  /// Where each row of the result is in `rows`; empty while that is where it is read.
  private var slots: [Int32] = []
  private let isReversed: Bool

  init(_ page: PageRequest, _ demand: PageDemand, _ audience: Audience, on reader: DeskReader) {
    self.init(
      page,
      demand,
      fromStart: Rows.query(.fromStart, for: audience),
      fromEnd: Rows.query(.fromEnd, for: audience),
      moment: nil,
      on: reader
    )
  }

  /// Reads by other statements of the same columns, until a moment where there is one.
  init(
    _ page: PageRequest,
    _ demand: PageDemand,
    fromStart: Query,
    fromEnd: Query,
    moment: Instant?,
    on reader: DeskReader
  ) {
    self.page = page
    self.demand = demand
    self.reader = reader
    self.fromStart = fromStart
    self.fromEnd = fromEnd
    self.moment = moment.map { [$0.milliseconds] } ?? []
    isReversed = page.isFromEnd
  }

  /// Reads the page of one ticket, which has that many children that may be seen.
  mutating func read(_ ticket: TicketID, count: Int) throws(SQLiteError) {
    let isWhole = page.after == nil && page.before == nil
    let start = rows.count
    var hasMore = isWhole && count > page.size
    if count > 0, !demand.isDisjoint(with: [.rows, .neighbours]) {
      let extra = !isWhole && demand.contains(.neighbours) ? 1 : 0
      if page.size + extra > 0 {
        hasMore = try readRows(ticket, limit: page.size + extra) || hasMore
      }
    }
    if isReversed { turnAround(from: start) }
    let neighbours = try neighbours(of: ticket, hasMore: hasMore, isEmpty: count == 0)
    pages.append(
      end: rows.count,
      totalCount: count,
      hasNext: neighbours.next,
      hasPrevious: neighbours.previous
    )
  }

  private mutating func readRows(_ ticket: TicketID, limit: Int) throws(SQLiteError) -> Bool {
    var taken = 0
    try reader.connection.rows(
      page.isFromEnd ? fromEnd : fromStart,
      binding: [ticket.rawValue, page.after ?? 0, page.before ?? .max, limit] + moment
    ) { row in
      taken += 1
      if taken <= page.size { rows.append(row, of: ticket, in: reader.workflow) }
    }
    return taken > page.size
  }

  /// What was read from the newest stands in the list from the oldest.
  private mutating func turnAround(from start: Int) {
    for place in (start..<rows.count).reversed() { slots.append(Int32(clamping: place)) }
  }

  private func neighbours(
    of ticket: TicketID,
    hasMore: Bool,
    isEmpty: Bool
  ) throws(SQLiteError) -> (previous: Bool, next: Bool) {
    guard demand.contains(.neighbours), !isEmpty else { return (false, false) }
    var previous = page.isFromEnd && hasMore
    var next = !page.isFromEnd && hasMore
    if !previous, let after = page.after {
      previous = try hasRow(fromStart, of: ticket, above: 0, below: after + 1)
    }
    if !next, let before = page.before {
      next = try hasRow(fromEnd, of: ticket, above: before - 1, below: .max)
    }
    return (previous, next)
  }

  private func hasRow(
    _ query: Query,
    of ticket: TicketID,
    above: Int64,
    below: Int64
  ) throws(SQLiteError) -> Bool {
    var found = false
    let values: [(any Bindable)?] = [ticket.rawValue, above, below, 1] + moment
    try reader.connection.rows(query, binding: values) { _ in found = true }
    return found
  }

  func result() -> ChildPages<Rows> {
    ChildPages(pages: pages, rows: isReversed ? rows.gathered(slots) : rows)
  }
}
