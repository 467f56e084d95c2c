import SQLite

/// One of the five lists as one viewer has it: which tickets it holds, and their order.
///
/// - Source: R24-R36.
struct TicketList {
  /// Whose tickets one statement reads.
  enum Reach: Hashable {
    case customer(CustomerID)
    case everybody
  }

  let scope: TicketScope
  private let reaches: [Reach]
  /// `nil` is all of them.
  private let bucket: Int64?
  private let reader: DeskReader

  /// The list, or the part of it that lies with one customer.
  init(
    _ view: TicketView,
    of viewer: Viewer,
    within customer: CustomerID? = nil,
    on reader: DeskReader
  ) {
    scope = customer.map { TicketScope(of: viewer, within: $0) } ?? TicketScope(of: viewer)
    switch scope.reach {
    case .nobody: reaches = []
    case .customers(let customers): reaches = customers.map { .customer($0) }
    case .desk: reaches = [.everybody]
    }
    bucket = TicketBucket.of(view, for: viewer.audience)
    self.reader = reader
  }

  /// The one whose tickets the list holds, where there is just one.
  var only: Reach? { reaches.count == 1 ? reaches[0] : nil }

  func shape(fromEnd: Bool) -> TicketQueries.Shape {
    TicketQueries.Shape(
      isOfCustomer: scope.reach != .desk,
      hasBucket: bucket != nil,
      hasBlockedTypes: !scope.blockedTypes.isEmpty,
      isFromEnd: fromEnd
    )
  }

  /// What a page's statement binds: the list goes down, so `after` is an upper bound.
  func values(
    after: Int64?,
    before: Int64?,
    limit: Int,
    of reach: Reach
  ) -> [(any Bindable)?] {
    [after ?? .max, before ?? 0, limit] + conditionValues(reach)
  }

  private func conditionValues(_ reach: Reach) -> [(any Bindable)?] {
    var values: [(any Bindable)?] = []
    if case .customer(let customer) = reach { values.append(customer.rawValue) }
    if let bucket { values.append(bucket) }
    if !scope.blockedTypes.isEmpty {
      values.append(JSONArray(scope.blockedTypes.map(\.rawValue)))
    }
    return values
  }

  /// The keys of a page and of up to `extra` tickets behind it, in the order in which the page is
  /// taken: from the end, the oldest comes first.
  func keys(_ page: PageRequest, extra: Int) throws(SQLiteError) -> [Int64] {
    try keys(
      after: page.after,
      before: page.before,
      limit: page.size + extra,
      fromEnd: page.isFromEnd
    )
  }

  private func keys(
    after: Int64?,
    before: Int64?,
    limit: Int,
    fromEnd: Bool
  ) throws(SQLiteError) -> [Int64] {
    let shape = shape(fromEnd: fromEnd)
    let query = reader.query(128 | shape.number << 8) { TicketQueries.page("id", shape) }
    var keys: [Int64] = []
    for reach in reaches {
      let values = values(after: after, before: before, limit: limit, of: reach)
      try reader.connection.rows(query, binding: values) { row in keys.append(row.int(0)) }
    }
    if reaches.count > 1 {
      keys.sort { fromEnd ? $0 < $1 : $0 > $1 }
      if keys.count > limit { keys.removeLast(keys.count - limit) }
    }
    return keys
  }

  /// Whether there are tickets before and behind a page.
  func neighbours(
    of page: PageRequest,
    hasMore: Bool,
    _ demand: PageDemand
  ) throws(SQLiteError) -> (previous: Bool, next: Bool) {
    guard demand.contains(.neighbours) else { return (false, false) }
    var previous = page.isFromEnd && hasMore
    var next = !page.isFromEnd && hasMore
    if !previous, let after = page.after {
      previous = try !keys(after: nil, before: after - 1, limit: 1, fromEnd: true).isEmpty
    }
    if !next, let before = page.before {
      next = try !keys(after: before + 1, before: nil, limit: 1, fromEnd: false).isEmpty
    }
    return (previous, next)
  }

  /// How many tickets the list has.
  func count() throws(SQLiteError) -> Int {
    let shape = shape(fromEnd: false)
    let query = reader.query(1 << 13 | shape.number << 8) {
      scope.reach == .desk ? TicketQueries.deskCount(shape) : TicketQueries.count(shape)
    }
    var count: Int64 = 0
    for reach in reaches {
      try reader.connection.rows(query, binding: conditionValues(reach)) { row in
        count += row.int(0)
      }
    }
    return Int(clamping: count)
  }
}
