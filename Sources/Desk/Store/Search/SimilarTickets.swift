public import SQLite

/// What somebody is about to ask for, as words to compare with.
private struct Likeness {
  /// Each word once, with its weight; the subject's weigh more.
  private(set) var words: [(word: String, weight: Int)] = []

  init(subject: String, requestText: String?) {
    var known: Set<[UInt8]> = []
    for (text, weight) in [(subject, 3), (requestText ?? "", 1)] {
      let part = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.characters)))
      for word in SearchWords.split(part) where words.count < Limits.similarWords {
        guard word.unicodeScalars.count >= Self.least, known.insert(FoldedText.fold(word)).inserted
        else { continue }
        words.append((word, weight))
      }
    }
  }

  var weight: Int { words.reduce(0) { $0 + $1.weight } }

  /// Characters of a text that are looked at.
  private static let characters = 2_000
  /// Characters of a word that says something: shorter ones mostly bind others.
  private static let least = 4
}

extension DeskReader {
  /// Open tickets of a customer whose subject and request have words of what is about to be asked for.
  ///
  /// - Parameters:
  ///   - type: Only of this type; `nil` is of any.
  ///   - customer: Whose; `nil` is any that the viewer stands for.
  ///   - subject: What it will be about.
  ///   - requestText: The request in full.
  ///   - limit: How many at most; more than ``Limits/similarTickets`` are not given.
  ///   - fields: What is wanted of each ticket.
  ///   - viewer: Who asks. The desk has to name a customer.
  /// - Returns: The likest first, then the newest; texts that are hidden from the viewer make nothing
  ///   like anything.
  /// - Throws: `SQLiteError`.
  /// - Complexity: O(words x the customer's texts): one statement for each word.
  /// - Source: R61.
  public func similarTickets(
    ofType type: TicketTypeID?,
    customer: CustomerID?,
    subject: String,
    requestText: String?,
    limit: Int,
    fields: TicketFields,
    for viewer: Viewer
  ) throws(SQLiteError) -> SimilarTickets {
    let likeness = Likeness(subject: subject, requestText: requestText)
    let hits = TextHits(for: viewer, on: self)
    var weights: [Int64: Int] = [:]
    for (word, weight) in likeness.words where customer != nil || viewer.audience == .online {
      let match = SearchWords.quoted(word)
      guard let question = hits.question(match, [.subject, .parameter], of: customer) else { break }
      let texts = TextHit.range(above: 0, upTo: .max >> 24)
      let most = Self.hitsAtOnce
      let found = try hits.find(question, in: texts, isDescending: true, limit: most)
      let likely = found.filter { Self.comparedPlaces.contains($0.place.rawValue) }
      for ticket in Set(try hits.judged(likely).map(\.ticket)) {
        weights[ticket, default: 0] += weight
      }
    }

    let ids = weights.keys.sorted(by: >)
    let open = try tickets(ids: ids.map { TicketID($0) }, fields: [], for: viewer).rows
    var likest: [(id: TicketID, score: Int)] = []
    for place in 0..<open.count {
      let status = open.statuses[place]
      guard status == .pending || status == .inProgress else { continue }
      if let type, workflow.type(open.types[place])?.id != type { continue }
      let score = (weights[open.ids[place].rawValue] ?? 0) * 100 / max(likeness.weight, 1)
      if score >= Self.leastScore { likest.append((open.ids[place], score)) }
    }
    likest.sort { $0.score != $1.score ? $0.score > $1.score : $0.id > $1.id }
    let best = likest.prefix(min(max(limit, 0), Limits.similarTickets))
    return SimilarTickets(
      tickets: try tickets(ids: best.map(\.id), fields: fields, for: viewer).rows,
      scores: best.map { Int32(clamping: $0.score) }
    )
  }

  /// The subject and the request in full.
  private static let comparedPlaces: Set<Int64> = [0, 1]
  /// With less a single common word would make tickets alike.
  private static let leastScore = 40
}
