import Foundation
import SQLite
import TestKit
import Testing

@testable import Desk

/// Of two who write what they saw at one version, exactly one does; the other learns of it and of
/// nothing else.
///
/// - Source: L26; D9.
@Suite("L26 stale step", .serialized) struct L26StaleStep {
  private static let folder = TemporaryFolder().keep()
  private static let desk = Result { StoryDesk(try GuicheProcess(data: folder, demo: true)) }
  private static let writers = 6

  private struct Race {
    let document: String
    let user: String
  }

  /// Many at once over connections of their own: the same move by the same customer.
  @Test func `of writers with one version exactly one wins`() throws {
    let desk = try Self.desk.get()
    for round in 0..<5 {
      let id = try L14SharedCaches.draft(desk)
      let version = try Self.version(of: id, "student", desk)
      let races = (0..<Self.writers).map { writer in
        let edit =
          writer % 2 == 0
          ? "{key: \"nomeCompleto\", value: {text: \"Nome \(round) \(writer)\"}}" : ""
        return Race(
          document: writer % 3 == 2
            ? Self.update(id, version, "{key: \"subject\", value: {text: \"Assunto \(writer)\"}}")
            : Self.submit(id, version, "enviar", "pedido", edit),
          user: "student"
        )
      }
      let answers = try Self.run(races, desk)
      try Self.expectOneWinner(answers, of: id, desk)
    }
  }

  /// The customer hands over while the desk changes what only it sees: no conflict, for the
  /// customer's version tells nothing of that.
  @Test func `a change of what is hidden from the loser is no conflict`() throws {
    let desk = try Self.desk.get()
    let id = try L14SharedCaches.draft(desk)
    _ = try desk.ask(L14SharedCaches.submit(id, "enviar", "pedido"), as: "student")
    let seen = try Self.version(of: id, "student", desk)
    let hidden = try desk.ask(
      """
      mutation { done: updateTicket(input: {ticket: "\(id)", parameters: [
        {key: "parecerReservado", value: {text: "CANARIO-HIDDEN"}}
      ]}) { problems { code } } }
      """,
      as: "attendant"
    )
    #expect(hidden.problems("done") == [], "\(hidden.text)")
    #expect(try Self.version(of: id, "student", desk) == seen)
    let update = Self.update(id, seen, "{key: \"nomeCompleto\", value: {text: \"x\"}}")
    // It is the attendant's turn: that is what stands against it, and no race.
    #expect(try desk.ask(update, as: "student").problems("done") == ["AWAITING_ATTENDANT"])
  }

