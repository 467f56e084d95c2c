public import SQLite

/// A search over tickets, as one viewer has it: best first, then newest.
///
/// It goes through the index once for each rank, from the newest ticket down, until the page is full.
/// A customer's search is cut by their own key in the index and never sees another's hit; the desk's
/// stops early. So a word that stands everywhere costs a page, not a table.
///
/// - Source: R70, L5.
struct TicketSearch {
  private let words: SearchWords
  private let viewer: Viewer
  private let reader: DeskReader
  private let hits: TextHits
  private let judge: TicketJudge

  /// Where a ticket stands among what was found.
  struct Place: Hashable {
    let rank: HitRank
    let ticket: Int64
  }

  init(_ words: SearchWords, filter: TicketFilter?, of viewer: Viewer, on reader: DeskReader) {
    self.words = words
    self.viewer = viewer
    self.reader = reader
    hits = TextHits(for: viewer, on: reader)
    judge = TicketJudge(filter, bucket: nil, of: viewer, on: reader)
  }

  /// The places of a page, and what is around it; `nil` where a cursor's ticket was not found.
  func page(_ page: PageRequest, _ demand: PageDemand) throws(SQLiteError) -> Found? {
    let after = try place(of: page.after)
    let before = try place(of: page.before)
    if page.after != nil && after == nil || page.before != nil && before == nil { return nil }
    var result = Found()
    guard !demand.isDisjoint(with: [.rows, .neighbours]) else { return result }
    let extra = demand.contains(.neighbours) ? 1 : 0
    let (start, end) = page.isFromEnd ? (before, after) : (after, before)
    result.places = try walk(page.size + extra, isReversed: page.isFromEnd, from: start, to: end)
    let hasMore = result.places.count > page.size
    if hasMore { result.places.removeLast(result.places.count - page.size) }
    if page.isFromEnd { result.places.reverse() }
    guard demand.contains(.neighbours) else { return result }
    result.hasNext = page.isFromEnd ? before != nil : hasMore || before != nil
    result.hasPrevious = page.isFromEnd ? hasMore || after != nil : after != nil
    return result
  }

  /// A page's places; a cursor's ticket was found, so it is a neighbour itself.
  struct Found {
    var places: [Place] = []
    var hasNext = false
    var hasPrevious = false
  }

  /// How many tickets were found, up to ``Limits/countedHits``.
  func count() throws(SQLiteError) -> Int {
    guard let question = hits.question(words.match) else { return 0 }
    var count = 0
    var top: Int64 = .max >> 24
    while count < Limits.countedHits {
      let texts = TextHit.range(above: 0, upTo: top)
      let most = DeskReader.hitsAtOnce
      let found = try hits.find(question, in: texts, isDescending: true, limit: most)
      count += try judge.passing(Self.tickets(of: try hits.judged(found))).count
      guard found.count == most, let last = found.last else { break }
      top = last.ticket - 1
    }
    return min(count, Limits.countedHits)
  }

  /// Where a cursor's ticket stands; `nil` where it was not found by this search.
  private func place(of key: Int64?) throws(SQLiteError) -> Place? {
    guard let key, try !judge.passing([key]).isEmpty else { return nil }
    for rank in HitRank.allCases {
      guard let question = hits.question(words.match, [rank]) else { return nil }
      if try hits.hasHit(question, in: key) { return Place(rank: rank, ticket: key) }
    }
    return nil
  }

  /// The first places between two, in the direction of the walk.
  private func walk(
    _ size: Int,
    isReversed: Bool,
    from start: Place?,
    to end: Place?
  ) throws(SQLiteError) -> [Place] {
    var places: [Place] = []
    for rank in isReversed ? HitRank.allCases.reversed() : HitRank.allCases {
      if let start,
        isReversed ? rank.rawValue > start.rank.rawValue : rank.rawValue < start.rank.rawValue
      {
        continue
      }
      if let end, isReversed ? rank.rawValue < end.rank.rawValue : rank.rawValue > end.rank.rawValue
      {
        break
      }
      let from = start.flatMap { $0.rank == rank ? $0.ticket : nil }
      let to = end.flatMap { $0.rank == rank ? $0.ticket : nil }
      // The bounds of the tickets, both left out; an ascending walk begins at the least.
      let low = (isReversed ? from : to) ?? 0
      let high = (isReversed ? to : from) ?? (.max >> 24)
      let found = try walk(size - places.count, rank, isReversed, above: low, below: high)
      places += found.map { Place(rank: rank, ticket: $0) }
      if places.count >= size { break }
    }
    return places
  }

