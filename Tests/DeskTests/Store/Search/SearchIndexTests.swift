import Foundation
import SQLite
import Synchronization
import Testing

@testable import Desk

/// The index of words says what the texts say, whoever changed them.
@Suite struct SearchIndexTests {
  /// Every word of the index with where it stands.
  private func instances(_ connection: Connection) throws -> [String] {
    try connection.execute(
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.instance
        USING fts5vocab ('main', 'search_index', 'instance');
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_instance
        USING fts5vocab ('main', 'article_index', 'instance');
      """
    )
    var all: [String] = []
    for table in ["instance", "article_instance"] {
      let query = Query("SELECT term, doc, col, offset FROM temp.\(table)")
      try connection.rows(query) { row in
        all.append("\(row.text(0) ?? "") \(row.int(1)) \(row.text(2) ?? "") \(row.int(3))")
      }
    }
    return all.sorted()
  }

  private func expectTrue(_ connection: Connection) throws {
    try SearchIndex.catchUp(connection)
    #expect(try !SearchIndex.isBehind(connection))
    let kept = try instances(connection)
    try connection.execute(
      """
      INSERT INTO search_index (search_index) VALUES ('integrity-check');
      INSERT INTO article_index (article_index) VALUES ('integrity-check');
      INSERT INTO search_index (search_index) VALUES ('rebuild');
      INSERT INTO article_index (article_index) VALUES ('rebuild');
      """
    )
    #expect(try instances(connection) == kept)
  }

  @Test func `the demo story's index is the rebuilt one`() throws {
    let desk = try DemoDesk()
    #expect(try instances(desk.connection).count > 5_000)
    try expectTrue(desk.connection)
  }

  /// What the migration does with a database that was there before.
  @Test func `every text of the story has its row, and nothing else has`() throws {
    let desk = try DemoDesk()
    let missing = try desk.number(
      """
      SELECT (SELECT count(*) FROM message) + (SELECT count(subject) + count(request_text)
          + count(product) + count(solution) FROM ticket)
        + (SELECT count(*) FROM ticket_parameter JOIN parameter ON parameter.id = parameter_id
          WHERE kind IN ('TEXT', 'LONG_TEXT'))
        - (SELECT count(*) FROM search_text)
      """
    )
    #expect(missing == 0)
    #expect(try desk.number("SELECT count(*) FROM search_content WHERE words IS NULL") == 0)
  }

  @Test func `random changes leave the index as a rebuilt one`() throws {
    let desk = try SmallDesk(
      """
      INSERT INTO parameter (id, type_id, key, label, kind) VALUES (901, 1, 'note', 'N', 'TEXT'),
        (902, 1, 'size', 'S', 'INTEGER');
      """
    )
    var random = SeededNumbers(seed: 7)
    let words = ["alpha", "béta", "gamma", "delta-épsilon", "ALPHA"]
    func text() -> String {
      (0..<Int.random(in: 1...4, using: &random))
        .map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
    }
    var tickets: [TicketID] = []
    for round in 0..<400 {
      let ticket = tickets.randomElement(using: &random)
      switch (Int.random(in: 0..<12, using: &random), ticket) {
      case (0, _), (9..., _), (_, nil): tickets.append(try desk.ticket())
      case (1...2, let ticket?):
        let column = ["subject", "request_text", "product", "solution"]
          .randomElement(using: &random)
        let value = Bool.random(using: &random) ? text() : nil
        try desk.connection.run(
          Query("UPDATE ticket SET \(column ?? "") = ?2 WHERE id = ?1"),
          ticket.rawValue,
          value
        )
      case (3, let ticket?): try desk.message(text(), in: ticket)
      case (4, let ticket?):
        try desk.message(text(), in: ticket, byAttendant: true, isInternal: true)
      case (5...6, let ticket?):
        let upsert = "ON CONFLICT DO UPDATE SET value = excluded.value"
        let query = Query(
          "INSERT INTO ticket_parameter VALUES (?1, 901, ?2), (?1, 902, 5) \(upsert)"
        )
        try desk.connection.run(query, ticket.rawValue, text())
      case (7, let ticket?):
        try desk.connection.run(
          Query("DELETE FROM ticket_parameter WHERE ticket_id = ?1"),
          ticket.rawValue
        )
        try desk.connection.run(
          Query("DELETE FROM message WHERE ticket_id = ?1 AND id < 3145728"),
          ticket.rawValue
        )
      case (_, let ticket?):
        try desk.connection.run(
          Query("INSERT INTO tombstone VALUES (?1, 1, 0, 0, 1)"),
          ticket.rawValue
        )
        try desk.connection.run(Query("DELETE FROM ticket WHERE id = ?1"), ticket.rawValue)
        tickets.removeAll { $0 == ticket }
      }
      if round % 7 == 0 { try SearchIndex.catchUp(desk.connection) }
    }
    let count = Query("SELECT count(*) FROM search_text")
    let texts = try desk.connection.first(count) { row in row.int(0) }
    #expect((texts ?? 0) > 50)
    try expectTrue(desk.connection)
  }

  @Test func `what was written is found by a question of the same write, and undone with it`()
    throws
  {
    let desk = try SmallDesk()
    let ticket = try desk.ticket()
    func count(_ word: String) throws -> Int {
      try desk.reader.search(
        SearchWords(word),
        filter: nil,
        PageRequest(size: 10),
        fields: [],
        for: try desk.viewer("student")
      )?.tickets.count ?? -1
    }
    try desk.message("um pangolim", in: ticket)
    #expect(try count("pangolim") == 1)
    struct Undone: Error {}
    #expect(throws: Undone.self) {
      try desk.connection.nested {
        try desk.message("um ornitorrinco", in: ticket)
        #expect(try count("ornitorrinco") == 1)
        throw Undone()
      }
    }
    #expect(try count("ornitorrinco") == 0)
    try expectTrue(desk.connection)
  }

  @Test func `the writes of one commit are indexed together, before it`() throws {
    let file = try DeskFile()
    let desk = try Desk(path: file.path)
    try desk.writeAndWait { try $0.connection.execute(SmallDesk.story) }
    let statements = Mutex<[String]>([])
    let (gate, isHeld) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    desk.write(
      { context in
        isHeld.signal()
        gate.wait()
        context.connection.onStatement = { sql in statements.withLock { $0.append(sql) } }
      },
      completion: { _ in }
    )
    // It is alone in its commit: the others come while it runs.
    isHeld.wait()
    for name in ["Um pangolim", "Dois pangolins", "Ornitorrinco"] {
      desk.write(
        { context in
          let insert = Query(
            """
            INSERT INTO article (kind, audience, title, body, published_at)
              VALUES ('FAQ', 'ONLINE', ?1, '', 1)
            """
          )
          try context.connection.run(insert, name)
          if name == "Ornitorrinco" { throw CocoaError(.userCancelled) }
        },
        completion: { _ in }
      )
    }
    gate.signal()
    // It may share their commit; only what follows is sure to come after it.
    try desk.writeAndWait { _ in }
    try desk.writeAndWait { $0.connection.onStatement = nil }
    let told = statements.withLock { $0 }
    let words = told.indices.filter { told[$0].hasPrefix("INSERT INTO article_index (rowid") }
    let commits = told.indices.filter { told[$0] == "COMMIT" }
    try #require(words.count == 1 && commits.count >= 2)
    #expect(commits[0] < words[0] && words[0] < commits[1])
    let reader = try desk.makeReader()
    let titles = Query("SELECT rowid FROM article_index WHERE article_index MATCH ?1")
    var found: [[Int64]] = []
    for word in ["pangolim", "pangolins", "ornitorrinco"] {
      var rows: [Int64] = []
      try reader.connection.rows(titles, word) { row in rows.append(row.int(0)) }
      found.append(rows)
    }
    desk.stop()
    #expect(found == [[1], [2], []])
  }
}
