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
  private let reader: DeskReader
  private let hits: TextHits
  private let judge: TicketJudge

  /// Where a ticket stands among what was found.
  struct Place: Hashable {
    let rank: HitRank
    /// The newest of its best texts.
    let hit: TextHit
  }

  init(_ words: SearchWords, filter: TicketFilter?, of viewer: Viewer, on reader: DeskReader) {
    self.words = words
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
    // A cursor's ticket was found, so it is a neighbour itself.
    result.hasNext = page.isFromEnd ? before != nil : hasMore || before != nil
    result.hasPrevious = page.isFromEnd ? hasMore || after != nil : after != nil
    return result
  }

  /// A page's places, and whether there are others around them.
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
      let most = Self.hitsCountedAtOnce
      let found = try hits.find(question, in: texts, isDescending: true, limit: most)
      let tickets = TextHit.firsts(of: try hits.judged(found)).map(\.ticket)
      count += try judge.passing(tickets).count
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
      if let hit = try hits.newest(question, in: key) { return Place(rank: rank, hit: hit) }
    }
    return nil
  }

  private static let hitsAtFirst = 64
  /// More than for a page, for each question gathers the words that begin like the last one.
  private static let hitsCountedAtOnce = 20_000
}

extension TicketSearch {
  /// The first places between two, in the direction of the walk.
  private func walk(
    _ size: Int,
    isReversed: Bool,
    from start: Place?,
    to end: Place?
  ) throws(SQLiteError) -> [Place] {
    // Against the order the last rank comes first.
    let ranks = isReversed ? HitRank.allCases.reversed() : HitRank.allCases
    let first = start.flatMap { ranks.firstIndex(of: $0.rank) } ?? 0
    let last = end.flatMap { ranks.firstIndex(of: $0.rank) } ?? ranks.count - 1
    var places: [Place] = []
    for rank in ranks.indices.filter({ $0 >= first && $0 <= last }).map({ ranks[$0] }) {
      let from = start.flatMap { $0.rank == rank ? $0.hit.ticket : nil }
      let to = end.flatMap { $0.rank == rank ? $0.hit.ticket : nil }
      // The bounds of the tickets, both left out; an ascending walk begins at the least.
      let low = (isReversed ? from : to) ?? 0
      let high = (isReversed ? to : from) ?? (.max >> 24)
      places += try walk(size - places.count, rank, isReversed, above: low, below: high)
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
  ) throws(SQLiteError) -> [Place] {
    guard let question = hits.question(words.match, [rank]) else { return [] }
    let better = HitRank.allCases.filter { $0.rawValue < rank.rawValue }
    let betterQuestion = better.isEmpty ? nil : hits.question(words.match, better)
    var (low, high) = (low, high)
    var places: [Place] = []
    var most = Self.hitsAtFirst
    while places.count < size, low < high - 1 {
      let texts = TextHit.range(above: low, upTo: high - 1)
      let found = try hits.find(question, in: texts, isDescending: !isReversed, limit: most)
      var newest = TextHit.newest(of: try hits.judged(found))
      if let betterQuestion {
        let known = try hits.tickets(betterQuestion, among: newest.map(\.ticket))
        newest.removeAll { known.contains($0.ticket) }
      }
      let passing = Set(try judge.passing(newest.map(\.ticket)))
      places += newest.filter { passing.contains($0.ticket) }.map { Place(rank: rank, hit: $0) }
      guard found.count == most, let last = found.last else { break }
      // The rest of a ticket that the limit cut is left out: it is here already. Of one that is
      // read from its oldest text on, the newest has to be looked for.
      if isReversed { low = last.ticket } else { high = last.ticket }
      if isReversed, let cut = places.last, cut.hit.ticket == last.ticket {
        let hit = try hits.newest(question, in: last.ticket)
        places[places.count - 1] = Place(rank: rank, hit: hit ?? cut.hit)
      }
      most = min(most * 2, DeskReader.hitsAtOnce)
    }
    return Array(places.prefix(size))
  }

  /// What of a found ticket is shown.
  func match(_ place: Place, of type: TicketType) throws(SQLiteError) -> TicketMatch {
    guard let parameter = place.hit.place.parameter(of: type, in: reader.workflow) else {
      return TicketMatch(key: "", label: "", snippet: [])
    }
    let text = try reader.connection.first(Self.text, place.hit.id) {
      (row) throws(SQLiteError) in row.text(0)
    }
    let snippet = Snippet(of: (text ?? nil) ?? "", for: words)
    return TicketMatch(key: parameter.key, label: parameter.label, snippet: snippet.parts)
  }

  private static let text = Query("SELECT words FROM search_content WHERE id = ?1")
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
    let ids = found.places.map { TicketID($0.hit.ticket) }
    let tickets = try self.tickets(ids: ids, fields: fields, for: viewer).rows
    var matches: [TicketMatch] = []
    for (place, type) in zip(found.places, tickets.types) {
      guard let type = workflow.type(type) else { continue }
      matches.append(try search.match(place, of: type))
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