  /// The first tickets of one rank between two, in the direction of the walk.
  private func walk(
    _ size: Int,
    _ rank: HitRank,
    _ isReversed: Bool,
    above low: Int64,
    below high: Int64
  ) throws(SQLiteError) -> [Int64] {
    guard let question = hits.question(words.match, [rank]) else { return [] }
    let better = HitRank.allCases.filter { $0.rawValue < rank.rawValue }
    let betterQuestion = better.isEmpty ? nil : hits.question(words.match, better)
    var (low, high) = (low, high)
    var passed: [Int64] = []
    var most = Self.hitsAtFirst
    while passed.count < size, low < high - 1 {
      let texts = TextHit.range(above: low, upTo: high - 1)
      let found = try hits.find(question, in: texts, isDescending: !isReversed, limit: most)
      var tickets = Self.tickets(of: try hits.judged(found))
      if let betterQuestion {
        var fresh: [Int64] = []
        for ticket in tickets where try !hits.hasHit(betterQuestion, in: ticket) {
          fresh.append(ticket)
        }
        tickets = fresh
      }
      passed += try judge.passing(tickets)
      guard found.count == most, let last = found.last else { break }
      if isReversed { low = last.ticket } else { high = last.ticket }
      most = min(most * 2, DeskReader.hitsAtOnce)
    }
    return Array(passed.prefix(size))
  }

  /// The tickets of some hits, each once, in the hits' order.
  private static func tickets(of hits: [TextHit]) -> [Int64] {
    var tickets: [Int64] = []
    for hit in hits where hit.ticket != tickets.last { tickets.append(hit.ticket) }
    return tickets
  }

  private static let hitsAtFirst = 64
}

extension TicketSearch {
  /// What of a found ticket is shown: the newest of its best texts.
  func match(_ place: Place, of type: TicketType) throws(SQLiteError) -> TicketMatch? {
    guard let question = hits.question(words.match, [place.rank]) else { return nil }
    let texts = TextHit.range(above: place.ticket - 1, upTo: place.ticket)
    let found = try hits.find(question, in: texts, isDescending: true, limit: 1)
    guard let hit = try hits.judged(found).first,
      let parameter = hit.place.parameter(of: type, in: reader.workflow)
    else { return nil }
    let marked = try reader.connection.first(Self.snippet, question, hit.id) {
      (row) throws(SQLiteError) in row.text(0)
    }
    return TicketMatch(
      key: parameter.key,
      label: parameter.label,
      snippet: SnippetPart.parts(of: (marked ?? nil) ?? "")
    )
  }

  /// The words of a text with what is around them; it looks at that one text and no other.
  private static let snippet = Query(
    """
    SELECT snippet(search_index, 0, char(1), char(2), '…', 24) FROM search_index
    WHERE search_index MATCH ?1 AND rowid = ?2
    """
  )
}

extension DeskReader {
  /// The tickets in which all of some words stand in one text that the viewer may see.
  ///
  /// - Parameters:
  ///   - words: What is looked for.
  ///   - filter: What the tickets have to be like besides.
  ///   - page: Which part; its keys are tickets' numbers.
  ///   - fields: What is wanted of each ticket.
  ///   - demand: What is wanted of the page; the total is counted up to ``Limits/countedHits``.
  ///   - viewer: Who asks.
  /// - Returns: `nil` where a cursor's ticket is not among what was found.
  /// - Throws: `SQLiteError`.
  /// - Source: R70.
  public func search(
    _ words: SearchWords,
    filter: TicketFilter?,
    _ page: PageRequest,
    fields: TicketFields,
    demand: PageDemand = .all,
    for viewer: Viewer
  ) throws(SQLiteError) -> TicketSearchPage? {
    let search = TicketSearch(words, filter: filter, of: viewer, on: self)
    guard let found = try search.page(page, demand) else { return nil }
    let ids = found.places.map { TicketID($0.ticket) }
    let tickets = try self.tickets(ids: ids, fields: fields, for: viewer).rows
    var matches: [TicketMatch] = []
    for (place, type) in zip(found.places, tickets.types) {
      let match = try workflow.type(type).flatMap { (type) throws(SQLiteError) in
        try search.match(place, of: type)
      }
      matches.append(match ?? TicketMatch(key: "", label: "", snippet: []))
    }
    var pages = Pages()
    pages.append(
      end: tickets.count,
      totalCount: demand.contains(.totalCount) ? try search.count() : 0,
      hasNext: found.hasNext,
      hasPrevious: found.hasPrevious
    )
    return TicketSearchPage(tickets: tickets, matches: matches, pages: pages)
  }
}