  /// The step that was left, and what the loser may see of the one that was entered.
  @Test func `a loser is told of the conflict and of nothing that is hidden`() throws {
    let desk = try Self.desk.get()
    let id = try L14SharedCaches.draft(desk)
    let old = try Self.version(of: id, "student", desk)
    _ = try desk.ask(L14SharedCaches.submit(id, "enviar", "pedido"), as: "student")
    let filled = """
      {key: "priority", value: {choice: "HIGH"}}, {key: "taxa", value: {decimal: "12.5"}},
      {key: "parecerReservado", value: {text: "CANARIO-LOSER"}},
      {key: "livroRegistro", value: {text: "CANARIO-BOOK"}}
      """
    let moved = try desk.ask(
      L14SharedCaches.submit(id, "deferir", "deferimento", filled),
      as: "attendant"
    )
    #expect(moved.problems("submitTicket") == [], "\(moved.text)")
    let loser = try desk.ask(
      """
      mutation { done: submitTicket(input: {
        ticket: "\(id)", condition: "pagar", reason: "pagamento", expectedVersion: \(old),
        parameters: [{key: "livroRegistro", value: {text: "x"}}]
      }) { ticket { \(CanaryTests.ticket) } problems { code message path parameterKey parameterLabel } } }
      """,
      as: "student",
      headers: ["Accept-Language": "en"]
    )
    #expect(
      loser.text
        == #"{"data":{"done":{"ticket":null,"problems":[{"code":"CONFLICT","message":"This has changed meanwhile. Read it again.","path":["input","expectedVersion"],"parameterKey":null,"parameterLabel":null}]}}}"#
    )
    let now = try desk.ask("{ ticket(id: \"\(id)\") { \(CanaryTests.ticket) } }", as: "student")
    #expect(now.text("ticket.step.name") == "Pagamento da taxa")
    #expect(!now.text.contains("CANARIO"))
  }

  /// A version is no oracle either: foreign tickets have none.
  @Test func `a version of a foreign ticket is not compared`() throws {
    let desk = try Self.desk.get()
    let foreign = try #require(Story.tickets.first { !Story.knows("student", $0) })
    let id = try L09ErrorTexts.id(of: foreign)
    let answers = try (1...8).map { version in
      try desk.ask(
        Self.update(id, Int64(version), "{key: \"subject\", value: {text: \"x\"}}"),
        as: "student"
      ).text
    }
    #expect(Set(answers).count == 1)
    #expect(answers[0].contains("NOT_FOUND"))
  }

  /// Both sides at once with what each saw: one moves the ticket, the other conflicts or waits.
  @Test func `customer and attendant race for one ticket`() throws {
    let desk = try Self.desk.get()
    for _ in 0..<4 {
      let id = try L14SharedCaches.draft(desk)
      _ = try desk.ask(L14SharedCaches.submit(id, "enviar", "pedido"), as: "student")
      let version = try Self.version(of: id, "attendant", desk)
      let edits =
        "{key: \"priority\", value: {choice: \"HIGH\"}}, {key: \"taxa\", value: {decimal: \"1\"}}, {key: \"parecerReservado\", value: {text: \"P\"}}"
      let answers = try Self.run(
        [
          Race(
            document: Self.submit(id, version, "pendencia", "documento", edits),
            user: "attendant"
          ),
          Race(document: Self.submit(id, version, "deferir", "deferimento", edits), user: "admin"),
          Race(
            document: Self.submit(id, version, "deferir", "deferimento", edits),
            user: "attendant"
          ),
        ],
        desk
      )
      #expect(answers.filter { $0.problems("done").isEmpty }.count == 1, "\(answers.map(\.text))")
      #expect(answers.filter { $0.problems("done") == ["CONFLICT"] }.count == 2)
    }
  }

  // MARK: - Parts

  private static func run(_ races: [Race], _ desk: StoryDesk) throws -> [Asked] {
    for race in races { _ = try desk.token(of: race.user) }
    let results = Mutexed<[Result<Asked, any Error>]>([])
    DispatchQueue.concurrentPerform(iterations: races.count) { place in
      let result = Result { try desk.ask(races[place].document, as: races[place].user) }
      results.add(result)
    }
    return try results.value.map { try $0.get() }
  }

  private static func expectOneWinner(
    _ answers: [Asked],
    of id: String,
    _ desk: StoryDesk
  ) throws {
    let winners = answers.filter { $0.problems("done").isEmpty }
    #expect(winners.count == 1, "\(answers.map(\.text))")
    for loser in answers where !loser.problems("done").isEmpty {
      #expect(loser.problems("done") == ["CONFLICT"], "\(loser.text)")
      #expect(loser["done.ticket"] == .null)
    }
    // One version more, and as much history as the winner made.
    let now = try desk.ask(
      "{ ticket(id: \"\(id)\") { version stepHistory { totalCount } } }",
      as: "student"
    )
    let wasMove = winners.first?.text("done.ticket.step.key") == "analise"
    #expect(now["ticket.stepHistory.totalCount"] == .integer(wasMove ? 2 : 1), "\(now.text)")
    #expect(now["ticket.version"] == winners.first?["done.ticket.version"])
  }

  private static func version(of id: String, _ user: String, _ desk: StoryDesk) throws -> Int64 {
    let answer = try desk.ask("{ ticket(id: \"\(id)\") { version } }", as: user)
    return try #require(answer["ticket.version"]?.asNumber)
  }

  private static let result = "ticket { version step { key } } problems { code }"

  private static func update(_ id: String, _ version: Int64, _ parameters: String) -> String {
    """
    mutation { done: updateTicket(input: {
      ticket: "\(id)", expectedVersion: \(version), parameters: [\(parameters)]
    }) { \(result) } }
    """
  }

  private static func submit(
    _ id: String,
    _ version: Int64,
    _ condition: String,
    _ reason: String,
    _ parameters: String
  ) -> String {
    """
    mutation { done: submitTicket(input: {
      ticket: "\(id)", expectedVersion: \(version), condition: "\(condition)", reason: "\(reason)",
      parameters: [\(parameters)]
    }) { \(result) } }
    """
  }
}

/// A list that several threads add to.
private final class Mutexed<Value>: @unchecked Sendable {
  private var stored: Value
  private let lock = NSLock()

  init(_ value: Value) { stored = value }

  var value: Value { lock.withLock { stored } }

  func add<Item>(_ item: Item) where Value == [Item] { lock.withLock { stored.append(item) } }
}
