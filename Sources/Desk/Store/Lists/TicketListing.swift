import SQLite

/// A list of tickets with a filter, an order or both, as one viewer has it.
///
/// Where the tickets come from:
/// - A customer's lists hold that customer's tickets alone: their keys are read from one index, put in
///   order, and judged until the page is full.
/// - Of the desk's lists, one that a condition cuts down to ``Limits/gatheredTickets`` is read like a
///   customer's. The totals of `ticket_count` tell how many there are.
/// - Other lists of the desk go down the index of their order, or of the best cut where the order is
///   that of the numbers, and are judged until the page is full. A filter that hardly any ticket
///   passes reads until the request's deadline at most; it never gives a page that is not full.
///
/// In each case what is read depends on nothing that is hidden from the viewer (L24).
struct TicketListing {
  private let request: TicketListRequest
  private let viewer: Viewer
  private let reader: DeskReader
  private let scope: TicketScope
  private var judge: TicketJudge
  private let cut: TicketCut
  private let origin: Origin

  /// Where candidates come from.
  private enum Origin {
    /// All there are, in no order.
    case gathered([Int64])
    /// All there are with the words of the cut, in no order.
    case found([Int64])
    case ordered([TicketSource.Segment])
  }

  init(
    _ request: TicketListRequest,
    of viewer: Viewer,
    on reader: DeskReader
  ) throws(SQLiteError) {
    self.request = request
    self.viewer = viewer
    self.reader = reader
    scope = TicketScope(of: viewer)
    let bucket = TicketBucket.of(request.view, for: viewer.audience)
    var filter = request.filter
    if let customer = request.customer {
      filter = .all([.customers([customer])] + (filter.map { [$0] } ?? []))
    }
    judge = TicketJudge(filter, bucket: bucket, of: viewer, on: reader)
    cut = TicketCut(filter, bucket: bucket, viewer, reader.workflow)
    origin = try Self.origin(of: request.order, cut, scope, viewer, reader)
    if let words = cut.words, case .found(let tickets) = origin {
      judge.know(tickets, have: words)
    }
  }

  private static func origin(
    of order: TicketOrder,
    _ cut: TicketCut,
    _ scope: TicketScope,
    _ viewer: Viewer,
    _ reader: DeskReader
  ) throws(SQLiteError) -> Origin {
    let customers: [Int64]?
    switch scope.reach {
    case .nobody: return .gathered([])
    case .customers(let own):
      customers = own.map(\.rawValue).filter { cut.customers?.contains($0) ?? true }
    case .desk: customers = cut.customers
    }
    if let words = cut.words, customers?.isEmpty != true {
      let most = Limits.gatheredHits
      let hits = try reader.ticketsWithHits(words, for: viewer, limit: most + 1)
      if hits.count <= most { return .found(hits) }
    }
    if let customers { return .gathered(try keys(customers.map { .customer($0) }, scope, reader)) }
    guard let best = try best(cut, scope, reader) else {
      return .ordered(order.segments(for: viewer, in: reader.workflow))
    }
    if best.count <= Limits.gatheredTickets {
      return .gathered(try keys(best.kinds, scope, reader))
    }
    guard order.field == .number else {
      return .ordered(order.segments(for: viewer, in: reader.workflow))
    }
    return .ordered([.init(value: .none, kinds: best.kinds)])
  }

  /// The index that leaves the fewest tickets, and how many at most; `nil` where nothing cuts.
  private static func best(
    _ cut: TicketCut,
    _ scope: TicketScope,
    _ reader: DeskReader
  ) throws(SQLiteError) -> (count: Int, kinds: [KeyStream.Kind])? {
    let connection = reader.connection
    var all: [(count: Int, kinds: [KeyStream.Kind])] = []
    func add(
      _ attendants: Set<Int64>?,
      _ types: Set<Int64>?,
      _ buckets: Set<Int64>?,
      _ kinds: [KeyStream.Kind]
    ) throws(SQLiteError) {
      let count = try cut.count(
        attendants,
        types,
        buckets,
        without: scope.blockedTypes,
        on: connection
      )
      all.append((count, kinds))
    }
    if let buckets = cut.buckets {
      try add(nil, nil, buckets, buckets.sorted().map { .bucket($0) })
    }
    if let types = cut.types { try add(nil, types, nil, types.sorted().map { .type($0) }) }
    if let attendants = cut.attendants {
      let buckets = (cut.buckets ?? [0, 1, 2, 3]).sorted()
      let kinds = attendants.sorted().flatMap { id in
        buckets.map { KeyStream.Kind.attendant(id, bucket: $0) }
      }
      try add(attendants, nil, Set(buckets), kinds)
    }
    if let steps = cut.steps {
      let types = steps.compactMap { reader.workflow.step(StepID($0))?.type }
        .compactMap { reader.workflow.type($0)?.id.rawValue }
      try add(nil, Set(types), nil, steps.sorted().map { .step($0) })
    }
    return all.min { $0.count < $1.count }
  }

  /// Every key of some streams.
  private static func keys(
    _ kinds: [KeyStream.Kind],
    _ scope: TicketScope,
    _ reader: DeskReader
  ) throws(SQLiteError) -> [Int64] {
    var keys: [Int64] = []
    for kind in kinds {
      var stream = KeyStream(
        kind,
        without: scope.blockedTypes,
        isDescending: true,
        behind: nil
      )
      while let place = try stream.peek(Limits.gatheredTickets, on: reader.connection) {
        keys.append(place.id)
        stream.advance()
      }
    }
    return keys
  }
}

