import Bytes
import SQLite
import Testing

@testable import Desk

/// A search finds just the words that its user is shown, best first.
@Suite struct TicketSearchTests {
  private func search(
    _ text: String,
    filter: TicketFilter? = nil,
    of size: Int = 100,
    fromEnd: Bool = false,
    _ desk: DemoDesk,
    _ viewer: Viewer
  ) throws -> [(id: Int64, match: TicketMatch)] {
    let words = try SearchWords(text)
    var all: [(Int64, TicketMatch)] = []
    var cursor: Int64?
    while true {
      let page =
        fromEnd
        ? PageRequest(size: size, isFromEnd: true, before: cursor)
        : PageRequest(size: size, after: cursor)
      let answer = try desk.reader.search(words, filter: filter, page, fields: [], for: viewer)
      let found = try #require(answer)
      let part = Array(zip(found.tickets.ids.map(\.rawValue), found.matches))
      all = fromEnd ? part + all : all + part
      #expect(
        (fromEnd ? found.pages.hasNextPage : found.pages.hasPreviousPage)[0] == (cursor != nil)
      )
      guard (fromEnd ? found.pages.hasPreviousPage : found.pages.hasNextPage)[0] else {
        #expect(found.pages.totalCounts == [Int32(all.count)])
        return all
      }
      #expect(part.count == size)
      cursor = fromEnd ? part.first?.0 : part.last?.0
      try #require(all.count < 2_000)
    }
  }

  @Test(arguments: TicketFilterTests.users)
  func `finds what its user is shown, subjects first, then the newest`(user: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    let all = try VisibleTicket.all(desk, as: viewer)
    var hits = 0
    for text in [
      "diploma", "DIPLOMÁ", "dipl", "segunda via", "via segunda", "matricula", "o", "garantia vis",
      "proposta", "interna", "lousa", "não", "nao", "CANARIO", "2025", "xyzzy", "e-mail", "a",
    ] {
      let words = try SearchWords(text)
      let ranked = all.compactMap { ticket in ticket.rank(words).map { (ticket.id, $0) } }
      let expected = ranked.sorted { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 > $1.0 }.map(\.0)
      let found = try search(text, desk, viewer)
      #expect(found.map(\.id) == expected, "\(text)")
      #expect(try search(text, of: 7, desk, viewer).map(\.id) == expected, "\(text)")
      #expect(try search(text, of: 5, fromEnd: true, desk, viewer).map(\.id) == expected, "\(text)")
      hits += expected.count
      for (id, match) in found {
        #expect(match.snippet.contains { $0.isMatch })
        // The snippet is a part of the text that its user is shown.
        let texts = all.first { $0.id == id }?.texts.filter { $0.key == match.key }.map(\.text)
        let plain = match.snippet.map(\.text).joined().split(separator: "…").joined(separator: "…")
        #expect(texts?.contains { $0.contains(plain) } == true, "\(match)")
      }
      let filter = TicketFilter.statuses([.completed, .pending])
      let passing = Set(all.filter { $0.passes(filter, desk, viewer) }.map(\.id))
      let filtered = try search(text, filter: filter, of: 9, desk, viewer).map(\.id)
      #expect(filtered == expected.filter(passing.contains), "\(text)")
    }
    #expect(hits > 30)
  }

  /// L5: the word of a hidden value, of another's ticket, of an internal message or of a blocked type.
  @Test(arguments: DemoUser.online + ["attendant"])
  func `no canary is found by whom it is hidden from`(user: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    let hidden = DemoStory.canaries.filter {
      $0.hiddenFrom.contains(user) && $0.word.hasPrefix("CANARIO-")
    }
    #expect(hidden.count > 50)
    for (place, canary) in hidden.enumerated() {
      #expect(try search(canary.word, desk, viewer).isEmpty, "\(canary)")
      guard place % 10 == 0 else { continue }
      let filter = TicketFilter.text(try SearchWords(canary.word))
      let request = TicketListRequest(filter: filter)
      let found = try desk.reader.ticketPage(request, PageRequest(size: 5), fields: [], for: viewer)
      #expect(found?.tickets.count == 0 && found?.pages.totalCounts == [0], "\(canary)")
    }
  }

  @Test func `the administrator finds every canary of a text`() throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer("admin")
    var found = 0
    for canary in DemoStory.canaries where canary.ticket != nil {
      let place = canary.place == "internal message" ? "discussion" : canary.place
      guard canary.word.hasPrefix("CANARIO-"),
        !["attachments", "stepHistory", "understandings"].contains(place)
      else { continue }
      let hits = try search(canary.word, desk, viewer)
      #expect(hits.map(\.id) == [canary.ticket], "\(canary)")
      #expect(hits.first?.match.key == place)
      found += 1
    }
    #expect(found > 300)
  }

  /// Two desks that differ in one hidden text answer alike: hits, rank, pages, snippets, counts, and
  /// the statements that were run.
  @Test(arguments: ["student", "teacher", "client", "person", "prospect", "many"])
  func `what is hidden changes nothing of what is found`(user: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    func answers() throws -> [String] {
      var answers: [String] = []
      desk.connection.onStatement = { answers.append($0) }
      defer { desk.connection.onStatement = nil }
      for text in ["diploma", "o", "matricula", "pangolim", "segunda via", "CANARIO"] {
        for size in [3, 50] {
          let found = try desk.reader.search(
            try SearchWords(text),
            filter: nil,
            PageRequest(size: size),
            fields: [],
            for: viewer
          )
          answers.append(
            "\(found?.tickets.ids ?? []) \(found?.matches ?? []) \(String(describing: found?.pages))"
          )
        }
      }
      return answers
    }
    let before = try answers()
    let text = "pangolim diploma segunda via matrícula o o o"
    var changes = 0
    for canary in DemoStory.canaries where canary.hiddenFrom.contains(user) {
      guard let ticket = canary.ticket, canary.word.hasPrefix("CANARIO-"), ticket % 23 == 0 else {
        continue
      }
      try desk.undoing {
        switch canary.place {
        case "subject", "product", "solution", "requestText":
          let column = canary.place == "requestText" ? "request_text" : canary.place
          try desk.connection.run(
            Query("UPDATE ticket SET \(column) = ?2 WHERE id = ?1"),
            ticket,
            text
          )
        case "discussion", "internal message":
          try desk.connection.run(
            Query(
              "UPDATE message SET text = ?3 WHERE ticket_id = ?1 AND text LIKE '%' || ?2 || '%'"
            ),
            ticket,
            canary.word,
            text
          )
        default:
          try desk.connection.run(
            Query(
              "UPDATE ticket_parameter SET value = ?3 WHERE ticket_id = ?1 AND value LIKE '%' || ?2 || '%'"
            ),
            ticket,
            canary.word,
            text
          )
        }
        try SearchIndex.catchUp(desk.connection)
        #expect(try answers() == before, "\(canary)")
      }
      changes += 1
    }
    #expect(changes > 2)
  }

  @Test func `a text that looks like the index's language is only words`() throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer("student")
    for text in [
      "\"", "\"\"\"", "a\"b", "NOT", "a OR b", "NEAR(a b)", "scope:c1", "words : a", "* *", "^a",
      "a*", "(", ")", "{", "}", "-a", "+", "a AND", "\u{0}a", "'; DROP TABLE ticket; --", "c3 k4",
    ] {
      _ = try search(text, of: 3, desk, viewer)
      let request = ArticleListRequest(words: try SearchWords(text))
      _ = try desk.reader.articlePage(request, PageRequest(size: 5), for: viewer)
    }
    #expect(try search("scope:c1", desk, viewer).isEmpty)
  }
}

