import SQLite

/// Where the words that somebody looks for stand in a ticket.
struct TextHit: Hashable, Sendable {
  /// Tells the texts of all tickets apart; those of a newer ticket are greater.
  let id: Int64
  let place: TextPlace

  var ticket: Int64 { id >> 24 }

  /// Of hits from the newest text or from the oldest, the newest of each ticket, in the hits' order.
  static func newest(of hits: [TextHit]) -> [TextHit] {
    var newest: [TextHit] = []
    for hit in hits {
      if let last = newest.last, last.ticket == hit.ticket {
        if hit.id > last.id { newest[newest.count - 1] = hit }
      } else {
        newest.append(hit)
      }
    }
    return newest
  }

  /// Of hits in order the first of each ticket.
  static func firsts(of hits: [TextHit]) -> [TextHit] {
    var firsts: [TextHit] = []
    for hit in hits where hit.ticket != firsts.last?.ticket { firsts.append(hit) }
    return firsts
  }

  /// The texts of tickets above one and up to another.
  static func range(above low: Int64, upTo high: Int64) -> ClosedRange<Int64> {
    let least = ((low &+ 1) << 24)
    return least...max(least, (high << 24) | 0xFF_FFFF)
  }
}

/// How well a ticket answers a search, best first: by the best of its texts that hold all the words.
///
/// The rank is made of the texts that the viewer may see and of nothing else. Statistics of all texts
/// (how rare a word is, how long the others are) would tell what is in the hidden ones (L5).
enum HitRank: Int, CaseIterable {
  /// In the subject.
  case subject
  /// In another parameter.
  case parameter
  /// In a message.
  case message

  /// The classes of the index's column `scope`.
  func scopes(for audience: Audience) -> [String] {
    switch self {
    case .subject: ["k1"]
    case .parameter: ["k2"]
    case .message: audience == .desk ? ["k3", "k4"] : ["k3"]
    }
  }
}

/// Asks the index for one viewer.
struct TextHits {
  private let reader: DeskReader
  private let viewer: Viewer
  private let scope: TicketScope
  private let hidden: JSONArray
  private let blocked: JSONArray
  /// The part of the question that says whose tickets; `nil` where there can be none.
  private let owners: String?

  init(for viewer: Viewer, on reader: DeskReader) {
    self.reader = reader
    self.viewer = viewer
    scope = TicketScope(of: viewer)
    if let known = reader.hiddenTexts, known.holds(for: viewer, in: reader.workflow) {
      hidden = known.json
    } else {
      let made = HiddenTexts(from: viewer, in: reader.workflow)
      reader.hiddenTexts = made
      hidden = made.json
    }
    blocked = JSONArray(scope.blockedTypes.map(\.rawValue))
    owners =
      switch scope.reach {
      case .nobody: nil
      case .customers(let ids): Self.scope(ids.map { "c\($0.rawValue)" })
      case .desk: ""
      }
  }

  /// The question as the index is asked it, of words as ``SearchWords/match`` gives them; `nil` where
  /// nothing can be found.
  func question(
    _ words: String,
    _ ranks: [HitRank] = HitRank.allCases,
    of customer: CustomerID? = nil
  ) -> String? {
    guard let owners, !words.isEmpty else { return nil }
    let classes = Self.scope(ranks.flatMap { $0.scopes(for: viewer.audience) })
    let only = customer.map { Self.scope(["c\($0.rawValue)"]) } ?? ""
    return "\(owners)\(only)\(classes)words : (\(words))"
  }

  private static func scope(_ tokens: [String]) -> String {
    "scope : (" + tokens.map { "\"\($0)\"" }.joined(separator: " OR ") + ") AND "
  }

  /// Hits in texts that the viewer may see, from the newest ticket or from the oldest.
  ///
  /// - Complexity: The index goes through the hits of the rarest part of the question, which for a
  ///   customer are their own texts, and stops at the limit.
  func find(
    _ question: String,
    in texts: ClosedRange<Int64>,
    isDescending: Bool,
    limit: Int
  ) throws(SQLiteError) -> [TextHit] {
    let query = isDescending ? Self.newestFirst : Self.oldestFirst
    var hits: [TextHit] = []
    let values: [(any Bindable)?] = [
      question, texts.lowerBound, texts.upperBound, hidden, blocked, limit,
    ]
    try reader.catchUpWords()
    try reader.connection.rows(query, binding: values) { row in
      hits.append(TextHit(id: row.int(0), place: TextPlace(rawValue: row.int(1))))
    }
    return hits
  }