extension TicketListing {
  /// The keys of a page in the list's order, and what is around it.
  struct Keys {
    var keys: [Int64] = []
    var hasNext = false
    var hasPrevious = false
  }

  /// A page.
  ///
  /// - Returns: `nil` where a cursor's ticket has no place in the list.
  func page(_ page: PageRequest, _ demand: PageDemand) throws(SQLiteError) -> Keys? {
    let after = try place(of: page.after)
    let before = try place(of: page.before)
    if page.after != nil && after == nil || page.before != nil && before == nil { return nil }
    var result = Keys()
    guard !demand.isDisjoint(with: [.rows, .neighbours]) else { return result }

    let extra = demand.contains(.neighbours) ? 1 : 0
    let (start, end) = page.isFromEnd ? (before, after) : (after, before)
    result.keys = try walk(page.size + extra, isReversed: page.isFromEnd, from: start, to: end)
    let hasMore = result.keys.count > page.size
    if hasMore { result.keys.removeLast(result.keys.count - page.size) }
    if page.isFromEnd { result.keys.reverse() }
    guard demand.contains(.neighbours) else { return result }
    result.hasNext = page.isFromEnd ? false : hasMore
    result.hasPrevious = page.isFromEnd ? hasMore : false
    if !result.hasNext { result.hasNext = try isThere(before, isReversed: false) }
    if !result.hasPrevious { result.hasPrevious = try isThere(after, isReversed: true) }
    return result
  }

  /// How many tickets the list has.
  func count() throws(SQLiteError) -> Int {
    switch origin {
    case .gathered(let keys), .found(let keys): return try judge.passing(keys).count
    case .ordered(let segments):
      if cut.isWhole, cut.words == nil {
        return try cut.count(
          cut.attendants,
          cut.types,
          cut.buckets,
          without: scope.blockedTypes,
          on: reader.connection
        )
      }
      var source = TicketSource(
        segments,
        request.order,
        isReversed: false,
        behind: nil,
        without: scope.blockedTypes,
        on: reader.connection
      )
      var count = 0
      while true {
        let places = try source.next(Self.chunkMax)
        if places.isEmpty { return count }
        count += try judge.passing(places.map(\.id)).count
      }
    }
  }

  /// Where a cursor's ticket stands, as the viewer sees it; `nil` where it is not there for them.
  private func place(of key: Int64?) throws(SQLiteError) -> TicketPlace? {
    guard let key else { return nil }
    if request.order.field == .number { return TicketPlace(value: nil, id: key) }
    let found = try reader.tickets(
      ids: [TicketID(key)],
      fields: request.order.fields,
      for: viewer
    )
    return request.order.places(of: found.rows).first
  }

  /// Whether the list has a ticket at a place or beyond it.
  private func isThere(
    _ place: TicketPlace?,
    isReversed: Bool
  ) throws(SQLiteError) -> Bool {
    guard let place else { return false }
    if try !judge.passing([place.id]).isEmpty { return true }
    return try !walk(1, isReversed: isReversed, from: place, to: nil).isEmpty
  }

  /// The first keys that pass between two places, in the direction of the walk.
  private func walk(
    _ size: Int,
    isReversed: Bool,
    from start: TicketPlace?,
    to end: TicketPlace?
  ) throws(SQLiteError) -> [Int64] {
    let order = request.order
    let isBefore: (TicketPlace, TicketPlace) -> Bool = { left, right in
      isReversed ? order.puts(right, before: left) : order.puts(left, before: right)
    }
    var passed: [Int64] = []
    var chunk = Self.chunkMin
    switch origin {
    case .gathered(let keys), .found(let keys):
      var places = try self.places(of: keys)
      places.sort(by: isBefore)
      if let start { places.removeAll { !isBefore(start, $0) } }
      if let end { places.removeAll { !isBefore($0, end) } }
      var rest = places[...]
      while passed.count < size, !rest.isEmpty {
        passed += try judge.passing(rest.prefix(chunk).map(\.id))
        rest = rest.dropFirst(chunk)
        chunk = min(chunk * 2, Self.chunkMax)
      }
    case .ordered(let segments):
      var source = TicketSource(
        segments,
        order,
        isReversed: isReversed,
        behind: start,
        without: scope.blockedTypes,
        on: reader.connection
      )
      while passed.count < size {
        var places = try source.next(chunk)
        let isLast = places.isEmpty
        if let end { places = Array(places.prefix { isBefore($0, end) }) }
        passed += try judge.passing(places, in: order)
        if isLast || places.isEmpty { break }
        chunk = min(chunk * 2, Self.chunkMax)
      }
    }
    return Array(passed.prefix(size))
  }

  private func places(of keys: [Int64]) throws(SQLiteError) -> [TicketPlace] {
    if request.order.field == .number { return keys.map { TicketPlace(value: nil, id: $0) } }
    let found = try reader.tickets(
      ids: keys.map { TicketID($0) },
      fields: request.order.fields,
      for: viewer
    )
    return request.order.places(of: found.rows)
  }

  /// Tickets that are judged at once: few at first, for most pages are full soon.
  private static let chunkMin = 32
  private static let chunkMax = 512
}