/// Open tickets that are like a new one.
@Suite struct SimilarTicketTests {
  private func similar(
    _ desk: DemoDesk,
    _ user: String,
    _ subject: String,
    _ requestText: String? = nil,
    type: TicketTypeID? = nil,
    customer: CustomerID? = nil,
    limit: Int = 10
  ) throws -> [(TicketID, Int32)] {
    let found = try desk.reader.similarTickets(
      ofType: type,
      customer: customer,
      subject: subject,
      requestText: requestText,
      limit: limit,
      fields: .all,
      for: try desk.viewer(user)
    )
    return Array(zip(found.tickets.ids, found.scores))
  }

  @Test(arguments: ["student", "client", "teacher", "prospect"])
  func `an open ticket is like itself, and a closed one is offered to nobody`(user: String) throws {
    let desk = try DemoDesk()
    let viewer = try desk.viewer(user)
    var open = 0
    for ticket in try VisibleTicket.all(desk, as: viewer) {
      guard case .text(let subject)? = ticket.values["subject"],
        subject.split(separator: " ").contains(where: { $0.count > 4 })
      else { continue }
      let found = try similar(desk, user, subject, type: ticket.type.id)
      let isOpen = ticket.status == .pending || ticket.status == .inProgress
      #expect(
        found.contains { $0.0.rawValue == ticket.id && $0.1 == 100 } == isOpen || found.count == 10
      )
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.1 >= $1.1 })
      #expect(found.allSatisfy { (40...100).contains($0.1) })
      open += isOpen ? 1 : 0
    }
    #expect(open > 2)
  }

  @Test func `only the customer's own tickets are compared, and the desk names the customer`()
    throws
  {
    let desk = try DemoDesk()
    let student = try #require(try desk.viewer("student").identities.first).customer
    let mine = Set(try VisibleTicket.all(desk, as: try desk.viewer("student")).map(\.id))
    let subject = "Segunda via do diploma matrícula"
    let found = try similar(desk, "student", subject)
    #expect(found.allSatisfy { mine.contains($0.0.rawValue) })
    #expect(try similar(desk, "attendant", subject).isEmpty)
    #expect(!(try similar(desk, "attendant", subject, customer: student)).isEmpty)
    #expect(try similar(desk, "teacher", subject, customer: student).isEmpty)
    #expect(try similar(desk, "student", subject, type: TicketTypeID(99)).isEmpty)
    #expect(try similar(desk, "student", "a de", "").isEmpty)
    #expect(try similar(desk, "student", subject, limit: 1).count <= 1)
  }

  @Test func `a hidden text makes nothing alike`() throws {
    let desk = try SmallDesk()
    let shown = try desk.ticket(step: 1, .inProgress)
    let hidden = try desk.ticket(step: 2, .inProgress)
    try desk.connection.execute(
      "UPDATE ticket SET subject = 'Pangolim perdido', request_text = NULL"
    )
    try SearchIndex.catchUp(desk.connection)
    func like(_ user: String, _ customer: CustomerID?) throws -> [TicketID] {
      try desk.reader.similarTickets(
        ofType: nil,
        customer: customer,
        subject: "pangolim perdido",
        requestText: nil,
        limit: 5,
        fields: [],
        for: try desk.viewer(user)
      ).tickets.ids
    }
    #expect(try like("student", nil) == [shown])
    #expect(try like("staff", CustomerID(3)) == [hidden, shown])
  }
}