  static let newestFirst = statement("DESC")
  static let oldestFirst = statement("ASC")

  private static func statement(_ order: String) -> Query {
    Query(
      """
      SELECT found.rowid, search_text.place
      FROM search_index AS found
        CROSS JOIN search_text ON search_text.id = found.rowid
        CROSS JOIN ticket ON ticket.id = found.rowid >> 24
      WHERE search_index MATCH ?1 AND found.rowid BETWEEN ?2 AND ?3
        AND ((ticket.step_id << 32) | (ticket.customer_type << 28) | search_text.place)
          NOT IN (SELECT value FROM json_each(?4))
        AND ticket.type_id NOT IN (SELECT value FROM json_each(?5))
      ORDER BY found.rowid \(order) LIMIT ?6
      """
    )
  }
}

extension TextHits {
  /// Of some hits those that the policy opens: the last word, whatever the index was asked.
  ///
  /// - Complexity: O(hits): one statement for each ticket.
  func judged(_ hits: [TextHit]) throws(SQLiteError) -> [TextHit] {
    let found = try reader.tickets(
      ids: hits.map { TicketID($0.ticket) },
      fields: [],
      for: viewer
    )
    let workflow = reader.workflow
    var parameters: [ParameterPlace] = []
    for (hit, slot) in zip(hits, found.slots) {
      let type = slot < 0 ? nil : workflow.type(found.rows.types[Int(slot)])
      let parameter = type.flatMap { hit.place.parameter(of: $0, in: workflow) }
      parameters.append(parameter?.place ?? .unknown)
    }
    let accesses = found.rows.accesses(to: parameters, of: found.slots)
    return hits.enumerated().filter { !accesses.isHidden($0.offset) }.map(\.element)
  }

  /// The newest text of a ticket that answers a question and that the viewer may see.
  func newest(_ question: String, in ticket: Int64) throws(SQLiteError) -> TextHit? {
    let texts = TextHit.range(above: ticket - 1, upTo: ticket)
    let hits = try find(question, in: texts, isDescending: true, limit: 1)
    return try judged(hits).first
  }

  /// Of some tickets those with a text that answers a question and that the viewer may see.
  ///
  /// - Complexity: One statement where the viewer has few tickets or these lie together, else one for
  ///   each: to ask costs what it costs to gather the words that begin like the last one.
  func tickets(_ question: String, among tickets: [Int64]) throws(SQLiteError) -> Set<Int64> {
    guard let low = tickets.min(), let high = tickets.max() else { return [] }
    var found: Set<Int64> = []
    if scope.reach != .desk || high - low < Int64(tickets.count) * Self.spread {
      let texts = TextHit.range(above: low - 1, upTo: high)
      let hits = try find(question, in: texts, isDescending: true, limit: Self.everything)
      found.formUnion(try judged(hits).map(\.ticket))
    } else {
      for ticket in tickets where try newest(question, in: ticket) != nil { found.insert(ticket) }
    }
    return found
  }

  /// Tickets that are read at most for each that is asked about.
  private static let spread: Int64 = 16
  private static let everything = 1 << 30
}

extension DeskReader {
  /// Of some tickets those where all of the words stand in one text that the viewer may see.
  func tickets(
    _ words: SearchWords,
    among tickets: [Int64],
    for viewer: Viewer
  ) throws(SQLiteError) -> Set<Int64> {
    let hits = TextHits(for: viewer, on: self)
    guard let question = hits.question(words.match) else { return [] }
    return try hits.tickets(question, among: tickets)
  }

  /// The tickets with such a text, newest first.
  func ticketsWithHits(
    _ words: SearchWords,
    for viewer: Viewer,
    limit: Int
  ) throws(SQLiteError) -> [Int64] {
    let hits = TextHits(for: viewer, on: self)
    guard let question = hits.question(words.match) else { return [] }
    var tickets: [Int64] = []
    var top: Int64 = .max >> 24
    let most = limit * 2
    while tickets.count < limit {
      let texts = TextHit.range(above: 0, upTo: top)
      let found = try hits.find(question, in: texts, isDescending: true, limit: most)
      for hit in TextHit.firsts(of: try hits.judged(found)) { tickets.append(hit.ticket) }
      guard found.count == most, let last = found.last else { break }
      top = last.ticket - 1
    }
    return Array(tickets.prefix(limit))
  }

  /// Hits that are read at once.
  static let hitsAtOnce = 500
}
